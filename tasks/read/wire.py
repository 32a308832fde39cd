"""Contents as they come out of the sandbox's child: JSON, and nothing in it is believed.

Whoever had taken the child over could write anything to the pipe. JSON makes texts, numbers, lists
and nothing else of it, and each is checked to be what its place asks for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from schemas.submission import Cell, CellValue, Doubt, Formula, LooseText, Sheet
from tasks.read.contents import Contents, Parsed, Verdict

MAX_BYTES = 32_000_000
_MAX_NESTED = 500_000
"""Lists and objects in an answer, which take far more room than they take bytes."""

_VALUES = frozenset({str, int, float, bool, type(None), date, datetime})


class WireError(Exception):
    """The child's answer is none."""


def encode(parsed: Parsed) -> bytes:
    if isinstance(parsed, Contents):
        told: dict[str, Any] = {
            "sheets": [_told(sheet) for sheet in parsed.sheets],
            "texts": [(each.kind, each.text, each.sheet, each.cell) for each in parsed.texts],
        }
    else:
        told = {"doubt": parsed[0], "detail": parsed[1]}
    return json.dumps(told, default=_day_told).encode()


def decode(answer: bytes) -> Parsed:
    """Raises WireError."""
    if answer.count(b"[") + answer.count(b"{") > _MAX_NESTED:
        raise WireError
    try:
        told = _of(dict, json.loads(answer, object_hook=_day))
        if "doubt" in told:
            return _verdict(told)
        sheets = tuple(_sheet(_of(dict, each)) for each in _of(list, told["sheets"]))
        return Contents(sheets, tuple(_text(*each) for each in _of(list, told["texts"])))
    except (ValueError, TypeError, LookupError, RecursionError):
        raise WireError from None


def _told(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "formulas": [
            (each.cell.row, each.cell.column, each.cell.value, each.text) for each in sheet.formulas
        ],
        "errors": [(each.row, each.column, each.value) for each in sheet.errors],
        "merged": sheet.merged,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "filtered": sheet.filtered,
        "hidden": sheet.hidden,
    }


def _day_told(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(type(value).__name__)


def _day(told: dict[str, Any]) -> Any:
    """JSON has no days: they come as objects with one member."""
    if len(told) != 1:
        return told
    if "day" in told:
        return date.fromisoformat(told["day"])
    moment = datetime.fromisoformat(told["time"])
    return moment if moment.tzinfo is None else _refuse()


def _verdict(told: Mapping[str, Any]) -> Verdict:
    return Doubt(told["doubt"]), _of(str, told["detail"])


def _sheet(told: Mapping[str, Any]) -> Sheet:
    name: str = _of(str, told["name"])
    return Sheet(
        name=name,
        rows=tuple([_row(each) for each in _of(list, told["rows"])]),
        formulas=tuple(
            Formula(_cell(name, row, column, value), _of(str, text))
            for row, column, value, text in _of(list, told["formulas"])
        ),
        errors=tuple(
            _cell(name, row, column, value) for row, column, value in _of(list, told["errors"])
        ),
        merged=tuple(_of(str, each) for each in _of(list, told["merged"])),
        hidden_rows=_numbers(told["hidden_rows"]),
        hidden_columns=_numbers(told["hidden_columns"]),
        filtered=_of(bool, told["filtered"]),
        hidden=_of(bool, told["hidden"]),
    )


def _row(told: Any) -> tuple[CellValue, ...]:
    row = tuple(_of(list, told))
    return row if _VALUES.issuperset(map(type, row)) else _refuse()


def _cell(sheet: str, row: Any, column: Any, value: Any) -> Cell:
    if type(value) not in _VALUES:
        _refuse()
    return Cell(sheet, _number(row), _number(column), value)


def _text(kind: Any, text: Any, sheet: Any, cell: Any) -> LooseText:
    return LooseText(_of(str, kind), _of(str, text), _text_or_none(sheet), _text_or_none(cell))


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _of(str, value)


def _numbers(told: Any) -> frozenset[int]:
    return frozenset(_number(each) for each in _of(list, told))


def _number(value: Any) -> int:
    """A row or a column."""
    number: int = _of(int, value)
    return number if number >= 1 else _refuse()


def _of(kind: type, value: Any) -> Any:
    return value if type(value) is kind else _refuse()


def _refuse() -> NoReturn:
    raise ValueError
