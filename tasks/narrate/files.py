"""The files that the handläggare write: read, told of where they cannot be used, and replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import uuid4

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


def text_as_it_is(path: Path) -> str:
    """The text of a file for somebody to look at, also where `read_text` refuses it: what is no
    UTF-8 is most often from Windows. Empty where there is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Write files whole: whoever reads meanwhile finds the old text or the new one. All are on
    the disk before the first takes its place. Raises OSError."""
    fresh = {path: path.with_name(f".{path.name}.{uuid4().hex}.new") for path in texts}
    try:
        for path, text in texts.items():
            fresh[path].write_text(text, encoding="utf-8", newline="\n")
        for path, written in fresh.items():
            written.replace(path)
    finally:
        for written in fresh.values():
            written.unlink(missing_ok=True)


def told(path: Path, line: int, problem: str, hint: str) -> str:
    """One sentence for what is wrong, with file and line, and one for what to do."""
    return f"{path.name}, rad {line}: {problem}. {hint}."


def meant(name: str, names: Iterable[str], otherwise: str) -> str:
    """What a name that nobody knows is a slip for, or what else to say."""
    close = nearest(name, names)
    return f"Menas {close}" if close else otherwise
