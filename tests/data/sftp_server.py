"""An SFTP server over a folder of this machine, that can be told to break off."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paramiko import (
    ECDSAKey,
    PKey,
    ServerInterface,
    SFTPAttributes,
    SFTPHandle,
    SFTPServer,
    SFTPServerInterface,
    Transport,
)
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.sftp import SFTP_EOF, SFTP_PERMISSION_DENIED

USER, PASSWORD = "kvartal", "secret"


@dataclass
class Sftp:
    """The server. `breaks` is how many times it breaks off when `breaking` is read from; `short`
    names a file of which it gives less than it says; `logins` counts those who tried."""

    folder: Path
    port: int
    key: ECDSAKey
    breaking: str = ""
    breaks: int = 0
    short: str = ""
    logins: int = 0
    client_key: str = ""
    transports: list[Transport] = field(default_factory=list)

    def address(self, path: str = "/") -> str:
        return f"sftp://127.0.0.1:{self.port}{path}"

    def known_hosts(self, file: Path, key: ECDSAKey | None = None) -> Path:
        key = key or self.key
        file.write_text(f"[127.0.0.1]:{self.port} {key.get_name()} {key.get_base64()}\n")
        return file

    def cut(self) -> None:
        for each in self.transports:
            each.close()


class _Login(ServerInterface):
    def __init__(self, server: Sftp) -> None:
        self.server = server

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        self.server.logins += 1
        return _answer((username, password) == (USER, PASSWORD))

    def check_auth_publickey(self, username: str, key: PKey) -> int:
        return _answer(username == USER and key.get_base64() == self.server.client_key)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


def _answer(right: bool) -> int:
    return AUTH_SUCCESSFUL if right else AUTH_FAILED


class _Handle(SFTPHandle):
    def __init__(self, server: Sftp, path: Path) -> None:
        super().__init__(os.O_RDONLY)
        self.server, self.path = server, path

    def read(self, offset: int, length: int) -> bytes | int:
        if self.path.name == self.server.breaking and self.server.breaks:
            self.server.breaks -= 1
            self.server.cut()
        data = self.path.read_bytes()
        if self.path.name == self.server.short:
            data = data[: len(data) // 2]
        return data[offset : offset + length] or SFTP_EOF

    def stat(self) -> SFTPAttributes:
        return SFTPAttributes.from_stat(self.path.stat())


class _Files(SFTPServerInterface):
    def __init__(self, login: _Login, *rest: Any, **named: Any) -> None:
        super().__init__(login, *rest, **named)
        self.server = login.server

    def _at(self, path: str) -> Path:
        return self.server.folder / path.lstrip("/")

    def list_folder(self, path: str) -> list[SFTPAttributes] | int:
        found = sorted(self._at(path).iterdir())
        return [SFTPAttributes.from_stat(each.lstat(), each.name) for each in found]

    def stat(self, path: str) -> SFTPAttributes | int:
        try:
            return SFTPAttributes.from_stat(self._at(path).stat())
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)

    def lstat(self, path: str) -> SFTPAttributes | int:
        return self.stat(path)

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> SFTPHandle | int:
        found = self.stat(path)
        if isinstance(found, int):
            return found
        if (found.st_mode or 0) & 0o444 == 0:
            return SFTP_PERMISSION_DENIED
        return _Handle(self.server, self._at(path))


@contextmanager
def sftp_server(folder: Path) -> Iterator[Sftp]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        server = Sftp(folder, port, ECDSAKey.generate())
        threading.Thread(target=_serve, args=(listening, server), daemon=True).start()
        yield server
        server.cut()


def _serve(listening: socket.socket, server: Sftp) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            transport = Transport(client)
            transport.add_server_key(server.key)
            transport.set_subsystem_handler("sftp", SFTPServer, _Files)
            server.transports.append(transport)
            with suppress(Exception):
                transport.start_server(server=_Login(server))
