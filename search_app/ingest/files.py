"""Which files make up the corpus, and what tells that one has changed?

Of formats it knows one thing: a table (CSV, TSV, JSON Lines) may have a mapping beside it, which is
no file of its own.
"""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search_app.ingest.mapping_names import mapped_name, mapping_name
from search_app.ingest.passed_over import is_hidden, is_no_document, is_of_saved_page
from search_app.model.errors import CorpusError

UNREADABLE = "unreadable"
"""The digest of a file that the system cannot read, and the code of the RecordError about it."""

Stamp = tuple[int, ...]
"""What differs when a file was changed: inode, size, times of change of content and of status."""

_BLOCK_BYTES = 1 << 18
# What the system says of a path where nothing is, or of a link that leads nowhere.
_NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


class UnreadableFileError(Exception):
    """The system could not read on in a file. No OSError, which readers of formats take for a flaw
    of the format.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the corpus.

    path: relative to the corpus, `/`-separated. absolute: the path to open it by. stamp: that of
    the moment when the file was listed.
    """

    path: str
    absolute: Path
    size_bytes: int
    stamp: Stamp = field(default=(), compare=False)


def corpus_files(corpus: Path) -> Iterator[SourceFile]:
    """Return the regular files of the corpus, sorted by relative path.

    Hidden files and folders, backups (`name~`), what `passed_over` names, links to folders and
    links that leave the corpus are passed over. Raises CorpusError when a folder cannot be listed,
    or when the system does not tell what a file is.
    """
    root = _resolved(corpus)
    files = []
    for path, is_document in _walk(root):
        status = _status(path, root) if is_document else None
        if status is not None and stat.S_ISREG(status.st_mode):
            name = _relative(path, root)
            size, stamp = status.st_size, _stamp(status)
            files.append(SourceFile(path=name, absolute=path, size_bytes=size, stamp=stamp))
    return iter(sorted(files, key=lambda file: file.path))


def stray_links(corpus: Path) -> list[str]:
    """Return the links that leave the corpus or lead nowhere, as sorted relative paths.

    Raises CorpusError when a folder cannot be listed.
    """
    root = _resolved(corpus)
    links = (path for path, is_document in _walk(root) if is_document and path.is_symlink())
    return sorted(_relative(path, root) for path in links if _status(path, root) is None)


def passed_over_files(corpus: Path) -> list[str]:
    """Return the files that are no documents by their names, and the folders of saved pages.

    They are sorted relative paths; that of a folder ends in "/". What is hidden is left out. Raises
    CorpusError when a folder cannot be listed.
    """
    root = _resolved(corpus)
    passed = (path for path, is_document in _walk(root) if not is_document)
    return sorted(f"{_relative(path, root)}{'/' if path.is_dir() else ''}" for path in passed)


def corpus_file(corpus: Path, path: str) -> SourceFile:
    """Return the file that `corpus_files` lists as `path`. Raises OSError when there is none."""
    absolute = corpus / path
    if not absolute.is_file():  # its name is not UTF-8, or it is gone
        named = (file for file in corpus_files(corpus) if file.path == path)
        found = next(named, None)
        absolute = found.absolute if found else absolute
    return SourceFile(path=path, absolute=absolute, size_bytes=absolute.stat().st_size)


def mapping_of(file: SourceFile) -> Path | None:
    """Return the mapping beside a table ("x.csv.toml" beside "x.csv"), or None.

    A link that leaves the corpus is no mapping.
    """
    name = mapping_name(file.absolute.name)
    if not name:
        return None
    mapping = file.absolute.with_name(name)
    root = file.absolute.parents[file.path.count("/")].resolve()
    status = _status(mapping, root)
    return mapping if status is not None and stat.S_ISREG(status.st_mode) else None


def file_digests(corpus: Path) -> dict[str, str]:
    """Return the SHA-256, in hexadecimal, of each file of the corpus, by its path, sorted.

    The mapping beside a table is part of the digest of the table and has none of its own. A file
    that cannot be read has the digest UNREADABLE. Raises CorpusError as `corpus_files` does.
    """
    return {file.path: _digest(file) for file in _files_with_digests(corpus)}


def file_digest(corpus: Path, path: str) -> str:
    """Return the digest that `file_digests` has for one path; UNREADABLE when it is gone."""
    try:
        return _digest(corpus_file(corpus, path))
    except OSError:
        return UNREADABLE


def file_stamps(corpus: Path) -> dict[str, tuple[Stamp, ...]]:
    """Return the stamps of each file with a digest, and of the mapping beside it, by its path.

    Raises CorpusError as `corpus_files` does.
    """
    stamps = {}
    for file in _files_with_digests(corpus):
        mapping = mapping_of(file)
        of_mapping = (_stamp(status),) if mapping and (status := _status(mapping, mapping)) else ()
        stamps[file.path] = (file.stamp, *of_mapping)
    return stamps


def open_file(path: Path) -> io.BufferedReader:
    """Open a file for reading. When the system fails to read on, it raises UnreadableFileError."""
    return io.BufferedReader(_WatchedFile(path))


class _WatchedFile(io.FileIO):
    def readinto(self, buffer: Any) -> int | None:
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise UnreadableFileError(str(error)) from error

    def readall(self) -> bytes:
        try:
            return super().readall()
        except OSError as error:
            raise UnreadableFileError(str(error)) from error


def _files_with_digests(corpus: Path) -> Iterator[SourceFile]:
    for file in corpus_files(corpus):
        if not (mapped_name(file.path) and file.absolute.with_suffix("").is_file()):
            yield file


def _digest(file: SourceFile) -> str:
    digest = _content_digest(file.absolute)
    mapping = mapping_of(file)
    if mapping is None or digest == UNREADABLE:
        return digest
    of_mapping = _content_digest(mapping)
    both = f"{digest}\0{of_mapping}".encode()
    return UNREADABLE if of_mapping == UNREADABLE else hashlib.sha256(both).hexdigest()


def _resolved(corpus: Path) -> Path:
    try:
        root = corpus.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise CorpusError(path=str(corpus), detail=str(error)) from error
    if not root.is_dir():
        raise CorpusError(path=str(corpus), detail="not a folder")
    return root


def _walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files of the corpus, and the links to files and to folders.

    The flag says whether it may be a document; folders of saved pages are yielded without it.
    """

    def refuse(error: OSError) -> None:
        raise CorpusError(path=str(error.filename or root), detail=str(error)) from error

    for folder, folders, files in os.walk(root, onerror=refuse):
        here = Path(folder)
        shown = [name for name in folders if not is_hidden(name)]
        of_pages = [name for name in shown if is_of_saved_page(name, files.__contains__)]
        yield from ((here / name, False) for name in of_pages)
        folders[:] = [name for name in shown if name not in of_pages]
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*links, *files):
            if not is_hidden(name):
                yield here / name, not is_no_document(name)


def _status(path: Path, root: Path) -> os.stat_result | None:
    """Return the status of a file or of a link's target; None for a target outside `root`.

    Raises CorpusError when the system does not tell, so that a failing disk hides no file.
    """
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return None
        return path.stat()
    except RuntimeError:  # circular
        return None
    except OSError as error:
        if error.errno in _NOTHING_THERE:  # dangling, or gone since it was listed
            return None
        raise CorpusError(path=str(path), detail=str(error.strerror)) from error


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _relative(path: Path, root: Path) -> str:
    # Python writes a name that is not UTF-8 with lone surrogates, which cannot be printed.
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _content_digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError:
        return UNREADABLE
    return digest.hexdigest()
