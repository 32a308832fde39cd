"""What hiding small figures costs the reader, and whether the attack recovers any of them.

The demo city, and 8 cities drawn at random over 8 quarters with Stockholm's skew, each published
with every earlier release in sight; one quarter of each is published again because a unit has sent
other figures. Loss is what is hidden beyond the figures below the threshold. CPU seconds are set
against those that importing scipy.optimize takes in the same run. `python -m
benchmarks.bench_disclosure --write` writes the figures to docs/disclosure.md as well.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.drawn import Decision, DrawnCity, facts_of, tables_of
from schemas.content import WorkbookContent
from schemas.facts import Facts
from schemas.municipality import load_municipality
from schemas.protection import Earlier, Loss
from schemas.quarter import Quarter
from schemas.tables import Table
from tasks.demo.city import demo_city
from tasks.demo.figures import load_figures
from tasks.disclose.attack import attack
from tasks.disclose.faults import given_away
from tasks.disclose.protect import protect

DOCUMENT = Path(__file__).parent.parent / "docs" / "disclosure.md"
START, END = "<!-- measured -->", "<!-- end -->"
CITIES = 8
QUARTERS = tuple(Quarter(2023, 4).shift(step) for step in range(8))
CORRECTED = QUARTERS[2]
BY_UNIT = {7: "7, LSS by unit", 8: "8, SoL by unit and område"}


@dataclass(frozen=True)
class Measured:
    """One public edition. `recovered` are hidden figures that the attack told too closely,
    `guessed` those that are found by taking every X for at least 1."""

    tables: Mapping[int, Loss]
    zeros: Mapping[int, int]
    attacked: int
    recovered: int
    guessed: int
    seconds: float


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; write the document when asked to."""
    demo = _demo()
    drawn = [each for seed in range(CITIES) for each in _city(seed)]
    lines = [*_lines("the demo city", [demo]), *_lines(f"{len(drawn)} editions", drawn)]
    print("\n".join(f"  {line}" for line in lines))
    print(f"\n  {_attacked(demo, drawn)}")
    seconds = _import_seconds()
    print(f"  CPU, of what importing scipy.optimize takes: demo {demo.seconds / seconds:.1f},")
    print(f"  an edition of a drawn city {median(e.seconds for e in drawn) / seconds:.1f}")
    if "--write" in arguments:
        table = "\n".join(_markdown(demo, drawn))
        text = DOCUMENT.read_text(encoding="utf-8")
        told = f"{START}\n{table}\n\n{_attacked(demo, drawn)}\n{END}"
        whole = re.sub(f"{START}.*{END}", lambda _: told, text, flags=re.DOTALL)
        DOCUMENT.write_text(whole, encoding="utf-8")


def _demo() -> Measured:
    """The demo city's tables, counted from the decisions of its workbooks."""
    municipality = load_municipality()
    quarter = load_figures(municipality).quarter
    told: dict[Quarter, list[Decision]] = defaultdict(list)
    for each in demo_city(municipality):
        told[each.quarter] += _decisions(each.unit, each.content)
    tables = tables_of(told, quarter, municipality)
    units = {each: each for each in (code.code for code in municipality.at(quarter).units)}
    city = DrawnCity(municipality, 0, ())
    measured, _ = _publish(city, tables, facts_of(told, quarter), [], units)
    return measured


def _decisions(unit: str, content: WorkbookContent) -> Iterator[Decision]:
    """What a workbook's decisions tell of the tables by unit; the rest stands for itself."""
    for each in content.decisions:
        yield {
            "lag": "LSS" if str(each["lagrum"]).startswith("lss") else "SoL",
            "enhet": unit,
            "omrade": str(each.get("omrade") or ""),
            "insats": str(each["insats"]),
            "orsak": str(each["orsak"]),
            "kon": str(each["kon"]),
            "handelse": str(each["status"]),
            "rapporttyp": str(each["rapporttyp"]),
            "vantetid": "3-6",
            "grund": "avbrott" if each.get("avbrottsdatum") else "ej-inom-tre-manader",
        }


