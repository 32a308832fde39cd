"""The head of the report: the facts that the handläggare fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.personnummer import holds_number, shape
from schemas.written import Head
from tasks.narrate.fields import folded
from tasks.narrate.files import meant, read_text, told

if TYPE_CHECKING:
    import yaml

HEAD_FILE = "uppgifter.yaml"

LABELS: Mapping[str, str] = {
    "diarienummer": "Diarienummer",
    "handlaggare": "Handläggare",
    "telefon": "Telefon",
    "datum": "Datum",
    "till": "Till",
}
"""The fields of the file in their order, and what they are called in print."""

OPTIONAL = "telefon"
"""The field that a publication does not need."""

_EXPECTED_DATE = "Skriv datumet som 2025-03-17"


def head_lines(head: Head) -> tuple[tuple[str, str], ...]:
    """The facts that are filled in, as printed."""
    return tuple((label, text) for field, label in LABELS.items() if (text := fact(head, field)))


def missing_facts(head: Head) -> tuple[str, ...]:
    """The fields that a publication needs and that are not filled in."""
    return tuple(each for each in LABELS if each != OPTIONAL and not fact(head, each))


def fact(head: Head, field: str) -> str:
    """A fact as printed; empty where it is not filled in."""
    value = getattr(head, field)
    return "" if value is None else str(value)


def read_head(path: Path) -> tuple[Head, tuple[str, ...]]:
    """What uppgifter.yaml fills in, and what could not be used. No file, nothing filled in."""
    if not path.exists():
        return Head(), ()
    try:
        return head_in(read_text(path), path)
    except ValueError as error:
        return Head(), (str(error),)


def head_in(text: str, path: Path) -> tuple[Head, tuple[str, ...]]:
    """The same of the text that the file has."""
    import yaml  # by whoever writes a report

    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        hint = "Skriv namn: värde på varje rad, och värdet inom citattecken om det har kolon"
        return Head(), (told(path, mark.line + 1 if mark else 1, "raden kan inte läsas", hint),)
    if top is None:
        return Head(), ()
    if not isinstance(top, yaml.MappingNode):
        hint = "Skriv namn: värde på varje rad"
        return Head(), (told(path, 1, "här ska stå fält", hint),)
    return _filled(path, top)


def _filled(path: Path, top: yaml.MappingNode) -> tuple[Head, tuple[str, ...]]:
    head, problems = Head(), []
    seen: set[str] = set()
    for key, value in top.value:
        name, line = folded(str(key.value)), key.start_mark.line + 1
        try:
            if holds_number(str(value.value)):
                found = f"här står ett personnummer, {shape(str(value.value))}"
                raise ValueError(told(path, line, found, "Ta bort det"))
            if name not in LABELS:
                hint = meant(str(key.value), LABELS, f"Fälten är {', '.join(LABELS)}")
                raise ValueError(told(path, line, f"okänt fält {key.value}", hint))
            if name in seen:
                hint = "Ta bort det ena; det första gäller"
                raise ValueError(told(path, line, f"{name} står två gånger", hint))
            seen.add(name)
            head = _with(head, name, _read(path, name, value))
        except ValueError as error:
            problems.append(str(error))
    return head, tuple(problems)


def _with(head: Head, name: str, value: str | date | None) -> Head:
    return replace(head, **{name: value})  # type: ignore[arg-type]  # the name tells which it is


def _read(path: Path, name: str, node: yaml.Node) -> str | date | None:
    """The value as it was typed: `08-123` is no sum, and 010 no number."""
    line = node.start_mark.line + 1
    if not isinstance(node.value, str):
        hint = "Skriv en enda text efter kolon"
        raise ValueError(told(path, line, f"{name} är en lista eller flera fält", hint))
    text = " ".join(node.value.split())
    if not text or node.tag == "tag:yaml.org,2002:null":
        return None
    if name != "datum":
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(told(path, line, f"datum är {text}", _EXPECTED_DATE)) from None


def empty_head() -> Iterator[str]:
    """The lines of a file to fill in."""
    yield "# Uppgifter till rapportens huvud. Skriv efter kolon; det som är tomt saknas i utkastet."
    yield "# Telefon får vara tomt. De andra behövs innan rapporten kan publiceras."
    yield "# Har värdet ett kolon i sig sätts det inom citattecken."
    examples = {"datum": " # som 2025-03-17", "till": " # nämnden som rapporten går till"}
    yield from (f"{field}:{examples.get(field, '')}" for field in LABELS)
