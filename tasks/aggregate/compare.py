"""Municipalities side by side, out of what each has published, where they count the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from schemas.asked import OVER
from schemas.comparison import Comparison, Counted, OfLaw, Published
from schemas.counted import EVERYTHING
from schemas.inhabitants import Inhabitants
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.parts import bare, list_of
from schemas.quarter import Quarter
from schemas.tables import SUMMA, Figure
from tasks.aggregate.crosses import TOTAL_LABEL
from tasks.aggregate.specs import TableSpec, spec_of

Terms: TypeAlias = tuple[str, ...]
"""What a municipality counts, in words; those with the same words count the same."""

_WHOLE = ""


def compare(
    published: Sequence[Published], unpublished: Sequence[Municipality], quarter: Quarter
) -> Comparison:
    """Those that have published the quarter, law by law; a draft is compared with nothing."""
    year = _common_year([each.municipality for each in published], quarter)
    everybody = (each.municipality for each in published)
    lagar = dict.fromkeys(lag for each in everybody for lag in each.lagar)
    return Comparison(
        quarter,
        year,
        tuple(each.name for each in unpublished),
        tuple(_of_law(lag, published, quarter, year) for lag in lagar),
    )


def _of_law(lag: str, published: Sequence[Published], quarter: Quarter, year: int | None) -> OfLaw:
    those = [each for each in published if lag in each.municipality.lagar]
    groups: dict[Terms, list[Published]] = {}
    for each in those:
        groups.setdefault(_terms(each.municipality, lag, quarter), []).append(each)
    together = [group for group in groups.values() if len(group) > 1]
    alone = [group[0] for group in groups.values() if len(group) == 1]
    return OfLaw(
        lag,
        tuple(tuple(_counted(each, lag, year) for each in group) for group in together),
        tuple(each.municipality.name for each in alone),
        tuple(_differences(lag, those, quarter)) if len(groups) > 1 else (),
    )


def _terms(city: Municipality, lag: str, quarter: Quarter) -> Terms:
    return tuple(told(city, lag, quarter) for _, told in _ASPECTS)


def _limit(city: Municipality, _lag: str, _quarter: Quarter) -> str:
    return city.limit.words


def _ended(city: Municipality, _lag: str, _quarter: Quarter) -> str:
    if city.counts_ended:
        return "också beslut som verkställdes eller avslutades under kvartalet"
    return "bara beslut som var ej verkställda när kvartalet var slut"


def _areas(city: Municipality, lag: str, quarter: Quarter) -> str:
    insatser = city.codelists["insats"].at(quarter).of_lag(lag)
    areas = sorted({area for insats in insatser for area in insats.omraden})
    return ", ".join(areas) or "inte uppdelat"


_ASPECTS: tuple[tuple[str, Callable[[Municipality, str, Quarter], str]], ...] = (
    ("gränsen", _limit),
    ("vad som räknas", _ended),
    ("områden", _areas),
)
"""What must agree. All figures count decisions, and none of them persons."""


def _differences(lag: str, those: Sequence[Published], quarter: Quarter) -> Iterator[str]:
    for name, told in _ASPECTS:
        words = {each.municipality: told(each.municipality, lag, quarter) for each in those}
        if len(set(words.values())) > 1:
            listed = "; ".join(f"{city.name} {text}" for city, text in words.items())
            yield f"{name}: {listed}"
    if len({each.municipality.limit.words for each in those}) > 1:
        for each in those:
            yield f"{each.municipality.name} rapporterar {each.municipality.limit.definition}"


def _counted(published: Published, lag: str, year: int | None) -> Counted:
    kon = _by(published, lag, "kon")
    waited = _by(published, lag, "vantetid")
    over = [waited.get(each) for each in OVER]
    known = [each for each in over if each is not None]
    return Counted(
        name=published.municipality.name,
        total=kon.get(_WHOLE),
        kvinna=kon.get("kvinna"),
        man=kon.get("man"),
        over_six_months=sum(known) if len(known) == len(over) else None,
        inhabitants=_inhabitants(published.municipality, year),
    )


def _by(published: Published, lag: str, dimension: str) -> Mapping[str, int | None]:
    """What the first table of all decisions by a dimension tells, by code, and of the whole."""
    for number in published.municipality.tables:
        spec = spec_of(published.municipality, number)
        if spec.lag == lag and spec.scope == EVERYTHING and _divides(spec, dimension):
            return dict(_told(published, spec, dimension))
    return {}


def _divides(spec: TableSpec, dimension: str) -> bool:
    return _by_rows(spec, dimension) or (spec.crosses and spec.columns == dimension)


def _by_rows(spec: TableSpec, dimension: str) -> bool:
    return any(rows.dimension == dimension for rows in spec.rows)


def _told(
    published: Published, spec: TableSpec, dimension: str
) -> Iterator[tuple[str, int | None]]:
    """Down the column of all, or along the Summa row where the dimension stands in the columns."""
    codes = list_of(published.municipality, dimension).at(published.quarter)
    down = _by_rows(spec, dimension)
    for each in published.figures:
        if each.table != spec.number or not _is_whole(each, spec, published.quarter, down):
            continue
        label = each.row if down else each.column
        if plain(label) in _ALL:
            yield _WHOLE, each.value
        elif code := codes.find(bare(label)):
            yield code.code, each.value


def _is_whole(figure: Figure, spec: TableSpec, quarter: Quarter, down: bool) -> bool:
    """Whether it is about all units, in the quarter, and about whatever the other side of the
    table tells apart."""
    across = figure.column if down else figure.row
    summed = spec.follows_quarters or plain(across) in _ALL
    return figure.quarter == quarter and not figure.unit and not figure.area and summed


_ALL = (plain(TOTAL_LABEL), plain(SUMMA))


def _common_year(cities: Sequence[Municipality], quarter: Quarter) -> int | None:
    """The latest year, ended when the quarter was, of which all tell their inhabitants."""
    latest = quarter.year if quarter.last_day.month == 12 else quarter.year - 1
    years = [{each.year for each in city.inhabitants if each.year <= latest} for city in cities]
    return max(set.intersection(*years), default=None) if years else None


def _inhabitants(city: Municipality, year: int | None) -> Inhabitants | None:
    return next((each for each in city.inhabitants if each.year == year), None)
