"""Lists that are lists: Word numbers them, and a reader hears how many points there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from schemas.report import Points
from tasks.publish.word.ooxml import element, space_after_table
from tasks.publish.wording import printable

_INDENT = 425  # twentieths of a point


def add_points(document: Document, points: Points) -> None:
    """A list of its own: a numbered one starts at 1."""
    kind, style = ("decimal", "List Number") if points.numbered else ("bullet", "List Bullet")
    number = _new_list(document, kind)
    for item in points.items:
        paragraph = document.add_paragraph(printable(item), style=style)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
        space_after_table(paragraph)


def _new_list(document: Document, kind: str) -> int:
    """The id of a new list, with the form that it is written in."""
    numbering = document.part.numbering_part.element
    form = 1 + max(_ids(numbering.findall(qn("w:abstractNum")), "w:abstractNumId"), default=0)
    numbers = numbering.findall(qn("w:num"))
    numbers[0].addprevious(_form(form, kind))
    return int(numbering.add_num(form).numId)


def _ids(elements: Sequence[Any], attribute: str) -> list[int]:
    return [int(each.get(qn(attribute))) for each in elements]


def _form(number: int, kind: str) -> Any:
    form = element("w:abstractNum", abstractNumId=str(number))
    form.append(element("w:nsid", val=f"{number:08X}"))  # Word joins lists that share it
    form.append(element("w:multiLevelType", val="singleLevel"))
    level = element("w:lvl", ilvl="0")
    level.append(element("w:start", val="1"))
    level.append(element("w:numFmt", val=kind))
    level.append(element("w:lvlText", val="•" if kind == "bullet" else "%1."))
    level.append(element("w:lvlJc", val="left"))
    shape = element("w:pPr")
    shape.append(element("w:ind", left=str(_INDENT), hanging=str(_INDENT)))
    level.append(shape)
    form.append(level)
    return form
