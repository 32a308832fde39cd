"""Where Prefect's server tells of runs that went wrong (deploy/automations.yaml)."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from steward.house import House, house_of

router = APIRouter()

_bearer = HTTPBearer(auto_error=False)


class RunBody(BaseModel):
    """Names of ours and of Prefect's; anything else is refused."""

    flow: Annotated[str, Field(pattern=r"^[a-z-]{1,40}$")]
    state: Annotated[str, Field(pattern=r"^[A-Za-z]{1,40}$")]


def _told_by_scheduler(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> House:
    house = house_of(request)
    key = house.settings.scheduling.key
    if not (key and given and secrets.compare_digest(given.credentials.encode(), key.encode())):
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return house


@router.post("/api/v1/runs", status_code=204, include_in_schema=False)
def tell_of_run(
    body: RunBody, house: Annotated[House, Depends(_told_by_scheduler)], after: BackgroundTasks
) -> None:
    """The answer does not wait for anybody to be told."""
    after.add_task(house.work.tell_of_run, body.flow, body.state, datetime.now(UTC))
