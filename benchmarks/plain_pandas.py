"""The plainest script that does the sums: reads a folder of workbooks, writes one CSV file.

Called as `python plain_pandas.py INBOX OUT.csv`. It checks nothing and explains nothing; it is
what a run of the whole journey is held against.
"""

import sys
from pathlib import Path

import pandas as pd

COUNTS = ["Kvinna", "Man", "Uppgift saknas", "Totalt"]


def rows_of(path: Path) -> pd.DataFrame:
    """Every row of the workbook's count tables, with its label."""
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    parts = []
    for sheet in ("LSS", "SoL"):
        for row in sheets[sheet].itertuples(index=False):
            label = [value for value in row if isinstance(value, str)]
            counts = [value for value in row if isinstance(value, (int, float)) and value >= 0]
            if len(counts) == len(COUNTS):
                parts.append([sheet, " ".join(label), *counts])
    return pd.DataFrame(parts, columns=["sheet", "row", *COUNTS])


workbooks = pd.concat([rows_of(path) for path in sorted(Path(sys.argv[1]).glob("*.xlsx"))])
workbooks.groupby(["sheet", "row"], sort=False)[COUNTS].sum().to_csv(sys.argv[2])
