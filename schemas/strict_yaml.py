"""YAML as a data file may be written: a field stands once, and a day is a day of the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from yaml.constructor import ConstructorError


class SlipError(ConstructorError):
    """What YAML would let pass, or fail at without saying where."""

    def __init__(self, node: Any, problem: str, hint: str) -> None:
        super().__init__(None, None, problem, node.start_mark)
        self.problem_told, self.hint = problem, hint


def load(content: bytes) -> object:
    """Raises yaml.YAMLError, and a SlipError where the file says the impossible."""
    return yaml.load(content, Loader=_Loader)


def _fields(loader: Any, node: Any) -> object:
    """The later of two fields with one name would win unseen."""
    names = [key.value for key, _ in node.value]
    for place, (key, _) in enumerate(node.value):
        if key.value in names[:place]:
            raise SlipError(key, f"fältet {key.value} står två gånger", "Ta bort det ena.")
    return loader.construct_mapping(node, deep=True)


def _day(loader: Any, node: Any) -> date:
    try:
        day: date = loader.construct_yaml_timestamp(node)
    except ValueError:
        hint = "Skriv ett datum som finns, på formen 2024-12-31."
        raise SlipError(node, f"{node.value} är inget datum", hint) from None
    return day


_Loader: Any = type("_Loader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
_Loader.add_constructor("tag:yaml.org,2002:map", _fields)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)
