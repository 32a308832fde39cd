"""Five published reports retold: their figures, order and errors, in words of our own.

A line that begins with `#` is a heading, one with `-` a point of a list. The tables of the first
report are those that it prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.proof import Passage, Place, ReadReport, ReadTable
from tests.unit.proofread.claims.reports import table

STOCKHOLM_TABLES = (
    table(
        1, "Ej verkställda LSS-beslut per insats", "Insats",
        {
            "Avlösarservice": (5, 4, 6, 7, 4),
            "Boende för barn": (4, 4, 2, 3, 4),
            "Bostad för vuxna": (81, 75, 74, 60, 53),
            "Daglig verksamhet": (37, 33, 29, 27, 32),
            "Kontaktperson": (30, 21, 18, 21, 21),
            "Korttidstillsyn": (3, 3, 2, 3, 4),
            "Korttidsvistelse": (41, 34, 29, 26, 22),
            "Ledsagarservice": (8, 8, 8, 11, 11),
            "Personlig assistans": (6, 3, 3, 2, 1),
        },
    ),
    table(
        2, "Ej verkställda SoL-beslut per bistånd", "Bistånd",
        {
            "Permanent bostad": (29, 28, 29, 21, 21),
            "Bostad (IFO)": (24, 15, 4, 12, 11),
            "Boendestöd": (13, 5, 9, 12, 17),
            "Sysselsättning": (1, 0, 0, 0, 0),
            "Hemtjänst": (2, 0, 0, 4, 4),
            "Kontaktfamilj": (12, 6, 7, 13, 8),
            "Korttidsboende": (2, 2, 0, 0, 0),
            "Kontaktperson": (25, 22, 29, 23, 30),
            "Stödboende": (0, 0, 0, 0, 0),
            "Ledsagning": (2, 2, 1, 2, 2),
            "Öppenvård": (8, 19, 21, 46, 17),
            "Annat bistånd": (14, 12, 20, 23, 26),
        },
        (132, 111, 122, 156, 136),
    ),
    table(
        3, "Ej verkställda LSS-beslut per orsak", "Orsak",
        {
            "Resursbrist, t.ex. ledig bostad": (29, 21, 24, 23, 21),
            "Resursbrist, lämplig personal": (17, 10, 8, 16, 14),
            "Den enskilde har tackat nej": (48, 55, 48, 34, 33),
            "Annat skäl": (121, 99, 91, 87, 84),
        },
    ),
    table(
        4, "Ej verkställda SoL-beslut per orsak", "Orsak",
        {
            "Resursbrist, t.ex. ledig bostad": (50, 60, 71, 73, 64),
            "Resursbrist, lämplig personal": (5, 6, 10, 26, 8),
            "Den enskilde har tackat nej": (18, 14, 11, 12, 12),
            "Annat skäl": (59, 31, 30, 45, 52),
        },
    ),
    table(
        5, "Ej verkställda LSS-beslut per kön", "Kön",
        {"Man": (142, 121, 95, 102, 95), "Kvinna": (73, 64, 76, 58, 56)},
        (215, 185, 171, 160, 151),
    ),
    table(
        6, "Ej verkställda SoL-beslut per kön", "Kön",
        {"Man": (65, 51, 49, 55, 63), "Kvinna": (67, 60, 73, 101, 73)},
    ),
)  # fmt: skip

STOCKHOLM = """
# Kvartal 4, 2024
# Sammanfattning
Enligt LSS fanns kvartal 4, 2024 152 ej verkställda beslut, en minskning med 63 jämfört med kvartal 3, 2023 och en minskning med 8 jämfört med kvartal 3, 2024.
Enligt SoL fanns kvartal 4, 2024 136 ej verkställda beslut. Det är 4 fler än kvartal 4, 2023 och 20 färre än kvartal 3, 2024.
Bostad för vuxna, avlösarservice, korttidsvistelse och personlig assistans enligt LSS har minskat. Barnboende, daglig verksamhet och korttidstillsyn har ökat. Kontaktperson och ledsagarservice är oförändrade.
Öppenvård, bostad (IFO) och kontaktfamilj enligt SoL har minskat. Boendestöd, kontaktperson och annat bistånd har ökat. Sysselsättning, hemtjänst, ledsagning, korttidsboende, permanent bostad och stödboende har inte förändrats sedan förra rapporteringen.
# Ärendet
Hur LSS-insatserna fördelar sig visas i tabell 1, orsakerna enligt LSS i tabell 3 och könen enligt LSS i tabell 5.
# Ej verkställda beslut enligt LSS
Antalet beslut var 152 kvartal 4, 2024. Det är en minskning med 63 jämfört med kvartal 4, 2023 och en minskning med 8 jämfört med kvartal 3, 2024. Av de 152 besluten har 34 verkställts och 28 avslutats utan verkställighet under kvartalet.
De vanligaste insatserna kvartal 4, 2024 är liksom kvartal 3, 2024 bostad för vuxna, daglig verksamhet och korttidsvistelse. Bostad för vuxna och korttidsvistelse har minskat mest sedan föregående kvartal. De fyra insatserna som har minskat är avlösarservice, bostad för vuxna, korttidsvistelse och personlig assistans. Boende för barn, daglig verksamhet och korttidstillsyn har ökat jämfört med kvartal 3, 2024. Resterande insatser är oförändrade.
Bostad för vuxna är den insats som har flest beslut. Insatsen utgör 35 procent av besluten enligt LSS. Av de 53 besluten om bostad för vuxna har den enskilde i 26 fall tackat nej till ett erbjudande.
Daglig verksamhet utgör 21 procent och korttidsvistelse 14 procent av besluten enligt LSS. För daglig verksamhet har den enskilde i 18 av 32 beslut inte valt utförare, för korttidsvistelse i 15 av 22 beslut.
# Ej verkställda beslut enligt SoL
Antalet beslut var 136 kvartal 4, 2024. Det är en ökning med 4 jämfört med kvartal 4, 2023 och en minskning med 20 jämfört med kvartal 3, 2024. Under kvartalet har 30 beslut verkställts och 21 avslutats utan verkställighet.
De vanligaste formerna av bistånd är kontaktperson, annat bistånd och permanent bostad. Av besluten enligt SoL är 22 procent beslut om kontaktperson. Annat bistånd står för 26 procent och permanent bostad för 15 procent av besluten. Totalt 17 av 30 beslut om kontaktperson har orsaken resursbrist. Annat bistånd står för 26 av de 136 besluten. Av dem gäller 9 sysselsättning eller dagverksamhet och 6 stödboende eller liknande. Permanent bostad står för 21 av 136 beslut, och 17 av 21 beslut om permanent bostad har orsaken resursbrist.
# Annat skäl
Annat skäl är orsaken i 24 procent av besluten enligt LSS och i 20 procent av besluten enligt SoL.
# Jämställdhet
Av besluten enligt LSS avser 63 procent män/pojkar. Av Socialtjänstrapport 2023 framgår att fler män/pojkar (61 procent) än kvinnor/flickor (39 procent) är beviljade insatser enligt LSS. Det är fler män/pojkar än kvinnor/flickor som har ej verkställda beslut enligt LSS. Fördelningen på kön är mer jämn bland de ej verkställda besluten än bland de beviljade insatserna.
Av besluten enligt SoL avser 54 procent kvinnor/flickor. Enligt Socialtjänstrapport 2023 har fler kvinnor/flickor (55 procent) än män/pojkar (45 procent) fått bistånd.
# Barn
Till barn och unga riktar sig enligt LSS barnboende, avlösarservice, korttidstillsyn och korttidsvistelse, i viss mån även ledsagarservice och personlig assistans. För de flesta av dessa insatser har antalet beslut minskat jämfört med kvartal 3, 2024. Boende för barn och korttidstillsyn har ökat mest jämfört med föregående kvartal, med ett beslut vardera. Korttidsvistelse har minskat mest jämfört med kvartal 3, 2024, med fyra beslut.
Kontaktperson enligt SoL har ökat med sju beslut jämfört med kvartal 3, 2024. Kontaktfamilj har minskat med fem beslut sedan föregående period.
"""  # noqa: E501 - a paragraph is a line

MALMO_2025Q2 = """
# Rapportering kvartal 2 2025
# Sammanfattning
Rapporten avser andra kvartalet 2025. Kvartalet har 95 gynnande beslut enligt 4 kap. 1 § SoL (2001:453) som inte har verkställts inom tre månader. Det är 46 fler än förra kvartalet.
33 beslut, tidigare rapporterade som ej verkställda, har under perioden verkställts eller avslutats utan att verkställas.
# Ej verkställda beslut – kvartal två 2025
För perioden rapporteras 95 ej verkställda beslut, vilket är 46 beslut fler än kvartal ett 2025.
33 beslut, tidigare rapporterade som ej verkställda, har under perioden verkställts eller avslutats utan att verkställas.
Diagram 1. Ej verkställda beslut från kvartal 1 2020 till kvartal 2 2025.
# Boende och stödinsatser i boendet
Detta kvartal rör 50 beslut kommunalt andrahandskontrakt, vilket är 21 fler än vid föregående rapportering.
Antalet brukare som väntat längre än sex månader minskade under kvartal 2 med två personer jämfört med kvartal 1, från 14 till 12. Ökningen gäller brukare som väntat kortare tid än sex månader, där antalet ökade från 15 till 30 personer mellan kvartal 1 och kvartal 2.
23 beslut avser stödinsatser i boendet (sex beslut kvartal ett). Vart och ett hör ihop med ett beslut om andrahandskontrakt.
31 av de rapporterade besluten om kommunalt andrahandskontrakt rör Bostad först (17 beslut kvartal ett).
Antalet personer som bor i lägenheter inom Bostad först har ökat från 47 i början av 2024 till 73 vid årets slut.
# Individ- och familjeomsorg
Detta kvartal avser 17 beslut insatser inom individ- och familjeomsorg, vilket är sex (6) fler än föregående kvartal.
Fem (5) beslut rör kontaktfamilj eller kontaktperson, en ökning med ett (1) beslut jämfört med kvartal ett.
Sex (6) beslut gäller öppna insatser för barn, vilket är tre (3) fler jämfört med föregående kvartal. Annan hjälp pågår i ett av sex ärenden.
Tre (3) beslut avser öppna insatser för vuxna (0 beslut kvartal ett).
Tre (3) beslut gäller institutionsplacering, vilket är en minskning med ett (1) beslut jämfört med kvartal ett. I två av tre ärenden väntar nämnden på en annan myndighet.
"""  # noqa: E501 - a paragraph is a line

MALMO_2024Q2 = """
# Sammanfattning
Rapporten avser andra kvartalet 2024. Kvartalet har 65 gynnande beslut enligt 4 kap. 1 § SoL som inte har verkställts inom tre månader. Det är två (2) färre än förra kvartalet.
27 beslut, tidigare rapporterade som ej verkställda, har under perioden verkställts eller avslutats utan att verkställas. Två (2) beslut verkställdes under föregående period men återrapporteras nu. Ett (1) beslut avslutades utan att verkställas under kvartal fyra 2023.
# Ej verkställda beslut – kvartal två 2024
För perioden rapporteras 65 ej verkställda beslut, vilket är två (2) beslut färre än kvartal ett 2024.
# Boende och stödinsatser i boendet
Detta kvartal rör 42 beslut kommunalt andrahandskontrakt, vilket är två (2) beslut fler än vid föregående rapportering.
Fem (5) beslut avser stödinsatser i boendet (0 beslut kvartal ett).
31 av de rapporterade besluten om kommunalt andrahandskontrakt rör Bostad först (29 beslut kvartal ett).
# Individ- och familjeomsorg
Åtta (8) beslut avser kontaktfamilj eller kontaktperson, en minskning med tre (3) beslut jämfört med kvartal ett.
Två (2) beslut gäller öppenvård barn (4 beslut kvartal ett) och ett (1) beslut rör öppenvård vuxen (3 beslut kvartal ett).
Sju (7) beslut rör institutionsplacering, vilket är en minskning med två (2) beslut jämfört med kvartal ett. Av de sju besluten rör fyra (4) beslut kontraktsvård och ett (1) beslut vårdvistelse.
Erfarenheten är att antalet ej verkställda beslut ökar under kvartal tre.
"""  # noqa: E501 - a paragraph is a line

ESKILSTUNA_2023Q4 = """
# Ej verkställda beslut enligt 4 kap 1 § SoL, kvartal 4 år 2023
# Vård- och omsorgsnämnden
För kvartal 4 år 2023 rapporterar vård- och omsorgsnämnden 26 beslut. Av dessa var 7 återrapporteringar och 19 nyrapporteringar. Besluten gällde 18 kvinnor och 8 män.
Totalen har minskat med 2 stycken jämfört med förra kvartalet.
- Socialpsykiatri, boendestöd. Totalt 3 ej verkställda beslut, varav 1 har verkställts och 1 har avslutats. Besluten gällde 3 kvinnor.
- Socialpsykiatri, sysselsättning. Totalt 8 ej verkställda beslut, varav 2 har verkställts och 1 har avslutats. Besluten gällde 4 kvinnor och 4 män.
- Hemtjänst. Totalt 7 ej verkställda beslut, varav 4 har avslutats. Besluten gällde 3 män och 4 kvinnor.
- Dagverksamhet. Totalt 2 ej verkställda beslut, varav 1 har avslutats. Besluten gällde 1 kvinna och 1 man.
- Avlösning. Totalt 1 ej verkställt beslut. Beslutet gällde 1 kvinna.
- Omsorgsboende, äldre. Totalt 2 ej verkställda beslut. Besluten gällde 2 kvinnor.
- Omsorgsboende, demens. Totalt 3 ej verkställda beslut, varav 3 har verkställts. Besluten gällde 3 kvinnor.
# Socialnämnden
Nämnden redovisar att beslut som ej verkställts inom tre månader är 10, varav 3 avser flickor/kvinnor och 7 avser pojkar/män.
Besluten gällde:
- fem kontaktfamiljsinsatser,
- en öppenvårdsinsats,
- fyra kontaktpersonsinsatser.
Totalt har 13 beslut verkställts efter 90 dagar, varav 1 avser flickor/kvinnor och 12 avser pojkar/män.
Besluten gällde:
- två kontaktfamiljsinsatser,
- fyra öppenvårdsinsatser,
- fyra kontaktpersonsinsatser,
- en stödboendeinsats,
- en övrig insats,
- ett bostadssocialt kontrakt.
Totalt har 9 ärenden avslutats utan verkställighet, varav 2 avser flickor/kvinnor och 7 avser pojkar/män.
# Socialnämnden, protokoll
Under fjärde kvartalet uppgår ej verkställda beslut till 31 ärenden. Sammanställningen avser 6 flickor/kvinnor och 25 pojkar/män.
Antalet ej verkställda beslut har minskat med 27 sedan föregående rapportering.
Totalt har 10 beslut inte verkställts inom 90 dagar. Av dessa är fem kontaktfamiljsinsatser, en öppenvårdsinsats och fyra kontaktpersonsinsatser. Könsfördelningen är 3 flickor/kvinnor och 7 pojkar/män.
Totalt har 13 beslut verkställts efter 90 dagar. Av dessa är två kontaktfamiljsinsatser, fyra öppenvårdsinsatser, fyra kontaktpersonsinsatser, en stödboendeinsats, en övrig insats och ett bostadssocialt kontrakt. Könsfördelningen är 1 flickor/kvinnor och 12 pojkar/män.
Totalt har nio ärenden avslutats utan verkställighet. Av dessa är tre kontaktfamiljsinsatser, tre öppenvårdsinsatser, två kontaktpersonsinsatser och en stödboendeinsats. Könsfördelningen är 2 flickor/kvinnor och 7 pojkar/män.
# Vård- och omsorgsnämnden, protokoll
Under detta kvartal har totalt 26 beslut enligt 4 kap. 1 § SoL rapporterats som icke verkställda. Av dessa var 7 återrapporteringar och 19 nyrapporteringar.
"""  # noqa: E501 - a paragraph is a line

MALMO_2026 = """
# Uppdrag med anledning av IVO:s tillsyn
Nämnden gav uppdraget den 23 januari 2026, ärende ASN 2025-7945.
Under 2025 handlades nära 90 procent av drygt 10 000 orosanmälningar inom 14 dagar.
Av de orosanmälningar som inte handlades i tid berodde omkring 60 procent på uteblivna besök. Omkring en tredjedel beror på organisationen och 10 procent på sekretess.
Rapporten för kvartal 4 år 2025 redovisas den 27 februari 2026. Under 2025 har 22 barn och unga haft en öppenvårdsinsats som inte verkställts inom tre månader. Samma år fattades drygt 2 000 beslut om öppenvård.
"""  # noqa: E501 - a paragraph is a line


def retold(text: str, tables: tuple[ReadTable, ...] = ()) -> ReadReport:
    """A report with the paragraphs and headings of a text."""
    return ReadReport("rapport.txt", tables, tuple(_passages(text)))


def _passages(text: str) -> Iterator[Passage]:
    heading: tuple[str, ...] = ()
    for number, line in enumerate(text.strip().splitlines(), 1):
        words = line.lstrip("#- ")
        starts = ((0, Place(number)),)
        if line.startswith("#"):
            heading = (words,)
            yield Passage(words, starts)
        else:
            yield Passage(words, starts, heading)
