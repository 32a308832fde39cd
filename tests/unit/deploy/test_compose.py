"""compose.yaml by the Compose specification, and by what it promises."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from compose_spec import PyOptions

from tests.unit.deploy.files import DEPLOY, compose

SERVICES: dict[str, Any] = compose()["services"]


def test_it_is_what_the_specification_says() -> None:
    options = PyOptions()
    options.apply_merge = True
    found = options.from_yaml((DEPLOY / "compose.yaml").read_text("utf-8"))
    found.validate()
    assert set(found.service_names()) == set(SERVICES)


def test_the_web_server_alone_is_reached_from_outside() -> None:
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["proxy"]
    networks = compose()["networks"]
    assert networks["data"] == networks["plan"] == {"internal": True}
    assert SERVICES["postgres"]["networks"] == ["data"]
    assert SERVICES["prefect"]["networks"] == ["data", "plan"]
    assert SERVICES["proxy"]["networks"] == ["front"]


def test_the_pages_trust_the_word_of_their_own_network_alone() -> None:
    (config,) = compose()["networks"]["front"]["ipam"]["config"]
    assert SERVICES["web"]["environment"]["KVARTAL_PROXY"] == config["subnet"]


@pytest.mark.parametrize("name", SERVICES)
def test_none_may_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("read_only") or name == "postgres"  # it writes where its image says


@pytest.mark.parametrize("name", SERVICES)
def test_what_it_waits_for_comes(name: str) -> None:
    """What is to be healthy has a way to say so; what is to be done ends by itself."""
    for other, asked in SERVICES[name].get("depends_on", {}).items():
        waited = SERVICES[other]
        if asked["condition"] == "service_healthy":
            assert "healthcheck" in waited or other == "web"  # that of the image
        else:
            assert asked["condition"] == "service_completed_successfully"
            assert waited.get("restart", "no") == "no"


def test_what_it_needs_is_made(tmp_path: Path) -> None:
    """compose-prepare.sh makes every secret and setting that is named, and changes none."""
    for file in (*DEPLOY.glob("*.sh"), *DEPLOY.glob("*.sql"), DEPLOY / "Caddyfile"):
        shutil.copy(file, tmp_path)
    _prepare(tmp_path, "https://kvartal.example")
    paths = [each["file"] for each in compose()["secrets"].values()]
    made = {path: (tmp_path / path).read_bytes() for path in paths}
    assert all(made.values())
    mounted = (each for service in SERVICES.values() for each in service.get("volumes", ()))
    for source in (each.partition(":")[0] for each in mounted):
        assert (tmp_path / source).exists() or source in compose()["volumes"], source
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    _prepare(tmp_path, "https://andra.example")
    assert {path: (tmp_path / path).read_bytes() for path in paths} == made
    assert "https://kvartal.example" in (tmp_path / "kvartal.conf").read_text()


def _prepare(folder: Path, address: str) -> int:
    call = [str(folder / "compose-prepare.sh"), address]
    return subprocess.run(call, check=False, capture_output=True).returncode


def test_an_address_without_tls_is_not_taken(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "compose-prepare.sh", tmp_path)
    assert _prepare(tmp_path, "http://kvartal.example") == 2
    assert [each.name for each in tmp_path.iterdir()] == ["compose-prepare.sh"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_secret_that_is_named_is_handed_over(name: str) -> None:
    service = SERVICES[name]
    named = [
        value.removeprefix("/run/secrets/")
        for value in service.get("environment", {}).values()
        if value.startswith("/run/secrets/")
    ]
    assert set(named) <= set(service.get("secrets", ())) <= set(compose()["secrets"])
