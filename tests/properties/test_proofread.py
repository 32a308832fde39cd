"""Generated sentences over random tables: every altered one is found, no true one is reported.

The sentences are made here, from wordings of this file's own, out of figures that this file draws.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pytest

from schemas.proof import ReadTable, Standing
from tests.unit.proofread.claims.reports import QUARTERS, proof, table

LSS = {
    "Avlösarservice": "avlösarservice",
    "Boende för barn": "boende för barn",
    "Bostad för vuxna": "bostad för vuxna",
    "Daglig verksamhet": "daglig verksamhet",
    "Kontaktperson": "kontaktperson",
    "Korttidstillsyn": "korttidstillsyn",
    "Korttidsvistelse": "korttidsvistelse",
    "Ledsagarservice": "ledsagarservice",
    "Personlig assistans": "personlig assistans",
}
SOL = {
    "Permanent bostad": "permanent bostad",
    "Boendestöd": "boendestöd",
    "Hemtjänst": "hemtjänst",
    "Kontaktfamilj": "kontaktfamilj",
    "Kontaktperson": "kontaktperson",
    "Öppenvård": "öppenvård",
    "Annat bistånd": "annat bistånd",
}
ORSAK = {
    "Resursbrist, t.ex. ledig bostad": "resursbrist, t.ex. ledig bostad",
    "Resursbrist, lämplig personal": "resursbrist, lämplig personal",
    "Den enskilde har tackat nej": "att den enskilde har tackat nej",
    "Annat skäl": "annat skäl",
}
KON = {"Man": "män", "Kvinna": "kvinnor"}
WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
SENTENCES = 480
Pair: TypeAlias = tuple[str, str]


@dataclass
class City:
    """Random tables of both laws, and what sentences are made of."""

    seed: int

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.lag, self.names = self.rng.choice((("LSS", LSS), ("SoL", SOL)))
        self.counts = {
            "LSS": {name: self.series(3, 90) for name in LSS},
            "SoL": {name: self.series(3, 90) for name in SOL},
        }
        self.parts = {lag: self.split(rows) for lag, rows in self.counts.items()}
        self.other = "SoL" if self.lag == "LSS" else "LSS"

    def series(self, low: int, high: int) -> list[int]:
        start = self.rng.randint(low, high)
        return [max(0, start + self.rng.randint(-low - start // 3, low + start // 3)) for _ in QUARTERS]

    def split(self, rows: dict[str, list[int]]) -> dict[str, dict[str, list[int]]]:
        """The totals by orsak and by kön."""
        found: dict[str, dict[str, list[int]]] = {}
        for kind, names in (("orsak", list(ORSAK)), ("kon", list(KON))):
            found[kind] = {name: [] for name in names}
            for place in range(len(QUARTERS)):
                left = sum(row[place] for row in rows.values())
                for name in names[:-1]:
                    share = self.rng.randint(left // 5, max(left // 2, left // 5))
                    found[kind][name].append(share)
                    left -= share
                found[kind][names[-1]].append(left)
        return found

    @property
    def tables(self) -> list[ReadTable]:
        made, number = [], 1
        for lag in ("LSS", "SoL"):
            title = f"Ej verkställda beslut enligt {lag} fördelade på"
            made.append(table(number, f"{title} insats", "Insats", self.counts[lag]))
            made.append(table(number + 1, f"{title} orsak", "Orsak", self.parts[lag]["orsak"]))
            made.append(table(number + 2, f"{title} kön", "Kön", self.parts[lag]["kon"]))
            number += 3
        return made

    def total(self, place: int = 4, lag: str = "") -> int:
        return sum(row[place] for row in self.counts[lag or self.lag].values())

    def pick(self) -> str:
        return self.rng.choice(list(self.names))

    def now(self, name: str) -> int:
        return self.counts[self.lag][name][4]

    def then(self, name: str, place: int = 3) -> int:
        return self.counts[self.lag][name][place]

    def moved(self, least: int = 1) -> str | None:
        """A name that has moved since the quarter before."""
        found = [name for name in self.names if abs(self.now(name) - self.then(name)) >= least]
        return self.rng.choice(found) if found else None

    def off(self, value: int) -> int:
        """Another number, not far away."""
        return max(0, value + self.rng.choice([n for n in (-9, -4, -2, -1, 1, 2, 3, 7) if value + n >= 0]))


def word(value: int) -> str:
    return WORDS[value] if value < len(WORDS) else str(value)


def cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


Template: TypeAlias = Callable[[City], Pair | None]
TEMPLATES: dict[str, Template] = {}


def template(made: Template) -> Template:
    TEMPLATES[made.__name__] = made
    return made


def amounts(name: str, text: str) -> None:
    """A wording of an amount: of an insats in the quarter."""

    def make(city: City) -> Pair:
        label = city.pick()
        value = city.now(label)
        said = {"what": city.names[label], "What": cap(city.names[label]), "lag": city.lag}
        return text.format(n=value, w=word(value), **said), text.format(
            n=city.off(value), w=word(city.off(value)), **said
        )

    TEMPLATES[name] = make


amounts("amount_of", "Enligt {lag} finns {n} ej verkställda beslut om {what}.")
amounts("amount_stands", "{What} står för {n} av besluten enligt {lag}.")
amounts("amount_concerns", "Av besluten enligt {lag} avser {w} {what}.")
amounts("amount_had", "Kvartal 4, 2024 hade {what} enligt {lag} {n} ej verkställda beslut.")
amounts("amount_was", "Antalet ej verkställda beslut enligt {lag} om {what} var {n} vid kvartalets slut.")
amounts("amount_inside", "Inom {what} ({lag}) redovisas {w} beslut som inte har verkställts.")
amounts("amount_comma", "För insatsen {what} enligt {lag} uppgår antalet till {n} stycken.")
amounts("amount_respect", "Beslut enligt {lag} gällande {what} uppgår till {n}.")
amounts("amount_fourth", "Under fjärde kvartalet 2024 rapporterades {n} beslut enligt {lag} avseende {what}.")


def changes(name: str, text: str, place: int, sign: int = 0) -> None:
    """A wording of a change: `up`, `Up` and `more` are words of its direction."""

    def make(city: City) -> Pair | None:
        labels = [
            label
            for label in city.names
            if city.now(label) != city.then(label, place)
            and (not sign or (city.now(label) - city.then(label, place)) * sign > 0)
        ]
        if not labels:
            return None
        label = city.rng.choice(labels)
        change = city.now(label) - city.then(label, place)
        number, turned = abs(change), city.rng.random() < 0.5 and not sign
        true = _change(text, city, label, place, number, change)
        if turned and ("{up}" in text or "{more}" in text or "{noun}" in text):
            return true, _change(text, city, label, place, number, -change)
        return true, _change(text, city, label, place, number + city.rng.choice((1, 2, 5)), change)

    TEMPLATES[name] = make


def _change(text: str, city: City, label: str, place: int, number: int, sign: int) -> str:
    up = sign > 0
    return text.format(
        n=number, w=word(number), what=city.names[label], What=cap(city.names[label]), lag=city.lag,
        up="ökat" if up else "minskat", past="ökade" if up else "minskade",
        more="fler" if up else "färre", noun="ökning" if up else "minskning",
        then=city.then(label, place), now=city.now(label),
    )  # fmt: skip


changes("change_by", "{What} enligt {lag} har {up} med {n} beslut sedan föregående kvartal.", 3)
changes("change_word", "Antalet beslut enligt {lag} om {what} har {up} med {w} jämfört med kvartal 3, 2024.", 3)
changes("change_year", "{What} enligt {lag} har {up} med {n} jämfört med samma kvartal föregående år.", 0)
changes("change_noun", "För {what} enligt {lag} är det en {noun} med {n} stycken jämfört med kvartal 3 2024.", 3)
changes("change_on", "Det är en {noun} på {w} beslut om {what} enligt {lag} mot förra kvartalet.", 3)
changes("change_more", "{What} enligt {lag} har {n} {more} beslut än kvartalet innan.", 3)
changes("change_more_year", "Det finns {n} {more} beslut om {what} enligt {lag} än kvartal 4, 2023.", 0)
changes("change_past", "Mellan kvartal 3 2024 och kvartal 4 2024 {past} {what} enligt {lag} med {n} beslut.", 3)
changes("change_first", "Jämfört med fjärde kvartalet 2023 har {what} enligt {lag} {up} med {n}.", 0)


@template
def total(city: City) -> Pair:
    text = "Totalt redovisas {} ej verkställda beslut enligt {}."
    value = city.total()
    return text.format(value, city.lag), text.format(city.off(value), city.lag)


@template
def total_change(city: City) -> Pair | None:
    now, then = city.total(), city.total(3)
    if now == then:
        return None
    text = "Antalet ej verkställda beslut enligt {} är {}, vilket är {} {} än föregående kvartal."
    more = "fler" if now > then else "färre"
    return (
        text.format(city.lag, now, abs(now - then), more),
        text.format(city.lag, now, abs(now - then) + city.rng.choice((1, 3)), more),
    )


@template
def total_both(city: City) -> Pair:
    text = "Sammanlagt finns {} ej verkställda beslut, varav {} enligt LSS och {} enligt SoL."
    lss, sol = city.total(lag="LSS"), city.total(lag="SoL")
    return text.format(lss + sol, lss, sol), text.format(lss + sol, city.off(lss), sol)


@template
def total_previous(city: City) -> Pair:
    text = "Kvartal 3, 2024 var antalet ej verkställda beslut enligt {} {}."
    value = city.total(3)
    return text.format(city.lag, value), text.format(city.lag, city.off(value))


def wrong_quarters(name: str, text: str) -> None:
    """A difference that is right against one quarter, and names another."""

    def make(city: City) -> Pair | None:
        label = city.pick()
        now = city.now(label)
        places = [p for p in range(4) if city.then(label, p) != now]
        for right in places:
            for other in range(4):
                if now - city.then(label, other) != now - city.then(label, right):
                    return _named(text, city, label, right, right), _named(
                        text, city, label, right, other
                    )
        return None

    TEMPLATES[name] = make


def _named(text: str, city: City, label: str, value: int, named: int) -> str:
    change = city.now(label) - city.then(label, value)
    number, year = QUARTERS[named].removeprefix("Kv ").split()
    return text.format(
        n=abs(change), w=word(abs(change)), what=city.names[label], What=cap(city.names[label]),
        lag=city.lag, up="ökat" if change > 0 else "minskat", q=number, y=year,
        noun="ökning" if change > 0 else "minskning", more="fler" if change > 0 else "färre",
    )  # fmt: skip


wrong_quarters("quarter_comma", "{What} enligt {lag} har {up} med {n} jämfört med kvartal {q}, {y}.")
wrong_quarters("quarter_year", "En {noun} med {w} beslut om {what} enligt {lag} har skett sedan kvartal {q} år {y}.")
wrong_quarters("quarter_more", "Det är {n} {more} beslut enligt {lag} om {what} än kvartal {q} {y}.")


def shares(name: str, text: str, kind: str) -> None:
    """A wording of a share of the law's decisions."""

    def make(city: City) -> Pair:
        rows = city.counts[city.lag] if kind == "insats" else city.parts[city.lag][kind]
        names = {"insats": city.names, "orsak": ORSAK, "kon": KON}[kind]
        label = city.rng.choice(list(rows))
        value, whole = rows[label][4], city.total()
        share = percent(value, whole)
        said = {"what": names[label], "What": cap(names[label]), "lag": city.lag}
        return text.format(p=share, **said), text.format(p=city.off(share), **said)

    TEMPLATES[name] = make


