"""Pages: A4 upright or on its side, and where one kind gives way to the other."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu

from tasks.publish.pages import LONG_SIDE, MARGIN, MARGIN_WIDE, SHORT_SIDE
from tasks.publish.word.ooxml import ends_in_table
from tasks.publish.word.style import PARTING


def set_page(section: Section, *, wide: bool) -> None:
    """A4 with its margins."""
    sides = (Emu(SHORT_SIDE), Emu(LONG_SIDE))
    section.page_width, section.page_height = reversed(sides) if wide else sides
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    margin = Emu(MARGIN_WIDE if wide else MARGIN)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    section.header_distance = section.footer_distance = Cm(1.0)


def turn_page(document: Document, *, wide: bool) -> None:
    """A new page, upright or on its side; header and footer go on.

    The section that ends does so in its last paragraph: python-docx would add an empty one.
    """
    if ends_in_table(document):
        document.add_paragraph(style=PARTING)
    body = document.element.body
    going_on = body.get_or_add_sectPr()
    body.p_lst[-1].get_or_add_pPr().append(deepcopy(going_on))
    for tag in ("w:headerReference", "w:footerReference"):
        for reference in going_on.findall(qn(tag)):
            going_on.remove(reference)
    section = document.sections[-1]
    section.start_type = WD_SECTION.NEW_PAGE
    set_page(section, wide=wide)
