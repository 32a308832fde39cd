"""Which dimension a row or a column belongs to: by the code lists, else by the printed words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.asked import abouts
from schemas.codelists import CodeView, load_codelist
from schemas.labels import plain
from schemas.municipality import Municipality
from schemas.parts import bare
from schemas.plans import report_plan
from schemas.quarter import Quarter
from tasks.proofread.claims.spoken import SPOKEN
from tasks.proofread.cube import Member, together

COMMON = {
    "kon": "kon",
    "handelse": "handelser",
    "rapporttyp": "rapporttyper",
    "grund": "grunder",
    "vantetid": "vantetider",
    "orsak": "orsaker",
    "delorsak": "delorsaker",
}
"""Dimensions whose lists the laws, IVO and the form give: they are known without a municipality,
which may have names of its own for them."""

LOCAL = ("insats", "orsak", "enhet", "omrade", "undertyp", "aldersgrupp")
"""Dimensions that a municipality has its own lists of, as far as it has them."""

HEADINGS = (
    ("kompensatorisk", re.compile(r"\bkompensatorisk", re.I)),
    ("aldersgrupp", re.compile(r"\båldersgrupp", re.I)),
    ("delorsak", re.compile(r"\bdelorsak", re.I)),
    ("undertyp", re.compile(r"\bundertyp", re.I)),
    (
        "insats",
        re.compile(r"\b(?:lss-|sol-)?insats(?:er|erna)?\b|\bbistånd(?:en|sformer\w*)?\b", re.I),
    ),
    ("orsak", re.compile(r"\borsak(?:er|erna)?\b|\bskäl(?:en)?\b", re.I)),
    ("kon", re.compile(r"\bkön\b", re.I)),
    ("handelse", re.compile(r"\bhändelse", re.I)),
    ("rapporttyp", re.compile(r"\brapporttyp", re.I)),
    ("grund", re.compile(r"\bgrund\b", re.I)),
    ("vantetid", re.compile(r"\btid sedan\b|\bväntetid", re.I)),
    ("enhet", re.compile(r"\benhet\b|\b(?:stadsdels)?nämnd\b", re.I)),
    ("omrade", re.compile(r"\bområde\b", re.I)),
)
"""What a heading says its labels are, the first that applies."""

SUMS = frozenset({"summa", "totalt", "total", "samtliga", "alla", "summa totalt"})
"""Labels of a row or column that sums the others."""

_LAG = re.compile(r"\b(?:(LSS)|(SoL)|(lag\w* om stöd och service)|(socialtjänstlag\w*))\b", re.I)


def lag_of(text: str) -> str | None:
    """The law that a text names, None when it names none or both."""
    found = {"LSS" if match[1] or match[3] else "SoL" for match in _LAG.finditer(text)}
    return found.pop() if len(found) == 1 else None


def is_sum(label: str) -> bool:
    return plain(label) in SUMS


@dataclass(frozen=True)
class Dimensions:
    """The code lists that serve the report, in the order in which labels are looked up. `only_lag`
    is the law of a municipality that reports one alone; `groups` are the words by which its own
    sentences speak of several insatser together."""

    views: tuple[tuple[str, CodeView], ...]
    only_lag: str | None = None
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def members(
        self, labels: Sequence[str], heading: str, lag: str | None
    ) -> dict[str, tuple[Member, ...]]:
        """What each label names. The list that knows most of them is asked first; a label that
        no list knows is a member of the heading's dimension under its own name."""
        order = self._order(labels, heading, lag)
        own = heading_dimension(heading) or plain(heading) or "rad"
        return {label: self._member(label, own, order, lag) for label in labels}

    def _member(
        self, label: str, own: str, order: Sequence[tuple[str, CodeView]], lag: str | None
    ) -> tuple[Member, ...]:
        for dimension, view in order:
            if code := view.find(bare(label), lag) or view.find(bare(label)):
                return (Member(dimension, code.code),)
        return (_spoken(own, label) or Member(own, plain(label)),)

    def _order(
        self, labels: Sequence[str], heading: str, lag: str | None
    ) -> list[tuple[str, CodeView]]:
        """The lists that know a label, the heading's own first and then the one that knows most."""
        own = heading_dimension(heading)
        known = {
            dimension: sum(view.find(label, lag) is not None for label in labels)
            for dimension, view in self.views
        }
        serving = [(dimension, view) for dimension, view in self.views if known[dimension]]
        return sorted(serving, key=lambda each: (each[0] != own, -known[each[0]]))

    def view(self, dimension: str) -> CodeView | None:
        return next((view for name, view in self.views if name == dimension), None)


def _spoken(dimension: str, label: str) -> Member | None:
    """A label in the words of prose, such as «Minst sex månader»: of several codes together."""
    for each in SPOKEN:
        if each.dimension == dimension and re.fullmatch(each.pattern, label.casefold()):
            return together(dimension, each.codes)
    return None


def heading_dimension(heading: str) -> str | None:
    """The dimension that a heading or a title names."""
    return next((dimension for dimension, words in HEADINGS if words.search(heading)), None)


def load_dimensions(municipality: Municipality | None, quarter: Quarter) -> Dimensions:
    """The lists valid in a quarter; those of the municipality only where there is one."""
    lists = municipality.codelists if municipality else {}
    local = tuple((name, lists[name].at(quarter)) for name in LOCAL if name in lists)
    common = (
        (name, (lists.get(name) or load_codelist(file)).at(quarter))
        for name, file in COMMON.items()
    )
    views = (*local, *(each for each in common if each[0] not in dict(local)))
    if municipality is None:
        return Dimensions(views)
    lagar = municipality.lagar
    plan = report_plan(municipality)
    groups = ((each.words, each.codes) for each in abouts(municipality, plan, quarter))
    return Dimensions(views, lagar[0] if len(lagar) == 1 else None, tuple(groups))
