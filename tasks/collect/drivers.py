"""The file systems behind addresses: what fsspec knows, opened as the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from deploy.inboxes import Inboxes
from schemas.errors import UserError
from tasks.collect.credentials import Credentials, credentials_of

INSTALL = "Kör .venv/bin/uv sync --frozen --inexact --no-dev --extra sources i Kvartals mapp."
_S3 = ("s3", "s3a")
_EXTRA = ("sftp", "ssh", "smb", *_S3)
_SMB_PORT = 445
_PLAIN = ("", "file", "local", "memory")


def is_remote(address: str) -> bool:
    """Whether there is a network between us and the place."""
    return _scheme(address) not in _PLAIN


def open_system(address: str, settings: Inboxes) -> tuple[Any, str]:
    """The file system of an address, and the path in it. A connection is never one that somebody
    else has used: it may be dead. Raises what the driver raises, UserError where there is none."""
    from fsspec.core import url_to_fs

    parts, scheme = urlsplit(address), _scheme(address)
    _require_driver(scheme)
    if scheme in ("sftp", "ssh"):
        return _sftp(parts, settings)
    options = {"skip_instance_cache": True} if is_remote(address) else {}
    system, path = url_to_fs(address, **options, **_options(scheme, parts, settings))
    if scheme in _S3:
        system.retries = 1  # whoever asks is patient already
    return system, path


def close_system(system: Any) -> None:
    """Let go of a connection. Shared folders' are kept by the process for whoever asks next, who
    may be another user."""
    if system.protocol == "smb":
        import smbclient

        smbclient.delete_session(system.host, port=system.port or _SMB_PORT)
    elif hasattr(system, "close"):
        system.close()


def _require_driver(scheme: str) -> None:
    from fsspec import get_filesystem_class

    try:
        get_filesystem_class(scheme.split("::", 1)[0] or "file")
    except (ImportError, ValueError):
        raise UserError(
            f"En inkorg med {scheme}:// går inte att öppna: det program som behövs är inte "
            "installerat.",
            INSTALL if scheme in _EXTRA else "Kontrollera adressens första del.",
        ) from None


def _sftp(parts: SplitResult, settings: Inboxes) -> tuple[Any, str]:
    from tasks.collect.sftp import open_sftp

    host, known = parts.hostname or "", _known(parts, settings)
    return open_sftp(host, parts.port or 22, known, settings), unquote(parts.path) or "/"


def _options(scheme: str, parts: SplitResult, settings: Inboxes) -> Mapping[str, Any]:
    seconds = settings.timeout_seconds
    if scheme == "smb":
        known = _known(parts, settings)
        return {
            "username": known.user,
            "password": known.password,
            "timeout": seconds,
            "share_access": "r",
            "register_session_retries": 0,
        }
    if scheme in _S3:
        known = _known(parts, settings)
        silence = {"connect_timeout": seconds, "read_timeout": seconds}
        return {
            "key": known.user,
            "secret": known.password,
            "endpoint_url": known.endpoint,
            "config_kwargs": {**silence, "retries": {"total_max_attempts": 1}},
        }
    return {}


def _known(parts: SplitResult, settings: Inboxes) -> Credentials:
    user = unquote(parts.username) if parts.username else None
    return credentials_of(settings.credentials, parts.hostname or "", user)


def _scheme(address: str) -> str:
    scheme, found, _ = address.partition("://")
    return scheme.casefold() if found else ""
