"""Errors on their way to Prefect, which logs what they say and keeps it in its database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from schemas.errors import UserError
from schemas.trail import trail

P = ParamSpec("P")
R = TypeVar("R")


class VeiledError(Exception):
    """An error of ours, told by where it happened: its own text may quote a cell. `error` is the
    error itself, for whoever runs a flow in their own process."""

    def __init__(self, reference: str, body: str, error: Exception | None = None) -> None:
        super().__init__(reference, body)
        self.reference, self.error = reference, error

    def __str__(self) -> str:
        return ": ".join(self.args)


def veiled(function: Callable[P, R]) -> Callable[P, R]:
    """What a task or a flow does. A UserError is left as it is: its words are ours."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (UserError, VeiledError):
            raise
        except Exception as error:
            raise VeiledError(*trail(error), error) from None

    return run


@contextmanager
def unveiled() -> Iterator[None]:
    """A flow that is run in this process ends with the error itself."""
    try:
        yield
    except VeiledError as veil:
        raise veil.error or veil from None
