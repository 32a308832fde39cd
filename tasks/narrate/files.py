"""Reading what the handläggare wrote, and telling of it what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.labels import nearest


def read_text(path: Path) -> str:
    """The text of a file. Raises ValueError with the Swedish sentence that tells why there is
    none: a draft goes on without it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ValueError(
            f"{path.name}: filen kan inte läsas ({reason}). Kontrollera att den är en fil som du "
            "får läsa."
        ) from error
    try:
        text = data.decode("utf-8-sig")
        wrong = data.find(b"\0")
    except UnicodeDecodeError as error:
        text, wrong = "", error.start
    if wrong >= 0:
        line = data.count(b"\n", 0, wrong) + 1
        raise ValueError(
            told(path, line, "filen är inte text i UTF-8", "Spara om den med teckenkodningen UTF-8")
        )
    return text


def told(path: Path, line: int, problem: str, hint: str) -> str:
    """One sentence for what is wrong, with file and line, and one for what to do."""
    return f"{path.name}, rad {line}: {problem}. {hint}."


def meant(name: str, names: Iterable[str], otherwise: str) -> str:
    """What a name that nobody knows is a slip for, or what else to say."""
    close = nearest(name, names)
    return f"Menas {close}" if close else otherwise
