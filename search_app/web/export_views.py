"""Which addresses give the whole result of a search as a file? `/search.csv` and its like.

They take the parameters of a search, and are as strict as its JSON.
"""

from dataclasses import replace
from functools import partial
from itertools import islice

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from search_app.search import scan
from search_app.web.asking import (
    absolute,
    known_until_in,
    permanent_urls,
    query_url,
    requested_partial_page,
    requested_query,
    searcher,
    settings,
    timeout_s,
    today,
)
from search_app.web.exports.export import Export, Provenance
from search_app.web.exports.file_name import disposition
from search_app.web.exports.formats import FORMATS
from search_app.web.labels import SITE_NAME
from search_app.web.lanes import enter_export_lane
from search_app.web.streaming import hold_until_sent, within
from search_app.web.understanding import filter_links, query_sentence

exporting = Blueprint("exporting", __name__)


@exporting.get(f"/search.<any({','.join(FORMATS)}):form>")
def export(form: str) -> ResponseReturnValue:
    query, _ = requested_query(lenient=False)
    requested_partial_page(lenient=False)
    enter_export_lane()
    results, documents = scan(
        searcher(),
        query,
        timeout_s=timeout_s(),
        expansions_max=settings().query_expansions_max,
    )
    rows_max, limit_s = settings().export_rows_max, settings().export_timeout_s
    search_url = query_url()
    generation = searcher().generation
    made = Export(
        documents=within(islice(documents, rows_max), limit_s),
        provenance=Provenance(
            site=SITE_NAME,
            query=query_sentence(query, results),
            filters=tuple(link.label for link in filter_links(query, search_url)),
            url=absolute(search_url(replace(query, page=1, page_size=settings().page_size_hits))),
            generation=generation.id,
            built=generation.created.date(),
            exported=today(),
            total=results.total,
            rows=min(results.total, rows_max),
            relaxed=results.relaxed,
        ),
        document_url=permanent_urls(),
        known_until=partial(known_until_in, searcher().notes),
    )
    kind = FORMATS[form]
    answer = Response(kind.write(made), content_type=kind.media_type)
    answer.headers.set(
        "Content-Disposition", "attachment", **disposition(query.text, today(), form)
    )
    return hold_until_sent(answer, limit_s)
