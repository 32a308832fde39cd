"""A quarter of every municipality of an installation, by each of those who may work it off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from schemas.quarter import Quarter
from sql.state import totals
from sql.versions import latest_loaded
from tests.builders import workbook
from tests.data import neighbour
from tests.data.submissions import dump
from tests.flows.kvartal import kvartal

Q4 = Quarter(2024, 4)
