"""How do documents write a word, with which accents and capitals?"""

from search_app.engine.embedded.schema import DOCUMENT_JSON, STEMMED_OF
from search_app.engine.embedded.vocabulary import DOCUMENTS_PER_PART, written_form
from search_app.engine.embedded.written import sentences_with
from search_app.engine.opensearch.asking import Asking
from search_app.engine.opensearch.cluster import hits_of
from search_app.engine.opensearch.reading import document_of, in_order
from search_app.engine.opensearch.words import WORD, WordIndex
from search_app.french import UNACCENTED, letters


def written_in(word: str, words: WordIndex, asking: Asking) -> str:
    """Return how the first documents of each part that have a folded word write it."""
    entries = words.standing_for([word], asking.aside)
    counts = {
        entry.term: sum(entry.counts.get(name, 0) for name in STEMMED_OF)
        for entry in entries
        if entry.kind == WORD and letters(entry.term) == word
    }
    if not counts:
        return word
    sure = [form for form, n in counts.items() if n and not form.endswith(UNACCENTED)]
    form = max(sure or counts, key=lambda form: (counts[form], form))
    texts = (
        sentences_with(word, DOCUMENT_JSON.validate_json(document_of(hit)), part)
        for name, part in STEMMED_OF.items()
        for hit in hits_of(
            asking.documents(
                {
                    "size": DOCUMENTS_PER_PART,
                    "query": {"bool": {"filter": [{"term": {name: form}}]}},
                    "sort": in_order(),
                }
            )
        )
    )
    return written_form(form.removesuffix(UNACCENTED), texts)
