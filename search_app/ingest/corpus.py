"""What documents does a corpus hold? Every file becomes a Document or a RecordError."""

from collections.abc import Iterator
from pathlib import Path

from search_app.ingest.formats import parse
from search_app.ingest.source import SourceFile, corpus_files, read_text, stray_links
from search_app.model.document import Document
from search_app.model.errors import RecordError


def read_corpus(corpus: Path, *, file_size_max_bytes: int) -> Iterator[Document | RecordError]:
    """Read the corpus file by file, in the order of their paths; links that lead out come first.

    Raises CorpusError when the folder cannot be listed, and nothing else: what is wrong with a
    file is yielded in its place.
    """
    for link in stray_links(corpus):
        yield RecordError(path=link, line=1, code="format", detail="link that leads out or nowhere")
    for file in corpus_files(corpus):
        yield _read(file, file_size_max_bytes)


def _read(file: SourceFile, file_size_max_bytes: int) -> Document | RecordError:
    try:
        return parse(read_text(file, file_size_max_bytes=file_size_max_bytes), file.path)
    except RecordError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a parser's surprise must not stop the others' files
        detail = f"{type(error).__name__}: {error}"
        return RecordError(path=file.path, line=1, code="format", detail=detail)
