"""Sentences that are no filled-in line: each function draws a true one and an altered one."""

from __future__ import annotations

from tests.properties.proofread_city import KON, ORSAK, City, Pair, cap, percent, word
from tests.properties.proofread_wordings import ranked, template


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
    text = (
        "Antalet ej verkställda beslut enligt {} har {} med {} procent jämfört med kvartal 4, 2023."
    )
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
    text = (
        "Antalet ej verkställda beslut enligt {} uppgår till {}. Det är {} {} än förra kvartalet."
    )
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
