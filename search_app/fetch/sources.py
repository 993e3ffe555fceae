"""Which files are published of the official record, at which address, and where in the corpus?

The addresses are those of the Assemblée nationale's and the Sénat's open data, below a base that a
setting may change for a mirror. Each file keeps the name under which it is published.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

FOLDER = "official"
"""The folder of the corpus that holds all that is fetched, and nothing else."""


class OfficialSource(StrEnum):
    """Questions of the Assemblée; its actors and organs (names, groups); questions of the Sénat."""

    ASSEMBLEE = "assemblee"
    ACTEURS = "acteurs"
    SENAT = "senat"


DEFAULT_SOURCES = (OfficialSource.ASSEMBLEE, OfficialSource.ACTEURS)
"""The questions of the deputies, and who these are; the Sénat is another chamber."""

# The ends of the names of files. The newest legislature is the only one that still changes.
LEGISLATURES = {"17": "", "16": "", "15": "_XV", "14": "_XIV"}
TYPES = {
    "QE": "Questions_ecrites",
    "QG": "Questions_gouvernement",
    "QOSD": "Questions_orales_sans_debat",
}
_ACTORS = (
    "17/amo/tous_acteurs_mandats_organes_xi_legislature",
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip",
)
_SENAT = "questions/questions.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that can be fetched. path: relative to the corpus, with `/` between its parts."""

    source: OfficialSource
    address: str
    path: str


def published_files(
    *,
    assemblee_url: str,
    senat_url: str,
    sources: Collection[OfficialSource],
    legislatures: Collection[str] = tuple(LEGISLATURES),
    types: Collection[str] = tuple(TYPES),
) -> tuple[PublishedFile, ...]:
    """Return the files of some sources, in the order in which they are to be fetched.

    assemblee_url, senat_url: the addresses below which the files lie, without a `/` at the end.
    legislatures, types: those of the questions of the Assemblée; keys of LEGISLATURES and TYPES.
    """
    found = []
    if OfficialSource.ASSEMBLEE in sources:
        found += [
            _questions(assemblee_url, legislature, of_type)
            for legislature in LEGISLATURES
            for of_type in TYPES
            if legislature in legislatures and of_type in types
        ]
    if OfficialSource.ACTEURS in sources:
        folder, name = _ACTORS
        found.append(_published(OfficialSource.ACTEURS, f"{assemblee_url}/{folder}/{name}", name))
    if OfficialSource.SENAT in sources:
        found.append(_published(OfficialSource.SENAT, f"{senat_url}/{_SENAT}", "questions.zip"))
    return tuple(found)


def _questions(base: str, legislature: str, of_type: str) -> PublishedFile:
    folder = TYPES[of_type].lower()
    name = f"{TYPES[of_type]}{LEGISLATURES[legislature]}.json.zip"
    address = f"{base}/{legislature}/questions/{folder}/{name}"
    return _published(OfficialSource.ASSEMBLEE, address, f"{legislature}/{of_type}/{name}")


def _published(source: OfficialSource, address: str, path: str) -> PublishedFile:
    return PublishedFile(source=source, address=address, path=f"{FOLDER}/{source}/{path}")
