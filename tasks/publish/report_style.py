"""How the report looks: one font, few sizes, thin rules, room around everything."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tasks.publish.ooxml import clear_format, set_default_font
from tasks.publish.widths import UPRIGHT_SIZE, WIDE_SIZES

FONT = "Calibri"
INK, MUTED, ALERT = "1F2933", "5B6670", "9B1C1C"
RULE, HAIRLINE = "3E4C59", "C9CFD6"

CITY, MARK, FACTS = "Avsändare", "Utkastmärke", "Läge"
TABLE_NOTE = "Tabellnot"

SHORT_SIDE, LONG_SIDE = Cm(21.0), Cm(29.7)
MARGIN, MARGIN_WIDE = Cm(2.5), Cm(1.7)


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: size, space before and after in points, and what sets it apart."""

    size: float
    before: float = 0
    after: float = 0
    line: float = 1.15
    bold: bool = False
    colour: str = INK
    keep_next: bool = False


def table_text(size: int) -> str:
    """The style of text in tables, by its size in points."""
    return f"Tabelltext {size}"


_BUILT_IN = {
    "Normal": Look(10.5, after=6),
    "Title": Look(30, after=8, line=1.05, bold=True),
    "Subtitle": Look(16, after=18, line=1.0, colour=MUTED),
    "Heading 1": Look(17, before=24, after=0, line=1.0, bold=True, keep_next=True),
    "Caption": Look(10.5, before=14, after=5, line=1.05, bold=True, keep_next=True),
    "Header": Look(9, line=1.0, bold=True, colour=ALERT),
    "Footer": Look(9, line=1.0, colour=MUTED),
}
_OWN = {
    CITY: Look(13, after=150, line=1.0, bold=True, colour=MUTED),
    MARK: Look(14, before=6, after=14, line=1.0, bold=True, colour=ALERT),
    FACTS: Look(11, after=7),
    TABLE_NOTE: Look(9, before=4, line=1.05, colour=MUTED),
    **{
        table_text(size): Look(size, before=size / 4, after=size / 4, line=1.0)
        for size in (UPRIGHT_SIZE, *WIDE_SIZES)
    },
}


def dress_document(document: Document) -> None:
    """Give the document its font and styles."""
    set_default_font(document, FONT)
    for name, look in _BUILT_IN.items():
        style = document.styles[name]
        clear_format(style)
        _apply(style, look)
    for name, look in _OWN.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _apply(style, look)
    for name in ("Header", "Footer"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _apply(style: ParagraphStyle, look: Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing, shape.keep_with_next = look.line, look.keep_next


def add_section(document: Document, *, wide: bool) -> Section:
    """A new page, upright or on its side; header and footer go on."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, wide=wide)
    section.different_first_page_header_footer = False
    return section


def set_page(section: Section, *, wide: bool) -> None:
    """A4 with its margins."""
    sides = (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = reversed(sides) if wide else sides
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    margin = MARGIN_WIDE if wide else MARGIN
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    section.header_distance = section.footer_distance = Cm(1.0)


def text_width(section: Section) -> int:
    """The width between the margins, in English Metric Units."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None and left is not None and right is not None, "set by set_page"
    return width - left - right