def _city(seed: int) -> Iterator[Measured]:
    """A city's editions, one after the other."""
    city = DrawnCity(load_municipality(), seed, QUARTERS, CORRECTED)
    earlier: list[Earlier] = []
    for quarter, edition in city.editions:
        tables, facts = city.tables(quarter, edition), city.facts(quarter, edition)
        units = city.units(quarter, edition)
        measured, release = _publish(city, tables, facts, earlier, units)
        earlier.append(release)
        yield measured


def _publish(
    city: DrawnCity,
    tables: Sequence[Table],
    facts: Facts,
    earlier: Sequence[Earlier],
    units: Mapping[str, str],
) -> tuple[Measured, Earlier]:
    start = time.process_time()
    made = protect(city.municipality, tables, facts, earlier, units)
    seconds = time.process_time() - start
    found = attack(city.municipality, made.tables, made.facts, earlier, units)
    version = 1 + sum(each.quarter == facts.quarter for each in earlier)
    figures = tuple(figure for table in made.tables for figure in table.figures)
    measured = Measured(
        tables={loss.table: loss for loss in made.losses},
        zeros={table.number: _zeros(table) for table in tables},
        attacked=len(found),
        recovered=len(list(given_away(found))),
        guessed=sum(_guessed(*both) for both in zip(tables, made.tables, strict=True)),
        seconds=seconds,
    )
    return measured, Earlier(facts.quarter, version, figures, units)


def _zeros(table: Table) -> int:
    return sum(figure.value == 0 for figure in table.figures)


def _guessed(complete: Table, made: Table) -> int:
    """Hidden figures in a row or column in which as many are hidden as there is to share: 1 each,
    for whoever believes that no zero is among them."""
    found = set()
    rows = [row.values for row in complete.rows]
    hidden = [row.hidden for row in made.rows]
    if complete.number not in BY_UNIT:
        return 0
    for line, values in enumerate(rows[:-1]):
        if len(values) - 1 not in hidden[line]:
            found |= {(line, place) for place in _ones(values[:-1], hidden[line])}
    for place in range(len(complete.columns)):
        column = [values[place] for values in rows[:-1]]
        among = frozenset(line for line, each in enumerate(hidden[:-1]) if place in each)
        found |= {(line, place) for line in _ones(column, among)}
    return len(found)


def _ones(values: Sequence[int | None], hidden: frozenset[int]) -> frozenset[int]:
    return hidden if hidden and all(values[place] == 1 for place in hidden) else frozenset()


def _import_seconds() -> float:
    code = (
        "import time; start = time.process_time(); import scipy.optimize; "
        "print(time.process_time() - start)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        for _ in range(5)
    )
    return median(float(run.stdout) for run in runs)


def _rows(what: str, measured: Sequence[Measured]) -> Iterator[tuple[str, ...]]:
    for number, title in BY_UNIT.items():
        losses = [each.tables[number] for each in measured]
        figures = sum(loss.figures for loss in losses)
        primary = sum(loss.primary for loss in losses)
        complementary = sum(loss.complementary for loss in losses)
        above = figures - sum(each.zeros[number] for each in measured)
        yield (
            what, title, str(figures), str(above), str(primary), str(complementary),
            f"{100 * primary / above:.0f} %", f"{100 * complementary / figures:.1f} %",
        )  # fmt: skip


HEAD = (
    "editions", "table", "figures", "above 0", "below 5", "beyond", "hidden of above 0", "loss",
)  # fmt: skip


def _lines(what: str, measured: Sequence[Measured]) -> Iterator[str]:
    for row in _rows(what, measured):
        yield "  ".join(f"{name} {value}" for name, value in zip(HEAD, row, strict=True))


def _markdown(demo: Measured, drawn: Sequence[Measured]) -> Iterator[str]:
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|---|" + "---:|" * (len(HEAD) - 2)
    for row in (*_rows("the demo city", [demo]), *_rows(f"{len(drawn)} drawn", drawn)):
        yield f"| {' | '.join(row)} |"


def _attacked(demo: Measured, drawn: Sequence[Measured]) -> str:
    both = [demo, *drawn]
    return (
        f"Attacked: {sum(each.attacked for each in both)} hidden figures, "
        f"{sum(each.recovered for each in both)} recovered. Whoever believed that no X is a zero "
        f"would find {demo.guessed} of the demo's by adding up one row or column, "
        f"and {sum(each.guessed for each in drawn)} of the drawn cities'."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
