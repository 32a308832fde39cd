"""A copy of a Word document in which each finding is a comment at its place."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from typing import Any

from schemas.proof import Proof, ProofFinding
from schemas.reproducible import repack
from tasks.proofread.reading.word import (
    Element,
    cells_of,
    open_document,
    parts_of,
    rows_of,
    runs_of,
    text_of_run,
)

AUTHOR, INITIALS = "Kvartal", "K"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def annotate(data: bytes, proof: Proof) -> bytes:
    """The document with its comments; the same findings give the same bytes."""
    document = open_document(data, proof.report.file)
    marked = _Document(document)
    for finding in proof.findings:
        runs = marked.runs_at(finding, proof)
        if runs:
            marked.comment(runs, _text(finding))
    saved = io.BytesIO()
    document.save(saved)
    return repack(saved.getvalue())


def _text(finding: ProofFinding) -> str:
    quote = f"\n«{finding.quote}»" if finding.quote else ""
    return f"{finding.rule}: {finding.message}{quote}"


class _Document:
    """A Word document whose paragraphs and tables are found by their places."""

    def __init__(self, document: Any) -> None:
        self._document = document
        parts = list(parts_of(document))
        self._paragraphs = [part.element for part in parts if not part.is_table]
        self._tables = [part.element for part in parts if part.is_table]

    def comment(self, runs: Sequence[Element], text: str) -> None:
        from docx.text.run import Run

        ends = [Run(run, self._document) for run in (runs[0], runs[-1])]
        made = self._document.add_comment(ends, text=text, author=AUTHOR, initials=INITIALS)
        made._comment_elm.attrib.pop(_W + "date", None)  # the clock has no part in the copy

    def runs_at(self, finding: ProofFinding, proof: Proof) -> list[Element]:
        if finding.place.table is not None:
            return self._runs_of_cell(finding, proof)
        return _runs(self._paragraphs[finding.place.line - 1], finding.quote)

    def _runs_of_cell(self, finding: ProofFinding, proof: Proof) -> list[Element]:
        """The runs of the finding's cell; of the row's first text where it names no column."""
        place = finding.place
        assert place.table is not None, "asked only of what stands in a table"
        cells = cells_of(rows_of(self._tables[place.table - 1])[(place.row or 1) - 1])
        column = _column(finding, proof)
        chosen = cells[-column:][:1] if column else []
        for cell in (*chosen, *cells):
            for paragraph in cell.iter(_W + "p") if cell is not None else ():
                if runs := _runs(paragraph, None):
                    return runs
        return []


def _column(finding: ProofFinding, proof: Proof) -> int | None:
    """How far from the right of its row a finding's column stands."""
    for table in proof.report.tables:
        if table.place.table == finding.place.table and finding.column in table.columns:
            return len(table.columns) - table.columns.index(finding.column)
    return None


def _runs(paragraph: Element, quote: str | None) -> list[Element]:
    """The runs of a quote, cut to it; all of the paragraph where it cannot be found."""
    runs = list(runs_of(paragraph))
    words = (re.escape(word) for word in (quote or "").split())
    match = re.search(r"\s+".join(words), "".join(map(text_of_run, runs))) if quote else None
    if match is None:
        return runs
    _cut(runs, match.start())
    _cut(runs, match.end())
    chosen, at = [], 0
    for run in runs:
        length = len(text_of_run(run))
        if length and at < match.end() and at + length > match.start():
            chosen.append(run)
        at += length
    return chosen


def _cut(runs: list[Element], offset: int) -> None:
    """Divide the run that goes on over an offset, if it holds nothing but its text."""
    at = 0
    for place, run in enumerate(runs):
        text = text_of_run(run)
        inside = offset - at
        at += len(text)
        if 0 < inside < len(text):
            if all(child.tag in (_W + "rPr", _W + "t") for child in run):
                second = copy.deepcopy(run)
                run.addnext(second)
                run.text, second.text = text[:inside], text[inside:]
                runs.insert(place + 1, second)
            return
