"""Files that cannot be read, that vanish or change while they are read: no document is lost."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from making import opened
from search_app.engine.embedded.builder import EmbeddedBuilder
from search_app.engine.embedded.reader import EmbeddedEngine
from search_app.ingest import Limits
from search_app.ingest.files import UnreadableFileError, open_file
from search_app.model.errors import CorpusError, DocumentsLostError
from search_app.model.expr import Word
from search_app.model.query import Query
from search_app.reindex import Report, is_current, reindex

NOBODY = 65_534
QUESTION = (
    "ASSEMBLÉE NATIONALE\n\n16ème législature\n\nLe sel\n\nQuestion écrite n° 7\n\n"
    "Texte de la question\n\nMme Exemple interroge le ministre sur le sel, {}.\n"
)
DOCUMENTS = 8


class Site:
    """Articles in the folder "sub" of a corpus, and the index made of them."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.index = folder / "corpus", folder / "index"
        (self.corpus / "sub").mkdir(parents=True)
        self.files = [self.corpus / "sub" / f"{number}.txt" for number in range(DOCUMENTS)]
        for number in range(DOCUMENTS):
            self.write(number, "premier")
        assert self.reindex().indexed == DOCUMENTS

    def write(self, number: int, word: str) -> None:
        text = f"Le titre numéro {number}\n\nUne phrase assez longue sur le {word}, à lire.\n"
        self.files[number].write_text(text, encoding="utf-8")

    def reindex(
        self,
        *,
        full: bool = False,
        loss_max_percent: int = 50,
        meanwhile: Callable[[str, int], None] = lambda *_: None,
    ) -> Report:
        return reindex(
            EmbeddedBuilder(self.index, full=full),
            self.corpus,
            index=self.index,
            limits=Limits(),
            jobs=1,
            strict=False,
            loss_max_percent=loss_max_percent,
            on_progress=lambda what, done, _: meanwhile(what, done),
        )

    def found(self, *words: str) -> tuple[int, ...]:
        searcher = opened(self.index)
        return tuple(searcher.search(Query(expr=Word(word)), 5.0).total for word in words)


@pytest.fixture
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as folder:
        yield Site(Path(folder))


@contextmanager
def unreadable(site: Site, *numbers: int) -> Iterator[None]:
    """Take the permission to read some files away, also from root, who is nobody meanwhile."""
    user = os.geteuid()
    files = [site.files[number] for number in numbers]
    for file in files:
        file.chmod(0)
    if user == 0:
        for path in (site.corpus.parent, *site.corpus.parent.rglob("*")):
            os.chown(path, NOBODY, -1)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        for file in files:
            file.chmod(0o644)


def test_a_known_file_that_cannot_be_read_keeps_its_document(site: Site) -> None:
    site.write(0, "second")
    with unreadable(site, *range(1, DOCUMENTS)):
        for expected in (1, 0):
            report = site.reindex()
            assert (report.indexed, report.removed) == (expected, 0)
            assert [reject.code for reject in report.rejects] == ["unreadable"] * (DOCUMENTS - 1)
            assert site.found("premier", "second") == (DOCUMENTS - 1, 1)
    for number in range(4):
        site.write(number, "second")
    report = site.reindex()
    assert not report.rejects
    assert site.found("premier", "second") == (DOCUMENTS - 4, 4)
    assert is_current(EmbeddedEngine(site.index), site.corpus, Limits(), strict=True)


def test_a_full_run_stops_at_a_known_file_that_cannot_be_read(site: Site) -> None:
    with unreadable(site, 3, 5):
        with pytest.raises(CorpusError, match="2 files cannot be read") as caught:
            site.reindex(full=True)
        assert caught.value.path == str(site.files[3])
        assert site.found("premier") == (DOCUMENTS,)
        site.reindex(full=True, loss_max_percent=100)
        assert site.found("premier") == (DOCUMENTS - 2,)


def test_a_new_file_that_cannot_be_read_stops_no_run(site: Site) -> None:
    site.files.append(site.corpus / "new.txt")
    site.write(DOCUMENTS, "second")
    with unreadable(site, DOCUMENTS):
        for full in (False, True):
            report = site.reindex(full=full)
            assert [reject.code for reject in report.rejects] == ["unreadable"]
    assert site.reindex().indexed == 1


