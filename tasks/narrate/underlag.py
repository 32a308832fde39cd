"""Underlag: the tables behind figures that the text tells and no numbered table shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import ascii_uppercase

from schemas.asked import abouts
from schemas.counted import PART
from schemas.cube import TOTAL
from schemas.law_words import law_words
from schemas.parts import label, list_of
from schemas.plans import Plan
from schemas.references import KonReference, latest_reference
from schemas.tables import SUMMA, PrintedRow, Table
from tasks.narrate.about_tables import about_tables
from tasks.narrate.names import OTHER, Texts, delorsaker
from tasks.narrate.narrator import Story
from tasks.narrate.swedish import alphabetical, of, paragraph, sentence

_BY_CODE = (
    ("insats", "orsak", "{granted} och orsak"),
    ("insats", "aldersgrupp", "{granted} och åldersgrupp"),
    ("insats", "kompensatorisk", "{granted} och kompensatorisk insats"),
)
_BY_TEXT = (
    ("insats", "delorsak", "delorsak och {granted}"),
    ("orsak", "delorsak", "delorsak och orsak"),
    ("insats", "undertyp", "undertyp och {granted}"),
)
_EVERY = ("aldersgrupp", "kompensatorisk")
_NOT_TOLD = {
    "delorsak": "Bara beslut där en delorsak är angiven räknas.",
    "undertyp": "Bara beslut där en undertyp är angiven räknas.",
}


@dataclass(frozen=True, slots=True)
class _Member:
    """A row or a column: its label, and the code behind it."""

    label: str
    code: str


@dataclass(frozen=True)
class _Crossed:
    """A table of two dimensions in the making, with Summa both ways where every decision that
    is told has both: a Summa of some is no total."""

    lag: str
    title: str
    heading: str
    dimension: str
    rows: tuple[_Member, ...]
    columns: tuple[_Member, ...]
    counts: Mapping[tuple[str, str], int | None]
    notes: tuple[str, ...]
    summed: bool = True

    def table(self) -> Table:
        return Table(
            number=0,
            lag=self.lag,
            title=self.title,
            headings=(self.heading,),
            columns=(*(each.label for each in self.columns), *self._sum_column(SUMMA)),
            rows=tuple(self._printed()),
            figures=(),
            notes=self.notes,
            column_codes=(*(each.code for each in self.columns), *self._sum_column(TOTAL)),
        )

    def _sum_column(self, name: str) -> tuple[str, ...]:
        return (name,) if self.summed else ()

    def _printed(self) -> Iterator[PrintedRow]:
        for row in self.rows:
            yield self._row((row,), row.label, (row.code,))
        if self.rows and self.summed:
            yield self._row(self._summed(self.rows), SUMMA, ())

    def _row(self, rows: tuple[_Member, ...], label: str, codes: tuple[str, ...]) -> PrintedRow:
        columns: list[tuple[_Member, ...]] = [(each,) for each in self.columns]
        if self.summed:
            columns.append(self._summed(self.columns))
        values = tuple(self._sum(rows, each) for each in columns)
        hidden = frozenset(place for place, value in enumerate(values) if value is None)
        return PrintedRow((label,), values, not codes, codes, self.dimension, hidden)

    def _sum(self, rows: tuple[_Member, ...], columns: tuple[_Member, ...]) -> int | None:
        """Hidden when any of its parts is: what is left would give the part away."""
        parts = [self.counts.get((row.code, each.code), 0) for row in rows for each in columns]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None

    def _summed(self, members: tuple[_Member, ...]) -> tuple[_Member, ...]:
        """Those that no other of them includes."""
        return tuple(each for each in members if not each.label.startswith(PART))


def underlag(story: Story, plan: Plan | None = None) -> tuple[Table, ...]:
    """Underlag A, B, C …, those that hold anything; last what the plan's own paragraphs tell."""
    made = (*_tables(story), *_about(story, plan)) if plan else _tables(story)
    tables = [table for table in made if table.rows]
    return tuple(
        replace(table, mark=mark) for mark, table in zip(ascii_uppercase, tables, strict=False)
    )


def _about(story: Story, plan: Plan) -> Iterator[Table]:
    for about in abouts(story.municipality, plan, story.quarter):
        yield from about_tables(story, plan, about)


