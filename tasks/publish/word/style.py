"""How the report looks: one font, few sizes, thin rules, room around everything."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from tasks.publish.widths import UPRIGHT_SIZE, WIDE_SIZES
from tasks.publish.word.ooxml import clear_format, rule_paragraph, set_default_font

FONT = "Calibri"
INK, MUTED, ALERT = "1F2933", "5B6670", "9B1C1C"
RULE, HAIRLINE = "3E4C59", "C9CFD6"

SENDER, FACT, LABEL = "Avsändare", "Ärendeuppgift", "Ärendeuppgift ledtext"
MARK, NOTICE = "Märkning", "Upplysning"
PICTURE, TABLE_NOTE, PARTING = "Diagrambild", "Tabellnot", "Avskiljare"

MEASURE = Cm(14.2)  # lines of about 80 characters
_OUTSIDE_MEASURE = Cm(1.8)  # what an upright page leaves to the right of it
_FACT_TEXT = Cm(3.2)


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
    right: int = 0


def table_text(size: int) -> str:
    """The style of text in tables, by its size in points."""
    return f"Tabelltext {size}"


_BUILT_IN = {
    "Normal": Look(11, after=7, line=1.2, right=_OUTSIDE_MEASURE),
    "List Bullet": Look(11, after=4, line=1.2, right=_OUTSIDE_MEASURE),
    "List Number": Look(11, after=4, line=1.2, right=_OUTSIDE_MEASURE),
    "Title": Look(22, before=30, after=4, line=1.05, bold=True),
    "Subtitle": Look(14, after=14, line=1.0, colour=MUTED),
    "Heading 1": Look(16, before=22, after=6, line=1.0, bold=True, keep_next=True),
    "Heading 2": Look(13, before=16, after=4, line=1.0, bold=True, keep_next=True),
    "Heading 3": Look(11, before=12, after=3, line=1.0, bold=True, keep_next=True),
    "Caption": Look(10.5, before=16, after=5, line=1.05, bold=True, keep_next=True),
    "Header": Look(9, line=1.0, bold=True, colour=ALERT),
    "Footer": Look(9, line=1.0, colour=MUTED),
}
_OWN = {
    SENDER: Look(13, after=10, line=1.0, bold=True),
    FACT: Look(10.5, after=2, line=1.1),
    MARK: Look(12, before=0, after=10, line=1.0, bold=True, colour=ALERT),
    NOTICE: Look(10.5, after=6),
    PICTURE: Look(9, after=2, line=1.0),
    TABLE_NOTE: Look(9, before=4, line=1.1, colour=MUTED, right=_OUTSIDE_MEASURE),
    PARTING: Look(1, line=1.0),
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
    _dress_head(document)


def _dress_head(document: Document) -> None:
    """A rule under the sender, the facts in a column of their own, a bar beside the notices."""
    label = document.styles.add_style(LABEL, WD_STYLE_TYPE.CHARACTER)
    label.font.color.rgb = RGBColor.from_string(MUTED)
    rule_paragraph(document.styles[SENDER], "bottom", 0.75, RULE, space=6)
    facts = document.styles[FACT].paragraph_format
    facts.left_indent, facts.first_line_indent = _FACT_TEXT, -_FACT_TEXT
    facts.tab_stops.add_tab_stop(_FACT_TEXT)
    rule_paragraph(document.styles[NOTICE], "left", 2.25, HAIRLINE, space=8)
    document.styles[NOTICE].paragraph_format.left_indent = Cm(0.35)


def _apply(style: ParagraphStyle, look: Look) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.bold
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing, shape.keep_with_next = look.line, look.keep_next
    shape.right_indent = look.right
    shape.widow_control = True
