"""Errors in the demo city's workbooks: how many are found, and how often the wrong cell is named.

Each error is made in a clean workbook of 2024Q4, tables alone or with decisions. In the classes
of seeded errors the unit's quarter before is known. `python -m benchmarks.bench_detection
--write` writes the figures to docs/detection.md as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.detection import ONE_UNIT, SEED, Score, seeded_errors, single_errors
from tasks.validate.diagnose import MAX_TOGETHER

DOCUMENT = Path(__file__).parent.parent / "docs" / "detection.md"
COLUMNS = ("errors", "found", "named", "among", "pointed", "misled")
KINDS = {False: "tables alone", True: "with decisions"}

TEXT = """\
# What is detected

Made by `python -m benchmarks.bench_detection --write`, seed {seed}: the same figures every time.
`make bench` prints them.

Each error was made in a clean workbook of the demo city (2024Q4, thirteen units, the flaw of the
real report mended), and the workbook was judged as `kvartal check` does it.

- **found**: there was a finding.
- **named**: the diagnosis named exactly the wrong cells, each with the right figure.
- **among**: every wrong cell was named, or among the equally good explanations that were listed.
- **pointed**: some finding stands at a wrong cell, or names one.
- **misled**: a cell was named that was right. Where an error took many cells, a smaller change
  than the true one may mend the tables just as well.

## One wrong cell

Every count one too high and one too low, one at a time: all of them in one unit's workbook, and
1,000 drawn over all units. Nothing is known of earlier quarters. A 0 that becomes −1 is no count,
and is found as such.

{single}

Cells of {unit} whose change nothing notices, tables alone: {unseen}.
With decisions: {unseen_decisions}.

## 2,000 seeded errors

The unit's quarter before is known: its tables, and its decisions where it sends decisions. What is
said of units against each other counts as well.

{seeded}

With tables alone an error that leaves every sum as it was cannot be told from the truth: where a
table has as many women as men in all, its columns can be swapped unseen. A whole sheet that is
swapped, or another's, agrees with itself: only the quarter before or the decisions give it away.
The decisions show every one of them. Where a whole sheet is wrong no cell of it is to blame, and
none is named: the sheet is. The same goes for a table that would take more than {together} cells
to mend.
"""


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print; write the document when asked to."""
    single = [score for kind in KINDS for score in single_errors(kind)]
    seeded = [score for kind in KINDS for score in seeded_errors(kind)]
    print("\n".join([*_lines(single), "", *_lines(seeded)]))
    unseen = {kind: _unseen(single, kind) for kind in KINDS}
    print(f"\n  cells whose change nothing notices: {unseen[False]}; {unseen[True]}")
    if "--write" in arguments:
        text = TEXT.format(
            seed=SEED,
            together=MAX_TOGETHER,
            unit=ONE_UNIT,
            single="\n".join(_markdown(single)),
            seeded="\n".join(_markdown(seeded)),
            unseen=unseen[False],
            unseen_decisions=unseen[True],
        )
        DOCUMENT.write_text(text, encoding="utf-8")


def _unseen(scores: Sequence[Score], with_decisions: bool) -> str:
    """The cells of the one unit, by name."""
    first = next(each for each in scores if each.with_decisions is with_decisions)
    return ", ".join(dict.fromkeys(first.unnoticed)) or "none"


def _figures(score: Score) -> list[str]:
    shares = [f"{100 * getattr(score, name) / score.errors:.1f} %" for name in COLUMNS[1:]]
    return [str(score.errors), *shares]


def _lines(scores: Sequence[Score]) -> list[str]:
    head = "".join(f"{name:>9}" for name in COLUMNS)
    return [
        f"  {'':34} {'':14}{head}",
        *(
            f"  {score.what:34} {KINDS[score.with_decisions]:14}"
            + "".join(f"{figure:>9}" for figure in _figures(score))
            for score in scores
        ),
    ]


def _markdown(scores: Sequence[Score]) -> list[str]:
    return [
        f"| error | workbook | {' | '.join(COLUMNS)} |",
        "|---|---|" + "---:|" * len(COLUMNS),
        *(
            f"| {score.what} | {KINDS[score.with_decisions]} | {' | '.join(_figures(score))} |"
            for score in scores
        ),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
