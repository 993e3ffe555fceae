"""How does one command start without importing all others? It is imported when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group of commands of which each is imported when it is run, listed or completed.

    modules: by the name of a command the module that has it, as the only `click.Command` whose name
    that is.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        return sorted(self._modules)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click passes it
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        try:
            found = vars(import_module(self._modules[cmd_name])).values()
        except KeyboardInterrupt as error:
            raise click.Abort from error  # told in one line
        return next(v for v in found if isinstance(v, click.Command) and v.name == cmd_name)
