"""Reads every sheet of a workbook, and does nothing with it. `python only_read.py WORKBOOK`."""

import sys

from python_calamine import CalamineWorkbook

book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
