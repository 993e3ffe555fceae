"""Which addresses does the site answer? Every route of the program, with values that fit it."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter

from search_app.settings import Settings
from search_app.web.app import create_app

# What stands for a part of an address that is not one of a few words.
_VALUES = {
    "filename": ["site.css"],
    "legislature": ["16"],
    "name": ["1QE", "text-0-5-00000000"],
    "number": ["1"],
    "value": ["x", "Santé"],
}


class Routes(NamedTuple):
    """The paths of each route. exports: those that answer with all documents of a search."""

    pages: Sequence[Sequence[str]]
    exports: Sequence[str]


NO_ROUTES = Routes(pages=(), exports=())


def site_routes(index: Path, document_id: str) -> Routes:
    """Return the paths of each route of a site as it is by default.

    index: the folder of one that can be opened. document_id: of a document that is there.
    """
    app = create_app(Settings.model_validate({"index": index}))
    adapter = app.url_map.bind("localhost")
    values = {**_VALUES, "document_id": [document_id, "nothing"]}

    def paths(rule: Rule) -> Iterator[str]:
        names = sorted(rule.arguments)
        choices = [
            sorted(converter.items)
            if isinstance(converter := rule._converters[name], AnyConverter)  # noqa: SLF001
            else values[name]
            for name in names
        ]
        for chosen in product(*choices):
            yield adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))

    rules = list(app.url_map.iter_rules())
    exports = [rule for rule in rules if rule.endpoint.startswith("exporting.")]
    return Routes(
        pages=[list(paths(rule)) for rule in rules if rule not in exports],
        exports=[path for rule in exports for path in paths(rule)],
    )
