"""What somebody else wrote neither commands a terminal nor begins a line of its own on it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cli.audit_text import event_line
from cli.terminal import one_line
from cli.text import findings_text
from schemas.events import SYSTEM, Act, Event, Logged
from schemas.findings import Finding, Severity
from schemas.quarter import Quarter


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x1b[2J\x1b]0;title\x07x", " [2J ]0;title x"),
        ("en\r\n  fel KON-511", "en   fel KON-511"),
        ("1\u202e23\u2066", "1 23 "),
        ("\x9b31m", " 31m"),
        ("Årsta – «LSS!D17»\u00a0%", "Årsta – «LSS!D17»\u00a0%"),
    ],
)
def test_only_what_is_printed_is_left(text: str, told: str) -> None:
    assert one_line(text) == told


def test_a_finding_that_quotes_a_cell_stays_on_its_lines() -> None:
    odd = "Insats är «x\x1b[1A\n  stopp FIL-101  alla filer»."
    found = Finding(
        "KOD-303", Severity.FEL, Quarter(2024, 4), "farsta", message=odd, fix="Skriv\nom."
    )
    lines = list(findings_text([found]))
    assert len(lines) == 3
    assert not any("\n" in line or "\x1b[1A" in line for line in lines)


def test_an_event_about_an_odd_address_is_one_line() -> None:
    event = Event(
        Act.DENIED, SYSTEM, datetime(2025, 1, 2, tzinfo=UTC), subject="/x\n     9  2025 Approved"
    )
    assert "\n" not in event_line(Logged(8, event, "d" * 64))