def _tables(story: Story) -> Iterator[Table]:
    for lag in story.municipality.lagar:
        for rows, columns, by in _BY_CODE:
            counts = story.facts.cross(lag, rows, columns).counts
            yield _Crossed(
                lag=lag,
                title=_title(story, lag, by),
                heading=law_words(lag, story.quarter).heading,
                dimension=rows,
                rows=_members(story, rows, {row for row, _ in counts}),
                columns=_members(story, columns, {column for _, column in counts}),
                counts=counts,
                notes=_told(story, lag),
            ).table()
        for columns, texts, by in _BY_TEXT:
            yield _by_text(story, lag, columns, texts, by)
        yield _late(story, lag)
    yield from _references(story)


def _late(story: Story, lag: str) -> Table:
    """Decisions that ended in an earlier quarter: by what became of them, and when."""
    found = {status: known for (law, status), known in story.facts.late.items() if law == lag}
    quarters = sorted({quarter for known in found.values() for quarter in known})
    statuses = list_of(story.municipality, "handelse").at(story.quarter)
    return Table(
        number=0,
        lag=lag,
        title=f"Sent redovisade beslut enligt {lag} per händelse",
        headings=("Händelse",),
        columns=tuple(each.label for each in quarters),
        rows=tuple(
            PrintedRow(
                (code.name,),
                tuple(found[code.code].get(each, 0) for each in quarters),
                codes=(code.code,),
                dimension="handelse",
            )
            for code in statuses
            if code.code in found
        ),
        figures=(),
        column_codes=tuple(map(str, quarters)),
    )


def _by_text(story: Story, lag: str, columns: str, field: str, by: str) -> Table:
    """Texts down the side, where long ones have room; codes across."""
    cross = story.facts.cross(lag, columns, field)
    texts = Texts(cross, delorsaker() if field == "delorsak" else None)
    counts: dict[tuple[str, str], int | None] = {}
    for (code, text), number in cross.counts.items():
        place = texts.name(text), code
        before = counts.get(place, 0)
        counts[place] = None if number is None or before is None else before + number
    known = [number for number in counts.values() if number is not None]
    every = len(known) < len(counts) or sum(known) == story.told(lag)
    names = sorted(
        {name for name, _ in counts}, key=lambda name: (name == OTHER, alphabetical(name))
    )
    return _Crossed(
        lag=lag,
        title=_title(story, lag, by),
        heading=field.capitalize(),
        dimension=field,
        rows=tuple(_Member(name, name) for name in names),
        columns=_members(story, columns, {code for _, code in counts}),
        counts=counts,
        notes=(*(() if every else (_NOT_TOLD[field],)), *_told(story, lag)),
        summed=every,
    ).table()


def _title(story: Story, lag: str, by: str) -> str:
    what = by.format(granted=law_words(lag, story.quarter).by)
    return f"Ej verkställda beslut enligt {lag} per {what}, {story.quarter.label}"


def _members(story: Story, dimension: str, present: set[str]) -> tuple[_Member, ...]:
    """The codes that any decision has, in printing order; of those that the text says none has,
    all."""
    codes = list_of(story.municipality, dimension)
    every = dimension in _EVERY and bool(present)
    shown = [code.named(story.quarter) for code in codes.entries if every or code.code in present]
    labels = [code.code for code in shown]
    return tuple(_Member(label(codes, code, labels), code.code) for code in shown)


def _told(story: Story, lag: str) -> tuple[str, ...]:
    """What a reader must know where not every decision is told row by row."""
    whole, told = story.total(lag).now, story.told(lag)
    if whole is None or told >= whole:
        return ()
    text = f"tabellen bygger på {of(told, whole)} beslut, de som har redovisats vart och ett"
    return (paragraph([sentence(text)], words=False),)


def _references(story: Story) -> Iterator[Table]:
    """What the analysis of kön compares with, one table for each report and year."""
    found = [
        reference
        for lag in story.municipality.lagar
        if (reference := latest_reference(story.municipality.references, lag, story.quarter))
    ]
    for report in dict.fromkeys(each.report for each in found):
        yield _reference(tuple(each for each in found if each.report == report))


def _reference(references: tuple[KonReference, ...]) -> Table:
    rows = tuple(
        PrintedRow(
            (each.about[:1].upper() + each.about[1:],),
            (each.kvinna, each.man, each.kvinna + each.man),
            codes=(each.lag,),
            dimension="lag",
        )
        for each in references
    )
    return Table(
        number=0,
        lag="",
        title=f"Beviljade insatser efter kön enligt {references[0].report}, procent",
        headings=("Vilka",),
        columns=("Kvinna", "Man", SUMMA),
        rows=rows,
        figures=(),
        notes=tuple(dict.fromkeys(f"Källa: {each.source}." for each in references)),
        column_codes=("kvinna", "man", TOTAL),
    )
