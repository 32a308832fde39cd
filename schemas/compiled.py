"""The data files as Python keeps its own modules: parsed once, and then kept in `__pycache__`.

Importing PyYAML and parsing the code lists costs more than checking a workbook does. As with
modules, what is kept counts as long as the file has the time and size that it was made from,
PYTHONDONTWRITEBYTECODE keeps it from being written, and one that cannot be used is passed over.
`python -m deploy.compile_data` makes it for every data file of the installation.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any


def kept_content(path: Path, parse: Callable[[Path], object]) -> object:
    """What `parse` makes of a file, or made of it when the file was the same."""
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"
    stamp = _stamp(path)
    try:
        was, content = marshal.loads(kept.read_bytes())
        if stamp and was == stamp:
            return _unpacked(content)
    except (OSError, EOFError, ValueError, TypeError):
        pass  # none was kept, or one of another form: it is made anew
    made = parse(path)
    if stamp and not sys.dont_write_bytecode:
        _keep(kept, stamp, made)
    return made


def _stamp(path: Path) -> str | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return f"{about.st_mtime_ns} {about.st_size}"


def _keep(kept: Path, stamp: str, content: object) -> None:
    """Write it whole or not at all: another process may be reading."""
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        draft.write_bytes(marshal.dumps((stamp, _packed(content))))
        draft.replace(kept)
    except (OSError, ValueError):
        draft.unlink(missing_ok=True)  # the folder cannot be written to, or marshal knows it not


def _packed(value: Any) -> Any:
    """marshal knows no dates, and YAML no tuples."""
    if type(value) is date:
        return (value.year, value.month, value.day)
    if isinstance(value, dict):
        return {key: _packed(each) for key, each in value.items()}
    return [_packed(each) for each in value] if isinstance(value, list) else value


def _unpacked(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return date(*value)
    if kind is dict:
        return {key: _unpacked(each) for key, each in value.items()}
    return [_unpacked(each) for each in value] if kind is list else value
