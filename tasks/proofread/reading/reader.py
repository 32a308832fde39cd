"""Reading a report, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.errors import UserError
from schemas.proof import ReadReport, Unread
from tasks.proofread.reading.assemble import assemble
from tasks.proofread.reading.blocks import Block
from tasks.proofread.reading.formats import Format, decoded, format_of


def read_report(data: bytes, file_name: str) -> ReadReport:
    """The tables and the prose of a report, by its content. Raises UserError."""
    unread: list[Unread] = []
    found = format_of(data, file_name)
    report = assemble(file_name, _blocks(found, data, file_name, unread), unread)
    if not (report.tables or report.passages or report.unread):
        raise UserError(
            f"{file_name} har ingen text.", "Kontrollera att det är rätt fil, och spara den igen."
        )
    counted = found in (Format.WORD, Format.HTML)
    return replace(report, line_word="stycke") if counted else report


def _blocks(found: Format, data: bytes, name: str, unread: list[Unread]) -> Iterable[Block]:
    """The blocks by the format's own reader, whose library is imported when it is needed."""
    match found:
        case Format.WORD:
            from tasks.proofread.reading.word import word_blocks

            return word_blocks(data, name)
        case Format.PDF:
            from tasks.proofread.reading.pdf import pdf_blocks

            return pdf_blocks(data, name, unread)
        case Format.EXCEL:
            from tasks.proofread.reading.sheets import excel_blocks

            return excel_blocks(data, name)
        case Format.ODS:
            from tasks.proofread.reading.opendocument import ods_blocks

            return ods_blocks(data, name)
        case Format.HTML:
            from tasks.proofread.reading.web import web_blocks

            return web_blocks(decoded(data), name)
    from tasks.proofread.reading.plain import plain_blocks

    return plain_blocks(decoded(data))
