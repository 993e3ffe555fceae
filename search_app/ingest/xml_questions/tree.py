"""Which object does an XML element make?

The same that the JSON of the Assemblée has for it: an element is an object of its children, several
of one name are a list, one without children is its text, and an empty one is null. Attributes are
keys with `@`. Namespaces are left out: `<q:uid>` is `uid`.

Nothing is loaded, and no entity is expanded: a declaration of the document type is refused, which
is where entities and addresses would stand.
"""

from html import escape
from typing import Any
from xml.parsers import expat

from search_app.ingest.records import error_at
from search_app.model.document import Source

_DEPTH_MAX = 50
_ATTRIBUTES_MAX = 100
_ELEMENTS_MAX = 20_000
# Of these the inside is a text with tags, whether or not the tags are written as entities.
_TEXTS = frozenset(("texte", "TEXTE_DEPOT", "TEXTE_REPONSE", "texteErratum"))
_NIL = "nil"


class _RefusedError(ValueError):
    """Something that no record has; its message says what."""


def read_tree(data: bytes, source: Source) -> tuple[str, Any]:
    """Return the name of the root, without its prefix, and what it holds.

    Raises RecordError "format" for XML that is broken, that declares a document type, or that has
    more than 50 levels, 20,000 elements, or 100 attributes in one tag.
    """
    builder = _Builder()
    try:
        builder.parse(data)
    except expat.ExpatError as error:
        place = Source(path=source.path, line=source.line + error.lineno - 1, record=source.record)
        message = f"XML: {expat.ErrorString(error.code)}, column {error.offset + 1}"
        raise error_at(place, "format", message) from error
    except (ValueError, LookupError) as error:  # refused; an encoding that is none, or unreadable
        raise error_at(source, "format", f"XML: {error}") from error
    return builder.name, builder.value


class _Element:
    """An element whose end has not been reached."""

    __slots__ = ("children", "name", "texts")

    def __init__(self, name: str, attributes: dict[str, Any]) -> None:
        self.name = name
        self.children = attributes
        self.texts: list[str] = []

    def add(self, name: str, value: Any) -> None:
        if name not in self.children:
            self.children[name] = value
        elif isinstance(known := self.children[name], list):
            known.append(value)
        else:
            self.children[name] = [known, value]

    def value(self) -> Any:
        text = "".join(self.texts)
        if not self.children:
            return text or None
        return {**self.children, "#text": text} if text.strip() else self.children


class _Builder:
    """Makes objects of the tags and texts that the parser reports.

    name, value: of the root, once all has been read.
    """

    def __init__(self) -> None:
        self.name, self.value = "", None
        self._open: list[_Element] = []
        self._tags_in_text = self._count = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(data, True)  # noqa: FBT003 - the parser takes no keyword

    def _refuse_doctype(self, *_: Any) -> None:
        raise _RefusedError("declares a document type")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        for what, count, count_max in (
            ("levels", len(self._open) + self._tags_in_text, _DEPTH_MAX),
            ("elements", self._count, _ELEMENTS_MAX),
            ("attributes in one tag", len(attributes), _ATTRIBUTES_MAX),
        ):
            if count > count_max:
                raise _RefusedError(f"more than {count_max} {what}")
        if self._tags_in_text or (self._open and self._open[-1].name in _TEXTS):
            self._tags_in_text += 1
            written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self._open[-1].texts.append(f"<{tag}{written}>")
        else:
            named = {_attribute(key): value for key, value in attributes.items()}
            self._open.append(_Element(_local(tag), named))

    def _end(self, tag: str) -> None:
        if self._tags_in_text:
            self._tags_in_text -= 1
            self._open[-1].texts.append(f"</{tag}>")
            return
        element = self._open.pop()
        if self._open:
            self._open[-1].add(element.name, element.value())
        else:
            self.name, self.value = element.name, element.value()

    def _data(self, text: str) -> None:
        self._open[-1].texts.append(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(name: str) -> str:
    return f"@xsi:{_NIL}" if _local(name) == _NIL else f"@{name}"
