"""Every crafted file ends as a finding, in a child of little time and 512 MB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import pytest

from deploy.settings import Limits
from schemas.findings import Severity
from schemas.history import NO_HISTORY
from schemas.judgement import Judged
from schemas.quarter import Quarter
from schemas.submission import Source, Unreadable
from tasks.read.reader import read_workbook
from tasks.read.sandbox import Sandbox
from tasks.validate.case import Case
from tasks.validate.engine import judge, judge_unreadable
from tests.unit.read.files import STOCKHOLM, by_hand, refused, repacked, sample, worksheet
from tests.unit.read.hostile import (
    ONE,
    Hostile,
    active,
    contents,
    document_types,
    formats,
    in_sheet,
    odd,
    ods,
    reaches,
    truncated,
)  # fmt: skip
from tests.unit.read.lying import archives, bombs

KINDS = (formats, truncated, active, document_types, archives, bombs, reaches, contents, odd)
CRAFTED = tuple(each for kind in KINDS for each in kind())
Q4 = Quarter(2024, 4)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox(Limits(cpu_seconds=3, seconds=10))
    yield opened
    opened.close()


def judged(hostile: Hostile, sandbox: Sandbox) -> Judged:
    data = hostile.make()
    source = Source(hashlib.sha256(data).hexdigest(), hostile.name)
    read = read_workbook(data, source, STOCKHOLM, Q4, parse=sandbox.parse)
    if isinstance(read, Unreadable):
        return judge_unreadable(read, Q4)
    return judge(Case(read, STOCKHOLM, Q4, date(2025, 1, 15), NO_HISTORY))


@pytest.mark.parametrize("hostile", CRAFTED, ids=str)
def test_it_ends_as_a_finding(hostile: Hostile, sandbox: Sandbox) -> None:
    found = {each.rule: each for each in judged(hostile, sandbox).findings}
    assert hostile.rule in found, found.keys()
    if hostile.rule.startswith("FIL"):
        assert found[hostile.rule].severity is Severity.STOPP
        assert found[hostile.rule].fix


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    assert len(CRAFTED) >= 130
    assert len({each.what for each in CRAFTED}) == len(CRAFTED)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (in_sheet("<c r='A1'><f>cmd|'/c calc'!A0</f><v>1</v></c>"), "a.xlsx", "DDE"),
        (ods("<table:dde-links/>"), "a.ods", "DDE"),
        (repacked(sample(), {"xl/activeX/a.xml": b"<a/>"}), "a.xlsx", "ActiveX"),
        (repacked(sample(), {"xl/embeddings/a.bin": b"x"}), "a.xlsx", "inbäddade objekt"),
        (repacked(sample(), {"xl/externalLinks/a.xml": b"<a/>"}), "a.xlsx", "Bryt länkarna"),
        (repacked(sample(), {"xl/connections.xml": b"<a/>"}), "a.xlsx", "datakällor"),
        (repacked(sample(), {"xl/vbaProject.bin": b"x"}), "a.xlsx", "utan makron"),
        (in_sheet("", f"{'<a>' * 101}{'</a>' * 101}"), "a.xlsx", "djupt nästlad"),
        (sample() + b" ", "a.xlsx", "stämmer inte med innehållet"),
    ],
)
def test_each_kind_has_its_own_words(data: bytes, name: str, says: str) -> None:
    assert says in refused(data, name).detail


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="str"><f>"a|b"</f><v>a|b</v></c>',
        "<c r=\"A1\"><f>'a|b'!A1</f><v>1</v></c>",
        '<c r="A1" t="str"><f>A2&amp;&quot;|&quot;</f><v>|</v></c>',
        '<c r="A1" t="inlineStr"><is><t>Ja | nej</t></is></c>',
    ],
)
def test_a_bar_in_a_text_asks_no_program(cell: str, sandbox: Sandbox) -> None:
    assert not isinstance(sandbox.parse(in_sheet(cell), "a.xlsx"), tuple)


def test_a_hyperlink_fetches_nothing(sandbox: Sandbox) -> None:
    relation = (
        b'<Relationships><Relationship Id="r" TargetMode="External" Type="x/hyperlink" '
        b'Target="mailto:enheten@example.se"/></Relationships>'
    )
    data = repacked(sample(), {"xl/worksheets/_rels/sheet1.xml.rels": relation})
    assert not isinstance(sandbox.parse(data, "a.xlsx"), tuple)


def test_a_range_that_is_only_claimed_is_not_believed(sandbox: Sandbox) -> None:
    sheet = worksheet(ONE, before='<dimension ref="A1:XFD1048576"/>')
    read = sandbox.parse(by_hand({"LSS": sheet}), "a.xlsx")
    assert not isinstance(read, tuple)
    assert read.sheets[0].rows == ((1,),)


def test_parts_are_the_same_whatever_their_case(sandbox: Sandbox) -> None:
    """calamine finds a part in any case; what it does not tell has to be found there too."""
    formula = '<c r="A1"><f>1+1</f><v>2</v></c>'
    data = in_sheet(formula).replace(b"xl/worksheets/s1.xml", b"xl/Worksheets/S1.xml")
    read = sandbox.parse(data, "a.xlsx")
    assert not isinstance(read, tuple)
    assert read.sheets[0].rows == ((2,),)
    assert [each.text for each in read.sheets[0].formulas] == ["=1+1"]
