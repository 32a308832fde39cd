"""What quarters, laws and the texts of the decision sheet are called inside a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from schemas.codelists import Code, CodeList, inside_a_sentence, load_codelist
from schemas.facts import Cross
from schemas.labels import plain
from schemas.quarter import Quarter

LONGEST = 40
"""A longer free text is no name of anything, and is never repeated in a report."""

OTHER = "Övrigt"
"""Under which texts stand that are too long, or that only one decision has."""


def quarter_name(quarter: Quarter) -> str:
    """`kvartal 4, 2024`."""
    return f"kvartal {quarter.number}, {quarter.year}"


@dataclass(frozen=True, slots=True)
class Share:
    """How many decisions have a text: `name` as a table prints it, `prose` as a sentence does,
    empty where no sentence names it."""

    name: str
    prose: str
    count: int


@dataclass(frozen=True)
class Texts:
    """A cross whose columns are free texts. Texts are one and the same without regard to case and
    spaces, or as aliases of one code in `known`, beside which an unknown text is a quotation."""

    cross: Cross
    known: CodeList | None = None

    @property
    def hidden(self) -> bool:
        """Whether the edition hides any of the figures: then nothing can be said of the texts."""
        return any(number is None for number in self.cross.counts.values())

    @cached_property
    def rows(self) -> Mapping[str, tuple[Share, ...]]:
        """By row its texts, the commonest first and `Övrigt` last."""
        found: dict[str, Counter[str]] = {}
        for (row, text), number in sorted(self.cross.counts.items()):
            if number:
                found.setdefault(row, Counter())[self.name(text)] += number
        return {row: self._shares(counts) for row, counts in found.items()}

    def row(self, row: str) -> tuple[Share, ...]:
        return () if self.hidden else self.rows.get(row, ())

    def _shares(self, counts: Counter[str]) -> tuple[Share, ...]:
        shares = (Share(name, self._prose(name), number) for name, number in counts.items())
        return tuple(sorted(shares, key=lambda each: (each.name == OTHER, -each.count, each.name)))

    def name(self, text: str) -> str:
        """As tables print it."""
        label = plain(text)
        code = self._labels.get(label)
        if code:
            return code.name
        repeated = len(label) <= LONGEST and self._totals[label] > 1
        return text[:1].upper() + text[1:] if repeated else OTHER

    def _prose(self, name: str) -> str:
        if name == OTHER:
            return ""
        code = self._labels.get(plain(name))
        if code:
            return code.prose
        return f"«{name}»" if self.known else inside_a_sentence(name)

    @cached_property
    def _totals(self) -> Counter[str]:
        totals: Counter[str] = Counter()
        for (_, text), number in self.cross.counts.items():
            totals[plain(text)] += number or 0
        return totals

    @cached_property
    def _labels(self) -> Mapping[str, Code]:
        codes = self.known.entries if self.known else ()
        return {plain(label): code for code in codes for label in code.labels}


def delorsaker() -> CodeList:
    """The sub-reasons that are known by name."""
    return load_codelist("delorsaker")
