"""Making a page: a template, its own facts, and the frame that every page stands in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schemas.quarter import Quarter
from steward.guard import CSRF, Visitor
from steward.house import house_of
from steward.rights import Right
from steward.words import DONE, STATUS, counted, dated, timed

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Context(Protocol):
    """What a template is given: a frozen dataclass that says what each fact is."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the main menu. `here` is the page that is shown."""

    text: str
    href: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """What stands around every page. `done` tells what the visitor just did."""

    city: str
    ways: tuple[Way, ...]
    quarter: Quarter | None
    visitor: Visitor | None
    csrf: str
    done: str | None


def page(
    request: Request,
    template: str,
    context: Context | None = None,
    *,
    quarter: Quarter | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page of a template; `quarter` is the one that the menu's links lead to."""
    facts = {each.name: getattr(context, each.name) for each in fields(context)} if context else {}
    frame = _frame(request, quarter)
    text = templates().get_template(template).render(frame=frame, **facts)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


@cache
def templates() -> Environment:
    """Every value is escaped, and a name that nobody gave is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"static": static, "Right": Right, "CSRF": CSRF}
    made.filters |= {"day": dated, "time": timed, "count": counted, "status": STATUS.__getitem__}
    return made


@cache
def static(name: str) -> str:
    """The address of a file that never changes under it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _frame(request: Request, quarter: Quarter | None) -> Frame:
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return Frame(
        city=house_of(request).municipality.city,
        ways=_ways(visitor, quarter, request.url.path) if visitor else (),
        quarter=quarter,
        visitor=visitor,
        csrf=visitor.csrf if visitor else "",
        done=DONE.get(request.query_params.get("klart", "")),
    )


_MENU: tuple[tuple[str, str, Right], ...] = (
    ("Kvartalet", "/kvartal/{quarter}", Right.SEE_QUARTER),
    ("Granskning", "/kvartal/{quarter}/granskning", Right.SEE_QUARTER),
    ("Tabeller", "/kvartal/{quarter}/tabeller", Right.SEE_QUARTER),
    ("Attest", "/kvartal/{quarter}/attest", Right.SEE_QUARTER),
    ("Lämna in", "/lamna-in", Right.SEND_IN),
    ("Händelser", "/handelser", Right.SEE_LOG),
    ("Användare", "/anvandare", Right.MANAGE),
    ("Inställningar", "/installningar", Right.MANAGE),
)


def _ways(visitor: Visitor, quarter: Quarter | None, path: str) -> tuple[Way, ...]:
    """The menu of somebody's rights; without a quarter those of the newest."""
    shown = [
        (text, href.format(quarter=quarter) if quarter else href.replace("{quarter}", "nu"))
        for text, href, right in _MENU
        if visitor.may(right)
    ]
    here = max((href for _, href in shown if _is_under(path, href)), key=len, default=None)
    return tuple(Way(text, href, href == here) for text, href in shown)


def _is_under(path: str, href: str) -> bool:
    return path == href or path.startswith(f"{href}/")
