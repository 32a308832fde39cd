"""What Great Expectations has said of a value, remembered for as long as the process lives.

Every promise is about one value of one row, so that the same value under the same promise has the
same answer, in whichever file it stands. Only values that are new are asked about: the first
workbooks bring nearly all there are, and what a run of the library costs is then paid no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tasks.validate.frames import LAG, Frame, Numbered, Promise

_Key: TypeAlias = str | tuple[str | None, str | None] | None
"""A value, with the law of its row where the promise is made of one law's rows."""

_MOST = 500_000
"""Values that are remembered: some tens of megabytes, and more than any country has."""


@dataclass
class Remembered:
    """By promise and value, whether the value breaks it."""

    broken: dict[str, dict[_Key, bool]] = field(default_factory=dict)

    def unknown(self, frame: Asked) -> Sequence[int]:
        """Rows that between them hold every value that nobody has been asked about."""
        rows: set[int] = set()
        for promise, keys in frame.keys:
            known = self.broken.setdefault(promise.id, {})
            new = set(keys) - known.keys()
            rows.update(keys.index(key) for key in new)
        return sorted(rows)

    def learn(self, frame: Asked, rows: Sequence[int], failing: set[tuple[str, int]]) -> None:
        """`failing` are promises and rows."""
        if sum(map(len, self.broken.values())) > _MOST:
            self.broken.clear()
        for promise, keys in frame.keys:
            known = self.broken.setdefault(promise.id, {})
            known.update({keys[row]: (promise.id, row) in failing for row in rows})

    def faults(self, frame: Asked) -> Iterator[Numbered]:
        """The failing rows as faults, row by row and in the order of the columns."""
        failing = [
            (row, frame.frame.position(promise), promise)
            for promise, keys in frame.keys
            for row in self._failing(promise, keys)
        ]
        for row, _, promise in sorted(failing, key=lambda each: each[:2]):
            fault = frame.frame.fault(promise, row)
            if fault:
                yield fault

    def _failing(self, promise: Promise, keys: Sequence[_Key]) -> list[int]:
        known = self.broken[promise.id]
        bad = {key for key in set(keys) if known[key]}
        return [row for row, key in enumerate(keys) if key in bad] if bad else []


@dataclass(frozen=True)
class Asked:
    """A frame with its columns, and the values that each of its promises is about."""

    frame: Frame
    columns: Mapping[str, list[str | None]]
    keys: Sequence[tuple[Promise, Sequence[_Key]]]

    @property
    def spec(self) -> str:
        """What is promised; frames of which the same is promised are told by the same memory."""
        return repr(self.frame.spec)

    def only(self, rows: Sequence[int]) -> Mapping[str, list[str | None]]:
        return {name: [values[row] for row in rows] for name, values in self.columns.items()}


def asked(frame: Frame) -> Asked:
    columns = frame.columns
    return Asked(frame, columns, [(each, _keys(each, columns)) for each in frame.spec])


def _keys(promise: Promise, columns: Mapping[str, list[str | None]]) -> Sequence[_Key]:
    values = columns[promise.column]
    return values if promise.lag is None else list(zip(values, columns[LAG], strict=True))
