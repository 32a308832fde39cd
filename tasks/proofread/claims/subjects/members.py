"""Numbers of insatser, not of decisions: `de fyra insatserna som minskat`, `de flesta av dessa`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.proofread.claims.binding import Subject, law_choices
from tasks.proofread.claims.clauses import Clause
from tasks.proofread.claims.cues import Cue, Direction
from tasks.proofread.claims.held import earlier_quarters, moves
from tasks.proofread.claims.subject import (
    Focus,
    Judgement,
    World,
    of_cues,
    of_numbers,
    right,
    unbound,
    wrong,
)
from tasks.proofread.claims.words import strange_words
from tasks.proofread.cube import Member

NOUNS = {
    "insats": (
        r"insats(?:er|erna)?|bistånd(?:en|sformer\w*)?"
        r"|former(?:na)?(?:\s+av\s+bistånd)?|typer(?:na)?"
    ),
    "orsak": r"orsak(?:er|erna)|skäl(?:en)?",
    "enhet": r"enheter(?:na)?|(?:stadsdels)?nämnder(?:na)?",
}
_NOUN = re.compile(
    "|".join(rf"(?P<{dimension}>\b(?:{words})\b)" for dimension, words in NOUNS.items()), re.I
)
_COUNTED = re.compile(
    r"^\s*(?:(?:av|de|dessa|stycken|olika|andra|stadens|övriga|alla|vanligaste|största|\d+|sju|åtta|nio|tio|elva|tolv)\s+){0,4}?"
    r"(?:(?:LSS|SoL)-)?(?:insats(?:er|erna)?|former(?:na)?|typer(?:na)?|orsaker(?:na)?|enheter(?:na)?"
    r"|(?:stadsdels)?nämnder(?:na)?)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:(?:av|bland)\s+(?:(?:de|stadens|alla)\s+)*|alla\s+)$", re.IGNORECASE)
_REST = re.compile(r"\b(?:resterande|övriga|de\s+andra)\s+(?:insats|bistånd|former|orsaker)", re.I)


@of_numbers("antal insatser", 10)
def members(focus: Focus, world: World) -> Judgement | None:
    """How many rows of a table have moved in a direction."""
    if not counts_members(focus):
        return None
    return _all_members(focus, world) if _OF.search(focus.before) else _moving(focus, world)


def counts_members(focus: Focus) -> bool:
    """Whether the number counts rows of a table, not decisions."""
    counts = focus.number.most or not focus.number.is_share
    return counts and bool(_COUNTED.match(focus.after))


def _moving(focus: Focus, world: World) -> Judgement:
    cue = next(iter(_cues(focus)), None)
    noun = _NOUN.search(focus.after)
    if cue is None or noun is None:
        return unbound("det är insatser som räknas, inte beslut")
    dimension = str(noun.lastgroup)
    listed = _listed(focus, dimension, world) if focus.number.most else ()
    if listed and _names_unknown(focus.clause):
        return unbound("stycket räknar upp något som ingen tabell har")
    moved = _moved(focus.clause, dimension, cue.direction, listed, world)
    if moved is None:
        return unbound("tabellerna visar inte hur insatserna har ändrats")
    return _judged(focus, cue.direction, *moved, world)


def _all_members(focus: Focus, world: World) -> Judgement:
    """The nine of `fyra av nio insatser`: every row of the table, or every one with decisions."""
    noun = _NOUN.search(focus.after)
    clause = focus.clause
    rows = _listed_rows(clause, str(noun.lastgroup), world) if noun else ()
    lagar = law_choices(clause, world.cube, total=False)[0]
    values = [
        Subject(lagar, (frozenset({row}),)).values(world.cube, clause.quarter) for row in rows
    ]
    counts = (len(rows), sum(bool(value and value[0]) for value in values))
    if not rows:
        return unbound("ingen tabell räknar upp dem")
    if focus.number.value in counts:
        return right(f"tabellen har {len(rows)}")
    message = f"Talet {focus.number.text} stämmer inte: tabellen har {len(rows)}."
    return wrong("RAP-821", message, focus.number.count, len(rows), f"tabellen har {len(rows)}")


def _judged(
    focus: Focus, direction: Direction, hits: list[Member], everyone: Sequence[Member], world: World
) -> Judgement:
    label = world.cube.label(hits) or "ingen"
    bound = f"{len(hits)} av {len(everyone)} har {direction.word}: {label}"
    if focus.number.most:
        if 2 * len(hits) > len(everyone):
            return right(bound)
        message = (
            f"«{focus.number.text}» stämmer inte: {len(hits)} av {len(everyone)} har "
            f"{direction.word} ({label}). Det är inte fler än hälften."
        )
        return wrong(
            "RAP-822", message, focus.number.text, f"{len(hits)} av {len(everyone)}", bound
        )
    if len(hits) == focus.number.value:
        return right(bound)
    message = f"Talet {focus.number.text} stämmer inte: {len(hits)} har {direction.word} ({label})."
    return wrong("RAP-821", message, focus.number.count, len(hits), bound)


def _cues(focus: Focus) -> Sequence[Cue]:
    """The words of direction of the sentence, those after the number first."""
    cues = focus.clause.segment.marks.cues
    return sorted(cues, key=lambda cue: (cue.start < focus.number.end, cue.start))


def _listed(focus: Focus, dimension: str, world: World) -> tuple[Member, ...]:
    """The members that the paragraph has named before: `de flesta av dessa insatser`."""
    if not re.search(r"\bdessa\b", focus.after[:30], re.IGNORECASE):
        return ()
    rows = _rows(focus.clause, dimension, world)
    named = told_members(focus.clause)
    return tuple(member for member in rows if member in named)


def told_members(clause: Clause) -> set[Member]:
    """What the paragraph has named before the sentence."""
    return {
        member
        for each in clause.told
        for name in each.names
        for option in name.options
        for member in option
    }


def _names_unknown(clause: Clause) -> bool:
    """Whether a word that no list knows stands beside a name that the paragraph lists."""
    before = (clause.text[: each.start] for each in clause.told)
    beside = (re.search(r"(\w+)(?:,|\s+och|\s+samt)\s+$", text) for text in before)
    return any(match and strange_words(match[1]) for match in beside)


def _rows(clause: Clause, dimension: str, world: World) -> tuple[Member, ...]:
    for lagar in law_choices(clause, world.cube, total=False):
        if found := world.cube.members(lagar[0], dimension):
            return found
    return ()


def _listed_rows(clause: Clause, dimension: str, world: World) -> tuple[Member, ...]:
    """The rows that the tables of the law list, those whose figures are hidden too."""
    lag = law_choices(clause, world.cube, total=False)[0][0]
    found = {
        member
        for grid in world.grids
        for row in grid.rows
        for member in row or ()
        if member.dimension == dimension and (dimension == "enhet" or grid.lag in (None, lag))
    }
    return tuple(sorted(found))


def _moved(
    clause: Clause,
    dimension: str,
    direction: Direction,
    listed: Sequence[Member],
    world: World,
) -> tuple[list[Member], Sequence[Member]] | None:
    """The members that have moved so, and those asked about."""
    everyone = listed or _rows(clause, dimension, world)
    quarters, _ = earlier_quarters(clause)
    lagar = law_choices(clause, world.cube, total=False)[0]
    hits: list[Member] = []
    for member in everyone:
        pairs = moves(Subject(lagar, (frozenset({member}),)), world, clause.quarter, quarters[0])
        if not pairs:
            return None
        then, now = pairs[0]
        if (now > then) - (now < then) == direction.value:
            hits.append(member)
    return (hits, everyone) if everyone else None


@of_cues("resterande", 10)
def rest(clause: Clause, cue: Cue, world: World) -> Judgement | None:
    """`Resterande insatser är oförändrade`: those that the paragraph has not named."""
    match = _REST.search(clause.segment.said)
    if match is None:
        return None
    noun = _NOUN.search(clause.segment.said[match.start() :])
    dimension = str(noun.lastgroup) if noun else "insats"
    named = {
        member
        for each in (*clause.told, *clause.names)
        for name in each.names
        for option in name.options
        for member in option
    }
    others = [each for each in _rows(clause, dimension, world) if each not in named]
    if not others:
        return unbound("det framgår inte vilka som återstår")
    moved = _moved(clause, dimension, cue.direction, others, world)
    if moved is None:
        return unbound("tabellerna visar inte hur de har ändrats")
    missed = [each for each in others if each not in moved[0]]
    bound = f"återstår: {world.cube.label(others)}"
    if not missed:
        return right(bound)
    return wrong(
        "RAP-822",
        f"Alla återstående har inte {cue.direction.word}: {world.cube.label(missed)} har det inte."
        if cue.direction is not Direction.SAME
        else f"{world.cube.label(missed)} har ändrats.",
        cue.direction.word,
        world.cube.label(moved[0]) or None,
        bound,
    )
