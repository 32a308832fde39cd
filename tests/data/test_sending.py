"""Letters and calls that reach others, or do not: a real mail server, a real web server."""

from __future__ import annotations

import hashlib
import hmac
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine

from deploy.settings import Settings
from deploy.telling import Security, Smtp, Telling, Webhook
from flows.calendar.tick import tick
from schemas.events import Act
from schemas.notices import Channel, Ended, Posted
from sql.engine import writing
from sql.outbox import begin, waiting
from tasks.notify.channel import ChannelShutError
from tasks.notify.mail import MailServer
from tests.data.certificates import make_certificate
from tests.data.mailroom import PASSWORD, USER, Mailroom, opened
from tests.data.rounds import (
    ADDRESSES,
    FIRST,
    SHARED,
    UNITS,
    calendar_home,
    logged,
    rows,
    send_in,
    told,
)
from tests.data.submissions import STOCKHOLM


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """One kind is enough: what differs here is how mail servers behave."""
    return sqlite_engine


@pytest.fixture
def home(engine: Engine, tmp_path: Path, room: Mailroom) -> Iterator[Settings]:
    with calendar_home(engine, tmp_path, room.port) as made:
        yield made


def test_a_reminder_is_a_plain_letter_that_asks_for_no_answer(
    home: Settings, room: Mailroom
) -> None:
    tick(home, FIRST)
    (letter,) = room.to("jarva@kommun.example")
    assert letter["Subject"] == "Påminnelse: Kv 4 2024 ska lämnas in senast 31 januari 2025"
    assert letter["From"] == "Kvartal <kvartal@kommun.example>"
    assert letter["Date"] == "Fri, 17 Jan 2025 08:00:00 +0100"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@kommun.example>")
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n") == (
        "Järva stadsdelsnämnd har inte lämnat in rapporten om ej verkställda beslut för Kv 4 2024. "
        "Sista dagen är 31 januari 2025.\n\nLämna in här:\nhttps://kvartal.kommun.example/lamna-in/2024Q4/jarva\n"
        "\nFinns det inget att rapportera ska en nollrapport lämnas in.\n\n-- \n"
        "Brevet är skrivet av Kvartal för Stockholms stad. Svara inte på det.\n"
    )


