"""Which changes of a declaration ask for a new index?"""

import pytest

from places import PROJECT
from search_app.engine.embedded.schema import facets_in_files

DECLARATIONS = (PROJECT / "search_app" / "model" / "facet.py").read_text("utf-8")


def changed(before: str, after: str) -> bool:
    assert DECLARATIONS.count(before) == 1, before
    other = DECLARATIONS.replace(before, after)
    return facets_in_files(other) != facets_in_files(DECLARATIONS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('parameter="party"', 'parameter="group"'),
        ("d: d.ministries", "d: d.ministries[:1]"),
        ("return (str(value),) if value", "return (repr(value),) if value"),
        ("    YEAR = Facet(", "    DAY = Facet("),
    ],
)
def test_a_facet_read_otherwise_asks_for_a_new_index(before: str, after: str) -> None:
    assert changed(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title="Groupe politique"', 'title="Groupe parlementaire"'),
        ('index="topics",', 'index="rubriques",'),
        ('suggestion="ministère",', ""),
        ("    # Each member is there once", "    # Any remark"),
    ],
)
def test_other_words_do_not(before: str, after: str) -> None:
    assert not changed(before, after)
