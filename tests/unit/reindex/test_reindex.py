"""When is a new generation published, and what stays to roll back to?"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chaos.office_files import pdf_of_lines
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.generations.folders import EmbeddedGenerations
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.ingest import Limits
from search_app.model.errors import NoEarlierGenerationError
from search_app.reindex import Report, is_current, reindex
from search_app.reindex import run as running

TEXT = "Le titre numéro {}\n\nUne phrase assez longue sur le {}, pour être lue.\n"


class Site:
    """A corpus of articles and the index made of it."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.index = folder / "corpus", folder / "index"
        self.corpus.mkdir()
        self.generations = EmbeddedGenerations(self.index)

    def write(self, number: int, word: str, end: str = "") -> None:
        text = TEXT.format(number, word) + end
        (self.corpus / f"{number}.txt").write_text(text, encoding="utf-8")

    def reindex(self, *, full: bool = False, strict: bool = False) -> Report:
        return reindex(
            EmbeddedBuilder(self.index, full=full),
            self.corpus,
            index=self.index,
            limits=Limits(),
            jobs=1,
            strict=strict,
            loss_max_percent=50,
            on_progress=lambda *_: None,
        )

    def published(self) -> str:
        report = self.reindex()
        assert report.generation
        return report.generation.id

    def is_current(self, *, strict: bool = False) -> bool:
        return is_current(EmbeddedEngine(self.index), self.corpus, Limits(), strict=strict)

    def kept(self) -> list[str]:
        assert [g.id for g in self.generations.published()] == sorted(
            (folder.name for folder in (self.index / "generations").iterdir()), reverse=True
        )
        return [generation.id for generation in self.generations.published()]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    for number in range(4):
        made.write(number, "premier")
    return made


def test_nothing_is_published_when_nothing_has_changed(site: Site) -> None:
    first = site.published()
    site.write(0, "second")
    second = site.published()
    for _ in range(3):
        os.utime(site.corpus / "1.txt")
        report = site.reindex()
        assert (report.generation, report.is_refused) == (None, False)
        assert (report.read, report.indexed, report.unchanged, report.removed) == (4, 0, 4, 0)
    assert site.kept() == [second, first]
    assert site.generations.current().id == second
    assert site.is_current()
    assert site.generations.rollback().id == first


def test_files_that_wait_for_a_library_are_read_once_it_is_installed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "Le pont suspendu rouvre", "La commission a entendu hier les hébergeurs candidats."
    (site.corpus / "pont.pdf").write_bytes(pdf_of_lines(lines))
    with monkeypatch.context() as hidden:
        hidden.setitem(sys.modules, "pypdf", None)
        assert [reject.path for reject in site.reindex().rejects] == ["pont.pdf"]
        assert site.is_current()
    assert not site.is_current()
    report = site.reindex()
    assert (report.rejects, report.indexed) == ((), 1)


def test_full_builds_and_publishes_the_same_again(site: Site) -> None:
    first = site.published()
    report = site.reindex(full=True)
    assert report.generation
    assert (report.indexed, site.kept()) == (4, [report.generation.id, first])


def other_spelling(site: Site, _: pytest.MonkeyPatch) -> None:
    site.write(1, "premier", end="\n\n\n")


def other_code(_: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "module_code", lambda _: "other")


@pytest.mark.parametrize("change", [other_spelling, other_code])
def test_the_same_documents_read_otherwise_take_the_place_of_the_current_ones(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Site, pytest.MonkeyPatch], None],
) -> None:
    first = site.published()
    site.write(0, "second")
    second = site.published()
    change(site, monkeypatch)
    assert not site.is_current()
    report = site.reindex()
    assert report.generation
    assert (report.indexed, report.unchanged, report.removed) == (0, 4, 0)
    assert second != report.generation.id
    assert site.kept() == [report.generation.id, first]
    assert site.is_current()
    assert site.reindex().generation is None
    assert site.generations.rollback().id == first


def test_the_same_documents_alone_leave_nothing_to_roll_back_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.published()
    other_spelling(site, monkeypatch)
    again = site.published()
    assert site.kept() == [again]
    with pytest.raises(NoEarlierGenerationError):
        site.generations.rollback()


def test_after_a_rollback_the_corpus_is_published_again(site: Site) -> None:
    first = site.published()
    site.write(0, "second")
    site.published()
    site.generations.rollback()
    assert not site.is_current()
    again = site.published()
    assert site.kept() == [again, first]


def test_rejects_are_reported_though_nothing_has_changed(site: Site) -> None:
    (site.corpus / "empty.txt").touch()
    assert site.reindex(strict=True).is_refused
    site.published()
    report = site.reindex()
    assert (report.generation, report.is_refused, len(report.rejects)) == (None, False, 1)
    refused = site.reindex(strict=True)
    assert (refused.generation, refused.is_refused, len(refused.rejects)) == (None, True, 1)
    assert site.is_current()
    assert not site.is_current(strict=True)


def test_a_new_reject_is_a_change(site: Site) -> None:
    site.published()
    (site.corpus / "empty.txt").touch()
    report = site.reindex()
    assert report.generation
    assert report.generation.rejected == 1
    assert site.is_current()


def test_what_is_left_out_of_pages_is_told_each_time(site: Site) -> None:
    comment = (
        "<p>Ce canal est bien plus large que celui de mon enfance, que l’on passait d’un saut.</p>"
    )
    page = (
        f"<html><body><main><h1>Le canal</h1><p>{TEXT}</p></main><div id='comments'>{comment * 3}"
    )
    (site.corpus / "page.html").write_text(page, encoding="utf-8")
    for full in (False, False, True):
        assert site.reindex(full=full).left_out == {"page.html": 3}
