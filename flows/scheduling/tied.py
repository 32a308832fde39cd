"""`python -m flows.scheduling.tied ARGUMENT…` becomes `python ARGUMENT…`, which the kernel ends
when whoever started it dies: a killed `kvartal serve` leaves no server behind that holds its port
(Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_SIGNAL_AT_PARENTS_DEATH = 1


def main() -> None:
    """Says so to the kernel, and becomes the other. The parent may have died before."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])


if __name__ == "__main__":
    main()
