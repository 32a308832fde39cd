"""Every claim of a report's prose, judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.findings import Severity
from schemas.proof import Claim, Passage, ProofFinding, Standing
from tasks.proofread.claims import subjects as _subjects  # noqa: F401 - registers them
from tasks.proofread.claims.clauses import Clause, clauses
from tasks.proofread.claims.cues import Cue
from tasks.proofread.claims.names import Vocabulary
from tasks.proofread.claims.numbers import Number
from tasks.proofread.claims.subject import Anchor, Focus, Judgement, World, judge
from tasks.proofread.claims.subjects.comparisons import compared_names, judge_comparison
from tasks.proofread.claims.subjects.differences import direction_of
from tasks.proofread.claims.subjects.evenness import judge_evenness
from tasks.proofread.claims.subjects.members import counts_members
from tasks.proofread.claims.subjects.order import judge_order
from tasks.proofread.claims.told.accounts import accounts
from tasks.proofread.claims.told.checks import judge_accounts
from tasks.proofread.claims.told.statements import statements


@dataclass(frozen=True)
class Judged:
    """A claim of a clause with its judgement. `anchor` is None where the whole clause claims."""

    clause: Clause
    anchor: Anchor | None
    kind: str
    said: Judgement

    @property
    def start(self) -> int:
        return self.anchor.start if self.anchor else self.clause.segment.start

    @property
    def claim(self) -> Claim:
        place = self.clause.passage.place(self.start)
        return Claim(self.kind, self.clause.said, place, self.said.standing, self.said.bound)

    @property
    def finding(self) -> ProofFinding | None:
        said = self.said
        if said.rule is None:
            return None
        return ProofFinding(
            rule=said.rule,
            severity=Severity.FEL,
            message=said.message,
            place=self.clause.passage.place(self.start),
            quote=self.clause.said,
            found=said.found,
            expected=said.expected,
        )


def judge_passages(
    passages: Sequence[Passage], vocabulary: Vocabulary, world: World
) -> tuple[Judged, ...]:
    """The claims of the prose in order, against the tables and then against each other."""
    judged = [
        each
        for passage in passages
        for clause in clauses(passage, vocabulary, world.reported)
        for each in sorted(_of_clause(clause, world), key=lambda each: each.start)
    ]
    return tuple(_against_itself(judged, passages, world))


def _against_itself(
    judged: Sequence[Judged], passages: Sequence[Passage], world: World
) -> Iterator[Judged]:
    """Where there are no tables, the text's own figures decide what they can."""
    numbered = [
        (place, each.clause, each.anchor)
        for place, each in enumerate(judged)
        if isinstance(each.anchor, Number)
    ]
    told = {} if world.cube.cells else judge_accounts(accounts(statements(numbered, passages)))
    for place, each in enumerate(judged):
        decided = told.get(place) if each.said.standing is Standing.UNBOUND else None
        yield replace(each, said=decided) if decided else each


def _of_clause(clause: Clause, world: World) -> Iterator[Judged]:
    for anchor in _anchors(clause):
        if answer := judge(clause, anchor, world):
            yield Judged(clause, anchor, *answer)
    if not _differences(clause) and (said := judge_comparison(clause, world)):
        yield Judged(clause, None, "jämförelse", said)
    if said := judge_evenness(clause, world):
        yield Judged(clause, None, "jämnhet", said)
    if said := judge_order(clause, world):
        yield Judged(clause, None, "ordning", said)


def _anchors(clause: Clause) -> Iterator[Anchor]:
    """What the clause claims by: its numbers, its words of order, and the words of direction that
    no number or word of order has taken."""
    marks = clause.segment.marks
    yield from marks.numbers
    yield from marks.ranks
    yield from marks.tables
    if compared_names(clause) is None:
        yield from (cue for cue in marks.cues if not _taken(cue, clause))


def _taken(cue: Cue, clause: Clause) -> bool:
    ranks = clause.segment.marks.ranks
    if any(rank.start <= cue.start < rank.end or rank.change is cue.direction for rank in ranks):
        return True
    counted = (Focus(clause, number) for number in clause.segment.marks.numbers)
    return bool(_differences(clause)) or any(counts_members(each) for each in counted)


def _differences(clause: Clause) -> list[Number]:
    numbers = clause.segment.marks.numbers
    return [each for each in numbers if direction_of(Focus(clause, each)) is not None]