shares("share_is", "{What} utgör {p} procent av de ej verkställda besluten enligt {lag}.", "insats")
shares("share_stands", "{What} svarar för {p} procent av besluten enligt {lag}.", "insats")
shares("share_of", "Av besluten enligt {lag} gäller {p} procent {what}.", "insats")
shares("share_part", "Andelen beslut om {what} är {p} procent enligt {lag}.", "insats")
shares("share_sign", "{What} motsvarar {p} % av samtliga beslut enligt {lag}.", "insats")
shares("share_cause", "I {p} procent av besluten enligt {lag} är orsaken {what}.", "orsak")
shares("share_cause_last", "Orsaken till att beslut enligt {lag} inte har verkställts är i {p} procent av fallen {what}.", "orsak")
shares("share_kon", "Av de ej verkställda besluten enligt {lag} avser {p} procent {what}.", "kon")
shares("share_kon_part", "Andelen {what} bland besluten enligt {lag} uppgår till {p} procent.", "kon")


@template
def two_shares(city: City) -> Pair:
    a, b = city.rng.sample(list(city.names), 2)
    whole = city.total()
    text = "{} utgör {} procent och {} {} procent av besluten enligt {}."
    first, second = percent(city.now(a), whole), percent(city.now(b), whole)
    made = (cap(city.names[a]), first, city.names[b])
    return text.format(*made, second, city.lag), text.format(*made, city.off(second), city.lag)


