"""Documents that name questions: what the text states, resolved to the documents that there are."""

from collections.abc import Iterable
from dataclasses import replace

from making import question
from oracle import OracleEngine
from search_app.model.document import Document, Kind
from search_app.search.citations import named_in, naming

TIMEOUT_S = 10.0


def asked(number: int, text: str = "", legislature: str = "16") -> Document:
    return replace(
        question(number, text), id=f"QANR5L{legislature}QE{number}", legislature=legislature
    )


def ids(documents: Iterable[Document]) -> list[str]:
    return [document.id for document in documents]


def test_a_text_leads_to_the_questions_it_names_and_they_lead_back() -> None:
    first = asked(4650, "Une question sur les hôpitaux.")
    other = asked(4650, "La même, plus tôt.", legislature="15")
    again = asked(
        9000,
        "Il rappelle sa question écrite n° 4650, et la question n° 4650 de la 15e législature.",
    )
    searcher = OracleEngine([first, other, again])
    assert ids(named_in(searcher, again, TIMEOUT_S)) == [first.id, other.id]
    assert ids(naming(searcher, first, TIMEOUT_S)) == [again.id]
    assert ids(naming(searcher, other, TIMEOUT_S)) == [again.id]
    assert named_in(searcher, first, TIMEOUT_S) == ()


def test_a_number_that_is_no_question_names_none() -> None:
    first = asked(4650)
    text = "La question des 4650 lits, et la loi n° 4650."
    other = asked(9000, text)
    searcher = OracleEngine([first, other])
    assert named_in(searcher, other, TIMEOUT_S) == ()
    assert naming(searcher, first, TIMEOUT_S) == ()
    # What is not there is not led to, and an article is named by nobody.
    far = asked(9001, "Question écrite n° 1 de la 14e législature.")
    assert named_in(OracleEngine([first, far]), far, TIMEOUT_S) == ()
    assert naming(searcher, replace(first, kind=Kind.ARTICLE), TIMEOUT_S) == ()


def test_a_number_with_signs_is_looked_for_as_it_is() -> None:
    odd = replace(asked(1, "a"), number="1)(*[", id="odd")
    other = asked(2, "La question n° 1)(*[ n’existe pas.")
    assert naming(OracleEngine([odd, other]), odd, TIMEOUT_S) == ()
