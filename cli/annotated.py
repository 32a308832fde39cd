"""The annotated copy that `kvartal check` makes of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemas.errors import UserError
from schemas.judgement import Judged
from schemas.submission import Submission
from tasks.annotate.annotate import annotate
from tasks.validate.causes import by_cause


def require_own_file(out: Path, workbooks: Sequence[Path]) -> None:
    """One workbook gives one copy, in a file of its own. Raises UserError."""
    if len(workbooks) > 1:
        raise UserError(
            "--annotated tar en arbetsbok i taget.",
            "Kör kvartal check en gång för varje arbetsbok, med var sin fil efter --annotated.",
        )
    if out.suffix.casefold() != ".xlsx":
        raise UserError(
            f"{out} är inget namn på en Excel-arbetsbok.",
            "Skriv ett filnamn som slutar på .xlsx efter --annotated.",
        )
    if out.exists() and out.samefile(workbooks[0]):
        raise UserError(
            f"{out} är arbetsboken som ska kontrolleras, och den skrivs inte över.",
            "Skriv ett annat filnamn efter --annotated.",
        )


def write_annotated(workbook: Path, judged: Judged, title: str, out: Path) -> None:
    """Write the copy. A file that was not fit to be read is not opened here either."""
    data = workbook.read_bytes() if isinstance(judged.read, Submission) else None
    write_copy(annotate(data, by_cause(judged.findings), title), out)


def write_copy(copy: bytes, out: Path) -> None:
    """Write a marked copy where the user asked for it. Raises UserError when that cannot be."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(copy)
    except OSError:
        raise UserError(
            f"Det går inte att skriva {out}.",
            "Kontrollera att mappen går att skriva i, och att filen inte är öppen i ett annat "
            "program.",
        ) from None
