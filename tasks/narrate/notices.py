"""The first page: which edition this is, what is missing in it, what keeps it from going out."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.edition import Edition, Release
from schemas.municipality import Municipality
from schemas.plans import Plan
from schemas.standings import settled_text, standings
from schemas.written import Written
from tasks.narrate.head import HEAD_FILE, LABELS, missing_facts
from tasks.narrate.notes import hidden_text
from tasks.narrate.swedish import digits, listed

_WHERE = f"Det fylls i under Rapporten på webbsidorna, eller i {HEAD_FILE}."

NAMED = 4
"""So many missing units are named; more are counted."""


def notices(
    plan: Plan, municipality: Municipality, edition: Edition, written: Written
) -> tuple[tuple[str, str], ...]:
    """What the reader of the first page must know, each with its lead."""
    draft = edition.release is None
    found = [*(_of_draft(plan, edition, written) if draft else _preliminary(edition))]
    if text := hidden_text(municipality, edition):
        found.append(("Små tal är dolda:", text))
    return (*found, *_of_correction(edition))


def problems(edition: Edition, written: Written) -> tuple[str, ...]:
    """What must be mended before publication. A unit that is missing with leave hinders nothing:
    the waiver's place is the unit."""
    excused = {waiver.place for waiver in edition.waivers}
    return (
        *(
            f"{LABELS[each]} saknas i rapportens huvud. {_WHERE}"
            for each in missing_facts(written.head)
        ),
        *written.problems,
        *(
            f"{each.unit_name} har inga siffror i kvartalet. Enheten behöver lämna in."
            for each in edition.missing
            if each.unit_name not in excused
        ),
    )


def absent(edition: Edition) -> str:
    """The units without figures by name, or how many where they are many."""
    names = [each.unit_name for each in edition.absent]
    if len(names) > NAMED:
        return f"{len(names)} av {len(edition.inputs)} enheter"
    return listed(names)


def _preliminary(edition: Edition) -> Iterator[tuple[str, str]]:
    """A draft tells it unit by unit."""
    if edition.absent:
        yield (
            "Preliminära siffror:",
            f"Uppgifter saknas från {absent(edition)}. Kvartalet kan inte jämföras rakt av med "
            "tidigare kvartal.",
        )


def _of_draft(plan: Plan, edition: Edition, written: Written) -> Iterator[tuple[str, str]]:
    found = standings(edition)
    for each in found:
        yield f"{each.meaning}:", f"{', '.join(each.units)}."
    if not found:
        yield "Enheterna:", settled_text(edition)
    if missing := missing_facts(written.head):
        names = listed([LABELS[each].lower() for each in missing])
        yield "Saknas i huvudet:", f"{names}. {_WHERE}"
    if unwritten := [each.title for each in plan.free if each.id not in written.sections]:
        yield "Inte skrivet:", f"{listed(unwritten)}. Ett avsnitt utan text utelämnas."
    for problem in written.problems:
        yield "Att rätta:", problem


def _of_correction(edition: Edition) -> Iterator[tuple[str, str]]:
    release = edition.release
    if release is None or release.replaces is None:
        return
    changed = len(release.changes)
    told = {0: "Inga siffror är ändrade.", 1: "En siffra är ändrad."}.get(
        changed, f"{digits(changed)} siffror är ändrade."
    )
    replaced = f"Version {release.version} ersätter version {release.replaces}."
    yield "Rättelse:", " ".join(filter(None, (replaced, reason_text(release), told)))


def reason_text(release: Release) -> str:
    """Why somebody corrects what was published, in their words; empty without a reason."""
    return f"Skäl: {release.reason.rstrip('.')}." if release.reason else ""