@template
def part_of_whole(city: City) -> Pair:
    label = city.pick()
    text = "{} gäller {} av {} beslut enligt {}."
    said = (cap(city.names[label]), city.now(label))
    whole = city.total()
    return text.format(*said, whole, city.lag), text.format(*said, city.off(whole) + 40, city.lag)


@template
def both_kon(city: City) -> Pair:
    men, women = (city.parts[city.lag]["kon"][kon][4] for kon in KON)
    text = "Av besluten enligt {} gäller {} män och {} kvinnor."
    return text.format(city.lag, men, women), text.format(city.lag, men, city.off(women))


@template
def more_of_one_kon(city: City) -> Pair | None:
    men, women = (city.parts[city.lag]["kon"][kon][4] for kon in KON)
    if men == women:
        return None
    text = "Det är fler {} än {} som har ej verkställda beslut enligt {}."
    first, second = ("män", "kvinnor") if men > women else ("kvinnor", "män")
    return text.format(first, second, city.lag), text.format(second, first, city.lag)


@template
def direction(city: City) -> Pair | None:
    label = city.moved()
    if label is None:
        return None
    up = city.now(label) > city.then(label)
    text = "Antalet beslut om {} enligt {} har {} sedan föregående kvartal."
    words = ("ökat", "minskat") if up else ("minskat", "ökat")
    return tuple(text.format(city.names[label], city.lag, each) for each in words)  # type: ignore[return-value]  # two


