"""Official questions as XML, which is what the JSON of the Assemblée is converted from."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

_NAMESPACES = {
    "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
    "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def element(name: str, value: Any) -> str:
    """An element of this name, of what the JSON has under the key."""
    if isinstance(value, list):
        return "".join(element(name, one) for one in value)
    fields = value if isinstance(value, dict) else {"#text": value}
    attributes = "".join(f" {k[1:]}={quoteattr(v)}" for k, v in fields.items() if k[0] == "@")
    inside = "".join(element(k, v) for k, v in fields.items() if k[0] not in "@#")
    return f"<{name}{attributes}>{inside}{escape(fields.get('#text') or '')}</{name}>"


def as_xml(question: dict[str, Any]) -> bytes:
    """One file of the 15th to 17th legislature."""
    made = element("question", _NAMESPACES | question)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{made}'.encode()


def as_xml_list(*questions: dict[str, Any], root: str = "questionsEcrites") -> bytes:
    """The one file of the 14th legislature."""
    made = "\n".join(element("question", question) for question in questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n{made}\n</{root}>\n'.encode()
