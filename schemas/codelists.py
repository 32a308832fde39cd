"""Code lists: every entry dated, named with its aliases, and tied to its source.

Time lives inside the entry. A list is read once per process; `at` gives the entries that are
valid in a quarter, in the order in which tables print them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from schemas.datafile import HERE, DataFileError, Entry, read_yaml
from schemas.labels import nearest, plain
from schemas.period import ALWAYS, Period, read_period
from schemas.quarter import Quarter

CODES = HERE / "codes"

_OF_WHICH = ("därav", "varav")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a code has for some time, with what renamed it."""

    name: str
    valid: Period
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list.

    `lag` and `omraden` say with what the code may be combined; `decided` when a decision under
    a lagrum could be made, which is another thing than when it can still be reported. `prose` is
    how the code reads inside a sentence. A code that is `part_of` another is counted in that one
    too. Only the `units` use it, where any are named. `names` are those that it has had: the
    name is the one that was valid in the quarter of its view, and all are understood.
    """

    code: str
    name: str
    short: str
    order: int
    aliases: tuple[str, ...]
    valid: Period
    successor: str | None
    source: str
    lag: str | None = None
    omraden: tuple[str, ...] = ()
    decided: Period = ALWAYS
    statute: str | None = None
    prose: str = ""
    part_of: str | None = None
    units: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every way in which a workbook may write the code; a part also as a row below its whole
        is called, `därav Bostad först`."""
        every = (self.name, self.short, self.code, *self.aliases, *(n.name for n in self.names))
        words = _OF_WHICH if self.part_of else ()
        return (*every, *(f"{word} {label}" for word in words for label in every))

    def used_by(self, unit: str) -> bool:
        return not self.units or unit in self.units

    def named(self, quarter: Quarter) -> Code:
        """The code under the name that it has at the end of a quarter."""
        name = next((each.name for each in self.names if each.valid.holds(quarter.last_day)), None)
        if name is None or name == self.name:
            return self
        return replace(self, name=name, short=name, prose=inside_a_sentence(name))


@dataclass(frozen=True)
class CodeView:
    """The entries of one list that are valid in one quarter, in printing order."""

    list_name: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_label(self) -> Mapping[tuple[str | None, str], Code]:
        found: dict[tuple[str | None, str], Code] = {}
        for code in self.codes:
            for label in code.labels:
                found.setdefault((code.lag, plain(label)), code)
                found.setdefault((None, plain(label)), code)
        return found

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __getitem__(self, code: str) -> Code:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def of_unit(self, unit: str) -> CodeView:
        """The entries that a unit uses."""
        if not any(code.units for code in self.codes):
            return self
        return CodeView(self.list_name, tuple(c for c in self.codes if c.used_by(unit)))

    def of_lag(self, lag: str) -> CodeView:
        """The entries that one law knows; entries without a law belong to both."""
        return CodeView(self.list_name, tuple(c for c in self.codes if c.lag in (None, lag)))

    def find(self, text: str, lag: str | None = None) -> Code | None:
        """The code that a text names, in one law when it is given; None when it names none."""
        label = plain(text)
        return self._by_label.get((lag, label)) or (
            self._by_label.get((None, label)) if lag is None or self._lagless else None
        )

    @cached_property
    def _lagless(self) -> bool:
        return all(code.lag is None for code in self.codes)

    def suggest(self, text: str, lag: str | None = None) -> str | None:
        """The name that a text most likely meant."""
        view = self if lag is None else self.of_lag(lag)
        label = nearest(text, (label for code in view for label in code.labels))
        if label is None:
            return None
        code = view.find(label, None if self._lagless else lag)
        return code.name if code else None


@dataclass(frozen=True)
class CodeList:
    """A code list with its whole history."""

    name: str
    title: str
    entries: tuple[Code, ...]

    def at(self, quarter: Quarter) -> CodeView:
        return _view(self, quarter)

    def get(self, code: str) -> Code | None:
        return next((entry for entry in self.entries if entry.code == code), None)

    def heirs(self, code: str, quarter: Quarter) -> str:
        """The code that carries on after mergers and renamings, as of a quarter."""
        entry = self.get(code)
        while entry and entry.successor and not entry.valid.covers(quarter):
            code = entry.successor
            entry = self.get(code)
        return code


