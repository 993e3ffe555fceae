"""How are the figures shown? As tables in Markdown for people, and whole in JSON for programs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.measure import Disagreement, Figures
from benchmarks.peers.port import Question
from benchmarks.statistic import Spread, beyond, by_kind, floor, ratio, spread

_OURS = "ours"
_ANALYSING = {_OURS, "ours-2", "product", "product-2"}
_DASH = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that one run found.

    machine: facts by name. analysis_s: the time of the analysis alone, for each round of builds.
    bytes_per_s: how fast memory is copied. missing: why an engine was left out, by its name.
    """

    machine: dict[str, str | float]
    documents: int
    characters: int
    analysis_s: Sequence[float]
    bytes_per_s: float
    questions: Sequence[Question]
    figures: dict[str, Figures]
    missing: dict[str, str]
    disagreements: Sequence[Disagreement]


def markdown(run: Run) -> str:
    sections = (_heading(run), _builds(run), _searches(run), _kinds(run), _opening(run))
    return "\n".join(line for section in (*sections, _agreement(run)) for line in [*section, ""])


def _heading(run: Run) -> Iterator[str]:
    facts = ", ".join(f"{name} {value}" for name, value in run.machine.items())
    kinds = ", ".join(
        f"{sum(q.kind == kind for q in run.questions)} {kind}"
        for kind in dict.fromkeys(sorted(q.kind for q in run.questions))
    )
    yield f"{run.documents:,} documents, {run.characters / 1e6:.0f} M characters; {facts}."
    analysis = f"{median(run.analysis_s):.1f} s"
    yield f"{len(run.questions)} questions ({kinds}). Analysis alone: {analysis}."
    yield f"Memory is copied at {run.bytes_per_s / 1e9:.1f} GB/s, read and written together."
    yield ", ".join(f"{name}: {each.version}" for name, each in run.figures.items()) + "."
    for name, reason in run.missing.items():
        yield f"Left out: {name} ({reason})."


