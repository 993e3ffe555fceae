"""Every kind of hostile file is read or reported, and what stands beside it is read."""

import pytest

from chaos.hostile_files import KINDS
from chaos.hostile_texts import PROSE
from reading import read_corpus
from search_app.ingest import Limits
from search_app.model.document import Document

SIZE_BYTES = 20_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_stops_nothing(tmp_path, kind):
    for name, data in KINDS[kind](SIZE_BYTES).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "bon.txt").write_text(f"Un avis attendu\n\n{PROSE}", encoding="utf-8")
    found = list(read_corpus(tmp_path, limits=Limits()))
    documents = [one for one in found if isinstance(one, Document)]
    assert "bon.txt" in {document.source.path for document in documents}
    assert len(found) > 1, "neither read nor reported"
    for error in found:
        if not isinstance(error, Document):
            assert "Error:" not in error.detail, "a surprise of a parser"
            assert len(error.detail) <= 300
