"""Which files make up the corpus, and what text do they hold?

It lists, digests and decodes; of formats it knows that a web page names its own charset. Line
numbers of the text that it returns are those of the file.
"""

import codecs
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search_app.ingest.formats import article_html
from search_app.model.errors import CorpusError, RecordError

_README = "readme.md"
_CSV_END, _MAPPING_END = ".csv", ".toml"
_BLOCK_BYTES = 1 << 18
_SIGNATURES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "OLE document",
}
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
# In all of them a byte below 128 is the character of ASCII.
_CHARSET = re.compile(r"cp(?:125[0-8]|85[028])|iso8859-\d+|mac-roman")
# Browsers read both as windows-1252, which is what pages in them are written in.
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LINE_END_TEXT = re.compile(r"\r\n?")
# Controls would reach pages and terminals; a space keeps the words on both sides apart.
_CONTROLS = dict.fromkeys(
    (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " "
)
_INVISIBLE = " \t\n\u00a0\u202f\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """path: relative to the corpus, `/`-separated. absolute: where to open it."""

    path: str
    absolute: Path
    size_bytes: int


def corpus_files(corpus: Path) -> Iterator[SourceFile]:
    """Return the regular files of the corpus, sorted by relative path.

    Passed over: hidden files and folders, `~` backups, the corpus folder's own README.md, linked
    folders, links that leave the corpus. Raises CorpusError when a folder cannot be listed.
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
    """Relative paths of the links that are dangling or lead out of the corpus, sorted."""
    root = _resolved(corpus)
    links = (path for path in _walk(root) if path.is_symlink())
    return sorted(_relative(path, root) for path in links if _status(path, root) is None)


def corpus_file(corpus: Path, path: str) -> SourceFile:
    """Return the file that `corpus_files` gives as `path`. Raises OSError when there is none."""
    absolute = corpus / path
    if not absolute.is_file():  # its name is not UTF-8, or it is gone
        named = (file for file in corpus_files(corpus) if file.path == path)
        found = next(named, None)
        absolute = found.absolute if found else absolute
    return SourceFile(path=path, absolute=absolute, size_bytes=absolute.stat().st_size)


def mapping_of(file: SourceFile) -> Path | None:
    """Return the mapping declared beside a CSV file, "x.csv.toml", or None."""
    mapping = file.absolute.with_name(file.absolute.name + _MAPPING_END)
    is_csv = file.absolute.name.lower().endswith(_CSV_END)
    return mapping if is_csv and mapping.is_file() else None


def is_mapping(file: SourceFile) -> bool:
    """Whether a file is the mapping of a CSV, there or not."""
    return file.path.lower().endswith(_CSV_END + _MAPPING_END)


def file_digests(corpus: Path) -> dict[str, str]:
    """Sha256, in hex, of each file that records are read from, by path, sorted.

    A mapping beside a CSV is part of that file's digest and has none of its own. Raises
    CorpusError.
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


def decode_text(data: bytes, path: str) -> str:
    r"""Return the text of a file: `\n` between lines, no byte order mark, controls as spaces.

    UTF-8, UTF-16 with its mark, or what a web page that is neither declares as its charset.
    Raises RecordError "dialect" (a container that holds no text as such), "encoding" or "empty".
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise RecordError(path=path, line=1, code="dialect", detail=f"{name} file")
    text = _decoded(data, path)
    if (offset := text.find("\0")) >= 0:
        line = text.count("\n", 0, offset) + 1
        raise RecordError(path=path, line=line, code="encoding", detail="NUL character")
    if not text.strip(_INVISIBLE):
        raise RecordError(path=path, line=1, code="empty", detail="no text")
    return text


def _resolved(corpus: Path) -> Path:
    try:
        root = corpus.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise CorpusError(path=str(corpus), detail=str(error)) from error
    if not root.is_dir():
        raise CorpusError(path=str(corpus), detail="not a folder")
    return root


def _walk(root: Path) -> Iterator[Path]:
    """Everything in the corpus that is no true folder: files, and links of either kind."""

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
    """Stat of the file itself or of what the link leads to; None when that is not in `root`."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return None
        return path.stat()
    except (OSError, RuntimeError):  # dangling, circular, or gone since it was listed
        return None


def _relative(path: Path, root: Path) -> str:
    # A name that is not UTF-8 comes with lone surrogates, which no report could print.
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


def _decoded(data: bytes, path: str) -> str:
    encoding = "utf-16" if data.startswith(_UTF16_BOMS) else "utf-8"
    try:
        # A page's word counts only when it must: it is often left behind by a conversion to UTF-8.
        text = data.removeprefix(_UTF8_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        charset = article_html.declared_charset(data) if encoding == "utf-8" else ""
        codec = _codec(charset, path) if charset else encoding
        if codec == encoding:
            raise _undecodable(error, encoding, path) from error
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as of_page:
            raise _undecodable(of_page, codec, path) from of_page
    lines_text = _LINE_END_TEXT.sub("\n", text).translate(_CONTROLS)
    return unicodedata.normalize("NFC", lines_text)


def _codec(charset: str, path: str) -> str:
    """Return the name of the codec that reads a charset. Raises RecordError "encoding"."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        name = ""
    if name != "utf-8" and name not in _READ_AS and not _CHARSET.fullmatch(name):
        detail = f"the page declares the charset {charset}, which is not one that is read"
        raise RecordError(path=path, line=1, code="encoding", detail=detail)
    return _READ_AS.get(name, name)


def _undecodable(error: UnicodeDecodeError, codec: str, path: str) -> RecordError:
    before = error.object[: error.start]
    lines = (
        before.decode(codec, "replace").count("\n")
        if codec == "utf-16"
        else sum(1 for _ in _LINE_END.finditer(before))
    )
    detail = f"byte 0x{error.object[error.start]:02X} is not {codec.upper()}"
    return RecordError(path=path, line=lines + 1, code="encoding", detail=detail)
