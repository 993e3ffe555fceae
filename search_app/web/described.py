"""What is said to programs of an address? Its view declares it; `/openapi.json`, `/api` tell it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask.typing import RouteCallable

_DESCRIBED = "described"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an address. schema: that of one value (JSON Schema).

    values_max: how often it may be given.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    values_max: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """summary: what the address answers, in French. answer: the type of that answer.

    parameters: behind the `?`. errors: statuses beside those that any address may answer.
    """

    summary: str
    answer: Any
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[HTTPStatus, ...] = ()


def described(
    summary: str,
    answer: Any,
    parameters: tuple[Parameter, ...] = (),
    errors: tuple[HTTPStatus, ...] = (),
) -> Callable[[RouteCallable], RouteCallable]:
    """Say of a view what `Described` has."""

    def declare(view: RouteCallable) -> RouteCallable:
        said = Described(summary=summary, answer=answer, parameters=parameters, errors=errors)
        setattr(view, _DESCRIBED, said)
        return view

    return declare


def description_of(view: RouteCallable) -> Described | None:
    """Return what was said of a view; None for one that is not for programs."""
    return getattr(view, _DESCRIBED, None)
