"""Telling whoever waits for a run how far it has come."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str, int | None], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with each step (Swedish) and the number of things in it, if it has one."""
    _listeners.append(listener)


def tell(step: str, count: int | None = None) -> None:
    for listener in _listeners:
        listener(step, count)
