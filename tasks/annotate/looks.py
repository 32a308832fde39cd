"""How marks and list look."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from schemas.findings import Severity


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


_ERROR, _WARNING, _INFORMATION = _solid("FFC7CE"), _solid("FFEB9C"), _solid("DDEBF7")
FILLS = {
    Severity.STOPP: _ERROR,
    Severity.FEL: _ERROR,
    Severity.VARNING: _WARNING,
    Severity.GRANSKA: _INFORMATION,
}
CAUSE = _solid("FF9966")
HEADER = _solid("DCE6F1")

LEGEND = (
    (CAUSE, "Cellen som orsakar felen: börja här."),
    (_ERROR, "Fel: ska rättas."),
    (_WARNING, "Varning: rätta, eller förklara."),
    (_INFORMATION, "Granska: till kännedom."),
)
"""What the colours mean, to whoever reads the list."""

_FACE = "Calibri"
TITLE = Font(name=_FACE, size=16, bold=True)
BOLD = Font(name=_FACE, size=11, bold=True)
LINK = Font(name=_FACE, size=11, color="0563C1", underline="single")
BROKEN = Alignment(horizontal="left", vertical="top", wrap_text=True)
BETWEEN = Border(top=Side(style="thin", color="A6A6A6"))
