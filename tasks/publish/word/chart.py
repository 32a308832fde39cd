"""A diagram: caption, picture with its alternative text, notes."""

from __future__ import annotations

import io

from docx.document import Document
from docx.shared import Mm

from schemas.charts import Chart, Drawing
from tasks.publish.word.caption import Captions
from tasks.publish.word.style import PICTURE
from tasks.publish.word.table import add_notes
from tasks.publish.wording import printable


def add_chart(
    document: Document, chart: Chart, drawing: Drawing, width: int, captions: Captions
) -> None:
    """The picture as large as it was drawn, or as the page allows."""
    captions.add("Diagram", chart.number, chart.title)
    paragraph = document.add_paragraph(style=PICTURE)
    paragraph.paragraph_format.keep_with_next = bool(chart.notes) or None
    scale = min(1, width / Mm(drawing.width_mm))
    picture = paragraph.add_run().add_picture(
        io.BytesIO(drawing.png),
        round(Mm(drawing.width_mm) * scale),
        round(Mm(drawing.height_mm) * scale),
    )
    shown = picture._inline.docPr
    shown.set("name", printable(chart.name))
    shown.set("descr", printable(chart.alt))
    add_notes(document, chart.notes)
