"""The ways by which somebody is told."""

from __future__ import annotations


class ChannelShutError(Exception):
    """Nothing can be sent this way now, whatever it is. `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
