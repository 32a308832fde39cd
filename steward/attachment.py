"""A file that is handed out to be kept, and never opened as a page."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNTOLD = "application/octet-stream"
"""Of what somebody sent in: nobody opens it on our word."""


def attachment(data: bytes, name: str, media: str = UNTOLD) -> Response:
    """The name is percent-encoded whole, as people's file names hold anything."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=media, headers=headers)
