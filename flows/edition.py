"""Making the editions of a quarter: its tables, protected for the public, told as reports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TypeAlias

from sqlalchemy import Connection

from deploy.settings import Settings
from schemas.edition import Attest, Audience, Edition, Release
from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.plans import report_plan
from schemas.protection import Protected
from schemas.quarter import Quarter
from schemas.report import Report
from schemas.revision import RevisionList
from schemas.tables import Figure, Table
from schemas.written import Written
from sql.releases import newest_before, public_releases, released_figures, releases_of
from tasks.aggregate.breaks import breaks
from tasks.aggregate.decided import differences, restated, waivers
from tasks.aggregate.edition import read_edition
from tasks.aggregate.facts import read_facts
from tasks.aggregate.revision import revision_list
from tasks.aggregate.tables import make_tables
from tasks.disclose.protect import protect
from tasks.narrate.compose import compose
from tasks.narrate.digest import content_digest
from tasks.narrate.fields import fields_of
from tasks.narrate.written import read_written
from tasks.place import engine_of, municipality_of
from tasks.publish.sheets.tidy import tidy_csv
from tasks.validate.engine import rule_set_digest

Printed: TypeAlias = Mapping[Audience, tuple[Figure, ...]]
"""The figures of a release, by audience."""


@dataclass(frozen=True)
class Material:
    """What the editions of a quarter are made of, as the data are now. `printed` are the figures
    of the quarter's latest release, `before` those of the nearest quarter before that has one;
    empty when there is none."""

    municipality: Municipality
    edition: Edition
    tables: tuple[Table, ...]
    facts: Facts
    revision: RevisionList
    hidden: Protected
    written: Written
    printed: Printed
    before: Printed


@dataclass(frozen=True)
class Part:
    """What one audience gets."""

    edition: Edition
    tables: tuple[Table, ...]
    report: Report


@dataclass(frozen=True)
class Editions:
    """A quarter for both audiences. `content` is the SHA-256 of all that is approved: the same
    for a draft and for the release that it becomes."""

    internal: Part
    public: Part
    revision: RevisionList
    content: str

    @property
    def figures(self) -> Mapping[Audience, tuple[Figure, ...]]:
        """What each audience sees printed."""
        return {
            Audience.INTERNAL: figures_of(self.internal.tables),
            Audience.PUBLIC: figures_of(self.public.tables),
        }


def read_material(settings: Settings, quarter: Quarter) -> Material:
    """Read a quarter in one transaction, and hide what the public is not to see."""
    municipality = municipality_of(settings)
    with engine_of(settings).connect() as connection:
        tables = make_tables(connection, municipality, quarter)
        facts = read_facts(connection, municipality, quarter)
        edition = _edition(connection, municipality, quarter)
        return Material(
            municipality=municipality,
            edition=edition,
            tables=tables,
            facts=facts,
            revision=revision_list(connection, municipality, quarter),
            hidden=protect(
                municipality,
                tables,
                facts,
                public_releases(connection, municipality, quarter),
                units_of(edition),
            ),
            written=read_written(
                settings.written(str(quarter)),
                report_plan(municipality),
                fields_of(edition, tables, municipality.groups),
            ),
            printed=_latest(connection, municipality, quarter),
            before=_before(connection, municipality, quarter),
        )


def make_editions(
    material: Material, release: Release | None = None, attests: Sequence[Attest] = ()
) -> Editions:
    """Both editions: a draft, or with `release` what is published, attested and corrected."""
    stamped = replace(material.edition, release=release, attests=tuple(attests))
    hidden = material.hidden
    internal = _part(material, stamped, Audience.INTERNAL, material.tables, material.facts)
    public = _part(material, stamped, Audience.PUBLIC, hidden.tables, hidden.facts)
    return Editions(internal, public, material.revision, _content(internal, public, material))


def small_changes(material: Material) -> int:
    """How many figures a correction would change, for the public, by less than a unit's figures
    are hidden for: whoever lays the releases side by side sees what came or went."""
    printed = material.printed.get(Audience.PUBLIC)
    changed = differences(printed, figures_of(material.hidden.tables)) if printed else ()
    steps = (each.now - each.before for each in changed if each.now is not None and each.before)
    return sum(0 < abs(step) < material.municipality.disclosure.unit for step in steps)


def figures_of(tables: Sequence[Table]) -> tuple[Figure, ...]:
    """The figures of some tables, in printing order."""
    return tuple(figure for table in tables for figure in table.figures)


def units_of(edition: Edition) -> Mapping[str, str]:
    """The SHA-256 of what each unit sent."""
    return {each.unit: each.sha256 for each in edition.inputs if each.sha256}


def _edition(connection: Connection, municipality: Municipality, quarter: Quarter) -> Edition:
    made = read_edition(connection, municipality, quarter, rule_set_digest(), version("kvartal"))
    return replace(
        made,
        waivers=waivers(connection, municipality, quarter),
        breaks=breaks(municipality, quarter.window()),
    )


def _latest(connection: Connection, municipality: Municipality, quarter: Quarter) -> Printed:
    made = releases_of(connection, municipality, quarter)
    return _figures(connection, municipality, quarter, made[-1].version) if made else {}


def _before(connection: Connection, municipality: Municipality, quarter: Quarter) -> Printed:
    found = newest_before(connection, municipality, quarter)
    return _figures(connection, municipality, *found) if found else {}


def _figures(
    connection: Connection, municipality: Municipality, quarter: Quarter, number: int
) -> Printed:
    return {
        audience: released_figures(connection, municipality, quarter, number, audience)
        for audience in Audience
    }


def _part(
    material: Material,
    edition: Edition,
    audience: Audience,
    tables: tuple[Table, ...],
    facts: Facts,
) -> Part:
    release = edition.release
    if release and (printed := material.printed.get(audience)):
        release = replace(release, changes=differences(printed, figures_of(tables)))
    changed = restated(material.before.get(audience, ()), tables, edition.quarter)
    own = replace(edition, audience=audience, release=release, restated=changed)
    report = compose(material.municipality, own, tables, facts, material.written)
    return Part(own, tables, report)


def _content(internal: Part, public: Part, material: Material) -> str:
    digest = hashlib.sha256()
    for part in (internal, public):
        digest.update(content_digest(part.report).encode())
        digest.update(tidy_csv(part.tables))
    digest.update(repr(material.revision).encode())
    digest.update(material.edition.rule_set.encode())
    return digest.hexdigest()
