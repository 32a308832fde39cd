"""What comes from others is locked by hash, listed, and can be looked up; no secret is here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
OURS = "kvartal"
NOT_OURS = {".git", ".venv", "build", "dist", "kvartal-home", "__pycache__", "node_modules"}
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b",
    "a key of a forge": r"\b(?:gh[pousr]_\w{36}|github_pat_\w{22,}|glpat-[\w-]{20})",
    "a key of a chat": r"\bxox[abprs]-[\w-]{10,}",
    "a key of ours": r"\bkvt_[\w-]{43}\b",
    "a token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.",
    "a password's hash": r"\$argon2id\$v=\d+\$m=",
    "an address with a password": r"\w://[^\s/@:\"'`{}]+:(?!secret@)[^\s/@\"'`{}]+@",
}
"""`secret` is the password in tests of what is done with one."""


def locked() -> Mapping[str, dict[str, Any]]:
    return {each["name"]: each for each in PACKAGES}


def needed() -> set[str]:
    """What the product needs, every extra included, followed from package to package."""
    known, found = locked(), set()
    waiting = [(OURS, extra) for extra in ("", *known[OURS].get("optional-dependencies", {}))]
    while waiting:
        name, extra = waiting.pop()
        package = known[name]
        needs = package.get("optional-dependencies", {}).get(extra, []) if extra else []
        for each in (*package.get("dependencies", []), *needs):
            asked = [(each["name"], more) for more in ("", *each.get("extra", []))]
            waiting += [one for one in asked if one not in found]
            found.update(asked)
    return {name for name, _ in found}


def test_every_locked_file_has_its_hash() -> None:
    assert len(PACKAGES) > 100
    for package in PACKAGES:
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        assert files or package["name"] == OURS, package["name"]
        hashes = [str(each.get("hash")) for each in files]
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), package["name"]


@pytest.fixture(scope="module")
def boms(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    folder = tmp_path_factory.mktemp("bom")
    subprocess.run([ROOT / "deploy/sbom.sh", folder], check=True, capture_output=True)
    return {each.stem: json.loads(each.read_bytes()) for each in folder.iterdir()}


def test_the_list_of_parts_names_each_with_its_hashes(boms: Mapping[str, Any]) -> None:
    whole = boms["sbom-dev"]
    assert (whole["bomFormat"], whole["specVersion"]) == ("CycloneDX", "1.5")
    parts = {each["name"]: each for each in whole["components"]}
    assert set(parts) == set(locked()) - {OURS}
    for name, part in parts.items():
        assert part["version"] == locked()[name]["version"]
        assert part["purl"].startswith(f"pkg:pypi/{name}@{part['version']}")
        assert all(each["hashes"] for each in part["externalReferences"])


def test_the_products_own_list_leaves_out_what_tests_need(boms: Mapping[str, Any]) -> None:
    parts = {each["name"] for each in boms["sbom"]["components"]}
    assert parts == needed()
    assert {"fastapi", "sqlalchemy", "psycopg-binary"} <= parts
    assert not parts & {"pytest", "mypy", "ruff", "playwright"}


@contextmanager
def database(knows: str) -> Iterator[str]:
    """A database of vulnerabilities as OSV's, that knows of one in a package of this name."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            known = {"id": "PROV-1", "modified": "2026-01-01T00:00:00Z"}
            bad = [each["package"]["name"] == knows for each in asked]
            self._send({"results": [{"vulns": [known]} if each else {} for each in bad]})

        def do_GET(self) -> None:
            at = {"modified": "2026-01-01T00:00:00Z", "published": "2026-01-01T00:00:00Z"}
            self._send({"id": "PROV-1", "summary": "A test.", "affected": [], **at})

        def _send(self, told: Any) -> None:
            data = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def audit(address: str) -> tuple[int, str]:
    """Ask the database at an address, and nobody else."""
    closed = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1", "UV_HTTP_RETRIES": "0"}
    done = subprocess.run(
        [ROOT / "deploy/audit.sh", "--service-url", address],
        capture_output=True,
        text=True,
        env=os.environ | closed,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("knows", "status"), [("", 0), ("click", 1)])
def test_what_is_locked_is_looked_up(knows: str, status: int) -> None:
    with database(knows) as address:
        found, told = audit(address)
    assert found == status, told
    assert ("PROV-1" in told and "click" in told) == bool(knows)


def test_a_database_that_cannot_be_asked_is_no_clean_bill() -> None:
    status, told = audit("http://127.0.0.1:9/")
    assert status == 3
    assert "NOTHING WAS CHECKED" in told


def sources() -> Iterator[Path]:
    """Every file of the checkout."""
    for folder, folders, names in os.walk(ROOT):
        inside = (each for each in folders if each not in NOT_OURS and "_cache" not in each)
        folders[:] = [each for each in inside if each != ".hypothesis"]
        yield from (Path(folder) / name for name in names)


def test_no_secret_is_in_the_repository() -> None:
    found = [
        (str(path.relative_to(ROOT)), what)
        for path in sources()
        for what, pattern in SECRETS.items()
        if re.search(pattern, path.read_bytes().decode("utf-8", "replace"))
    ]
    assert found == []
    kept = {".pem", ".key", ".p12", ".pfx", ".env", ".jks"}
    assert [path for path in sources() if path.suffix in kept or path.name == ".env"] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a private key", "-----BEGIN " + "RSA PRIVATE KEY-----"),
        ("a key of ours", "kvt_" + "a-B_9" * 8 + "abc"),
        ("an address with a password", "postgresql://kvartal:" + "hunter2@db/kvartal"),
        ("a password's hash", "$argon2id" + "$v=19$m=65536,t=3,p=4$abc"),
        ("a token", "eyJ" + "hbGciOiJIUzI1" + ".eyJ" + "zdWIiOiIxMjM0.x"),
    ],
)
def test_a_secret_would_be_found(what: str, text: str) -> None:
    assert [name for name, pattern in SECRETS.items() if re.search(pattern, text)] == [what]
