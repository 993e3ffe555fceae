"""Run `search-app` again and again in forks of one process that has imported it: `forks.py` asks.

All modules of the program are imported before the first fork, and its own code is read for its
digests: else each command of a second spends most of it on that.

It reads a request a line, a JSON object: the `arguments` of a command, its `environment`, the `folder`
it runs in, the files of its `output` and its `errors`; for one that is to die, the step as
`killed_at.py` takes it (`killed_at`), or the seconds after which it is killed (`killed_after_s`). It
answers each with a line: the status of the command, or minus the signal that ended it.
"""

import json
import os
import pkgutil
import signal
import sys
import time
import traceback
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

import search_app
from search_app import code_digest

code_digest.module_code = cache(code_digest.module_code)

from endtoend.killed_at import die_at  # noqa: E402 - what it imports is to have the above
from search_app.cli.main import main as run_command  # noqa: E402
from search_app.french import LEXICON  # noqa: E402

HANGING_S = 600
HASHED = ("authority", "french", "ingest", "mentions", "model.document")
HASHED += tuple(f"engine.embedded.{name}" for name in ("indexing", "schema", "segments"))


def status_of(request: dict[str, Any]) -> int:
    child = os.fork()
    if not child:
        run(request)
    if request["killed_after_s"] is not None:
        time.sleep(request["killed_after_s"])
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(request: dict[str, Any]) -> NoReturn:
    status = 1
    try:
        signal.alarm(HANGING_S)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        files = (os.devnull, request["output"], request["errors"])
        for descriptor, name in enumerate(files):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), descriptor)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        sys.argv = ["search-app", *request["arguments"]]
        if request["killed_at"]:
            die_at(*request["killed_at"])
        run_command()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - what the interpreter would print
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    for module in pkgutil.walk_packages(search_app.__path__, f"{search_app.__name__}."):
        import_module(module.name)
    LEXICON.load()
    for name in HASHED:
        code_digest.module_code(f"search_app.{name}")
    for line in sys.stdin:
        sys.stdout.write(f"{status_of(json.loads(line))}\n")
        sys.stdout.flush()
