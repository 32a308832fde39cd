"""Finds what is likely to tell who a person is in free text: e-mail, telephone number, name.

A name is taken for one where the text says so (after «heter», after «mamma»), where a common given
name stands, where a surname follows an initial, or where two words in a row have capitals and no
place, organisation or code of the municipality begins so. What follows «i» or «på», or a word for
a home, is a place, whoever it is named after. At the start of a sentence any word has a capital:
there the second must end as surnames do. Better to pass over a name than to ask about every other
comment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from schemas.labels import plain
from tasks.validate.given_names import GIVEN_NAMES

EMAIL, TELEPHONE, NAME = "en e-postadress", "ett telefonnummer", "ett namn"

_AT = r"(?:@|\(at\)|\[at\]|\(a\)|\bsnabel-?a\b|\balfakrull\b)"
_EMAIL = re.compile(rf"[\w.+-]+ ?{_AT} ?[\w-]+(?: ?\.[\w-]+)+", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?<![0-9/-])(?![0-9]{2}-[0-9]{2} [12][0-9]{3})(?:\+46|0046|0)[ -]?(?:\(0\))?[ ]?"
    r"(?:7[02369]|8|[1-9][0-9]{1,2})[ -/]{1,3}?[0-9]{2,3}(?:[ .-]?[0-9]{2,3}){1,3}(?![0-9-])"
    r"|(?<![0-9])(?:\+46|0046|0)(?:7[02369][0-9]{7}|8[0-9]{7,8})(?![0-9])"
)
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀŠŽČĆŁ", "a-zß-öø-ÿā-ž"
_WORD = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_CALLED = re.compile(
    rf"\b(?:[Hh]eter|[Nn]amnet är|[Nn]amn:|[Mm]amma|[Pp]appa|[Mm]odern|[Ff]adern|[Ss]yster|[Bb]ror|"
    rf"[Dd]otter|[Ss]onen?|[Mm]aken?|[Mm]aka|[Gg]ode? man(?:nen)?|[Ff]örvaltaren?) ({_WORD})"
)
_PAIR = re.compile(rf"(?=\b({_WORD}) ({_WORD})\b)")
_CAPITALS = re.compile(r"\b[A-ZÅÄÖÉ]{3,}(?:-[A-ZÅÄÖÉ]{3,})?\b")
_ALONE = re.compile(rf"\b{_WORD}\b")
_SURNAME_END = r"(?:sson|ssen|ström|strand|qvist|kvist|gren|berg|lund|dahl|holm|lind)"
_SURNAME = re.compile(rf"\w+{_SURNAME_END}")
_INITIAL = re.compile(rf"\b[A-ZÅÄÖ]\.? [A-ZÅÄÖ][a-zåäöé]+{_SURNAME_END}\b")
_SENTENCE = re.compile(r"(?:^|[.!?:;(»«\"]|[-–] )\s*$")
_PLACE_BEFORE = re.compile(
    r"\b(?:i|på|vid|av|erbjuden|erbjuds|erbjudits|erbjudande|sankt|sankta|s:ta?|villa|hus|stora|lilla|norra|södra|östra|västra|utföraren|"
    r"\w*(?:boendet?|bostad|bostaden|hemmet|enheten|avdelning|avdelningen|verksamheten|skolan))"
    r"\s+$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"\s+(?:magdalena|församling|kyrka|sjukhus|hemmet|gård|plan|torg|gata|väg|omsorg|ab|hb)\b",
    re.IGNORECASE,
)

_ORDINARY = """
    norra södra västra östra stora lilla nya gamla övre nedre inre yttre sankt sankta kungliga
    stockholm stockholms göteborg malmö sverige svenska försäkringskassan arbetsförmedlingen
    kriminalvården region regionen kommun kommunen stad staden stads strand centrum gård gata
    gatan torg vägen backe park parken sjukhus sjukhuset lasarett omsorg ab hb skola skolan
    gruppbostad gruppbostaden servicebostad servicebostaden stödboende stödboendet boende boendet
    villa väntar kv kvartal lss sol ivo of ifo januari februari mars april maj juni juli augusti
    september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag barn
    sjöstad gröna lund unga vuxna socialtjänsten socialnämnden förvaltningsrätten bostad först
"""
_NO_NAMES = frozenset(_ORDINARY.split())


def told_of_person(text: str, known: Container[str] = frozenset()) -> str | None:
    """What kind of thing a text tells of a person; `known` are plain words that are no names."""
    even = _even(text)
    if _EMAIL.search(even):
        return EMAIL
    if _TELEPHONE.search(even):
        return TELEPHONE
    called = any(_no_code(match[1], known) for match in _CALLED.finditer(even))
    told = called or _given_name(even, known) or _names_someone(even, known)
    return NAME if told or _INITIAL.search(even) else None


def _even(text: str) -> str:
    """With one kind of space and one of hyphen: programs put others in by themselves."""
    plain_text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\u2010-\u2012\u2212]", "-", re.sub(r"\s", " ", plain_text))


def _given_name(text: str, known: Container[str]) -> bool:
    found = (*_ALONE.finditer(text), *_CAPITALS.finditer(text))
    return any(
        _is_given(match[0]) and _no_code(match[0], known) and not _is_place(match)
        for match in found
    )


def _is_given(word: str) -> bool:
    name = word.casefold()
    return name in GIVEN_NAMES or name.removesuffix("s") in GIVEN_NAMES


def _is_place(match: re.Match[str]) -> bool:
    before = _PLACE_BEFORE.search(match.string, 0, match.start())
    return before is not None or _PLACE_AFTER.match(match.string, match.end()) is not None


def _names_someone(text: str, known: Container[str]) -> bool:
    for match in _PAIR.finditer(text):
        first, second = match.groups()
        if _no_code(first, known) and _no_code(second, known) and not _is_place(match):
            begins = _SENTENCE.search(text, 0, match.start()) is not None
            if not begins or _SURNAME.fullmatch(second.casefold()):
                return True
    return False


def _no_code(word: str, known: Container[str]) -> bool:
    bare = plain(word).removesuffix("s")
    return not any(each in _NO_NAMES or each in known for each in (plain(word), bare))
