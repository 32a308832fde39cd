"""One real Prefect server for all tests of flows, on loopback and in a home of its own.

Prefect reads its settings when it is imported, so they are set here, before any test module of
this folder can import it.
"""

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.flows.kvartal import kvartal
from tests.made_once import made_once

HEALTHY_WITHIN = 120.0  # seconds; a cold start has taken 25 on two busy cores
GONE_WITHIN = 15.0

HOME = Path(tempfile.mkdtemp(prefix="kvartal-prefect-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("PREFECT_")]:
    del os.environ[name]  # whatever Prefect the developer uses is left alone
os.environ.update(
    PREFECT_HOME=str(HOME),
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    DO_NOT_TRACK="1",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="180",
    NO_PROXY="127.0.0.1",  # a proxy that the developer's network needs is no way to loopback
    no_proxy="127.0.0.1",
)


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """The address of the server's API; flows that run in this process report to it."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    with (HOME / "server.log").open("w+b") as log:
        server = _start(port, log)
        try:
            from prefect.logging.handlers import APILogWorker
            from prefect.settings import PREFECT_API_URL, temporary_settings

            _wait_until_healthy(server, url, log)
            with pytest.MonkeyPatch.context() as patch, temporary_settings({PREFECT_API_URL: url}):
                patch.setenv("PREFECT_API_URL", url)
                yield url
                APILogWorker.drain_all(
                    timeout=10
                )  # what is left when the server is gone is tried for a minute
        finally:
            _stop(server)


@pytest.fixture(scope="session")
def demo_template(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that `kvartal demo` makes, for copies; nobody changes it."""
    folder = made_once(tmp_path_factory, "demo-of-the-command", _demo)
    return folder / "home"


def _demo(folder: Path) -> None:
    answer = kvartal("demo", "--home", folder / "home")
    assert answer.status == 0, answer.err


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _start(port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    return subprocess.Popen(
        command,
        stdout=log,
        stderr=log,
        cwd=HOME,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - it only asks the kernel, and takes no lock
    )


def _end_with_parent() -> None:
    """Where tests are killed no fixture ends: let the kernel stop the server (Linux only)."""
    if sys.platform == "linux":
        set_signal_at_parents_death = 1
        ctypes.CDLL(None).prctl(set_signal_at_parents_death, signal.SIGTERM)


def _wait_until_healthy(server: subprocess.Popen[bytes], url: str, log: IO[bytes]) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"Prefect's server did not start:\n{log.read().decode(errors='replace')[-4000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(GONE_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
