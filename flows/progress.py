"""Telling whoever waits for a run how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int | None], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """While this lasts each step (Swedish) is told, with the number of things in it if any."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(step: str, count: int | None = None) -> None:
    for listener in _listeners:
        listener(step, count)
