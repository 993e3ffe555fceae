"""What do catalogues of open data read of the files offered? DCAT 3, as JSON-LD."""

from collections.abc import Callable
from typing import Any

from search_app.dump import Format, Offered
from search_app.web import labels

CATALOG_TYPE = "application/ld+json"
MEDIA_TYPES = {
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.SQLITE: "application/vnd.sqlite3",
}
TITLES = {
    Format.PARQUET: "Parquet",
    Format.SQLITE: "SQLite, recherche en texte intégral comprise",
}
_MEDIA_TYPES_URL = "https://www.iana.org/assignments/media-types/"
_LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalog(offered: Offered, *, page_url: str, url: Callable[[Format], str]) -> dict[str, Any]:
    """Return a dcat:Catalog of one dataset with a distribution for each file.

    page_url: the address of the page that says what is offered. url: gives that of a file. The
    licence is a `dct:license` when it covers all documents; articles of the press have none, and
    `dct:rights` says so.
    """
    about = offered.about
    rights = {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _french(about.licence)}}
    if not about.articles:
        rights["dct:license"] = {"@id": _LICENCE_URL}
    modified = {"dct:modified": _typed("dateTime", about.built.isoformat())}
    distributions = [
        {
            "@id": url(file.format),
            "@type": "dcat:Distribution",
            "dct:title": _french(TITLES[file.format]),
            "dcat:downloadURL": {"@id": url(file.format)},
            "dcat:accessURL": {"@id": page_url},
            "dcat:mediaType": {"@id": _MEDIA_TYPES_URL + MEDIA_TYPES[file.format]},
            "dcat:byteSize": _typed("nonNegativeInteger", str(file.size)),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": _typed("hexBinary", file.sha256),
            },
            **modified,
            **rights,
        }
        for file in offered.files
    ]
    dataset = {
        "@id": f"{page_url}#documents",
        "@type": "dcat:Dataset",
        "dct:title": _french(labels.SITE_NAME),
        "dct:description": _french(
            f"Les {labels.counted(about.documents, 'document')} du site, textes, parcours, "
            "ministères et lois citées compris."
        ),
        "dct:identifier": about.generation,
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/FRA"},
        "dcat:landingPage": {"@id": page_url},
        **modified,
        **rights,
        "dcat:distribution": distributions,
    }
    if about.first_day and about.last_day:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed("date", about.first_day.isoformat()),
            "dcat:endDate": _typed("date", about.last_day.isoformat()),
        }
    return {
        "@context": _CONTEXT,
        "@id": page_url,
        "@type": "dcat:Catalog",
        "dct:title": _french(f"Données de {labels.SITE_NAME}"),
        **modified,
        "dcat:dataset": [dataset],
    }


def _french(text: str) -> dict[str, str]:
    return {"@language": "fr", "@value": text}


def _typed(name: str, value: str) -> dict[str, str]:
    return {"@type": f"xsd:{name}", "@value": value}
