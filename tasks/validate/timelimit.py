"""A time limit for code that runs in this thread.

One watchdog for the whole process wakes up now and then and raises `TimeLimitError` in threads
whose time is up. It reaches Python code alone: a single call into C is waited for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY = 0.2  # seconds; how late a limit may be noticed


class TimeLimitError(Exception):
    """What ran took longer than it was given."""


class _Watchdog:
    """The threads that are being timed, and when each one's time is up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._deadlines: dict[int, float] = {}
        self._running = False

    def watch(self, thread: int, seconds: float) -> None:
        with self._lock:
            self._deadlines[thread] = time.monotonic() + seconds
            if not self._running:
                self._running = True
                threading.Thread(target=self._look, name="timelimit", daemon=True).start()

    def release(self, thread: int) -> bool:
        """Stop timing; False when the error has been sent already."""
        with self._lock:
            return self._deadlines.pop(thread, None) is not None

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            with self._lock:
                now = time.monotonic()
                late = [thread for thread, end in self._deadlines.items() if end < now]
                for thread in late:
                    del self._deadlines[thread]
                    _raise_in(thread)


_WATCHDOG = _Watchdog()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimitError in what is done here when it takes longer than this."""
    thread = threading.get_ident()
    _WATCHDOG.watch(thread, seconds)
    try:
        yield
    finally:
        if not _WATCHDOG.release(thread):
            _take_what_was_sent()


def _raise_in(thread: int) -> None:
    _send(thread, TimeLimitError)


def _take_what_was_sent() -> None:
    """The error may still be on its way when the work ended by itself: let it arrive here."""
    _send(threading.get_ident(), None)


def _send(thread: int, error: type[Exception] | None) -> None:
    """Have a thread raise an error once it runs Python code; None takes back what was sent."""
    import ctypes  # by who was late

    told = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), told)
