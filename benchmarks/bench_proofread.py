"""Proofreading a report of 60 pages against extracting its text alone with the same library.

CPU seconds in this process, medians of five that take turns after one that is not counted. The
report has on every page a table, ten figures told in words and a page's worth of other text; the
PDF is set by typst.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import docx
import pdfplumber
import typst
from docx.enum.text import WD_BREAK

from schemas.municipality import Municipality, load_municipality
from schemas.proof import Proof, ReadReport
from schemas.quarter import Quarter
from tasks.demo.draw import Draw
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report

PAGES, RUNS, SEED, TARGET = 60, 5, 6, 5
INSATSER = (
    "Avlösarservice", "Boende för barn", "Bostad för vuxna", "Daglig verksamhet", "Kontaktperson",
    "Korttidstillsyn", "Korttidsvistelse", "Ledsagarservice", "Personlig assistans",
)  # fmt: skip
QUARTERS = [quarter.label for quarter in Quarter(2024, 4).window()]


def main() -> None:
    """Measure, and print the figures of this one run."""
    municipality = load_municipality("stockholm")
    pages = [_page(number) for number in range(1, PAGES + 1)]
    for name, data, extract in (
        ("pdf", _pdf(pages), _pdf_text),
        ("docx", _docx(pages), _docx_text),
    ):
        read = partial(read_report, data, f"rapport.{name}")
        extracting, reading, all_of_it = _costs(
            partial(extract, data), read, partial(_proofread, read, municipality)
        )
        for what, cost in (
            ("extracting the text", extracting),
            ("reading tables and prose", reading),
            ("proofreading", all_of_it),
        ):
            print(f"  {name:4} {what:26} {1000 * cost:7.0f} ms CPU  {cost / extracting:4.1f} x")
    print(f"  target: at most {TARGET} x")


def _proofread(read: Callable[[], ReadReport], municipality: Municipality) -> Proof:
    return proofread(read(), municipality)


def _costs(*tasks: Callable[[], object]) -> list[float]:
    seconds: list[list[float]] = [[] for _ in tasks]
    for _ in range(RUNS + 1):
        for task, taken in zip(tasks, seconds, strict=True):
            start = time.process_time()
            task()
            taken.append(time.process_time() - start)
    return [median(taken[1:]) for taken in seconds]


STANDING = (
    "Nämnden ska varje kvartal berätta för kommunfullmäktige hur många beslut som inte har "
    "verkställts i tid. Enheterna lämnar sina uppgifter till förvaltningen, som granskar dem och "
    "ställer samman dem utan namn. Den som har fått ett beslut ska kunna lita på att det blir av, "
    "och rapporten ska visa var det brister och varför. "
) * 4
Page = tuple[str, list[list[str]], list[str]]
"""A table's title, its rows as they are printed, and the paragraphs about it."""


def _page(number: int) -> Page:
    """Each page shows the same figures, tells a third of them, and has a page's worth of text."""
    draw = Draw(SEED)
    values = [[draw.below(90) for _ in QUARTERS] for _ in INSATSER]
    sums = [sum(column) for column in zip(*values, strict=True)]
    rows = [["Insats", *QUARTERS]]
    for label, row in zip((*INSATSER, "Summa"), (*values, sums), strict=True):
        rows.append([label, *map(str, row)])
    title = f"Tabell {number}. Ej verkställda beslut enligt LSS per insats, del {number}"
    third = list(zip(INSATSER, values, strict=True))[number % 3 :: 3]
    return title, rows, [_prose(third, sums), STANDING]


def _prose(told: list[tuple[str, list[int]]], sums: list[int]) -> str:
    sentences = [
        f"Antalet ej verkställda beslut om {label.casefold()} är {row[-1]}, att jämföra med "
        f"{row[-2]} i kvartalet före och {row[0]} ett år tidigare."
        for label, row in told
    ]
    return f"Sammanlagt är {sums[-1]} beslut enligt LSS ej verkställda. {' '.join(sentences)}"


def _docx(pages: list[Page]) -> bytes:
    document = docx.Document()
    for title, rows, texts in pages:
        document.add_heading(title.split(".")[0], 1)
        document.add_paragraph(texts[0])
        document.add_paragraph(title, style="Caption")
        table = document.add_table(len(rows), len(rows[0]))
        for made, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(made.cells, row, strict=True):
                cell.text = text
        document.add_paragraph(texts[1])
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _pdf(pages: list[Page]) -> bytes:
    parts = ['#set text(lang: "sv", size: 11pt)\n#set document(date: none)']
    for title, rows, texts in pages:
        cells = ", ".join(f"[{text}]" for row in rows for text in row)
        parts += [
            f"= {title.split('.')[0]}",
            f"{texts[0]}\n",
            f"#figure(caption: none, table(columns: {len(rows[0])}, stroke: none, {cells}))",
            f"{texts[1]}\n#pagebreak(weak: true)",
        ]
        parts[-2] = f"{title}\n\n{parts[-2]}"
    return bytes(typst.compile("\n".join(parts).encode()))


def _pdf_text(data: bytes) -> int:
    length = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            length += len(page.extract_text())
            page.close()
    return length


def _docx_text(data: bytes) -> int:
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return sum(map(len, texts))


if __name__ == "__main__":
    main()
