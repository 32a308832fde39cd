"""Finds what is likely to tell who a person is in free text: e-mail, telephone number, name.

A name is taken for one only where the text says so (after «heter», after «mamma») or where two
words in a row have capitals and no place, organisation or code of the municipality begins so. At
the start of a sentence any word has a capital: there the second must end as surnames do. Better
to pass over a name than to ask about every other comment.
"""

from __future__ import annotations

import re
from collections.abc import Container

from schemas.labels import plain

EMAIL, TELEPHONE, NAME = "en e-postadress", "ett telefonnummer", "ett namn"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?<![0-9/-])(?![0-9]{2}-[0-9]{2} [12][0-9]{3})(?:\+46|0046|0)[ -]?(?:\(0\))?[ ]?"
    r"(?:7[02369]|8|[1-9][0-9]{1,2})[ -/]{1,3}?[0-9]{2,3}(?:[ -]?[0-9]{2,3}){1,3}(?![0-9-])"
    r"|(?<![0-9])(?:\+46|0046|0)7[02369][0-9]{7}(?![0-9])"
)
_WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
_CALLED = re.compile(
    rf"\b(?:[Hh]eter|[Nn]amnet är|[Nn]amn:|[Mm]amma|[Pp]appa|[Mm]odern|[Ff]adern|[Ss]yster|[Bb]ror|"
    rf"[Dd]otter|[Ss]onen?|[Mm]aken?|[Mm]aka|[Gg]ode? man(?:nen)?|[Ff]örvaltaren?) ({_WORD})"
)
_PAIR = re.compile(rf"(?=\b({_WORD}) ({_WORD})\b)")
_SURNAME = re.compile(r"\w+(?:sson|ssen|ström|strand|qvist|kvist|gren|berg|lund|dahl|holm|lind)")
_SENTENCE = re.compile(r"(?:^|[.!?:;(»«\"]|[-–] )\s*$")

_ORDINARY = """
    norra södra västra östra stora lilla nya gamla övre nedre inre yttre sankt sankta kungliga
    stockholm stockholms göteborg malmö sverige svenska försäkringskassan arbetsförmedlingen
    kriminalvården region regionen kommun kommunen stad staden stads strand centrum gård gata
    gatan torg vägen backe park parken sjukhus sjukhuset lasarett omsorg ab hb skola skolan
    gruppbostad gruppbostaden servicebostad servicebostaden stödboende stödboendet boende boendet
    villa väntar kv kvartal lss sol ivo of ifo januari februari mars april maj juni juli augusti
    september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag barn
    unga vuxna socialtjänsten socialnämnden förvaltningsrätten bostad först
"""
_NO_NAMES = frozenset(_ORDINARY.split())


def told_of_person(text: str, known: Container[str] = frozenset()) -> str | None:
    """What kind of thing a text tells of a person; `known` are plain words that are no names."""
    if _EMAIL.search(text):
        return EMAIL
    if _TELEPHONE.search(text):
        return TELEPHONE
    called = any(_no_code(match[1], known) for match in _CALLED.finditer(text))
    return NAME if called or _names_someone(text, known) else None


def _names_someone(text: str, known: Container[str]) -> bool:
    for match in _PAIR.finditer(text):
        first, second = match.groups()
        if _no_code(first, known) and _no_code(second, known):
            begins = _SENTENCE.search(text, 0, match.start()) is not None
            if not begins or _SURNAME.fullmatch(second.casefold()):
                return True
    return False


def _no_code(word: str, known: Container[str]) -> bool:
    bare = plain(word).removesuffix("s")
    return not any(each in _NO_NAMES or each in known for each in (plain(word), bare))
