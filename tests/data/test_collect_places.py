"""Which places are collected from, and what is left lying there until it is finished."""

from __future__ import annotations

import os
import time
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from smbprotocol.exceptions import SMBOSError
from smbprotocol.header import NtStatus
from sqlalchemy import Engine

from deploy.inboxes import Inboxes, load_inboxes
from schemas.collection import Arrived, Unfinished, Unreachable
from schemas.errors import UserError
from schemas.quarter import Quarter
from tasks.collect import drivers, trouble
from tests.data.posts import OLD, Post, names, reasons
from tests.data.s3_server import KEY, SECRET, s3_server
from tests.data.submissions import Q4


@pytest.fixture
def post(tmp_path: Path, sqlite_engine: Engine) -> Post:
    (tmp_path / "inbox").mkdir()
    return Post(tmp_path, sqlite_engine, Inboxes((str(tmp_path / "inbox"),)))


def put(post: Post, name: str, data: bytes = b"a", at: float = OLD) -> Path:
    file = post.home / "inbox" / name
    file.write_bytes(data)
    os.utime(file, (at, at))
    return file


def test_a_file_that_was_changed_just_now_is_left_unless_somebody_asks_for_it(post: Post) -> None:
    file = put(post, "a.xlsx", at=time.time() - 5)
    waits = (Unfinished("a.xlsx", "Filen ändrades alldeles nyss."),)
    assert (post.collect().unfinished, post.collect().sources) == (waits, ())
    os.utime(file, (time.time() + 5,) * 2)  # the other machine's clock is ahead
    assert post.collect().unfinished == waits
    assert names(post.collect(str(file.parent), attended=True)) == ["a.xlsx"]
    os.utime(file, (time.time() - 60,) * 2)
    assert post.collect().unfinished == ()


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_file_that_somebody_has_open_is_left(post: Post, lock: str) -> None:
    put(post, "a.xlsx")
    put(post, "b.xlsx", b"b")
    held = put(post, lock, at=time.time())
    found = post.collect()
    assert names(found) == ["b.xlsx"]
    assert found.unfinished == (Unfinished("a.xlsx", "Filen är öppen hos någon."),)
    os.utime(held, (OLD, OLD))  # left behind by a program that died
    assert names(post.collect()) == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize("name", ["a.xlsx.part", "A.TMP", "a.xlsx.filepart"])
def test_a_name_that_unfinished_files_have_is_told_and_complained_of_after_a_day(
    post: Post, name: str
) -> None:
    file = put(post, name, at=time.time() - 3600)
    for attended in (False, True):
        found = post.collect(str(file.parent), attended=attended)
        assert (found.sources, len(found.unfinished)) == ((), 1)
    os.utime(file, (OLD, OLD))
    (told,) = post.collect().unreachable
    assert told.reason.endswith("Byt namn på den, om den är färdig.")


