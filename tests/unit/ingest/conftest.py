"""One file in, one Document or RecordError out: how most tests of this room speak to it."""

import pytest

from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document
from search_app.model.errors import RecordError

SIZE_MAX_BYTES = 32 * 1024 * 1024


@pytest.fixture
def read_all(tmp_path):
    """Write files by relative path (text or bytes), read them as one corpus."""

    def read(files, size_max_bytes=SIZE_MAX_BYTES):
        for path, content in files.items():
            target = tmp_path / "corpus" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            target.write_bytes(data)
        limits = Limits(file_size_max_bytes=size_max_bytes)
        return list(read_corpus(tmp_path / "corpus", limits=limits))

    return read


@pytest.fixture
def document(read_all):
    def read(content, path="lettre.txt"):
        (found,) = read_all({path: content})
        assert isinstance(found, Document), found
        return found

    return read


@pytest.fixture
def error(read_all):
    def read(content, path="lettre.txt", **options):
        (found,) = read_all({path: content}, **options)
        assert isinstance(found, RecordError), found
        return found

    return read
