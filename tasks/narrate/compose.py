"""The report: its plan, carried out over a quarter's tables, facts and free texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

import tasks.narrate.says  # noqa: F401  (its modules register the narrators)
from schemas.asked import about_of
from schemas.charts import Chart
from schemas.datafile import DataFileError
from schemas.edition import Edition
from schemas.facts import Facts
from schemas.marks import mark_of
from schemas.municipality import Municipality, Numbers
from schemas.plans import (
    ChartPart,
    Content,
    Insert,
    Items,
    Part,
    Plan,
    Say,
    Section,
    TablePart,
    Text,
    report_plan,
)
from schemas.report import Block, ChartBlock, Heading, Paragraph, Points, Report, TableBlock, Voice
from schemas.tables import Table
from schemas.written import Written
from tasks.narrate import notes
from tasks.narrate.charts import charts_by_name
from tasks.narrate.fields import Fields, fields_of, fill, fill_known, head_fields
from tasks.narrate.head import head_lines
from tasks.narrate.headings import without_empty
from tasks.narrate.narrator import Story, about_narrators, narrators
from tasks.narrate.notices import notices, problems
from tasks.narrate.swedish import paragraph
from tasks.narrate.underlag import underlag
from tasks.narrate.written import points

_NOTES: Mapping[Content, Callable[[Story], Iterable[Block]]] = {
    Content.ATTEST: notes.attest,
    Content.BREAKS: notes.breaks,
    Content.CHANGES: notes.changes,
    Content.HIDDEN: notes.hidden,
    Content.PRELIMINARY: notes.preliminary,
    Content.RESTATED: notes.restated,
    Content.SOURCES: notes.sources,
    Content.WAIVERS: notes.waivers,
}


def compose(
    municipality: Municipality,
    edition: Edition,
    tables: Sequence[Table],
    facts: Facts,
    written: Written,
) -> Report:
    """The report of an edition by its municipality's plan."""
    story = Story(municipality, edition, {table.number: table for table in tables}, facts)
    return report_of(report_plan(municipality), story, written)


def report_of(plan: Plan, story: Story, written: Written) -> Report:
    """The report that a plan makes of a story; the same input gives the same report."""
    edition, head = story.edition, written.head
    composer = _Composer(plan, story, written)
    return Report(
        sender=edition.city,
        title=composer.filled(plan.title),
        subtitle=composer.filled(plan.subtitle),
        facts=head_lines(head),
        mark=mark_of(edition),
        notices=notices(plan, story.municipality, edition, written),
        blocks=composer.blocks(),
        day=head.datum or edition.quarter.last_day,
        problems=problems(edition, written),
    )


@dataclass(frozen=True)
class _Composer:
    plan: Plan
    story: Story
    written: Written

    @cached_property
    def fields(self) -> Fields:
        tables = tuple(self.story.tables.values())
        groups = self.story.municipality.groups
        found = fields_of(self.story.edition, tables, groups)
        return {**found, **head_fields(self.written.head)}

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        return charts_by_name(self.story)

    def blocks(self) -> tuple[Block, ...]:
        lagar = ("", *self.story.municipality.lagar)
        sections = (each for each in self.plan.sections if each.lag in lagar)
        made = without_empty([block for each in sections for block in self._section(each)])
        return tuple(_numbered(made))

    def filled(self, text: str) -> str:
        try:
            return fill(text, self.fields)
        except KeyError as error:
            hint = "Rätta namnet. Fälten räknas upp i docs/handbok/rapporten.md."
            file, field = f"reports/{self.plan.name}.yaml", f"okänt fält {{{error.args[0]}}}"
            raise DataFileError(file, "texterna", field, hint) from None

    def _section(self, section: Section) -> Iterator[Block]:
        yield Heading(section.title, section.level)
        for part in section.parts_in(self.story.quarter):
            yield from self._part(part, section)

    def _part(self, part: Part, section: Section) -> Iterator[Block]:
        tables = self.story.tables
        match part:
            case Text() if self._stands(part, section):
                yield Paragraph(self.filled(part.text), Voice.STANDING)
            case Items():
                yield Points(tuple(self.filled(each) for each in part.items), numbered=True)
            case Say():
                yield from self._said(part, section)
            case TablePart() if part.number in tables:
                yield TableBlock(tables[part.number])
            case ChartPart() if part.name in self.charts:
                yield ChartBlock(self.charts[part.name])
            case Insert(Content.WRITTEN):
                yield from self._written(section)
            case Insert(Content.UNDERLAG):
                yield from (TableBlock(table) for table in underlag(self.story, self.plan))
            case Insert():
                yield from _NOTES[part.content](self.story)

    def _stands(self, part: Text, section: Section) -> bool:
        """A text about a law's decisions has nothing to say where there are none."""
        without = section.lag and self.story.total(section.lag).now == 0
        return not without and all(_tells(self.story.tables.get(each)) for each in part.needs)

    def _said(self, part: Say, section: Section) -> Iterator[Block]:
        """One paragraph of what the narrators say; none when they have nothing to say."""
        sentences = [
            each for name in part.narrators for each in self._sentences(name, part, section)
        ]
        if sentences:
            city = self.story.municipality
            doubled = city.numbers is Numbers.WORDS_AND_DIGITS
            yield Paragraph(paragraph(sentences, self.story.in_words, doubled))

    def _sentences(self, name: str, part: Say, section: Section) -> Iterable[str]:
        lag = section.lag if part.lag is None else part.lag
        if part.about and name in about_narrators():
            city, quarter = self.story.municipality, self.story.quarter
            about = about_of(city, part.about, part.words, quarter)
            return about_narrators()[name](self.story, about)
        if not part.about and name in narrators():
            return narrators()[name](self.story, lag)
        hint = "Med about: en berättare på group-, annars en av de andra."
        file, problem = f"reports/{self.plan.name}.yaml", f"berättaren {name} passar inte där"
        raise DataFileError(file, section.id, problem, hint)

    def _written(self, section: Section) -> Iterator[Block]:
        for text in self.written.sections.get(section.id, ()):
            paragraph = fill_known(text, self.fields)
            listed = points(paragraph)
            yield Points(listed) if listed else Paragraph(paragraph, Voice.WRITTEN)


def _tells(table: Table | None) -> bool:
    """Whether a table is printed and has any figure."""
    return table is not None and any(value is not None for r in table.rows for value in r.values)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The diagrams are numbered as they stand."""
    numbers = count(1)
    for block in blocks:
        if isinstance(block, ChartBlock):
            yield ChartBlock(replace(block.chart, number=next(numbers)))
        else:
            yield block
