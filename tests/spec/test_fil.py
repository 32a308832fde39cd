"""FIL by drawn cases: files that are no workbooks, as the reader meets them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from schemas.municipality import load_municipality
from schemas.quarter import Quarter
from schemas.submission import Doubt, Source, Unreadable
from tasks.read.reader import read_workbook
from tasks.validate.case import FileCase
from tests.builders import workbook
from tests.spec.harness import Spec, check, fires, silent

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def received(data: bytes, name: str = "farsta.xlsx") -> Callable[[], FileCase]:
    """The file as the reader judges it; a readable one has nothing that FIL could speak of."""

    def made() -> FileCase:
        read = read_workbook(data, Source("0" * 64, name), load_municipality(), Quarter(2024, 4))
        return FileCase(read if isinstance(read, Unreadable) else None)

    return made


def with_a_row(number: int) -> bytes:
    return workbook().set("LSS", f"A{number}", 1).bytes()


def with_part(name: str, content: bytes = b"<a/>") -> bytes:
    packed = io.BytesIO(workbook().bytes())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def away(reason: str) -> Callable[[], FileCase]:
    """A file that lies in an inbox, and could not be fetched."""
    source = Source("", "farsta.xlsx")
    return lambda: FileCase(Unreadable(source, Doubt.UNREACHABLE, reason))


CLEAN = workbook().bytes()
FORMATS = (
    fires("FIL-101", "en webbsida", given=received(b"<html><table></table></html>"), at=None,
          says="«farsta.xlsx»"),
    fires("FIL-101", "det gamla formatet", given=received(OLE + b"\0" * 600), at=None, says=".xls"),
    fires("FIL-101", "lösenord",
          given=received(OLE + "EncryptedPackage".encode("utf-16-le")), at=None,
          says="Ta bort lösenordet och spara filen på nytt."),
    fires("FIL-101", "tom", given=received(b""), at=None, says="tom"),
    fires("FIL-101", "avkortad", given=received(CLEAN[: len(CLEAN) // 2]), at=None, says="skadad"),
    fires("FIL-101", "fel filändelse", given=received(CLEAN, "farsta.doc"), at=None, says=".doc"),
    fires("FIL-101", "en textfil", given=received(b"Insats;Kvinna\r\nBoende;1\r\n"), at=None,
          says="textfil"),
    fires("FIL-101", "något efter slutet", given=received(CLEAN + b"mer"), at=None,
          says="stämmer inte med innehållet"),
    silent("FIL-101", "en arbetsbok", given=received(CLEAN)),
)  # fmt: skip
CONTENTS = (
    fires("FIL-102", "en mycket stor fil", given=received(b"PK" + b"x" * 10_000_001), at=None,
          says="10 MB"),
    fires("FIL-102", "ett tal långt ner", given=received(with_a_row(20_005)), at=None,
          says="Ett blad har 20\u00a0005 rader; gränsen är 20\u00a0000."),
    fires("FIL-102", "en del med djupt nästlade element",
          given=received(with_part("xl/a.xml", b"<a>" * 101 + b"</a>" * 101)), at=None,
          says="djupt nästlad"),
    silent("FIL-102", "en del med grunt nästlade element",
           given=received(with_part("xl/a.xml", b"<a>" * 99 + b"</a>" * 99))),
    silent("FIL-102", "en vanlig fil", given=received(CLEAN)),
    fires("FIL-103", "makron", given=received(with_part("xl/vbaProject.bin")), at=None,
          says="utan makron"),
    fires("FIL-103", "en länk till en annan arbetsbok",
          given=received(with_part("xl/externalLinks/externalLink1.xml")), at=None,
          says="Bryt länkarna"),
    fires("FIL-103", "ett värde från ett annat program",
          given=received(with_part("xl/externalLinks/e.xml", b"<ddeLink/>")), at=None, says="DDE"),
    fires("FIL-103", "ett inbäddat dokument",
          given=received(with_part("xl/embeddings/Microsoft_Word_Document.docx")), at=None,
          says="inbäddade objekt"),
    fires("FIL-103", "en dokumenttyp",
          given=received(with_part("xl/a.xml", b"<!DOCTYPE a SYSTEM 'x'><a/>")), at=None,
          says="dokumenttyp"),
    fires("FIL-103", "en arbetsbok för makron", given=received(CLEAN, "farsta.xlsm"), at=None,
          says=".xlsm"),
    silent("FIL-103", "utan makron", given=received(CLEAN)),
)  # fmt: skip
TWICE = (
    fires("FIL-105", "samma fil igen", given=lambda: FileCase(duplicate_of="farsta ny.xlsx"),
          at=None, says="«farsta ny.xlsx»"),
    silent("FIL-105", "en ny fil", given=received(CLEAN)),
)  # fmt: skip
AWAY = (
    fires("FIL-106", "en server som inte svarar",
          given=away("Servern svarar inte. Försök igen senare."), at=None,
          says="«farsta.xlsx» kunde inte hämtas. Servern svarar inte."),
    silent("FIL-106", "en fil som kom", given=received(CLEAN)),
    silent("FIL-106", "en fil som kom och inte går att läsa", given=received(b"")),
)  # fmt: skip

CASES = (*FORMATS, *CONTENTS, *TWICE, *AWAY)


@pytest.mark.parametrize("spec", CASES, ids=str)
def test_fil(spec: Spec) -> None:
    check(spec)
