"""The Swedish that every sentence needs: numbers, shares, enumerations, forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARK = "\ue000"  # a character of the private use area, which no text holds
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
_ONE = re.compile(f"{_MARK}1{_MARK}(?= (?:ej verkställt )?beslut\\b)")
_ECHO = "\ue004"  # around the digits that may follow a word that begins a sentence
_ECHOED = re.compile(f"{_ECHO}(\\d+){_ECHO}")

FEW = 5
"""Fewer decisions than these are told one by one: no shares, no order, nothing that is most."""

ENOUGH = 20
"""Of fewer decisions a share in per cent says more than is known: the count alone is told."""

_WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip


IN_WORDS = len(_WORDS) - 1
"""Up to here a number has a word."""


def count(number: int) -> str:
    """A number of beslut, as a word or in digits: the paragraph that it stands in decides which."""
    return f"{_MARK}{number}{_MARK}"


def sentence(text: str) -> str:
    """A whole sentence: a capital first, a full stop last. A number that begins it is a word
    whenever there is one."""
    started = _MARKED.sub(lambda found: _begun(found, text.strip()), text.strip())
    return f"{started[:1].upper()}{started[1:].rstrip('.')}."


def _begun(found: re.Match[str], text: str) -> str:
    number = int(found[1])
    if found.start() or number > IN_WORDS:
        return found[0] if found.start() else digits(number)
    return f"{_word(number)}{_ECHO}{number}{_ECHO}"


def paragraph(sentences: Iterable[str], words: bool, doubled: bool = False) -> str:
    """Sentences with their numbers written one way: in digits, or up to twelve in `words` unless
    the paragraph has a larger one. One beslut is «ett beslut» either way. `doubled` writes every
    number up to twelve both ways, as in «sex (6)», but in digits alone beside other brackets."""
    text = " ".join(sentences)
    if doubled:
        echoed = _ECHOED.sub(r" (\1)", text)
        return _MARKED.sub(lambda found: _both(found, echoed), echoed)
    text = _ECHOED.sub("", text)
    small = all(int(each) <= IN_WORDS for each in _MARKED.findall(text))
    written = _word if words and small else digits
    return _MARKED.sub(lambda found: written(int(found[1])), _ONE.sub(_WORDS[1], text))


def _both(found: re.Match[str], text: str) -> str:
    number, before = int(found[1]), text[: found.start()]
    inside = before.count("(") > before.count(")") or text.startswith(" (", found.end())
    return digits(number) if inside or number > IN_WORDS else f"{_word(number)} ({number})"


def _word(number: int) -> str:
    return _WORDS[number] if number <= IN_WORDS else digits(number)


def digits(number: int) -> str:
    """In digits, thousands apart: `1 234` with a no-break space, as the tables print it."""
    return f"{number:,}".replace(",", "\u00a0")


def of(part: int, whole: int) -> str:
    """`18 av 32`; `samtliga 32` where the part is the whole."""
    if part == whole > 1:
        return f"samtliga {count(whole)}"
    return f"{count(part)} av {count(whole)}"


def percent(part: int, whole: int) -> int:
    """The share in whole per cent, a half rounded up: 95 of 152 is 62.5 and becomes 63."""
    return (200 * part + whole) // (2 * whole)


def per_cent(part: int, whole: int) -> str:
    """`35 procent`; a share that rounds to a limit that it does not reach says so."""
    share = percent(part, whole)
    if share == 0 < part:
        return "mindre än 1 procent"
    return "mer än 99 procent" if share == 100 and part < whole else f"{share} procent"


def share(part: int, whole: int) -> str:
    """` (35 procent)`, to stand after a number; nothing where it tells nothing more."""
    return f" ({per_cent(part, whole)})" if whole >= ENOUGH and 0 < part < whole else ""


def points(number: int) -> str:
    """`1 procentenhet`, `2 procentenheter`."""
    return f"{number} procentenhet{'' if number == 1 else 'er'}"


def decisions(number: int) -> str:
    """`ett ej verkställt beslut`, `152 ej verkställda beslut`, `inga ej verkställda beslut`."""
    if number == 0:
        return "inga ej verkställda beslut"
    return f"{count(number)} ej {'verkställt' if number == 1 else 'verkställda'} beslut"


def none_or(number: int, none: str = "inget") -> str:
    """The number, or a word where there are none: nobody writes that 0 have been executed."""
    return count(number) if number else none


def from_to(before: int, now: int, noun: str = "") -> str:
    """`från 60 till 53`, `från 60 beslut till 53`."""
    return f"från {count(before)}{f' {noun}' if noun else ''} till {count(now)}"


def more_or_fewer(change: int, noun: str = "") -> str:
    """`8 färre`, `ett beslut mer`, `lika många`: what it is compared with follows `than`."""
    of_what = f" {noun}" if noun else ""
    if change == 0:
        return f"lika många{of_what}"
    if change == 1:
        return f"{count(1)}{of_what} mer"
    return f"{count(abs(change))}{of_what} {'fler' if change > 0 else 'färre'}"


def than(change: int) -> str:
    """The word after `more_or_fewer`."""
    return "än" if change else "som"


def rise_or_fall(change: int) -> str:
    """`en minskning med 8 beslut`, `oförändrat`."""
    if change == 0:
        return "oförändrat"
    return f"en {'ökning' if change > 0 else 'minskning'} med {count(abs(change))} beslut"


def binding(one: int, other: int) -> str:
    """The word between two changes: one that goes the other way is set against the first."""
    return "och" if one * other > 0 or one == other else "men"


def risen_or_fallen(change: int) -> str:
    """`minskat med 8`, `varit oförändrat`: what follows is `har`."""
    if change == 0:
        return "varit oförändrat"
    return f"{'ökat' if change > 0 else 'minskat'} med {count(abs(change))}"


def listed(parts: Sequence[str], last: str = "och") -> str:
    """`a, b och c`."""
    return f" {last} ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def genitive(name: str) -> str:
    """`Farstas`, `Skärholmens`; a name that ends in s, x or z takes none."""
    return name if name.casefold().endswith(("s", "x", "z")) else f"{name}s"


_ALPHABET = str.maketrans({"å": "\ue001", "ä": "\ue002", "ö": "\ue003"})


def alphabetical(name: str) -> str:
    """A key that sorts names as the Swedish alphabet does: å, ä and ö last."""
    return name.casefold().translate(_ALPHABET)
