"""Words that a claim may be made of without being narrowed by them.

A figure is held against the tables only where every word beside it is known: «22 av besluten om
korttidsvistelse gäller ungdomar» says something that no table of insatser can answer for. A word
that is missing here leaves a claim unbound; a word too many lets it be held against too much.
"""

from __future__ import annotations

import re

_BEGINNINGS = """
    aktuell allra alltjämt alltså andel andra ange angiv anlednin antal avse avsåg bakom bara
    berodde beror berör beslut bestod bestå beträffande betydlig bilaga bistånd bland blev bli
    bägge både cirka dagen dela delen dels denna densamma dessa dessutom detsamma detta diagram dock
    drygt dröjsmål dubbl dvs därav därefter däremot däribland därmed efter eller endast enhet
    enligt ens exakt exempel fall fanns fattad finnas finns fjärde fler flest form fortfarande
    fortsatt fortsätt framför framgå främst fråga funktionshindrad funnits färre färst följ
    fördela fördelning fördröj föregående förhåll förklaring förra första förvaltning förändr genom
    gentemot gick gynnande gäll gånger gått haft halv hamna handla hela helhet hittills huvudsak
    hälften högre högst igen innan innebar innebär innevarande inom inrapport insats jämfö
    kategori knappt kommer kommit kommun kraftig kunna kvar könsfördelning landa legat ligg
    lika liksom likväl liten litet lägre lägst markant medan mellan mest mindre minsk minst
    motsvara nedan nedgång nivå noter nya nyss nytt nämnd nära näst något och också oft
    oförändr omfatta omkring orsak ovan period precis procent påbörja rapport redovis
    registrer representer respektive rest räkna rör samma samt sedan senare senast service
    sett siffr sjunk sjönk ske skillnad skulle skäl slag slut små socialtjänst stad stann steg
    stig still stod stora stort stycken stå stöd stör summa svag svara syns säga sådana
    således såväl tabell tid tillbaka tillfälle tillhör tillsammans tillväxt total tredje
    tydlig typ ungefär uppg utan utgjor utgång utgör vanlig varav vardera varit varje varken
    vart verksamhetsom verkställ vilk visa vuxen vuxit väntan väntat vänteti väx ändra ännu ärende
    även året återuppta ök övrig
"""
"""How known words begin, in any inflection or compound."""

_WORDS = """
    alla allt att av båda ca de del dem den dess det där då ej en ett från för före går ha
    hade har hos här hör i icke inte kan kom kön lag lss låg man med men mer mot ned ner nu
    när om per på sen ser ses sig sin sina sitt ska sol som stor så till under upp ut var vara
    vi vid vill än är år åter över
"""
"""Known words too short to be beginnings."""


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_KNOWN = re.compile(rf"(?:{_any(_WORDS)})$|(?:{_any(_BEGINNINGS)})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def strange_words(text: str) -> tuple[str, ...]:
    """The words of a text that may narrow what it says, in their order."""
    return tuple(word for word in _WORD.findall(text) if not _KNOWN.match(word))
