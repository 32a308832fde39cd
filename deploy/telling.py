"""How people and other systems are told of what happens: by mail, and by a webhook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from deploy.reading import choice, secret, web_address, whole_number
from schemas.errors import UserError
from schemas.mailbox import mailbox

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Security(StrEnum):
    """How the way to the mail server is closed: TLS after a word in the clear, TLS from the start,
    or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS: Mapping[Security, int] = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class Smtp:
    """The mail server, and the function mailbox that letters are from."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: int = 20


@dataclass(frozen=True)
class Webhook:
    """Where another system is told; `secret` signs what it is told."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Telling:
    """Whom an installation can reach; nobody where nothing is set."""

    smtp: Smtp | None = None
    webhook: Webhook | None = None


def load_telling(env: Mapping[str, str]) -> Telling:
    """The settings KVARTAL_SMTP_… and KVARTAL_WEBHOOK_…. Raises UserError."""
    return Telling(_smtp(env), _webhook(env))


def _smtp(env: Mapping[str, str]) -> Smtp | None:
    host = env.get("KVARTAL_SMTP_HOST") or ""
    if not host:
        return None
    security = choice(env, "KVARTAL_SMTP_SECURITY", Security.STARTTLS)
    user = env.get("KVARTAL_SMTP_USER") or ""
    if user and security is Security.NONE and host not in _LOOPBACK:
        raise UserError(
            "Lösenordet till e-postservern skulle skickas utan kryptering.",
            "Sätt KVARTAL_SMTP_SECURITY till starttls eller tls, eller ta bort KVARTAL_SMTP_USER.",
        )
    return Smtp(
        host=host,
        port=whole_number(env, "KVARTAL_SMTP_PORT", _PORTS[security]),
        security=security,
        sender=_sender(env),
        user=user,
        password=_password(env),
        timeout_seconds=whole_number(env, "KVARTAL_SMTP_TIMEOUT_SECONDS", Smtp.timeout_seconds),
    )


def _password(env: Mapping[str, str]) -> str:
    """Raises UserError for letters that no two mail servers read alike."""
    password = secret(env, "KVARTAL_SMTP_PASSWORD")
    if not password.isascii():
        raise UserError(
            "Lösenordet till e-postservern har tecken som inte alla servrar förstår.",
            "Ge kontot ett lösenord utan å, ä och ö.",
        )
    return password


def _sender(env: Mapping[str, str]) -> str:
    told = env.get("KVARTAL_SMTP_FROM") or ""
    if not told:
        raise UserError(
            "KVARTAL_SMTP_FROM saknas.",
            "Ange funktionsbrevlådan som breven skickas från, till exempel kvartal@kommunen.se.",
        )
    return mailbox(told)


def _webhook(env: Mapping[str, str]) -> Webhook | None:
    url = web_address(env.get("KVARTAL_WEBHOOK_URL") or "", "KVARTAL_WEBHOOK_URL")
    if not url:
        return None
    key = secret(env, "KVARTAL_WEBHOOK_SECRET")
    if not key:
        raise UserError(
            "KVARTAL_WEBHOOK_SECRET saknas.",
            "Ange en lång slumpad text som mottagaren också har: med den prövas att anropet är "
            "äkta. Den kan ligga i en fil som KVARTAL_WEBHOOK_SECRET_FILE pekar ut.",
        )
    return Webhook(url, key)
