"""`python -m benchmarks.one_country HOME NUMBER [DATABASE]`: a country's quarter in this process,
from the inboxes to the tables, without the orchestrator and without documents."""

import sys
from pathlib import Path

from benchmarks.country import KEPT, QUARTER, country_settings
from flows.taking import take_quarter
from sql.migrate import migrate
from tasks.aggregate.tables import make_tables
from tasks.place import engine_of, municipality_of

home, number, *url = sys.argv[1:]
served = country_settings(Path(home), int(number), *url).each()
engine = engine_of(served[0])
migrate(engine)
for settings in served:
    take_quarter(settings, QUARTER, str(KEPT / "inbox" / "{kommun}"))
    with engine.connect() as connection:
        make_tables(connection, municipality_of(settings), QUARTER)
