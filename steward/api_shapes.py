"""What the API answers with: the shapes of the command line's JSON, for one unit."""

from __future__ import annotations

from pydantic import BaseModel


class Problem(BaseModel):
    message: str
    hint: str


class ErrorBody(BaseModel):
    """Every refusal: what is wrong, and what to do, in Swedish."""

    error: Problem


class CellChange(BaseModel):
    """A cell of the smallest change that makes every broken check of a group hold."""

    sheet: str
    cell: str
    found: int | None
    suggested: int


class FindingBody(BaseModel):
    """A broken rule at one place of the workbook."""

    id: str
    rule: str
    severity: str
    quarter: str | None
    unit: str | None
    submission: str | None
    version: int | None
    file: str | None
    sheet: str | None
    cell: str | None
    found: str | int | None
    expected: str | int | None
    imbalance: int | None
    message: str
    fix: str
    status: str
    group: str | None
    cause: CellChange | None
    changes: list[CellChange]
    candidates: list[CellChange]


class FindingsBody(BaseModel):
    """The findings that are in force for the unit. `received`: it has sent something."""

    quarter: str
    unit: str
    received: bool
    findings: list[FindingBody]


class CheckBody(BaseModel):
    """What would be said of a workbook; nothing was kept."""

    quarter: str
    unit: str | None
    findings: list[FindingBody]


class ReceiptBody(BaseModel):
    """A workbook that was received. `duplicate`: the same bytes had this version already."""

    quarter: str
    unit: str
    submission: str
    version: int
    state: str
    sha256: str
    received: str
    duplicate: bool
    findings: list[FindingBody]


class Counts(BaseModel):
    stopp: int
    fel: int
    varning: int
    granska: int


class StatusBody(BaseModel):
    """How the unit stands in a quarter. `version` is null until it has sent something."""

    quarter: str
    unit: str
    state: str
    version: int | None
    deadline: str
    findings: Counts


class FigureBody(BaseModel):
    """A figure of the unit's own, as its newest loaded version states it. `row` are the codes of
    the table's row, none for Summa; `column` is kvinna, man, saknas or totalt."""

    lag: str
    table: str
    row: list[str]
    column: str
    value: int


class FiguresBody(BaseModel):
    quarter: str
    unit: str
    figures: list[FigureBody]


class PublishedFigure(BaseModel):
    """A figure of a public edition, as in tabeller.csv; `value` is null where it is hidden."""

    table: int
    lag: str
    row: str
    unit: str
    area: str
    column: str
    quarter: str
    value: int | None
    flag: str


class TablesBody(BaseModel):
    """The tables of the newest public edition."""

    quarter: str
    version: int
    figures: list[PublishedFigure]