@template
def directions_listed(city: City) -> Pair | None:
    fallen = [name for name in city.names if city.now(name) < city.then(name)]
    others = [name for name in city.names if city.now(name) >= city.then(name)]
    if len(fallen) < 2 or not others:
        return None
    text = "{}, {} och {} enligt {} har minskat jämfört med kvartal 3, 2024."
    chosen = city.rng.sample(fallen, 2)
    third = city.rng.choice([n for n in fallen if n not in chosen] or [chosen[0]])
    strange = city.rng.choice(others)
    first, second = city.names[chosen[0]], city.names[chosen[1]]
    return (
        text.format(cap(first), second, city.names[third], city.lag),
        text.format(cap(first), second, city.names[strange], city.lag),
    )


@template
def contrasting(city: City) -> Pair | None:
    up = [name for name in city.names if city.now(name) > city.then(name)]
    down = [name for name in city.names if city.now(name) < city.then(name)]
    if not up or not down:
        return None
    a, b = city.names[city.rng.choice(up)], city.names[city.rng.choice(down)]
    text = "Enligt {} har {} ökat medan {} har minskat sedan förra kvartalet."
    return text.format(city.lag, a, b), text.format(city.lag, b, a)


@template
def unchanged(city: City) -> Pair | None:
    still = [name for name in city.names if city.now(name) == city.then(name)]
    moved = [name for name in city.names if city.now(name) != city.then(name)]
    if not still or not moved:
        return None
    text = "{} enligt {} är oförändrad i antal sedan kvartalet före."
    return (
        text.format(cap(city.names[still[0]]), city.lag),
        text.format(cap(city.names[city.rng.choice(moved)]), city.lag),
    )


