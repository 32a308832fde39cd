"""A real mail server for tests, which can be told to behave as mail servers now and then do."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

FINE = "250 OK"
USER, PASSWORD = "kvartal", "prov-losen"


@dataclass
class Mailroom:
    """What has come in, and how the server answers: `refused` by recipient, `on_data` for every
    letter; with `cut` it takes a letter and hangs up without a word, once. `kills` is a process
    that dies when it has handed a letter over."""

    came: list[EmailMessage] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    on_data: str = FINE
    cut: bool = False
    kills: int = 0
    port: int = 0

    @property
    def recipients(self) -> list[str]:
        return sorted(str(each["To"]) for each in self.came)

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each in self.came if each["To"] == address]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if told := self.refused.get(address):
            return told
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return FINE

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - so too
        if self.on_data != FINE:
            return self.on_data
        content = envelope.content
        assert isinstance(content, bytes)
        made = message_from_bytes(content, policy=default)
        assert isinstance(made, EmailMessage)
        self.came.append(made)
        if self.kills:
            os.kill(self.kills, signal.SIGKILL)
            self.kills = 0
        if self.cut:
            self.cut = False
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return FINE

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        return AuthResult(success=known, handled=False)  # the server answers


@contextmanager
def opened(room: Mailroom, certificate: Path | None = None) -> Iterator[Mailroom]:
    """The server on loopback, on the same port when it is opened again; with a certificate it asks
    for TLS, and for a password behind it."""
    closed: dict[str, Any] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        closed = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": room.authenticate,
        }
    server = Controller(room, "127.0.0.1", room.port or _free(), ready_timeout=20, **closed)
    server.start()
    room.port = server.port
    try:
        yield room
    finally:
        server.stop()


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
