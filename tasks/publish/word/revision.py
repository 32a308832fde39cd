"""`revision.docx`: every reported decision, de-identified, for the municipality's revisorer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from schemas.edition import Edition
from schemas.quarter import Quarter
from schemas.report import Block, Grid, Heading, Paragraph, Points, Report
from schemas.revision import RevisionList, RevisionRow
from schemas.standings import standings
from schemas.tables import UNKNOWN
from tasks.publish.word.report import report_document
from tasks.publish.wording import DRAFT, quarter_title

TITLE = "Ej verkställda beslut: förteckning till revisorerna"
MARK = "Lämnas till kommunens revisorer. Inte för publicering."
COLUMNS = (
    "Beslutsdatum", "Lagrum", "Insats", "Avbrottsdatum", "Orsak", "Rapporttyp", "Status",
    "Verkställt/avslutat", "Väntat (månader)",
)  # fmt: skip

_NO_DAY = "–"
_DUTIES = (
    ("LSS", Quarter(1900, 1), "28 f–g §§ LSS"),
    ("SoL", Quarter(2025, 3), "34 kap. 1–2 §§ socialtjänstlagen (2025:400)"),
    ("SoL", Quarter(1900, 1), "16 kap. 6 f–g §§ socialtjänstlagen (2001:453)"),
)  # the duty to tell the revisorer, from the first quarter that is reported under it

_WHAT_IT_IS = (
    "Förteckningen har en rad för varje beslut som har rapporterats för kvartalet. Den är"
    " avidentifierad: den har varken löpnummer, enhet, kön eller fri text, och raderna är ordnade"
    " efter beslutsdatum."
)
_WHAT_COLUMNS_ARE = (
    "Beslutsdatum är dagen för beslutet. Avbrottsdatum är dagen då verkställigheten avbröts.",
    "Rapporttyp visar om beslutet rapporteras för första gången eller på nytt.",
    "Verkställt/avslutat är dagen då beslutet verkställdes eller avslutades.",
    "Väntat är antalet hela kalendermånader från beslutsdatum, eller från avbrottsdatum, till"
    " kvartalets sista dag. Har beslutet verkställts eller avslutats räknas tiden till den dagen.",
    f"Tecknet {_NO_DAY} betyder att ingen dag är angiven, och tecknet {UNKNOWN} att uppgiften inte"
    " är känd.",
)


def revision_document(edition: Edition, revision: RevisionList, day: date) -> bytes:
    """The list as docx; the same input gives the same bytes."""
    return report_document(revision_report(edition, revision, day), {})


def revision_report(edition: Edition, revision: RevisionList, day: date) -> Report:
    """What the list says."""
    return Report(
        sender=edition.city,
        title=TITLE,
        subtitle=quarter_title(edition.quarter),
        facts=_facts(edition, day),
        mark=MARK if edition.release else f"{DRAFT}. {MARK}",
        notices=_notices(edition),
        blocks=(
            Paragraph(_duty(edition)),
            Paragraph(_WHAT_IT_IS),
            Points(_WHAT_COLUMNS_ARE),
            *(block for lag in edition.lagar for block in _part(lag, revision)),
        ),
        day=day,
    )


def _facts(edition: Edition, day: date) -> tuple[tuple[str, str], ...]:
    """Without a date: what has none yet is dated by the quarter's last day, before any report."""
    dated = (("Datum", day.isoformat()),) if day > edition.quarter.last_day else ()
    return (("Till", "Kommunens revisorer"), *dated)


def _notices(edition: Edition) -> tuple[tuple[str, str], ...]:
    """What is missing from the list, or may still change in it."""
    return tuple((f"{each.meaning}:", f"{', '.join(each.units)}.") for each in standings(edition))


def _duty(edition: Edition) -> str:
    duties = (_newest(lag, edition.quarter) for lag in edition.lagar)
    return (
        f"Enligt {' och '.join(duties)} ska kommunen varje kvartal redovisa för revisorerna de"
        " gynnande beslut som inte har verkställts inom tre månader från beslutet, och de som inte"
        " har verkställts på nytt inom tre månader från att verkställigheten avbröts. Ett"
        " rapporterat beslut som sedan verkställs ska redovisas med dagen för verkställigheten."
    )


def _newest(lag: str, quarter: Quarter) -> str:
    return next(duty for law, first, duty in _DUTIES if law == lag and quarter >= first)


def _part(lag: str, revision: RevisionList) -> tuple[Block, ...]:
    rows = [each for each in revision.rows if each.lag == lag]
    told = Paragraph(_counts(lag, rows, dict(revision.untold).get(lag, 0)))
    heading = Heading(f"Beslut enligt {lag}")
    return (heading, told, _grid(lag, rows)) if rows else (heading, told)


def _counts(lag: str, rows: Sequence[RevisionRow], untold: int) -> str:
    sentences = [f"Inga beslut enligt {lag} är förtecknade."]
    if rows:
        counted = Counter(each.status or "okänd" for each in rows)
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        status = ", ".join(f"{name} {count}" for name, count in ordered)
        sentences = [f"{len(rows)} beslut enligt {lag} är förtecknade. Status: {status}."]
    if untold:
        sentences.append(
            f"Enheter har rapporterat {untold} beslut enligt {lag} enbart som antal; de är inte"
            " förtecknade."
        )
    return " ".join(sentences)


def _grid(lag: str, rows: Sequence[RevisionRow]) -> Grid:
    return Grid(
        title=f"Förteckning över beslut enligt {lag}",
        headings=COLUMNS,
        rows=tuple(_texts(each) for each in rows),
    )


def _texts(row: RevisionRow) -> tuple[str, ...]:
    return (
        row.beslutsdatum.isoformat() if row.beslutsdatum else UNKNOWN,
        row.lagrum or UNKNOWN,
        row.insats or UNKNOWN,
        row.avbrottsdatum.isoformat() if row.avbrottsdatum else _NO_DAY,
        row.orsak or UNKNOWN,
        row.rapporttyp or UNKNOWN,
        row.status or UNKNOWN,
        row.ended.isoformat() if row.ended else _NO_DAY,
        UNKNOWN if row.waited is None else str(row.waited),
    )
