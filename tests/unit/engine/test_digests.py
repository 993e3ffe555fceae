"""What makes an index stale: what its files or its terms are made by, and nothing else.

Each change is made in a copy of the program, which another process then imports.
"""

from pathlib import Path

import pytest

from program_copy import ProgramCopy

EMBEDDED = "engine/embedded"
DIGESTS = (
    "from search_app.engine.embedded.schema import schema_digest;"
    "from search_app.french import digest;"
    "print(schema_digest(), digest())"
)
CHANGES_FILES = {
    "the version of the files": (f"{EMBEDDED}/segments/array_file.py", '"SAARRAY1"', '"SAARRAY2"'),
    "which positions are sampled": (f"{EMBEDDED}/segments/verify.py", "SAMPLED = 8", "SAMPLED = 4"),
    "stems kept of a document": (
        f"{EMBEDDED}/segments/frequent_stems.py",
        "FREQUENT_STEMS = 32",
        "FREQUENT_STEMS = 16",
    ),
    "what is not indexed": (f"{EMBEDDED}/indexing/piece_words.py", "STOP = 0xFFFFFFFF", "STOP = 7"),
    "the file of names": (f"{EMBEDDED}/segments/names.py", '= "names.json"', '= "noms.json"'),
    "what is indexed": (f"{EMBEDDED}/schema.py", "document.author,", "document.author.lower(),"),
    "what a document has": ("model/document.py", '    url: str = ""\n', ""),
    "a facet's parameter": ("model/facet.py", 'parameter="party"', 'parameter="group"'),
    "how a facet is read": ("model/facet.py", "_one(d.author)", "_one(d.author.lower())"),
    "what facets are read with": ("model/facet.py", "(str(value),)", "(str(value).lower(),)"),
    "how a number is read": ("model/column.py", "d.date.toordinal()", "d.date.toordinal() + 1"),
    "how high a number is": (
        "model/column.py",
        "_LATEST_DAY = dt.date.max",
        "_LATEST_DAY = dt.date.min",
    ),
    "what a pickled class keeps": (
        f"{EMBEDDED}/whoosh_view/codec.py",
        "self._doc_count = 0",
        "self._doc_count = 1",
    ),
}
CHANGES_TERMS = {
    "a stop word": ("french/stopwords.txt", "\nun une le la", "\nune le la"),
    "a rule of analysis": (
        "french/stemming.py",
        '("ive", "if"), ("erait"',
        '("ives", "if"), ("erait"',
    ),
}
CHANGES_NOTHING = {
    "the title's weight": (f"{EMBEDDED}/matching/field_weights.py", '"title": 1.5', '"title": 2.5'),
    "a weight of the ranking": (f"{EMBEDDED}/ranking/rescore.py", '"title": 2.0', '"title": 2.5'),
    "a comment": (f"{EMBEDDED}/segments/verify.py", "SAMPLED = 8", "SAMPLED = 8  # eight"),
    "the docstring of a module": (f"{EMBEDDED}/segments/verify.py", '"""Do the', '"""How do the'),
    "the docstring of a class": ("model/document.py", '"""One question or', '"""A question or'),
    "the docstring of a constant": (
        f"{EMBEDDED}/indexing/piece_words.py",
        '"""Stands for the rank',
        '"""Is the rank',
    ),
    "how Whoosh reads": (f"{EMBEDDED}/whoosh_view/cursors.py", "self._index += 1", "self.index()"),
    "what readers see of a facet": ("model/facet.py", 'title="Groupe politique"', 'title="Groupe"'),
}


def digests(copy: ProgramCopy) -> tuple[str, ...]:
    """The digest of the files and that of the terms."""
    done = copy.run("-c", DIGESTS)
    assert done.returncode == 0, done.stderr
    return tuple(done.stdout.split())


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    return digests(ProgramCopy(tmp_path_factory.mktemp("unchanged")))


@pytest.fixture
def copy(tmp_path: Path) -> ProgramCopy:
    return ProgramCopy(tmp_path)


@pytest.mark.parametrize("change", CHANGES_FILES.values(), ids=CHANGES_FILES)
def test_a_change_of_the_files_makes_an_index_stale(
    copy: ProgramCopy, unchanged: tuple[str, ...], change: tuple[str, str, str]
) -> None:
    copy.change(*change)
    files, terms = digests(copy)
    assert files != unchanged[0]
    assert terms == unchanged[1]


@pytest.mark.parametrize("change", CHANGES_TERMS.values(), ids=CHANGES_TERMS)
def test_a_change_of_the_terms_makes_an_index_stale(
    copy: ProgramCopy, unchanged: tuple[str, ...], change: tuple[str, str, str]
) -> None:
    copy.change(*change)
    files, terms = digests(copy)
    assert files == unchanged[0]
    assert terms != unchanged[1]


@pytest.mark.parametrize("change", CHANGES_NOTHING.values(), ids=CHANGES_NOTHING)
def test_other_changes_leave_an_index_usable(
    copy: ProgramCopy, unchanged: tuple[str, ...], change: tuple[str, str, str]
) -> None:
    copy.change(*change)
    assert digests(copy) == unchanged


def test_a_pickled_class_of_another_name_makes_an_index_stale(
    copy: ProgramCopy, unchanged: tuple[str, ...]
) -> None:
    module = f"{EMBEDDED}/whoosh_view/analysis.py"
    copy.change(module, "class StrictAnalyzer(", "class WordAnalyzer(")
    copy.change(module, "def _tokens(", "StrictAnalyzer = WordAnalyzer\n\n\ndef _tokens(")
    assert digests(copy)[0] != unchanged[0]
