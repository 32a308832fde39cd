"""Reports of made-up cities with parts and groups: our own proofreading finds nothing in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from schemas.municipality import Disclosure, Municipality
from schemas.proof import Proof, Standing
from schemas.quarter import Quarter
from schemas.submission import Decision, Submission
from schemas.written import NOTHING_WRITTEN
from tasks.aggregate.edition import read_edition
from tasks.aggregate.facts import read_facts
from tasks.aggregate.tables import make_tables
from tasks.disclose.protect import protect
from tasks.load.load import load
from tasks.narrate.compose import compose
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report
from tasks.publish.word.report import report_document
from tests.data.submissions import judged, submission
from tests.data.test_own_diagrams import FILES as DIAGRAMS
from tests.own_city import NOW, provstad, told

PLAN = """
title: Rapport om ej verkställda beslut enligt SoL
subtitle: Kvartalsrapport, {kvartal}
sections:
  - id: laget
    title: Läget
    lag: SoL
    parts:
      - say: [total]
      - say: [ended, reported]
      - say: [ended-together, late-reported]
      - say: [commonest-insatser, movement-insatser]
      - table: 1
      - table: 8
  - id: boende
    title: Boende
    parts:
      - {say: [group-total, group-persons], about: andrahand}
      - {say: [group-parts], about: andrahand}
      - {say: [group-compensatory, group-reasons], about: andrahand}
      - {say: [group-ended, group-reported, group-kon], about: andrahand}
      - table: 4
  - id: ifo
    title: Individ- och familjeomsorg
    parts:
      - {say: [group-total], about: ifo, words: insatser inom individ- och familjeomsorgen}
      - {say: [group-total, group-members, group-persons], about: kontakt}
      - {say: [group-total, group-reasons, group-compensatory], about: oppet-barn}
      - {say: [group-ended, group-kon], about: oppet-barn}
      - table: 2
      - table: 3
      - table: 5
      - table: 6
      - table: 7
  - id: underlag
    title: Underlag
    closed: true
    parts:
      - insert: underlag
"""

INSATSER = ("andrahand", "bostad-forst", "kontaktfamilj", "kontaktperson", "oppet-barn")
ORSAKER = ("resursbrist-bostad", "resursbrist-personal", "tackat-nej", "annat-skal")


def book(chance: random.Random, unit: str, quarter: Quarter, most: int) -> Submission:
    """A workbook of so many decisions at most."""
    size = chance.randint(1, most)
    rows = [_decision(chance, nr, quarter, size) for nr in range(1, size + 1)]
    return submission(unit, quarter, decisions=rows)


def _decision(chance: random.Random, nr: int, quarter: Quarter, size: int) -> Decision:
    status = chance.choices(("ej-verkstallt", "verkstallt", "avslutat"), (6, 2, 1))[0]
    late = timedelta(chance.choice((0, 0, 0, 30)))
    ended: dict[str, date] = {
        "verkstallt": {"verkstalld": quarter.first_day + timedelta(20) - late},
        "avslutat": {"avslutad": quarter.first_day + timedelta(10) - late},
    }.get(status, {})
    return told(
        f"A{nr}",
        chance.choices(INSATSER, (4, 5, 2, 2, 3))[0],
        chance.choice(("kvinna", "man")),
        f"p{chance.randint(1, size)}",
        quarter.first_day - timedelta(chance.randint(95, 500)),
        orsak=chance.choice(ORSAKER),
        kompensatorisk=chance.choice(("ja", "nej")),
        rapporttyp=chance.choice(("ny", "ater")),
        aldersgrupp=chance.choice(("barn", "vuxen")),
        status=status,
        **ended,
    )


def report(engine: Engine, city: Municipality) -> Proof:
    """The proof of the city's report, read as a stranger reads it."""
    with engine.connect() as connection:
        tables = make_tables(connection, city, NOW)
        facts = read_facts(connection, city, NOW)
        edition = read_edition(connection, city, NOW, "regler", "1")
    made = compose(city, edition, tables, facts, NOTHING_WRITTEN)
    return proofread(read_report(report_document(made, {}), "rapport.docx"), city)


def wrong(proof: Proof) -> Iterator[str]:
    for each in proof.claims:
        if each.standing is not Standing.RIGHT:
            yield f"{each.standing}: {each.quote} ({each.bound})"
    for finding in proof.findings:
        yield f"{finding.rule}: {finding.message}"


@pytest.mark.parametrize("style", ["digits", "words-and-digits"])
@pytest.mark.parametrize("seed", range(8))
def test_every_sentence_about_a_group_is_bound_and_true(
    sqlite_engine: Engine, tmp_path: Path, seed: int, style: str
) -> None:
    chance = random.Random(seed)
    files = {"reports/tjansteutlatande.yaml": PLAN}
    city = provstad(tmp_path, more=f"numbers: {style}\n", files=files)
    for quarter in (NOW.previous, NOW):
        for unit in ("norr", "soder", "vaster"):
            read = book(chance, unit, quarter, (3, 8, 20)[seed % 3])
            load(sqlite_engine, city, quarter, [judged(read)])
    proof = report(sqlite_engine, city)
    assert list(wrong(proof)) == []
    assert len(proof.claims) > 10


@pytest.mark.parametrize("seed", range(3))
def test_what_own_tables_and_diagrams_hide_is_hidden_from_each_other(
    sqlite_engine: Engine, tmp_path: Path, seed: int
) -> None:
    """Protection attacks what it has made, and raises where the attack gets through."""
    chance = random.Random(seed)
    files = {"reports/tjansteutlatande.yaml": PLAN, **DIAGRAMS}
    city = replace(
        provstad(tmp_path, files=files),
        tables=(1, 2, 3, 4, 5, 6, 7),
        disclosure=Disclosure(unit=5, city=5, tables={}),
    )
    for quarter in (NOW.previous, NOW):
        for unit in ("norr", "soder", "vaster"):
            read = book(chance, unit, quarter, (3, 20, 40)[seed])
            load(sqlite_engine, city, quarter, [judged(read)])
    with sqlite_engine.connect() as connection:
        tables = make_tables(connection, city, NOW)
        facts = read_facts(connection, city, NOW)
    units = {"norr": "a", "soder": "b", "vaster": "c"}
    made = protect(city, tables, facts, [], units)
    shown = [each.value for table in made.tables for each in table.figures]
    shown += [value for known in made.facts.counted.values() for value in known.values()]
    assert None in shown
    assert not [value for value in shown if value is not None and 0 < value < 5]
    assert made.left_out == ()