def test_a_file_that_changes_while_it_is_fetched_is_left(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(post, "a.xlsx")
    read = LocalFileSystem.cat_file

    def grow(self: LocalFileSystem, path: str, **options: object) -> object:
        data = read(self, path, **options)
        with Path(path).open("ab") as file:
            file.write(b"more")
        return data

    with monkeypatch.context() as writing:
        writing.setattr(LocalFileSystem, "cat_file", grow)
        found = post.collect(str(post.home / "inbox"), attended=True)
    assert found.unfinished == (Unfinished("a.xlsx", "Filen ändrades medan den hämtades."),)
    found = post.collect(str(post.home / "inbox"), attended=True)
    assert post.archive.get(found.sources[0].sha256) == b"amore"


def test_addresses_are_filled_in_and_the_quarter_in_one_decides(post: Post) -> None:
    for path in ("stockholm/2024Q4/a.xlsx", "stockholm/2024Q3/b.xlsx", "mixed/c.xlsx"):
        with fsspec.open(f"memory://{path}", "wb") as file:
            file.write(path.encode())
    post.settings = Inboxes(("memory://{kommun}/{quarter}", "memory://mixed"), quiet_seconds=0)
    found = post.collect(own=lambda _data, _name: Quarter(2024, 3))
    assert found.arrived == (
        Arrived("a.xlsx", Q4, again=False),
        Arrived("c.xlsx", Quarter(2024, 3), again=False),
    )
    again = post.collect("memory://mixed", own=lambda _data, _name: Q4)
    assert again.arrived == ()  # it has come before, and stays where it is


def test_a_folder_that_is_not_there_stops_no_other(post: Post) -> None:
    put(post, "a.xlsx")
    gone = str(post.home / "gone")
    found = post.collect(gone, str(post.home / "inbox"))
    assert names(found) == ["a.xlsx"]
    assert found.unreachable == (
        Unreachable(gone, f"Inkorgen {gone} finns inte. Kontrollera sökvägen, eller skapa mappen."),
    )


def test_nothing_to_collect_from_is_the_users_matter(post: Post) -> None:
    post.settings = Inboxes()
    with pytest.raises(UserError, match="varifrån"):
        post.collect()


def test_an_object_store_is_an_inbox(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trouble, "FIRST_PAUSE", 0)
    with s3_server() as store:
        post.credentials(
            f'["post"]\nuser = "{KEY}"\npassword = "{SECRET}"\nendpoint = "{store.address}"\n'
        )
        store.objects = {"2024Q4/a.xlsx": b"a" * 1000, "2024Q4/b.xlsx": b"b" * 1000}
        store.short = "2024Q4/b.xlsx"
        found = post.collect("s3://post/{quarter}")
        assert names(found) == ["a.xlsx"]
        assert reasons(found) == {"b.xlsx": "Filen kom inte fram hel"}
        assert store.signed == {KEY}
        store.short = ""
        assert names(post.collect("s3://post/{quarter}")) == ["a.xlsx", "b.xlsx"]
    (told,) = reasons(post.collect("s3://post/{quarter}")).values()
    assert told == "Servern svarar inte, eller så bröts förbindelsen"


def test_a_share_that_is_away_is_told(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trouble, "FIRST_PAUSE", 0)
    (told,) = reasons(post.collect("smb://127.0.0.1:9/rapporter/inkommet")).values()
    assert told == "Servern svarar inte, eller så bröts förbindelsen"


def test_a_file_on_a_share_that_somebody_has_open_is_left(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(*_: object) -> None:
        raise SMBOSError(NtStatus.STATUS_SHARING_VIOLATION, "a.xlsx")

    put(post, "a.xlsx")
    monkeypatch.setattr(LocalFileSystem, "cat_file", in_use)
    assert post.collect().unfinished == (Unfinished("a.xlsx", "Filen är öppen hos någon."),)


def test_a_driver_that_is_missing_is_told_with_what_to_install(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fsspec.get_filesystem_class", _missing)
    (told,) = post.collect("s3://post/in").unreachable
    assert told.reason.endswith(drivers.INSTALL)


def _missing(_: str) -> object:
    raise ImportError


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"KVARTAL_SOURCES": "sftp://user:secret@host/in"}, "innehåller ett lösenord"),
        ({"KVARTAL_SOURCES": "/in/{kvartal}"}, "fältet {kvartal}"),
        ({"KVARTAL_SOURCES": "imap://mail.kommunen.se"}, "utan kryptering"),
        ({"KVARTAL_SOURCES": "sftp://[host/in"}, "går inte att förstå"),
        ({"KVARTAL_SOURCE_QUIET_SECONDS": "-1"}, "KVARTAL_SOURCE_QUIET_SECONDS"),
        ({"KVARTAL_SOURCE_TIMEOUT_SECONDS": "0"}, "KVARTAL_SOURCE_TIMEOUT_SECONDS"),
    ],
)
def test_settings_that_cannot_be_used(environment: dict[str, str], told: str) -> None:
    with pytest.raises(UserError) as refused:
        load_inboxes(environment)
    assert told in refused.value.message
    assert "secret" not in refused.value.message + refused.value.hint


def test_settings_name_several_places() -> None:
    found = load_inboxes(
        {
            "KVARTAL_SOURCES": "/in/{quarter}; sftp://host/in\nimaps://mail.kommunen.se/INBOX;",
            "KVARTAL_SOURCE_SENDERS": "Kommunen.se",
            "KVARTAL_SOURCE_QUIET_SECONDS": "0",
        }
    )
    assert found.addresses == ("/in/{quarter}", "sftp://host/in", "imaps://mail.kommunen.se/INBOX")
    assert (found.senders, found.quiet_seconds) == (("kommunen.se",), 0)
