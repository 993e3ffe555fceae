"""What does each tool ask the site, and what does it answer?

Answers are bounded: whatever is longer says how to go on. Each call takes valid arguments, and
raises RefusedError for what cannot be answered.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from search_app.web.assistants import answers
from search_app.web.assistants.known_values import check_values
from search_app.web.assistants.site import Asker, RefusedError, Site
from search_app.web.assistants.texts import (
    PASSAGES_SHOWN,
    found,
    kept,
    numbers,
    text_part,
)
from search_app.web.values_json import VALUES_ON_A_PAGE

Arguments = Mapping[str, Any]

HITS_SIZES = (10, 20)
VALUES_SHOWN = 100
_PAGING = {"size", "page", "partial_page"}
# An older id of an article leads elsewhere, to one document or to several.
_NO_SUCH_DOCUMENT = (
    HTTPStatus.NOT_FOUND,
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.MULTIPLE_CHOICES,
)


def _pairs(arguments: Arguments) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, given in arguments.items()
        for value in (given if isinstance(given, list) else [given])
    ]


def search(site: Site, asker: Asker, arguments: Arguments) -> answers.SearchAnswer:
    answer = site.get(asker, "/search.json", _pairs({"size": HITS_SIZES[0], **arguments}))
    check_values(site, asker, arguments, answer)
    asked = {name: given for name, given in arguments.items() if name not in _PAGING}
    return {
        **numbers(answer, site.address("/search", _pairs(asked))),
        "page": answer["page"],
        "next_page": answer["page"] + 1 if answer["page"] < answer["pages"] else None,
        "hits": [found(hit) for hit in answer["hits"]],
        "partial_hits": [found(hit) for hit in answer["partial"]["hits"]],
    }


def count(site: Site, asker: Asker, arguments: Arguments) -> answers.CountAnswer:
    pairs = _pairs(arguments)
    answer = site.get(asker, "/search.json", [*pairs, ("size", str(HITS_SIZES[0]))])
    check_values(site, asker, arguments, answer)
    return {
        **numbers(answer, site.address("/search", pairs)),
        "by_period": answer["histogram"],
        "undated": answer["undated"],
    }


def facet_values(site: Site, asker: Asker, arguments: Arguments) -> answers.ValuesAnswer:
    asked = {name: given for name, given in arguments.items() if name not in {"facet", "page"}}
    facet, page = arguments["facet"], arguments.get("page", 1)
    first = (page - 1) * VALUES_SHOWN
    site_page = ("page", str(first // VALUES_ON_A_PAGE + 1))
    path = f"/search/values/{facet}"
    answer = site.get(asker, f"{path}.json", [*_pairs(asked), site_page])
    check_values(site, asker, asked)
    inside = first % VALUES_ON_A_PAGE
    return {
        "facet": facet,
        "title": answer["title"],
        "total": answer["total"],
        "page": page,
        "next_page": page + 1 if first + VALUES_SHOWN < answer["total"] else None,
        "values": [
            {"value": one["value"], "label": one["label"], "count": one["count"]}
            for one in answer["values"][inside : inside + VALUES_SHOWN]
        ],
        "search_url": site.address(path, _pairs(asked)),
        "unfinished": answer["unfinished"],
        "generation": answer["generation"],
    }


def _document(
    site: Site, asker: Asker, arguments: Arguments, ending: str = "", **asked: Any
) -> dict[str, Any]:
    document_id = arguments["id"]
    try:
        path = f"/documents/{quote(document_id, safe='', errors='replace')}{ending}.json"
        return site.get(asker, path, _pairs(asked))
    except RefusedError as error:
        if error.status in _NO_SUCH_DOCUMENT:
            raise RefusedError(
                f"id\u00a0: aucun document n’a l’identifiant «\u00a0{document_id[:100]}\u00a0»."
                " Accepté\u00a0: un id donné par search ou similar."
            ) from error
        raise


def fetch(site: Site, asker: Asker, arguments: Arguments) -> answers.FetchAnswer:
    answer = _document(site, asker, arguments)
    answered = text_part(answer["answer"] or "", arguments.get("answer_start", 0), "answer_start")
    return {
        **kept(answers.Facts, answer),
        "events": [kept(answers.ToldEvent, event) for event in answer["events"]],
        "text": text_part(answer["text"], arguments.get("text_start", 0), "text_start"),
        "answer": answered if answer["answer"] else None,
    }


def similar(site: Site, asker: Asker, arguments: Arguments) -> answers.SimilarAnswer:
    answer = _document(site, asker, arguments)
    return {
        "id": answer["id"],
        "similar": [kept(answers.Summary, one) for one in answer["similar"]],
    }


def passages(site: Site, asker: Asker, arguments: Arguments) -> answers.PassagesAnswer:
    asked = {name: given for name, given in arguments.items() if name not in {"id", "start"}}
    answer = _document(site, asker, arguments, "/passages", **asked)
    start, total = arguments.get("start", 0), len(answer["passages"])
    end = start + PASSAGES_SHOWN
    return {
        "id": answer["document"],
        "matched": answer["matched"],
        "lacks": answer["lacks"],
        "total": total,
        "next_start": end if end < total else None,
        "passages": [kept(answers.QuotedPassage, one) for one in answer["passages"][start:end]],
        "unfinished": answer["unfinished"],
        "generation": answer["generation"],
    }
