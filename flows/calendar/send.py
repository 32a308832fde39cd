"""Sending what lies in the outbox. A letter is tried once in a round, and waits longer each time
after that; what no server takes for days, or one refuses, is told to those who coordinate."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from flows.calendar.announce import announce
from flows.calendar.done import Done
from flows.calendar.round import Round
from schemas.events import SYSTEM, Act, Event
from schemas.notices import Channel, Ended, Happened, Letter, Notice, Posted, Trouble
from sql.audit import record
from sql.lease import Lease
from sql.outbox import begin, end, in_trouble, post, put_off, waiting
from sql.steps import has_sent
from tasks.notify.channel import ChannelShutError
from tasks.notify.letters import digest
from tasks.notify.mail import MailServer
from tasks.notify.webhook import send

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=6)
GIVE_UP = timedelta(days=5)
"""After that a letter tells what is no news; mail servers give up then too."""

_log = logging.getLogger(__name__)

Way = Callable[[Posted], Trouble]


def send_waiting(a_round: Round, lease: Lease) -> Iterator[Done]:
    """Send all that is due, by every way that there is."""
    telling = a_round.settings.telling
    if telling.smtp:
        _fold(a_round)
        server = MailServer(telling.smtp)
        try:
            yield from _send(a_round, lease, Channel.MAIL, server.send)
        finally:
            server.close()
    if telling.webhook:
        by_post = partial(send, webhook=telling.webhook)
        yield from _send(a_round, lease, Channel.WEBHOOK, by_post)


def _fold(a_round: Round) -> None:
    """Make one letter of what somebody is told once a day."""
    city, now = a_round.municipality, a_round.now
    with a_round.writing() as connection:
        parts: defaultdict[str, list[Posted]] = defaultdict(list)
        for each in waiting(connection, city, Channel.DIGEST, now):
            parts[each.letter.recipient].append(each)
            end(connection, city, each, Ended.FOLDED, now)
        letters = [
            Letter(Channel.MAIL, Notice.DIGEST, to, made.subject, made.body)
            for to, each in parts.items()
            for made in [a_round.head.signed(digest(each))]
        ]
        post(connection, city, letters, now)


def _send(a_round: Round, lease: Lease, channel: Channel, way: Way) -> Iterator[Done]:
    with a_round.engine.connect() as connection:
        due = waiting(connection, a_round.municipality, channel, a_round.now)
    sent = 0
    for posted in due:
        lease.require()  # halted for long, somebody else may be sending the same
        tried = _tried(a_round, posted)
        if tried is None:
            continue
        try:
            outcome = way(tried)
        except ChannelShutError as shut:
            yield _shut(a_round, posted, tried, shut.reason)
            break
        sent += _settle(a_round, tried, outcome)
    if sent:
        yield Done(channel.value, count=sent)


def _tried(a_round: Round, posted: Posted) -> Posted | None:
    """Write that it is tried; None where it asks for what has come meanwhile. One that may have
    arrived already is written down as sent again."""
    letter, city = posted.letter, a_round.municipality
    with a_round.writing(letter.quarter) as connection:
        if _is_needless(connection, a_round, letter):
            end(connection, city, posted, Ended.WITHDRAWN, a_round.now)
            return None
        tried = begin(connection, city, posted, a_round.now)
        if posted.trouble is Trouble.UNSURE:
            _log.warning("a letter that may have arrived is sent again: %s", posted.id)
            again = _event(a_round, Act.NOTIFIED, posted, "sent again, it may have arrived")
            record(connection, city.code, again)
    return tried


def _is_needless(connection: Connection, a_round: Round, letter: Letter) -> bool:
    asks = letter.notice in (Notice.OPENED, Notice.REMINDER)
    if not asks or letter.quarter is None or letter.unit is None:
        return False
    return letter.unit in has_sent(connection, a_round.municipality, letter.quarter)


def _settle(a_round: Round, tried: Posted, outcome: Trouble) -> bool:
    """Write what came of it, and say whether it was sent."""
    city, now = a_round.municipality, a_round.now
    with a_round.writing() as connection:
        if outcome is Trouble.NONE:
            end(connection, city, tried, Ended.SENT, now)
        elif outcome is Trouble.REFUSED:
            _give_up(connection, a_round, tried, Ended.REFUSED)
        else:
            _try_later(connection, a_round, tried, outcome)
    return outcome is Trouble.NONE


def _shut(a_round: Round, before: Posted, tried: Posted, reason: str) -> Done:
    """Told once, until something has passed again."""
    city, channel = a_round.municipality, tried.letter.channel
    with a_round.writing() as connection:
        known = before.trouble is Trouble.AWAY or in_trouble(connection, city, channel)
        ended = _try_later(connection, a_round, tried, Trouble.AWAY)
        if not known and not ended:
            _log.error("nothing can be sent by %s: %s", channel.value, reason)
            event = _event(a_round, Act.NOT_SENT, tried, f"{channel.value}: {reason}")
            record(connection, city.code, event)
    words = _SHUT[channel]
    return Done(channel.value, note=words) if known else Done(channel.value, problem=words)


_SHUT = {
    Channel.MAIL: "E-postservern tar inte emot brev nu. De ligger kvar och skickas senare.",
    Channel.WEBHOOK: "Webhooken svarar inte. Anropen ligger kvar och görs senare.",
}


def _try_later(connection: Connection, a_round: Round, tried: Posted, trouble: Trouble) -> bool:
    """Put it off, or give it up when it has waited for days; say which."""
    if a_round.now - tried.created > GIVE_UP:
        _give_up(connection, a_round, tried, Ended.EXPIRED)
        return True
    put_off(connection, a_round.municipality, tried, trouble, _next(tried, a_round.now))
    return False


def _next(tried: Posted, now: datetime) -> datetime:
    return now + min(FIRST_WAIT * (1 << min(tried.attempts - 1, 10)), LONGEST_WAIT)


def _give_up(connection: Connection, a_round: Round, tried: Posted, how: Ended) -> None:
    """Those who coordinate are told, but not that they could not be told that."""
    letter, city = tried.letter, a_round.municipality
    end(connection, city, tried, how, a_round.now)
    if letter.channel is Channel.MAIL and letter.notice is not Notice.UNDELIVERED:
        units = (letter.unit,) if letter.unit else ()
        announce(connection, a_round, Happened(Notice.UNDELIVERED, letter.quarter, units))
    record(connection, city.code, _event(a_round, Act.NOT_SENT, tried, how.value))


def _event(a_round: Round, act: Act, posted: Posted, reason: str) -> Event:
    letter = posted.letter
    detail = {"notice": letter.notice.value, "reason": reason}
    return Event(act, SYSTEM, a_round.now, letter.quarter, letter.unit, posted.id, detail)
