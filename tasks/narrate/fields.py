"""The fields that standing and free texts may name, as in `{LSS.antal}`, and their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from schemas.counted import EVERYTHING, PART
from schemas.edition import Edition
from schemas.labels import plain
from schemas.parts import bare
from schemas.quarter import Quarter
from schemas.tables import HIDDEN, UNKNOWN, PrintedRow, Table
from schemas.written import Head
from tasks.narrate.names import quarter_name
from tasks.narrate.swedish import digits

Fields: TypeAlias = Mapping[str, str | None]
"""What stands in a field's place, by its name; None where the figure is not known."""

Groups: TypeAlias = Mapping[str, Sequence[str]]
"""Groups of insatser by their names, each with its codes."""

FIELD = re.compile(r"\{([^{}\n]*)\}")

NAMND = "nämnd"
_SOME_NAMND = "Nämnden"

MEANINGS: Mapping[str, str] = {
    "kvartal": "kvartalet som rapporten gäller: kvartal 4, 2024",
    "kvartal.förra": "kvartalet före",
    "kvartal.i fjol": "samma kvartal året före",
    "stad": "kommunens namn",
    NAMND: "den som rapporten går till, som den står vid till i uppgifter.yaml",
    "enheter": "hur många enheter som ska rapportera",
    "inlämningar": "vilka som har lämnat in: alla 13 enheter, eller 12 av 13 enheter",
    "LSS.antal": "kvartalets ej verkställda beslut enligt LSS",
    "LSS.förra": "antalet kvartalet före",
    "LSS.i fjol": "antalet samma kvartal året före",
    "LSS.förändring": "mot kvartalet före: en minskning med 8, eller ingen förändring",
    "LSS.förändring i fjol": "mot samma kvartal året före",
    "LSS.Bostad för vuxna": "kvartalets antal på en rad i tabellerna som följer kvartalen: "
    "insatser, orsaker, kön, händelser, som raden heter i tabellen",
}
"""For those who write: every field, or an example of its kind. SoL has the same as LSS."""


def fields_of(
    edition: Edition, tables: Sequence[Table], groups: Groups = MappingProxyType({})
) -> Fields:
    """Every field of an edition by its name; what a public edition hides is X. `groups` are the
    municipality's groups of insatser, each with its codes."""
    quarter = edition.quarter
    found: dict[str, str | None] = {
        "kvartal": quarter_name(quarter),
        "kvartal.förra": quarter_name(quarter.previous),
        "kvartal.i fjol": quarter_name(quarter.shift(-4)),
        "stad": edition.city,
        "enheter": digits(len(edition.inputs)),
        "inlämningar": _submitted(edition),
    }
    for table in sorted(tables, key=lambda each: each.number):
        if str(quarter) in table.column_codes and not table.mark and table.scope == EVERYTHING:
            for name, text in (*_figures(table, quarter), *_of_groups(table, quarter, groups)):
                found.setdefault(name, text)
    return found


def head_fields(head: Head) -> Fields:
    """The fields that the head of the report gives."""
    return {NAMND: head.till or _SOME_NAMND}


def may_name(name: str, lagar: Sequence[str], groups: Groups) -> bool:
    """Whether a plan may name a field, as far as can be told before there are figures."""
    wanted = folded(name)
    subject, _, figure = wanted.partition(".")
    of_figures = {folded(each) for each in (*lagar, *groups)}
    fixed = {folded(each) for each in MEANINGS if not each.startswith("LSS.")}
    return wanted in fixed or (subject in of_figures and figure != "")


def fill(text: str, fields: Fields) -> str:
    """The text with its fields filled in. Raises KeyError for a name that no field has."""
    return FIELD.sub(lambda found: value_of(found[1], fields) or UNKNOWN, text)


def fill_known(text: str, fields: Fields) -> str:
    """The same of a text of others, in which unknown names stand as they were written."""

    def value(found: re.Match[str]) -> str:
        try:
            return value_of(found[1], fields) or UNKNOWN
        except KeyError:
            return found[0]

    return FIELD.sub(value, text)


def value_of(name: str, fields: Fields) -> str | None:
    """What a field stands for. Raises KeyError when there is no such field."""
    wanted = folded(name)
    for each, value in fields.items():
        if folded(each) == wanted:
            return value
    raise KeyError(name)


def folded(name: str) -> str:
    """Names are the same without regard to case and accents: `LSS.forandring`."""
    bare = unicodedata.normalize("NFD", plain(name).replace("_", " "))
    return "".join(each for each in bare if not unicodedata.combining(each))


def _submitted(edition: Edition) -> str:
    total = len(edition.inputs)
    told = total - len(edition.absent)
    return f"alla {digits(total)} enheter" if told == total else f"{told} av {total} enheter"


def _figures(table: Table, quarter: Quarter) -> Iterator[tuple[str, str | None]]:
    for row in table.rows:
        if row.is_sum:
            yield from _totals(table, row, quarter)
        else:
            yield f"{table.lag}.{bare(row.labels[0])}", _text(table, row, quarter)


def _of_groups(table: Table, quarter: Quarter, groups: Groups) -> Iterator[tuple[str, str | None]]:
    """The sums of the rows of each group that has all of its insatser in the table."""
    rows = {row.codes[0]: row for row in table.rows if row.dimension == "insats" and row.codes}
    for name, codes in groups.items():
        if set(codes) <= set(rows):
            own = [rows[code] for code in codes if not rows[code].labels[0].startswith(PART)]
            yield from _totals(table, _summed(own), quarter, name)


def _summed(rows: Sequence[PrintedRow]) -> PrintedRow:
    """Hidden or unknown where one of them is."""
    columns = list(zip(*(row.values for row in rows), strict=True))
    values = tuple(
        None if None in column else sum(value or 0 for value in column) for column in columns
    )
    hidden = frozenset(place for row in rows for place in row.hidden)
    return PrintedRow(("",), values, hidden=hidden)


def _totals(
    table: Table, row: PrintedRow, quarter: Quarter, name: str = ""
) -> Iterator[tuple[str, str | None]]:
    before, last_year, name = quarter.previous, quarter.shift(-4), name or table.lag
    yield f"{name}.antal", _text(table, row, quarter)
    yield f"{name}.förra", _text(table, row, before)
    yield f"{name}.i fjol", _text(table, row, last_year)
    yield f"{name}.förändring", _change(table, row, before, quarter)
    yield f"{name}.förändring i fjol", _change(table, row, last_year, quarter)


def _text(table: Table, row: PrintedRow, quarter: Quarter) -> str | None:
    """The figure as printed; None where it is unknown, or the table has no such quarter."""
    if str(quarter) not in table.column_codes:
        return None
    place = table.column_codes.index(str(quarter))
    known = row.values[place] is not None or place in row.hidden
    return row.texts[place] if known else None


def _change(table: Table, row: PrintedRow, before: Quarter, now: Quarter) -> str | None:
    told = [_text(table, row, each) for each in (before, now)]
    if None in told:
        return None
    if HIDDEN in told:
        return HIDDEN
    earlier, later = (
        row.values[table.column_codes.index(str(each))] or 0 for each in (before, now)
    )
    if earlier == later:
        return "ingen förändring"
    return f"en {'ökning' if later > earlier else 'minskning'} med {digits(abs(later - earlier))}"
