"""Wordings of amounts, changes, quarters, shares and order: each a line, true and altered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.properties.proofread_city import KON, ORSAK, City, Pair, cap, percent, word
from tests.unit.proofread.claims.reports import QUARTERS

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
amounts(
    "amount_was",
    "Antalet ej verkställda beslut enligt {lag} om {what} var {n} vid kvartalets slut.",
)
amounts("amount_inside", "Inom {what} ({lag}) redovisas {w} beslut som inte har verkställts.")
amounts("amount_comma", "För insatsen {what} enligt {lag} uppgår antalet till {n} stycken.")
amounts("amount_respect", "Beslut enligt {lag} gällande {what} uppgår till {n}.")
amounts(
    "amount_fourth",
    "Under fjärde kvartalet 2024 rapporterades {n} beslut enligt {lag} avseende {what}.",
)


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
changes(
    "change_word",
    "Antalet beslut enligt {lag} om {what} har {up} med {w} jämfört med kvartal 3, 2024.",
    3,
)
changes(
    "change_year",
    "{What} enligt {lag} har {up} med {n} jämfört med samma kvartal föregående år.",
    0,
)
changes(
    "change_noun",
    "För {what} enligt {lag} är det en {noun} med {n} stycken jämfört med kvartal 3 2024.",
    3,
)
changes(
    "change_on", "Det är en {noun} på {w} beslut om {what} enligt {lag} mot förra kvartalet.", 3
)
changes("change_more", "{What} enligt {lag} har {n} {more} beslut än kvartalet innan.", 3)
changes(
    "change_more_year", "Det finns {n} {more} beslut om {what} enligt {lag} än kvartal 4, 2023.", 0
)
changes(
    "change_past",
    "Mellan kvartal 3 2024 och kvartal 4 2024 {past} {what} enligt {lag} med {n} beslut.",
    3,
)
changes(
    "change_first", "Jämfört med fjärde kvartalet 2023 har {what} enligt {lag} {up} med {n}.", 0
)


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


wrong_quarters(
    "quarter_comma", "{What} enligt {lag} har {up} med {n} jämfört med kvartal {q}, {y}."
)
wrong_quarters(
    "quarter_year",
    "En {noun} med {w} beslut om {what} enligt {lag} har skett sedan kvartal {q} år {y}.",
)
wrong_quarters(
    "quarter_more", "Det är {n} {more} beslut enligt {lag} om {what} än kvartal {q} {y}."
)


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
shares(
    "share_cause_last",
    "Orsaken till att beslut enligt {lag} inte har verkställts är i {p} procent av fallen {what}.",
    "orsak",
)
shares("share_kon", "Av de ej verkställda besluten enligt {lag} avser {p} procent {what}.", "kon")
shares(
    "share_kon_part", "Andelen {what} bland besluten enligt {lag} uppgår till {p} procent.", "kon"
)


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
