"""What people decided and what was printed before, as an edition tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from schemas.clock import swedish_day
from schemas.edition import Attest, Change, Waiver
from schemas.findings import Finding
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.rulings import Approval, Decided, Ruling
from schemas.tables import Figure, Table
from sql.state import quarter_standing

_Key = tuple[int, str, str, str, str, str, Quarter]


def waivers(
    connection: Connection, municipality: Municipality, quarter: Quarter
) -> tuple[Waiver, ...]:
    """The broken rules that somebody let pass, with the reason that the report prints."""
    standing = quarter_standing(connection, municipality, quarter)
    return tuple(
        _waiver(each, standing.rulings[each.fingerprint], municipality)
        for each in standing.findings
        if each.status == Decided.WAIVED
    )


def attest(made: Approval, act: str) -> Attest:
    """A line of the attest table."""
    return Attest(act, made.by.name, made.by.role, swedish_day(made.at))


def restated(
    before: Sequence[Figure], tables: Iterable[Table], quarter: Quarter
) -> tuple[Change, ...]:
    """The figures of earlier quarters that differ from those of the release before this one; what
    it did not print is not restated."""
    printed = _by_key(before)
    earlier = [
        figure
        for figure in _figures(tables)
        if figure.quarter < quarter and _key(figure) in printed
    ]
    shown = {_key(figure) for figure in earlier}
    return differences([each for each in before if _key(each) in shown], earlier)


def differences(before: Iterable[Figure], now: Iterable[Figure]) -> tuple[Change, ...]:
    """Every figure that is not what it was, also those that came or went, in printing order."""
    old, new = _by_key(before), _by_key(now)
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Change(*key, before=old.get(key), now=new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    )


def _figures(tables: Iterable[Table]) -> Iterator[Figure]:
    for table in tables:
        yield from table.figures


def _by_key(figures: Iterable[Figure]) -> Mapping[_Key, int | None]:
    return {_key(figure): figure.value for figure in figures}


def _key(figure: Figure) -> _Key:
    return (
        figure.table, figure.lag, figure.row, figure.unit, figure.area, figure.column,
        figure.quarter,
    )  # fmt: skip


def _waiver(each: Finding, ruling: Ruling, municipality: Municipality) -> Waiver:
    code = municipality.codelists["enhet"].get(each.unit) if each.unit else None
    unit = (code.short if code else each.unit) or municipality.city
    return Waiver(
        rule=each.rule,
        unit_name=unit,
        place=", ".join(filter(None, (unit, each.address))),
        message=each.message,
        reason=ruling.reason,
        by=ruling.by.name,
        role=ruling.by.role,
        day=swedish_day(ruling.at),
    )
