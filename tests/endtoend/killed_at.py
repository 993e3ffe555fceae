"""Run `search-app` and die of SIGKILL at the nth call of one function: `killed_at.py TARGET N …`.

TARGET is `module:attribute.path`. N counts from 1; `N+` dies when that call has returned. Without
enough calls the command ends as usual.
"""

import importlib
import os
import signal
import sys
from itertools import count
from typing import Any

from search_app.cli.main import main


def die_at(target: str, when: str) -> None:
    module, _, path = target.partition(":")
    *holders, name = path.split(".")
    holder = importlib.import_module(module)
    for part in holders:
        holder = getattr(holder, part)
    original = getattr(holder, name)
    calls = count(1)
    fatal, after = int(when.rstrip("+")), when.endswith("+")

    def deadly(*arguments: Any, **named: Any) -> Any:
        call = next(calls)
        if call == fatal and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if call == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, deadly)


if __name__ == "__main__":
    _, target, when, *arguments = sys.argv
    die_at(target, when)
    sys.argv = ["search-app", *arguments]
    main()
