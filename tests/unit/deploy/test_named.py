"""What the files of deploy/ name is there: commands, their options, settings in the handbook."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from cli.main import app
from tests.unit.deploy.files import DEPLOY, ROOT, UNITS, compose, pods, unit

OURS = {"KVARTAL_PAGES"}
"""Of the Caddyfile alone."""


def _calls() -> Iterator[tuple[str, ...]]:
    for path in UNITS:
        for line in unit(path).get("ExecStart", []):
            yield tuple(shlex.split(line.replace("/opt/kvartal/bin/", "")))
    for service in compose()["services"].values():
        yield tuple(service.get("command", ()))
    for _, pod in pods():
        for each in (*pod["spec"].get("initContainers", ()), *pod["spec"]["containers"]):
            yield tuple(each["args"])
    cmd = re.search(r"^CMD \[(.*)\]$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert cmd
    yield tuple(re.findall(r'"([^"]*)"', cmd[1]))


COMMANDS = sorted({call for call in _calls() if call[:1] == ("kvartal",)})


@pytest.mark.parametrize("call", COMMANDS, ids=" ".join)
def test_commands_are_called_as_they_can_be(call: tuple[str, ...]) -> None:
    _, name, *arguments = call
    context = click.Context(app)
    command = app.get_command(context, name)
    assert command, name
    command.make_context(name, list(arguments), parent=context)  # raises where it cannot be


def test_the_commands_are_found() -> None:
    assert {call[1] for call in COMMANDS} == {"serve", "schedule", "migrate", "backup"}


def test_settings_are_in_the_handbook() -> None:
    told = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs/handbok").glob("*.md"))
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    named = {
        name
        for path in files
        for name in re.findall(r"\bKVARTAL_[A-Z_]+[A-Z]\b", path.read_text("utf-8"))
        if not name.startswith("KVARTAL_OIDC_MALMO")
    }
    missing = {each for each in named - OURS if each not in told}
    assert missing == set()
