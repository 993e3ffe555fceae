"""What does a PDF or a Word document say, once its library has read it?"""

import datetime as dt
import importlib.util
import re
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from search_app.ingest.printable import printable_line
from search_app.ingest.texts.office_files.apart import read_apart
from search_app.ingest.texts.office_files.printed_pages import paragraphs_of
from search_app.ingest.texts.other_kinds import is_pdf, is_word
from search_app.model.document import NAME_LENGTH_MAX
from search_app.model.errors import RecordError

_WORD_LIBRARY, _PDF_LIBRARY = "docx", "pypdf"
_LETTERS_MIN = 20
_LETTER = re.compile(r"[^\W\d_]")
_TEXT_LENGTH_MAX = 9_000_000
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# What programs write in the properties when nobody has: the name of a file, or of their template.
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint) - .*|.*\.(?:docx?|odt|rtf|pdf|indd|qxp|html?|tmp)"
    r"|(?:word )?document ?\d*|sans[ -]titre.*|untitled.*|\W*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"python-docx|un-named|anonymous|admin\w*|utilisateur.*|user|\W*", re.IGNORECASE
)
_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeText:
    """The text of a file. title, author: "" where neither the text nor the properties tell.

    created: the day when the file was made, None where its properties do not say.
    """

    paragraphs: tuple[str, ...]
    title: str
    author: str
    created: dt.date | None


def libraries() -> tuple[str, ...]:
    """Return which of the libraries that read these files are installed."""
    return tuple(name for name in (_WORD_LIBRARY, _PDF_LIBRARY) if importlib.util.find_spec(name))


def recognise(data: bytes) -> bool:
    """Whether a file is a Word document (.docx) or a PDF, and its library is installed."""
    return (is_word(data) and _WORD_LIBRARY in libraries()) or (
        is_pdf(data) and _PDF_LIBRARY in libraries()
    )


def read(data: bytes, path: str) -> OfficeText:
    """Read a file that `recognise` knows.

    Raises RecordError "format" for one that is broken or encrypted, or whose XML declares a
    document type; "size" for a PDF of more than 1,000 pages or 30 MB of what is drawn on them, a
    document that unpacks to more than 100 MB, a text of more than 9,000,000 characters, and one
    that takes more time or memory than `read_apart` gives; "missing" for one without a text, such
    as a PDF of scanned pages.
    """
    if is_pdf(data):
        found = read_apart("pdf_file", data, path)
        pages = [page.translate(_LIGATURES) for page in found["pages"]]
        lines = paragraphs_of(pages)
        nothing = f"text; its {len(pages)} pages may be a scan: have it recognised (OCR)"
    else:
        found = read_apart("word_file", data, path)
        lines, nothing = found["blocks"], "text"
    if (length := sum(map(len, lines))) > _TEXT_LENGTH_MAX:
        detail = f"text of {length} characters, at most {_TEXT_LENGTH_MAX}"
        raise RecordError(path, 1, "size", detail)
    paragraphs = tuple(filter(None, map(printable_line, lines)))
    letters = (letter for line in paragraphs for letter in _LETTER.finditer(line))
    if sum(1 for _ in islice(letters, _LETTERS_MIN)) < _LETTERS_MIN:
        raise RecordError(path, 1, "missing", nothing)
    return OfficeText(
        paragraphs=paragraphs,
        title=_telling(found.get("heading"), _NO_TITLE) or _telling(found["title"], _NO_TITLE),
        author=_telling(found["author"], _NO_AUTHOR)[:NAME_LENGTH_MAX],
        created=_day(found["created"]),
    )


def _telling(value: str | None, nothing: re.Pattern[str]) -> str:
    line = printable_line(value or "")
    return "" if nothing.fullmatch(line) else line


def _day(created: str) -> dt.date | None:
    """Return the day of a date, or that in Paris of a time; None where there is none."""
    try:
        moment = dt.datetime.fromisoformat(created)
    except ValueError:
        return None
    return (moment.astimezone(_PARIS) if moment.tzinfo else moment).date()
