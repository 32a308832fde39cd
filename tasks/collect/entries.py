"""A file that lies in a folder: what its listing tells, and whether somebody still writes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas.collection import Unfinished, Unreachable
from tasks.collect.inbox import readable_name

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_IGNORED_STARTS = ("~$", ".")  # a lock file of Excel; hidden files, and lock files of LibreOffice
_TEMPORARY = (".part", ".partial", ".filepart", ".tmp", ".crdownload")
_LONG = timedelta(days=1)
_TIMES = ("mtime", "LastModified", "created")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it is listed. `size` and `modified` are None where the place does not tell them."""

    path: str
    size: int | None
    modified: datetime | None

    @property
    def base(self) -> str:
        return self.path.rstrip("/").rsplit("/", 1)[-1]

    @property
    def file_name(self) -> str:
        return readable_name(self.base)

    @property
    def ignored(self) -> bool:
        return self.base.startswith(_IGNORED_STARTS) or self.base.casefold() in _IGNORED_NAMES

    def same_as(self, other: Entry) -> bool:
        """Whether nothing was written between two looks. Some places tell their times in whole
        seconds to one question, and finer to another."""
        times = [each.modified for each in (self, other) if each.modified]
        if not all(each.microsecond for each in times):
            times = [each.replace(microsecond=0) for each in times]
        return self.size == other.size and len(set(times)) <= 1

    def age(self, now: datetime) -> timedelta | None:
        """How long ago it was changed; the clock of another machine may be ahead of ours."""
        return abs(now - self.modified) if self.modified else None


def entry_of(listed: Mapping[str, Any]) -> Entry:
    """An entry out of what a file system lists."""
    size = listed.get("size")
    moment = next((listed[name] for name in _TIMES if listed.get(name) is not None), None)
    return Entry(str(listed["name"]), int(size) if size is not None else None, _as_utc(moment))


def unnamed(entry: Entry, now: datetime) -> Unfinished | Unreachable | None:
    """What is said of a file with a name that programs give to what they have not finished."""
    if not entry.base.casefold().endswith(_TEMPORARY):
        return None
    age = entry.age(now)
    if age and age > _LONG:
        reason = "Namnet är ett sådant som ofärdiga filer har. Byt namn på den, om den är färdig."
        return Unreachable(entry.file_name, reason)
    return Unfinished(entry.file_name, "Filen överförs fortfarande.")


def unfinished(
    entry: Entry, locks: Iterable[Entry], now: datetime, quiet: timedelta
) -> Unfinished | None:
    """What is said of a file that was changed just now, or that somebody has open. A lock that is
    a day old was left behind by a program that died."""
    age = entry.age(now)
    if age is not None and age < quiet:
        return Unfinished(entry.file_name, "Filen ändrades alldeles nyss.")
    if any(_held(lock, now) for lock in locks if lock.base in _lock_names(entry.base)):
        return Unfinished(entry.file_name, "Filen är öppen hos någon.")
    return None


def _lock_names(base: str) -> tuple[str, ...]:
    """As Excel names them, and LibreOffice."""
    return f"~${base}", f".~lock.{base}#"


def _held(lock: Entry, now: datetime) -> bool:
    age = lock.age(now)
    return age is None or age < _LONG


def _as_utc(moment: datetime | float | None) -> datetime | None:
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return datetime.fromtimestamp(moment, UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
