"""At which address is the advanced form, and where does it lead?"""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from search_app.model.query import Query
from search_app.web.advanced import (
    TEXT_FIELDS,
    choices,
    compose,
    dates_of_form,
    fields_of,
    selected,
)
from search_app.web.asking import answer, query_url, requested_query, settings, today
from search_app.web.urls import args_from_query, query_from_args

advancing = Blueprint("advancing", __name__)


@advancing.get("/advanced")
def form() -> ResponseReturnValue:
    """Show the form; once it is filled in, lead to the search that it stands for.

    Days the wrong way round are told, and the form stays as it was filled in.
    """
    names = (*(field.name for field in TEXT_FIELDS), "from", "to")
    typed = {name: value for name in names if (value := request.args.get(name))}
    query, notices = query_from_args(
        {
            **request.args.to_dict(flat=False),
            "q": [compose(typed)],
            "date": [dates_of_form(typed.get("from", ""), typed.get("to", ""))],
        },
        page_size=settings().page_size_hits,
        today=today(),
        lenient=True,
    )
    is_told = any(notice.parameter == "date" for notice in notices)
    if not is_told and (query.text or query.is_filtered):
        return redirect(query_url()(query))
    return _form(typed | selected(query), query, is_told=is_told)


@advancing.get("/advanced/edit")
def edit() -> ResponseReturnValue:
    """Show the form filled in with a search, as far as it can say it."""
    query, _ = requested_query(lenient=True)
    return _form(fields_of(query, today()), query, is_told=False)


def _form(fields: dict[str, str], query: Query, *, is_told: bool) -> ResponseReturnValue:
    """fields: what each says. query: its filters that no field says are kept."""
    everything = answer(Query(page_size=1))
    said = {"q", "date", "page", *fields}
    kept = [
        (name, value)
        for name, value in args_from_query(query, settings().page_size_hits)
        if name not in said
    ]
    return render_template(
        "advanced.html",
        text_fields=TEXT_FIELDS,
        choices=choices(everything),
        fields=fields,
        kept=kept,
        is_told=is_told,
    )
