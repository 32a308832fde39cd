"""Collecting from a function mailbox, whose server speaks IMAP behind TLS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from deploy.inboxes import Inboxes, load_inboxes
from schemas.collection import Arrived, Collection
from schemas.errors import UserError
from schemas.quarter import Quarter
from schemas.submission import Source
from sql.warehouse import receipt
from tasks.collect import trouble
from tasks.collect.letters import Letter, Workbook, letter_of
from tests.data import posts
from tests.data.certificates import make_certificate
from tests.data.imap_server import (
    CAME,
    PASSWORD,
    TOKEN,
    USER,
    Post,
    imap_server,
    token_server,
)
from tests.data.posts import names, reasons
from tests.data.submissions import Q4, dump

LOGIN = f'["127.0.0.1"]\nuser = "{USER}"\npassword = "{PASSWORD}"\n'
SEEN = {r"\Seen"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.crt")


@pytest.fixture
def server(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setattr(trouble, "FIRST_PAUSE", 0)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with imap_server(certificate) as made:
        yield made


def post_in(folder: Path, engine: Engine, server: Post) -> posts.Post:
    settings = Inboxes((server.address,), senders=("kommunen.se",), timeout_seconds=5)
    made = posts.Post(folder, engine, settings)
    made.credentials(LOGIN)
    return made


@pytest.fixture
def post(tmp_path: Path, sqlite_engine: Engine, server: Post) -> posts.Post:
    return post_in(tmp_path, sqlite_engine, server)


@pytest.fixture
def mailed(tmp_path: Path, engine: Engine, server: Post) -> posts.Post:
    return post_in(tmp_path, engine, server)


def letter(
    *attached: tuple[str, bytes], sender: str = "farsta@kommunen.se", number: int = 1
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = f"Enhet A <{sender}>", "Rapport"
    message["Message-ID"] = f"<{number}@kommunen.se>"
    message.set_content("Se bilagan.")
    for name, data in attached:
        message.add_attachment(data, "application", "octet-stream", filename=name)
    return message


def test_an_attached_workbook_is_received_with_its_letter(mailed: posts.Post, server: Post) -> None:
    stored = server.put(letter(("Älvsjö kvartal 4.xlsx", b"book")))
    found = mailed.collect()
    sha256 = hashlib.sha256(b"book").hexdigest()
    assert found.sources == (Source(sha256, "Älvsjö kvartal 4.xlsx", CAME),)
    assert found.arrived == (Arrived("Älvsjö kvartal 4.xlsx", Q4, again=False),)
    assert mailed.archive.get(sha256) == b"book"
    with mailed.engine.connect() as connection:
        row = connection.execute(select(receipt)).one()
    assert (row.sender, row.letter) == ("farsta@kommunen.se", "<1@kommunen.se>")
    assert stored.flags == SEEN
    assert not any(each.startswith(("UID COPY", "EXPUNGE")) for each in server.commands)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"filename*=utf-8''H%C3%A4gersten.xlsx", "Hägersten.xlsx"),
        (b"filename*0*=iso-8859-1''H%E4ger; filename*1=sten.xlsx", "Hägersten.xlsx"),
        (b'filename="=?utf-8?B?SMOkZ2Vyc3Rlbi54bHN4?="', "Hägersten.xlsx"),
        (
            b'filename="=?iso-8859-1?Q?H=E4ger?=\r\n =?iso-8859-1?Q?sten=2Exlsx?="',
            "Hägersten.xlsx",
        ),
        ('filename="Hägersten.xlsx"'.encode(), "Hägersten.xlsx"),
        ('filename="Hägersten.xlsx"'.encode("cp1252"), "Hägersten.xlsx"),
        (b'filename="..\\..\\etc/H.ODS"', "H.ODS"),
        (b'filename="=?nonsense?B?5A==?=.xlsx"', "ä.xlsx"),
        (b'filename="=?utf-8?B?abcde?=.xlsx"', "=?utf-8?B?abcde?=.xlsx"),
        (b'filename="Person B 19121212-1212.xlsx"', "Person B ••••••••-••••.xlsx"),
    ],
)
def test_names_are_read_however_they_are_written(head: bytes, name: str) -> None:
    raw = (
        b"From: farsta@kommunen.se\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; " + head + b"\r\n\r\nYm9vaw==\r\n--b--\r\n"
    )
    assert letter_of(raw) == Letter(None, (Workbook(name, b"book"),), ())


def test_a_letter_inside_a_letter_and_a_sheet_without_a_name(
    post: posts.Post, server: Post
) -> None:
    outer = letter()
    inner = letter(("inner.xlsx", b"inner"), sender="someone@else.se")
    inner.add_attachment(
        b"nameless", "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    outer.add_attachment(inner)
    server.put(outer)
    assert set(names(post.collect())) == {"inner.xlsx", "arbetsbok.xlsx"}


def test_what_is_no_workbook_is_told_and_its_letter_stays_unread(
    post: posts.Post, server: Post
) -> None:
    both = server.put(letter(("a.xlsx", b"a"), ("b.zip", b"b"), ("logo.png", b"c")))
    chat = server.put(letter(("minutes.pdf", b"d"), number=2))
    old = server.put(letter(("c.xls", b"e"), ("winmail.dat", b"f"), number=3))
    for _ in range(2):
        found = post.collect()
        assert names(found) == ["a.xlsx"]
        assert reasons(found) == {
            "b.zip": "Packade filer tas inte emot",
            "c.xls": "Filen är inte av ett slag som tas emot",
            "winmail.dat": "Brevet är i ett format som bara Outlook läser",
        }
    assert [each.flags for each in (both, chat, old)] == [set(), set(), set()]


def test_a_workbook_mailed_twice_is_told_once(mailed: posts.Post, server: Post) -> None:
    server.put(letter(("a.xlsx", b"a")))
    mailed.collect()
    server.put(letter(("a.xlsx", b"a"), number=2))
    server.put(letter(("copy.xlsx", b"a"), number=3))
    found = mailed.collect()
    assert found.arrived == (Arrived("a.xlsx", Q4, True), Arrived("copy.xlsx", Q4, True))
    assert names(found) == ["a.xlsx"]
    assert mailed.collect().arrived == ()


def test_letters_of_others_are_left_alone(post: posts.Post, server: Post) -> None:
    strange = server.put(letter(("a.xlsx", b"a"), sender="farsta@kommunen.se.example"))
    two = letter(("b.xlsx", b"b"))
    two.replace_header("From", "Enhet A <farsta@kommunen.se>, b@else.se")
    server.put(two)
    found = post.collect()
    assert found.sources == ()
    assert reasons(found) == {
        server.address.replace(f":{server.port}", ""): "2 brev med bilagor är från avsändare som "
        "inte står i KVARTAL_SOURCE_SENDERS, och är lämnade orörda"
    }
    assert strange.flags == set()
    post.settings = replace(post.settings, senders=("farsta@kommunen.se.example",))
    assert names(post.collect()) == ["a.xlsx"]


def test_a_letter_that_a_person_has_read_is_not_missed(post: posts.Post, server: Post) -> None:
    read_long_ago = server.put(letter(("old.xlsx", b"old")))
    read_long_ago.flags = set(SEEN)
    assert post.collect().sources == ()
    server.put(letter(("new.xlsx", b"new"), number=2)).flags = set(SEEN)
    assert names(post.collect()) == ["new.xlsx"]


def test_a_mailbox_that_is_numbered_anew_is_looked_through_again(
    mailed: posts.Post, server: Post
) -> None:
    server.put(letter())
    mailed.collect()
    server.validity, server.folders["INBOX"] = 8, []
    lately = server.put(letter(("new.xlsx", b"new")))
    lately.flags, lately.came = set(SEEN), datetime.now(UTC)
    server.put(letter(("old.xlsx", b"old"))).flags = set(SEEN)
    assert names(mailed.collect()) == ["new.xlsx"]


@pytest.mark.parametrize("moves", [True, False])
def test_letters_are_moved_where_there_is_a_folder_for_them(
    moves: bool, post: posts.Post, server: Post
) -> None:
    server.moves, server.folders["Kvartal"] = moves, []
    stored = server.put(letter(("a.xlsx", b"a")))
    post.collect()
    assert stored in server.folders["Kvartal" if moves else "INBOX"]
    assert stored.flags == SEEN


def test_a_connection_that_breaks_loses_nothing(post: posts.Post, server: Post) -> None:
    for number in range(3):
        server.put(letter((f"{number}.xlsx", b"%d" % number), number=number))
    server.breaks = 2
    found = post.collect()
    assert (len(found.sources), found.unreachable) == (3, ())


def test_a_letter_is_marked_only_when_it_is_received(
    post: posts.Post, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = server.put(letter(("a.xlsx", b"a")))
    with monkeypatch.context() as full:
        full.setattr("sql.archive._write_whole", _no_room)
        with pytest.raises(OSError, match="no room"):
            post.collect()
    assert stored.flags == set()
    server.deaf = True
    assert names(post.collect()) == ["a.xlsx"]
    rows = dump(post.engine)
    server.deaf = False
    assert post.collect().arrived == (Arrived("a.xlsx", Q4, again=True),)
    assert dump(post.engine) == rows
    assert stored.flags == SEEN


def _no_room(*_: object) -> None:
    raise OSError(28, "no room")


def test_what_the_server_refuses_is_told(
    post: posts.Post, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(found: Collection) -> str:
        (reason,) = reasons(found).values()
        return reason

    assert told(post.collect(server.address.replace("INBOX", "Åter"))) == (
        "Mappen Åter finns inte i brevlådan."
    )
    assert server.commands[-2] == 'SELECT "&AMU-ter"'
    server.logins = 0
    post.credentials(LOGIN.replace(PASSWORD, "wrong"))
    assert told(post.collect()) == "Servern godtog inte inloggningen"
    assert server.logins == 1
    monkeypatch.delenv("SSL_CERT_FILE")
    assert told(post.collect()).startswith("Serverns certifikat går inte att lita på")
    assert server.logins == 1
    with pytest.raises(UserError, match="går inte att läsa"):
        post.collect(server.address, attended=True)


def test_a_mailbox_that_takes_no_password_is_opened_with_a_token(
    post: posts.Post, server: Post
) -> None:
    server.put(letter(("a.xlsx", b"a")))
    by_token = f'["127.0.0.1"]\nuser = "{USER}"\nclient = "client"\noauth = '
    for token, secret, sent in ((TOKEN, "wrong", 0), ("old", PASSWORD, 1), (TOKEN, PASSWORD, 3)):
        with token_server(token) as address:
            post.credentials(f'{by_token}"{address}"\npassword = "{secret}"\n')
            found = post.collect()
        wrong = (token, secret) != (TOKEN, PASSWORD)
        assert list(reasons(found).values()) == wrong * ["Servern godtog inte inloggningen"]
        assert server.logins == sent
    assert names(found) == ["a.xlsx"]
    post.credentials(f'{by_token}"http://login.kommunen.se"\npassword = "x"\n')
    assert list(reasons(post.collect()).values()) == ["Adressen i oauth är inte krypterad"]


def test_a_file_belongs_to_the_quarter_that_it_names(post: posts.Post, server: Post) -> None:
    server.put(letter(("a.xlsx", b"2024Q3"), ("b.xlsx", b"nothing")))

    def own(data: bytes, _: str) -> Quarter | None:
        return Quarter(2024, 3) if data == b"2024Q3" else None

    found = post.collect(own=own)
    assert names(found) == ["b.xlsx"]
    assert found.arrived == (
        Arrived("a.xlsx", Quarter(2024, 3), again=False),
        Arrived("b.xlsx", Q4, again=False),
    )


def test_nobody_in_particular_may_not_write_to_us() -> None:
    with pytest.raises(UserError, match="KVARTAL_SOURCE_SENDERS saknas"):
        load_inboxes({"KVARTAL_SOURCES": "imaps://mail.kommunen.se/INBOX"})
