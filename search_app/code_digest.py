"""Which code decides something? What it does, as digests, without how it is worded.

Comments, docstrings and layout are left out, so that whoever rewords them makes nothing stale. The
digests are the same under each version of Python that the program runs on. To spell the code out
takes 0.1 s, so the digests are kept beside the bytecode, by what they are made of.
"""

import ast
import inspect
import os
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from search_app import beside_bytecode

_VERSION = "Version: "
_NAME = "code-digests.json"
# The most digests that are kept: some hundred are made of one version of the program.
_KEPT_MAX = 1_000


@cache
def package_version(name: str) -> str:
    """Return the version of an installed package.

    `importlib.metadata.version` reads the description of the package as well: four calls of it took
    a fifth of the time in which an index is opened.
    """
    installed = distribution(name)
    head, _, _ = (installed.read_text("METADATA") or "").partition("\n\n")
    named = (line.removeprefix(_VERSION) for line in head.splitlines() if line.startswith(_VERSION))
    return next(named, None) or installed.version


def module_code(name: str) -> str:
    """Return digests of what a module does; of a package, of its modules in the order of paths.

    Only the packages that it is in are imported: a process that serves does without what builds.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    folder, name_of_file = os.path.split(spec.origin)
    is_package = name_of_file == "__init__.py"
    modules = sorted(map(str, Path(folder).rglob("*.py"))) if is_package else [spec.origin]
    return "".join(_digest(module, "", lambda tree: [tree]) for module in modules)


def class_code(of: type) -> str:
    """Return the module and the name of a class, and what it does; not for one inside another."""
    name = of.__name__
    return of.__module__ + _digest(
        inspect.getfile(of),
        f"class {name}",
        lambda tree: [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name],
    )


def function_code(function: Callable[..., Any]) -> str:
    """Return what a function or lambda does, and what the functions do that it calls by name.

    Lambdas that begin on one line are not told apart: each stands for all of them.
    """
    code = function.__code__
    line = code.co_firstlineno
    own = _digest(
        code.co_filename,
        f"line {line}",
        lambda tree: [
            n
            for n in ast.walk(tree)
            if isinstance(n, ast.FunctionDef | ast.Lambda) and n.lineno == line
        ],
    )
    named = (function.__globals__.get(name) for name in code.co_names)
    called = (function_code(f) for f in named if isinstance(f, FunctionType))
    return "".join([own, *called])


def _digest(module: str, part: str, nodes: Callable[[ast.Module], list[ast.AST]]) -> str:
    """Return the digest of what some nodes of a module do.

    module: the path of its source. part: a name of these nodes.
    """
    source = _source(module)
    key = f"{source.digest} {part}"
    kept = _kept_digests()
    if key not in kept:
        spelled = "".join(map(_spelled, nodes(_parsed(source.text))))
        kept[key] = sha256(spelled.encode()).hexdigest()
        beside_bytecode.keep(_NAME, kept)
    return kept[key]


@cache
def _kept_digests() -> dict[str, str]:
    found: dict[str, str] = beside_bytecode.kept(_NAME) or {}
    return found if len(found) < _KEPT_MAX else {}


class _Source(NamedTuple):
    """digest: the SHA-256 of the text, in hexadecimal."""

    text: bytes
    digest: str


@lru_cache(maxsize=16)  # parts of few modules are asked for in a row
def _source(module: str) -> _Source:
    with open(module, "rb") as file:  # noqa: PTH123 - half a millisecond of 80 paths
        text = file.read()
    return _Source(text, sha256(text).hexdigest())


@lru_cache(maxsize=1)
def _parsed(source: bytes) -> ast.Module:
    return ast.parse(source)


def _spelled(tree: ast.AST) -> str:
    """Spell a syntax tree out. Three times as fast as `ast.dump`, which differs between Pythons."""
    parts: list[str] = []
    _spell(tree, parts)
    return "".join(parts)


def _spell(node: ast.AST, parts: list[str]) -> None:
    parts.append(f"{type(node).__name__}(")
    for name in node._fields:
        value = getattr(node, name)
        if value is None:
            continue
        for part in value if isinstance(value, list) else (value,):
            if not isinstance(part, ast.AST):
                parts.append(f"{name}={part!r},")
            elif not _is_docstring(part):
                parts.append(name)
                _spell(part, parts)
    parts.append(")")


def _is_docstring(node: ast.AST) -> bool:
    """Tell a text that stands alone: of a module, a class, a function or a constant."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