def test_an_address_that_is_refused_is_told_and_tried_no_more(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.refused = {ADDRESSES["farsta"]: "550 5.1.1 No such mailbox"}
    tick(home, FIRST)
    assert (ADDRESSES["farsta"], Ended.REFUSED.value, 1) in rows(engine)
    tick(home, FIRST + timedelta(hours=1))
    tick(home, FIRST + timedelta(hours=9))
    (letter,) = room.to(SHARED)
    assert letter["Subject"] == "Ett brev till Farsta stadsdelsnämnd gick inte att skicka"
    ((unit, detail),) = logged(engine, Act.NOT_SENT)
    assert (unit, detail) == ("farsta", '{"notice": "reminder", "reason": "refused"}')


def test_nobody_is_told_that_they_could_not_be_told(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.refused = dict.fromkeys((ADDRESSES["farsta"], SHARED), "550 No")
    for hours in range(4):
        tick(home, FIRST + timedelta(hours=hours))
    assert [outcome for to, outcome, _ in rows(engine) if to == SHARED] == [Ended.REFUSED.value]
    assert len(logged(engine, Act.NOT_SENT)) == 2


def test_a_mailbox_that_is_full_is_tried_again_later(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.refused = {ADDRESSES["farsta"]: "452 4.2.2 Mailbox full"}
    tick(home, FIRST)
    tick(home, FIRST + timedelta(minutes=14))
    assert (ADDRESSES["farsta"], Ended.WAITING.value, 1) in rows(engine)
    tick(home, FIRST + timedelta(minutes=15))
    assert (ADDRESSES["farsta"], Ended.WAITING.value, 2) in rows(engine)
    room.refused = {}
    tick(home, FIRST + timedelta(hours=1))
    assert (ADDRESSES["farsta"], Ended.SENT.value, 3) in rows(engine)
    assert len(room.to(ADDRESSES["farsta"])) == 1


def test_what_no_server_takes_for_days_is_given_up_and_told(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.on_data = "451 4.7.1 Greylisted for ever"
    tick(home, FIRST)
    tick(home, FIRST + timedelta(days=5, hours=1))
    assert {outcome for to, outcome, _ in rows(engine) if to != SHARED} == {Ended.EXPIRED.value}
    room.on_data = "250 OK"
    tick(home, FIRST + timedelta(days=5, hours=2))
    assert len(room.to(SHARED)) == len(UNITS)


def test_a_mail_server_that_is_away_is_told_once_and_loses_nothing(
    home: Settings, engine: Engine
) -> None:
    away = Mailroom()
    with opened(away):
        pass
    assert home.telling.smtp
    smtp = replace(home.telling.smtp, port=away.port)
    elsewhere = replace(home, telling=Telling(smtp))
    words = "E-postservern tar inte emot brev nu. De ligger kvar och skickas senare."
    for hours in range(3):
        done = tick(elsewhere, FIRST + timedelta(hours=hours))
        (shut,) = (each for each in done if each.what == Channel.MAIL)
        assert (shut.text, bool(shut.problem)) == (words, hours == 0)
    assert logged(engine, Act.NOT_SENT) == [
        (UNITS[0], '{"notice": "reminder", "reason": "mail: away"}')
    ]
    with opened(away):
        assert told(tick(elsewhere, FIRST + timedelta(hours=9)))["mail"] == len(UNITS)
    assert away.recipients == sorted(ADDRESSES.values())


def test_a_reminder_that_waited_is_not_sent_to_a_unit_that_has_sent_meanwhile(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.on_data = "451 Later"
    tick(home, FIRST)
    send_in(engine, "farsta")
    room.on_data = "250 OK"
    tick(home, FIRST + timedelta(hours=1))
    assert len(room.came) == len(UNITS) - 1
    assert (ADDRESSES["farsta"], Ended.WITHDRAWN.value, 1) in rows(engine)


def test_a_line_that_was_cut_after_the_letter_leads_to_the_same_letter_again(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.cut = True
    tick(home, FIRST)
    assert len(room.came) == len(UNITS)  # the next letters had a line of their own
    assert [row for row in rows(engine) if row[1] == Ended.WAITING] == [
        (ADDRESSES[UNITS[0]], Ended.WAITING.value, 1)
    ]
    tick(home, FIRST + timedelta(hours=1))
    first, again = room.to(ADDRESSES[UNITS[0]])
    assert first["Message-ID"] == again["Message-ID"]
    assert first.as_bytes() == again.as_bytes()
    ((unit, detail),) = logged(engine, Act.NOTIFIED)
    assert unit == UNITS[0]
    assert detail and "sent again, it may have arrived" in detail


def test_a_letter_that_was_begun_and_not_ended_is_sent_again_with_its_id(
    home: Settings, engine: Engine, room: Mailroom
) -> None:
    room.on_data = "451 Later"
    tick(home, FIRST)
    then = FIRST + timedelta(hours=1)
    with writing(engine) as connection:
        (posted, *_rest) = waiting(connection, STOCKHOLM, Channel.MAIL, then)
        begin(connection, STOCKHOLM, posted, then)  # and the process was killed
    room.on_data = "250 OK"
    tick(home, then)
    (letter,) = room.to(posted.letter.recipient)
    assert letter["Message-ID"] == f"<{posted.id}@kommun.example>"
    assert len(room.came) == len(UNITS)


def test_a_process_that_is_killed_when_the_letter_is_handed_over_leaves_it_to_the_next(
    home: Settings, room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "KVARTAL_DATABASE_URL": home.database_url,
        "KVARTAL_SMTP_HOST": "127.0.0.1",
        "KVARTAL_SMTP_PORT": str(room.port),
        "KVARTAL_SMTP_SECURITY": "none",
        "KVARTAL_SMTP_FROM": "kvartal@kommun.example",
        "KVARTAL_LEASE_SECONDS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    command = [
        sys.executable,
        "-c",
        "from cli.main import main; main()",
        "tick",
        "--home",
        str(home.home),
    ]
    victim = subprocess.Popen([*command, "--now", "2025-01-17T08:00+0100"])
    room.kills = victim.pid
    assert victim.wait(60) == -signal.SIGKILL
    (first,) = room.came
    time.sleep(1.1)  # the lease of the dead
    subprocess.run([*command, "--now", "2025-01-17T09:00+0100"], check=True)
    assert len(room.came) == len(UNITS) + 1
    again = room.to(first["To"])[1]
    assert again["Message-ID"] == first["Message-ID"]


def test_over_tls_that_is_trusted_with_a_password_that_is_known(
    home: Settings, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path / "localhost.pem")
    with opened(Mailroom(), certificate) as closed:
        smtp = Smtp(
            "localhost", closed.port, Security.STARTTLS, "kvartal@kommun.example", USER, PASSWORD
        )
        secure = replace(home, telling=Telling(smtp))
        tick(secure, FIRST)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(ChannelShutError, match="password refused"):
            MailServer(replace(smtp, password="fel")).send(first_letter(engine))
        assert closed.came == []
        tick(secure, FIRST + timedelta(hours=9))
        assert len(closed.came) == len(UNITS)
    assert [detail for _, detail in logged(engine, Act.NOT_SENT)] == [
        '{"notice": "reminder", "reason": "mail: no TLS that can be trusted"}'
    ]
    assert PASSWORD not in repr(smtp)


def test_another_system_is_told_with_a_signature(home: Settings, engine: Engine) -> None:
    with webhook_server() as hooks:
        called = replace(home, telling=replace(home.telling, webhook=hooks.webhook))
        hooks.status = 503
        done = tick(called, FIRST)
        assert [each.problem for each in done if each.what == Channel.WEBHOOK] == [
            "Webhooken svarar inte. Anropen ligger kvar och görs senare."
        ]
        hooks.status = 204
        tick(called, FIRST + timedelta(hours=1))
        tick(called, FIRST + timedelta(hours=2))
    refused, call = hooks.calls
    assert (call.path, call.body) == ("/kvartal?x=1", refused.body)
    assert call.headers["X-Kvartal-Delivery"] == refused.headers["X-Kvartal-Delivery"]
    told_of = json.loads(call.body)
    assert told_of == {
        "notice": "reminder", "municipality": "stockholm", "quarter": "2024Q4", "units": UNITS,
        "counts": {}, "link": "https://kvartal.kommun.example/kvartal/2024Q4",
        "at": "2025-01-17T08:00:00+01:00",
    }  # fmt: skip
    expected = hmac.new(b"en delad hemlighet", call.body, hashlib.sha256).hexdigest()
    assert call.headers["X-Kvartal-Signature"] == f"sha256={expected}"
    assert len(logged(engine, Act.NOT_SENT)) == 1


def first_letter(engine: Engine) -> Posted:
    with engine.connect() as connection:
        later = FIRST + timedelta(hours=1)
        return waiting(connection, STOCKHOLM, Channel.MAIL, later)[0]


@dataclass(frozen=True)
class Call:
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Hooks:
    """A system that is called, and how it answers."""

    webhook: Webhook
    calls: list[Call] = field(default_factory=list)
    status: int = 204


@contextmanager
def webhook_server() -> Iterator[Hooks]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hooks.calls.append(Call(self.path, dict(self.headers), body))
            self.send_response(hooks.status)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}/kvartal?x=1"
    hooks = Hooks(Webhook(url, "en delad hemlighet"))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hooks
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
