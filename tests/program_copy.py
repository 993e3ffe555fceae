"""The program copied to a folder where a test may change it, and run from there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from places import PROJECT


class ProgramCopy:
    """A copy of `search_app` in `folder`, with its bytecode, which what is changed makes stale."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Files that another process is writing, and that have another name when they are written.
        left_out = shutil.ignore_patterns("*.pyc.*", "*.json.*", "new-*")
        shutil.copytree(PROJECT / "search_app", folder / "search_app", ignore=left_out)

    def change(self, file: str, old: str, new: str) -> None:
        """Replace `old`, which stands once in a file of the copy."""
        path = self._folder / "search_app" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python on the copy."""
        return subprocess.run(
            [sys.executable, *arguments],
            env=os.environ | {"PYTHONPATH": str(self._folder)} | environment,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
