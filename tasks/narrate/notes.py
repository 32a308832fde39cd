"""What an edition brings beside its figures: attests, waivers, changes, breaks, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemas.edition import Audience, Change, Edition, Waiver
from schemas.municipality import Municipality
from schemas.report import Block, Grid, Paragraph, Points, Voice
from schemas.standings import standings
from schemas.tables import HIDDEN, UNKNOWN, Figure, Flag
from tasks.narrate.narrator import Story
from tasks.narrate.swedish import digits, listed

_TABLES = re.compile(r"\b(tabell) (\d+)–(\d+)")

ATTESTED = "Attesterat av"
CHANGED = "Ändrade siffror"
NOT_ATTESTED = "Rapporten är inte attesterad."


def attest(story: Story) -> Iterator[Block]:
    """Who approved and published; a draft that nobody has approved says so."""
    attests = story.edition.attests
    if not attests:
        yield _standing(NOT_ATTESTED)
        return
    yield Grid(
        ATTESTED,
        ("Åtgärd", "Namn", "Roll", "Datum"),
        tuple((each.act, each.name, each.role, str(each.day)) for each in attests),
    )


def waivers(story: Story) -> Iterator[Block]:
    """The broken rules that were let pass. The text of a finding and its cell tell the figures of
    a unit and what they count: a public edition has the rule and the unit alone, beside the reason,
    which was written to be printed."""
    told = _publicly if story.edition.audience is Audience.PUBLIC else _in_full
    headings = {
        _publicly: ("Regel", "Enhet", "Skäl", "Beslutat av", "Datum"),
        _in_full: ("Regel", "Var", "Vad", "Skäl", "Beslutat av", "Datum"),
    }
    rows = tuple(dict.fromkeys(told(each) for each in story.edition.waivers))
    if rows:
        yield Grid("Avvikelser som har godtagits", headings[told], rows)


def _publicly(each: Waiver) -> tuple[str, ...]:
    return (each.rule, each.unit_name, each.reason, _decider(each), str(each.day))


def _in_full(each: Waiver) -> tuple[str, ...]:
    return (each.rule, each.place, each.message, each.reason, _decider(each), str(each.day))


def _decider(each: Waiver) -> str:
    return ", ".join(part for part in (each.by, each.role) if part)


def changes(story: Story) -> Iterator[Block]:
    """Every figure that a correction changes."""
    release = story.edition.release
    if release and release.replaces:
        yield from _changed(f"{CHANGED} mot version {release.replaces}", release.changes, story)


def restated(story: Story) -> Iterator[Block]:
    """Figures of earlier quarters that are no longer what was printed."""
    title = "Tidigare kvartals siffror som har ändrats sedan de publicerades"
    yield from _changed(title, story.edition.restated, story)


def _changed(title: str, found: Iterable[Change], story: Story) -> Iterator[Block]:
    hidden = {
        _place(figure)
        for table in story.tables.values()
        for figure in table.figures
        if figure.flag is Flag.SUPPRESSED
    }
    rows = tuple(
        (
            f"Tabell {each.table}",
            _row_name(each, story),
            each.quarter.label,
            *(
                HIDDEN if _place(each) in hidden else _figure(value)
                for value in (each.before, each.now)
            ),
        )
        for each in found
    )
    if rows:
        yield Grid(title, ("Tabell", "Rad", "Kvartal", "Förut", "Nu"), rows)


def _place(each: Change | Figure) -> tuple[object, ...]:
    return (each.table, each.row, each.unit, each.area, each.column, each.quarter)


def _row_name(change: Change, story: Story) -> str:
    """Whose figure: unit and område where the table has them, and the column where it has many."""
    units = story.municipality.codelists["enhet"]
    unit = units.get(change.unit) if change.unit else None
    table = story.tables.get(change.table)
    columns = {figure.column for figure in table.figures} if table else set()
    parts = (
        unit.short if unit else change.unit,
        change.area,
        change.row,
        change.column if len(columns) > 1 else "",
    )
    return ", ".join(part for part in parts if part)


def _figure(value: int | None) -> str:
    return UNKNOWN if value is None else digits(value)


def breaks(story: Story) -> Iterator[Block]:
    if story.edition.breaks:
        yield Points(story.edition.breaks)


def preliminary(story: Story) -> Iterator[Block]:
    """The units whose figures are missing or may still be altered."""
    found = standings(story.edition)
    if found:
        yield _standing("Kvartalets siffror är preliminära, för alla enheter är inte klara:")
        yield Points(tuple(f"{each.meaning}: {listed(each.units)}." for each in found))


def hidden(story: Story) -> Iterator[Block]:
    text = hidden_text(story.municipality, story.edition)
    if text:
        yield _standing(text)


def hidden_text(municipality: Municipality, edition: Edition) -> str:
    """What a public edition hides; empty where nothing is hidden."""
    rule = municipality.disclosure
    places = {"tabeller per enhet": rule.unit, "övriga tabeller": rule.city}
    places |= {f"tabell {number}": limit for number, limit in sorted(rule.tables.items())}
    limits = [f"{_small(limit)} i {place}" for place, limit in places.items() if limit > 1]
    if edition.audience is not Audience.PUBLIC or not limits:
        return ""
    return (
        f"För att enskilda inte ska kunna kännas igen är {listed(limits)} ersatta med {HIDDEN}. "
        f"Också andra tal kan vara ersatta med {HIDDEN}, så att de små inte går att räkna fram."
    )


def _small(limit: int) -> str:
    return "talet 1" if limit == 2 else f"tal från 1 till {limit - 1}"


def sources(story: Story) -> Iterator[Block]:
    """The published reports behind earlier quarters."""
    if story.edition.sources:
        taken = listed([_unbroken(each) for each in story.edition.sources])
        yield _standing(f"Siffror som inte har samlats in här är återgivna: {taken}.")


def _unbroken(source: str) -> str:
    """No line ends inside `tabell 1–6`."""
    return _TABLES.sub("\\1\u00a0\\2\u2060–\u2060\\3", source)


def _standing(text: str) -> Paragraph:
    return Paragraph(text, Voice.STANDING)
