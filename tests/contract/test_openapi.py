"""Does each address do what `/openapi.json` says of it, whatever it is asked?

Schemathesis makes requests from the document: those that it allows, and those that it does not.
"""

from hashlib import sha256

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from contract.test_every_page import site_of
from making import question
from search_app.model.document import AuthorityName

# What Schemathesis looks at. Not whether all that the document allows is accepted: a text may be
# no query, and a value no date. Nor whether all else is refused: other parameters are ignored.
LOOKED_AT = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
NOT_FOUND, SERVICE_UNAVAILABLE = 404, 503
BOUNDED = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TOPIC = AuthorityName(name="Numérique", values=("Numérique",), known=True)
DOCUMENTS = [
    question(
        n,
        f"Le cloud de santé {n}",
        answer="Le nuage souverain",
        author="M. Jean Dupont",
        topic=TOPIC,
    )
    for n in range(1, 8)
]

TITLE = DOCUMENTS[0].title
# What the corpus has for each variable part of a path.
EXISTING = {
    "document_id": DOCUMENTS[0].id,
    "name": f"title-0-{len(TITLE)}-{sha256(TITLE.encode()).hexdigest()[:8]}",
    "index": "topics",
    "value": "Numérique",
    "parameter": "author",
}


@pytest.mark.parametrize("mode", GenerationMode)
def test_answers_are_as_described(mode: GenerationMode) -> None:
    with site_of(DOCUMENTS) as client:
        schema = schemathesis.openapi.from_wsgi("/openapi.json", client.application)
        operations = [result.ok() for result in schema.get_all_operations()]
        assert len(operations) >= 10
        for operation in operations:
            if mode is GenerationMode.NEGATIVE and not len(operation.query):
                continue  # Any text may be the name of a document: there is nothing to do wrong.
            look_at = given(operation.as_strategy(generation_mode=mode))(answers_as_described)
            BOUNDED(look_at)()


def answers_as_described(case: schemathesis.Case) -> None:
    check_answer(case)
    if case.path_parameters:
        case.path_parameters = {name: EXISTING[name] for name in case.path_parameters}
        assert check_answer(case) != NOT_FOUND


def check_answer(case: schemathesis.Case) -> int:
    response = case.call(headers={"Accept-Encoding": "identity"})
    # Requests of this machine are not counted, and no other is dear: no limit can be met.
    assert response.status_code != SERVICE_UNAVAILABLE, response.request.url
    case.validate_response(response, checks=LOOKED_AT)
    return response.status_code
