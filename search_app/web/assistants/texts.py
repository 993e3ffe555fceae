"""What do answers to assistants take from the site's JSON, and how much of a text at a time?"""

from collections.abc import Mapping
from typing import Any, TypeVar

from search_app.web.assistants import answers
from search_app.web.assistants.site import RefusedError

TEXT_CHARACTERS = 10_000
PASSAGES_SHOWN = 20

Json = Mapping[str, Any]
Shape = TypeVar("Shape")


def kept(shape: type[Shape], answer: Json) -> Shape:
    """Return of an answer the keys that a shape has."""
    return {name: answer[name] for name in shape.__annotations__}  # type: ignore[return-value]


def found(hit: Json) -> answers.FoundDocument:
    return {
        **kept(answers.Summary, hit),
        "lacks": hit["lacks"],
        "passages": [kept(answers.QuotedPassage, one) for one in hit["passages"]],
    }


def numbers(search: Json, search_url: str) -> answers.Numbers:
    return {
        "total": search["total"],
        "relaxed": search["relaxed"],
        "partial_total": search["partial"]["total"],
        "corrections": search["corrections"],
        "expansions": search["expansions"],
        "absent": search["absent"],
        "search_url": search_url,
        "unfinished": search["unfinished"],
        "generation": search["generation"],
    }


def text_part(text: str, start: int, argument: str) -> answers.TextPart:
    """Return a text from `start` on. argument: the name of the argument that says `start`.

    Raises RefusedError when the text does not reach as far.
    """
    total = len(text)
    if start > total:
        raise RefusedError(
            f"{argument}\u00a0: {start} dépasse la fin du texte. Accepté\u00a0: 0 à {total}."
        )
    end = min(start + TEXT_CHARACTERS, total)
    return {
        "content": text[start:end],
        "start": start,
        "end": end,
        "total": total,
        "next_start": end if end < total else None,
    }
