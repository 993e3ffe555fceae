"""Does any page of the site fail, whatever the corpus and whatever is typed?"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.test_engine import corpora, documents
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.document import Document
from search_app.settings import Settings
from search_app.web.app import create_app
from search_app.web.exports.formats import FORMATS

SERVER_ERROR = 500
# Words of the documents, and all that means something in a query or a field of the form.
PIECES = (
    *("données", "santé", "de", "la", "l’", "hébergeur", "Saint-Denis", "numérique", "S.N.C.F."),
    *("deuxieme", "deuxième", "IIe"),
    *("zzz", "maïs", "numrique", "154", "15463", "QE 7", "16-7QE", "80 km/h", "2019-774", "🙂"),
    *("ET", "OU", "SAUF", "-", "*", "~", "~2", '"', "(", ")", ":", "titre:", "auteur:", "date:"),
    *("2020", "depuis 2020", "mai 2021", "..", "\x00", "\ud800", "e\u0301", "²", "·", "%", "&"),
)
WORDS = st.sampled_from(PIECES)
repeated = st.builds(lambda word, times: " ".join([word] * times), WORDS, st.integers(2, 9))
typed = st.lists(WORDS | repeated, max_size=6).map(" ".join) | st.text(max_size=20)
values = typed | st.sampled_from(
    ["Santé", "RN", "15", "2019", "QE", "relevance", "newest", "-1", "7"]
)
parameters = st.dictionaries(
    st.sampled_from(
        [
            "page",
            "partial_page",
            "sort",
            "size",
            "date",
            "explain",
            "none",
            "party",
            "not_topic",
            "author",
            "ministry",
            "legislature",
            "type",
            "status",
            "year",
            "corrected",
            "expanded",
        ]
    ),
    values,
    max_size=3,
)
PAGES = (
    *("/search", "/search.json", "/suggest.json", "/", "/advanced", "/authors", "/topics"),
    *("/search/values/author", "/documents/QANR5L16QE1", "/documents/QANR5L16QE2.json"),
    *(f"/search.{form}" for form in FORMATS),
    *("/topics.json", "/search/values/author.json", "/documents/QANR5L16QE1/passages.json", "/api"),
    *("/delays", "/delays.csv", "/delays.json", "/trends", "/trends.csv", "/trends.json"),
)
addresses = st.builds(
    lambda page, text, others: f"{page}?" + urlencode({"q": text, **others}, errors="replace"),
    st.sampled_from(PAGES),
    typed,
    parameters,
)


@contextmanager
def site_of(found: Iterable[Document]) -> Iterator[FlaskClient]:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        with EmbeddedBuilder(index, full=True) as builder:
            for document in found:
                builder.add(document)
            builder.publish(corpus_digest="", rejected=0, ledger=b"")
        site = Settings(corpus=Path(folder), index=index, search_timeout_ms=60_000)
        with create_app(site).test_client() as client:
            yield client


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    corpora | st.lists(documents, min_size=20, max_size=40, unique_by=lambda d: d.id),
    st.lists(addresses, min_size=8, max_size=16),
)
def test_no_page_fails(found: list[Document], asked: list[str]) -> None:
    with site_of(found) as client:
        for address in asked:
            assert client.get(address, buffered=True).status_code < SERVER_ERROR, address
