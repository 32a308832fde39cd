"""Whether a file that somebody chose is a workbook at all: a slip of the hand is told before it
is kept, and makes no version."""

from __future__ import annotations

import hashlib

from schemas.delivery import Delivery
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from schemas.submission import Source, Submission, Unreadable
from tasks.read.reader import read_workbook
from tasks.validate.engine import judge_unreadable


def delivered(municipality: Municipality, quarter: Quarter, delivery: Delivery) -> Submission:
    """The workbook, read. Raises UserError when it cannot be."""
    sha256 = hashlib.sha256(delivery.data).hexdigest()
    source = Source(sha256, delivery.file_name, None, delivery.unit)
    read = read_workbook(delivery.data, source, municipality, quarter)
    if isinstance(read, Unreadable):
        said = judge_unreadable(read, quarter).findings[0]
        raise UserError(f"{said.message} Ingenting har tagits emot.", said.fix)
    return read