@pytest.mark.parametrize("full", [False, True])
def test_most_documents_are_not_lost_without_being_asked(site: Site, *, full: bool) -> None:
    for file in site.files[3:]:
        file.unlink()
    with pytest.raises(DocumentsLostError) as caught:
        site.reindex(full=full)
    assert (caught.value.found, caught.value.published) == (3, DOCUMENTS)
    assert site.found("premier") == (DOCUMENTS,)
    site.write(3, "premier")
    assert site.reindex(full=full).generation
    assert site.found("premier") == (4,)
    site.files[0].unlink()
    site.files[1].unlink()
    site.files[2].unlink()
    assert site.reindex(full=full, loss_max_percent=75).generation


@pytest.mark.parametrize("full", [False, True])
def test_a_folder_that_is_renamed_meanwhile_is_read_under_its_new_name(
    site: Site, *, full: bool
) -> None:
    def rename(what: str, done: int) -> None:
        if (what, done) == ("files", 3) and (site.corpus / "sub").exists():
            (site.corpus / "sub").rename(site.corpus / "later")

    report = site.reindex(full=full, meanwhile=rename)
    assert (report.read, report.rejects) == (DOCUMENTS, ())
    assert site.found("premier") == (DOCUMENTS,)
    paths = {document.source.path for document in opened(site.index).documents()}
    assert paths == {f"later/{number}.txt" for number in range(DOCUMENTS)}


def test_what_is_changed_added_or_removed_meanwhile_is_read_as_it_is_at_last(site: Site) -> None:
    def change(what: str, done: int) -> None:
        if (what, done) == ("files", DOCUMENTS):
            site.write(0, "second")
            site.files[1].unlink(missing_ok=True)
            site.files.append(site.corpus / "added.txt")
            site.write(DOCUMENTS, "second")

    site.reindex(full=True, meanwhile=change)
    assert site.found("premier", "second") == (DOCUMENTS - 2, 2)
    assert is_current(EmbeddedEngine(site.index), site.corpus, Limits(), strict=True)


def test_a_file_that_never_stands_still_is_reported_and_read_again(site: Site) -> None:
    def change(what: str, _: int) -> None:
        if what == "files":
            os.utime(site.files[0], ns=(0, site.files[0].stat().st_mtime_ns + 1))

    report = site.reindex(meanwhile=change)
    assert [(r.path, r.code) for r in report.rejects] == [("sub/0.txt", "changing")]
    assert site.found("premier") == (DOCUMENTS,)
    assert not is_current(EmbeddedEngine(site.index), site.corpus, Limits(), strict=False)
    assert site.reindex().rejects == ()


def test_a_record_that_is_gone_when_it_is_read_again_stops_the_run(site: Site) -> None:
    """Two files have the same document: when one goes, the other is read again at the end."""
    twins = site.corpus / "twin.md", site.corpus / "twin.txt"
    for twin in twins:
        twin.write_text(QUESTION.format(twin.suffix), encoding="utf-8")
    assert [reject.code for reject in site.reindex().rejects] == ["duplicate"]
    twins[0].unlink()
    added = site.corpus / "sub" / "added.txt"
    added.write_text(site.files[0].read_text(encoding="utf-8"), encoding="utf-8")

    def remove(what: str, done: int) -> None:
        if what == "documents" and done == 0:
            twins[1].unlink()

    with pytest.raises(CorpusError, match="while it was read"):
        site.reindex(meanwhile=remove)
    assert opened(site.index).generation.documents == DOCUMENTS + 1


def test_a_failure_to_read_on_is_no_flaw_of_a_format() -> None:
    memory = Path("/proc/self/mem")  # its first bytes belong to nobody: an input/output error
    if not memory.exists():
        pytest.skip("this system shows no memory as a file")
    with open_file(memory) as stream, pytest.raises(UnreadableFileError):
        stream.read(10)
    with open_file(memory) as stream, pytest.raises(UnreadableFileError):
        stream.read()


def test_an_index_without_a_document_is_not_published(site: Site) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty.txt").touch()
        site.corpus = Path(folder)
        for full in (False, True):
            with pytest.raises(CorpusError, match="no document can be read"):
                site.reindex(full=full)
    assert site.found("premier") == (DOCUMENTS,)


@pytest.mark.parametrize("broken", ["CURRENT", "ledger"])
def test_losses_are_noticed_though_the_index_is_broken_too(site: Site, broken: str) -> None:
    (file,) = site.index.rglob(broken)
    file.write_text("")
    for path in site.files[1:]:
        path.unlink()
    with pytest.raises(DocumentsLostError) as caught:
        site.reindex()
    assert (caught.value.found, caught.value.published) == (1, DOCUMENTS)
