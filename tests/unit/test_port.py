"""A port that cannot be listened on is told before anything is started."""

from __future__ import annotations

import socket

import pytest

from deploy.port import require_free
from schemas.errors import UserError


def test_a_port_that_is_taken_is_told_and_one_that_was_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"Porten {port} är upptagen") as told:
            require_free("127.0.0.1", port, "--port")
        assert told.value.command == "ange en annan med --port."
    require_free("127.0.0.1", port, "--port")


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(UserError, match=r"lyssna på 192\.0\.2\.1, port 8400"):
        require_free("192.0.2.1", 8400, "--port")
