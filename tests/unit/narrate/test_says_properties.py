"""What holds of every sentence, whatever the figures: it is whole, its numbers can be worked out
from the tables, its directions are true, and no part is larger than its whole."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cube import TOTAL
from schemas.facts import Cross
from tasks.narrate.narrator import Story, narrators
from tasks.narrate.swedish import paragraph
from tasks.narrate.underlag import underlag
from tests.unit.narrate.stories import STOCKHOLM, cross, elapsed, said, story

WORDS = {
    "noll": 0, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
LABELS = re.compile(
    r"kvartal \d, \d{4}|rapport \d{4}|\d–\d+ månader|över 12 månader|tre månader|ett (halv)?år|"
    r"vart och ett|en (ökning|minskning|annan|kvinna|man)"
)
NUMBER = re.compile(rf"\d[\d\u00a0]*|\b(?:{'|'.join(WORDS)})\b")

BOTH = {
    "summary-preliminary", "summary-totals", "summary-ended", "summary-waiting",
    "children-decisions", "compensatory",
}  # fmt: skip
CROSSES = (
    ("insats", "orsak"), ("insats", "delorsak"), ("orsak", "delorsak"), ("insats", "undertyp"),
    ("insats", "aldersgrupp"), ("insats", "kompensatorisk"),
)  # fmt: skip
FOLLOWED = ("insats", "orsak", "kon", "handelse", "rapporttyp")
TIMES, GROUNDS = ("3-6", "6-12", "over-12"), ("ej-inom-tre-manader", "avbrott", "_U")
TEXTS = {
    "delorsak": ("Ej valt utförare", "ej valt utförare", "Vill avvakta", "Väntar på besked", ""),
    "undertyp": ("Dagverksamhet", "Stödboende (SoL)", "", ""),
    "aldersgrupp": ("barn", "vuxen"),
    "kompensatorisk": ("ja", "nej"),
    "vantetid": TIMES,
    "grund": GROUNDS,
}
Decision: TypeAlias = "dict[str, str]"
Value: TypeAlias = "int | None"


def codes(dimension: str, lag: str) -> tuple[str, ...]:
    if dimension in TEXTS:
        return TEXTS[dimension]
    entries = STOCKHOLM.codelists[dimension].entries
    return tuple(each.code for each in entries if each.lag in (lag, None))


def random_story(seed: int) -> Story:
    """Five quarters of decisions, counted; in some stories the second law's tables hold more than
    is told row by row, in some figures are hidden."""
    chance = random.Random(seed)
    many = chance.choice([0, 1, 5, 40, 900])
    hide = chance.choice([0, 0, 5])
    followed: dict[str, dict[str, dict[str, tuple[Value, ...]]]] = {each: {} for each in FOLLOWED}
    crosses, times, told = [], [], {}
    for lag in STOCKHOLM.lagar:
        quarters = [decisions(chance, lag, chance.randint(0, many)) for _ in range(5)]
        for each in FOLLOWED:
            columns = [Counter(decision[each] for decision in quarter) for quarter in quarters]
            followed[each][lag] = {
                code: tuple(hidden(chance, hide, column[code]) for column in columns)
                for code in codes(each, lag)
            }
        times.append(elapsed(lag, by_ground(chance, hide, quarters[-1])))
        rows = quarters[-1][: chance.choice([None, None, many // 3])]
        told[lag] = len(rows)
        crosses += [crossed(chance, hide, lag, by, columns, rows) for by, columns in CROSSES]
    others = {each: followed[each] for each in FOLLOWED[1:]}
    return story(
        insats=followed["insats"], told=told, crosses=crosses, tables=times, dimensions=others
    )


def decisions(chance: random.Random, lag: str, number: int) -> list[Decision]:
    """Some codes are common and some rare, others in every quarter."""
    weights = {
        each: [chance.choice([0, 1, 1, 9]) + 0.01 for _ in codes(each, lag)]
        for each in (*FOLLOWED, *TEXTS)
    }
    return [
        {each: chance.choices(codes(each, lag), weights[each])[0] for each in weights}
        for _ in range(number)
    ]


def by_ground(
    chance: random.Random, hide: int, told: list[Decision]
) -> dict[str, tuple[Value, ...]]:
    counts = Counter((each["grund"], each["vantetid"]) for each in told)
    return {
        ground: tuple(hidden(chance, hide, counts[ground, time]) for time in TIMES)
        for ground in GROUNDS
    }


def crossed(
    chance: random.Random, hide: int, lag: str, by: str, columns: str, told: list[Decision]
) -> Cross:
    counts = Counter((each[by], each[columns]) for each in told if each[columns])
    return cross(lag, columns, {k: hidden(chance, hide, n) for k, n in counts.items()}, by)


def hidden(chance: random.Random, percent: int, number: int) -> Value:
    return None if chance.randrange(100) < percent else number


seeds = st.integers(0, 10**6)
many_times = settings(max_examples=40, deadline=None)


def every(told: Story) -> Iterator[str]:
    for name, narrate in narrators().items():
        for lag in ("",) if name in BOTH else STOCKHOLM.lagar:
            for each in narrate(told, lag):
                yield paragraph([each], told.in_words)


@many_times
@given(seeds)
def test_every_sentence_is_whole(seed: int) -> None:
    for each in every(random_story(seed)):
        assert re.match(r"[A-ZÅÄÖ«]", each), each
        assert each.endswith(".") and not each.endswith(".."), each
        assert "  " not in each and " ," not in each and "None" not in each, each
        assert not re.search("[\ue000-\uf8ff{}]", each), each


@many_times
@given(seeds)
def test_every_number_can_be_worked_out(seed: int) -> None:
    told = random_story(seed)
    known = figures(told)
    for each in every(told):
        shares = {int(x) for x in re.findall(r"(\d+) procent", each)}
        assert all(0 <= share <= 100 for share in shares), each
        rest = re.sub(r"(mindre|mer) än \d+ procent|\d+ procent(enhet(er)?)?", "", each)
        for number in map(value, NUMBER.findall(LABELS.sub("", rest.lower()))):
            assert number in known, (number, each)


def figures(told: Story) -> set[int]:
    """Every number of the tables and of underlag, and what sentences make of them: changes, the
    sum of both kinds of resursbrist, of the longer times, of what has ended, and how many rows are
    told."""
    tables = (*told.tables.values(), *underlag(told))
    rows = {(table.name, row.labels[0]): row.values for table in tables for row in table.rows}
    known = {each for row in rows.values() for each in row if each is not None}
    changes = {
        abs(row[-1] - each)
        for row in rows.values()
        if len(row) == 5
        for each in (row[-2], row[0])
        if row[-1] is not None and each is not None
    }
    parts = set(told.facts.told.values())
    for table in tables:
        if table.number in (9, 10):
            parts |= {
                (a or 0) + (b or 0)
                for a, b in zip(*(r.values for r in table.rows[1:3]), strict=True)
            }
        if table.columns[:2] == (
            "Resursbrist, t.ex. ledig bostad",
            "Resursbrist, lämplig personal",
        ):
            parts |= {(row.values[0] or 0) + (row.values[1] or 0) for row in table.rows}
    for each in told.facts.crosses:
        for side in (0, 1):
            sums: Counter[str] = Counter()
            for pair, number in each.counts.items():
                sums[pair[side]] += number or 0
            parts |= set(sums.values())
    ended = {
        sum(told.member(lag, "handelse", each).now or 0 for each in ("verkstallt", "avslutat"))
        for lag in STOCKHOLM.lagar
    }
    return known | changes | parts | ended


def value(text: str) -> int:
    return WORDS[text] if text in WORDS else int(text.replace("\u00a0", ""))


@many_times
@given(seeds)
def test_directions_are_true(seed: int) -> None:
    way = re.compile(r"minsk(?=at|ning)|ök(?=at|ning)")
    pair = re.compile(rf"från ({NUMBER.pattern})(?: beslut)? till ({NUMBER.pattern})")
    for each in every(random_story(seed)):
        for step in pair.finditer(each):
            before, now = value(step[1]), value(step[2])
            earlier, later = (
                way.findall(part) for part in (each[: step.start()], each[step.end() :])
            )
            told = earlier[-1] if earlier else later[0]
            assert (before > now) if told == "minsk" else (before < now), each


@many_times
@given(seeds)
def test_the_changes_of_the_total_are_those_of_the_table(seed: int) -> None:
    told, sign = random_story(seed), {"färre": -1, "fler": 1, "mer": 1}
    track, text = told.total("SoL"), said("total", told, "SoL").lower()
    changes = {"3, 2024": track.change, "4, 2023": track.year_change}
    compared = re.compile(
        rf"({NUMBER.pattern})(?: beslut)? (färre|fler|mer) än kvartal (\d, \d{{4}})"
    )
    found = compared.findall(text)
    for number, way, quarter in found:
        assert sign[way] * value(number) == changes[quarter], text
    known = [] if track.now is None else [each for each in changes.values() if each is not None]
    assert len(found) + len(re.findall("lika många (?:beslut )?som", text)) == len(known)


@many_times
@given(seeds)
def test_no_part_is_larger_than_its_whole(seed: int) -> None:
    for each in every(random_story(seed)):
        for part, whole in re.findall(r"(\d[\d\u00a0]*) av (\d[\d\u00a0]*) ", each):
            assert value(part) <= value(whole), each


@many_times
@given(seeds)
def test_underlag_adds_up_or_hides(seed: int) -> None:
    for table in underlag(random_story(seed)):
        assert table.name.startswith("Underlag ")
        assert len(table.columns) == len(table.column_codes) == len(table.rows[0].values)
        for row in table.rows:
            assert {place for place, each in enumerate(row.values) if each is None} == row.hidden
            *parts, whole = row.values
            if whole is not None and table.column_codes[-1] == TOTAL:
                assert sum(part or 0 for part in parts) == whole
