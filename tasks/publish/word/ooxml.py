"""What Word knows and python-docx has no words for: fields, rules, lists, language."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

_EFFECTS, _APPLICATION = "/stylesWithEffects", "/extended-properties"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{name}</Application></Properties>"
)
EIGHTHS = 8  # Word measures lines in eighths of a point

AFTER_TABLE = Pt(12)  # room below a table and its notes
_PROPERTIES_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:jc", "w:outlineLvl",
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


def drop_template_styles(document: Document) -> None:
    """Removes the copy of its styles, in American English, that the template has for Word 2010."""
    relations = document.part.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith(_EFFECTS)]:
        del relations[key]


def set_application(document: Document, name: str) -> None:
    """What made the document; the template claims to be of Word for Macintosh, and its pages and
    words are those of the empty template."""
    for each in document.part.package.rels.values():
        if each.reltype.endswith(_APPLICATION):
            each.target_part._blob = _PROPERTIES.format(name=escape(name)).encode()


def clear_format(style: BaseStyle) -> None:
    """A style with nothing of the template's looks, but for its level in the outline."""
    for tag in ("w:rPr", "w:pPr"):
        for properties in style.element.findall(qn(tag)):
            for each in list(properties):
                if each.tag != qn("w:outlineLvl"):
                    properties.remove(each)


def rule_paragraph(
    style: ParagraphStyle, side: str, width: float, colour: str, *, space: int
) -> None:
    """A line so many points wide along one side of the style's paragraphs."""
    borders = element("w:pBdr")
    size = str(round(width * EIGHTHS))
    borders.append(element(f"w:{side}", val="single", sz=size, space=str(space), color=colour))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, *_PROPERTIES_AFTER_BORDERS)


def ends_in_table(document: Document) -> bool:
    """Whether the last of the document so far is a table."""
    return _is_table(document.element.body.get_or_add_sectPr().getprevious())


def space_after_table(paragraph: Paragraph) -> None:
    """Room above a paragraph that follows a table: Word has no space after tables."""
    if _is_table(paragraph._p.getprevious()):
        paragraph.paragraph_format.space_before = AFTER_TABLE


def _is_table(element: Any) -> bool:
    return element is not None and element.tag == qn("w:tbl")


def _only(root: Any, path: str) -> Any:
    found = root.find(path, root.nsmap)
    if found is None:
        raise LookupError(f"the document template has no {path}")
    return found
