"""Reading the product's own YAML files, with errors that say file, entry and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from schemas.compiled import kept_content
from schemas.errors import UserError

HERE = Path(__file__).parent

_FIELD = re.compile(r"\{([^{}]*)\}")

Word = TypeVar("Word", bound=StrEnum)


class DataFileError(UserError):
    """A data file of the installation cannot be used. Read by whoever maintains the data.

    `expected` is what should stand there, where the hint does not say it already.
    """

    def __init__(self, file: str, entry: str, problem: str, hint: str, expected: str = "") -> None:
        super().__init__(f"{file}, {entry}: {problem}.", hint)
        self.file, self.entry, self.problem, self.expected = file, entry, problem, expected


class Entry:
    """One mapping of a data file, read field by field; `close` refuses fields nobody asked for."""

    def __init__(self, file: str, name: str, fields: object) -> None:
        self.file, self.name = file, name
        if not isinstance(fields, Mapping):
            self.refuse("här ska stå fält på formen namn: värde", "Rätta indrag och kolon i filen.")
        self._fields: Mapping[str, Any] = fields
        self._asked: set[str] = set()

    def refuse(self, problem: str, hint: str, expected: str = "") -> NoReturn:
        """Raise the DataFileError for this entry."""
        raise DataFileError(self.file, self.name, problem, hint, expected)

    def _take(self, key: str, kind: type | tuple[type, ...], what: str, required: bool) -> Any:
        self._asked.add(key)
        value = self._fields.get(key)
        if value is None:
            if required:
                self.refuse(f"fältet {key} saknas", f"Lägg till {key}: {what}.", what)
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in _kinds(kind)):
            self.refuse(f"fältet {key} är {value!r}", f"Skriv {what} i {key}.", what)
        return value

    def has(self, key: str) -> bool:
        """Whether a field is filled in; `close` still refuses it if nobody reads it."""
        return self._fields.get(key) is not None

    def text(self, key: str) -> str:
        return str(self._take(key, str, "en text", True))

    def optional_text(self, key: str) -> str | None:
        value = self._take(key, str, "en text", False)
        return None if value is None else str(value)

    def pattern(self, key: str, *fields: str) -> str:
        """A text with fields as in `{quarter}`, and none but these."""
        text = self.text(key)
        known = ", ".join(f"{{{each}}}" for each in fields)
        for name in _FIELD.findall(text):
            if name not in fields:
                self.refuse(f"okänt fält {{{name}}} i {key}", f"Fälten är {known}.")
        if set(_FIELD.sub("", text)) & set("{}"):
            self.refuse(f"en klammer i {key} står utan sin andra", f"Fälten är {known}.")
        return text

    def choice(self, key: str, among: type[Word], default: Word | None = None) -> Word:
        """One word of a set; the default where the field is absent, if there is one."""
        text = self.text(key) if default is None else self.optional_text(key) or default
        if text not in set(among):
            listed = ", ".join(among)
            self.refuse(f"{key} är {text}", f"Välj en av {listed}.", f"en av {listed}")
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
            hint = f"Kända fält är {known}."
            self.refuse(f"okänt fält {unknown[0]}", hint, "ett fält som finns")


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

    from schemas.strict_yaml import SlipError, load

    try:
        return load(path.read_bytes())
    except FileNotFoundError:
        raise _missing(path) from None
    except SlipError as error:
        raise DataFileError(path.name, _line(error), error.problem_told, error.hint) from None
    except yaml.reader.ReaderError as error:
        problem, hint = "filen har tecken som inte går att läsa", "Spara filen som UTF-8."
        raise DataFileError(path.name, "filen", problem, hint, "text i UTF-8") from error
    except yaml.YAMLError as error:
        hint = "Rätta indrag (mellanslag, aldrig tabb), kolon och citattecken, här eller ovanför."
        problem = "filen är inte giltig YAML"
        raise DataFileError(path.name, _line(error), problem, hint, "giltig YAML") from error


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"rad {mark.line + 1}" if mark else "filen"


def _missing(path: Path) -> DataFileError:
    """Nobody is to add to the product's own folders: a municipality has its own of each kind."""
    kind = {"views": "tables"}.get(path.parent.name, path.parent.name)
    hint = f"Rätta namnet där filen nämns, eller lägg filen i kommunens mapp, i {kind}/."
    expected = f"en fil i kommunens {kind}/, eller en av de gemensamma"
    return DataFileError(path.name, "filen", "filen finns inte", hint, expected)
