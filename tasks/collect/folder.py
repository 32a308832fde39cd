"""A folder of this machine as an inbox, or one at any address that fsspec has a driver for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from errno import EACCES, ENOENT
from typing import Any, TypeVar

from deploy.inboxes import Inboxes
from schemas.collection import Unfinished, Unreachable
from schemas.errors import UserError
from tasks.collect.drivers import close_system, is_remote, open_system
from tasks.collect.entries import Entry, entry_of, unfinished, unnamed
from tasks.collect.inbox import Fetched, Given
from tasks.collect.trouble import ATTEMPTS, InUseError, SourceError, away, patiently, told, within

Answer = TypeVar("Answer")

_SECRET = re.compile(r"//[^/@]*@|\?.*")
_WHOLE = 10  # a whole file may take so many times as long as a server may be silent
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class _Opened:
    """A folder that is known to be there."""

    system: Any
    path: str
    remote: bool
    seconds: float

    def entries(self) -> tuple[Entry, ...]:
        """Everything that may be a report, and the locks beside; folders are not entered."""
        listed = self._do(lambda: self.system.ls(self.path, detail=True))
        return tuple(entry_of(each) for each in map(self._followed, listed) if self._is_file(each))

    def again(self, entry: Entry) -> Entry:
        """What is told of a file now, by the place itself and not from memory."""
        self.system.invalidate_cache(self.path)
        return entry_of(self._do(lambda: self.system.info(entry.path)))

    def read(self, entry: Entry) -> bytes:
        data: bytes = self._do(lambda: self.system.cat_file(entry.path), _WHOLE)
        return data

    def close(self) -> None:
        """A connection that is dead already need not be closed."""
        with suppress(Exception):
            close_system(self.system)

    def _followed(self, listed: Mapping[str, Any]) -> Mapping[str, Any]:
        """A link of another machine, as what it leads to; one that leads nowhere stays a link."""
        if listed["type"] != "link" or not self.remote:
            return listed
        with suppress(SourceError):
            return self._do(lambda: self.system.info(listed["name"]))
        return {**listed, "type": "file"}

    def _is_file(self, listed: Mapping[str, Any]) -> bool:
        """Files, and links unless they lead to a folder; a pipe would be waited for for ever."""
        if listed.get("islink"):
            return not self._do(lambda: self.system.isdir(listed["name"]))
        return bool(listed["type"] == "file")

    def _do(self, act: Callable[[], Answer], times: int = 1) -> Answer:
        with told(remote=self.remote):
            return within(times * self.seconds, act) if self.remote else act()


@dataclass(frozen=True)
class Folder:
    """A folder at an address. `attended` tells that somebody asks for what lies there now: a file
    that was changed just now is then taken too, and a folder that is not there is their matter."""

    address: str
    settings: Inboxes
    mixed: bool
    attended: bool

    @property
    def shown(self) -> str:
        return _SECRET.sub(lambda found: "//" if found[0][0] == "/" else "", self.address)

    def given(self) -> Iterator[Given]:
        ended: set[str] = set()
        failures: Counter[str] = Counter()
        try:
            while (yield from self._visit(ended, failures)):
                pass
        except (SourceError, UserError) as error:
            yield away(self.shown, error, attended=self.attended)

    def settle(self) -> None:
        """A folder is left as it is."""

    def require(self) -> None:
        """Raises UserError when there is no folder at the address."""
        try:
            with self._opened():
                pass
        except SourceError as error:
            away(self.shown, error, attended=True)

    def _visit(self, ended: set[str], failures: Counter[str]) -> Generator[Given, None, bool]:
        """Go through what is left, by age, then name, so that the later of two becomes the later
        version. After an error that may pass the place is to be opened anew: one file that breaks
        the connection keeps nobody from the others."""
        with self._opened() as (folder, entries):
            for entry in sorted(entries, key=_by_age):
                if entry.ignored or entry.path in ended:
                    continue
                try:
                    given = self._take(folder, entry, entries)
                except InUseError as error:
                    given = Unfinished(entry.file_name, error.reason)
                except SourceError as error:
                    failures[entry.path] += 1
                    if not error.lasting and failures[entry.path] < ATTEMPTS:
                        return True
                    given = Unreachable(entry.file_name, error.reason)
                ended.add(entry.path)
                yield given
        return False

    def _take(self, folder: _Opened, entry: Entry, others: Iterable[Entry]) -> Given:
        """A file, unless somebody still writes in it: what is told of it differs then before and
        after. Where it does not, all of it must have come."""
        now, quiet = datetime.now(UTC), timedelta(seconds=self.settings.quiet_seconds)
        left = unnamed(entry, now)
        if left is None and not self.attended:
            left = unfinished(entry, others, now, quiet)
        if left is not None:
            return left
        if entry.size and entry.size > MOST_BYTES:
            return Unreachable(entry.file_name, "Filen är alldeles för stor för att hämtas.")
        data = folder.read(entry)
        if not entry.same_as(folder.again(entry)):
            return Unfinished(entry.file_name, "Filen ändrades medan den hämtades.")
        if entry.size is not None and len(data) != entry.size:
            raise SourceError("Filen kom inte fram hel. Nästa insamling försöker igen.")
        return Fetched(entry.file_name, data, entry.modified)

    @contextmanager
    def _opened(self) -> Iterator[tuple[_Opened, tuple[Entry, ...]]]:
        folder, entries = patiently(self._listed)
        try:
            yield folder, entries
        finally:
            folder.close()

    def _listed(self) -> tuple[_Opened, tuple[Entry, ...]]:
        folder = self._open()
        try:
            return folder, folder.entries()
        except BaseException:
            folder.close()
            raise

    def _open(self) -> _Opened:
        remote, seconds = is_remote(self.address), self.settings.timeout_seconds
        with told(remote=remote):
            system, path = within(_WHOLE * seconds, self._found) if remote else self._found()
        return _Opened(system, path, remote, seconds)

    def _found(self) -> tuple[Any, str]:
        system, path = open_system(self.address, self.settings)
        try:
            is_folder = system.info(path)["type"] == "directory" or system.isdir(path)
        except OSError as error:
            close_system(system)
            raise self._not_there(error) from None
        if not is_folder:
            raise UserError(
                f"Inkorgen {self.shown} är en fil, inte en mapp.",
                "Ange mappen som filen ligger i.",
                f"kvartal check {path} granskar filen.",
            )
        return system, path

    def _not_there(self, error: OSError) -> Exception:
        """By its number: shared folders have errors of their own."""
        if error.errno == ENOENT or isinstance(error, FileNotFoundError):
            return UserError(
                f"Inkorgen {self.shown} finns inte.", "Kontrollera sökvägen, eller skapa mappen."
            )
        if error.errno == EACCES:
            return UserError(
                f"Inkorgen {self.shown} går inte att läsa.",
                "Ge det konto som kör kvartal rätt att läsa mappen.",
            )
        return error


def _by_age(entry: Entry) -> tuple[datetime, str]:
    return entry.modified or datetime.min.replace(tzinfo=UTC), entry.file_name
