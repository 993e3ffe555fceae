"""What does an argument accept, in French words? Said from its JSON Schema."""

from collections.abc import Mapping
from typing import Any

from search_app.web.labels import number


def accepted(schema: Mapping[str, Any]) -> str:
    """Return "une liste (20 au plus) dont chacun est un texte (200 caractères au plus)"."""
    if schema["type"] == "array":
        most = number(schema["maxItems"])
        return f"une liste ({most} au plus) dont chaque élément est {accepted(schema['items'])}"
    if "enum" in schema:
        kind = "un entier" if schema["type"] == "integer" else "un texte"
        return f"{kind} parmi {', '.join(map(str, schema['enum']))}"
    if schema["type"] == "integer":
        most = f" à {number(schema['maximum'])}" if "maximum" in schema else ""
        return f"un entier, {number(schema['minimum'])}{most or ' ou plus'}"
    most = f" ({number(schema['maxLength'])} caractères au plus)" if "maxLength" in schema else ""
    return f"un texte{most}"
