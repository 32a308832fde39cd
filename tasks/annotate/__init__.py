"""Annotate: the workbook as it comes back to whoever sent it, with its findings marked."""
