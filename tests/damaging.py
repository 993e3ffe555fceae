"""Indexes with a damaged file: what is damaged at random, and how the program takes it.

Used by the tests and, for thousands of damages, by `benchmarks/damages.py`.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask.testing import FlaskClient

from making import opened, question
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations import folders
from search_app.engine.embedded.generations.folders import POINTER
from search_app.engine.embedded.segments.array_file import ArrayFile
from search_app.model.document import AuthorityName, Document, Status
from search_app.model.errors import IndexMissingError, SearchIndexError
from search_app.settings import Settings
from search_app.web.app import create_app

WORDS = (
    *("santé", "données", "hébergement", "cloud", "retraite", "travail", "numérique", "école"),
    *("prison", "énergie", "logement", "rural", "médecin", "hôpital", "impôt", "commune"),
    *("région", "agriculture", "viande", "forêt", "climat", "train", "route", "vélo"),
)
DOCUMENTS = 90
PATHS = (
    "/",
    "/?page=3",
    "/search?q=santé",
    "/search?q=santé+cloud+école",
    "/search?q=%22données+hébergement%22~9",
    "/search?q=héberg*+OU+nume*",
    "/search?q=santr~+SAUF+prison",
    "/search?q=cloud&party=RN&year=2022&sort=newest",
    "/search.json?q=travail+OU+forêt",
    "/search.json?q=date%3A2020..2022&ministry=Santé",
    "/search.json?q=legislature%3A16+titre%3Aquestion",
    "/search/values/party?q=forêt",
    "/suggest.json?q=hé",
    "/health",
    "/authors",
    "/parties/RN",
    "/documents/QANR5L16QE42.bib",
    "/documents/QANR5L16QE1",
    "/documents/QANR5L16QE42.json",
    "/documents/QANR5L16QE85",
    "/documents/absent",
)


def documents(first: int, last: int) -> Iterator[Document]:
    for number in range(first, last):
        chance = Random(number)  # noqa: S311 - no secret
        group = chance.choice(["RN", "LR", "PS", ""])
        yield question(
            number,
            " ".join(chance.choices(WORDS, k=chance.randint(0, 60))),
            answer=" ".join(chance.choices(WORDS, k=chance.choice([0, 30]))),
            group=AuthorityName(name=group, values=(group,), known=True) if group else None,
            author=chance.choice(["", "M. Jean Porte"]),
            ministry_asked=AuthorityName(name="Santé", values=("Santé",), known=True),
            status=chance.choice([None, *Status]),
            date=date(2020, 1, 1) + timedelta(days=11 * number),
        )


def build(index: Path) -> None:
    """Publish twice: two segments, with documents deleted in the first, and a generation before."""
    for first, last in ((0, DOCUMENTS - 8), (DOCUMENTS - 8, DOCUMENTS)):
        with EmbeddedBuilder(index, full=False) as builder:
            for gone in builder.ids() & {"QANR5L16QE3", "QANR5L16QE17"}:
                builder.remove(gone)
            for document in documents(first, last):
                builder.add(document)
            ledger = json.dumps({"first": first}).encode() * 9
            builder.publish(corpus_digest="", rejected=0, ledger=ledger)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the index, as a path below it, and what was done to it."""

    path: str
    what: str


def current_folder(index: Path) -> Path:
    return folders.folder_of(index, folders.current_id(index))


def damage(index: Path, chance: Random) -> Damage:
    """Damage one file that the current generation is read from, or put another one in its place."""
    current = sorted(current_folder(index).iterdir(), key=lambda file: file.stat().st_size)
    read = [file for file in current if not file.name.endswith("LOCK")]
    arrays = [file for file in read if file.suffix == ".arrays"]
    while True:
        file = chance.choice([*read, index / POINTER] if chance.random() < 0.5 else arrays)
        before = file.read_bytes()
        kind = chance.choice([_flip, _flip, _overwrite, _zero, _truncate, _delete, None])
        what = kind(file, chance) if kind else _swap(file, index, chance)
        if not file.exists() or file.read_bytes() != before:
            return Damage(str(file.relative_to(index)), what)


