"""Readers during many publishes: no error, and every answer is one generation's."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from endtoend.conftest import Program, Site
from endtoend.test_servers import GUNICORN
from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder

PUBLISHES = 50
READERS = 4
DOCUMENTS = 12


def publish(index: Path, number: int) -> str:
    """Publish a generation whose every document says its number, in title, text and group."""
    with EmbeddedBuilder(index, full=number % 5 == 0) as builder:
        for document in range(DOCUMENTS):
            text = f"Le repère{number} est dans cette phrase."
            builder.add(question(document, text, title=f"Titre {number}", legislature=str(number)))
        return builder.publish(corpus_digest=str(number), rejected=0, ledger=b"").id


def test_no_reader_sees_a_mixture(tmp_path: Path, program: Callable[[Path], Program]) -> None:
    app = program(tmp_path)
    published = {publish(app.index, 0): 0}
    over = threading.Event()
    slips: list[str] = []
    seen: set[str] = set()
    answers = []

    def read(site: Site) -> None:
        while not over.is_set():
            try:
                found = site.search("phrase")
            except Exception as error:  # noqa: BLE001 - any error is a slip
                slips.append(repr(error))
                continue
            titles = {hit["title"] for hit in found["hits"]}
            facet = [(v["value"], v["count"]) for v in found["facets"]["legislature"]]
            number = titles.pop().removeprefix("Titre ") if titles else ""
            if titles or found["total"] != DOCUMENTS or facet != [(number, DOCUMENTS)]:
                slips.append(f"{found['generation']}: {facet} {number} {found['total']}")
            answers.append((found["generation"], number))
            seen.add(found["generation"])

    with app.served_by(*GUNICORN) as site:
        readers = [threading.Thread(target=read, args=(site,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(1, PUBLISHES + 1):
            published[publish(app.index, number)] = number
            answered = len(answers)
            while len(answers) < answered + 2 * READERS and not slips:
                time.sleep(0.001)
        over.set()
        for reader in readers:
            reader.join()
    assert slips == []
    assert all(published[generation] == int(number) for generation, number in answers)
    assert len(seen) >= PUBLISHES
