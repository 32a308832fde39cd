"""`rapport.docx`: a title page that tells the draft's state, then the tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.section import Section

from schemas.edition import Edition
from schemas.reproducible import repack
from schemas.tables import Table
from tasks.publish.ooxml import add_field, drop_preview, set_current_format, set_language
from tasks.publish.report_style import (
    CITY,
    FACTS,
    MARK,
    add_section,
    dress_document,
    set_page,
    text_width,
)
from tasks.publish.report_table import add_table
from tasks.publish.widths import is_wide
from tasks.publish.wording import (
    DRAFT,
    LANGUAGE,
    OWN_SOURCE,
    TITLE,
    printable,
    quarter_title,
    section_title,
    settled_text,
    sources_text,
    standings,
)


def report_document(edition: Edition, tables: Sequence[Table]) -> bytes:
    """The report of an edition; the same input gives the same bytes."""
    document = docx.Document()
    _prepare(document, edition)
    _add_title_page(document, edition)
    _add_tables(document, tables)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue())


def _prepare(document: Document, edition: Edition) -> None:
    set_language(document, LANGUAGE)
    set_current_format(document)
    drop_preview(document)
    dress_document(document)
    _describe(document, edition)
    first = document.sections[0]
    set_page(first, wide=False)
    first.different_first_page_header_footer = True
    _add_running_lines(first, edition)


def _describe(document: Document, edition: Edition) -> None:
    properties = document.core_properties
    properties.title = f"{TITLE}, {edition.quarter.label}"
    properties.language = LANGUAGE
    properties.author = properties.last_modified_by = edition.city
    properties.comments = ""


def _add_running_lines(section: Section, edition: Edition) -> None:
    """What stands at the head and the foot of every page but the first."""
    section.header.paragraphs[0].add_run(DRAFT)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{edition.city} · {TITLE} · {edition.quarter.label} · ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" (")
    add_field(foot, "NUMPAGES", "1")
    foot.add_run(")")


def _add_title_page(document: Document, edition: Edition) -> None:
    document.add_paragraph(edition.city, style=CITY)
    document.add_paragraph(_unsplit(TITLE), style="Title")
    document.add_paragraph(quarter_title(edition.quarter), style="Subtitle")
    document.add_paragraph(DRAFT, style=MARK)
    for lead, text in _facts(edition):
        fact = document.add_paragraph(style=FACTS)
        fact.add_run(printable(lead)).bold = True
        fact.add_run(printable(text))


def _unsplit(title: str) -> str:
    """The title with its last words, the acts, on one line."""
    return "\u00a0".join(title.rsplit(" ", 2))


def _facts(edition: Edition) -> Sequence[tuple[str, str]]:
    """What the reader of a draft must know, each with its lead."""
    found = [(f"{each.meaning}: ", f"{', '.join(each.units)}.") for each in standings(edition)]
    sources = sources_text([OWN_SOURCE, *edition.sources])
    return [*(found or [("", settled_text(edition))]), ("", f"{sources}.")]


def _add_tables(document: Document, tables: Sequence[Table]) -> None:
    """Tables divided alike share a heading; a wide one has a page on its side to itself."""
    section, heading, previous = add_section(document, wide=False), "", 0
    for place, table in enumerate(tables):
        wide = is_wide(table)
        if place and (wide or is_wide(tables[place - 1])):
            section = add_section(document, wide=wide)
        if section_title(table) != heading:
            heading = section_title(table)
            document.add_heading(heading, level=1)
        add_table(document, table, text_width(section), previous)
        previous = table.number
