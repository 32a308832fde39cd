"""Who is told what without having chosen, and which addresses can be written to."""

from __future__ import annotations

import pytest

from schemas.accounts import Role
from schemas.errors import UserError
from schemas.mailbox import mailbox
from schemas.notices import TO_CHOOSE, Notice, Pace, usual_pace


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.GRANSKARE, set(TO_CHOOSE)),
        (Role.ATTESTANT, {Notice.CONSOLIDATED}),
        (Role.ADMINISTRATOR, {Notice.VERIFIED, Notice.UNDELIVERED, Notice.RUN_FAILED}),
        (Role.LASARE, set()),
        (Role.RAPPORTOR, set()),
    ],
)
def test_who_is_told_what(role: Role, told: set[Notice]) -> None:
    assert {each for each in Notice if usual_pace(role, each) is Pace.AT_ONCE} == told


def test_everything_that_people_read_has_a_name() -> None:
    assert all(each.label for each in (*Notice, *Pace))


@pytest.mark.parametrize("text", [" farsta.sdf@stad.example\n", "a+b@localhost"])
def test_an_address_is_taken_without_what_stands_around_it(text: str) -> None:
    assert mailbox(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["farsta", "a@b@c.example", "a b@c.example", "järva@stad.example",
     "a@b.example\nBcc: c@d.example", "<a@b.example>", "a@" + "b" * 260 + ".example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="är ingen e-postadress"):
        mailbox(text)
