"""What a victim does until it is killed, over and over, each time saying what is done.

A step is prepared once in a home, and then done number by number: what it says on standard output
is acknowledged, and has to be there whenever the victim dies after that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache

from deploy.settings import Settings
from flows.keeping.purge import purge
from flows.outputs import start_report, write_draft
from flows.ready import ready_draft
from flows.receive import check, receive
from flows.release import publish
from schemas.events import SYSTEM
from schemas.findings import Finding, Severity
from schemas.person import Person
from schemas.quarter import Quarter, add_months
from schemas.rulings import Decided
from sql.lease import leased
from sql.state import findings_of
from steward.approval import approve
from steward.decisions import decide
from tasks.collect.collect import collect
from tasks.load.load import load
from tasks.place import engine_of
from tests.builders import workbook
from tests.data.homes import delivery
from tests.data.submissions import (
    Q4,
    STOCKHOLM,
    counts,
    decision,
    finding,
    judged,
    submission,
)

NOW = datetime.combine(datetime.now(UTC).date(), time(9), UTC)
"""One moment of today for all: what is said of a file may depend on the day."""

PERSON_A = Person("Handläggare A", "samordnare")
PERSON_B, PERSON_C = Person("Person B", "avdelningschef"), Person("Person C", "direktör")
HEAD = """diarienummer: SN 2025/1
handlaggare: Handläggare A
datum: 2025-03-17
till: Socialnämnden
"""
UNITS = ("farsta", "jarva", "bromma", "farsta", "jarva", "bromma", "farsta", "jarva")
PURGED = (Quarter(2023, 4), Quarter(2024, 1), Quarter(2024, 2))
LEASE_SECONDS = 1


@dataclass(frozen=True)
class Step:
    """Something that may die in the middle: done `times` over in a home that is prepared for it."""

    prepare: Callable[[Settings], None]
    act: Callable[[Settings, int], str]
    times: int


@cache
def sent(number: int) -> bytes:
    """A workbook, the later ones of a unit with other figures than the first."""
    book = workbook(UNITS[number])
    return book.count("LSS", "insats", "bostad-vuxna", "man", number + 1).bytes()


def found(settings: Settings) -> list[Finding]:
    with engine_of(settings).connect() as connection:
        return findings_of(connection, STOCKHOLM, Q4)


def on_its_way(settings: Settings) -> None:
    """Workbooks that come to the inbox one by one, without anything being written."""
    settings.inbox(str(Q4)).mkdir(parents=True)
    for number in range(len(UNITS)):
        file = settings.home / f"{number}.xlsx"
        file.write_bytes(sent(number))
        os.utime(file, (NOW.timestamp() + number,) * 2)


def nothing(_settings: Settings) -> None:
    """A new home is all that is needed."""


def collected(settings: Settings, number: int) -> str:
    """As a run does it, which has the quarter for itself."""
    with leased(engine_of(settings), STOCKHOLM, Q4, LEASE_SECONDS):
        inbox = settings.inbox(str(Q4))
        if (file := settings.home / f"{number}.xlsx").exists():
            file.rename(inbox / file.name)
        made = collect(settings, Q4, str(inbox))
    return made.sources[-1].sha256


def loaded(settings: Settings, number: int) -> str:
    """Versions of figures, decisions and findings, of three units in turn."""
    unit = UNITS[number % len(UNITS)]
    stated = counts(insats={"bostad-vuxna": (number, 2), "korttidsvistelse": (1, number)})
    rows = [decision(f"A-{row}", row) for row in range(2, 40)]
    read = submission(unit, lss=stated, decisions=rows, name=f"file-{number}")
    said = [finding(unit=unit, cell=f"E{cell}", found=number) for cell in range(2, 20)]
    (made,) = load(engine_of(settings), STOCKHOLM, Q4, [judged(read, *said)])
    return str(made.submission)


def received(settings: Settings, number: int) -> str:
    made = receive(settings, Q4, delivery(sent(number), UNITS[number], f"{number}.xlsx"), NOW)
    return str(made.submission)


def one_received(settings: Settings) -> None:
    received(settings, 0)


def decided(settings: Settings, number: int) -> str:
    """The same error is let pass and sent back in turn."""
    error = min(each.id for each in found(settings) if each.severity is Severity.FEL)
    kind = (Decided.WAIVED, Decided.RETURNED)[number % 2]
    decide(engine_of(settings), STOCKHOLM, [error], kind, f"Skäl {number}.", PERSON_A, NOW)
    return kind.value


def settled(settings: Settings) -> None:
    """A workbook without a fault, and leave for all who sent none."""
    receive(settings, Q4, delivery(workbook().bytes()), NOW)
    for kind, severity in ((Decided.WAIVED, Severity.FEL), (Decided.ACCEPTED, Severity.VARNING)):
        names = [each.id for each in found(settings) if each.severity is severity]
        decide(engine_of(settings), STOCKHOLM, names, kind, "Rättas.", PERSON_A, NOW)


def approved(settings: Settings, number: int) -> str:
    content = f"{number:064}"
    approve(engine_of(settings), STOCKHOLM, Q4, content, PERSON_B, NOW)
    return content


def ready(settings: Settings) -> None:
    """A draft that was approved."""
    settled(settings)
    start_report(settings, Q4)
    (settings.written(str(Q4)) / "uppgifter.yaml").write_text(HEAD, encoding="utf-8")
    write_draft(settings, Q4)
    content = ready_draft(settings, Q4).content
    approve(engine_of(settings), STOCKHOLM, Q4, content, PERSON_B, NOW)


def published(settings: Settings, _number: int) -> str:
    return str(publish(settings, Q4, PERSON_C, NOW).release.version)


def three_old(settings: Settings) -> None:
    for quarter in PURGED:
        data = workbook(quarter=str(quarter)).bytes()
        receive(settings, quarter, delivery(data), NOW)


def purged(settings: Settings, number: int) -> str:
    """Each on the day after those on which it is kept."""
    day = add_months(PURGED[number].first_day, settings.keep_months + 3)
    at = datetime.combine(day, time(12), UTC)
    return ",".join(str(each.quarter) for each in purge(settings, SYSTEM, at))


STEPS = {
    "collect": Step(on_its_way, collected, len(UNITS)),
    "load": Step(nothing, loaded, 12),
    "receive": Step(nothing, received, len(UNITS)),
    "decide": Step(one_received, decided, 12),
    "approve": Step(settled, approved, 12),
    "publish": Step(ready, published, 1),
    "purge": Step(three_old, purged, len(PURGED)),
}


def warm_up(settings: Settings, name: str) -> None:
    """What a first time costs, so that the time before the kill goes to the step itself."""
    found(settings)
    if name == "receive":
        check(settings, Q4, delivery(sent(0), UNITS[0]))


def act(settings: Settings, name: str) -> None:
    """Do a step as often as it goes, and say each time what is done."""
    for number in range(STEPS[name].times):
        say(STEPS[name].act(settings, number))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
