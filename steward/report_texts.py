"""The report's own texts, changed on a page: the same files that the command line reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from schemas.errors import UserError
from schemas.events import Act, Event
from schemas.plans import Plan, report_plan
from schemas.quarter import Quarter
from sql.audit import record
from sql.engine import writing
from steward.guard import Visitor
from steward.house import House
from steward.texts import even, kept_text
from tasks.narrate.files import read_text, replace_texts, text_as_it_is
from tasks.narrate.filling import anew, filled, head_with
from tasks.narrate.head import HEAD_FILE, LABELS, fact, head_in, read_head
from tasks.narrate.written import section_file, start_written

HEAD = "huvud"
"""What the log calls the head, and what the name of a field of it begins with on the page."""

TEXT, WAS = "text.", "was."
"""What the fields of the form begin with: a text, and the digest of what it was made from."""

LONGEST_FACT, LONGEST_SECTION = 200, 20_000
"""Letters in a field of the head, and in a section."""

DAY = "datum"


class TextsOvertaken(UserError):  # noqa: N818 - what happened to whoever writes
    """Somebody else has changed the same texts since the form was made; `keys` names them."""

    def __init__(self, keys: frozenset[str], names: str) -> None:
        super().__init__(
            f"Någon annan har ändrat samma text sedan du öppnade sidan: {names}.",
            "Ingenting är sparat än. Båda texterna visas: för in det som ska vara kvar i ditt fält "
            "och spara på nytt.",
        )
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Sent:
    """A field of the form: the digest of the text that it was made from, and what stands there."""

    was: str
    text: str

    @property
    def is_changed(self) -> bool:
        return digest(even(self.text)) != self.was


@dataclass(frozen=True)
class Texts:
    """The texts of a quarter's folder as they lie there."""

    folder: Path
    plan: Plan

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """Every text that can be changed, by the name of its field."""
        head, _ = read_head(self.folder / HEAD_FILE)
        facts = {head_key(each): fact(head, each) for each in LABELS}
        sections = {each.id: text_as_it_is(self.file(each.id)) for each in self.plan.open}
        return {key: even(text) for key, text in {**facts, **sections}.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each of them is called."""
        facts = {head_key(each): label for each, label in LABELS.items()}
        return {**facts, **{each.id: each.title for each in self.plan.open}}

    def file(self, section: str) -> Path:
        return section_file(self.folder, section)

    def is_unreadable(self, key: str) -> bool:
        """Whether a file lies there that the report cannot be made of."""
        path = self.file(key)
        try:
            read_text(path)
        except ValueError:
            return path.is_file()
        return False


def texts_of(house: House, quarter: Quarter) -> Texts:
    plan = report_plan(house.municipality)
    return Texts(house.settings.written(str(quarter)), plan)


def head_key(field: str) -> str:
    return f"{HEAD}-{field}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def save_texts(
    visitor: Visitor, quarter: Quarter, sent: Mapping[str, Sent], at: datetime, *, fresh_head: bool
) -> bool:
    """Write what was changed, and tell whether anything was; with `fresh_head` the head's file
    is written anew whatever stands in it. Raises UserError; TextsOvertaken when somebody else has
    changed the same texts since."""
    house = visitor.house
    lock = (house.municipality.code, "report-texts", quarter)
    with writing(house.engine, *lock) as connection, _on_disk(quarter):
        texts = texts_of(house, quarter)
        start_written(texts.folder, texts.plan)
        change = _change(texts, sent, fresh_head)
        files = dict(change.files())
        if files:
            event = Event(Act.REPORT_WRITTEN, visitor.actor, at, quarter)
            record(connection, house.municipality.code, *change.events(event))
            replace_texts(files)
    return bool(files)


@dataclass(frozen=True)
class _Change:
    """What is to be written: fields of the head, and sections by their ids."""

    texts: Texts
    facts: Mapping[str, str]
    sections: Mapping[str, str]
    fresh_head: bool

    def files(self) -> Iterator[tuple[Path, str]]:
        path = self.texts.folder / HEAD_FILE
        before = text_as_it_is(path)
        if self.fresh_head:
            yield path, anew(before, head_with(head_in(before, path)[0], self.facts))
        elif self.facts:
            yield path, filled(before, self.facts)
        for section, text in self.sections.items():
            yield self.texts.file(section), f"{text}\n" if text else ""

    def events(self, event: Event) -> Iterator[Event]:
        """One for the head and for each section: which, and not a word of what was written."""
        if self.facts or self.fresh_head:
            fields = {"fields": ", ".join(self.facts)} if self.facts else {}
            yield replace(event, subject=HEAD, detail=fields)
        for section in self.sections:
            yield replace(event, subject=section)


def _change(texts: Texts, sent: Mapping[str, Sent], fresh_head: bool) -> _Change:
    asked = {
        key: each for key, each in sent.items() if key in texts.shown and _differs(texts, key, each)
    }
    _require_newest(texts, asked)
    facts = {each: _fact(each, asked[head_key(each)]) for each in LABELS if head_key(each) in asked}
    sections = {
        each.id: kept_text(asked[each.id].text, f"Texten i {each.title}", LONGEST_SECTION)
        for each in texts.plan.open
        if each.id in asked
    }
    return _Change(texts, facts, sections, fresh_head)


def _differs(texts: Texts, key: str, each: Sent) -> bool:
    """Whether the sender has changed the text, and it is not so already. A file that nobody can
    read is written although its text was left as it was shown."""
    if not each.is_changed:
        return texts.is_unreadable(key)
    return even(each.text) != texts.shown[key]


def _require_newest(texts: Texts, asked: Mapping[str, Sent]) -> None:
    overtaken = frozenset(
        key for key, each in asked.items() if each.was != digest(texts.shown[key])
    )
    if overtaken:
        names = ", ".join(name for key, name in texts.names.items() if key in overtaken)
        raise TextsOvertaken(overtaken, names)


def _fact(field: str, sent: Sent) -> str:
    """A field of the head, on one line."""
    text = kept_text(" ".join(sent.text.split()), LABELS[field], LONGEST_FACT)
    if field != DAY or not text:
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UserError(
            "Datumet kan inte läsas.", "Välj en dag, eller skriv den som 2025-03-17."
        ) from None


@contextmanager
def _on_disk(quarter: Quarter) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            f"Texterna kan inte sparas på servern ({reason}).",
            f"Säg till förvaltaren: Kvartal behöver få skriva i hemmappens rapport/{quarter}. "
            "Det du skrev står kvar här.",
        ) from error
