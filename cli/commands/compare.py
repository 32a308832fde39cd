"""`kvartal compare`: what municipalities have published, for every 10,000 inhabitants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from cli import options
from cli.compared import as_json, as_text
from cli.swedish import SwedishCommand
from deploy.settings import Settings
from schemas.comparison import Comparison, Published
from schemas.errors import UserError
from schemas.municipality import Municipality, load_municipality
from schemas.quarter import Quarter


@click.command("compare", cls=SwedishCommand)
@options.quarter
@click.option(
    "--municipality",
    "codes",
    multiple=True,
    metavar="KOMMUN",
    help="En kommun i hemmappens databas. Kan ges flera gånger.",
)
@click.option(
    "--release",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="En utgåva med öppna data, från vilken installation som helst. Kan ges flera gånger.",
)
@options.home_folder
@options.output
def command(
    quarter: Quarter, codes: tuple[str, ...], folders: tuple[Path, ...], home: str | None, form: str
) -> int:
    """Jämför vad kommuner har publicerat för ett kvartal: beslut per 10 000 invånare, efter lag och
    kön, och hur stor del som har väntat sex månader eller mer.

    Siffror visas bara för kommuner som räknar på samma sätt. Annars står det vad som skiljer.
    """
    if len(codes) + len(folders) < 2:
        raise UserError(
            "En jämförelse behöver minst två kommuner.",
            "Ge --municipality två gånger, eller --release för en utgåva som ligger i en mapp.",
        )
    made = _comparison(options.installation(home), quarter, codes, folders)
    told = json.dumps(as_json(made), ensure_ascii=False) if form == "json" else None
    click.echo(told or "\n".join(as_text(made)))
    return 0


def _comparison(
    settings: Settings, quarter: Quarter, codes: tuple[str, ...], folders: tuple[Path, ...]
) -> Comparison:
    from tasks.aggregate.compare import compare

    cities = [load_municipality(code, settings.data) for code in dict.fromkeys(codes)]
    of_home = dict(_of_home(settings, cities, quarter)) if cities else {}
    found = [each for each in of_home.values() if each]
    for edition in _of_folders(settings, folders, quarter):
        if edition.municipality in [each.municipality for each in found]:
            raise UserError(
                f"{edition.municipality.name} är med två gånger.", "Ge varje kommun en gång."
            )
        found.append(edition)
    return compare(found, [city for city, each in of_home.items() if each is None], quarter)


def _of_home(
    settings: Settings, cities: list[Municipality], quarter: Quarter
) -> Iterator[tuple[Municipality, Published | None]]:
    from sql.migrate import migrated_engine
    from tasks.aggregate.published_edition import latest_edition

    options.require_database(settings)
    with migrated_engine(settings.database_url).connect() as connection:
        for city in cities:
            yield city, latest_edition(connection, city, quarter)


def _of_folders(
    settings: Settings, folders: tuple[Path, ...], quarter: Quarter
) -> Iterator[Published]:
    from tasks.aggregate.published_edition import edition_in

    for folder in folders:
        edition = edition_in(folder, lambda code: load_municipality(code, settings.data))
        if edition.quarter != quarter:
            raise UserError(
                f"Utgåvan i {folder} gäller {edition.quarter.label}, inte {quarter.label}.",
                "Ange utgåvan för kvartalet som jämförs.",
            )
        yield edition
