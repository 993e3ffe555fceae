"""How does a program in Java run here? Maven brings its jars, and `javac` compiles it."""

import os
import shutil
import subprocess
from pathlib import Path


class JavaError(Exception):
    """There is no JDK or no Maven, or one of them failed; the message says which."""


def class_path(sources: Path, cache: str) -> str:
    """Return the class path of the program in a folder, made the first time or when it has changed.

    sources: the folder of its `pom.xml` and its `.java` files. cache: the name of the folder that
    keeps what is made, among the caches of the user. Raises JavaError.
    """
    missing = [tool for tool in ("java", "javac", "mvn") if not shutil.which(tool)]
    if missing:
        raise JavaError(f"not installed: {', '.join(missing)} (a JDK 17 and Maven are needed)")
    base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / cache
    jars, classes, pom = base / "jars", base / "classes", sources / "pom.xml"
    programs = sorted(sources.glob("*.java"))
    stamp = base / "made-of"
    made_of = "".join(file.read_text() for file in (*programs, pom))
    if not (stamp.is_file() and stamp.read_text() == made_of):
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        _run(
            *("mvn", "-q", "-B", "-f", str(pom)),
            *("dependency:copy-dependencies", f"-DoutputDirectory={jars}"),
        )
        _run("javac", "-cp", f"{jars}/*", "-d", str(classes), *map(str, programs))
        stamp.write_text(made_of)
    return f"{jars}/*:{classes}"


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise JavaError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2000:]}")
