"""One report, written by the writers of each format: a text, a Word document, a page, a PDF …"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

import docx
import typst
from openpyxl import Workbook

QUARTERS = (("Kv 4", "2023"), ("Kv 1", "2024"), ("Kv 2", "2024"), ("Kv 3", "2024"), ("Kv4", "2024"))


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Item:
    text: str


@dataclass(frozen=True)
class Figures:
    """A table: header rows of equal length, then rows of labels and values."""

    title: str
    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Prose | Item | Figures


def quarterly(title: str, what: str, rows: Sequence[tuple[str, str]]) -> Figures:
    """A table over five quarters, its header in two lines; values as `29 21 24 23 21`."""
    head = ((what, *(first for first, _ in QUARTERS)), ("", *(second for _, second in QUARTERS)))
    return Figures(title, head, tuple((label, *values.split()) for label, values in rows))


BY_REASON = quarterly(
    "Tabell 3: Ej verkställda beslut enligt LSS efter orsak.",
    "Orsak",
    [
        ("Resursbrist, t.ex. ledig bostad", "29 21 24 23 21"),
        ("Resursbrist, lämplig personal", "17 10 8 16 14"),
        ("Den enskilde har tackat nej", "48 55 48 34 33"),
        ("Annat skäl", "121 99 91 87 84"),
        ("Summa", "215 185 171 160 152"),
    ],
)
BY_SEX = quarterly(
    "Tabell 5: Ej verkställda beslut enligt LSS efter kön.",
    "Kön",
    [
        ("Man", "142 121 95 102 95"),
        ("Kvinna", "73 64 76 58 56"),
        ("Summa", "215 185 171 160 151"),
    ],
)
BY_UNIT = Figures(
    "Tabell 7. Ej verkställda beslut enligt LSS per enhet och insats",
    (("Enhet", "Insats", "Kvinna", "Man", "Totalt"),),
    (
        ("Farsta", "Daglig verksamhet", "1 204", "–", "1 204"),
        ("", "Bostad för vuxna", "X", "..", "13"),
        ("Järva", "Daglig verksamhet", "0", "2", "2"),
        ("Summa", "", "1 210", "9", "1 219"),
    ),
)
REPORT: tuple[Block, ...] = (
    Heading("Ej verkställda beslut kvartal 4 2024"),
    Prose(
        "Vid utgången av kvartal 4 2024 var 152 beslut enligt LSS ej verkställda. Det är åtta "
        "färre än kvartalet före och 63 färre än samma kvartal året före, då antalet var 215."
    ),
    Heading("Orsaker", 2),
    Prose("Varför besluten inte har verkställts framgår av tabell 3."),
    BY_REASON,
    Prose(
        "Annat skäl är den vanligaste orsaken och anges för 84 av de 152 besluten, vilket är drygt "
        "hälften. Bland de övriga orsakerna har resursbrist blivit mindre vanlig."
    ),
    Item("Fem (5) beslut gäller kontaktperson."),
    Item("Tre beslut gäller avlösarservice, varav ett har verkställts under kvartalet."),
    Heading("Kön", 2),
    BY_SEX,
    Prose("Av besluten avser 63 procent män, och det är fler än för ett år sedan."),
    Heading("Enheter"),
    BY_UNIT,
    Prose("Siffror som är dolda skrivs X. Det gäller antal under fem."),
)


def as_text(report: Sequence[Block] = REPORT) -> bytes:
    return "\n".join(_text(block) for block in report).encode()


def _text(block: Block) -> str:
    match block:
        case Heading() | Prose():
            return f"\n{block.text}\n"
        case Item():
            return f"- {block.text}"
        case Figures():
            lines = ["\t".join(row) for row in (*block.head, *block.rows)]
            return "\n".join(["", block.title, "", *lines, ""])


def as_markdown(report: Sequence[Block] = REPORT) -> bytes:
    return "\n".join(_markdown(block) for block in report).encode()


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}\n"
        case Figures():
            first, *others = (*block.head, *block.rows)
            rows = [first, ["---"] * len(first), *others]
            return "\n".join(
                [f"\n**{block.title}**\n", *(f"| {' | '.join(r)} |" for r in rows), ""]
            )
    return _text(block)


def as_word(report: Sequence[Block] = REPORT) -> bytes:
    document = docx.Document()
    for block in report:
        match block:
            case Heading():
                document.add_heading(block.text, block.level)
            case Prose():
                document.add_paragraph(block.text)
            case Item():
                document.add_paragraph(block.text, style="List Bullet")
            case Figures():
                document.add_paragraph(block.title, style="Caption")
                rows = (*block.head, *block.rows)
                table = document.add_table(len(rows), len(rows[0]))
                for made, row in zip(table.rows, rows, strict=True):
                    for cell, text in zip(made.cells, row, strict=True):
                        cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_page(report: Sequence[Block] = REPORT) -> bytes:
    body = "\n".join(_page(block) for block in report)
    start = '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Rapport</title>'
    return f"{start}</head><body><nav>Meny</nav>{body}</body></html>".encode()


def _page(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Prose():
            return f"<p>{escape(block.text)}</p>"
        case Item():
            return f"<ul><li>{escape(block.text)}</li></ul>"
        case Figures():
            head = "".join(_page_row("th", row) for row in block.head)
            rows = "".join(_page_row("td", row) for row in block.rows)
            caption = f"<caption>{escape(block.title)}</caption>"
            return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def _page_row(tag: str, texts: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts) + "</tr>"


def as_workbook(report: Sequence[Block] = REPORT) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for block in report:
        if not isinstance(block, Figures):
            sheet.append([block.text])
            sheet.append([])
            continue
        for row in ((block.title,), *block.head, *block.rows, ()):
            sheet.append([_value(text) for text in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _value(text: str) -> str | int | None:
    plain = text.replace(" ", "").replace("\u00a0", "")
    return int(plain) if plain.isdigit() else text or None


def as_pdf(report: Sequence[Block] = REPORT, *, style: str = "") -> bytes:
    """Set by typst: no rules between columns, the table's title above it."""
    source = "\n".join(_typst(block) for block in report)
    return bytes(typst.compile(f"{_LOOK}\n{style}\n{source}".encode()))


_LOOK = """
#set document(date: none)
#set page(footer: context align(center, counter(page).display("1 (1)", both: true)))
#set text(lang: "sv", size: 11pt)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: it => it.body
#set figure.caption(position: top)
"""


def _typst(block: Block) -> str:
    match block:
        case Heading():
            return f"#heading(level: {block.level}, {_quoted(block.text)})"
        case Prose():
            return f"#par[#{_quoted(block.text)}]\n"
        case Item():
            return f"- #{_quoted(block.text)}"
        case Figures():
            return _typst_table(block)


def _typst_table(block: Figures) -> str:
    width = len(block.head[0])
    head = ", ".join(f"[*#{_quoted(text)}*]" for row in block.head for text in row)
    cells = ", ".join(f"[#{_quoted(text)}]" for row in block.rows for text in row)
    return (
        f"#figure(caption: [#{_quoted(block.title)}], kind: table, "
        f"table(columns: {width}, stroke: none, "
        f"align: (x, y) => if x == 0 {{left}} else {{right}}, table.header({head}), {cells}))"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


WRITERS: dict[str, Callable[[], bytes]] = {
    "rapport.txt": as_text,
    "rapport.md": as_markdown,
    "rapport.docx": as_word,
    "rapport.html": as_page,
    "rapport.xlsx": as_workbook,
    "rapport.pdf": as_pdf,
}
