"""The saved results of the form's formulas, which openpyxl has no way to write.

A formula without a saved result reads as a fault (STR-206), and so it should: somebody's program
has written figures and nobody has counted them. In the form as sent out every sum is empty, and
that is saved with it, so that a form in which only decisions were written is whole.
"""

from __future__ import annotations

import io
import re
import zipfile

_SHEETS = "xl/worksheets/"
_FORMULA = re.compile(rb"<c ([^<>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)</c>")


def with_empty_results(data: bytes) -> bytes:
    """The workbook with an empty text as the result of every formula that has none."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith(_SHEETS):
                content = _FORMULA.sub(rb'<c \1 t="str">\2<v></v></c>', content)
            target.writestr(entry, content)
    return written.getvalue()
