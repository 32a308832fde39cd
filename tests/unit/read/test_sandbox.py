"""The children that read received files: what they answer, what they may do, how they end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.settings import Limits, load_limits
from schemas.errors import UserError
from schemas.submission import Doubt
from tasks.read.contents import Contents
from tasks.read.parse import parse_here
from tasks.read.sandbox import Sandbox, parse_in_sandbox
from tasks.read.warder import ANSWER, ChildError, Warder
from tests.builders import clean_decisions, decision, workbook
from tests.unit.read.files import FARSTA, WORKBOOKS, by_hand, sample, worksheet

ROOT = Path(__file__).parents[3]
LIMITS = Limits()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox(LIMITS)
    yield opened
    opened.close()


def child_of(sandbox: Sandbox) -> Warder:
    (only,) = sandbox._free
    return only


class Impostor(Warder):
    """A child that runs other code than ours."""

    code = ""

    def command(self, limits: Limits) -> list[str]:
        prelude = f"import sys,os,time;os.write(1,{ANSWER.pack(0)!r});"
        return [sys.executable, "-c", f"{prelude}sys.stdin.buffer.read(8);{self.code}"]


def taken_over(code: str, limits: Limits = LIMITS) -> Sandbox:
    return Sandbox(limits, type("TakenOver", (Impostor,), {"code": code}))


@pytest.mark.parametrize("file", sorted(WORKBOOKS.glob("*.*s*")), ids=lambda file: file.name)
def test_a_child_reads_what_we_would_read(file: Path) -> None:
    data = file.read_bytes()
    read = parse_in_sandbox(data, file.name)
    assert isinstance(read, Contents)
    assert read == parse_here(data, file.name)


def test_the_largest_honest_workbook_comes_nowhere_near_the_limits(sandbox: Sandbox) -> None:
    many = [decision(f"FAR-{number:05}") for number in range(1, 5_001)]
    data = workbook(decisions=many).bytes()
    read = sandbox.parse(data, FARSTA)
    assert isinstance(read, Contents)
    assert read == parse_here(data, FARSTA)
    assert child_of(sandbox).held_kb < 512_000 / 4
    status = Path(f"/proc/{child_of(sandbox)._process.pid}/status")
    if status.exists():
        assert int(re.findall(r"VmPeak:\s+([0-9]+)", status.read_text())[0]) < 512_000 / 2


def test_a_child_is_used_again(sandbox: Sandbox) -> None:
    for _ in range(3):
        sandbox.parse(sample(), FARSTA)
    assert child_of(sandbox).files == 3


def test_a_child_is_not_used_for_ever(sandbox: Sandbox) -> None:
    sandbox.parse(sample(), FARSTA)
    child_of(sandbox).files = 199
    sandbox.parse(sample(), FARSTA)
    assert not sandbox._free


def test_threads_have_a_child_each_and_do_not_mix_files(sandbox: Sandbox) -> None:
    files = {number: workbook(decisions=clean_decisions()[:number]).bytes() for number in range(4)}
    wrong: list[int] = []

    def read(number: int) -> None:
        expected = parse_here(files[number], FARSTA)
        wrong.extend(n for n in range(10) if sandbox.parse(files[number], FARSTA) != expected)

    threads = [threading.Thread(target=read, args=(number,)) for number in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert 1 <= len(sandbox._free) <= (os.cpu_count() or 1)


def test_a_child_that_was_killed_while_it_waited_is_replaced(sandbox: Sandbox) -> None:
    sandbox.parse(sample(), FARSTA)
    os.kill(child_of(sandbox)._process.pid, signal.SIGKILL)
    assert isinstance(sandbox.parse(sample(), FARSTA), Contents)


def test_a_file_is_not_blamed_for_a_child_that_was_killed_from_outside(tmp_path: Path) -> None:
    """Once; a second time it is more likely the file."""
    killed = taken_over("os.kill(os.getpid(), 9)")
    assert killed.parse(sample(), FARSTA) == (
        Doubt.DAMAGED,
        "Läsningen av filen avbröts. Klistra in värdena i en ny mall och skicka den filen.",
    )
    first = taken_over("os.kill(os.getpid(), 9)")
    honest = Warder(LIMITS)
    first._free.append(first._start(LIMITS))
    first._start = lambda limits: honest
    assert isinstance(first.parse(sample(), FARSTA), Contents)
    first.close()


@pytest.mark.parametrize(
    ("code", "doubt", "says"),
    [
        ("os._exit(1)", Doubt.DAMAGED, "avbröts"),
        ("os.abort()", Doubt.DAMAGED, "avbröts"),
        ("os._exit(3)", Doubt.TOO_LARGE, "minne"),
        ("os.kill(os.getpid(), 27)", Doubt.TOO_LARGE, "tid"),
        ("time.sleep(60)", Doubt.TOO_LARGE, "tid"),
        ("os.close(1);time.sleep(60)", Doubt.DAMAGED, "avbröts"),
        ("os.write(1, b'ha')", Doubt.DAMAGED, "avbröts"),
        (f"os.write(1, {ANSWER.pack(4_000_000_000)!r})", Doubt.TOO_LARGE, "innehåll"),
        (f"os.write(1, {ANSWER.pack(4)!r} + b'hej!')", Doubt.DAMAGED, "avbröts"),
    ],
)
def test_whatever_a_child_does_is_a_doubt_about_the_file(
    code: str, doubt: Doubt, says: str
) -> None:
    read = taken_over(code, Limits(seconds=1)).parse(sample(), FARSTA)
    assert isinstance(read, tuple)
    assert read[0] is doubt
    assert says in read[1]


def test_a_child_that_does_not_listen_is_not_waited_for() -> None:
    """The file is larger than a pipe holds."""
    read = taken_over("time.sleep(60)", Limits(seconds=1)).parse(bytes(1_000_000), FARSTA)
    assert isinstance(read, tuple)
    assert "tid" in read[1]


def test_a_child_that_does_not_start_is_a_fault_of_ours() -> None:
    class Missing(Warder):
        def command(self, limits: Limits) -> list[str]:
            return [sys.executable, "-c", "raise SystemExit(1)"]

    with pytest.raises(ChildError):
        Sandbox(LIMITS, Missing).parse(sample(), FARSTA)


def test_time_ends() -> None:
    read = Sandbox(Limits(cpu_seconds=1, memory_mb=2048)).parse(a_million_cells(), FARSTA)
    assert isinstance(read, tuple)
    assert "tid" in read[1]


def a_million_cells() -> bytes:
    """As much as a workbook may hold, which is no reason to refuse it before it is read."""
    rows = (
        f"<row>{''.join(f'<c><v>{first * column}</v></c>' for column in range(1, 501))}</row>"
        for first in range(90_000, 93_000)
    )
    return by_hand({"LSS": worksheet("".join(rows))})


def test_memory_ends() -> None:
    """Python notices that there is no more, other libraries end the process."""
    cells = [f"<c><v>{number * number}</v></c>" for number in range(200_000)]
    rows = (f"<row>{''.join(cells[start : start + 100])}</row>" for start in range(0, 200_000, 100))
    data = by_hand({"LSS": worksheet("".join(rows))})
    assert isinstance(parse_here(data, FARSTA), Contents)
    read = Sandbox(Limits(memory_mb=40)).parse(data, FARSTA)
    assert isinstance(read, tuple)
    assert read[0] in (Doubt.TOO_LARGE, Doubt.DAMAGED)


def test_a_child_does_not_outlive_its_parent() -> None:
    code = (
        "import os; from deploy.settings import Limits; from tasks.read.warder import Warder; "
        "child = Warder(Limits()); print(child._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    parent = [sys.executable, "-c", code]
    told = subprocess.run(parent, cwd=ROOT, capture_output=True, text=True, check=False)
    child = int(told.stdout)
    for _ in range(100):
        if not _lives(child):
            break
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    """One that has ended and is not fetched by anybody yet lives no more."""
    status = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return status.stdout.strip()[:1] not in ("", "Z")


def test_a_file_over_the_limit_is_not_sent_to_a_child() -> None:
    class Never(Warder):
        def __init__(self, limits: Limits) -> None:
            raise AssertionError

    read = Sandbox(replace(LIMITS, file_mb=1), Never).parse(bytes(1_000_001), FARSTA)
    assert read == (Doubt.TOO_LARGE, "Filen är 1 MB; gränsen är 1 MB.")


def test_a_child_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVARTAL_DATABASE_URL", "postgresql://hemligt")
    child = Warder(LIMITS)
    environment = Path(f"/proc/{child._process.pid}/environ")
    if environment.exists():
        assert b"hemligt" not in environment.read_bytes()
        opened = list(Path(f"/proc/{child._process.pid}/fd").iterdir())
        assert {each.name for each in opened} == {"0", "1", "2"}
    child.end()


def test_limits_are_settings() -> None:
    assert load_limits({}) == LIMITS
    set_so = load_limits({"KVARTAL_LIMIT_ROWS": "100000", "KVARTAL_LIMIT_MEMORY_MB": "900"})
    assert set_so == replace(LIMITS, rows=100_000, memory_mb=900)
    with pytest.raises(UserError, match="KVARTAL_LIMIT_SECONDS"):
        load_limits({"KVARTAL_LIMIT_SECONDS": "länge"})
