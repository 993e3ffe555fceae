"""Which kinds of fields do several answers have?"""

from typing import Annotated, Any

from pydantic import Field


def said(description: str) -> Any:
    """Return what describes a field."""
    return Field(description=description)


Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="AAAA-MM-JJ")]
Count = Annotated[int, Field(ge=0)]
Next = Annotated[str | None, said("adresse de la suite\u00a0; null à la fin")]
