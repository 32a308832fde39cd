"""Which inboxes a quarter is collected from."""

from __future__ import annotations

from sqlalchemy import Engine

from deploy.inboxes import MAILBOX, Inboxes, require_usable
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.quarter import Quarter
from tasks.collect.folder import Folder
from tasks.collect.inbox import Inbox
from tasks.collect.mailbox import Mailbox

_QUARTER = "{quarter}"


def inboxes_of(
    settings: Inboxes,
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    inbox: str | None = None,
) -> tuple[Inbox, ...]:
    """The inbox that somebody names, else those of the settings. Raises UserError where there is
    none, or the one that is named is not there."""
    if inbox:
        require_usable(inbox)
        named = _inbox(inbox, settings, engine, municipality, quarter, attended=True)
        if isinstance(named, Folder):
            named.require()
        return (named,)
    if not settings.addresses:
        raise UserError(
            "Det är inte angivet varifrån arbetsböckerna samlas in.",
            "Sätt KVARTAL_SOURCES till en eller flera adresser.",
            "ange en inkorg med --inbox.",
        )
    return tuple(
        _inbox(each, settings, engine, municipality, quarter, attended=False)
        for each in settings.addresses
    )


def _inbox(
    text: str,
    settings: Inboxes,
    engine: Engine,
    municipality: Municipality,
    quarter: Quarter,
    *,
    attended: bool,
) -> Inbox:
    """An address that names the quarter has that quarter's files alone, and so has a folder that
    somebody names for it; in the others they may be of several."""
    address = text.replace(_QUARTER, str(quarter)).replace("{kommun}", municipality.code)
    if address.startswith(MAILBOX):
        return Mailbox(address, settings, engine, municipality.code, attended)
    return Folder(address, settings, mixed=not attended and _QUARTER not in text, attended=attended)
