"""Filling in uppgifter.yaml for somebody, with all else in it left as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from schemas.personnummer import masked
from schemas.written import Head
from tasks.narrate.fields import folded
from tasks.narrate.head import HEAD_FILE, LABELS, empty_head, fact, head_in

LEFT = "# Det här stod i filen när den skrevs på nytt:"

_DAY = "datum"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The file's text with some of its fields given a value, empty for none: comments and the
    order of the lines stay. What cannot be filled in so is written anew."""
    before, _ = head_in(text, Path(HEAD_FILE))
    wanted = head_with(before, values)
    made = _edited(text, values)
    if made is not None and head_in(made, Path(HEAD_FILE))[0] == wanted:
        return made
    return anew(text, wanted)


def head_with(head: Head, values: Mapping[str, str]) -> Head:
    """Raises ValueError where the day is none."""
    given: dict[str, str | date | None] = {name: text or None for name, text in values.items()}
    if values.get(_DAY):
        given[_DAY] = date.fromisoformat(values[_DAY])
    return replace(head, **given)  # type: ignore[arg-type]  # the name tells which it is


def anew(text: str, head: Head) -> str:
    """A fresh file. What the old one said stands below as comments, without personnummer."""
    fresh = _edited("".join(f"{line}\n" for line in empty_head()), _values(head)) or ""
    left = list(_left(text.splitlines()))
    return fresh + "".join(f"{line}\n" for line in ("", LEFT, *left)) if left else fresh


def _values(head: Head) -> Mapping[str, str]:
    return {name: value for name in LABELS if (value := fact(head, name))}


def _left(lines: Iterable[str]) -> Iterator[str]:
    known = {*empty_head(), LEFT}
    for line in lines:
        if line.strip() and line not in known:
            yield masked(line if line.startswith("#") else f"# {line}")


def _edited(text: str, values: Mapping[str, str]) -> str | None:
    """The text with each value put where its field has one, or on a line at the end. None where
    the text is no list of fields."""
    try:
        places = _places(text)
    except ValueError:
        return None
    for name in sorted(places.keys() & values.keys(), key=places.__getitem__, reverse=True):
        start, end = places[name]
        gap = "" if start < end or text[start - 1 : start].isspace() else " "
        text = f"{text[:start]}{gap}{_scalar(values[name])}{text[end:]}"
    added = [name for name in LABELS if name in values and name not in places]
    if added and text and not text.endswith("\n"):
        text += "\n"
    return text + "".join(f"{name}: {_scalar(values[name])}\n" for name in added)


def _places(text: str) -> Mapping[str, tuple[int, int]]:
    """Where each field has its value. Raises ValueError where there are no fields to be found."""
    import yaml  # by whoever writes a report

    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError from error
    if top is not None and not isinstance(top, yaml.MappingNode):
        raise ValueError
    places: dict[str, tuple[int, int]] = {}
    for key, value in top.value if top else ():
        span = (value.start_mark.index, value.end_mark.index)
        places.setdefault(folded(str(key.value)), span)
    return places


def _scalar(value: str) -> str:
    """The value as YAML reads it back: bare where it can be."""
    return value if not value or _is_bare(value) else json.dumps(value, ensure_ascii=False)


def _is_bare(value: str) -> bool:
    import yaml  # by whoever writes a report

    try:
        top = yaml.compose(f"key: {value}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    node = top.value[0][1] if isinstance(top, yaml.MappingNode) else None
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return False
    return (node.value, node.style) == (value, None)
