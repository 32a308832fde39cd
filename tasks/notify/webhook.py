"""Telling another system: a signed POST."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from deploy.telling import Webhook
from schemas.notices import Happened, Posted, Trouble
from tasks.notify.channel import ChannelShutError
from tasks.notify.letters import page_of

SIGNATURE, DELIVERY = "X-Kvartal-Signature", "X-Kvartal-Delivery"
_SECONDS = 10
_FINE = range(200, 300)


def payload(happened: Happened, municipality: str, address: str, at: datetime) -> str:
    """What is told: codes, counts and a link."""
    told = {
        "notice": happened.notice.value,
        "municipality": municipality,
        "quarter": str(happened.quarter) if happened.quarter else None,
        "units": list(happened.units),
        "counts": dict(happened.counts),
        "link": f"{address}{page_of(happened)}" if address else None,
        "at": at.isoformat(timespec="seconds"),
    }
    return json.dumps(told, ensure_ascii=False)


def signature(body: bytes, secret: str) -> str:
    """What the receiver works out too: HMAC-SHA256 of the body as it is sent."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def send(posted: Posted, webhook: Webhook) -> Trouble:
    """POST a letter's body. Redirects are not followed. Raises ChannelShutError when nobody
    answers there, or somebody who does not take it."""
    body = posted.letter.body.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        DELIVERY: posted.id,
        SIGNATURE: signature(body, webhook.secret),
    }
    parts = urlsplit(webhook.url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request("POST", _target(parts.path, parts.query), body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        raise ChannelShutError("away") from None
    finally:
        connection.close()
    if status not in _FINE:
        raise ChannelShutError(f"status {status}")
    return Trouble.NONE


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_SECONDS)
    trusted = ssl.create_default_context()
    return http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=trusted)


def _target(path: str, query: str) -> str:
    return f"{path or '/'}?{query}" if query else path or "/"
