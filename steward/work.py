"""What the pages have done for them: all that takes reading, judging or writing of documents.

The pages and the flows never meet in Python. The command that starts the pages hands them this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from schemas.delivery import Delivery, Received
from schemas.edition import Release
from schemas.judgement import Judged
from schemas.person import Person
from schemas.quarter import Quarter


class ReadyDraft(Protocol):
    """A draft that may be approved: the SHA-256 of its content, and how many figures it would
    change of what is published by so little that it may tell of somebody."""

    @property
    def content(self) -> str: ...
    @property
    def small_changes(self) -> int: ...


class Published(Protocol):
    """A release that was written, and its files."""

    @property
    def release(self) -> Release: ...
    @property
    def files(self) -> Sequence[Path]: ...


class Work(Protocol):
    """What is refused is a UserError everywhere."""

    def check(self, quarter: Quarter, delivery: Delivery) -> Judged:
        """Judge a workbook without keeping anything."""

    def receive(self, quarter: Quarter, delivery: Delivery, at: datetime) -> Received:
        """Keep a workbook, judge and load it; the draft is written anew in the background."""

    def redraft(self, quarter: Quarter) -> None:
        """Ask that a quarter's draft be written anew. Returns at once."""

    def drafting(self, quarter: Quarter) -> bool:
        """Whether the draft is being written, or waits for it."""

    def ready(self, quarter: Quarter) -> ReadyDraft:
        """The draft that may be approved."""

    def publish(
        self, quarter: Quarter, by: Person, at: datetime, reason: str | None = None
    ) -> Published:
        """Publish what was approved."""

    def tell_of_run(self, flow: str, state: str, at: datetime) -> None:
        """Tell who is to know that a scheduled run went wrong."""

    def resume(self) -> None:
        """Work off what was received before a halt and not loaded."""

    def close(self) -> None:
        """End the background work; what is being written is written to its end."""