@template
def from_to(city: City) -> Pair | None:
    label = city.moved()
    if label is None:
        return None
    then, now = city.then(label), city.now(label)
    up = "ökade" if now > then else "minskade"
    text = "{} enligt {} {} från {} till {} beslut jämfört med föregående kvartal."
    said = (cap(city.names[label]), city.lag, up)
    return text.format(*said, then, now), text.format(*said, city.off(then), now)


def ranked(city: City) -> list[str]:
    return sorted(city.names, key=lambda name: -city.now(name))


def top(name: str, text: str, count: int) -> None:
    """A wording of the commonest; altered, one of them is exchanged for a rarer."""

    def make(city: City) -> Pair | None:
        order = ranked(city)
        if city.now(order[count - 1]) == city.now(order[count]):
            return None
        true, false = order[:count], [*order[: count - 1], order[count + 1]]
        if city.now(false[-1]) == city.now(true[-1]):
            return None
        return _listed(text, city, true), _listed(text, city, false)

    TEMPLATES[name] = make


def _listed(text: str, city: City, labels: list[str]) -> str:
    names = [city.names[label] for label in labels]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"
    return text.format(what=listed, What=cap(listed), lag=city.lag)


top("commonest", "{What} är den vanligaste insatsen enligt {lag}.", 1)
top("most_decisions", "Flest ej verkställda beslut enligt {lag} gäller {what}.", 1)
top("three_commonest", "De vanligaste insatserna enligt {lag} är {what}.", 3)
top("largest", "{What} är de största insatserna enligt {lag} sett till antalet beslut.", 2)


@template
def second(city: City) -> Pair | None:
    order = ranked(city)
    if len({city.now(name) for name in order[:3]}) < 3:
        return None
    text = "Näst flest beslut enligt {} rör {}."
    return text.format(city.lag, city.names[order[1]]), text.format(city.lag, city.names[order[0]])


@template
def fallen_most(city: City) -> Pair | None:
    order = sorted(city.names, key=lambda name: city.now(name) - city.then(name))
    drops = [city.now(name) - city.then(name) for name in order]
    if drops[0] >= 0 or drops[0] == drops[1]:
        return None
    text = "{} är den insats enligt {} som har minskat mest sedan föregående kvartal."
    return text.format(cap(city.names[order[0]]), city.lag), text.format(
        cap(city.names[order[1]]), city.lag
    )


@template
def commonest_cause(city: City) -> Pair | None:
    rows = city.parts[city.lag]["orsak"]
    order = sorted(rows, key=lambda name: -rows[name][4])
    if rows[order[0]][4] == rows[order[1]][4]:
        return None
    text = "Den vanligaste orsaken enligt {} är {}."
    return text.format(city.lag, ORSAK[order[0]]), text.format(city.lag, ORSAK[order[1]])


@template
def how_many_have_moved(city: City) -> Pair:
    fallen = sum(city.now(name) < city.then(name) for name in city.names)
    text = "Jämfört med kvartal 3, 2024 har {} av insatserna enligt {} minskat."
    if fallen == 1:
        fallen_text, other = "1", "3"
    else:
        fallen_text, other = word(fallen), word(fallen + 2)
    return text.format(fallen_text, city.lag), text.format(other, city.lag)


