"""`python -m benchmarks.floor INBOX NUMBER ROWS DATABASE`: the least that a country's quarter can
cost: each file read by the fastest reader into nothing, and the rows that the pipeline wrote
loaded into bare tables, in one transaction. Prints the CPU seconds of the two."""

import pickle
import sqlite3
import sys
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.country import codes

inbox, number, kept, database = sys.argv[1:]
rows = pickle.loads(Path(kept).read_bytes())

begun = time.process_time()
for code in codes(int(number)):
    for file in sorted((Path(inbox) / code).iterdir()):
        with CalamineWorkbook.from_path(str(file)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
read = time.process_time()
if database.startswith("postgresql"):
    import psycopg

    with psycopg.connect(database) as server, server.cursor() as cursor:
        for table, (columns, kinds, values) in rows.items():
            made = ", ".join(map(" ".join, zip(columns, kinds, strict=True)))
            cursor.execute(f"CREATE TABLE bare_{table} ({made})")
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
else:
    with sqlite3.connect(database) as bare:
        for table, (columns, _, values) in rows.items():
            bare.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
            places = ", ".join("?" * len(columns))
            bare.executemany(f"INSERT INTO {table} VALUES ({places})", values)
print(read - begun, time.process_time() - read)
