"""Template: the workbook that is sent out."""
