"""Which inboxes a quarter is collected from."""

from __future__ import annotations

from sqlalchemy import Engine

from deploy.inboxes import KOMMUN, MAILBOX, Inboxes, require_usable
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from tasks.collect.folder import Folder
from tasks.collect.inbox import Inbox
from tasks.collect.mailbox import Mailbox

_QUARTER = "{quarter}"


def require_inboxes(
    settings: Inboxes, municipality: Municipality, quarter: Quarter, inbox: str | None
) -> None:
    """Raises UserError where nothing is named to collect from, or what is named is not there."""
    if not inbox:
        _require_addresses(settings)
    elif not inbox.startswith(MAILBOX):
        require_usable(inbox)
        _folder(inbox, settings, municipality, quarter, attended=True).require()


def inboxes_of(
    settings: Inboxes,
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    inbox: str | None = None,
) -> tuple[Inbox, ...]:
    """The inbox that somebody names, else those of the settings. Raises UserError where there is
    none."""
    if inbox:
        require_usable(inbox)
    else:
        _require_addresses(settings)
    return tuple(
        Mailbox(
            _filled(each, municipality, quarter),
            settings,
            engine,
            municipality.code,
            attended=bool(inbox),
        )
        if each.startswith(MAILBOX)
        else _folder(each, settings, municipality, quarter, attended=bool(inbox))
        for each in ([inbox] if inbox else settings.addresses)
    )


def _require_addresses(settings: Inboxes) -> None:
    if not settings.addresses:
        raise UserError(
            "Det är inte angivet varifrån arbetsböckerna samlas in.",
            "Sätt KVARTAL_SOURCES till en eller flera adresser.",
            "ange en inkorg med --inbox.",
        )


def _folder(
    text: str, settings: Inboxes, municipality: Municipality, quarter: Quarter, *, attended: bool
) -> Folder:
    """An address that names the quarter has that quarter's files alone, and so has a folder that
    somebody names for it; in the others they may be of several."""
    address = _filled(text, municipality, quarter)
    return Folder(address, settings, mixed=not attended and _QUARTER not in text, attended=attended)


def _filled(address: str, municipality: Municipality, quarter: Quarter) -> str:
    return address.replace(_QUARTER, str(quarter)).replace(KOMMUN, municipality.code)
