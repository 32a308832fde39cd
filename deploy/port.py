"""That a port can be listened on, told before anything is started that would need it."""

from __future__ import annotations

import errno
import socket

from schemas.errors import UserError


def require_free(host: str, port: int, option: str) -> None:
    """Raises UserError; `option` is that of the command line which chooses another port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UserError(
                f"Porten {port} är upptagen.",
                "Avsluta det som använder den, eller välj en annan.",
                f"ange en annan med {option}.",
            ) from None
        raise UserError(
            f"Det går inte att lyssna på {host}, port {port}.",
            "Ange en adress som datorn har, och en port som kontot får använda (1024 eller högre).",
        ) from None
