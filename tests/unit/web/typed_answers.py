"""Is an answer what its type says, with no key more?"""

from typing import Any

from flask.testing import FlaskClient
from pydantic import TypeAdapter

from search_app.web.described import description_of


def answer_of(client: FlaskClient, address: str) -> Any:
    """Return the JSON at an address, once its type has been checked."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    with client.application.test_request_context(address) as context:
        endpoint = context.request.endpoint
    described = description_of(client.application.view_functions[endpoint])
    assert described is not None, address
    body = answer.get_json()
    kept = TypeAdapter(described.answer).validate_json(answer.data, strict=True)
    assert kept == body, address
    return body
