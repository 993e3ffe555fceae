"""What does the page of a question of the 7th to the 13th legislature say?

Its fields stand in tags of its own, `<NUM>99901</NUM>`, among tables and links. What is between
them is cut out of the source: browsers and libraries move such tags about.
"""

import re

from search_app.ingest.json_questions.published_text import fragment
from search_app.ingest.records import error_at
from search_app.ingest.texts.question_heading import first_name_first
from search_app.ingest.texts.question_pages.page_fields import PageDay, PageFields, refuse_several
from search_app.model.document import EventKind, Source

# fmt: off
_NAMES = (
    "LEG", "NLEG", "NUM", "NAT", "CIV", "AUT", "GROUPE", "DEPT", "MINI", "MINA", "DPQ", "PGQ",
    "DPR", "PGREP", "DERQ", "PGERQ", "DERR", "PGERREP", "DSIGN", "DRAPS", "DCA", "RET", "DRET",
    "CRET", "RUB", "TANA", "ANA", "QUEST", "REP", "COMPREP",
)
# fmt: on
_SIGNS = frozenset(("NUM", "NAT", "AUT", "MINI", "DPQ", "QUEST"))
_SIGNS_MIN = 3
_TAG = re.compile(rf"<(/?)({'|'.join(_NAMES)})(?:\s[^<>]*+)?>", re.IGNORECASE)
# Some debates and answers stand in no tag of their own, but in the cell beside these words.
_ANSWER_LABEL = re.compile(r"(?:DEBAT|Texte de la R[EÉ]PONSE)\s*:", re.IGNORECASE)
_TO_THE_CELL = re.compile(r"(?:</[^<>]*+>|\s|&nbsp;)*+(?:<td(?:\s[^<>]*+)?>)?", re.IGNORECASE)
_END_OF_TEXTS = re.compile(r"</(?:TEXTES|TABLE|BODY)\s*>", re.IGNORECASE)
_RETIRED = re.compile(
    r"question\s+retir[eé]e\s*(?:le)?\s*:?\s*(?:\d\d?/\d\d?/\d{2,4})?\s*", re.IGNORECASE
)
_DAYS = (
    (EventKind.ASKED, "DPQ", "PGQ"),
    (EventKind.ANSWERED, "DPR", "PGREP"),
    (EventKind.SIGNALLED, "DSIGN", ""),
    (EventKind.RENEWED, "DRAPS", ""),
    (EventKind.REASSIGNED, "DCA", ""),
    (EventKind.CORRECTED, "DERQ", "PGERQ"),
    (EventKind.CORRECTED, "DERR", "PGERREP"),
)


def recognise(html: str) -> bool:
    """Whether a page has at least three of the tags that only these pages have."""
    found: set[str] = set()
    for tag in _TAG.finditer(html):
        found.add(tag[2].upper())
        if len(found & _SIGNS) >= _SIGNS_MIN:
            return True
    return False


def fields_of(html: str, source: Source) -> PageFields:
    """Return what a page says. html: without comments and scripts.

    Raises RecordError "format" for a page whose text or field has no end, which is cut short,
    "dialect" for several questions, and "size" for HTML that is not given to the parser.
    """
    page = _Page(html, source)
    refuse_several(len(set(page.values("NUM"))), source)
    civility, name = page.value("CIV"), page.value("AUT")
    texts = page.raw("QUEST")
    opening = " ".join(p.text for html in texts for p in fragment(html[:2_000], source))
    turned = first_name_first(name, opening, is_surname_first=True) if name else ""
    department = page.value("DEPT")
    return PageFields(
        legislature=page.value("LEG") or page.value("NLEG"),
        type=page.value("NAT"),
        number=page.value("NUM"),
        author=f"{civility} {turned}".strip(),
        group=page.value("GROUPE"),
        constituency=department,
        department=department,
        ministry_asked=page.value("MINI"),
        ministry_in_charge=page.value("MINA"),
        topic=page.value("RUB"),
        head=page.value("TANA"),
        analyses=page.values("ANA"),
        texts=texts,
        answers=[*page.answers(), *page.raw("COMPREP")],
        days=page.days(),
    )


class _Page:
    """What stands between the tags of a page, by their names."""

    def __init__(self, html: str, source: Source) -> None:
        self._html, self._source = html, source
        self._found: dict[str, list[str]] = {name: [] for name in _NAMES}
        begun: dict[str, int] = {}
        for tag in _TAG.finditer(html):
            name = tag[2].upper()
            if not tag[1]:
                begun.setdefault(name, tag.end())
            elif (start := begun.pop(name, None)) is not None:
                self._found[name].append(html[start : tag.start()])
        for name in begun:
            raise error_at(source, "format", f"the page is cut short: <{name}> has no end")

    def raw(self, name: str) -> list[str]:
        return self._found[name]

    def values(self, name: str) -> list[str]:
        """Return the texts between the tags of one name, each as one line, without empty ones."""
        lines = (
            " ".join(p.text for p in fragment(html, self._source)) for html in self._found[name]
        )
        return list(filter(None, (" ".join(line.split()) for line in lines)))

    def value(self, name: str) -> str:
        return next(iter(self.values(name)), "") if name else ""

    def answers(self) -> list[str]:
        label = _ANSWER_LABEL.search(self._html)
        if self._found["REP"] or label is None:
            return self._found["REP"]
        to_the_cell = _TO_THE_CELL.match(self._html, label.end())
        start = to_the_cell.end() if to_the_cell else label.end()
        ends = [end.start() for end in _END_OF_TEXTS.finditer(self._html, start)]
        if not ends:
            raise error_at(self._source, "format", "the page is cut short: its answer has no end")
        texts = re.compile(r"</TEXTES\s*>", re.IGNORECASE).search(self._html, start)
        return [self._html[start : texts.start() if texts else ends[-1]]]

    def days(self) -> list[PageDay]:
        days = [
            PageDay(kind=kind, date=day, page=self.value(page))
            for kind, name, page in _DAYS
            for day in self.values(name)
        ]
        words, day, code = (self.value(name) for name in ("RET", "DRET", "CRET"))
        if words or day or code:
            reason = (code or _RETIRED.sub("", words, count=1)).strip("() ")
            days.append(PageDay(kind=EventKind.WITHDRAWN, date=day, reason=reason))
        return days
