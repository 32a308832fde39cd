"""Reading the product's own YAML files, with errors that say file, entry and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from schemas.compiled import kept_content
from schemas.errors import UserError

HERE = Path(__file__).parent

Word = TypeVar("Word", bound=StrEnum)


class DataFileError(UserError):
    """A data file of the installation cannot be used. Read by whoever maintains the data."""

    def __init__(self, file: str, entry: str, problem: str, hint: str) -> None:
        super().__init__(f"{file}, {entry}: {problem}.", hint)
        self.file, self.entry, self.problem = file, entry, problem


class Entry:
    """One mapping of a data file, read field by field; `close` refuses fields nobody asked for."""

    def __init__(self, file: str, name: str, fields: object) -> None:
        self.file, self.name = file, name
        if not isinstance(fields, Mapping):
            self.refuse("här ska stå fält på formen namn: värde", "Rätta indrag och kolon i filen.")
        self._fields: Mapping[str, Any] = fields
        self._asked: set[str] = set()

    def refuse(self, problem: str, hint: str) -> NoReturn:
        """Raise the DataFileError for this entry."""
        raise DataFileError(self.file, self.name, problem, hint)

    def _take(self, key: str, kind: type | tuple[type, ...], what: str, required: bool) -> Any:
        self._asked.add(key)
        value = self._fields.get(key)
        if value is None:
            if required:
                self.refuse(f"fältet {key} saknas", f"Lägg till {key}: {what}.")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in _kinds(kind)):
            self.refuse(f"fältet {key} är {value!r}", f"Skriv {what} i {key}.")
        return value

    def has(self, key: str) -> bool:
        """Whether a field is filled in; `close` still refuses it if nobody reads it."""
        return self._fields.get(key) is not None

    def text(self, key: str) -> str:
        return str(self._take(key, str, "en text", True))

    def optional_text(self, key: str) -> str | None:
        value = self._take(key, str, "en text", False)
        return None if value is None else str(value)

    def choice(self, key: str, among: type[Word], default: Word | None = None) -> Word:
        """One word of a set; the default where the field is absent, if there is one."""
        text = self.text(key) if default is None else self.optional_text(key) or default
        if text not in set(among):
            self.refuse(f"{key} är {text}", f"Välj en av {', '.join(among)}.")
        return among(text)

    def number(self, key: str) -> int:
        return int(self._take(key, int, "ett heltal", True))

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._take(key, bool, "true eller false", False)
        return default if value is None else bool(value)

    def day(self, key: str) -> date | None:
        value: date | None = self._take(key, date, "ett datum på formen 2024-12-31", False)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; an absent field is an empty list."""
        value = self._take(key, list, "en lista av texter", False) or []
        if not all(isinstance(item, str) for item in value):
            self.refuse(f"fältet {key} har ett värde som inte är text", "Sätt värdet inom citat.")
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self._take(key, list, "en lista av heltal", True)
        if not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
            self.refuse(f"fältet {key} har ett värde som inte är ett heltal", "Rätta värdet.")
        return tuple(value)

    def entry(self, key: str) -> Entry:
        return Entry(self.file, f"{self.name}.{key}", self._take(key, Mapping, "fält", True))

    def optional_entry(self, key: str) -> Entry:
        """Fields that may be left out: without them the entry is empty."""
        fields = self._take(key, Mapping, "fält", False) or {}
        return Entry(self.file, f"{self.name}.{key}", fields)

    def entries(self, key: str, name_field: str, required: bool = True) -> Iterator[Entry]:
        """The mappings of a list, each named after one of its own fields."""
        items = self._take(key, list, "en lista", required) or []
        for number, item in enumerate(items, 1):
            label = item.get(name_field) if isinstance(item, Mapping) else None
            yield Entry(self.file, f"{self.name}.{key}[{label or number}]", item)

    def named(self, key: str) -> Iterator[Entry]:
        """The items of a list that are a name, or a mapping with the name and more."""
        for item in self._take(key, list, "en lista", True):
            fields = item if isinstance(item, Mapping) else {"name": item}
            yield Entry(self.file, f"{self.name}.{key}[{fields.get('name')}]", fields)

    def is_list(self, key: str) -> bool:
        """Whether a field is a list, where it may be a text as well."""
        return isinstance(self._fields.get(key), list)

    def names(self) -> Iterator[str]:
        """The names of the fields, for a mapping whose keys are data; counts as asked for."""
        for key in self._fields:
            self._asked.add(key)
            yield str(key)

    def close(self) -> None:
        """Refuse a field that the loader does not know: most often a slip of the pen."""
        unknown = sorted(set(self._fields) - self._asked)
        if unknown:
            known = ", ".join(sorted(self._asked))
            self.refuse(f"okänt fält {unknown[0]}", f"Kända fält är {known}.")


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def shelf(own: Path, kind: str, name: str) -> Path:
    """The folder that has `kind/NAME.yaml`: a municipality's own before the shared one."""
    return own / kind if (own / kind / f"{name}.yaml").is_file() else HERE / kind


def read_yaml(path: Path) -> Entry:
    """The top mapping of a YAML file. Raises DataFileError when it cannot be read."""
    content = kept_content(path, _parsed) if HERE in path.parents else _parsed(path)
    return Entry(path.name, "filen", content)


def _parsed(path: Path) -> object:
    import yaml  # by whoever has no kept content: it takes longer than all else here

    name = path.name
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.load(path.read_bytes(), Loader=loader)
    except FileNotFoundError:
        raise DataFileError(
            name, "filen", "filen finns inte", f"Lägg filen i {path.parent}."
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"rad {mark.line + 1}" if mark else "filen"
        raise DataFileError(
            name, where, "filen är inte giltig YAML", "Rätta indrag, kolon och citattecken."
        ) from error
