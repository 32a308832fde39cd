"""Pictures: the same bytes, nothing clipped, gaps left open, told to who cannot see them."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image

from schemas.charts import Chart, ChartKind
from tasks.publish.draw.draw import draw
from tasks.publish.draw.svg import description
from tests.unit.publish.draw.conftest import MakeChart

SVG = "{http://www.w3.org/2000/svg}"
WHITE = 255
LONG = "Enheten för bedömning, byggnation och samordning av insatser vid socialförvaltningen"


def _picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def _ink(picture: Image.Image) -> int:
    """How many points are darker than the grid."""
    return sum(picture.histogram()[:128])


def test_a_chart_gives_the_same_bytes_twice(each_kind: tuple[Chart, ...]) -> None:
    for chart in each_kind:
        assert draw(chart) == draw(chart)


def test_no_picture_tells_when_or_by_what_it_was_made(each_kind: tuple[Chart, ...]) -> None:
    for chart in each_kind:
        drawing = draw(chart)
        assert b"matplotlib" not in drawing.svg.lower().replace(b"matplotlib.org", b"")
        assert b"<dc:date>" not in drawing.svg
        assert b"Software" not in drawing.png and b"tIME" not in drawing.png


def test_the_sizes_agree(each_kind: tuple[Chart, ...]) -> None:
    """A millimetre is 200 / 25.4 points of the picture, whichever way it is drawn."""
    for chart in each_kind:
        drawing = draw(chart)
        assert drawing.width_mm == 160
        width, height = _picture(drawing.png).size
        assert width == pytest.approx(160 / 25.4 * 200, abs=1)
        assert height == pytest.approx(drawing.height_mm / 25.4 * 200, abs=1)
        root = ElementTree.fromstring(drawing.svg)
        assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(453.54, abs=0.01)


def test_a_screen_reader_finds_title_and_description(make_chart: MakeChart) -> None:
    chart = make_chart(ChartKind.BARS, ("A & B",), {"LSS": (1,)}, title="Beslut <LSS> & SoL")
    root = ElementTree.fromstring(draw(chart).svg)
    told = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.attrib["role"] == "img"
    assert [told[each] for each in root.attrib["aria-labelledby"].split()] == [
        "Beslut <LSS> & SoL",
        "Allt som visas.",
    ]


def test_letters_are_shapes(each_kind: tuple[Chart, ...]) -> None:
    """So that a picture looks the same where the typeface is not installed."""
    for chart in each_kind:
        assert not list(ElementTree.fromstring(draw(chart).svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("count", [1, 6])
def test_nothing_is_clipped(make_chart: MakeChart, kind: ChartKind, count: int) -> None:
    """Long labels, large values and many series leave the picture's edges white."""
    categories = (LONG, "Öppenvård", "Kv 4 2024")
    series = {f"Uppgift saknas {nth}": (98765, None, 12) for nth in range(count)}
    picture = _picture(draw(make_chart(kind, categories, series)).png)
    right, bottom = picture.width - 1, picture.height - 1
    edges = (
        picture.crop((0, 0, picture.width, 1)),
        picture.crop((0, bottom, picture.width, bottom + 1)),
        picture.crop((0, 0, 1, picture.height)),
        picture.crop((right, 0, right + 1, picture.height)),
    )
    assert [min(edge.tobytes()) >= WHITE for edge in edges[:3]] == [True] * 3
    # The axis and its grid reach the right edge; letters do not.
    assert sum(value < WHITE for value in edges[3].tobytes()) < 40


@pytest.mark.parametrize("kind", ChartKind)
def test_what_is_not_known_is_a_gap(make_chart: MakeChart, kind: ChartKind) -> None:
    whole = make_chart(kind, ("A", "B", "C"), {"LSS": (5, 5, 5)})
    gap = make_chart(kind, ("A", "B", "C"), {"LSS": (5, None, 5)})
    assert _ink(_picture(draw(gap).png)) < _ink(_picture(draw(whole).png))


def test_a_zero_is_written_and_a_gap_is_not(make_chart: MakeChart) -> None:
    """Neither has a bar: only the text tells them apart."""
    for kind in (ChartKind.BARS, ChartKind.LYING):
        zero = make_chart(kind, ("A", "B"), {"LSS": (5, 0)})
        gap = make_chart(kind, ("A", "B"), {"LSS": (5, None)})
        assert _ink(_picture(draw(zero).png)) > _ink(_picture(draw(gap).png))


def test_a_stack_with_an_unknown_part_has_no_sum(make_chart: MakeChart) -> None:
    known = make_chart(ChartKind.STACKED, ("A",), {"Beslut": (5,), "Avbrott": (0,)})
    part = make_chart(ChartKind.STACKED, ("A",), {"Beslut": (5,), "Avbrott": (None,)})
    assert _ink(_picture(draw(part).png)) < _ink(_picture(draw(known).png))


@pytest.mark.parametrize("kind", ChartKind)
def test_nothing_but_zeros_can_be_drawn(make_chart: MakeChart, kind: ChartKind) -> None:
    assert draw(make_chart(kind, ("A", "B"), {"LSS": (0, 0)})).png


def test_a_chart_that_nobody_could_read_is_refused(make_chart: MakeChart) -> None:
    many = {f"Serie {nth}": (1,) for nth in range(7)}
    for series in (many, {}):
        with pytest.raises(ValueError, match=f"prov: {len(series)} series over 1 categories"):
            draw(make_chart(ChartKind.BARS, ("A",), series))
    with pytest.raises(ValueError, match="over 0 categories"):
        draw(make_chart(ChartKind.BARS, (), {"LSS": ()}))


def test_a_dollar_sign_is_no_formula(make_chart: MakeChart) -> None:
    """Matplotlib would read `$x$` as mathematics, and draw an x alone."""
    texts = ("$x$", "x")
    inks = [
        _ink(_picture(draw(make_chart(ChartKind.BARS, (text,), {"LSS": (1,)})).png))
        for text in texts
    ]
    assert inks[0] > inks[1]


def test_a_mark_has_room_of_its_own_and_is_read_aloud(each_kind: tuple[Chart, ...]) -> None:
    """The picture below it is the one without."""
    for chart in each_kind:
        plain, marked = draw(chart), draw(replace(chart, mark="Intern utgåva"))
        before, after = _picture(plain.png), _picture(marked.png)
        added = after.height - before.height
        assert added == pytest.approx(5 / 25.4 * 200, abs=1)
        assert _ink(after.crop((after.width // 2, 0, after.width, added))) > 100
        assert abs(_ink(after.crop((0, added, after.width, after.height))) - _ink(before)) < 300
        assert b"Intern utg\xc3\xa5va. Allt som visas." in marked.svg
        assert b"Intern" not in plain.svg


def test_a_picture_tells_its_title_and_alternative_again(make_chart: MakeChart) -> None:
    chart = replace(
        make_chart(ChartKind.BARS, ("A",), {"LSS": (5,)}), title="Fler & färre", alt="A <5>."
    )
    assert description(draw(chart).svg) == ("Fler & färre", "A <5>.")
    assert description(b"<svg/>") is None
