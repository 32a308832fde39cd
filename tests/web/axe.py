"""axe-core on a page: what keeps people out, by the rules of WCAG 2.2 AA and beyond."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = ("color-contrast",)
LAID_OUT = (*CONTRAST, "target-size", "scrollable-region-focusable", "region", "skip-link")
"""The rules that another width may break; the others are about the markup alone."""


def violations(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What is broken on the page as it stands, each with its place; by all rules, or by these."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    run = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": RULES}
    found: Any = page.evaluate(
        "asked => axe.run(document, asked)", {"runOnly": run, "resultTypes": ["violations"]}
    )
    return [
        f"{each['id']} {node['target']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
