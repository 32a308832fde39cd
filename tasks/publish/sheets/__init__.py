"""The tables for those who reckon further with them: a workbook, and one tidy text file."""
