"""How is a result written for programs that manage citations? As BibTeX, and as RIS.

BibTeX has comments, so where the file comes from is said at its head. RIS has none, and some
readers refuse what stands before the first record: there each record says it in its notes.
"""

from collections.abc import Iterator

from search_app.web.citing import bibtex, ris
from search_app.web.exports.export import LICENCE, Export

# Inside a comment BibTeX looks for these signs all the same.
_OF_BIBTEX = str.maketrans("{}@", "()＠")


def bibtex_file(export: Export) -> Iterator[str]:
    said = f"{export.provenance.sentence} {LICENCE}"
    yield f"@comment{{{said.translate(_OF_BIBTEX)}}}\n"
    for document in export.documents:
        yield "\n" + bibtex(document, export.document_url(document.id))


def ris_file(export: Export) -> Iterator[str]:
    provenance = export.provenance
    notes = (
        ("DB", provenance.site),
        ("Y2", f"{provenance.exported:%Y/%m/%d}"),
        ("N1", provenance.sentence),
    )
    for document in export.documents:
        yield ris(document, export.document_url(document.id), notes) + "\r\n"
