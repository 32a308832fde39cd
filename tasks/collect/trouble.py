"""What goes wrong with a place that files are fetched from, in words for people.

The errors of drivers that may not be installed are known by their names. Their own texts are never
passed on: they may repeat an address, a password or the name of a file.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EACCES, ENOENT
from typing import TypeVar

from schemas.collection import Unreachable
from schemas.errors import UserError

Answer = TypeVar("Answer")

ATTEMPTS, FIRST_PAUSE = 3, 2.0
_GONE = "Filen försvann medan inkorgen lästes."
_CLOSED = "Det konto som kör kvartal får inte läsa filen."
_UNREADABLE = "Filen gick inte att läsa."
AWAY = "Servern svarar inte, eller så bröts förbindelsen. Nästa insamling försöker igen."
_LOGIN = (
    "Servern godtog inte inloggningen. Kontrollera användare och lösenord eller nyckel i filen som "
    "KVARTAL_SOURCE_CREDENTIALS pekar ut."
)
_LASTING = {
    "AuthenticationException": _LOGIN,
    "SMBAuthenticationError": _LOGIN,
    "LogonFailure": _LOGIN,
    "BadHostKeyException": (
        "Servern har en annan nyckel än den som är känd, så ingenting har hämtats. Ta reda på "
        "varför innan den nya nyckeln läggs in i filen med kända servrar."
    ),
    "UnknownHostError": (
        "Serverns nyckel är inte känd, så ingenting har hämtats. Lägg in den i filen som "
        "KVARTAL_SOURCE_KNOWN_HOSTS pekar ut, när den är kontrollerad."
    ),
    "SSLCertVerificationError": (
        "Serverns certifikat går inte att lita på, så ingenting har hämtats. Kontrollera adressen, "
        "och att certifikatets utfärdare är känd på den här maskinen."
    ),
    "FileNotFoundError": _GONE,
    "PermissionError": _CLOSED,
}


_NUMBERED = {ENOENT: _GONE, EACCES: _CLOSED}
_DENIED, _IN_USE = 0xC0000022, 0xC0000043  # as a server of shared folders says it


class SourceError(Exception):
    """A place did not give what was asked for. Where the reason is `lasting`, to ask again at once
    would only lock the account, or waste time."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.lasting = reason, lasting


class InUseError(SourceError):
    """Somebody has the file open, and lets nobody else read it meanwhile."""

    def __init__(self) -> None:
        super().__init__("Filen är öppen hos någon.", lasting=True)


class LoginError(SourceError):
    """The server knows no such user, or not with this password."""

    def __init__(self) -> None:
        super().__init__(_LOGIN, lasting=True)


@contextmanager
def told(*, remote: bool) -> Iterator[None]:
    """Whatever a driver raises becomes a SourceError."""
    try:
        yield
    except (SourceError, UserError, ImportError):
        raise
    except Exception as error:
        raise _named(error, remote) from None


def within(seconds: float, act: Callable[[], Answer]) -> Answer:
    """What `act` gives, or a TimeoutError: not every driver gives up on a silent server."""
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(act())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=work, name="fetch", daemon=True)
    thread.start()
    thread.join(seconds)
    for error in errors:
        raise error
    if not answers:
        raise TimeoutError
    return answers[0]


def patiently(act: Callable[[], Answer], attempts: int = ATTEMPTS) -> Answer:
    """What `act` gives, tried again after two seconds, then eight, where that may help."""
    for attempt in range(1, attempts):
        try:
            return act()
        except SourceError as error:
            if error.lasting:
                raise
            time.sleep(FIRST_PAUSE * 4 ** (attempt - 1))
    return act()


def away(shown: str, error: SourceError | UserError, *, attended: bool) -> Unreachable:
    """What is told of a place that gave nothing, or no more. Somebody who waits for it gets a
    UserError instead."""
    if isinstance(error, UserError):
        if attended:
            raise error
        return Unreachable(shown, f"{error.message} {error.hint}")
    if attended:
        raise UserError(f"Inkorgen {shown} går inte att läsa.", error.reason) from None
    return Unreachable(shown, error.reason)


def _named(error: Exception, remote: bool) -> SourceError:
    for kind in type(error).__mro__:
        if kind.__name__ in _LASTING:
            return SourceError(_LASTING[kind.__name__], lasting=True)
    status = getattr(error, "ntstatus", None)
    if status == _IN_USE:
        return InUseError()
    if status == _DENIED:
        return SourceError(_CLOSED, lasting=True)
    if isinstance(error, OSError) and error.errno in _NUMBERED:
        return SourceError(_NUMBERED[error.errno], lasting=True)
    return SourceError(AWAY if remote else _UNREADABLE, lasting=not remote)