@cache
def _view(codes: CodeList, quarter: Quarter) -> CodeView:
    valid = (entry.named(quarter) for entry in codes.entries if entry.valid.covers(quarter))
    return CodeView(codes.name, tuple(sorted(valid, key=lambda entry: entry.order)))


@cache
def load_codelist(name: str, folder: Path = CODES) -> CodeList:
    """Read `codes/NAME.yaml`. Raises DataFileError with file, entry and what to do."""
    top = read_yaml(folder / f"{name}.yaml")
    title = top.text("title")
    patterns = top.texts("alias_patterns")
    entries = tuple(
        _code(entry, order, patterns) for order, entry in enumerate(top.entries("entries", "code"))
    )
    top.close()
    _check_list(f"{name}.yaml", entries)
    return CodeList(name, title, entries)


def _code(entry: Entry, order: int, patterns: tuple[str, ...]) -> Code:
    names = tuple(_named(each) for each in entry.entries("names", "name", required=False))
    name = names[-1].name if names else entry.text("name")
    short = entry.optional_text("short") or name
    spoken = entry.texts("aliases")
    made = tuple(pattern.format(name=each) for each in (short, *spoken) for pattern in patterns)
    code = Code(
        code=entry.text("code"),
        name=name,
        short=short,
        order=order,
        aliases=spoken + (made if not entry.flag("plain_name") else ()),
        valid=read_period(entry, "from", "to"),
        successor=entry.optional_text("successor"),
        source=entry.text("source"),
        lag=entry.optional_text("lag"),
        omraden=entry.texts("omraden"),
        decided=read_period(entry, "decided_from", "decided_to"),
        statute=entry.optional_text("statute"),
        prose=entry.optional_text("prose") or inside_a_sentence(name),
        part_of=entry.optional_text("part_of"),
        units=entry.texts("units"),
        names=names,
    )
    entry.close()
    return code


def _named(entry: Entry) -> Named:
    named = Named(entry.text("name"), read_period(entry, "from", "to"), entry.text("source"))
    entry.close()
    return named


def inside_a_sentence(name: str) -> str:
    """A name with a small first letter, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _check_list(file: str, entries: tuple[Code, ...]) -> None:
    known = {entry.code for entry in entries}
    if len(known) < len(entries):
        twice = next(e.code for e in entries if [x.code for x in entries].count(e.code) > 1)
        raise DataFileError(
            file,
            twice,
            "koden står två gånger",
            "Ta bort eller byt den ena.",
            "en post för varje kod",
        )
    for entry in entries:
        if entry.successor and entry.successor not in known:
            raise DataFileError(
                file,
                entry.code,
                f"efterföljaren {entry.successor} finns inte i listan",
                "Lägg till den, eller rätta successor.",
                f"en av {', '.join(sorted(known))}",
            )
    _check_parts(file, entries)
    _check_labels(file, entries)


def _check_parts(file: str, entries: tuple[Code, ...]) -> None:
    """A part stands below its whole, so that every table prints it there."""
    above: dict[str, Code] = {}
    for entry in entries:
        whole = above.get(entry.part_of or "")
        if entry.part_of and whole is None:
            raise DataFileError(
                file,
                entry.code,
                f"{entry.part_of} som den är en del av står inte ovanför den",
                "Lägg delen nedanför det som den är en del av, eller rätta part_of.",
                "det hela före sina delar, och inget som är en del av sig självt",
            )
        if whole and (whole.lag, whole.omraden) != (entry.lag, entry.omraden):
            raise DataFileError(
                file,
                entry.code,
                f"lag eller omraden är andra än för {whole.code}",
                "Ge delen samma lag och omraden som det som den är en del av.",
            )
        above[entry.code] = entry


def _check_labels(file: str, entries: tuple[Code, ...]) -> None:
    """Two entries valid at the same time must not answer to the same label."""
    owners: dict[tuple[str | None, str], list[Code]] = {}
    for entry in entries:
        for label in {plain(label) for label in entry.labels}:
            owners.setdefault((entry.lag, label), []).append(entry)
    for (_, label), claimants in owners.items():
        for number, first in enumerate(claimants):
            for second in claimants[number + 1 :]:
                if first.valid.overlaps(second.valid):
                    raise DataFileError(
                        file,
                        second.code,
                        f"benämningen «{label}» hör redan till {first.code}",
                        "Ta bort den ur den ena, eller skilj dem åt med from och to.",
                        "en benämning för en kod åt gången",
                    )
