"""Why somebody is not let in."""

from __future__ import annotations

import math
from datetime import timedelta

from schemas.errors import UserError


class LogInRefused(UserError):  # noqa: N818 - it is a refusal, and no mistake of anybody's
    """Somebody is not let in; what they are told gives nothing away about an account."""


class TooManyAttempts(LogInRefused):
    """Nobody is let in by this login, or from this address, until some time has passed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            "För många inloggningsförsök har misslyckats.",
            f"Vänta {_in_words(wait)} och försök igen.",
        )
        self.wait = wait


def _in_words(wait: timedelta) -> str:
    """Never less than the time that is left."""
    seconds = math.ceil(wait.total_seconds())
    if seconds <= 60:
        return f"{seconds} sekund{'er' if seconds > 1 else ''}"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minuter"
