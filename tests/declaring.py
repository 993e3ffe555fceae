"""A copy of the program in which more is declared."""

import shutil
from pathlib import Path

from places import PROJECT


def copy_declaring(tree: Path, module: str, *, before: str, members: str) -> None:
    """Copy the program into the folder `tree` and add members to a module of its `model`.

    before: the beginning of the line that the members come before.
    """
    package = tree / "search_app"
    shutil.copytree(PROJECT / "search_app", package, ignore=shutil.ignore_patterns("__pycache__"))
    declaration = package / "model" / module
    text = declaration.read_text(encoding="utf-8")
    assert text.count(before) == 1
    declaration.write_text(text.replace(before, f"{members}{before}"), encoding="utf-8")
