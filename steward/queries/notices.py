"""The page of what somebody wants to be told, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.accounts import Account
from schemas.errors import UserError
from schemas.notices import TO_CHOOSE, Notice, Pace
from sql.choices import choices_of
from steward.house import House


@dataclass(frozen=True, slots=True)
class NoticesForm:
    """The address and the choices as somebody has filled them in."""

    address: str
    paces: Mapping[Notice, Pace]


@dataclass(frozen=True)
class NoticesPage:
    """`by_mail` tells whether the installation can send any letter."""

    notices: tuple[Notice, ...]
    paces: tuple[Pace, ...]
    form: NoticesForm
    by_mail: bool
    error: UserError | None


def notices_page(
    house: House,
    account: Account,
    form: NoticesForm | None = None,
    error: UserError | None = None,
) -> NoticesPage:
    by_mail = house.settings.telling.smtp is not None
    shown = form or _as_it_is(house, account)
    return NoticesPage(TO_CHOOSE, tuple(Pace), shown, by_mail, error)


def _as_it_is(house: House, account: Account) -> NoticesForm:
    with house.engine.connect() as connection:
        now = choices_of(connection, house.municipality, account)
    paces = {each: now.pace(account.role, each) for each in TO_CHOOSE}
    return NoticesForm(now.address, paces)
