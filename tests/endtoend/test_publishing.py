"""Readers during many publishes: no error, and each answer is one generation's, in all its parts."""

import datetime as dt
import re
import threading
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from endtoend.conftest import Program, Site
from endtoend.test_servers import GUNICORN
from making import question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.model.document import AuthorityName

PUBLISHES = 25
READERS = 4
DOCUMENTS = 12
FIRST_YEAR = 1900
MARK = re.compile(r"marque([0-9]+)")
# No part of a score or of a time: « 12.1904 ».
YEAR = re.compile(r"(?<![0-9.])19[0-9]{2}(?![0-9])")
# The word is misspelt, so that it is corrected, and said in the accents of the generation.
PATHS = (
    "/search?q=eclairrage",
    "/search.json?q=eclairrage",
    "/",
    "/documents/QANR5L16QE3",
    "/documents/QANR5L16QE3?q=eclairrage&rank=4",
    "/documents/QANR5L16QE3.json",
    "/authors",
    "/search/values/party?q=eclairrage",
    "/advanced",
    "/suggest.json?q=auteur",
    "/suggest.json?q=eclai",
)


def publish(index: Path, number: int) -> str:
    """Publish a generation in which each part of each document says the generation's number."""
    mark = f"marque{number}"
    name = AuthorityName(name=f"Nom {mark}", values=(f"Valeur {mark}",), known=False)
    with EmbeddedBuilder(index, full=number % 5 == 0) as builder:
        for document in range(DOCUMENTS):
            made = question(
                document,
                f"La phrase {mark} parle d’{written(number)} public.",
                title=f"Titre {mark} {document}",
                answer=f"La réponse {mark} parle de réverbères.",
                author=f"Auteur {mark}",
                constituency=f"Circonscription {mark}",
                group=name,
                ministry_asked=name,
                topic=name,
                date=dt.date(FIRST_YEAR + number, 1, 1),
            )
            builder.add(made)
        return builder.publish(corpus_digest=str(number), rejected=0, ledger=b"").id


def written(number: int) -> str:
    return "éclairage" if number % 2 else "eclairage"


def told(answer: str) -> tuple[set[int], set[str]]:
    """Return the numbers that the parts of an answer say, and how the word is written in them."""
    numbers = {int(mark) for mark in MARK.findall(answer)}
    numbers |= {int(year) - FIRST_YEAR for year in YEAR.findall(answer)}
    answer = re.sub(r'"used": ?"eclairage"', "", answer)  # folded in every generation
    return numbers, set(re.findall("[ée]clairage", answer))


def answered_by(site: Site, path: str) -> tuple[int, str]:
    """Return the status, 0 for no answer, and the answer or why there is none."""
    try:
        return site.get(path)
    except OSError as error:
        return 0, repr(error)


def test_no_reader_sees_a_mixture(tmp_path: Path, program: Callable[[Path], Program]) -> None:
    app = program(tmp_path)
    published = {publish(app.index, 0): 0}
    over = threading.Event()
    slips: list[str] = []
    seen: set[int] = set()
    answered = dict.fromkeys(PATHS, 0)

    def read(site: Site) -> None:
        for path in cycle(PATHS):
            if over.is_set():
                return
            status, answer = answered_by(site, path)
            numbers, words = told(answer)
            generation = re.search(r'"generation": ?"([^"]+)"', answer)
            if generation:
                numbers |= {published.get(generation[1], n) for n in list(numbers)}
            agree = words <= {written(n) for n in numbers} if numbers else len(words) == 1
            if status != 200 or len(numbers) > 1 or not agree:
                slips.append(f"{path}: {status} {numbers} {words} {generation} {answer[:200]}")
            answered[path] += 1
            seen.update(numbers)

    with app.served_by(*GUNICORN) as site:
        readers = [threading.Thread(target=read, args=(site,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(1, PUBLISHES + 1):
            published[publish(app.index, number)] = number
            while number not in seen and not slips:
                time.sleep(0.001)
        over.set()
        for reader in readers:
            reader.join()
    assert slips == []
    assert min(answered.values()) > 0
    assert len(seen) >= PUBLISHES
