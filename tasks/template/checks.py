"""What a spreadsheet is told to check as somebody types: with a prompt, and an error in Swedish."""

from __future__ import annotations

from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation

from schemas.submission import LARGEST_COUNT

_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet


def choice_check(title: str, prompt: str, formula: str) -> DataValidation:
    """One of a list."""
    error = f"Välj {title} i listan som pilen till höger om cellen öppnar."
    return _told(DataValidation(type="list", formula1=formula), title, prompt, error)


def day_check(title: str, prompt: str, first: date, last: date) -> DataValidation:
    """A real date between two days."""
    error = f"Skriv ett datum som ÅÅÅÅ-MM-DD, från {first} till {last}."
    start, end = (str((day - _EPOCH).days) for day in (first, last))
    check = DataValidation(type="date", operator="between", formula1=start, formula2=end)
    return _told(check, title, prompt, error)


def count_check(title: str) -> DataValidation:
    """A whole number of at least 0."""
    prompt = "Antal beslut. Skriv 0 om det inte finns något."
    error = "Skriv ett heltal som är 0 eller större, utan bokstäver och decimaler."
    most = str(LARGEST_COUNT)
    check = DataValidation(type="whole", operator="between", formula1="0", formula2=most)
    return _told(check, title, prompt, error)


def unique_check(title: str, prompt: str, cells: str, first: str) -> DataValidation:
    """A text that stands only once among some cells, `first` of which is the first checked."""
    error = "Det står redan på en annan rad. Varje beslut har en rad för sig och står där en gång."
    check = DataValidation(type="custom", formula1=f"COUNTIF({cells},{first})=1")
    return _told(check, title, prompt, error)


def free_text(title: str, prompt: str) -> DataValidation:
    """Anything: only the prompt is shown."""
    return _told(DataValidation(), title, prompt, None)


def _told(check: DataValidation, title: str, prompt: str, error: str | None) -> DataValidation:
    """The check with its words. What it refuses cannot be entered; a cell may always be emptied."""
    check.allow_blank = True
    check.showInputMessage, check.promptTitle, check.prompt = True, title, prompt
    check.showErrorMessage, check.errorStyle = error is not None, "stop"
    check.errorTitle, check.error = title if error else None, error
    return check
