"""What Word knows and python-docx has no words for: fields, header rows, rules, language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_EIGHTHS = 8  # Word measures lines in eighths of a point
_CELL_PROPERTIES_AFTER_BORDERS = (
    "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark",
)  # fmt: skip


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: `element("w:lang", val="sv-SE")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, cached: str) -> None:
    """A field, with the result that a program shows which does not work it out."""
    for kind, content in (
        ("begin", None),
        (None, element("w:instrText")),
        ("separate", None),
        (None, element("w:t")),
        ("end", None),
    ):
        run = paragraph.add_run()
        run._r.append(element("w:fldChar", fldCharType=kind) if kind else content)
        if content is not None:
            is_code = content.tag == qn("w:instrText")
            content.text = f" {instruction} " if is_code else cached
            content.set(qn("xml:space"), "preserve")


def set_language(document: Document, language: str) -> None:
    """The language of all text that names none: for spelling, hyphenation and screen readers."""
    defaults = _only(document.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for name in ("val", "eastAsia"):
        defaults.set(qn(f"w:{name}"), language)
    theme = _only(document.settings.element, "w:themeFontLang")
    theme.set(qn("w:val"), language)


def set_default_font(document: Document, font: str) -> None:
    """One font for everything, in place of the theme's."""
    fonts = _only(document.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def set_current_format(document: Document) -> None:
    """Says that the document is of today's format, else Word opens it in compatibility mode."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def drop_preview(document: Document) -> None:
    """Removes the picture of an empty page that comes with python-docx's template."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


def clear_format(style: BaseStyle) -> None:
    """A style with nothing of the template's looks, but for its level in the outline."""
    for tag in ("w:rPr", "w:pPr"):
        for properties in style.element.findall(qn(tag)):
            for each in list(properties):
                if each.tag != qn("w:outlineLvl"):
                    properties.remove(each)


def describe_table(table: Table, title: str, description: str) -> None:
    """The table's alternative text."""
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=title))
    properties.append(element("w:tblDescription", val=description))


def mark_header(row: _Row) -> None:
    """A header row for readers and programs, repeated on every page that the table reaches."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """A row never breaks across pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def rule(cell: _Cell, lines: Mapping[str, tuple[float, str]]) -> None:
    """Horizontal lines of a cell: `{"top": (0.5, "808080")}`, in points and colour."""
    borders = element("w:tcBorders")
    for side in ("top", "bottom"):
        if side in lines:
            width, colour = lines[side]
            size = str(round(width * _EIGHTHS))
            borders.append(element(f"w:{side}", val="single", sz=size, space="0", color=colour))
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(borders, *_CELL_PROPERTIES_AFTER_BORDERS)


def join_down(above: _Cell, below: _Cell) -> None:
    """One cell over two rows; called row by row it grows."""
    if above._tc.vMerge is None:
        above._tc.vMerge = "restart"
    below._tc.vMerge = "continue"


def set_margins(table: Table, sides: int) -> None:
    """The space left and right in every cell, in twentieths of a point."""
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=str(sides), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _only(root: Any, path: str) -> Any:
    found = root.find(path, root.nsmap)
    if found is None:
        raise LookupError(f"the document template has no {path}")
    return found