@template
def doubled(city: City) -> Pair:
    label = city.pick()
    value = city.now(label)
    text = "Enligt {} gäller {} ({}) beslut {}."
    return (
        text.format(city.lag, value, value, city.names[label]),
        text.format(city.lag, value, city.off(value), city.names[label]),
    )


@template
def percent_change(city: City) -> Pair | None:
    now, then = city.total(), city.total(0)
    if abs(now - then) < 3:
        return None
    text = "Antalet ej verkställda beslut enligt {} har {} med {} procent jämfört med kvartal 4, 2023."
    up = "ökat" if now > then else "minskat"
    share = percent(abs(now - then), then)
    return text.format(city.lag, up, share), text.format(city.lag, up, share + 3)


@template
def respectively(city: City) -> Pair:
    a, b = city.rng.sample(list(city.names), 2)
    text = "{} och {} enligt {} uppgår till {} respektive {} beslut."
    said = (cap(city.names[a]), city.names[b], city.lag, city.now(a))
    return text.format(*said, city.now(b)), text.format(*said, city.off(city.now(b)))


@template
def together(city: City) -> Pair:
    a, b = city.rng.sample(list(city.names), 2)
    text = "Tillsammans står {} och {} för {} beslut enligt {}."
    value = city.now(a) + city.now(b)
    said = (city.names[a], city.names[b])
    return text.format(*said, value, city.lag), text.format(*said, city.off(value), city.lag)


@template
def majority(city: City) -> Pair | None:
    men, women = (city.parts[city.lag]["kon"][kon][4] for kon in KON)
    if men == women:
        return None
    text = "Merparten av besluten enligt {} gäller {}."
    words = ("män", "kvinnor") if men > women else ("kvinnor", "män")
    return text.format(city.lag, words[0]), text.format(city.lag, words[1])


@template
def next_sentence(city: City) -> Pair | None:
    now, then = city.total(), city.total(3)
    if now == then:
        return None
    text = "Antalet ej verkställda beslut enligt {} uppgår till {}. Det är {} {} än förra kvartalet."
    more = "fler" if now > then else "färre"
    said = (city.lag, now)
    return (
        text.format(*said, abs(now - then), more),
        text.format(*said, abs(now - then) + 2, more),
    )


@template
def enumerated(city: City) -> Pair:
    a, b, c = city.rng.sample(list(city.names), 3)
    text = "Enligt {} avser {} beslut {}, {} beslut {} och {} beslut {}."
    said = [city.lag]
    for name in (a, b, c):
        said += [str(city.now(name)), city.names[name]]
    altered = [*said]
    altered[3] = str(city.off(city.now(b)))
    return text.format(*said), text.format(*altered)


def sentences() -> Iterator[tuple[str, City, str, str]]:
    """Wordings in turn, each over a city of its own, until there are enough."""
    names = sorted(TEMPLATES)
    seed = made = 0
    while made < SENTENCES // 2:
        city = City(seed)
        name = names[seed % len(names)]
        pair = TEMPLATES[name](city)
        seed += 1
        if pair and pair[0] != pair[1]:
            made += 1
            yield name, city, *pair


CASES = list(sentences())


def test_there_are_enough() -> None:
    assert len({name for name, *_ in CASES}) >= 40
    assert 2 * len(CASES) >= 300


@pytest.mark.parametrize(
    ("name", "city", "true", "altered"), CASES, ids=[f"{name}-{city.seed}" for name, city, *_ in CASES]
)
def test_what_is_true_stands_and_what_is_altered_is_found(
    name: str, city: City, true: str, altered: str
) -> None:
    said = proof(city.tables, true)
    assert not said.findings, (true, [each.message for each in said.findings])
    assert any(claim.standing is Standing.RIGHT for claim in said.claims), true
    assert proof(city.tables, altered).findings, altered
