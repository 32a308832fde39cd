"""From complete tables and facts to those that the public may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.facts import Facts
from schemas.municipality import Municipality
from schemas.protection import Earlier, Protected
from schemas.tables import Figure, Table
from tasks.disclose.gather import gather
from tasks.disclose.hide import hide_in_facts, hide_in_table, losses
from tasks.disclose.system import System


class DisclosureError(Exception):
    """The attack got through: the edition must not be published, and the fault is ours."""


def protect(
    municipality: Municipality,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> Protected:
    """Hide the figures below their thresholds, and those that would give them away, in tables and
    prose together and with every earlier public release in sight. `units` tells which bytes
    (SHA-256) stand behind each unit now.

    The result has been attacked. Raises DisclosureError when the attack found anything.
    """
    gathered = gather(municipality, tables, facts, earlier, units)
    hidden = _hidden(gathered.system)
    quantities = gathered.system.quantities

    def secret(figure: Figure) -> bool:
        return gathered.numbers[figure] in hidden

    def small(figure: Figure) -> bool:
        return quantities[gathered.numbers[figure]].small

    protected = Protected(
        tables=tuple(hide_in_table(table, secret) for table in tables),
        facts=hide_in_facts(facts, gathered.labels, secret),
        losses=tuple(losses(tables, small, secret)),
        left_out=tuple(gathered.system.left_out),
    )
    _check(municipality, protected, earlier, units)
    return protected


def _hidden(system: System) -> frozenset[int]:
    """The numbers of the quantities that the new edition hides."""
    from tasks.disclose.problem import problems
    from tasks.disclose.search import Search

    own = {number for number, each in enumerate(system.quantities) if each.hidden}
    for problem in problems(system):
        search = Search(problem).run()
        own.update(number for number, chosen in zip(problem.numbers, search, strict=True) if chosen)
    return frozenset(own)


def _check(
    municipality: Municipality,
    protected: Protected,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> None:
    from tasks.disclose.faults import faults

    found = faults(municipality, protected.tables, protected.facts, earlier, units)
    if found:
        rules = ", ".join(f"{each.rule} {each.subject}" for each in found[:3])
        raise DisclosureError(f"{len(found)} hidden figures are not safe: {rules}")
