"""What an identity provider says of somebody, as an account of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deploy.web import Oidc
from schemas.accounts import Role
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.personnummer import holds_number, masked
from steward.auth.particulars import LONGEST_NAME, is_login, spelled
from steward.auth.refused import LogInRefused
from steward.auth.units import units_for

_PREFIX = "kvartal-"
_ASK = "Be den som sköter behörigheterna i kommunens inloggning att"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody is at their identity provider, and what they may here. `logins` are names by
    which they could be known, the best first, and `name` is
    empty where none was told."""

    subject: str
    logins: tuple[str, ...]
    name: str
    role: Role
    units: frozenset[str]


def read_claims(municipality: Municipality, oidc: Oidc, claims: Mapping[str, Any]) -> Claimed:
    """Raises LogInRefused when the claims let nobody in."""
    if claims.get(oidc.tenant_claim) != oidc.tenant:
        raise LogInRefused(
            "Du är inloggad hos en annan organisation.",
            f"Logga ut där, och logga in med ditt konto i {municipality.city}.",
        )
    role = _role(_texts(claims.get(oidc.roles_claim), r"[\s,;]+"))
    return Claimed(
        subject=str(claims["sub"]),
        logins=_logins(claims),
        name=_name(claims),
        role=role,
        units=_units(municipality, role, _texts(claims.get(oidc.units_claim), r"\s*[,;]\s*")),
    )


def _role(texts: Iterable[str]) -> Role:
    """The one role that somebody has; which of several is meant is nobody's guess."""
    values = {text.casefold().removeprefix(_PREFIX) for text in texts}
    roles = [role for role in Role if role.value in values]
    if not roles:
        raise LogInRefused(
            "Ditt konto har ingen roll i Kvartal.",
            f"{_ASK} ge dig en av dem: {', '.join(Role)}.",
        )
    if len(roles) > 1:
        raise LogInRefused(
            f"Ditt konto har flera roller i Kvartal: {', '.join(each.label for each in roles)}.",
            f"{_ASK} ge dig bara en av dem.",
        )
    return roles[0]


def _units(municipality: Municipality, role: Role, texts: Iterable[str]) -> frozenset[str]:
    try:
        return units_for(municipality, role, texts if role is Role.RAPPORTOR else ())
    except UserError as error:
        raise LogInRefused(error.message, f"{_ASK} ange dina enheter med namn eller kod.") from None


def _logins(claims: Mapping[str, Any]) -> tuple[str, ...]:
    told = (claims.get(each) for each in ("preferred_username", "email", "sub"))
    texts = [spelled(each) for each in told if isinstance(each, str)]
    return tuple(each for each in texts if is_login(each) and not holds_number(each))


def _name(claims: Mapping[str, Any]) -> str:
    told = claims.get("name")
    return masked(" ".join(told.split()))[:LONGEST_NAME] if isinstance(told, str) else ""


def _texts(claim: Any, between: str) -> tuple[str, ...]:
    """A claim is a list, or one text; anything else says nothing."""
    listed = re.split(between, claim) if isinstance(claim, str) else claim
    if not isinstance(listed, list):
        return ()
    return tuple(each.strip() for each in listed if isinstance(each, str) and each.strip())
