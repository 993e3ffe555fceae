"""Which documents are found and quoted, but not shown whole?"""

from dataclasses import dataclass

from search_app.model.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldDocument(Document):
    """A document without the texts of which only passages may be shown.

    withheld: which are left out, "text", "answer" or both; they are "" here.
    """

    withheld: tuple[str, ...]
