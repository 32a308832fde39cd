"""Makes the annotated copy of a workbook. What was received is only read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook

from schemas.reproducible import repack
from tasks.annotate.formulas import still
from tasks.annotate.groups import Group
from tasks.annotate.listing import write_list
from tasks.annotate.marks import mark
from tasks.annotate.numbers import hide, tells_none

A_COPY = "Det här är en kopia att läsa. Rätta i din egen arbetsbok, och kontrollera den igen."
PERSON_NUMBER = "PRI-811"
"""The rule that finds personnummer: such numbers are hidden in the copy."""
LOST = (
    "Något i arbetsboken gick inte att föra över till kopian, till exempel bilder, diagram eller "
    "textrutor. Det finns kvar i din egen arbetsbok."
)
LIST_ALONE = (
    "Arbetsboken gick inte att kopiera hit, så här finns bara listan. Leta upp platserna i din "
    "egen arbetsbok."
)


def annotate(data: bytes | None, groups: Sequence[Group], title: str) -> bytes:
    """A copy of the workbook with the findings listed first and their cells marked, as xlsx.

    Of a file that no copy can be made of, and of none (`data` is None, when it was not fit to be
    opened), there is the list alone. `title` says whose workbook it is.
    """
    copy = None if data is None else _marked_copy(data, groups, title)
    return copy or _list_alone(groups, title)


def _marked_copy(data: bytes, groups: Sequence[Group], title: str) -> bytes | None:
    """None for a file that openpyxl cannot open or write again: it reads only xlsx, and of that
    not everything that other programs write. None, too, where a personnummer cannot be hidden."""
    try:
        with warnings.catch_warnings(record=True) as lost:
            warnings.simplefilter("always")
            book = load_workbook(io.BytesIO(data))
        tells = any(each.rule == PERSON_NUMBER for group in groups for each in group.findings)
        if tells:
            hide(book)
        still(book)
        mark(book, groups)
        write_list(book, groups, title, [A_COPY, LOST] if lost else [A_COPY])
        written = _written(book)
        return written if not tells or tells_none(written) else None
    except Exception:  # whatever is in a received file, whoever sent it gets the list
        return None


def _list_alone(groups: Sequence[Group], title: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    write_list(book, groups, title, [LIST_ALONE])
    return _written(book)


def _written(book: Workbook) -> bytes:
    if book.calculation:
        book.calculation.fullCalcOnLoad = True  # openpyxl keeps formulas, not their results
    written = io.BytesIO()
    book.save(written)
    return repack(written.getvalue())
