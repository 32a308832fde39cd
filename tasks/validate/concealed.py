"""What of a sheet's tables is merged, hidden or filtered away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemas.columns import column_letters
from schemas.submission import Sheet
from tasks.validate.areas import Area, columns_text, parse_area, rows_text


def concealed(sheet: Sheet, areas: Sequence[Area]) -> Iterator[tuple[str | None, str]]:
    """Where, and what (Swedish); no place for the sheet as a whole."""
    if sheet.hidden:
        yield None, "allt dolts, eftersom hela bladet är dolt"
    for merged in sheet.merged:
        area = parse_area(sheet.name, merged)
        if area and any(area.meets(each) for each in areas):
            yield merged, f"cellerna {merged} sammanfogats"
    rows = {row for row in sheet.hidden_rows if any(a.top <= row <= a.bottom for a in areas)}
    columns = {c for c in sheet.hidden_columns if any(a.left <= c <= a.right for a in areas)}
    filtered = "filtrerats bort eller dolts" if sheet.filtered else "dolts"
    for first, last in _runs(rows):
        yield rows_text(first, last), f"{_several('rad', 'erna', str(first), str(last))} {filtered}"
    for first, last in _runs(columns):
        letters = column_letters(first), column_letters(last)
        yield columns_text(first, last), f"{_several('kolumn', 'erna', *letters)} dolts"


def _several(noun: str, ending: str, first: str, last: str) -> str:
    return f"{noun} {first}" if first == last else f"{noun}{ending} {first}–{last}"


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow upon each other, as first and last."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]
