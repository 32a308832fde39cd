"""Which passwords are good enough, and that a hash holds only its own."""

from __future__ import annotations

import pytest
from argon2 import Type, extract_parameters

from schemas.errors import UserError
from steward.auth.passwords import hashed, is_outdated, matches, one_time, require_good


@pytest.mark.parametrize(
    "password",
    [
        "", "elva tecken", "Lösenord2024!", "SOMMAREN 2025", "password1234", "123456789012",
        "Stockholm2024", "qwertyuiopå!", "aaaaaaaaaaaa", "!!Välkommen!!", "bodil.lindbom",
        "Bodil.Lindbom", "bodil.lindbom1", "............",
    ],
)  # fmt: skip
def test_what_is_short_or_common_or_the_login_is_refused(password: str) -> None:
    with pytest.raises(UserError):
        require_good(password, "bodil.lindbom")


@pytest.mark.parametrize(
    "password", ["tolv tecken!", "sju gula kastruller", "ååååääääöööö", "lösenordet till bodil"]
)
def test_any_other_of_twelve_is_good(password: str) -> None:
    require_good(password, "bodil.lindbom")


def test_a_hash_holds_its_own_password_alone() -> None:
    kept = hashed("sju gula kastruller")
    assert matches(kept, "sju gula kastruller")
    assert not matches(kept, "sju gula kastruller ")
    assert not matches(None, "sju gula kastruller")
    assert not matches("no hash", "sju gula kastruller")
    assert not is_outdated(kept)
    assert hashed("sju gula kastruller") != kept


def test_a_hash_costs_what_rfc_9106_recommends(dear_passwords: None) -> None:
    made = extract_parameters(hashed("sju gula kastruller"))
    assert (made.type, made.time_cost, made.memory_cost, made.parallelism) == (Type.ID, 3, 65536, 4)
    assert (made.salt_len, made.hash_len) == (16, 32)


def test_a_password_may_hold_what_no_text_can() -> None:
    assert matches(hashed("\ud800 och elva till"), "\ud800 och elva till")


def test_a_one_time_password_is_good_enough_itself() -> None:
    made = {one_time() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        require_good(each, "bodil")
