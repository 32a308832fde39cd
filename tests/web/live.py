"""A site on a port of this machine, for a browser and for what sends requests of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

_STARTED_WITHIN = 30.0


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which an application answers, until the end of the block."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + _STARTED_WITHIN
    while not server.started and time.monotonic() < give_up:
        time.sleep(0.01)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
