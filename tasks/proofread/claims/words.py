"""Words that a claim may be made of without being narrowed by them.

A figure is held against the tables only where every word beside it is known: «22 av besluten om
korttidsvistelse gäller ungdomar» says something that no table of insatser can answer for.
"""

from __future__ import annotations

import re

_STEMS = (
    # the subject of the report
    "beslut", "ärende", "gynnande", "rapport", "inrapport", "redovis", "insats", "bistånd", "antal",
    "stycken", "fall", "antalen", "siffr", "nivå", "form", "typ", "kategori", "slag", "verksamhetsom",
    "nämnd", "stadsdel", "kommun", "stad", "enhet", "förvaltning", "lag", "sol", "lss",
    "socialtjänst", "enligt", "stöd", "service", "funktionshindrad",
    "verkställ", "ej", "inte", "icke", "ännu", "kunnat", "kunna",
    # what is said of it
    "uppg", "uppgå", "är", "var", "varit", "vara", "blev", "blivit", "bli", "har", "hade", "haft", "ha",
    "finns", "fanns", "funnits", "finnas", "utgör", "utgjor", "utgjort", "stå", "stod", "stått",
    "svara", "omfatta", "avse", "avsåg", "avsett", "gäll", "rör", "rört", "handla", "landa", "noter",
    "registrer", "räkna", "visa", "framgå", "innebär", "innebar", "motsvara", "bestå", "bestod",
    "fördela", "fördelning", "hamna", "ligg", "låg", "legat", "tillhör", "bland", "beror", "berodde",
    "orsak", "skäl", "anlednin", "ange", "angett", "angivits", "angiv", "sker", "skedde", "skett", "ske",
    "ses", "sett", "syns", "stann", "kom", "kommit", "berör", "utgjorde", "representer", "utgjordes", "utgörs",
    # change and order
    "ök", "minsk", "sjunk", "sjönk", "stig", "steg", "väx", "vuxit", "vuxen", "fler", "färre", "mer",
    "mindre", "högre", "lägre", "förändr", "oförändr", "ändra", "skillnad", "samma", "lika",
    "nedgång", "uppgång", "upp", "ner", "ned", "jämfö", "förhåll", "gentemot", "än", "mot", "sedan", "sen",
    "flest", "vanlig", "stör", "stor", "mest", "minst", "lägst", "högst", "färst", "näst", "tredje", "liten",
    "litet", "små", "tillväxt", "gick", "gått", "går", "tillbaka", "kvar", "still", "dubbl", "halver",
    # time
    "kvartal", "period", "tillfälle", "föregående", "förra", "senaste", "senast", "motsvarande", "året", "år",
    "årets", "tidigare", "innan", "före", "då", "nu", "slut", "utgång", "aktuell", "innevarande", "första",
    "andra", "fjärde", "under", "vid", "när", "nyss", "fortfarande", "fortsatt", "fortsätt",
    # wholes and parts
    "total", "samman", "summa", "samtlig", "alla", "allt", "hela", "helhet", "andel", "del", "procent",
    "hälften", "vardera", "respektive", "tillsammans", "varav", "därav", "däribland", "bland", "resterande",
    "övrig", "rest", "varje", "var", "dels", "kön", "könsfördelning",
    # words that bind
    "och", "samt", "eller", "men", "medan", "däremot", "också", "även", "både", "såväl", "dessutom",
    "som", "vilk", "det", "den", "de", "dessa", "denna", "detta", "dem", "dess", "sig", "en", "ett", "att",
    "av", "i", "på", "till", "från", "med", "om", "för", "inom", "hos", "över", "per", "mellan", "utan", "efter", "därefter", "följ", "näst", "dröjsmål", "bakom", "varken", "sådana",
    "fattad", "påbörja", "återuppta", "vänteti", "väntan", "tid", "kommer", "detsamma", "även", "förklaring", "oft", "ens", "bara", "vart", "dagen", "beslutsdag",
    "exempel", "alltjämt", "halv", "båda", "senare", "tidpunkt", "berör", "kvarvar", "nytt",
    "så", "där", "här", "man", "vi", "nya", "sin", "sina", "sitt", "dock", "alltså", "således", "därmed",
    "främst", "framför", "huvudsak", "likväl", "liksom", "precis", "åter", "igen", "bara", "endast",
    "drygt", "knappt", "nära", "nästan", "cirka", "ca", "ungefär", "omkring", "något", "betydlig", "markant",
    "kraftig", "tydlig", "svag", "avseende", "gällande", "rörande", "fråga", "beträffande",
    "kan", "ska", "skulle", "nästintill", "exakt", "hör", "båda", "bägge", "allra", "genom",
    "stadens", "staden", "stora", "stort", "delar", "delen", "dela", "tabell", "diagram", "bilaga", "nedan", "ovan", "ser", "ut", "följ", "dvs",
    "det", "vill", "säga", "gånger", "enskilde",
)  # fmt: skip
_WHOLE = (
    "är", "var", "har", "ha", "hade", "ej", "än", "mer", "i", "på", "av", "om", "den", "det", "de", "en", "ett",
    "att", "så", "vi", "man", "då", "nu", "år", "ca", "sol", "lss", "lag", "per", "del", "allt", "alla", "sen", "upp",
    "ner", "ned", "här", "där", "sin", "sig", "som", "men", "med", "mot", "från", "till", "för", "före", "ses", "ut",
    "ser", "hör", "kan", "ska", "kom", "går", "dem", "sina", "sitt", "hos", "båda", "låg", "vid", "när", "inte", "icke", "kön", "var", "vara", "vill", "under", "över", "åter", "dess", "men", "stor", )  # fmt: skip
_STARTS = tuple(sorted(set(_STEMS) - set(_WHOLE)))
_KNOWN = re.compile(
    rf"(?:{'|'.join(re.escape(word) for word in sorted(set(_WHOLE), key=len, reverse=True))})$"
    rf"|(?:{'|'.join(re.escape(stem) for stem in sorted(_STARTS, key=len, reverse=True))})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def strange_words(text: str) -> tuple[str, ...]:
    """The words of a text that may narrow what it says, in their order."""
    return tuple(word for word in _WORD.findall(text) if not _KNOWN.match(word))
