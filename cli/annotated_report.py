"""`kvartal proofread --annotated`: the copy of a Word document with the findings as comments."""

from __future__ import annotations

from pathlib import Path

from cli.annotated import write_copy
from schemas.errors import UserError
from schemas.proof import Proof
from tasks.proofread.annotated import annotate
from tasks.proofread.reading.formats import Format, format_of


def require_own_document(report: Path, data: bytes, out: Path) -> None:
    """A Word document gives a copy, in a file of its own. Raises UserError."""
    if format_of(data, report.name) is not Format.WORD:
        raise UserError(
            f"--annotated behöver ett Word-dokument, och {report.name} är inget.",
            "Kör utan --annotated, eller korrekturläs rapporten som .docx.",
        )
    if out.suffix.casefold() != ".docx":
        raise UserError(
            f"{out} är inget namn på ett Word-dokument.",
            "Skriv ett filnamn som slutar på .docx efter --annotated.",
        )
    if out.exists() and out.samefile(report):
        raise UserError(
            f"{out} är rapporten som ska korrekturläsas, och den skrivs inte över.",
            "Skriv ett annat filnamn efter --annotated.",
        )


def write_annotated(data: bytes, proof: Proof, out: Path) -> None:
    write_copy(annotate(data, proof), out)
