"""Claims by small drawn cases: each subject of proofreading fires on what is wrong, and is silent
on what is right or cannot be told.

The tables are drawn below; what each sentence should give was worked out from them by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from schemas.proof import Standing
from tests.unit.proofread.claims.reports import proof, rules, table

TABLES = (
    table(
        1, "Ej verkställda beslut enligt LSS fördelade på insats", "Insats",
        {
            "Bostad för vuxna": (60, 58, 55, 50, 40),
            "Daglig verksamhet": (20, 22, 24, 26, 30),
            "Korttidsvistelse": (10, 10, 12, 14, 12),
            "Ledsagarservice": (8, 8, 8, 8, 8),
            "Kontaktperson": (12, 12, 11, 12, 10),
        },
    ),
    table(
        2, "Ej verkställda beslut enligt SoL fördelade på bistånd", "Bistånd",
        {"Boendestöd": (5, 6, 6, 7, 9), "Kontaktperson": (25, 24, 26, 21, 31)},
    ),
    table(
        3, "Ej verkställda beslut enligt LSS fördelade på orsak", "Orsak",
        {
            "Resursbrist, t.ex. ledig bostad": (40, 40, 40, 40, 35),
            "Resursbrist, lämplig personal": (10, 10, 10, 10, 5),
            "Den enskilde har tackat nej": (20, 20, 20, 20, 20),
            "Annat skäl": (40, 40, 40, 40, 40),
        },
    ),
    table(
        4, "Ej verkställda beslut enligt LSS fördelade på kön", "Kön",
        {"Man": (60, 60, 60, 60, 61), "Kvinna": (50, 50, 50, 50, 39)},
    ),
)  # fmt: skip
"""LSS has 110, 110, 110, 110, 100 decisions and SoL 30, 30, 32, 28, 40."""


@dataclass(frozen=True)
class Drawn:
    """A paragraph, and the rules that it breaks; `unbound` where nothing can be told of it."""

    subject: str
    text: str
    rules: tuple[str, ...] = ()
    unbound: bool = False
    found: str | int | None = None
    expected: str | int | None = None

    def __str__(self) -> str:
        return f"{self.subject}: {self.text}"


def fires(
    subject: str, text: str, *broken: str, found: str | int | None = None,
    expected: str | int | None = None,
) -> Drawn:  # fmt: skip
    return Drawn(subject, text, broken, found=found, expected=expected)


def holds(subject: str, text: str) -> Drawn:
    return Drawn(subject, text)


def unbound(subject: str, text: str) -> Drawn:
    return Drawn(subject, text, unbound=True)


DRAWN = (
    # An amount, in digits and words, of a row, a total, a group and of both laws.
    holds("antal", "Bostad för vuxna står för 40 beslut enligt LSS."),
    fires("antal", "Bostad för vuxna står för 41 beslut.", "RAP-821", found=41, expected=40),
    holds("antal", "Åtta beslut enligt LSS gäller ledsagarservice."),
    fires("antal", "Nio beslut enligt LSS gäller ledsagarservice.", "RAP-821", found=9, expected=8),
    holds("antal", "Sammanlagt 140 beslut har inte verkställts, 100 enligt LSS och 40 enligt SoL."),
    fires("antal", "Totalt rapporteras 101 beslut enligt LSS.", "RAP-821", expected=100),
    holds("antal", "Resursbrist är orsaken till 40 beslut enligt LSS."),
    fires("antal", "Resursbrist är orsaken till 35 beslut enligt LSS.", "RAP-821", expected=40),
    holds("antal", "Drygt 39 beslut enligt LSS gäller bostad för vuxna."),
    fires("antal", "Drygt 30 beslut enligt LSS gäller bostad för vuxna.", "RAP-821", expected=40),
    unbound("antal", "Av besluten om daglig verksamhet har 12 väntat sedan i våras."),
    unbound("antal", "I sju beslut om korttidsvistelse pågår en utredning."),
    # A doubled number says the same twice.
    holds("dubbelt skrivet", "Åtta (8) beslut enligt LSS gäller ledsagarservice."),
    fires("dubbelt skrivet", "Åtta (9) beslut enligt LSS gäller ledsagarservice.", "RAP-821"),
    # Shares: 40 of 100, 12 of 100, 35 of 100; 31 of 40 is 77.5, which is 78 half up.
    holds("andel", "Bostad för vuxna utgör 40 procent av besluten enligt LSS."),
    fires("andel", "Bostad för vuxna utgör 45 procent av besluten enligt LSS.", "RAP-821"),
    holds("andel", "Kontaktperson utgör 78 procent av besluten enligt SoL."),
    fires(
        "andel",
        "Kontaktperson utgör 77 procent av besluten enligt SoL.",
        "RAP-821", expected=78,
    ),
    fires("andel", "Boendestöd står för 9 procent av besluten enligt SoL.", "RAP-821", expected=23),
    holds("andel", "Drygt en tredjedel av besluten enligt LSS beror på annat skäl."),
    fires("andel", "Hälften av besluten enligt LSS gäller daglig verksamhet.", "RAP-821"),
    holds("andel", "Merparten av besluten enligt LSS gäller män."),
    fires("andel", "Merparten av besluten enligt LSS gäller kvinnor.", "RAP-821"),
    unbound("andel", "Tio procent av besluten enligt LSS är äldre än sin handläggare."),
    # Two numbers and their share.
    holds(
        "andel av talen före",
        "För 30 av 100 beslut enligt LSS (30 procent) gäller det daglig verksamhet.",
    ),
    fires(
        "andel av talen före",
        "I 12 av 100 beslut enligt LSS, eller 15 procent, gäller det korttidsvistelse.",
        "RAP-821", expected=12,
    ),
    # The whole that a part is taken from.
    holds("helhet", "Annat skäl gäller 40 av de 100 besluten enligt LSS."),
    fires("helhet", "Annat skäl gäller 40 av de 110 besluten enligt LSS.", "RAP-821", expected=100),
    # Differences: 50 to 40 and 60 to 40 for bostad, 26 to 30 for daglig verksamhet.
    holds("skillnad", "Bostad för vuxna har minskat med tio beslut sedan föregående kvartal."),
    fires(
        "skillnad",
        "Bostad för vuxna har minskat med elva beslut sedan föregående kvartal.",
        "RAP-821", found=11, expected=10,
    ),
    fires(
        "skillnad",
        "Bostad för vuxna har ökat med tio beslut sedan föregående kvartal.",
        "RAP-822",
    ),
    fires(
        "skillnad",
        "Bostad för vuxna har minskat med tio beslut jämfört med kvartal 4, 2023.",
        "RAP-823", found="Kv 4 2023", expected="Kv 3 2024",
    ),
    fires(
        "skillnad",
        "Bostad för vuxna har minskat med 20 beslut jämfört med kvartal 3, 2023.",
        "RAP-823", found="Kv 3 2023", expected="Kv 4 2023",
    ),
    holds("skillnad", "Daglig verksamhet har 10 fler beslut än samma kvartal föregående år."),
    fires(
        "skillnad",
        "Daglig verksamhet har 10 färre beslut än samma kvartal föregående år.",
        "RAP-822",
    ),
    holds("skillnad", "Antalet beslut enligt LSS är 100. Det är tio färre än förra kvartalet."),
    fires(
        "skillnad",
        "Antalet beslut enligt LSS är 100. Det är nio färre än förra kvartalet.",
        "RAP-821",
    ),
    holds("skillnad", "Antalet beslut enligt SoL har ökat med 43 procent sedan kvartal 3, 2024."),
    fires(
        "skillnad",
        "Antalet beslut enligt SoL har ökat med 12 procent sedan kvartal 3, 2024.",
        "RAP-821", expected=43,
    ),
    holds("skillnad", "Daglig verksamhet ökade från 26 till 30."),
    fires("skillnad", "Daglig verksamhet ökade från 25 till 30.", "RAP-821", expected=26),
    unbound("skillnad", "Kön till bostad för vuxna har vuxit med fyra personer."),
    # Directions, one name and several; ledsagarservice has not moved.
    holds("riktning", "Bostad för vuxna och korttidsvistelse har minskat sedan förra kvartalet."),
    fires(
        "riktning",
        "Bostad för vuxna och daglig verksamhet har minskat sedan förra kvartalet.",
        "RAP-822",
    ),
    holds("riktning", "Ledsagarservice är oförändrad sedan kvartal 3, 2024."),
    fires("riktning", "Ledsagarservice har ökat sedan kvartal 3, 2024.", "RAP-822"),
    fires("riktning", "Antalet beslut enligt SoL har inte ökat.", "RAP-822"),
    unbound("riktning", "Behovet av daglig verksamhet har minskat."),
    # Those that the paragraph has not named: kontaktperson has moved, ledsagarservice has not.
    holds(
        "resterande",
        "Bostad för vuxna, korttidsvistelse och kontaktperson har enligt LSS minskat och daglig "
        "verksamhet har ökat. Resterande insatser är oförändrade.",
    ),
    fires(
        "resterande",
        "Bostad för vuxna och korttidsvistelse har enligt LSS minskat och daglig verksamhet har "
        "ökat. Resterande insatser är oförändrade.",
        "RAP-822",
    ),
    # How many rows have moved: three of five have fallen.
    holds("antal insatser", "Enligt LSS har tre insatser minskat sedan kvartal 3, 2024."),
    fires(
        "antal insatser",
        "Enligt LSS har fyra insatser minskat sedan kvartal 3, 2024.",
        "RAP-821", expected=3,
    ),
    holds(
        "antal insatser",
        "Enligt LSS gäller det bostad för vuxna, korttidsvistelse och ledsagarservice. "
        "De flesta av dessa insatser har minskat.",
    ),
    fires(
        "antal insatser",
        "Enligt LSS gäller det daglig verksamhet, korttidsvistelse och ledsagarservice. "
        "De flesta av dessa insatser har minskat.",
        "RAP-822",
    ),
    # Order: 40, 30, 12, 10, 8; bostad has fallen most, by ten.
    holds("rangordning", "Bostad för vuxna är den vanligaste insatsen enligt LSS."),
    fires("rangordning", "Daglig verksamhet är den vanligaste insatsen enligt LSS.", "RAP-822"),
    holds("rangordning", "Näst flest beslut enligt LSS gäller daglig verksamhet."),
    fires("rangordning", "Näst flest beslut enligt LSS gäller korttidsvistelse.", "RAP-822"),
    holds(
        "rangordning",
        "De vanligaste insatserna enligt LSS är bostad för vuxna och daglig verksamhet.",
    ),
    fires(
        "rangordning",
        "De vanligaste insatserna enligt LSS är bostad för vuxna och korttidsvistelse.",
        "RAP-822",
    ),
    holds("rangordning", "Bostad för vuxna är den insats som har minskat mest."),
    fires("rangordning", "Korttidsvistelse är den insats som har minskat mest.", "RAP-822"),
    unbound(
        "rangordning",
        "Den vanligaste orsaken till väntan på daglig verksamhet är att skjuts saknas.",
    ),
    # One thing against another.
    holds("jämförelse", "Det är fler män än kvinnor som har ej verkställda beslut enligt LSS."),
    fires(
        "jämförelse",
        "Det är fler kvinnor än män som har ej verkställda beslut enligt LSS.",
        "RAP-822",
    ),
    holds("jämförelse med tal", "Bostad för vuxna har 10 fler beslut än daglig verksamhet."),
    fires(
        "jämförelse med tal",
        "Bostad för vuxna har 11 fler beslut än daglig verksamhet.",
        "RAP-821", expected=10,
    ),
    # Percentage points, from the shares told before.
    holds(
        "procentenheter",
        "Andelen män enligt LSS är 61 procent. I fjol var den 55 procent av dem som "
        "söker, alltså 6 procentenheter lägre.",
    ),
    # A table that is named shows what the sentence says.
    holds("namngiven tabell", "Orsakerna enligt LSS framgår av tabell 3."),
    fires(
        "namngiven tabell",
        "Orsakerna enligt LSS framgår av tabell 4.",
        "RAP-823", found="tabell 4", expected="tabell 3",
    ),
    unbound("namngiven tabell", "Orsakerna enligt LSS framgår av tabell 9."),
    # References are no claims: none of these numbers is counted.
    *(
        holds("inget påstående", text)
        for text in (
            "Rapporteringen görs enligt 4 kap. 1 § SoL (2001:453) och 28 f § LSS.",
            "Ärendet behandlades den 13 mars 2025, dnr SOC 2025/17, telefon 08-508 250 00.",
            "Besluten har inte verkställts inom tre månader från dagen för beslutet.",
            "Tabell 1 och diagram 2 avser 2024.",
        )
    ),
)  # fmt: skip


@pytest.mark.parametrize("drawn", DRAWN, ids=str)
def test_claims(drawn: Drawn) -> None:
    said = proof(TABLES, drawn.text)
    assert tuple(rules(said.findings)) == drawn.rules, [each.message for each in said.findings]
    standings = {claim.standing for claim in said.claims}
    if drawn.unbound:
        assert standings == {Standing.UNBOUND}
    elif drawn.subject == "inget påstående":
        assert not said.claims
    for finding in said.findings:
        assert finding.quote is not None and finding.quote in drawn.text
        assert drawn.found in (None, finding.found)
        assert drawn.expected in (None, finding.expected)


@pytest.mark.parametrize("subject", sorted({each.subject for each in DRAWN}))
def test_every_subject_is_drawn(subject: str) -> None:
    """Each has a case in which it fires and one in which it is silent."""
    cases = [each for each in DRAWN if each.subject == subject]
    if subject not in ("inget påstående", "procentenheter"):
        assert {bool(each.rules) for each in cases} == {True, False}
