"""Shuts this process in for good: it keeps its memory and the pipes it has, and nothing more.

Two locks, each enough by itself against files and the network. Limits hold on every POSIX system:
no new descriptor, so no file and no socket. A filter of system calls holds on Linux and lets no
call through that could reach anything outside the process.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys

_MEGABYTE = 1_000_000

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EPERM
_CALL_AT, _MACHINE_AT = 0, 4  # where the kernel tells a filter which call it is, and whose

_CALLS = {
    # read write close fstat lseek poll readv writev · mmap mprotect munmap brk mremap madvise ·
    # rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall · futex sched_yield
    # rseq · setitimer nanosleep clock_nanosleep clock_gettime gettimeofday getrusage · getpid
    # gettid getrandom exit exit_group
    "x86_64": (0xC000003E, (
        0, 1, 3, 5, 8, 7, 19, 20, 9, 10, 11, 12, 25, 28, 13, 14, 15, 131, 219, 202, 24,
        334, 38, 35, 230, 228, 96, 98, 39, 186, 318, 60, 231,
    )),
    "aarch64": (0xC00000B7, (
        63, 64, 57, 80, 62, 73, 65, 66, 222, 226, 215, 214, 216, 233, 134, 135, 139, 132, 128, 98,
        124, 293, 103, 101, 115, 113, 169, 165, 172, 178, 278, 93, 94,
    )),
}  # fmt: skip
"""What Python needs to compute and to use its pipes, by the machine's name and the kernel's."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def shut_in(memory_mb: int) -> None:
    """Whatever must be imported or opened has to be so before."""
    limit(memory_mb)
    filter_calls()


def limit(memory_mb: int) -> None:
    kept = {
        resource.RLIMIT_AS: memory_mb * _MEGABYTE,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    for kind, most in kept.items():
        resource.setrlimit(kind, (most, most))


def filter_calls() -> bool:
    """Let only harmless system calls through; False where this kernel or machine has no filter
    that we know."""
    if not sys.platform.startswith("linux") or platform.machine() not in _CALLS:
        return False
    code = _filter(*_CALLS[platform.machine()])
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None)
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)


def _filter(machine: int, calls: tuple[int, ...]) -> bytes:
    """Other calls fail as if there were no permission, which programs are prepared for."""
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _FAIL),
        (_LOAD, 0, 0, _CALL_AT),
    ]
    for left, call in zip(range(len(calls), 0, -1), calls, strict=True):
        steps.append((_JUMP_IF_EQUAL, left, 0, call))
    steps += [(_RETURN, 0, 0, _FAIL), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
