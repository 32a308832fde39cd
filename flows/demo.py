"""The demo: a made-up city on top of the figures that a real one published."""

from __future__ import annotations

from deploy.settings import Settings
from flows.history import import_history
from tasks.demo.city import DemoWorkbook, demo_city
from tasks.demo.figures import history_files
from tasks.demo.inbox import build_inbox
from tasks.place import municipality_of
from tasks.proofread.history import Naming
from tasks.template.workbook import write_workbook


def prepare_demo(settings: Settings) -> tuple[DemoWorkbook, ...]:
    """Write the inboxes of the demo's quarters and take in the published history.

    The workbooks come in the order of their quarters: each quarter builds on the one before.
    """
    municipality = municipality_of(settings)
    for history in history_files(municipality):
        import_history(settings, history.read_bytes(), history.name, Naming())
    city = demo_city(municipality)
    for quarter in sorted({workbook.quarter for workbook in city}):
        build_inbox(settings.inbox(str(quarter)), quarter, municipality, write_workbook)
    return city
