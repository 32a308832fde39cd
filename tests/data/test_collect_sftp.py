"""Collecting by SFTP from a server of our own: only from one whose key is known, and whatever
breaks on the way, nothing is lost and nothing is half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from paramiko import ECDSAKey
from sqlalchemy import Engine

from deploy.inboxes import Inboxes
from schemas.errors import UserError
from tasks.collect import trouble
from tests.data.posts import OLD, Post, names, reasons
from tests.data.sftp_server import PASSWORD, USER, Sftp, sftp_server
from tests.data.submissions import dump

LOGIN = f'["127.0.0.1"]\nuser = "{USER}"\npassword = "{PASSWORD}"\n'
AWAY = "Servern svarar inte, eller så bröts förbindelsen"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sftp]:
    monkeypatch.setattr(trouble, "FIRST_PAUSE", 0)
    folder = tmp_path / "server"
    (folder / "2024Q4").mkdir(parents=True)
    for number, name in enumerate(("a.xlsx", "b.xlsx", "c.xlsx")):
        put(folder / "2024Q4" / name, name.encode() * 40_000, OLD + number)
    with sftp_server(folder) as made:
        yield made


@pytest.fixture
def post(tmp_path: Path, sqlite_engine: Engine, server: Sftp) -> Post:
    hosts = server.known_hosts(tmp_path / "known_hosts")
    address = server.address("/{quarter}")
    settings = Inboxes((address,), known_hosts=hosts, timeout_seconds=5)
    made = Post(tmp_path, sqlite_engine, settings)
    made.credentials(LOGIN)
    return made


def put(file: Path, data: bytes, at: int = OLD) -> None:
    file.write_bytes(data)
    os.utime(file, (at, at))


def test_files_are_fetched_whole_with_their_time(post: Post) -> None:
    found = post.collect()
    assert names(found) == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert post.archive.get(found.sources[1].sha256) == b"b.xlsx" * 40_000
    assert found.sources[1].received is not None
    assert found.sources[1].received.timestamp() == OLD + 1
    assert (found.unreachable, found.unfinished) == ((), ())
    rows = dump(post.engine)
    assert post.collect().arrived == ()
    assert dump(post.engine) == rows


def test_a_key_file_opens_the_door_as_well(post: Post, server: Sftp, tmp_path: Path) -> None:
    key = ECDSAKey.generate()
    server.client_key = key.get_base64()
    key.write_private_key_file(str(tmp_path / "id"))
    post.credentials(f'["127.0.0.1"]\nuser = "{USER}"\nkey = "{tmp_path / "id"}"\n')
    assert names(post.collect()) == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_a_connection_that_breaks_is_opened_anew(post: Post, server: Sftp) -> None:
    server.breaking, server.breaks = "b.xlsx", 2
    found = post.collect()
    assert names(found) == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert found.unreachable == ()


def test_a_file_that_always_breaks_it_keeps_nobody_from_the_others(
    post: Post, server: Sftp
) -> None:
    server.breaking, server.breaks = "b.xlsx", 99
    found = post.collect()
    assert names(found) == ["a.xlsx", "c.xlsx"]
    assert reasons(found) == {"b.xlsx": AWAY}
    server.breaks = 0
    assert names(post.collect()) == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_half_a_file_is_refused_and_fetched_another_time(post: Post, server: Sftp) -> None:
    server.short = "a.xlsx"
    found = post.collect()
    assert names(found) == ["b.xlsx", "c.xlsx"]
    assert reasons(found) == {"a.xlsx": "Filen kom inte fram hel"}
    server.short = ""
    assert "a.xlsx" in names(post.collect())


def test_a_server_that_is_away_is_told_once_and_the_others_go_on(
    post: Post, server: Sftp, tmp_path: Path
) -> None:
    put(tmp_path / "here.xlsx", b"here")
    gone = "sftp://127.0.0.1:9/in"
    found = post.collect(gone, str(tmp_path), server.address("/2024Q4"))
    assert reasons(found) == {gone: AWAY}
    assert {"here.xlsx", "a.xlsx"} <= set(names(found))


def test_a_wrong_password_is_tried_once(post: Post, server: Sftp) -> None:
    post.credentials(LOGIN.replace(PASSWORD, "wrong"))
    told = reasons(post.collect())
    assert told == {server.address("/2024Q4"): "Servern godtog inte inloggningen"}
    assert server.logins == 1


def test_a_server_with_another_key_is_not_even_told_who_we_are(
    post: Post, server: Sftp, tmp_path: Path
) -> None:
    server.known_hosts(tmp_path / "known_hosts", ECDSAKey.generate())
    (told,) = reasons(post.collect()).values()
    assert told.startswith("Servern har en annan nyckel")
    (tmp_path / "known_hosts").write_text("")
    (told,) = reasons(post.collect()).values()
    assert told.startswith("Serverns nyckel är inte känd")
    assert server.logins == 0
    (tmp_path / "known_hosts").unlink()
    (told,) = reasons(post.collect()).values()
    assert "known_hosts, finns inte" in told


def test_somebody_who_waits_is_told_at_once(post: Post, server: Sftp) -> None:
    with pytest.raises(UserError, match="finns inte"):
        post.collect(server.address("/nowhere"), attended=True)
    with pytest.raises(UserError, match="går inte att läsa") as refused:
        post.collect("sftp://127.0.0.1:9/in", attended=True)
    assert refused.value.hint.startswith(AWAY)


def test_a_file_and_a_link_that_are_closed_stop_nothing(post: Post, server: Sftp) -> None:
    folder = server.folder / "2024Q4"
    (folder / "b.xlsx").chmod(0)
    (folder / "dead.xlsx").symlink_to("nowhere")
    os.utime(folder / "dead.xlsx", (OLD, OLD), follow_symlinks=False)
    (folder / "link.xlsx").symlink_to("a.xlsx")
    (folder / "earlier").mkdir()
    found = post.collect()
    assert names(found) == ["a.xlsx", "c.xlsx"]
    assert [each.file_name for each in found.duplicates] == ["link.xlsx"]
    assert reasons(found) == {
        "b.xlsx": "Det konto som kör kvartal får inte läsa filen.",
        "dead.xlsx": "Filen försvann medan inkorgen lästes.",
    }


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        (LOGIN, 0o640, "kan läsas av andra"),
        ("[", 0o600, "går inte att läsa"),
        (LOGIN.replace("user", "usr"), 0o600, "går inte att använda"),
        ('["127.0.0.1"]\npassword = 1', 0o600, "går inte att använda"),
    ],
)
def test_credentials_that_cannot_be_used(
    text: str, mode: int, told: str, post: Post, server: Sftp
) -> None:
    post.credentials(text, mode)
    (reason,) = (each.reason for each in post.collect().unreachable)
    assert told in reason
    assert PASSWORD not in reason
    assert server.logins == 0


def test_the_user_may_stand_in_the_address_where_a_host_has_several(
    post: Post, server: Sftp
) -> None:
    post.credentials(
        f'["127.0.0.1"]\nuser = "other"\npassword = "x"\n["{USER}@127.0.0.1"]\n'
        f'password = "{PASSWORD}"\n'
    )
    address = f"sftp://{USER}@127.0.0.1:{server.port}/2024Q4"
    assert len(post.collect(address).sources) == 3
    post.settings = replace(post.settings, addresses=(server.address("/2024Q4"),))
    assert list(reasons(post.collect()).values()) == ["Servern godtog inte inloggningen"]
