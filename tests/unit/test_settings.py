"""The settings of an installation with one municipality and with several."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.division import Division, Runner
from deploy.settings import load_settings, prefect_environment
from schemas.errors import UserError

HOME = Path("/srv/kvartal")
TWO = {
    "KVARTAL_MUNICIPALITIES": "stockholm, malmo",
    "KVARTAL_HOSTS": "malmo=https://malmo.kvartal.example",
}


def test_a_single_municipality_has_the_home_to_itself() -> None:
    settings = load_settings(HOME, {})
    assert (settings.municipality, settings.home, settings.archive) == (
        "stockholm", HOME, HOME / "archive",
    )  # fmt: skip
    assert load_settings(HOME, {}, "malmo").home == HOME
    assert settings.each() == (settings,)


def test_several_have_one_database_and_all_else_apart() -> None:
    whole = load_settings(HOME, TWO)
    assert whole.municipality == ""
    first, second = whole.each()
    assert [each.home for each in (first, second)] == [
        HOME / "kommuner" / "stockholm", HOME / "kommuner" / "malmo",
    ]  # fmt: skip
    assert first.database_url == second.database_url == f"sqlite:///{HOME / 'kvartal.db'}"
    assert first.archive != second.archive and first.log_file != second.log_file
    assert (first.web.host, first.web.public_url) == ("stockholm.localhost", "")
    assert second.web.host == "malmo.kvartal.example"


@pytest.mark.parametrize("sources", ["/in/{quarter}", "/in/{kommun}; imaps://mail.example/INBOX"])
def test_no_inbox_is_that_of_several(sources: str) -> None:
    told = {"KVARTAL_SOURCES": sources, "KVARTAL_SOURCE_SENDERS": "kommun.example"}
    assert load_settings(HOME, told).inboxes.addresses
    with pytest.raises(UserError, match="skulle vara alla kommuners"):
        load_settings(HOME, {**TWO, **told})


def test_what_prefects_server_keeps_is_its_owners_alone(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    told = prefect_environment(settings, 4200)
    assert settings.prefect_server.stat().st_mode & 0o777 == 0o700
    assert told["KVARTAL_HOME"] == str(tmp_path)


def test_one_of_several_is_chosen_by_the_call_or_else_by_the_environment() -> None:
    of_environment = load_settings(HOME, {**TWO, "KVARTAL_MUNICIPALITY": "malmo"})
    assert (
        of_environment == load_settings(HOME, TWO, "malmo") == load_settings(HOME, TWO).of("malmo")
    )
    with pytest.raises(UserError, match="Kommunen lund finns inte"):
        load_settings(HOME, TWO, "lund")


def test_each_has_an_identity_provider_of_its_own() -> None:
    provider = {
        "ISSUER": "https://login.example", "CLIENT_ID": "k", "CLIENT_SECRET": "h", "TENANT": "t",
    }  # fmt: skip
    own = {f"KVARTAL_OIDC_MALMO_{name}": value for name, value in provider.items()}
    first, second = load_settings(HOME, {**TWO, **own}).each()
    assert first.web.oidc is None
    assert second.web.oidc and second.web.oidc.tenant == "t"


@pytest.mark.parametrize(
    "wrong",
    [
        {"KVARTAL_HOSTS": "lund=https://lund.example"},
        {"KVARTAL_HOSTS": "malmo=https://a.example, stockholm=https://a.example"},
        {"KVARTAL_HOSTS": "malmo=http://malmo.example"},
        {"KVARTAL_HOSTS": "malmo=http://localhost.example"},
        {"KVARTAL_PUBLIC_URL": "https://kvartal.example"},
        {"KVARTAL_OIDC_ISSUER": "https://login.example"},
        {"KVARTAL_TASK_RUNNER": "magic"},
        {"KVARTAL_WORKERS": "0"},
        {"KVARTAL_PROXY": "*"},
        {"KVARTAL_PROXY": "proxy.example"},
        {"KVARTAL_DATABASE_URL_FILE": "/nowhere"},
    ],
)
def test_what_cannot_be_used_is_told(wrong: dict[str, str]) -> None:
    with pytest.raises(UserError):
        load_settings(HOME, {**TWO, **wrong})


def test_work_is_divided_as_the_settings_say() -> None:
    told = {
        "KVARTAL_TASK_RUNNER": "dask",
        "KVARTAL_WORKERS": "4",
        "KVARTAL_DASK_ADDRESS": "tcp://a:1",
    }
    assert load_settings(HOME, told).division == Division(Runner.DASK, 4, "tcp://a:1")
    assert load_settings(HOME, {}).division.runner is Runner.THREADS


def test_secrets_may_lie_in_files(tmp_path: Path) -> None:
    address, client = tmp_path / "address", tmp_path / "client"
    address.write_text("postgresql://kvartal:secret@db/kvartal\n")
    client.write_text("hemligt\n")
    provider = {
        "KVARTAL_OIDC_ISSUER": "https://login.example",
        "KVARTAL_OIDC_CLIENT_ID": "k",
        "KVARTAL_OIDC_CLIENT_SECRET_FILE": str(client),
        "KVARTAL_OIDC_TENANT": "t",
    }
    settings = load_settings(HOME, {"KVARTAL_DATABASE_URL_FILE": str(address), **provider})
    assert settings.database_url == "postgresql://kvartal:secret@db/kvartal"
    assert settings.web.oidc and settings.web.oidc.client_secret == "hemligt"
    assert "secret" not in repr(settings).replace("client_secret", "")


def test_the_web_server_in_front_is_here_unless_it_is_said_where() -> None:
    assert load_settings(HOME, {}).web.proxy == "127.0.0.1/32"
    assert load_settings(HOME, {"KVARTAL_PROXY": "10.89.0.0/24"}).web.proxy == "10.89.0.0/24"
