"""Wholes and their parts in several accounts: now, the quarter before, of each kön."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tasks.proofread.claims.subject import Judgement, right, wrong
from tasks.proofread.claims.told.accounts import Account
from tasks.proofread.claims.told.statements import Statement

Verdicts: TypeAlias = Iterator[tuple[Statement, Judgement]]

KON_WORDS = {("kvinna",): "kvinnor", ("man",): "män"}


@dataclass(frozen=True)
class _Axis:
    """One way in which a whole and its parts are told: now, the quarter before, of one kön."""

    label: str
    whole: Statement
    said: int
    parts: tuple[tuple[Statement | None, int], ...]

    @property
    def added(self) -> int:
        return sum(value for _, value in self.parts)

    @property
    def terms(self) -> str:
        return " + ".join(str(value) for _, value in self.parts)


def partition(whole: Account, parts: Sequence[Account], what: str, hint: str = "") -> Verdicts:
    """Whether parts add up on every axis that both tell. One axis that holds shows that they are
    all the parts; then another that does not is wrong."""
    if len(parts) < 2:
        return
    axes = [*_axes(whole, parts)]
    holding = next((axis for axis in axes if axis.said == axis.added), None)
    if holding is None:
        return
    for axis in axes:
        if axis.said != axis.added:
            yield axis.whole, _not_all(axis, holding, what, hint)
            continue
        bound = right(f"{what}: {axis.terms} = {axis.added}{axis.label}")
        yield axis.whole, bound
        yield from ((statement, bound) for statement, _ in axis.parts if statement)


def _not_all(axis: _Axis, holding: _Axis, what: str, hint: str) -> Judgement:
    message = (
        f"Delarna ({what}) ger {axis.terms} = {axis.added}{axis.label}, men texten säger "
        f"{axis.said}. Att de är alla delar visar {holding.terms} = {holding.said}"
        f"{holding.label or ' för kvartalet'}.{hint}"
    )
    return wrong("RAP-821", message, axis.said, axis.added, f"{what}: {axis.terms}")


def _axes(whole: Account, parts: Sequence[Account]) -> Iterator[_Axis]:
    yield _Axis("", whole.total, whole.value, tuple((part.total, part.value) for part in parts))
    before = [(next(iter(part.sources), None), part.then) for part in parts]
    known = tuple((source, then) for source, then in before if then is not None)
    if whole.then is not None and len(known) == len(parts):
        source = next(iter(whole.sources), whole.total)
        yield _Axis(" kvartalet före", source, whole.then, known)
    for code, word in KON_WORDS.items():
        told = whole.part("kon", *code)
        each = [(part.part("kon", *code), _kon(part, code)) for part in parts]
        values = tuple((part, value) for part, value in each if value is not None)
        if told is not None and len(values) == len(parts):
            yield _Axis(f" {word}", told, told.value, values)


def _kon(account: Account, code: tuple[str, ...]) -> int | None:
    """The number of one kön; none of it where the other is all."""
    told = account.part("kon", *code)
    if told is not None:
        return told.value
    parts = account.parts.get("kon", {})
    return 0 if sum(part.value for part in parts.values()) == account.value and parts else None
