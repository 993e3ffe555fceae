"""Which words and names does a generation hold? Those that most documents have.

The cluster orders the words; no more than WORDS_MAX of them are held in this process, whatever
their number is. Rarer words are searched all the same: a search looks them up (`words`).
"""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from typing import Any

from pydantic import TypeAdapter

from search_app.engine.embedded.schema import STEMMED_OF
from search_app.engine.embedded.segments.counted import (
    Counted,
    stem_counts,
    titles_of,
    vocabulary_of,
)
from search_app.engine.opensearch.counting import aggregations, facets_of
from search_app.engine.opensearch.reading import VALUES_PER_SLICE, Ask, slices, values_of
from search_app.engine.opensearch.words import WORD
from search_app.french import PART, letters
from search_app.model.facet import NO_VALUE, FacetField
from search_app.model.query import Query
from search_app.model.vocabulary import Vocabulary

WORDS_MAX = 300_000
NUMBERS_MAX = 200_000
_NAME_FIELDS = ("author", "constituency")
_NAMES_JSON = TypeAdapter(dict[str, dict[str, Any]])


def read_vocabulary(names_file: bytes, ask_words: Ask, ask_documents: Ask) -> Vocabulary:
    """Return the vocabulary.

    names_file: the names that documents give. ask_words, ask_documents: send the body of a search
    to the index of words and to that of documents.
    """
    names = _NAMES_JSON.validate_json(names_file or b'{"titles":{},"acronyms":{},"compounds":{}}')
    parts: dict[str, dict[str, int]] = {field: {} for field in STEMMED_OF}
    accented: dict[str, int] = {}
    named: set[str] = set()
    for term, counts in _frequent_words(ask_words):
        folded = letters(term)
        if any(name in counts for name in _NAME_FIELDS):
            named.add(folded)
        for field, words in parts.items():
            if count := counts.get(field, 0):
                words[folded] = words.get(folded, 0) + count
                if not term.isascii():
                    accented[term] = max(accented.get(term, 0), count)
    words = {
        word: max(found.get(word, 0) for found in parts.values())
        for word in {word for found in parts.values() for word in found if PART not in word}
    }
    everything = {"size": 0, "query": {"match_all": {}}, "aggs": aggregations(Query())}
    facets = facets_of(ask_documents(everything), Query())
    numbers = (number for number, _ in values_of("number", ask_documents))
    values = {
        field: {value: count for value, count, _ in facets[field] if value != NO_VALUE}
        for field in FacetField
    }
    counted = Counted(words, accented, named, names, islice(numbers, NUMBERS_MAX))
    return vocabulary_of(counted, values, titles_of(names), partial(stem_counts, words))


def _frequent_words(ask: Ask) -> Iterable[tuple[str, Mapping[str, int]]]:
    body = {
        "query": {"term": {"kind": WORD}},
        "sort": [{"documents": "desc"}, {"term": "asc"}],
        "_source": ["term", "counts"],
    }
    found = 0
    for hits in slices(body, VALUES_PER_SLICE, ask):
        for hit in hits:
            yield hit["_source"]["term"], hit["_source"]["counts"]
        found += len(hits)
        if found >= WORDS_MAX:
            return
