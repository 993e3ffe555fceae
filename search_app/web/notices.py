"""What is a reader told of an error? One Notice, which pages print and JSON carries."""

from dataclasses import dataclass, fields
from typing import Any

from search_app.model.errors import (
    EngineUnavailableError,
    LimitError,
    OutdatedError,
    ParameterError,
    QueryError,
    QueryTooComplexError,
    SearchAppError,
)
from search_app.model.results import Mark, Snippet
from search_app.web import error_words, labels
from search_app.web.answer_types.others import ErrorFacts

# A message quotes at most this much of what it is about.
FOUND_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is wrong, and where.

    code: the stable name of the error ("unbalanced_quote"). message: one or two French sentences.
    reading: how a page reads the address all the same; for an index that fails, what helps.
    parameter: the URL parameter that the error is in, or "". position: where in the text of the
        query, from 0, or None. found: what stands there. accepted: what may stand there instead.
    limit: the greatest number that is accepted, or None.
    """

    code: str
    message: str
    reading: str = ""
    parameter: str = ""
    position: int | None = None
    found: str = ""
    accepted: tuple[str, ...] = ()
    limit: int | None = None

    def as_dict(self) -> ErrorFacts:
        """Return the object `error` of a JSON answer."""
        return {
            "code": self.code,
            "message": self.message,
            "parameter": self.parameter or None,
            "position": self.position,
            "found": self.found or None,
            "accepted": list(self.accepted),
            "limit": self.limit,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """where: the text of the query with the mistake marked, () when it is not in the text."""

    message: str
    reading: str
    where: Snippet


def notice_view(notice: Notice, text: str) -> NoticeView:
    """Return what a page says of an error in the text of its query, or elsewhere."""
    where: Snippet = ()
    if notice.position is not None and notice.position < len(text):
        where = _marked(text, notice.position, notice.found)
    return NoticeView(message=notice.message, reading=notice.reading, where=where)


def _marked(text: str, position: int, found: str) -> Snippet:
    """Mark `found` in `text` where it covers `position`, or that one character if it does not.

    An error may point into the middle of what it found, such as at the star of a word.
    """
    start = text.find(found, max(0, position - len(found)), position + len(found) + 1)
    end = start + len(found)
    if not found or start < 0:
        start, end = position, position + 1
    return ((text[:start], Mark.NONE), (text[start:end], Mark.WORD), (text[end:], Mark.NONE))


def notice_of(error: SearchAppError) -> Notice:
    """Put an error into words."""
    if isinstance(error, ParameterError):
        return _parameter_notice(error)
    if isinstance(error, QueryError):
        return _query_notice(error)
    if isinstance(error, LimitError):
        return _limit_notice(error)
    reading = error_words.WAIT_FOR_INDEX
    if isinstance(error, OutdatedError):
        reading = ""
    elif isinstance(error, EngineUnavailableError):
        reading = error_words.WAIT_FOR_ENGINE
    return Notice(code=code_of(type(error)), message=_message(error, {}), reading=reading)


def _parameter_notice(error: ParameterError) -> Notice:
    shown = ParameterError(error.parameter, _shortened(error.found), error.accepted)
    message, reading = error_words.parameter_error(shown)
    return Notice(
        code=code_of(ParameterError),
        message=message,
        reading=reading,
        parameter=error.parameter,
        found=error.found,
        accepted=tuple(error.accepted.split(", ")),
    )


def _query_notice(error: QueryError) -> Notice:
    facts = {f.name: getattr(error, f.name) for f in fields(error)}
    accepted = tuple(facts.get("known", ()) or facts.get("accepted", ()))
    limit = error.limit if isinstance(error, QueryTooComplexError) else None
    facts |= {
        "place": labels.number(error.position + 1),
        "found": _shortened(error.found),
        "accepted": ", ".join(accepted),
        "measure": error_words.MEASURES.get(str(facts.get("what")), ""),
    }
    reading = error_words.PLAIN_READING
    if isinstance(error, QueryTooComplexError):
        facts["limit"] = labels.number(error.limit)
        if error.what == "characters":
            reading = f"Seul le début est lu. {reading}"
    return Notice(
        code=code_of(type(error)),
        message=_message(error, facts),
        reading=reading,
        parameter="q",
        position=error.position,
        found=error.found,
        accepted=accepted,
        limit=limit,
    )


def _limit_notice(error: LimitError) -> Notice:
    seconds = labels.counted(getattr(error, "retry_after_s", 0), "seconde")
    facts = {"limit": labels.number(error.limit), "seconds": seconds}
    return Notice(code=code_of(type(error)), message=_message(error, facts), limit=error.limit)


def _message(error: SearchAppError, facts: dict[str, Any]) -> str:
    known = (error_words.ERRORS[c] for c in type(error).__mro__ if c in error_words.ERRORS)
    return next(known, error_words.HTTP_ERRORS[400][1]).format(**facts)


def code_of(kind: type[SearchAppError]) -> str:
    """Return the code of a class of errors: "unbalanced_quote" for UnbalancedQuoteError."""
    name = kind.__name__.removesuffix("Error")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _shortened(found: str) -> str:
    cut = len(found) > FOUND_SHOWN_CHARACTERS
    return f"{found[:FOUND_SHOWN_CHARACTERS]}…" if cut else found
