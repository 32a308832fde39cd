"""The Word writer: the report and the list for the revisorer as docx."""
