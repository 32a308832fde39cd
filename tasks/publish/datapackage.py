"""`datapackage.json`: what tabeller.csv holds, so that it can go out as open data.

A Frictionless Data Package (version 1) with a Table Schema. No `licenses`: under which terms the
figures may be used is for the municipality to say, and it has said nothing. No `primaryKey`: table,
row, unit, area, column and quarter do identify a line, but a key must not be empty, and unit and
area are where a figure is about all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.edition import Audience, Edition
from schemas.tables import Flag, Table
from tasks.publish.sheets.tidy import COLUMNS
from tasks.publish.wording import FLAG_MEANINGS, OWN_SOURCE, TITLE, full_title

PATH = "tabeller.csv"
QUARTER_PATTERN = "^[0-9]{4}Q[1-4]$"

_FIELDS: Mapping[str, tuple[str, str, str]] = {
    "table": ("integer", "Tabell", "Tabellens nummer i rapporten."),
    "lag": ("string", "Lag", "Lagen som besluten är fattade enligt."),
    "row": ("string", "Rad", "Insats, orsak eller annat som siffran gäller; Summa för alla."),
    "unit": ("string", "Enhet", "Enhetens kod. Tom för hela kommunen."),
    "area": ("string", "Område", "Områdets kod. Tom när områdena är sammanräknade."),
    "column": (
        "string",
        "Kolumn",
        "Kolumnens benämning i en tabell med olika kolumner, annars Antal.",
    ),
    "quarter": ("string", "Kvartal", "Kvartalet som siffran gäller, som 2024Q4."),
    "value": ("integer", "Värde", "Antal beslut. Tomt när uppgiften inte visas."),
    "flag": ("string", "Flagga", "Det man behöver veta om siffran. Tom: inget särskilt."),
}
_APOSTROPHE = "En text som börjar med =, +, - eller @ har en apostrof framför sig."
_ALWAYS = ("table", "lag", "row", "column", "quarter")


def datapackage_json(edition: Edition, tables: Sequence[Table], csv: bytes) -> bytes:
    """The descriptor of an edition's `csv`, which holds the figures of the tables."""
    name = f"ej-verkstallda-beslut-{edition.municipality}-{edition.quarter}".lower()
    version = {"version": str(edition.release.version)} if edition.release else {}
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"{TITLE}, {edition.city}, {edition.quarter.label}",
        "description": _description(edition, tables),
        **version,
        "contributors": [{"title": edition.city, "role": "publisher"}],
        "sources": [{"title": each} for each in (OWN_SOURCE.capitalize(), *edition.sources)],
        "resources": [_resource(tables, csv)],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _description(edition: Edition, tables: Sequence[Table]) -> str:
    laws = " och ".join(dict.fromkeys(table.lag for table in tables))
    granted = f"Antal gynnande beslut enligt {laws}"
    told = [f"{granted} som inte har verkställts inom {edition.limit}."]
    if edition.release is None:
        told.append("Ett utkast: siffrorna kan ändras.")
    if edition.audience is Audience.INTERNAL:
        told.append("Den interna utgåvan med fullständiga uppgifter, inte avsedd att spridas.")
    return " ".join(told)


def _resource(tables: Sequence[Table], csv: bytes) -> Mapping[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": "tabeller",
        "title": "Tabellernas siffror, en på varje rad",
        "description": " ".join((*(f"{full_title(table)}." for table in tables), _APOSTROPHE)),
        "path": PATH,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(csv),
        "hash": f"sha256:{hashlib.sha256(csv).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
            "header": True,
            "caseSensitiveHeader": True,
        },
        "schema": {
            "fields": [_field(name, tables) for name in COLUMNS],
            "missingValues": [""],
        },
    }


def _field(name: str, tables: Sequence[Table]) -> Mapping[str, Any]:
    kind, title, description = _FIELDS[name]
    told = f"{description}{_flags()}" if name == "flag" else description
    constraints = {
        **({"required": True} if name in _ALWAYS else {}),
        **_allowed(name, tables),
    }
    field = {"name": name, "type": kind, "title": title, "description": told}
    return {**field, "constraints": constraints} if constraints else field


def _allowed(name: str, tables: Sequence[Table]) -> Mapping[str, Any]:
    match name:
        case "table":
            return {"enum": [table.number for table in tables]}
        case "lag":
            return {"enum": list(dict.fromkeys(table.lag for table in tables))}
        case "quarter":
            return {"pattern": QUARTER_PATTERN}
        case "value":
            return {"minimum": 0}
        case "flag":
            return {"enum": [flag.value for flag in Flag if flag.value]}
        case _:
            return {}


def _flags() -> str:
    return "".join(f" {flag}: {FLAG_MEANINGS[flag]}" for flag in Flag if flag.value)
