"""Which question does a record in the XML of the Assemblée hold?

It is one of the open data, or the XML view of a question's page.
"""

from search_app.ingest.json_questions.official_question import read_question
from search_app.ingest.records import ParsedRecord, error_at
from search_app.ingest.xml_questions.page_view import read_page
from search_app.ingest.xml_questions.tree import read_tree
from search_app.model.document import Source

_OF_OPEN_DATA, _OF_PAGE = "question", "QUESTION"


def read(data: bytes, source: Source) -> ParsedRecord:
    """Read the question of one record.

    Raises RecordError "format" for what is not XML or is refused, "dialect" for XML that is no
    question, and what `read_question` raises.
    """
    name, question = read_tree(data, source)
    if isinstance(question, dict):
        if name == _OF_PAGE:
            return read_page(question, source)
        if name == _OF_OPEN_DATA and {"uid", "identifiant"}.intersection(question):
            return read_question(question, source)
    raise error_at(source, "dialect", "XML that is no question of the Assemblée")
