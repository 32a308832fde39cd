"""How prose says the members that every report has, whatever its municipality.

Patterns are lower-case regular expressions of whole words. A member that is said by a pattern of
several codes is their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Spoken(NamedTuple):
    """A wording, and the codes of a dimension that it stands for, together."""

    dimension: str
    codes: tuple[str, ...]
    pattern: str


_OVER_SIX = (
    r"(?:(?:mer|längre|fler)\s+än|över|minst)\s+(?:sex|6)\s+månader"
    r"|(?:(?:mer|längre)\s+än|över|minst)\s+ett\s+halvår"
)
_OVER_YEAR = (
    r"(?:(?:mer|längre|fler)\s+än|över|minst)\s+(?:tolv|12)\s+månader"
    r"|(?:(?:mer|längre)\s+än|över|minst)\s+ett\s+år"
)
_UNDER_SIX = (
    r"(?:kortare|mindre|färre)\s+(?:tid\s+)?än\s+(?:sex|6)\s+månader"
    r"|(?:mellan\s+|från\s+)?(?:tre|3)\s*(?:till|och|–|-)\s*(?:sex|6)\s+månader"
)
_TO_YEAR = (
    r"(?:mellan\s+|från\s+)?(?:sex|6)\s*(?:månader\s+)?(?:till|och|–|-)\s*(?:tolv|12"
    r"|ett\s+år)(?:\s+månader)?"
)
_UNDER_YEAR = r"(?:kortare|mindre|färre)\s+(?:tid\s+)?än\s+(?:(?:tolv|12)\s+månader|ett\s+år)"

SPOKEN: Sequence[Spoken] = (
    Spoken(
        "kon", ("kvinna",),
        r"(?:kvinnor(?:na)?(?:s)?|flickor(?:na)?)(?:\s*(?:/|och|eller)\s*(?:kvinnor(?:na)?|flickor(?:na)?))?"
        r"|kvinna|flicka",
    ),
    Spoken(
        "kon", ("man",),
        r"(?:män(?:nen)?s?|pojkar(?:na)?)(?:\s*(?:/|och|eller)\s*(?:män(?:nen)?|pojkar(?:na)?))?"
        r"|(?<=\d )man|(?<=en )man|pojke",
    ),
    Spoken("kon", ("saknas",), (
        r"uppgift\s+om\s+kön(?:\s+saknas)?|okänt\s+kön"
        r"|saknar\s+uppgift\s+om\s+kön"
    )),
    Spoken(
        "handelse", ("ej-verkstallt",),
        r"(?:fortfarande|ännu)\s+(?:ej|inte|icke)\s+(?:var\s+|hade\s+|har\s+)?verkställ(?:da|ts)"
        r"|(?:ej|inte|icke)\s+verkställda\s+vid\s+(?:kvartalets|periodens)\s+(?:slut|utgång)"
        r"|kvarstår|kvarstod|återstår|återstod",
    ),
    Spoken(
        "handelse", ("avslutat",),
        r"avslutad?e?s?(?:\s+(?:besluten?|ärenden))?(?:\s+utan\s+(?:att\s+(?:ha\s+)?verkställ\w+|verkställ\w+))?"
        r"|avslutats(?:\s+utan\s+(?:att\s+(?:ha\s+)?verkställ\w+|verkställ\w+))?|avslut(?:en)?\s+utan\s+verkställ\w+",
    ),
    Spoken("handelse", ("verkstallt",), r"verkställ(?:ts|des|da|d|t)"),
    Spoken("rapporttyp", ("ny",), (
        r"nyrapporter\w+|nya(?=\s+(?:beslut|ärenden|för)|[,.;]"
        r"|\s+och\s)"
    )),
    Spoken(
        "rapporttyp", ("ater",),
        r"återrapporter\w+|rapporterats\s+tidigare|tidigare\s+rapporterats",
    ),
    Spoken("grund", ("avbrott",), (
        r"avbrott(?:en|et)?(?:\s+i\s+verkställigheten)?"
        r"|avbrut(?:its|en|na|its)"
    )),
    Spoken("grund", ("avbrott",), r"(?:tiden\s+)?sedan\s+avbrottet"),
    Spoken("grund", ("ej-inom-tre-manader",), r"aldrig\s+(?:har\s+|hade\s+)?verkställts"),
    Spoken(
        "grund", ("ej-inom-tre-manader",),
        r"(?:inte|ej)\s+(?:har\s+)?verkställts\s+inom\s+tre\s+månader\s+från\s+(?:beslutsdagen|det\s+att\s+de\s+fattades"
        r"|dagen\s+för\s+beslutet)|tiden\s+sedan\s+beslutet",
    ),
    Spoken("kompensatorisk", ("ja",), r"kompensatorisk(?:a|t)?\s+(?:insats(?:er)?|stöd)"),
    Spoken("vantetid", ("over-12",), _OVER_YEAR),
    Spoken("vantetid", ("6-12", "over-12"), _OVER_SIX),
    Spoken("vantetid", ("3-6",), _UNDER_SIX),
    Spoken("vantetid", ("6-12",), _TO_YEAR),
    Spoken("vantetid", ("3-6", "6-12"), _UNDER_YEAR),
    Spoken("orsak", ("tackat-nej",), r"tack(?:at|ar|ade|a)\s+nej"),
    Spoken("orsak", ("annat-skal",), r"ann(?:at|an|ra)\s+(?:skäl|orsak(?:er)?)"),
    Spoken("orsak", ("resursbrist-personal",), r"brist(?:en)?\s+på\s+(?:lämplig\s+)?personal"),
    Spoken(
        "orsak", ("resursbrist-bostad",),
        r"brist(?:en)?\s+på\s+(?:ledig(?:a)?\s+)?(?:bostad|bostäder)",
    ),
    Spoken("orsak", ("resursbrist-bostad", "resursbrist-personal"), r"resursbrist(?:en)?(?!\w*,)"),
)  # fmt: skip

NEGATIONS = (
    r"(?:\bej|\binte|\bicke|\binte\s+har|\binte\s+hade|\binte\s+blivit"
    r"|\bnnu)\s*(?:har|hade|kunnat|blivit)?\s*$"
)
"""What before `verkställda` says that it is the report's subject, and no event."""
