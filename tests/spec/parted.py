"""Provstad's workbooks: one unit with parts in its tables, one with tables of two dimensions, one
that lists its decisions and nothing else. Their limit is 90 days."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

from schemas.layouts import LAYOUTS
from schemas.municipality import Municipality, read_municipality
from schemas.submission import Source, Submission
from tasks.read.reader import read_workbook
from tasks.validate.case import Case
from tests.builders import Builder, decision, workbook
from tests.own_city import NOW, provstad

QUARTER = str(NOW)
_FORMS = """
workbooks:
  - kvartalsrapport-1
  - {name: tabeller, units: [soder]}
  - {name: beslut, units: [vaster]}
"""
_TABLES = """
version: 1
counts:
  sum_label: Summa
  columns: {kvinna: Kvinna, man: Man, saknas: Uppgift saknas, totalt: Totalt}
  sheets:
    - sheet: SoL
      lag: SoL
      tables:
        - {table: handelse-insats, headers: [Lista, Insats], dimensions: [handelse, insats]}
        - {table: handelse, headers: [Lista], dimensions: [handelse]}
"""


_CHANGED = {
    "workbooks: [kvartalsrapport-1]": _FORMS,
    "  months: 3": "  days: 90",
}


@cache
def parted_city() -> Municipality:
    """Provstad with its forms. It is read whole, so that its folder is needed no longer."""
    shared = yaml.safe_load((LAYOUTS / "kvartalsrapport-1.yaml").read_bytes())
    tables = {**yaml.safe_load(_TABLES), "cover": shared["cover"]}
    listed = {key: shared[key] for key in ("version", "cover", "decisions")}
    forms = {
        f"workbooks/{name}.yaml": yaml.safe_dump(form, allow_unicode=True)
        for name, form in (("tabeller", tables), ("beslut", listed))
    }
    with tempfile.TemporaryDirectory() as folder:
        own = provstad(Path(folder), files=forms).folder
        text = (own / "kommun.yaml").read_text(encoding="utf-8")
        for before, after in _CHANGED.items():
            assert before in text
            text = text.replace(before, after)
        (own / "kommun.yaml").write_text(text, encoding="utf-8")
        return read_municipality(own)


DECISIONS = (
    ("X1", "andrahand", "kvinna"),
    ("X2", "bostad-forst", "man"),
    ("X3", "bostad-forst", "kvinna"),
    ("X4", "kontaktperson", "man"),
)


def parted(unit: str = "norr", decisions: Sequence[tuple[str, str, str]] = DECISIONS) -> Builder:
    """A workbook that agrees with its four decisions, two of which are on a part."""
    rows = [
        decision(number, QUARTER, "SoL", omrade="IFO", insats=insats, kon=kon)
        for number, insats, kon in decisions
    ]
    return workbook(unit, QUARTER, rows, municipality=parted_city())


def read_parted(book: Builder) -> Submission:
    read = read_workbook(book.bytes(), Source("0" * 64, "rapport.xlsx"), parted_city(), NOW)
    assert isinstance(read, Submission)
    return read


def case_of(
    unit: str = "norr", edit: Callable[[Builder], object] | None = None
) -> Callable[[], Case]:
    """What the rules are given of a unit's workbook, once it is edited."""

    def made() -> Case:
        book = parted(unit)
        if edit:
            edit(book)
        return Case(read_parted(book), parted_city(), NOW, NOW.last_day + timedelta(days=20))

    return made
