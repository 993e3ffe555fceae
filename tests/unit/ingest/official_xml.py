"""The same questions as `official` has, as XML: what the Assemblée's JSON is converted from."""

from xml.sax.saxutils import escape, quoteattr

from official import NIL

NAMESPACE = "http://schemas.assemblee-nationale.fr/referentiel"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def element(name, value, attributes=""):
    """An element of this name, of what the JSON has under the key."""
    if isinstance(value, list):
        return "".join(element(name, one) for one in value)
    if value == NIL:
        return f'<{name} xsi:nil="true"/>'
    if isinstance(value, dict):
        attributes += "".join(f" {k[1:]}={quoteattr(v)}" for k, v in value.items() if k[0] == "@")
        inside = "".join(element(k, v) for k, v in value.items() if k[0] not in "@#")
        inside += escape(value.get("#text", ""))
    else:
        inside = escape(value or "")
    return f"<{name}{attributes}>{inside}</{name}>"


def as_xml(question):
    """One file of the 15th to 17th legislature."""
    attributes = f' xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" xsi:type="QuestionEcrite_Type"'
    made = element("question", question, attributes)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{made}'.encode()


def as_xml_list(*questions, root="questionsEcrites"):
    """The one file of the 14th legislature."""
    made = "\n".join(element("question", question) for question in questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>\n{made}\n</{root}>\n'.encode()
