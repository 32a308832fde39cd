"""Where an error of ours happened, told without its text, which may quote a cell."""

from __future__ import annotations


def trail(error: BaseException) -> tuple[str, str]:
    """A reference that the person is told, and what the log says under it: the kind of error, and
    the files and lines that it came through. The same error has the same reference."""
    import hashlib  # by who has an error to tell of
    import traceback

    frames = [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    body = "\n".join([type(error).__name__, *frames])
    return hashlib.sha256(body.encode()).hexdigest()[:8], body
