"""Telling those who work with the whole quarter: letters into the outbox, and the webhook."""

from __future__ import annotations

from sqlalchemy import Connection

from flows.calendar.round import Round
from schemas.agenda import next_morning
from schemas.notices import Channel, Happened, Letter, Notice, Pace
from sql.choices import addresses_to_tell
from sql.outbox import post
from tasks.notify.letters import Words, to_coordinators
from tasks.notify.webhook import payload


def announce(connection: Connection, a_round: Round, happened: Happened) -> None:
    """Tell people as they have chosen, and the other system; in the transaction of what it is."""
    if a_round.settings.telling.smtp:
        _by_mail(connection, a_round, happened)
    call(connection, a_round, happened)


def call(connection: Connection, a_round: Round, happened: Happened) -> None:
    """Tell the other system alone, where there is one."""
    if a_round.settings.telling.webhook is None:
        return
    head = a_round.head
    body = payload(happened, head.municipality.code, head.address, a_round.now)
    letter = _letter(Channel.WEBHOOK, happened, "", Words("", body))
    post(connection, a_round.municipality, [letter], a_round.now)


def _by_mail(connection: Connection, a_round: Round, happened: Happened) -> None:
    head, city, now = a_round.head, a_round.municipality, a_round.now
    words = to_coordinators(head, happened)
    told = addresses_to_tell(connection, city, happened.notice)
    at_once = [
        _letter(Channel.MAIL, happened, to, head.signed(words))
        for to, pace in told.items()
        if pace is Pace.AT_ONCE
    ]
    daily = [
        _letter(Channel.DIGEST, happened, to, words)
        for to, pace in told.items()
        if pace is Pace.DAILY
    ]
    post(connection, city, at_once, now)
    post(connection, city, daily, now, due=next_morning(now))


def _letter(channel: Channel, happened: Happened, to: str, words: Words) -> Letter:
    unit = happened.units[0] if happened.notice is Notice.UNDELIVERED and happened.units else None
    return Letter(channel, happened.notice, to, words.subject, words.body, happened.quarter, unit)
