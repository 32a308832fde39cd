"""Collecting: every file is received once, and what cannot be fetched stops nothing."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from sqlalchemy import Engine

from deploy.inboxes import Inboxes
from schemas.collection import Collection
from schemas.errors import UserError
from schemas.submission import Source
from sql.archive import Archive
from tasks.collect.collect import gather
from tasks.collect.inbox import readable_name
from tasks.collect.places import inboxes_of
from tests.data.submissions import Q4, STOCKHOLM, dump


@dataclass
class Post:
    """An inbox folder, and the warehouse that collects it."""

    folder: Path
    archive: Archive
    engine: Engine

    def put(self, name: str, data: bytes, hour: int = 8) -> Path:
        file = self.folder / name
        file.write_bytes(data)
        os.utime(file, (_at(hour).timestamp(),) * 2)
        return file

    def collect(self, address: str | None = None) -> Collection:
        place = address or str(self.folder)
        inboxes = inboxes_of(Inboxes(), self.engine, STOCKHOLM, Q4, place)
        return gather(inboxes, self.archive, self.engine, STOCKHOLM, Q4)

    def names(self) -> list[str]:
        return [source.file_name for source in self.collect().sources]


def _at(hour: int) -> datetime:
    return datetime(2025, 1, 9, hour, tzinfo=UTC)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def post(tmp_path: Path, engine: Engine) -> Post:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return Post(folder, Archive(tmp_path / "archive"), engine)


def test_files_come_oldest_first_with_their_time(post: Post) -> None:
    post.put("b.xlsx", b"later", hour=9)
    post.put("c.xlsx", b"first", hour=7)
    post.put("a.xlsx", b"also later", hour=9)
    assert post.collect().sources == (
        Source(_sha(b"first"), "c.xlsx", _at(7)),
        Source(_sha(b"also later"), "a.xlsx", _at(9)),
        Source(_sha(b"later"), "b.xlsx", _at(9)),
    )


def test_the_bytes_are_in_the_archive_unchanged(post: Post) -> None:
    post.put("a.xlsx", b"\x00\xff")
    (source,) = post.collect().sources
    assert post.archive.get(source.sha256) == b"\x00\xff"
    assert dump(post.engine)["receipt"] == [
        (
            "stockholm",
            "2024Q4",
            _sha(b"\x00\xff"),
            "a.xlsx",
            2,
            _at(8),
            None,
            None,
            None,
            None,
            None,
        )
    ]


def test_the_same_inbox_again_changes_nothing(post: Post) -> None:
    post.put("a.xlsx", b"a")
    post.put("b.xlsx", b"a", hour=9)
    first, rows = post.collect(), dump(post.engine)
    os.utime(post.folder / "a.xlsx")  # touched: the same file at another time
    assert post.collect() == replace(first, arrived=())
    assert dump(post.engine) == rows


def test_the_same_bytes_under_another_name_are_a_receipt_and_no_new_file(post: Post) -> None:
    post.put("a.xlsx", b"a")
    post.collect()
    post.put("copy.xlsx", b"a", hour=6)  # older by its date, but it came later
    found = post.collect()
    assert [each.file_name for each in found.sources] == ["a.xlsx"]
    assert [(each.file_name, each.source.file_name) for each in found.duplicates] == [
        ("copy.xlsx", "a.xlsx")
    ]
    assert len(dump(post.engine)["receipt"]) == 2


def test_what_is_no_report_is_left_and_everything_else_is_taken(post: Post) -> None:
    for name in ("~$a.xlsx", ".hidden", "Thumbs.db", "desktop.ini", "a.xlsx", "letter.txt"):
        post.put(name, name.encode())
    (post.folder / "earlier").mkdir()
    (post.folder / "earlier" / "old.xlsx").write_bytes(b"old")
    assert post.names() == ["a.xlsx", "letter.txt"]


def test_a_file_removed_from_the_inbox_is_still_received(post: Post) -> None:
    file = post.put("a.xlsx", b"a")
    post.collect()
    file.unlink()
    post.put("b.xlsx", b"b", hour=9)
    assert post.names() == ["a.xlsx", "b.xlsx"]


def test_a_file_that_cannot_be_read_stops_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.put("a.xlsx", b"a")
    post.put("closed.xlsx", b"c")
    post.put("gone.xlsx", b"g")
    read = LocalFileSystem.cat_file

    def refuse(self: LocalFileSystem, path: str, **options: object) -> object:
        if "closed" in path:
            raise PermissionError(path)
        if "gone" in path:
            raise FileNotFoundError(path)
        return read(self, path, **options)

    monkeypatch.setattr(LocalFileSystem, "cat_file", refuse)
    found = post.collect()
    assert [each.file_name for each in found.sources] == ["a.xlsx"]
    assert [(each.file_name, each.reason) for each in found.unreachable] == [
        ("closed.xlsx", "Det konto som kör kvartal får inte läsa filen."),
        ("gone.xlsx", "Filen försvann medan inkorgen lästes."),
    ]


def test_links_are_followed_to_files_and_one_to_nothing_is_reported(post: Post) -> None:
    elsewhere = post.folder.parent / "elsewhere.xlsx"
    elsewhere.write_bytes(b"e")
    (post.folder / "link.xlsx").symlink_to(elsewhere)
    (post.folder / "dead.xlsx").symlink_to(post.folder / "nowhere.xlsx")
    (post.folder / "folder").symlink_to(post.folder.parent)
    os.mkfifo(post.folder / "pipe.xlsx")
    found = post.collect()
    assert [each.file_name for each in found.sources] == ["link.xlsx"]
    assert [each.file_name for each in found.unreachable] == ["dead.xlsx"]


def test_any_address_of_fsspec_is_an_inbox(post: Post) -> None:
    with fsspec.open("memory://post/2024Q4/a.xlsx", "wb") as file:
        file.write(b"a")
    found = post.collect("memory://post/2024Q4")
    assert [(each.sha256, each.file_name) for each in found.sources] == [(_sha(b"a"), "a.xlsx")]


def test_an_empty_inbox_is_an_inbox(post: Post) -> None:
    assert post.collect() == Collection(())


def test_no_inbox_is_the_users_matter(post: Post) -> None:
    with pytest.raises(UserError, match="finns inte"):
        post.collect(str(post.folder / "nowhere"))
    with pytest.raises(UserError, match="är en fil"):
        post.collect(str(post.put("a.xlsx", b"a")))


def test_an_address_with_a_password_is_refused_without_repeating_it(post: Post) -> None:
    with pytest.raises(UserError, match="lösenord") as refused:
        post.collect("sftp://user:secret@roof/loft")
    assert "secret" not in refused.value.message + refused.value.hint


def test_an_address_that_nothing_is_known_of_cannot_be_opened(post: Post) -> None:
    with pytest.raises(UserError, match="går inte att öppna"):
        post.collect("carrier-pigeon://user@roof/loft")


def test_a_name_in_old_letters_is_made_readable() -> None:
    assert readable_name(os.fsdecode("Älvsjö.xlsx".encode("cp1252"))) == "Älvsjö.xlsx"
    assert readable_name("Älvsjö.xlsx") == "Älvsjö.xlsx"
