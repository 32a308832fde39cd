"""Reads every crafted file in a network namespace with nothing in it, and prints how many packets
anything tried to send: while reading, and then once by us, to show that they are counted."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

from tasks.read.parse import parse_here
from tests.unit.read.test_hostile import CRAFTED

_NO_ROUTE, _SENT = "OutNoRoutes", "OutRequests"


def tried() -> int:
    """Packets of this namespace, sent or without a way to go."""
    lines = Path("/proc/net/snmp").read_text().splitlines()
    names, values = (line.split() for line in lines if line.startswith("Ip:"))
    counted = dict(zip(names, values, strict=True))
    six = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return sum(int(counted[each]) + int(six[f"Ip6{each}"]) for each in (_NO_ROUTE, _SENT))


def main() -> None:
    before = tried()
    for each in CRAFTED:
        parse_here(each.make(), each.name)
    while_reading = tried() - before
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)  # an address that is nobody's
    print(while_reading, tried() - before - while_reading)  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
