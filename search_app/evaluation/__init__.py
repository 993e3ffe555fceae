"""How good is the order of the hits? Measures tell, on collections that people have judged."""

from search_app.evaluation.collection import Collection, read_collection
from search_app.evaluation.scoring import asked_for, evaluate, fill, first_hits, missing

__all__ = [
    "Collection",
    "asked_for",
    "evaluate",
    "fill",
    "first_hits",
    "missing",
    "read_collection",
]
