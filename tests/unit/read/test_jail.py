"""What a process can still do when it has been shut in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

PROBE = """
import ctypes, json, os, resource, socket, sys
from tasks.read.jail import filter_calls, limit
HOW
held = {}
def attempt(name, act):
    if sys.argv[2:] and name not in sys.argv[2:]:
        return
    try:
        act()
        held[name] = "done"
    except (OSError, ValueError):
        held[name] = "held"
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
attempt("a socket", lambda: socket.socket())
attempt("a local socket", lambda: socket.socketpair())
attempt("reading", lambda: os.open("/etc/hostname", os.O_RDONLY))
attempt("writing", lambda: os.open(sys.argv[1] + "/a", os.O_WRONLY | os.O_CREAT))
attempt("copying a descriptor", lambda: os.dup(1))
attempt("a folder", lambda: os.mkdir(sys.argv[1] + "/b"))
attempt("removing", lambda: os.unlink(sys.argv[1] + "/there"))
attempt("a signal", lambda: os.kill(os.getppid(), 0))
attempt("another program", lambda: os.execv("/bin/true", ["true"]))
attempt("a process", lambda: call("fork"))
attempt("tracing", lambda: call("ptrace", 16, os.getppid(), 0, 0))
attempt("more memory", lambda: resource.setrlimit(7, (9, 9)))
print(json.dumps(held))
"""
NETWORK_AND_FILES = {"a socket", "a local socket", "reading", "writing", "copying a descriptor"}


def probe(how: str, folder: Path, *attempts: str) -> dict[str, str]:
    """What became of each attempt; of all without any named."""
    (folder / "there").write_text("kvar")
    done = subprocess.run(
        [sys.executable, "-c", PROBE.replace("HOW", how), folder, *attempts],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    held: dict[str, str] = json.loads(done.stdout)
    return held


def test_the_limits_alone_keep_files_and_network_away(tmp_path: Path) -> None:
    held = probe("limit(512)", tmp_path, *NETWORK_AND_FILES)
    assert held == dict.fromkeys(NETWORK_AND_FILES, "held")
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter is Linux's")
def test_the_filter_alone_keeps_everything_away(tmp_path: Path) -> None:
    held = probe("assert filter_calls()", tmp_path)
    assert set(held.values()) == {"held"}, held
    assert len(held) == 12
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
