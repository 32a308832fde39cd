"""What is said of a quarter as a whole: judged and written in one transaction, so that it is true
of what is loaded whoever else is loading something."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from deploy.settings import Settings
from schemas.collection import Unreachable
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from sql.engine import writing
from tasks.collect.receipts import collected
from tasks.load.load import replace_quarter_findings
from tasks.place import engine_of, municipality_of
from tasks.validate.whole import judge_unreachable, judge_whole

INBOX = "inbox:"
"""Where findings of files hang that an inbox would not give: the next run's replace them, and an
upload, which knows of no inbox, leaves them."""


def judge_quarter(settings: Settings, quarter: Quarter, unreachable: Sequence[Unreachable]) -> None:
    """Replace what is said of the quarter, and of the files that an inbox did not give."""
    municipality = municipality_of(settings)
    with writing(engine_of(settings), municipality.code, quarter) as connection:
        judge_anew(connection, municipality, quarter)
        gone = judge_unreachable(quarter, unreachable)
        replace_quarter_findings(connection, municipality, quarter, gone, INBOX)


def judge_anew(connection: Connection, municipality: Municipality, quarter: Quarter) -> None:
    """Replace what is said of the quarter, inside the transaction of what it follows from."""
    received = collected(connection, municipality.code, str(quarter))
    found = judge_whole(connection, municipality, quarter, received.duplicates)
    replace_quarter_findings(connection, municipality, quarter, found)
