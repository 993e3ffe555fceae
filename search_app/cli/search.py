"""How is the index searched from a terminal? `search-app search`, the same search as the site's."""

import json
from datetime import date

import click
from rich.console import Console
from rich.text import Text

from search_app.authority import label
from search_app.model.facet import FacetField
from search_app.model.query import Query, normalised_filters
from search_app.model.results import Hit, Results, Snippet, Unfinished
from search_app.search import Named, named_by, prepare, search
from search_app.settings import LoadedSettings, Settings
from search_app.syntax import as_typed, parse
from search_app.wiring import open_engine

# How many values of each facet are printed.
FACET_VALUES_SHOWN = 5


# A query may begin with an exclusion (`-google cloud`), which must not be taken for an option.
@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.option("--legislature", multiple=True, help="Number of a legislature; repeatable.")
@click.option("--explain", is_flag=True, help="Show what each score is made of.")
@click.option("--json", "as_json", is_flag=True, help="Print only JSON.")
@click.pass_obj
def search_command(
    loaded: LoadedSettings,
    *,
    query: str,
    legislature: tuple[str, ...],
    explain: bool,
    as_json: bool,
) -> None:
    """Search for QUERY, in the language of the site's search box."""
    settings = loaded.settings
    asked = Query(
        text=query,
        expr=parse(
            query,
            today=date.today(),  # noqa: DTZ011 - the reader's own day
            terms_max=settings.query_terms_max,
        ),
        filters=normalised_filters({FacetField.LEGISLATURE: legislature}),
        page_size=settings.page_size_hits,
    )
    with open_engine(settings).searcher() as searcher:
        prepare(searcher)
        timeout_s = settings.search_timeout_ms / 1000
        results = search(
            searcher,
            asked,
            timeout_s=timeout_s,
            expansions_max=settings.query_expansions_max,
        )
        named = named_by(searcher, query, timeout_s=timeout_s) if as_json else Named()
    if as_json:
        answer = _as_json(results, explain=explain) | {"cards": _cards(settings, named)}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print_results(Console(), results, explain=explain)


def _as_json(results: Results, *, explain: bool) -> dict[str, object]:
    return {
        "total": results.total,
        "relaxed": results.relaxed,
        "complete": results.complete,
        "corrections": [{"typed": c.typed, "used": c.used} for c in results.corrections],
        "expansions": [{"typed": e.typed, "names": list(e.names)} for e in results.expansions],
        "unfinished": list(results.unfinished),
        "generation": results.generation,
        "took_ms": round(results.took_ms, 2),
        "hits": [_hit_as_json(hit, explain=explain) for hit in results.hits],
        "partial": {
            "total": results.partial.total,
            "hits": [_hit_as_json(hit, explain=explain) for hit in results.partial.hits],
        },
        "facets": {
            field.parameter: {count.value: count.count for count in counts}
            for field, counts in results.facets.items()
        },
    }


def _cards(settings: Settings, named: Named) -> object:
    from search_app.web.app import cards_of  # noqa: PLC0415 - without JSON Flask is not needed

    return cards_of(settings, named)


def _hit_as_json(hit: Hit, *, explain: bool) -> dict[str, object]:
    document = hit.document
    shown: dict[str, object] = {
        "id": document.id,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "legislature": document.legislature or None,
        "score": hit.score,
        "lacks": [as_typed(part) for part in hit.lacks],
        "snippets": [
            [{"text": t, "match": bool(m), "kind": m or None} for t, m in snippet]
            for snippet in hit.snippets
        ],
    }
    if explain:
        shown["score_parts"] = hit.score_parts
    return shown


def _print_results(console: Console, results: Results, *, explain: bool) -> None:
    some = " with some of the words only" if results.relaxed else ""
    found = _counted(results.total)
    console.print(f"{found}{some} ({results.took_ms:.0f} ms)", highlight=False)
    for correction in results.corrections:
        typed, used = correction.typed, correction.used
        console.print(f"No document has {typed}. Searched instead: {used}", markup=False)
    for expansion in results.expansions:
        console.print(f"Also searched: {', '.join(expansion.names)}", markup=False)
    if results.unfinished:
        why = "a damaged file" if Unfinished.INDEX in results.unfinished else "the time limit"
        console.print(f"Cut short by {why}: {', '.join(results.unfinished)}")
    for hit in results.hits:
        _print_hit(console, hit, explain=explain)
    if results.partial.total:
        partial = _counted(results.partial.total)
        console.print(f"\n{partial} with some of the words only:", highlight=False)
    for hit in results.partial.hits:
        _print_hit(console, hit, explain=explain)
    console.print()
    for field, counts in results.facets.items():
        shown = [f"{label(field, c.value)} ({c.count})" for c in counts[:FACET_VALUES_SHOWN]]
        if shown:
            console.print(f"{field.parameter}: {', '.join(shown)}", markup=False, highlight=False)


def _print_hit(console: Console, hit: Hit, *, explain: bool) -> None:
    document = hit.document
    facts = (document.id, str(document.date or ""), document.author)
    console.print()
    console.print(_marked(hit.title), highlight=False)
    console.print(Text(" · ".join(filter(None, facts)), style="dim"))
    if hit.lacks:
        lacking = ", ".join(map(as_typed, hit.lacks))
        console.print(f"lacks: {lacking}", markup=False, highlight=False)
    if explain and hit.score_parts:
        made_of = " + ".join(f"{name} {v:.2f}" for name, v in hit.score_parts.items())
        console.print(f"{hit.score:.2f} = {made_of}", markup=False, highlight=False)
    for snippet in hit.snippets:
        console.print(Text.assemble("  … ", _marked(snippet), " …"), highlight=False)


def _counted(documents: int) -> str:
    return "1 document" if documents == 1 else f"{documents} documents"


def _marked(snippet: Snippet) -> Text:
    """Return a text with its matches in [brackets], which a terminal also prints in bold."""
    return Text.assemble(*((f"[{t}]", "bold") if match else t for t, match in snippet))
