"""A traced figure as Swedish text on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import click

from cli.terminal import one_line
from schemas.municipality import Municipality
from schemas.traced import Printed, Sent, Trace, TracedSource


def trace_text(found: Trace, municipality: Municipality) -> Iterator[str]:
    """The figure, then its parts under the unit that sent them, then their sum."""
    release = f", utgåva v{found.release}" if found.release else ""
    value = ".." if found.value is None else found.value
    yield click.style(f"Tabell {found.table}. {found.title}{release}", bold=True)
    yield f"{found.row} · {found.column}: {value}"
    for origin, parts in groupby(found.sources, key=lambda each: each.origin):
        yield ""
        if isinstance(origin, Sent):
            yield click.style(_sender(origin, municipality), bold=True)
            yield from _cells(list(parts))
        else:
            yield from _published(origin, parts)
    yield ""
    if found.sources:
        yield f"Summa: {found.sum}"
    if found.note:
        yield found.note


def _sender(sent: Sent, municipality: Municipality) -> str:
    unit = municipality.codelists["enhet"].get(sent.unit)
    named = unit.short if unit else sent.unit
    return one_line(f"{named} · version {sent.version} · {sent.file_name}")


def _published(origin: Printed, parts: Iterable[TracedSource]) -> Iterator[str]:
    yield click.style(one_line(f"Ur «{origin.title}»"), bold=True)
    yield from (f"  {origin.place or 'okänd plats'}: {each.value}" for each in parts)


def _cells(parts: Sequence[TracedSource]) -> Iterator[str]:
    """A line for each value of a sheet: cells that say the same stand together."""
    same: dict[tuple[str | None, int], list[str]] = {}
    for each in parts:
        cells = same.setdefault((each.sheet, each.value), [])
        cells.extend([each.cell] if each.cell else [])
    for (sheet, value), cells in same.items():
        place = f"{sheet}!{', '.join(cells)}" if cells else f"{sheet}, {_gone(parts)}"
        many = f"{len(cells)} × {value} = {len(cells) * value}"
        yield f"  {place}: {many if len(cells) > 1 else value}"


def _gone(parts: Sequence[TracedSource]) -> str:
    purged = any(isinstance(each.origin, Sent) and each.origin.purged for each in parts)
    return "beslutsraderna är gallrade" if purged else "raderna finns inte kvar"