def _builds(run: Run) -> Iterator[str]:
    yield (
        "| engine | build docs/s with analysis | without | ours ÷ it, with | without "
        "| index MB | peak MB |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, each in run.figures.items():
        mine = name in _ANALYSING
        speeds = speed(run, name)
        ratios = build_ratio(run, name)
        yield _row(
            name,
            f"{speeds['with_analysis']:,.0f}",
            _DASH if mine else f"{speeds['without_analysis']:,.0f}",
            f"{ratios[0]:.2f}" if ratios and name != _OURS else _DASH,
            f"{ratios[1]:.2f}" if ratios and not mine else _DASH,
            f"{median(b['index_mb'] for b in each.builds):.1f}",
            f"{median(b['peak_mb'] for b in each.builds):.0f}",
        )


def speed(run: Run, name: str) -> dict[str, float]:
    """Return the documents built in a second, with the time of the analysis and without it.

    Our own engine analyses while it builds, so both of its speeds are the same.
    """
    taken = [build["seconds"] for build in run.figures[name].builds]
    return {
        "with_analysis": run.documents / median(_with_analysis_s(run, name)),
        "without_analysis": run.documents / median(taken),
    }


def build_ratio(run: Run, name: str) -> tuple[float, float] | None:
    """Return our speed ÷ the engine's, with the analysis added to its time, and without.

    Each is the median of the ratios of builds of the same round. None when ours was not built.
    """
    if _OURS not in run.figures:
        return None
    ours, theirs = ([b["seconds"] for b in run.figures[n].builds] for n in (_OURS, name))
    fair = zip(ours, _with_analysis_s(run, name), strict=True)
    bare = zip(ours, theirs, strict=True)
    return median(b / a for a, b in fair), median(b / a for a, b in bare)


def _with_analysis_s(run: Run, name: str) -> list[float]:
    taken = [build["seconds"] for build in run.figures[name].builds]
    if name in _ANALYSING:
        return taken
    return [a + b for a, b in zip(taken, run.analysis_s, strict=True)]


def _searches(run: Run) -> Iterator[str]:
    yield (
        "| engine | top-20 + total, p50 / p95 ms | + four facets | whole page "
        "| ours ÷ it, top-20 | ours ÷ it, facets |"
    )
    yield "|---|--:|--:|--:|--:|--:|"
    for name, each in run.figures.items():
        parts = [each.times_ms.get(part) for part in ("top", "facets", "page")]
        yield _row(
            name,
            *(_shown(spread(times)) if times else _DASH for times in parts),
            *(_ratio(run, name, part) for part in ("top", "facets")),
        )
    if _OURS in run.figures:
        bound = floor(run.figures[_OURS], run.bytes_per_s)
        yield _row("our floor", _DASH, _shown(bound) if bound else _DASH, _DASH, _DASH, _DASH)


def _ratio(run: Run, name: str, part: Any) -> str:
    if name == _OURS or _OURS not in run.figures:
        return _DASH
    found = ratio(run.figures[_OURS].times_ms[part], run.figures[name].times_ms[part])
    return f"{found['p50']:.3g} / {found['p95']:.3g}"


def _kinds(run: Run) -> Iterator[str]:
    """Yield the table of the times of top-20, total and four facets by kind of question."""
    names = list(run.figures)
    found = {n: by_kind(run.figures[n].times_ms["facets"], run.questions) for n in names}
    yield _row("with facets, p50 / p95 ms", *names)
    yield "|---|" + "--:|" * len(names)
    for kind in found[names[0]]:
        yield _row(kind, *(_shown(found[name][kind]) for name in names))


def _opening(run: Run) -> Iterator[str]:
    yield (
        "| engine | opening ms | MB over the empty process | passages of 20 hits, p50 / p95 ms "
        "| HTML beyond the page |"
    )
    yield "|---|--:|--:|--:|--:|"
    for name, each in run.figures.items():
        page, html, passages = (each.times_ms.get(p) for p in ("page", "html", "passages"))
        yield _row(
            name,
            f"{each.opening_ms:.1f}",
            f"{each.memory['over_empty_mb']:.0f}",
            _shown(spread(passages)) if passages else _DASH,
            _shown(beyond(html, page)) if html and page else _DASH,
        )


def _agreement(run: Run) -> Iterator[str]:
    asked = len(run.questions)
    yield (
        f"Engines agree on {asked - len(run.disagreements)} of {asked} questions: totals and facet "
        "counts, but for FTS5's phrases and the facet that is filtered."
    )
    for one in run.disagreements:
        totals = ", ".join(f"{name} {total}" for name, total in one.totals.items())
        facets = f"; facets differ: {', '.join(one.facets)}" if one.facets else ""
        asked_for = f"{' '.join(one.question.terms)} {one.question.filter or ''}".strip()
        yield f"- {one.question.kind} `{asked_for}`: {totals}{facets}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(times: Spread) -> str:
    return f"{_digits(times['p50'])} / {_digits(times['p95'])}"


def _digits(value: float) -> str:
    """Return the value with about three significant digits."""
    return (
        f"{value:,.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else f"{value:.0f}"
    )


def as_json(run: Run) -> dict[str, Any]:
    """Return every figure, with the questions and all times; of the answers only the totals."""
    engines = {}
    for name, each in run.figures.items():
        parts = {part: times for part, times in each.times_ms.items() if times}
        mine = run.figures[_OURS].times_ms if _OURS in run.figures else {}
        shared = [part for part in parts if part in mine and name != _OURS]
        engines[name] = {
            "version": each.version,
            "builds": each.builds,
            "documents_per_s": speed(run, name),
            "our_build_speed_ratio": build_ratio(run, name),
            "opening_ms": each.opening_ms,
            "memory": each.memory,
            "ms": {part: spread(times) for part, times in parts.items()},
            "ms_by_kind": {part: by_kind(times, run.questions) for part, times in parts.items()},
            "our_time_ratio": {part: ratio(mine[part], parts[part]) for part in shared},
            "floor_ms": floor(each, run.bytes_per_s),
            "totals": [answer["total"] for answer in each.answers],
            "times_ms": parts,
        }
    return {
        "machine": run.machine,
        "documents": run.documents,
        "characters": run.characters,
        "analysis_s": list(run.analysis_s),
        "copied_bytes_per_s": run.bytes_per_s,
        "engines": engines,
        "missing": run.missing,
        "disagreements": [asdict(one) for one in run.disagreements],
        "questions": [asdict(question) for question in run.questions],
    }
