"""Texts that would be markup, script or syntax if a page did not escape them."""

from search_app.model.document import (
    AuthorityName,
    Document,
    DocumentType,
    Event,
    EventKind,
    FieldSource,
    Kind,
    Source,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "<!--<script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'\" onfocus=alert(1) autofocus x='",
    "</textarea></dialog><blink>gras",
    "javascript:alert(1)",
    "&lt;script&gt;&#60;b&#62;",
    "{{ 7*7 }}{% raw %}",
    "\u2028\u202e]]>--><![CDATA[",
    "${alert(1)}`\\u003cb\\u003e\\",
    "../../..//autre?x=1#y",
)


def hostile_document(word: str, document_id: str = "w") -> Document:
    """Return a document that has `word` in each of its texts."""
    name = AuthorityName(name=word, values=(word,), known=False)
    return Document(
        id=document_id,
        kind=Kind.QUESTION,
        type=DocumentType.QE,
        title=word,
        text=f"{word}\n\n{word} suite",
        source=Source(path=word, record=word),
        answer=word,
        number=word,
        author=word,
        author_id=word,
        constituency=word,
        department=word,
        laws=(word,),
        field_sources=(FieldSource(field=word, source=Source(path=word, record=word)),),
        group=name,
        legislature=word,
        ministry_asked=name,
        ministry_in_charge=AuthorityName(name=f"{word} 2", values=(word,), known=False),
        topic=name,
        events=tuple(
            Event(kind=kind, date=None, page=word, reason=word, ministry=word, text=word)
            for kind in EventKind
        ),
        url=word,
        publisher=word,
        page=word,
        date_written=word,
        is_notice=True,
    )
