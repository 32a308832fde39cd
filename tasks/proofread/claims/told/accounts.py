"""Accounts: a total with the parts that the text gives of it, now and a quarter before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tasks.proofread.claims.told.statements import Statement


@dataclass
class Account:
    """What the text tells of one thing. `then` is its value a quarter before, told or worked out
    from a difference; `moved` a difference told with both. `parts` are by dimension and code,
    `items` those of an enumeration, `wholes` what it is called where parts of it are told."""

    total: Statement
    then: int | None = None
    sources: list[Statement] = field(default_factory=list)
    parts: dict[str, dict[tuple[str, ...], Statement]] = field(default_factory=dict)
    items: list[Statement] = field(default_factory=list)
    wholes: list[Statement] = field(default_factory=list)
    moved: Statement | None = None

    @property
    def value(self) -> int:
        return self.total.value

    @property
    def events(self) -> tuple[str, ...]:
        return self.total.codes.get("handelse", ())

    @property
    def key(self) -> tuple[object, ...]:
        """What two accounts of one thing have in common."""
        total = self.total
        codes = tuple(sorted((name, codes) for name, codes in total.codes.items()))
        return total.scope, total.topic, codes, total.quarter

    def part(self, dimension: str, *codes: str) -> Statement | None:
        return self.parts.get(dimension, {}).get(codes)


_PARTING = ("kon", "rapporttyp")


def accounts(said: Iterable[Statement]) -> list[Account]:
    """The accounts of a text, in order. A difference, and the first of `från 14 till 12`, may stand
    before what they belong to."""
    made: list[Account] = []
    ahead: list[Statement] = []
    for statement in said:
        ahead = [each for each in ahead if each.clause.sentence == statement.clause.sentence]
        current = made[-1] if made else None
        if statement.opens:
            ahead.append(statement)
        elif current is not None and not ahead and _belongs(statement, current):
            _enter(statement, current)
        elif statement.moved is not None:
            ahead.append(statement)
        elif not statement.whole:
            made.append(_opened(statement, ahead))
            ahead = []
    return made


def _opened(statement: Statement, ahead: Iterable[Statement]) -> Account:
    account = Account(statement)
    for each in ahead:
        if each.opens:
            account.then = each.value
            account.sources.insert(0, each)
        else:
            account.moved = each
    return account


def _belongs(statement: Statement, account: Account) -> bool:
    """Whether a number tells more of what has just been counted."""
    total = account.total
    if statement.run != total.run:
        return False
    if statement.item and not statement.whole and statement.moved is None:
        return True
    if statement.clause.passage is total.clause.passage:
        return _continues(statement, account)
    parted = any(name in statement.codes and name not in total.codes for name in _PARTING)
    plain = not statement.whole and statement.moved is None
    return plain and parted and statement.section == total.section


def _continues(statement: Statement, account: Account) -> bool:
    """The same within one paragraph."""
    total = account.total
    if statement.whole:
        return True
    if statement.moved is not None:
        return statement.clause.quarter == total.quarter
    if statement.quarter < total.quarter:
        return set(statement.codes) <= set(total.codes)
    if any(name in statement.codes and name not in total.codes for name in _PARTING):
        return True
    event = "handelse" in statement.codes
    return event and (statement.clause.segment.crossing or _joined_event(statement, account))


def _joined_event(statement: Statement, account: Account) -> bool:
    """`varav 1 har verkställts och 1 har avslutats`: the second follows the first."""
    same = statement.clause.sentence == account.total.clause.sentence
    return same and "handelse" in statement.codes and "handelse" in account.parts


def _enter(statement: Statement, account: Account) -> None:
    if statement.whole:
        account.wholes.append(statement)
    elif statement.moved is not None:
        if (
            statement.clause.compared
            and statement.clause.compared[-1].quarter == account.total.quarter.previous
        ):
            account.then = account.value - statement.moved.value * statement.value
            account.sources.append(statement)
    elif statement.quarter < account.total.quarter:
        account.then = statement.value
        account.sources.append(statement)
    elif statement.item:
        account.items.append(statement)
    else:
        for name in (*_PARTING, "handelse"):
            if name in statement.codes and name not in account.total.codes:
                account.parts.setdefault(name, {})[statement.codes[name]] = statement
                return


def pairs(made: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """Accounts of one thing, each with the first that told it."""
    first: dict[tuple[object, ...], Account] = {}
    for account in made:
        earlier = first.setdefault(account.key, account)
        if earlier is not account:
            yield earlier, account
