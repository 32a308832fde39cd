"""The demo's flawed workbook as its unit sends it in again: the cell mended, and one new LSS
decision withdrawn that should not have been reported."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from schemas.content import DecisionValues
from schemas.counting import count_tables
from schemas.municipality import load_municipality
from tasks.demo.city import demo_city
from tasks.template.workbook import write_workbook

FEBRUARY = 1_740_000_000  # the 19th of February 2025, after the others and after the deadline


def write_corrected(folder: Path) -> DecisionValues:
    """Write the workbook into an inbox; the decision that it no longer has."""
    municipality = load_municipality()
    book = next(each for each in demo_city(municipality) if each.flaw)
    layout, codebook = municipality.layouts_in(book.quarter)[0], municipality.at(book.quarter)
    gone = next(
        each
        for each in book.content.decisions
        if each["rapporttyp"] == "ny" and each["lagrum"] == "lss-9" and each["kon"] == "man"
    )
    decisions = tuple(each for each in book.content.decisions if each is not gone)
    content = replace(
        book.content, decisions=decisions, tables=count_tables(decisions, layout, codebook)
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / book.file_name
    path.write_bytes(write_workbook(content, layout, codebook))
    os.utime(path, (FEBRUARY, FEBRUARY))
    return gone
