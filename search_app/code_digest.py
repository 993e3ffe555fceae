"""Which code decides something? What it does, as text to be hashed, without how it is worded.

Comments, docstrings and layout are left out, so that whoever rewords them makes nothing stale. The
text is the same under each version of Python that the program runs on.
"""

import ast
import inspect
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any


def module_code(name: str) -> str:
    """Return what a module does; of a package, what all modules in it do, in the order of paths."""
    path = Path(inspect.getfile(import_module(name)))
    modules = sorted(path.parent.rglob("*.py")) if path.name == "__init__.py" else [path]
    return "".join(_spelled(_parsed(module)) for module in modules)


def class_code(of: type) -> str:
    """Return the module and the name of a class, and what it does; not for one inside another."""
    nodes = _parsed(Path(inspect.getfile(of))).body
    (node,) = (n for n in nodes if isinstance(n, ast.ClassDef) and n.name == of.__name__)
    return of.__module__ + _spelled(node)


def function_code(function: Callable[..., Any]) -> str:
    """Return what a function or lambda does, and what the functions do that it calls by name.

    Lambdas that begin on one line are not told apart: each stands for all of them.
    """
    code = function.__code__
    nodes = _functions(Path(code.co_filename)).get(code.co_firstlineno, [])
    named = (function.__globals__.get(name) for name in code.co_names)
    called = (function_code(f) for f in named if isinstance(f, FunctionType))
    return "".join([*map(_spelled, nodes), *called])


@lru_cache(maxsize=1)  # functions of one module are asked for in a row
def _functions(module: Path) -> dict[int, list[ast.AST]]:
    """Return the functions and lambdas that begin on each line."""
    found: dict[int, list[ast.AST]] = {}
    for node in ast.walk(_parsed(module)):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            found.setdefault(node.lineno, []).append(node)
    return found


def _parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


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
