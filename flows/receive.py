"""Receiving one workbook without waiting for a run.

    read      whose it is must be known before anything is kept
    kept      archived unchanged, and a receipt written
    judged    every rule, with the unit's earlier quarters
    loaded    with what is said of the whole quarter, in one transaction

What is kept and not loaded, because something broke off, is worked off in the order in which it
came: before the unit's next delivery, or by `resume`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from deploy.settings import Settings
from flows.intake import Intake
from schemas.delivery import Delivery, Received, WrongUnitError
from schemas.errors import UserError
from schemas.events import Act, Event
from schemas.judgement import Judged
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Source, Submission, Unreadable
from sql.archive import sha256_of
from sql.audit import record
from sql.engine import writing
from tasks.collect.receipts import Receipt, add, collected, purged_files, received_events
from tasks.collect.waiting import waiting_quarters
from tasks.load.load import Loaded
from tasks.place import archive_of, engine_of, municipality_of

MEGABYTE = 1_000_000


def receive(settings: Settings, quarter: Quarter, delivery: Delivery, at: datetime) -> Received:
    """Keep a workbook, judge it and load it. Raises UserError, and keeps nothing, when it is too
    large, or is not the unit's for which it was handed in."""
    intake = Intake(settings, quarter)
    try:
        read = _own(intake, delivery, at)
        source, first = _keep(intake, delivery, read, at)
    except WrongUnitError:
        _tell_denied(intake, delivery, at)
        raise
    if source != read.source:  # the same bytes came before: they are read as they came then
        read = intake.read(delivery.data, source)
    intake.work_off(each for each in intake.waiting(delivery.unit) if _came_before(each, source))
    judged = intake.judge(read, at)
    loaded = intake.load(judged, delivery.sender, at)
    return _received(loaded, judged, delivery, at, first=first)


def check(settings: Settings, quarter: Quarter, delivery: Delivery) -> Judged:
    """What would be said of a workbook; nothing is kept. Raises UserError as `receive` does."""
    intake = Intake(settings, quarter)
    return intake.judge(_own(intake, delivery, None), datetime.now(UTC))


def resume(settings: Settings) -> tuple[Quarter, ...]:
    """Work off all that was received and not loaded, and tell of which quarters that was."""
    code = municipality_of(settings).code
    with engine_of(settings).connect() as connection:
        quarters = waiting_quarters(connection, code)
    for quarter in quarters:
        intake = Intake(settings, quarter)
        intake.work_off(intake.waiting())
    return quarters


def _own(intake: Intake, delivery: Delivery, at: datetime | None) -> Submission | Unreadable:
    """The workbook, read, when it may be received for the unit."""
    _require_open(intake, delivery)
    _require_size(intake.settings, delivery)
    sha256 = sha256_of(delivery.data)
    source = Source(sha256, delivery.file_name, at, delivery.unit)
    read = intake.read(delivery.data, source)
    if isinstance(read, Submission) and read.unit not in (None, delivery.unit):
        named, asked = (_name(intake.municipality, each) for each in (read.unit, delivery.unit))
        raise WrongUnitError(
            f"Filen gäller {named}, men skulle lämnas in för {asked}. Ingenting har tagits emot.",
            f"Kontrollera att det är rätt fil. Gäller den {asked} ska det stå vid Rapporterande "
            "enhet på försättsbladet.",
        )
    return read


def _require_open(intake: Intake, delivery: Delivery) -> None:
    if delivery.unit not in intake.municipality.at(intake.quarter).units:
        raise UserError(
            f"{_name(intake.municipality, delivery.unit)} rapporterar inte {intake.quarter.label}.",
            "Kontrollera att det är rätt kvartal.",
        )


def _require_size(settings: Settings, delivery: Delivery) -> None:
    most = settings.web.upload_mb
    if len(delivery.data) > most * MEGABYTE:
        raise UserError(
            f"Filen är större än {most} MB. Ingenting har tagits emot.",
            "Kontrollera att det är rätt fil: en ifylld mall är mycket mindre. Är det den, ta bort "
            "bilder och annat som inte hör till mallen.",
        )


def _keep(
    intake: Intake, delivery: Delivery, read: Submission | Unreadable, at: datetime
) -> tuple[Source, bool]:
    """The file as it came the first time, kept with a receipt for it, and whether that is now."""
    _require_not_purged(intake, delivery)
    sha256 = archive_of(intake.settings).put(delivery.data)
    receipt = Receipt(
        sha256,
        delivery.file_name,
        len(delivery.data),
        at,
        unit=delivery.unit,
        sender=delivery.sender.name,
    )
    code, period = intake.municipality.code, str(intake.quarter)
    with writing(intake.engine, code, intake.quarter) as connection:
        new = add(connection, code, period, [receipt])
        received = collected(connection, code, period).sources
        source = next(each for each in received if each.sha256 == sha256)
        _require_nobody_elses(read, source, delivery)
        record(connection, code, *received_events(intake.quarter, new, delivery.sender, at))
    return source, any(each.duplicate_of is None for each in new)


def _require_not_purged(intake: Intake, delivery: Delivery) -> None:
    with intake.engine.connect() as connection:
        gone = purged_files(connection, intake.municipality.code, str(intake.quarter))
    if sha256_of(delivery.data) in gone:
        raise UserError(
            f"Exakt samma fil har redan lämnats in för {intake.quarter.label}, och är gallrad.",
            "Den räknas fortfarande. Lämna in den på nytt bara om något i den är ändrat.",
        )


def _require_nobody_elses(
    read: Submission | Unreadable, source: Source, delivery: Delivery
) -> None:
    """A file that does not say itself whose it is belongs to the unit that first sent it."""
    names_itself = isinstance(read, Submission) and read.unit is not None
    if not names_itself and source.unit != delivery.unit:
        raise WrongUnitError(
            "Exakt samma fil är redan mottagen för en annan enhet. Ingenting har tagits emot.",
            "Kontrollera att det är rätt fil, och att enhetens namn står vid Rapporterande enhet "
            "på försättsbladet.",
        )


def _tell_denied(intake: Intake, delivery: Delivery, at: datetime) -> None:
    sha256 = sha256_of(delivery.data)
    event = Event(Act.DENIED, delivery.sender, at, intake.quarter, delivery.unit, sha256)
    with writing(intake.engine) as connection:
        record(connection, intake.municipality.code, event)


def _came_before(other: Source, source: Source) -> bool:
    return _order(other) < _order(source)


def _order(source: Source) -> tuple[datetime, str]:
    """The order of the receipts; every receipt has its time."""
    return source.received or datetime.max.replace(tzinfo=UTC), source.file_name


def _received(
    loaded: Loaded, judged: Judged, delivery: Delivery, at: datetime, *, first: bool
) -> Received:
    """Whoever came first is told of no duplicate, also where the delivery after theirs has worked
    theirs off meanwhile."""
    assert loaded.submission is not None and loaded.version is not None  # it has a unit
    findings = tuple(each.of(loaded.submission, loaded.version) for each in judged.findings)
    return Received(
        sha256=loaded.sha256,
        file_name=delivery.file_name,
        received=at,
        unit=delivery.unit,
        submission=loaded.submission,
        version=loaded.version,
        state=judged.state,
        findings=findings,
        duplicate=not (first or loaded.new),
    )


def _name(municipality: Municipality, unit: str | None) -> str:
    entry = municipality.codelists["enhet"].get(unit) if unit else None
    return entry.short if entry else str(unit)
