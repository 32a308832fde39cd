"""The page of the report's texts: its head and the handläggare's own sections, as they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from math import ceil

from sqlalchemy import Connection

from schemas.edition import Edition
from schemas.errors import UserError
from schemas.events import Act
from schemas.personnummer import masked
from schemas.quarter import Quarter
from schemas.tables import Table
from sql.audit_reading import events
from steward.addresses import report_address
from steward.guard import Visitor
from steward.house import House
from steward.queries.remaining import Step
from steward.report_texts import DAY, HEAD, Sent, Texts, TextsOvertaken, digest, head_key, texts_of
from steward.rights import Right
from tasks.aggregate.edition import read_edition
from tasks.aggregate.tables import make_tables
from tasks.narrate.fields import Fields, fields_of, head_fields
from tasks.narrate.files import text_as_it_is
from tasks.narrate.guide import place_in
from tasks.narrate.head import HEAD_FILE, LABELS, OPTIONAL, missing_facts
from tasks.narrate.written import read_written
from tasks.validate.engine import rule_set_digest

ELSEWHERE = "ovrigt"
"""Where the page tells of files that are no text of the report."""

_LINE = 90
"""Letters on a line of a field; more make it taller."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as its field shows it: what was typed where that was refused, else what is saved.
    `was` tells which saved text the field was made from, `theirs` what somebody else has saved
    meanwhile."""

    key: str
    text: str
    was: str
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class FactField:
    """A field of the head."""

    label: str
    shown: Shown
    is_day: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A section of the plan: what stands in it of the handläggare's, where that will stand, and
    what is wrong with it."""

    title: str
    about: str
    shown: Shown
    problems: tuple[str, ...]

    @property
    def words(self) -> int:
        return len(self.shown.text.split())

    @property
    def letters(self) -> int:
        return len(self.shown.text)

    @property
    def rows(self) -> int:
        lines = self.shown.text.split("\n")
        return max(4, 1 + sum(ceil(len(line) / _LINE) or 1 for line in lines))


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field that a text may name, and what stands in its place now; None where it is unknown."""

    name: str
    value: str | None


@dataclass(frozen=True)
class ReportPage:
    """All texts of a quarter's report. `head_file` is the head's file as it stands, where
    something in it cannot be used; `problems` are about no text of the page; `by` and `at` tell
    who saved last on this page."""

    quarter: Quarter
    facts: tuple[FactField, ...]
    head_problems: tuple[str, ...]
    head_file: str
    sections: tuple[OwnSection, ...]
    problems: tuple[str, ...]
    fields: tuple[FieldValue, ...]
    by: str | None
    at: datetime | None
    error: UserError | None


def report_page(
    visitor: Visitor,
    quarter: Quarter,
    sent: Mapping[str, Sent] | None = None,
    error: UserError | None = None,
) -> ReportPage:
    """The page; with what was `sent` and refused still in its fields."""
    house = visitor.house
    with house.engine.connect() as connection:
        known = _fields(connection, house, quarter)
        last = events(
            connection, house.municipality, quarter=quarter, act=Act.REPORT_WRITTEN, limit=1
        )
    texts = texts_of(house, quarter)
    written = read_written(texts.folder, texts.plan, known)
    told = _by_place(written.problems, texts)
    fields = _Shower(texts, sent or {}, error, visitor.may(Right.RULE))
    in_head = told.get(HEAD, ())
    return ReportPage(
        quarter=quarter,
        facts=tuple(fields.facts()),
        head_problems=in_head,
        head_file=masked(text_as_it_is(texts.folder / HEAD_FILE)) if in_head else "",
        sections=tuple(
            OwnSection(
                title=each.title,
                about=place_in(each, quarter),
                shown=fields.shown(each.id),
                problems=told.get(each.id, ()),
            )
            for each in texts.plan.open
        ),
        problems=told.get(ELSEWHERE, ()),
        fields=tuple(FieldValue(*each) for each in {**known, **head_fields(written.head)}.items()),
        by=last[0].event.actor.name if last else None,
        at=last[0].event.at if last else None,
        error=error,
    )


def unwritten(
    house: House, quarter: Quarter, edition: Edition, tables: Sequence[Table]
) -> Iterator[Step]:
    """What has to be filled in or mended in the texts before the quarter can be approved."""
    texts = texts_of(house, quarter)
    written = read_written(
        texts.folder, texts.plan, fields_of(edition, tables, house.municipality.groups)
    )
    for each in missing_facts(written.head):
        href = f"{report_address(quarter)}#{head_key(each)}"
        yield Step(f"{LABELS[each]} saknas i rapportens huvud", "", href)
    for place, told in _placed(written.problems, texts):
        name = {HEAD: "Rapportens huvud", **texts.names}.get(place, "")
        yield Step(f"{name}{told}", "", f"{report_address(quarter)}#{place}")


@dataclass(frozen=True)
class _Shower:
    """Shows each text: to readers, who cannot mend it, without a personnummer that may stand in
    it; to whoever was refused as they typed it."""

    texts: Texts
    sent: Mapping[str, Sent]
    error: UserError | None
    may_write: bool

    def facts(self) -> Iterator[FactField]:
        for each, label in LABELS.items():
            yield FactField(label, self.shown(head_key(each)), each == DAY, each != OPTIONAL)

    def shown(self, key: str) -> Shown:
        now, typed = self.texts.shown[key], self.sent.get(key)
        if typed is None:
            return Shown(key, now if self.may_write else masked(now), digest(now))
        if isinstance(self.error, TextsOvertaken) and key in self.error.keys:
            return Shown(key, typed.text, digest(now), theirs=now)
        return Shown(key, typed.text if typed.is_changed else now, typed.was)


def _by_place(problems: Iterable[str], texts: Texts) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for place, told in _placed(problems, texts):
        found[place] = (*found.get(place, ()), told if place == ELSEWHERE else _alone(told))
    return found


def _alone(told: str) -> str:
    said = told.lstrip(",: ")
    return f"{said[:1].upper()}{said[1:]}"


def _placed(problems: Iterable[str], texts: Texts) -> Iterator[tuple[str, str]]:
    """Each problem with the place on the page that its file has, and without the file's name
    there: `, rad 3: okänt fält …`."""
    files = {HEAD_FILE: HEAD, **{texts.file(each.id).name: each.id for each in texts.plan.open}}
    for problem in problems:
        for name, place in files.items():
            if problem.startswith((f"{name},", f"{name}:")):
                yield place, problem.removeprefix(name)
                break
        else:
            yield ELSEWHERE, problem


def _fields(connection: Connection, house: House, quarter: Quarter) -> Fields:
    at = (connection, house.municipality, quarter)
    edition = read_edition(*at, rule_set_digest(), version("kvartal"))
    return fields_of(edition, make_tables(*at), house.municipality.groups)
