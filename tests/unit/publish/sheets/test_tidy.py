"""tabeller.csv: the nine columns of the contract, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from schemas.tables import Table
from tasks.publish.sheets.tidy import tidy_csv


def test_every_figure_has_a_line(tables: tuple[Table, ...]) -> None:
    assert tidy_csv(tables).decode("utf-8") == (
        "table,lag,row,unit,area,column,quarter,value,flag\n"
        "1,LSS,Bostad för vuxna,_T,_T,Totalt,2024Q3,60,published\n"
        "1,LSS,Bostad för vuxna,_T,_T,Totalt,2024Q4,1200,\n"
        '1,LSS,"\'=HYPERLINK(""http://example.org"",""x"")",_T,_T,Totalt,2024Q4,,suppressed\n'
        "1,LSS,Summa,_T,_T,Totalt,2024Q3,62,sum-differs\n"
        "8,SoL,Viks nämnd,vik,OF,Bistånd A,2024Q4,1,\n"
        "11,LSS,Summa,_T,_T,Totalt,2024Q3,,\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@sum", "\tx", " =1+1"])
def test_text_like_a_formula_gets_an_apostrophe(by_unit: Table, text: str) -> None:
    figure = replace(by_unit.figures[0], row=text, column=text)
    written = tidy_csv([replace(by_unit, figures=(figure,))]).decode("utf-8")
    _, line = csv.reader(io.StringIO(written, newline=""))
    assert (line[2], line[5]) == (f"'{text}", f"'{text}")


def test_a_line_stays_a_line(by_unit: Table) -> None:
    figure = replace(by_unit.figures[0], row="a\rb\x00c", column="d\ne")
    written = tidy_csv([replace(by_unit, figures=(figure,))]).decode("utf-8")
    _, line = csv.reader(io.StringIO(written, newline=""))
    assert (line[2], line[5]) == ("a b c", "d\ne")


def test_a_zero_is_not_an_unknown(by_unit: Table) -> None:
    figure = replace(by_unit.figures[0], value=0)
    written = tidy_csv([replace(by_unit, figures=(figure,))])
    assert written.endswith(b",2024Q4,0,\n")


def test_a_hidden_figure_has_no_value(with_hidden: Table) -> None:
    """Whatever stands in it: a value that was left there does not go out either."""
    left = replace(with_hidden.figures[0], value=2)
    written = tidy_csv([replace(with_hidden, figures=(left,))])
    assert written.endswith("8,SoL,Bistånd A,vik,OF,Antal,2024Q4,,suppressed\n".encode())
