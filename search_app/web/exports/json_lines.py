"""How is a result written as JSON Lines? One document a line, all of them of one shape.

A first line about the file would have another shape, and readers of tables would take it for a
document. So each line has its `licence` and `provenance` beside the keys of a document.
"""

import json
from collections.abc import Iterator

from search_app.web.as_json import cited_as_json, document_as_json
from search_app.web.exports.export import Export, licence_of

# JSON lets these stand as they are, but some programs take them for the end of a line.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def json_lines(export: Export) -> Iterator[str]:
    provenance = export.provenance.as_json
    for document in export.documents:
        record = {
            **document_as_json(
                document,
                known_until=export.known_until(document),
                document_url=export.document_url,
            ),
            **cited_as_json(document, export.document_url),
            "licence": licence_of(document),
            "provenance": provenance,
        }
        yield json.dumps(record, ensure_ascii=False).translate(_LINE_ENDS) + "\n"
