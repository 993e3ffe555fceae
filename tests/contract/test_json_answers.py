"""Does a program get every document once, and passages from where they say they stand?"""

from urllib.parse import urlencode

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.test_engine import documents
from contract.test_every_page import site_of, typed
from search_app.model.document import Document
from search_app.model.query import Sort

corpora = st.lists(documents, min_size=12, max_size=30, unique_by=lambda d: d.id)
searches = st.tuples(typed, st.sampled_from([sort.value for sort in Sort]))
OK = 200


def followed(client: FlaskClient, address: str, *, partial: bool) -> list[str]:
    found: list[str] = []
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == OK, (following, answer.text)
        page = answer.json["partial"] if partial else answer.json
        found += [hit["id"] for hit in page["hits"]]
        following = page["next"]
    assert len(found) == page["total"]
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, st.lists(searches, min_size=6, max_size=12))
def test_all_pages_joined_are_everything_once(
    found: list[Document], asked: list[tuple[str, str]]
) -> None:
    with site_of(found) as client:
        for text, sort in asked:
            q = {"q": text, "sort": sort}
            parameters = urlencode(q, errors="replace")
            if client.get(f"/search.json?{parameters}").status_code != OK:
                continue
            for partial in (False, True):
                ids = followed(client, f"/search.json?{parameters}&size=10", partial=partial)
                assert len(ids) == len(set(ids))
            whole = client.get(f"/search.json?{parameters}&size=100").json
            ids = followed(client, f"/search.json?{parameters}&size=10", partial=False)
            assert sorted(ids) == sorted(hit["id"] for hit in whole["hits"])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, st.lists(typed, min_size=4, max_size=8))
def test_passages_stand_where_they_say(found: list[Document], asked: list[str]) -> None:
    with site_of(found) as client:
        for text in asked:
            q = urlencode({"q": text}, errors="replace")
            answer = client.get(f"/search.json?{q}")
            if answer.status_code != OK:
                continue
            for hit in (*answer.json["hits"], *answer.json["partial"]["hits"]):
                document = client.get(f"{hit['url']}.json").json
                within = client.get(f"{hit['url']}/passages.json?{q}").json
                assert within["matched"], (q, hit["id"])
                for passage in (*hit["passages"], *within["passages"]):
                    place = slice(passage["start"], passage["end"])
                    assert document[passage["part"]][place] == passage["text"]
                    assert client.get(passage["json_url"]).json == passage
