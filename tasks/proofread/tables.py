"""The tables of a report against themselves and each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.findings import Severity
from schemas.proof import ProofFinding, ReadRow
from tasks.proofread.claims.wording import joined
from tasks.proofread.cube import TOTAL, Cell, Cube, Members, table_name, tells_a_part
from tasks.proofread.recognise import PERSONS, Column, Grid

KON = "kon"


def check_tables(grids: Sequence[Grid], cube: Cube) -> tuple[ProofFinding, ...]:
    """Sums down the columns, sums along the rows, and one value for one thing."""
    sums = (finding for grid in grids for finding in _summas(grid, cube))
    along = (finding for grid in grids for finding in _along(grid))
    return (*sums, *along, *_between(grids, cube))


def _summas(grid: Grid, cube: Cube) -> Iterator[ProofFinding]:
    """SUM-502: a Summa is the sum of its rows, in every column."""
    for number, row in enumerate(grid.table.rows):
        if not row.is_sum:
            continue
        parts = _parts(grid, number)
        for place, column in enumerate(grid.columns):
            if grid.persons or column.member == PERSONS:
                continue
            values = [_value(grid.table.rows[part], place) for part in parts]
            printed = _value(row, place)
            known = [value for value in values if value is not None]
            if printed is None or len(known) < len(values) or not known:
                continue
            if printed != sum(known):
                yield _wrong_sum(grid, row, column, printed, sum(known), cube)


def _parts(grid: Grid, summa: int) -> list[int]:
    """The rows that a Summa sums: those of its labels where it has any, else those since the
    Summa before."""
    own = grid.rows[summa] or frozenset()
    rows = list(enumerate(zip(grid.table.rows, grid.rows, strict=True)))[:summa]
    if own:
        return [n for n, (row, members) in rows if not row.is_sum and members and own <= members]
    before = [n for n, (row, members) in rows if row.is_sum and not members]
    start = before[-1] + 1 if before else 0
    return [n for n, (row, _) in rows if n >= start and not row.is_sum and not _is_part(row)]


def _is_part(row: ReadRow) -> bool:
    """Whether the row tells a part of the row above (`varav …`)."""
    return tells_a_part(row.labels[-1])


def _value(row: ReadRow, place: int) -> int | None:
    return row.cells[place].value if place < len(row.cells) else None


def _wrong_sum(
    grid: Grid, row: ReadRow, column: Column, printed: int, added: int, cube: Cube
) -> ProofFinding:
    name = table_name(grid.table)
    others = _others(grid, row, column, cube)
    message = (
        f"{name}, kolumnen {column.text}: {_label(row)} är {printed}, men raderna ger {added}. "
        f"{_why_sum(printed, added, others)}"
    )
    return _finding("SUM-502", message, grid, row, column, printed, added)


def _why_sum(printed: int, added: int, others: Sequence[Cell]) -> str:
    """Which is wrong, the sum or a row: what other tables print for the same thing decides."""
    names = _names(others)
    agree = {cell.value for cell in others}
    if agree == {printed}:
        side = "för litet" if added < printed else "för stort"
        return (
            f"Samma summa står i {names}, så felet ligger troligen i en rad, som har "
            f"{abs(printed - added)} {side}, eller i en rad som saknas."
        )
    if agree == {added}:
        return f"I {names} är summan {added}, så det är {printed} som är fel."
    return "Räkna om raderna: antingen är summan eller en rad fel."


def _others(grid: Grid, row: ReadRow, column: Column, cube: Cube) -> list[Cell]:
    own = [c for c in cube.cells if c.row is row and c.column == column.text]
    return [
        cell
        for mine in own
        for cell in cube.find(mine.lag, mine.members, mine.quarter)
        if cell.table is not grid.table and mine.lag
    ]


def _along(grid: Grid) -> Iterator[ProofFinding]:
    """KON-511, SUM-501: the columns of a row add up to its sum."""
    totals = [place for place, column in enumerate(grid.columns) if column.is_sum]
    parts = [
        place
        for place, column in enumerate(grid.columns)
        if column.member and not tells_a_part(column.text)
    ]
    if len(totals) != 1 or not parts or grid.persons:
        return
    kon = all(column.member.dimension == KON for column in grid.columns if column.member)
    for row in grid.table.rows:
        values = [_value(row, place) for place in parts if not grid.columns[place].derived]
        printed = _value(row, totals[0])
        known = [value for value in values if value is not None]
        if printed is None or len(known) < len(values) or printed == sum(known):
            continue
        column = grid.columns[totals[0]]
        message = (
            f"{table_name(grid.table)}, raden {_label(row)}: {column.text} är {printed}, men "
            f"{'kvinnor och män' if kon else 'kolumnerna'} ger {sum(known)}. "
            "Räkna om raden: antingen är summan eller en av dess delar fel."
        )
        rule = "KON-511" if kon else "SUM-501"
        yield _finding(rule, message, grid, row, column, printed, sum(known))


def _between(grids: Sequence[Grid], cube: Cube) -> Iterator[ProofFinding]:
    """KON-512, TAB-521: what is counted in several tables has one value."""
    by_table = {id(grid.table): grid for grid in grids}
    for members, cells in cube.same_things():
        told = _by_value(cell for cell in cells if cell.lag)
        if len(told) < 2:
            continue
        right = _most_credible(told, by_table)
        for value, deviating in told.items():
            for cell in deviating if value != right else ():
                yield _disagreeing(cell, members, told[right], by_table[id(cell.table)], cube)


def _by_value(cells: Iterable[Cell]) -> Mapping[int, list[Cell]]:
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.value].append(cell)
    return found


def _most_credible(told: Mapping[int, list[Cell]], grids: Mapping[int, Grid]) -> int:
    """The value that most cells give; where equally many do, one whose rows add up, then one of
    a table without kön, which loses those whose kön nobody wrote down, then the first printed."""

    def credit(value: int) -> tuple[int, int, int, int]:
        cells = told[value]
        adds_up = sum(_adds_up(cell, grids[id(cell.table)]) for cell in cells)
        kon = sum(KON in grids[id(cell.table)].dimensions for cell in cells)
        return len(cells), adds_up, -kon, -min(cell.row.place.line for cell in cells)

    return max(told, key=credit)


def _adds_up(cell: Cell, grid: Grid) -> bool:
    number = next(n for n, row in enumerate(grid.table.rows) if row is cell.row)
    place = next(n for n, column in enumerate(grid.columns) if column.text == cell.column)
    if not cell.row.is_sum:
        return True
    values = [_value(grid.table.rows[part], place) for part in _parts(grid, number)]
    return None not in values and cell.value == sum(value for value in values if value is not None)


def _disagreeing(
    cell: Cell, members: Members, right: Sequence[Cell], grid: Grid, cube: Cube
) -> ProofFinding:
    kon = KON in grid.dimensions
    what = "totalen" if members == TOTAL else f"antalet för {cube.label(members)}"
    law = f" enligt {cell.lag}" if cell.lag else ""
    quarter = f" {cell.quarter.label}" if cell.quarter else ""
    expected = right[0].value
    reason = (
        " I tabeller efter kön faller de bort vars kön inte är känt."
        if kon and members == TOTAL and cell.value < expected
        else ""
    )
    message = (
        f"{cell.name}: {what}{law}{quarter} är {cell.value}, men i {_names(right)} "
        f"är talet {expected}.{reason}"
    )
    column = next(each for each in grid.columns if each.text == cell.column)
    rule = "KON-512" if kon else "TAB-521"
    return _finding(rule, message, grid, cell.row, column, cell.value, expected)


def _names(cells: Iterable[Cell]) -> str:
    names = list(dict.fromkeys(table_name(cell.table) for cell in cells))
    numbers = [name.removeprefix("Tabell ") for name in names if name.startswith("Tabell ")]
    if len(numbers) == len(names) and names:
        return "tabell " + joined(numbers)
    return " och ".join(names)


def _label(row: ReadRow) -> str:
    return ", ".join(label for label in row.labels if label)


def _finding(
    rule: str, message: str, grid: Grid, row: ReadRow, column: Column, found: int, expected: int
) -> ProofFinding:
    return ProofFinding(
        rule=rule,
        severity=Severity.FEL,
        message=message,
        place=row.place,
        table=grid.table.title or table_name(grid.table),
        row=_label(row),
        column=column.text,
        found=found,
        expected=expected,
    )
