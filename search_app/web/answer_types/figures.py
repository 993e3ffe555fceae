"""Which keys have the delays of answers, and searches over time?"""

from typing import Annotated

from typing_extensions import TypedDict

from search_app.web.answer_types.fields import Count, said


class Delays(TypedDict):
    value: Annotated[str, said("ministère\u00a0; vide pour tous ensemble")]
    label: str
    asked: Annotated[Count, said("questions écrites comptées")]
    share_in_time: Annotated[
        float | None,
        said(
            "part (0 à 1) répondue en deux mois, de celles dont ils sont passés\u00a0;"
            " null\u00a0: moins de dix"
        ),
    ]
    median_days: Annotated[
        int | None, said("null\u00a0: moins de la moitié a une réponse, ou moins de dix questions")
    ]
    ninth_decile_days: int | None
    waiting: Count
    overdue: Annotated[Count, said("celles qui attendent depuis plus de deux mois")]
    ended: Annotated[Count, said("retirées ou caduques, sans réponse")]


class DelaysOfMinistries(TypedDict):
    generation: str
    total: Annotated[Count, said("questions trouvées, même celles dont rien ne dit la réponse")]
    all: Delays | None
    ministries: list[Delays]


class Period(TypedDict):
    start: Annotated[str, said("AAAA, ou AAAA-MM")]
    counts: Annotated[list[Count], said("documents de chaque série, dans leur ordre")]
    shares: Annotated[
        list[float | None],
        said(
            "leur part (0 à 1) de tous les documents de la période\u00a0;"
            " null\u00a0: il y en a moins de dix"
        ),
    ]


class SeriesOverTime(TypedDict):
    label: str
    url: Annotated[str, said("adresse de la recherche")]
    total: Count


class Trends(TypedDict):
    generation: str
    unit: Annotated[str, said("year ou month")]
    series: list[SeriesOverTime]
    periods: list[Period]
