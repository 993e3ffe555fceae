"""Which files make up the corpus, and what tells that one has changed?

Of formats it knows one thing: a CSV may have a mapping beside it, which is no file of its own.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.model.errors import CorpusError

_README = "readme.md"
_CSV_END, _MAPPING_END = ".csv", ".toml"
_BLOCK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the corpus.

    path: relative to the corpus, `/`-separated. absolute: the path to open it by.
    """

    path: str
    absolute: Path
    size_bytes: int


def corpus_files(corpus: Path) -> Iterator[SourceFile]:
    """Return the regular files of the corpus, sorted by relative path.

    Hidden files and folders, backups (`name~`), the README.md at the top of the corpus, links to
    folders and links that leave the corpus are passed over. Raises CorpusError when a folder cannot
    be listed.
    """
    root = _resolved(corpus)
    files = []
    for path in _walk(root):
        status = _status(path, root)
        if status is not None and stat.S_ISREG(status.st_mode):
            name = _relative(path, root)
            files.append(SourceFile(path=name, absolute=path, size_bytes=status.st_size))
    return iter(sorted(files, key=lambda file: file.path))


def stray_links(corpus: Path) -> list[str]:
    """Return the links that leave the corpus or lead nowhere, as sorted relative paths.

    Raises CorpusError when a folder cannot be listed.
    """
    root = _resolved(corpus)
    links = (path for path in _walk(root) if path.is_symlink())
    return sorted(_relative(path, root) for path in links if _status(path, root) is None)


def corpus_file(corpus: Path, path: str) -> SourceFile:
    """Return the file that `corpus_files` lists as `path`. Raises OSError when there is none."""
    absolute = corpus / path
    if not absolute.is_file():  # its name is not UTF-8, or it is gone
        named = (file for file in corpus_files(corpus) if file.path == path)
        found = next(named, None)
        absolute = found.absolute if found else absolute
    return SourceFile(path=path, absolute=absolute, size_bytes=absolute.stat().st_size)


def mapping_of(file: SourceFile) -> Path | None:
    """Return the mapping beside a CSV ("x.csv.toml" beside "x.csv"), or None.

    A link that leaves the corpus is no mapping.
    """
    if not file.absolute.name.lower().endswith(_CSV_END):
        return None
    mapping = file.absolute.with_name(file.absolute.name + _MAPPING_END)
    root = file.absolute.parents[file.path.count("/")].resolve()
    status = _status(mapping, root)
    return mapping if status is not None and stat.S_ISREG(status.st_mode) else None


def is_mapping(file: SourceFile) -> bool:
    """Whether a file is named as the mapping of a CSV, whether that CSV exists or not."""
    return file.path.lower().endswith(_CSV_END + _MAPPING_END)


def file_digests(corpus: Path) -> dict[str, str]:
    """Return the SHA-256, in hexadecimal, of each file of the corpus, by its path, sorted.

    The mapping beside a CSV is part of the digest of the CSV and has none of its own. A file that
    cannot be read has the digest "unreadable". Raises CorpusError when a folder cannot be listed.
    """
    digests = {}
    for file in corpus_files(corpus):
        if is_mapping(file) and file.absolute.with_suffix("").is_file():
            continue
        digest = _content_digest(file.absolute)
        if mapping := mapping_of(file):
            both = f"{digest}\0{_content_digest(mapping)}"
            digest = hashlib.sha256(both.encode()).hexdigest()
        digests[file.path] = digest
    return digests


def _resolved(corpus: Path) -> Path:
    try:
        root = corpus.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise CorpusError(path=str(corpus), detail=str(error)) from error
    if not root.is_dir():
        raise CorpusError(path=str(corpus), detail="not a folder")
    return root


def _walk(root: Path) -> Iterator[Path]:
    """Yield the files of the corpus, and the links to files and to folders."""

    def refuse(error: OSError) -> None:
        raise CorpusError(path=str(error.filename or root), detail=str(error)) from error

    for folder, folders, files in os.walk(root, onerror=refuse):
        here = Path(folder)
        folders[:] = [name for name in folders if not _is_passed_over(name)]
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*links, *files):
            is_readme = here == root and name.lower() == _README
            if not _is_passed_over(name) and not is_readme:
                yield here / name


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def _status(path: Path, root: Path) -> os.stat_result | None:
    """Return the status of a file or of a link's target; None for a target outside `root`."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return None
        return path.stat()
    except (OSError, RuntimeError):  # dangling, circular, or gone since it was listed
        return None


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
        return "unreadable"
    return digest.hexdigest()
