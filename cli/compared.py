"""A comparison of municipalities as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.comparison import Comparison, Counted, OfLaw

_HEADINGS = ("Beslut", "Per 10 000", "Kvinnor", "Män", "Sex månader eller mer")
_UNKNOWN = ".."
_NARROWEST = 6


def as_text(made: Comparison) -> Iterator[str]:
    """For people: a table for each law, and what cannot be compared with the reason."""
    yield f"Publicerade ej verkställda beslut per 10 000 invånare, {made.quarter.label}"
    if any(law.groups for law in made.laws):
        yield _living(made.year)
    for name in made.unpublished:
        yield f"{name} har inte publicerat kvartalet och är inte med."
    for law in made.laws:
        yield ""
        yield from _law(law)


def _living(year: int | None) -> str:
    if year is None:
        return "Inget år har folkmängd för alla kommuner: inget räknas per invånare."
    return f"Folkmängd 31 december {year}."


def _law(law: OfLaw) -> Iterator[str]:
    yield law.lag
    for group in law.groups:
        width = max(len(each.name) for each in group)
        yield _line("", width, _HEADINGS)
        for each in group:
            yield _line(each.name, width, tuple(_cells(each)))
    for name in law.alone:
        yield f"  {name}: ej jämförbart"
    for difference in law.differences:
        yield f"  Skiljer: {difference}."
    if not law.differences and law.alone:
        yield "  Ingen annan av kommunerna rapporterar enligt lagen."


def _line(name: str, width: int, cells: Sequence[str]) -> str:
    widths = (max(len(head), _NARROWEST) for head in _HEADINGS)
    placed = (text.rjust(each) for text, each in zip(cells, widths, strict=True))
    return "  ".join(["", name.ljust(width), *placed])


def _cells(each: Counted) -> Iterator[str]:
    yield _UNKNOWN if each.total is None else str(each.total)
    for kon in ("", "kvinna", "man"):
        yield _decimal(each.per_10_000(kon))
    share = each.share_over_six
    yield _UNKNOWN if share is None else f"{share:.0f} %"


def _decimal(number: float | None) -> str:
    return _UNKNOWN if number is None else f"{number:.2f}".replace(".", ",")


def as_json(made: Comparison) -> Mapping[str, Any]:
    return {
        "quarter": str(made.quarter),
        "inhabitants_year": made.year,
        "unpublished": list(made.unpublished),
        "laws": [_law_json(each) for each in made.laws],
    }


def _law_json(law: OfLaw) -> Mapping[str, Any]:
    return {
        "lag": law.lag,
        "comparable": [[_counted_json(each) for each in group] for group in law.groups],
        "not_comparable": list(law.alone),
        "differences": list(law.differences),
    }


def _counted_json(each: Counted) -> Mapping[str, Any]:
    per = {kon or "total": each.per_10_000(kon) for kon in ("", "kvinna", "man")}
    return {
        "municipality": each.name,
        "decisions": each.total,
        "per_10_000": {
            kon: None if number is None else round(number, 2) for kon, number in per.items()
        },
        "share_over_six_months": None
        if each.share_over_six is None
        else round(each.share_over_six, 1),
        "inhabitants_source": each.inhabitants.source if each.inhabitants else None,
    }
