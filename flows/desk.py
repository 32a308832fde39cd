"""What the pages have done for them, done by the flows: the `Work` of the stewards' application."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime
from threading import Condition, Lock, Thread

from deploy.settings import Settings
from flows.calendar.trouble import tell_of_run
from flows.outputs import start_report, write_draft
from flows.ready import Ready, ready_draft
from flows.receive import check, receive, resume
from flows.release import Publication, finish_releases, publish
from schemas.delivery import Delivery, Received
from schemas.events import Via
from schemas.judgement import Judged
from schemas.person import Person
from schemas.quarter import Quarter
from tasks.place import archive_of

_log = logging.getLogger(__name__)


class Desk:
    """One thread writes drafts, so that nobody waits for them. A quarter that is asked for many
    times is written once, and again when it is asked for while it is being written."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked: dict[Quarter, None] = {}
        self._written: Quarter | None = None
        self._closed = False
        self._changed = Condition()
        self._alone: defaultdict[Quarter, Lock] = defaultdict(Lock)
        self._thread = Thread(target=self._write_drafts, name="drafts", daemon=True)
        self._thread.start()

    def check(self, quarter: Quarter, delivery: Delivery) -> Judged:
        return check(self._settings, quarter, delivery)

    def receive(self, quarter: Quarter, delivery: Delivery, at: datetime) -> Received:
        received = receive(self._settings, quarter, delivery, at)
        if not received.duplicate:
            self.redraft(quarter)
        return received

    def redraft(self, quarter: Quarter) -> None:
        with self._changed:
            self._asked[quarter] = None
            self._changed.notify()

    def drafting(self, quarter: Quarter) -> bool:
        with self._changed:
            return quarter in self._asked or quarter == self._written

    def ready(self, quarter: Quarter) -> Ready:
        with self._alone[quarter]:
            return ready_draft(self._settings, quarter)

    def publish(
        self, quarter: Quarter, by: Person, at: datetime, reason: str | None = None
    ) -> Publication:
        with self._alone[quarter]:
            return publish(self._settings, quarter, by, at, reason, Via.PAGES)

    def tell_of_run(self, flow: str, state: str, at: datetime) -> None:
        tell_of_run(self._settings, flow, state, at)

    def resume(self) -> None:
        finish_releases(self._settings)
        archive_of(self._settings).tidy()
        for quarter in resume(self._settings):
            self.redraft(quarter)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _write_drafts(self) -> None:
        while (quarter := self._next()) is not None:
            with self._alone[quarter]:
                self._draft(quarter)

    def _next(self) -> Quarter | None:
        """The quarter that has waited longest; None when the desk closes."""
        with self._changed:
            self._written = None
            self._changed.wait_for(lambda: self._closed or self._asked)
            if self._closed:
                return None
            self._written = next(iter(self._asked))
            del self._asked[self._written]
            return self._written

    def _draft(self, quarter: Quarter) -> None:
        try:
            start_report(self._settings, quarter)
            write_draft(self._settings, quarter)
        except Exception as error:  # its text may quote a cell
            _log.error("the draft of %s was not written: %s", quarter, type(error).__name__)
