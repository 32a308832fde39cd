"""A warehouse that collects from addresses, as the settings of an installation name them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from deploy.inboxes import Inboxes
from schemas.collection import Collection
from sql.archive import Archive
from tasks.collect.collect import Own, gather
from tasks.collect.places import inboxes_of
from tests.data.submissions import Q4, STOCKHOLM

OLD = 1_736_400_000  # 9 January 2025: nobody writes in such a file any more


@dataclass
class Post:
    """Where it collects, and what is kept."""

    home: Path
    engine: Engine
    settings: Inboxes

    @property
    def archive(self) -> Archive:
        return Archive(self.home / "archive")

    def collect(
        self, *addresses: str, attended: bool = False, own: Own | None = None
    ) -> Collection:
        settings = replace(self.settings, addresses=addresses or self.settings.addresses)
        named = addresses[0] if attended else None
        inboxes = inboxes_of(settings, self.engine, STOCKHOLM, Q4, named)
        return gather(inboxes, self.archive, self.engine, STOCKHOLM, Q4, own)

    def credentials(self, text: str, mode: int = 0o600) -> None:
        file = self.home / "credentials.toml"
        file.write_text(text, "utf-8")
        file.chmod(mode)
        self.settings = replace(self.settings, credentials=file)


def names(found: Collection) -> list[str]:
    return [each.file_name for each in found.sources]


def reasons(found: Collection) -> dict[str, str]:
    """The first sentence of why something was not fetched."""
    return {each.file_name: each.reason.partition(". ")[0] for each in found.unreachable}
