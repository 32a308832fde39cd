"""Proofreading a report: its tables against each other, its prose against the tables."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.municipality import Municipality
from schemas.proof import Proof, ProofFinding, ReadReport
from schemas.quarter import Quarter
from tasks.proofread.admitted import admit
from tasks.proofread.claims.names import make_vocabulary
from tasks.proofread.claims.quarters import first_quarter
from tasks.proofread.claims.read_claims import judge_passages
from tasks.proofread.claims.subject import World
from tasks.proofread.dimensions import load_dimensions
from tasks.proofread.recognise import make_cube, quarter_of, understand
from tasks.proofread.tables import check_tables

UNDATED = Quarter(2024, 4)
"""Whose code lists serve a report that names no quarter."""


def proofread(read: ReadReport, municipality: Municipality | None) -> Proof:
    """Every finding and every claim of a report, in its order. Without a municipality the labels
    of the report's own tables are its only names."""
    reported = reported_quarter(read) or UNDATED
    dimensions = load_dimensions(municipality, reported)
    grids = understand(read, dimensions)
    cube = make_cube(grids, reported)
    world = World(cube, grids, reported, municipality.references if municipality else ())
    judged = judge_passages(read.passages, make_vocabulary(cube, dimensions), world)
    claims = tuple(each.claim for each in judged)
    findings = [
        *admit(check_tables(grids, cube), read.passages),
        *(each.finding for each in judged if each.finding),
    ]
    return Proof(read, claims, tuple(sorted(findings, key=_order)))


def _order(finding: ProofFinding) -> tuple[str, int, int, int]:
    """Where a finding stands in the report."""
    place = finding.place
    return place.sheet or "", place.page or 0, place.line, place.row or 0


def reported_quarter(read: ReadReport) -> Quarter | None:
    """The newest quarter of the tables, else the first that the text names."""
    columns = {quarter_of(text) for table in read.tables for text in table.columns}
    shown = [quarter for quarter in columns if quarter]
    if shown:
        return max(shown)
    return _first_named([passage.text for passage in read.passages])


def _first_named(texts: Sequence[str]) -> Quarter | None:
    return next((quarter for text in texts if (quarter := first_quarter(text))), None)