def _part(file: Path, chance: Random) -> tuple[int, int]:
    """Where the damage lies: anywhere, or in one of the arrays, so that small ones have a chance."""
    size = file.stat().st_size
    if file.suffix != ".arrays" or chance.random() < 0.3:
        return 0, size
    directory = ArrayFile(file).directory
    kind, count, offset = directory[chance.choice(sorted(directory))]
    length = count * int(kind[-1])
    return (offset, offset + length) if length else (0, size)


def _flip(file: Path, chance: Random) -> str:
    start, end = _part(file, chance)
    data = bytearray(file.read_bytes())
    places = [chance.randrange(start, end) for _ in range(chance.choice([1, 1, 2, 8]))]
    for place in places:
        data[place] ^= 1 << chance.randrange(8)
    return _rewritten(file, data, f"bits flipped at {places}")


def _overwrite(file: Path, chance: Random) -> str:
    return _range(
        file, chance, "overwritten", lambda n: chance.choice([b"\xff" * n, chance.randbytes(n)])
    )


def _zero(file: Path, chance: Random) -> str:
    return _range(file, chance, "zeroed", bytes)


def _range(file: Path, chance: Random, what: str, fill: Callable[[int], bytes]) -> str:
    start, end = _part(file, chance)
    place = chance.randrange(start, end)
    length = min(chance.choice([1, 8, 64, 4096, 1 << 20]), end - place)
    data = bytearray(file.read_bytes())
    data[place : place + length] = fill(length)
    return _rewritten(file, data, f"{length} bytes {what} at {place}")


def _truncate(file: Path, chance: Random) -> str:
    data = file.read_bytes()
    length = chance.choice([0, len(data) - 1, chance.randrange(len(data))])
    return _rewritten(file, data[:length], f"truncated to {length}")


def _swap(file: Path, index: Path, chance: Random) -> str:
    """Put another file of the index in its place, and it in the other's."""
    others = [path for path in index.rglob("*") if path.is_file() and not path.samefile(file)]
    others = [path for path in others if path.suffix == file.suffix] or others
    other = chance.choice(sorted(others, key=lambda path: path.stat().st_size))
    content = other.read_bytes()
    _rewritten(other, file.read_bytes(), "")
    return _rewritten(file, content, f"swapped with {other.relative_to(index)}")


def _delete(file: Path, chance: Random) -> str:
    file.unlink()
    return "deleted"


def _rewritten(file: Path, data: bytes, what: str) -> str:
    """Write a new file: the generation before may have the same one as a hard link."""
    file.unlink()
    file.write_bytes(data)
    return what


class Trial:
    """One index, damaged again and again."""

    def __init__(self, folder: Path) -> None:
        self._whole = folder / "whole"
        self._index = folder / "index"
        build(self._whole)
        with self._site(self._whole) as site:
            self._answers = {path: _answer(site, path) for path in PATHS}
        assert {status for status, _ in self._answers.values()} == {200, 404}

    def outcome(self, seed: int) -> tuple[str, Damage]:
        """Damage a copy; return who reports it: "opening", "check", or "nobody" when harmless.

        Raises AssertionError when a page answers 5xx though the index opens, or differently though
        nobody reports anything.
        """
        shutil.rmtree(self._index, ignore_errors=True)
        shutil.copytree(self._whole, self._index)
        done = damage(self._index, Random(seed))  # noqa: S311 - no secret
        with self._site(self._index) as site:
            answers = {path: _answer(site, path) for path in PATHS}
        statuses = {status for status, _ in answers.values()}
        reported = _reported(self._index)
        if isinstance(reported, SearchIndexError):
            assert reported.detail or isinstance(reported, IndexMissingError), done
            assert statuses == {503}, (done, statuses)
            return "opening", done
        assert statuses <= {200, 404}, (done, statuses)
        if reported:
            return "check", done
        assert answers == self._answers, done
        return "nobody", done

    @contextmanager
    def _site(self, index: Path) -> Iterator[FlaskClient]:
        app = create_app(Settings(index=index, search_timeout_ms=60_000))
        with app.test_client() as client:
            yield client


def _reported(index: Path) -> SearchIndexError | list[str]:
    try:
        return opened(index).damaged()
    except SearchIndexError as error:
        return error


def _answer(site: FlaskClient, path: str) -> tuple[int, Any]:
    with site.get(path) as answer:
        facts = answer.json if answer.is_json else answer.text
    if isinstance(facts, dict):
        facts.pop("took_ms", None)
    return answer.status_code, facts
