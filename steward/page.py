"""Making a page: a template, its own facts, and the frame that every page stands in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
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
from steward.routing import NOW
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
        ways=ways_of(visitor, quarter, request.url.path) if visitor else (),
        quarter=quarter,
        visitor=visitor,
        csrf=visitor.csrf if visitor else "",
        done=DONE.get(request.query_params.get("klart", "")),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the menu. Pages under `also` are its own as well, where they are no other's."""

    text: str
    href: str
    right: Right
    also: tuple[str, ...] = ()

    def of(self, quarter: str) -> _Entry:
        href, *also = (each.replace("{quarter}", quarter) for each in (self.href, *self.also))
        return replace(self, href=href, also=tuple(also))

    def nearness(self, path: str) -> int:
        """How much of a page's address its own tells; 0 where it is no page of its."""
        return max(len(each) if _is_under(path, each) else 0 for each in (self.href, *self.also))


_QUARTER, _UNIT, _FINDING = "/kvartal/{quarter}", "/kvartal/{quarter}/enhet", "/fynd/{quarter}"
_RELEASE = f"{_QUARTER}/utgava"

_MENU = (
    _Entry("Kvartalet", _QUARTER, Right.SEE_QUARTER, (_UNIT,)),
    _Entry("Granskning", f"{_QUARTER}/granskning", Right.SEE_QUARTER, (_FINDING,)),
    _Entry("Tabeller", f"{_QUARTER}/tabeller", Right.SEE_QUARTER),
    _Entry("Rapporten", f"{_QUARTER}/rapport", Right.SEE_QUARTER),
    _Entry("Attest", f"{_QUARTER}/attest", Right.SEE_QUARTER, (_RELEASE,)),
    _Entry("Lämna in", "/lamna-in", Right.SEND_IN, (_UNIT, _FINDING)),
    _Entry("Händelser", "/handelser", Right.SEE_LOG),
    _Entry("Användare", "/anvandare", Right.MANAGE),
    _Entry("Inställningar", "/installningar", Right.MANAGE),
)


def ways_of(visitor: Visitor, quarter: Quarter | None, path: str) -> tuple[Way, ...]:
    """The menu of somebody's rights; without a quarter those of the newest. The entry that is
    here is the one whose address tells most of the page's, the first where several tell as much."""
    named = str(quarter) if quarter else NOW
    shown = [each.of(named) for each in _MENU if visitor.may(each.right)]
    near = [each.nearness(path) for each in shown]
    here = near.index(max(near)) if any(near) else None
    return tuple(Way(each.text, each.href, n == here) for n, each in enumerate(shown))


def _is_under(path: str, href: str) -> bool:
    return path == href or path.startswith(f"{href}/")
