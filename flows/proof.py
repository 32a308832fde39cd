"""Proofreading our own report, before anybody approves it and before it goes out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from flows.edition import Part
from schemas.errors import UserError
from schemas.municipality import Municipality
from schemas.proof import Proof, ProofFinding, Standing
from schemas.report import Paragraph, Voice
from tasks.narrate.notices import reason_text
from tasks.proofread.proofread import proofread
from tasks.proofread.reading.reader import read_report

_PROSE = "RAP"
_FIRST_TOLD = 3


def require_true_prose(part: Part, document: bytes, municipality: Municipality) -> Proof:
    """Read the report as a stranger would, and hold its text against its tables.

    Raises UserError when a section that the handläggare wrote says something that the tables do
    not. What is wrong or cannot be bound in a sentence of our own is an error of ours: it goes to
    the log, by its place, for whoever maintains the product. What is quoted claims nothing: a
    waiver tells which figures were wrong when somebody let them pass, and why.
    """
    proof = proofread(read_report(document, "rapport.docx"), municipality)
    wrong = [each for each in proof.findings if each.rule.startswith(_PROSE)]
    written = _written(part)
    theirs = [each for each in wrong if _is_in(each.quote, written)]
    if theirs:
        raise UserError(
            f"Rapportens egna avsnitt stämmer inte med tabellerna: {_told(theirs)}",
            "Rätta siffran eller skriv om meningen bland rapportens texter.",
            f"texterna ligger i hemmappens rapport/{part.edition.quarter}",
        )
    for line in _ours(proof, wrong, (*written, *_quoted(part))):
        logging.getLogger(__name__).error(line)
    return proof


def _written(part: Part) -> tuple[str, ...]:
    return tuple(
        each.text
        for each in part.report.blocks
        if isinstance(each, Paragraph) and each.voice is Voice.WRITTEN
    )


def _quoted(part: Part) -> Iterator[str]:
    """What the report repeats of people's reasons and of the findings that they are about, each
    on one line, as it is read out of the document."""
    release = part.edition.release
    corrected = [reason_text(release)] if release else []
    waived = (text for each in part.edition.waivers for text in (each.message, each.reason))
    for text in (*waived, *corrected):
        yield " ".join(text.split())


def _is_in(quote: str | None, texts: Sequence[str]) -> bool:
    return quote is not None and any(quote in text for text in texts)


def _told(findings: Sequence[ProofFinding]) -> str:
    told = " ".join(f"«{each.quote}»: {each.message}" for each in findings[:_FIRST_TOLD])
    rest = len(findings) - _FIRST_TOLD
    return f"{told} Och {rest} till." if rest > 0 else told


def _ours(proof: Proof, wrong: Sequence[ProofFinding], others: Sequence[str]) -> Iterator[str]:
    """Lines of the log: the kind of claim and its place, no text of the report. What stands in
    the texts of `others` is not ours."""
    for finding in wrong:
        if not _is_in(finding.quote, others):
            yield f"{finding.rule} in our own prose, paragraph {finding.place.line}"
    for claim in proof.claims:
        if claim.standing is Standing.UNBOUND and not _is_in(claim.quote, others):
            yield f"unbound {claim.kind} in our own prose, paragraph {claim.place.line}"
