"""What stands in addresses: the quarter that a page is about, and where a form leads on to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from schemas.clock import swedish_day
from schemas.quarter import Quarter
from sql.quarters import newest_quarter
from steward.house import House, house_of

NOW = "nu"
"""The newest quarter, as the menu names it on pages that are about no quarter."""


def current_quarter(house: House) -> Quarter:
    """The newest quarter that anything was received for, else the last one that has ended."""
    with house.engine.connect() as connection:
        found = newest_quarter(connection, house.municipality)
    return found or Quarter.of(swedish_day(datetime.now(UTC))).previous


def _quarter(request: Request, quarter: str) -> Quarter:
    if quarter == NOW:
        return current_quarter(house_of(request))
    try:
        return Quarter.parse(quarter)
    except ValueError:
        raise HTTPException(404) from None


InQuarter = Annotated[Quarter, Depends(_quarter)]
"""The quarter of an address `/kvartal/{quarter}/…`; another text there is no page."""


def done(target: str, word: str) -> RedirectResponse:
    """Lead on after a form was carried out, so that loading the page again sends nothing."""
    address, anchor = (*target.split("#", 1), "")[:2]
    mark = "&" if "?" in address else "?"
    tail = f"#{anchor}" if anchor else ""
    return RedirectResponse(f"{address}{mark}klart={word}{tail}", 303)
