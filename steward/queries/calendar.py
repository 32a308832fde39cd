"""The page of settings: when quarters are collected, and what is set elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection

from deploy.settings import Limits, Settings, load_limits
from deploy.telling import Telling
from deploy.web import Oidc, Web, oidc_prefix
from schemas.collecting import Collecting
from schemas.errors import UserError
from schemas.municipality import Disclosure, Municipality
from schemas.person import Person
from schemas.quarter import Quarter
from sql.calendar import collecting_of, last_set
from steward.house import House
from steward.words import counted

SHOWN = 6
"""Quarters in the list; the calendar of any other is reached by naming it."""


@dataclass(frozen=True, slots=True)
class CollectingRow:
    """When a quarter is collected, and the last day that the municipality's calendar has for it;
    `by` and `at` of who has set it, None where the calendar holds."""

    quarter: Quarter
    now: Collecting
    of_calendar: date
    by: Person | None
    at: datetime | None

    @property
    def differs(self) -> bool:
        return self.now.deadline != self.of_calendar


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that is set outside the pages: by which name, and what it is now."""

    text: str
    value: str
    name: str


@dataclass(frozen=True)
class SettingsPage:
    rows: tuple[CollectingRow, ...]
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class CollectingForm:
    """The days of a quarter as somebody has filled them in."""

    opens: str
    deadline: str
    reminders: str
    escalate: str
    consolidate: str


@dataclass(frozen=True)
class CollectingPage:
    row: CollectingRow
    form: CollectingForm
    error: UserError | None


def settings_page(house: House, today: date) -> SettingsPage:
    """The quarter that runs now and those before it; the newest first."""
    with house.engine.connect() as connection:
        rows = tuple(
            _row(connection, house.municipality, quarter)
            for quarter in reversed(Quarter.of(today).window(SHOWN))
        )
    return SettingsPage(rows, tuple(_settings(house.settings, house.municipality)))


def collecting_page(
    house: House,
    quarter: Quarter,
    form: CollectingForm | None = None,
    error: UserError | None = None,
) -> CollectingPage:
    with house.engine.connect() as connection:
        row = _row(connection, house.municipality, quarter)
    return CollectingPage(row, form or _as_it_is(row.now), error)


def _row(connection: Connection, municipality: Municipality, quarter: Quarter) -> CollectingRow:
    now = collecting_of(connection, municipality, quarter)
    by, at = last_set(connection, municipality, quarter) or (None, None)
    return CollectingRow(quarter, now, municipality.deadline(quarter), by, at)


def _as_it_is(now: Collecting) -> CollectingForm:
    reminders = ", ".join(map(str, now.reminders))
    days = now.opens.isoformat(), now.deadline.isoformat()
    return CollectingForm(*days, reminders, str(now.escalate), str(now.consolidate))


def _settings(settings: Settings, municipality: Municipality) -> Iterator[Setting]:
    several = bool(settings.municipalities)
    name = "KVARTAL_MUNICIPALITIES" if several else "KVARTAL_MUNICIPALITY"
    yield Setting("Kommun", municipality.city, name)
    kept = f"{settings.keep_months} månader efter kvartalets slut"
    yield Setting("Filer och beslutsrader sparas", kept, "KVARTAL_KEEP_MONTHS")
    yield from _limits(load_limits())
    leased = f"{settings.lease_seconds} sekunder"
    yield Setting("En avbruten körning spärrar kvartalet", leased, "KVARTAL_LEASE_SECONDS")
    yield from _web(settings.web, "KVARTAL_HOSTS" if several else "KVARTAL_PUBLIC_URL")
    yield from _oidc(settings.web.oidc, oidc_prefix(municipality.code if several else ""))
    yield from _telling(settings.telling)
    yield from _disclosure(municipality.code, municipality.disclosure)


def _telling(telling: Telling) -> Iterator[Setting]:
    smtp, hook = telling.smtp, telling.webhook
    server = f"{smtp.host}, {smtp.security.value}" if smtp else "ingen: inga brev skickas"
    yield Setting("E-postserver", server, "KVARTAL_SMTP_HOST, KVARTAL_SMTP_SECURITY")
    yield Setting("Brev är från", smtp.sender if smtp else "–", "KVARTAL_SMTP_FROM")
    yield Setting("Webhook", urlsplit(hook.url).netloc if hook else "ingen", "KVARTAL_WEBHOOK_URL")


def _limits(limits: Limits) -> Iterator[Setting]:
    """What reading a file may cost: one that asks for more is not read (FIL-102)."""
    yield Setting("Största fil som läses", f"{limits.file_mb} MB", "KVARTAL_LIMIT_FILE_MB")
    yield Setting("En fil uppackad", f"{limits.unpacked_mb} MB", "KVARTAL_LIMIT_UNPACKED_MB")
    yield Setting("Rader på ett blad", counted(limits.rows), "KVARTAL_LIMIT_ROWS")
    yield Setting("Minne för att läsa", f"{limits.memory_mb} MB", "KVARTAL_LIMIT_MEMORY_MB")
    cpu = f"{limits.cpu_seconds} sekunder"
    yield Setting("Processortid för att läsa", cpu, "KVARTAL_LIMIT_CPU_SECONDS")
    yield Setting("Väntan på en fil", f"{limits.seconds} sekunder", "KVARTAL_LIMIT_SECONDS")


def _web(web: Web, address: str) -> Iterator[Setting]:
    public = web.public_url or "ingen: bara den här datorn"
    yield Setting("Sidornas adress", public, address)
    yield Setting("Största fil", f"{web.upload_mb} MB", "KVARTAL_UPLOAD_MB")
    idle = f"{web.idle_minutes} minuter utan att något görs"
    yield Setting("Utloggning", idle, "KVARTAL_SESSION_IDLE_MINUTES")
    yield Setting("Längsta inloggning", f"{web.session_hours} timmar", "KVARTAL_SESSION_HOURS")


def _oidc(oidc: Oidc | None, prefix: str) -> Iterator[Setting]:
    if oidc is None:
        yield Setting("Kommunens inloggning", "används inte", f"{prefix}ISSUER")
        return
    yield Setting("Kommunens inloggning", oidc.issuer, f"{prefix}ISSUER")
    tenant = f"{oidc.tenant_claim} = {oidc.tenant}"
    names = f"{prefix}TENANT_CLAIM, {prefix}TENANT"
    yield Setting("Vem som släpps in", tenant, names)
    claims = f"{oidc.roles_claim}, {oidc.units_claim}"
    names = f"{prefix}ROLES_CLAIM, {prefix}UNITS_CLAIM"
    yield Setting("Var roll och enheter står", claims, names)


def _disclosure(code: str, disclosure: Disclosure) -> Iterator[Setting]:
    place = f"{code}/kommun.yaml, disclosure"
    yield Setting("Dolda siffror per enhet", _below(disclosure.unit), f"{place}.unit")
    yield Setting("Dolda siffror för kommunen", _below(disclosure.city), f"{place}.city")
    for table, threshold in disclosure.tables.items():
        yield Setting(f"Dolda siffror i tabell {table}", _below(threshold), f"{place}.tables")


def _below(threshold: int) -> str:
    return f"över 0 och under {threshold}" if threshold else "inga"
