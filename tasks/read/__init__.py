"""Read: from a workbook to values that keep their sheet and cell."""
