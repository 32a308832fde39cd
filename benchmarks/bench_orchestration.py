"""What Prefect costs a run when its server runs already: the city's thirteen workbooks as a flow,
and by the same steps without Prefect.

Whole processes with their imports, and what the server spends meanwhile; CPU seconds (user +
system), median of five after one that is not counted, the two ways in turn. What a workbook costs
the orchestrator is measured by flows of 1 and of 41 tasks that are given a batch of fifty and do
nothing. How long a server takes to start is shown apart.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from benchmarks.orchestrated import BATCH, QUARTER
from benchmarks.processes import cpu_seconds
from deploy.scheduling import Scheduling, server_environment
from schemas.municipality import load_municipality
from tasks.demo.inbox import build_inbox
from tasks.template.workbook import write_workbook

RUNS = 5
FEW, MANY = 1, 41
AT_MOST_SHARE, AT_MOST_MS = 0.30, 1.0


@dataclass(frozen=True)
class Server:
    """A server that runs, and what it took to start."""

    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]
    cold_seconds: float

    def cpu(self) -> float:
        """CPU seconds that it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, and print the figures of this one run."""
    with tempfile.TemporaryDirectory(prefix="kvartal-bench-") as name:
        folder = Path(name)
        inbox = folder / "inbox"
        build_inbox(inbox, QUARTER, load_municipality(), write_workbook)
        with _server(folder) as server:
            costs = _costs(server, folder, inbox)
    share = 1 - costs["plain"] / costs["flow"]
    each_ms = 1000 * (costs["many"] - costs["few"]) / ((MANY - FEW) * BATCH)
    print(f"  {'the same steps without Prefect':44} {costs['plain']:6.2f} s CPU")
    print(f"  {'as a flow, the server included':44} {costs['flow']:6.2f} s CPU")
    print(f"  {'orchestration, share of the whole':44} {share:6.1%}    asked {AT_MOST_SHARE:.0%}")
    print(f"  {'orchestration of a workbook more':44} {each_ms:6.2f} ms   asked {AT_MOST_MS} ms")
    print(f"  {'a server, cold, until it answers':44} {server.cold_seconds:6.1f} s")


def _costs(server: Server, folder: Path, inbox: Path) -> Mapping[str, float]:
    ways = {
        "plain": ("plain", inbox),
        "flow": ("flow", inbox),
        "few": ("tasks", FEW),
        "many": ("tasks", MANY),
    }
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for time_ in range(RUNS + 1):
        for name, (way, what) in ways.items():
            home = folder / f"home-{name}-{time_}"
            costs[name].append(_cost(server, [way, str(what), str(home)], way != "plain"))
    return {name: statistics.median(each[1:]) for name, each in costs.items()}


def _cost(server: Server, arguments: list[str], asked: bool) -> float:
    """Of the process, and of the server where it is asked: what that does by itself meanwhile
    counts too."""
    before = server.cpu()
    command = [sys.executable, "-m", "benchmarks.orchestrated", *arguments]
    cost = cpu_seconds(command, server.environment)
    return cost + (server.cpu() - before if asked else 0)


@contextmanager
def _server(folder: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    told = server_environment(Scheduling(), folder / "prefect", port, "kvartal:prov")
    environment = {**os.environ, **told, "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    command = ["prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    began = time.monotonic()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], env=environment, stdout=log, stderr=log
        )
        try:
            _wait(f"http://127.0.0.1:{port}/api/health", process)
            yield Server(process, environment, time.monotonic() - began)
        finally:
            process.terminate()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    ask = build_opener(ProxyHandler({})).open
    while process.poll() is None:
        try:
            with ask(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("Prefect's server did not start")
