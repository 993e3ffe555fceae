"""The tree of errors that is drawn in their module is the real one."""

import re

import search_app.dump.replacing  # noqa: F401 - it declares two of them
from search_app.model import errors

DRAWN = re.compile(r"^([│ ]*[├└]── )?(\w+Error)\b", re.MULTILINE)
INDENT = len("├── ")


def drawn() -> list[tuple[int, str]]:
    """Depth and name of each class of the drawing, from top to bottom."""
    assert errors.__doc__
    return [(len(branch) // INDENT, name) for branch, name in DRAWN.findall(errors.__doc__)]


def declared(root: type[Exception], depth: int = 0) -> list[tuple[int, str]]:
    found = [(depth, root.__name__)]
    for child in root.__subclasses__():
        found += declared(child, depth + 1)
    return found


def test_the_drawing_shows_every_error_under_its_base() -> None:
    assert drawn() == declared(errors.SearchAppError)
