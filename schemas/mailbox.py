"""The address of a mailbox, as people write it."""

from __future__ import annotations

import re

from schemas.errors import UserError

LONGEST = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+")


def mailbox(text: str) -> str:
    """The address without what stands around it. One of letters that not every mail server takes is
    refused here, where somebody can mend it. Raises UserError."""
    address = text.strip()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        raise UserError(
            f"{address[:LONGEST]!r} är ingen e-postadress.",
            "Skriv en adress utan å, ä och ö, till exempel farsta.sdf@kommunen.se.",
        )
    return address
