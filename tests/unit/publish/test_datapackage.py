"""datapackage.json against the specifications: Frictionless Data Package and Table Schema, v1."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from schemas.edition import Audience, Edition, Release
from schemas.tables import Table
from tasks.publish.datapackage import datapackage_json
from tasks.publish.sheets.tidy import tidy_csv

Descriptor = Mapping[str, Any]
TYPES = {"integer": r"[+-]?\d+", "string": r"(?s).*"}
"""The lexical forms of the types of Table Schema that we use."""


@pytest.fixture
def written(by_insats: Table, with_hidden: Table, by_event: Table) -> tuple[Table, ...]:
    return (by_insats, with_hidden, by_event)


def package(edition: Edition, tables: Sequence[Table]) -> Descriptor:
    made: Descriptor = json.loads(datapackage_json(edition, tables, tidy_csv(tables)))
    return made


def read(descriptor: Descriptor, content: bytes) -> list[dict[str, str | int | None]]:
    """The file as a program reads it that knows nothing but the descriptor. Raises AssertionError
    where a value is not of its field's type, or breaks a constraint."""
    (resource,) = descriptor["resources"]
    dialect, schema = resource["dialect"], resource["schema"]
    reader = csv.reader(
        io.StringIO(content.decode(resource["encoding"]), newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
        doublequote=dialect["doubleQuote"],
        skipinitialspace=dialect["skipInitialSpace"],
    )
    header, *lines = list(reader)
    assert header == [field["name"] for field in schema["fields"]]
    return [
        {
            field["name"]: cast(field, text, schema["missingValues"])
            for field, text in zip(schema["fields"], line, strict=True)
        }
        for line in lines
    ]


def cast(field: Descriptor, text: str, missing: list[str]) -> str | int | None:
    constraints = field.get("constraints", {})
    if text in missing:
        assert not constraints.get("required"), field["name"]
        return None
    assert re.fullmatch(TYPES[field["type"]], text), (field["name"], text)
    value = int(text) if field["type"] == "integer" else text
    assert value in constraints.get("enum", [value]), (field["name"], value)
    assert re.fullmatch(constraints.get("pattern", ".*"), text, re.DOTALL), (field["name"], text)
    if "minimum" in constraints:
        assert isinstance(value, int)
        assert value >= constraints["minimum"]
    return value


def test_what_a_data_package_must_have(edition: Edition, written: Sequence[Table]) -> None:
    made = package(edition, written)
    assert made["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[-a-z0-9._]+", made["name"])
    assert made["name"] == "ej-verkstallda-beslut-smastad-2024q4"
    assert made["title"] == "Ej verkställda beslut enligt LSS och SoL, Småstads kommun, Kv 4 2024"
    assert made["sources"] == [
        {"title": "Enheternas inlämningar"},
        {"title": "Rapport för Kv 3 2024"},
    ]
    assert made["contributors"] == [{"title": "Småstads kommun", "role": "publisher"}]
    (resource,) = made["resources"]
    assert resource["profile"] == "tabular-data-resource"
    assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
    assert (resource["path"], resource["format"]) == ("tabeller.csv", "csv")
    assert (resource["mediatype"], resource["encoding"]) == ("text/csv", "utf-8")


def test_the_resource_is_exactly_the_file(edition: Edition, written: Sequence[Table]) -> None:
    content = tidy_csv(written)
    (resource,) = package(edition, written)["resources"]
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert (
        content.decode()
        .splitlines(keepends=True)[0]
        .endswith(resource["dialect"]["lineTerminator"])
    )


def test_the_file_reads_through_its_schema(edition: Edition, written: Sequence[Table]) -> None:
    rows = read(package(edition, written), tidy_csv(written))
    assert rows[1] == {
        "table": 1, "lag": "LSS", "row": "Bostad för vuxna", "unit": "_T", "area": "_T",
        "column": "Totalt", "quarter": "2024Q4", "value": 1200, "flag": None,
    }  # fmt: skip
    hidden = [row for row in rows if row["flag"] == "suppressed"]
    assert len(hidden) == 2
    assert {row["value"] for row in hidden} == {None}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("table", "2"), ("table", "ett"), ("lag", "HSL"), ("row", ""), ("quarter", "2024-4"),
        ("quarter", "2024Q5"), ("value", "-1"), ("value", "3,5"), ("flag", "hemlig"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_does_not_belong(
    edition: Edition, written: Sequence[Table], field: str, text: str
) -> None:
    lines = list(csv.reader(io.StringIO(tidy_csv(written).decode("utf-8"), newline="")))
    lines[1][lines[0].index(field)] = text
    spoiled = io.StringIO(newline="")
    csv.writer(spoiled).writerows(lines)
    with pytest.raises(AssertionError):
        read(package(edition, written), spoiled.getvalue().encode())


def test_every_field_is_described(edition: Edition, written: Sequence[Table]) -> None:
    (resource,) = package(edition, written)["resources"]
    fields = resource["schema"]["fields"]
    assert all(field["title"] and field["description"] for field in fields)
    assert resource["schema"]["missingValues"] == [""]
    (flag,) = (field for field in fields if field["name"] == "flag")
    allowed = ["suppressed", "sum-differs", "preliminary", "published"]
    assert flag["constraints"] == {"enum": allowed}
    assert all(f"{each}: " in flag["description"] for each in allowed)


def test_no_key_that_does_not_hold_and_no_licence_that_nobody_gave(
    edition: Edition, written: Sequence[Table]
) -> None:
    """What identifies a line is empty in some: Table Schema does not let a key be that."""
    made = package(edition, written)
    schema = made["resources"][0]["schema"]
    assert "primaryKey" not in schema
    assert "licenses" not in made
    rows = read(made, tidy_csv(written))
    key = ("table", "row", "unit", "area", "column", "quarter")
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_a_draft_says_so_and_a_release_has_its_version(
    edition: Edition, written: Sequence[Table]
) -> None:
    draft = package(edition, written)
    assert "utkast" in draft["description"]
    assert "intern" in draft["description"]
    assert "version" not in draft
    released = replace(
        edition, audience=Audience.PUBLIC, release=Release(2, date(2025, 4, 2), replaces=1)
    )
    made = package(released, written)
    assert made["version"] == "2"
    assert "utkast" not in made["description"]
    assert "intern" not in made["description"]


def test_no_clock(edition: Edition, written: Sequence[Table]) -> None:
    content = tidy_csv(written)
    assert datapackage_json(edition, written, content) == datapackage_json(
        edition, written, content
    )
    assert "created" not in package(edition, written)
