"""What people are told to do is true for the pages too: it names no command and no option."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import Commands

ROOT = Path(__file__).parents[3]
ROOMS = ("schemas", "sql", "tasks", "flows", "steward")
COMMAND_LINE_ALONE = {"flows/history.py", "flows/keeping/restore.py", "sql/migrate.py"}
"""What no page reaches may name what its callers type."""

NAMED = re.compile(rf"\bkvartal ({'|'.join(Commands.summaries)})\b|(?<!\w)--[a-z]")


def told(source: str) -> Iterator[str]:
    """The message and the hint of every error that is made with both, their fields left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) > 1 and _makes_error(node.func):
            texts = (part for each in node.args[:2] for part in ast.walk(each))
            yield "".join(
                each.value
                for each in texts
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def _makes_error(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id.endswith("Error")


@pytest.mark.parametrize("room", ROOMS)
def test_no_hint_of_a_page_names_a_command(room: str) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in (ROOT / room).rglob("*.py")
        if str(path.relative_to(ROOT)) not in COMMAND_LINE_ALONE
        for text in told(path.read_text(encoding="utf-8"))
        if NAMED.search(text)
    }
    assert found == set()


def test_a_command_in_a_hint_is_seen() -> None:
    source = 'raise UserError("Inget.", f"Kör kvartal run {q}.", "kvartal findings")'
    assert [bool(NAMED.search(text)) for text in told(source)] == [True]
    assert not any(NAMED.search(text) for text in told('UserError("A.", "B.", "--reason")'))
