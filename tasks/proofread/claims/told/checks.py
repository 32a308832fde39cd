"""The accounts of a text against themselves and each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from tasks.proofread.claims.subject import Judgement, right, wrong
from tasks.proofread.claims.told.accounts import Account, pairs
from tasks.proofread.claims.told.partitions import Verdicts, partition
from tasks.proofread.claims.told.statements import Statement
from tasks.proofread.claims.words import strange_words

Check: TypeAlias = Callable[[Sequence[Account]], Verdicts]


def judge_accounts(made: Sequence[Account]) -> Mapping[int, Judgement]:
    """What the text's own figures tell of its claims, by claim. What is wrong outweighs what is
    right: a number may fit one sum and break another."""
    found: dict[int, Judgement] = {}
    for check in CHECKS:
        for statement, verdict in check(made):
            if verdict.rule or statement.claim not in found:
                found[statement.claim] = verdict
    return found


def parts_by_code(made: Sequence[Account]) -> Verdicts:
    """Kvinnor and män are all; so are new and repeated. Events are at most all."""
    for account in made:
        for dimension, whole in (("kon", 2), ("rapporttyp", 2)):
            parts = account.parts.get(dimension, {})
            if len(parts) == whole or (parts and _tells_all(account, parts)):
                yield from _sum(account, list(parts.values()), exact=True)
        if events := account.parts.get("handelse"):
            yield from _sum(account, list(events.values()), exact=False)


def _tells_all(account: Account, parts: Mapping[tuple[str, ...], Statement]) -> bool:
    """`Besluten gällde 3 kvinnor`: one kön, and all."""
    (part,) = parts.values() if len(parts) == 1 else (None,)
    if part is None:
        return False
    opening = part.clause.text[part.clause.sentence[0] : part.number.start].casefold()
    return opening.lstrip("-• ").startswith(("besluten gäll", "beslutet gäll"))


def enumerations(made: Sequence[Account]) -> Verdicts:
    """A list after a total adds up to it."""
    for account in made:
        if len(account.items) > 1:
            yield from _sum(account, account.items, exact=True)


def _sum(account: Account, parts: Sequence[Statement], exact: bool) -> Verdicts:
    added = sum(part.value for part in parts)
    terms = " + ".join(str(part.value) for part in parts)
    if added == account.value or (not exact and added < account.value):
        bound = f"{terms} = {added}" if exact else f"{terms} av {account.value}"
        yield from ((each, right(bound)) for each in (*parts, *([account.total] if exact else [])))
        return
    message = (
        f"Delarna stämmer inte med helheten: {terms} är {added}, men helheten är {account.value}."
    )
    bound = f"helheten {account.value}"
    yield parts[0], wrong("RAP-821", message, added, account.value, bound)


def differences(made: Sequence[Account]) -> Verdicts:
    """`minskade med två, från 14 till 12`: the difference is that of the two."""
    for account in made:
        moved = account.moved
        if moved is None or moved.moved is None or account.then is None:
            continue
        change = account.value - account.then
        bound = f"{account.then} till {account.value}"
        if change == moved.moved.value * moved.value:
            yield from ((each, right(bound)) for each in (moved, account.total, *account.sources))
            continue
        rule = "RAP-822" if abs(change) == moved.value else "RAP-821"
        message = (
            f"Skillnaden stämmer inte: från {account.then} till {account.value} är den "
            f"{change:+d}, men texten säger {moved.moved.value * moved.value:+d}."
        )
        yield moved, wrong(rule, message, moved.value, abs(change), bound)


def wholes(made: Sequence[Account]) -> Verdicts:
    """`Av de sju besluten`, `ett av sex ärenden`: what has just been counted."""
    for account in made:
        for whole in account.wholes:
            if whole.value == account.value:
                yield whole, right(f"samma tal som strax före: {account.value}")


def repeats(made: Sequence[Account]) -> Verdicts:
    """What is told twice is told alike."""
    divided = {account.total.scope for account in made if account.events}
    for first, second in pairs(made):
        if first.value == second.value:
            yield from (
                (each.total, right(f"sägs två gånger: {first.value}")) for each in (first, second)
            )
            yield from _same_difference(first, second)
        elif not first.total.topic and first.total.scope not in divided:
            message = f"Texten ger två tal för samma sak: {first.value} och {second.value}."
            yield (
                second.total,
                wrong("RAP-821", message, second.value, first.value, str(first.value)),
            )


def _same_difference(first: Account, second: Account) -> Verdicts:
    """The difference against the quarter before, told with both."""
    if first.then is None or second.then is None or not (first.sources and second.sources):
        return
    if first.then == second.then:
        bound = f"{first.value} nu, {first.then} kvartalet före, sägs två gånger"
        yield from ((each.sources[0], right(bound)) for each in (first, second))
        return
    message = (
        f"Texten ger två tal för kvartalet före: {first.then} "
        f"({first.sources[0].clause.said}) och {second.then}."
    )
    yield second.sources[0], wrong("RAP-821", message, second.then, first.then, str(first.then))


def events(made: Sequence[Account]) -> Verdicts:
    """A total that holds those executed and closed as well: the three add up to it, and so do
    their kvinnor and män. One of these sums that holds tells that it is such a total."""
    for _, run in groupby(made, key=lambda account: account.total.run):
        told = [account for account in run if not account.total.topic]
        done = {account.events: account for account in told if len(account.events) == 1}
        both = [done.get(("verkstallt",)), done.get(("avslutat",))]
        totals = [account for account in told if not account.events]
        if None in both or len({account.value for account in totals}) < 2:
            continue
        closed = [each for each in both if each]
        largest = max(account.value for account in totals)
        smallest = min(totals, key=lambda each: each.value)
        for whole in (account for account in totals if account.value == largest):
            yield from partition(
                whole, [smallest, *closed], "ej verkställda, verkställda och avslutade"
            )


def topics(made: Sequence[Account]) -> Verdicts:
    """What the sections tell of each type of decision adds up to the total of the run, or to the
    type that their heading names."""
    for _, run in groupby(made, key=lambda account: account.total.run):
        listed = [
            account
            for account in run
            if not account.total.nested and not account.events and account.total.decisions
        ]
        groups = [account for account in listed if _named_by_heading(account)]
        for group in groups:
            within = [
                each
                for each in listed
                if each.total.section == group.total.section and each is not group
            ]
            yield from partition(group, _distinct(within), "avsnittets beslutstyper")
        totals = [
            each for each in listed if not each.total.topic and "vantetid" not in each.total.codes
        ]
        grouped = {group.total.section for group in groups}
        types = [
            each
            for each in listed
            if each.total.topic
            and "vantetid" not in each.total.codes
            and (each in groups or each.total.section not in grouped)
        ]
        if totals:
            best = max(totals, key=lambda each: (len(each.parts), each.then is not None))
            yield from partition(best, _distinct(types), "beslutstyperna")


def _named_by_heading(account: Account) -> bool:
    """Whether the heading is about exactly what is counted: then the section divides it."""
    heading = {word.casefold()[:7] for word in strange_words(" ".join(account.total.section[-1:]))}
    return (
        bool(heading)
        and heading <= account.total.topic
        and len(account.total.topic) <= len(heading) + 1
    )


def _distinct(made: Iterable[Account]) -> list[Account]:
    """The first account of each topic."""
    by_topic: dict[frozenset[str], Account] = {}
    for account in made:
        if account.total.topic:
            by_topic.setdefault(account.total.topic, account)
    return list(by_topic.values())


_PERSONS = " Räknas personer i stället för beslut ska det sägas."


def waiting(made: Sequence[Account]) -> Verdicts:
    """Those who have waited longer and shorter are together those of the type spoken of."""
    for place, account in enumerate(made):
        if account.total.codes.get("vantetid") != ("6-12", "over-12"):
            continue
        shorter = next(
            (
                each
                for each in made[place + 1 : place + 3]
                if each.total.codes.get("vantetid") == ("3-6",)
                and each.total.section == account.total.section
            ),
            None,
        )
        spoken = next(
            (
                each
                for each in reversed(made[:place])
                if "vantetid" not in each.total.codes
                and each.total.section == account.total.section
            ),
            None,
        )
        if shorter and spoken:
            yield from partition(
                spoken, [account, shorter], "längre och kortare väntetid", _PERSONS
            )


CHECKS: Sequence[Check] = (
    parts_by_code, enumerations, differences, wholes, repeats, topics, waiting, events,
)  # fmt: skip
