"""SFTP, from servers whose key is known beforehand."""

from __future__ import annotations

import logging
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from deploy.inboxes import Inboxes
from schemas.errors import UserError
from tasks.collect.credentials import Credentials

logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # it logs addresses, and tracebacks


class UnknownHostError(Exception):
    """A server whose key nobody has vouched for."""


class _Refuse(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, *_: object) -> None:
        raise UnknownHostError


class KnownSftp(SFTPFileSystem):  # type: ignore[misc]  # fsspec has no types
    """fsspec's, which trusts every server that it has not met, and waits for ever for a silent one:
    this one does neither."""

    cachable = False

    def __init__(self, host: str, *, known_hosts: str, silence: int, **options: Any) -> None:
        self._known_hosts, self._silence = known_hosts, silence
        super().__init__(host, **options)

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_host_keys(self._known_hosts)
        self.client.set_missing_host_key_policy(_Refuse())
        self.client.connect(self.host, **self.ssh_kwargs)
        self.ftp = self.client.open_sftp()
        channel = self.ftp.get_channel()
        if channel is not None:
            channel.settimeout(self._silence)

    def close(self) -> None:
        self.client.close()


def open_sftp(host: str, port: int, known: Credentials, settings: Inboxes) -> KnownSftp:
    """A connection to a server. Only what the credentials name is offered, no key of whoever runs
    this."""
    known_hosts = settings.known_hosts.expanduser()
    if not known_hosts.is_file():
        raise UserError(
            f"Filen med kända SFTP-servrar, {known_hosts}, finns inte.",
            "Lägg serverns nyckel i den (ssh-keyscan skriver den), när den är kontrollerad, och "
            "ange filen med KVARTAL_SOURCE_KNOWN_HOSTS.",
        )
    seconds = settings.timeout_seconds
    return KnownSftp(
        host,
        known_hosts=str(known_hosts),
        silence=seconds,
        port=port,
        username=known.user,
        password=known.password,
        key_filename=known.key,
        passphrase=known.passphrase,
        allow_agent=False,
        look_for_keys=False,
        **dict.fromkeys(("timeout", "banner_timeout", "auth_timeout", "channel_timeout"), seconds),
    )
