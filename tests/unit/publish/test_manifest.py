"""manifest.json: whose files went in, what came out, and no time of making."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from schemas.edition import Attest, Audience, Change, Edition, Release, Waiver
from schemas.protection import Loss
from schemas.proved import Head
from schemas.quarter import Quarter
from tasks.publish.manifest import content_of, internal_manifest, public_manifest

CONTENT = "d" * 64
LOSS = Loss(7, 9, 4, 2)
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of no bytes at all
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of the bytes abc


def test_inputs_and_outputs(edition: Edition) -> None:
    manifest = json.loads(
        internal_manifest(edition, {"tabeller.csv": b"abc", "rapport.docx": b""}, CONTENT, [LOSS])
    )
    assert manifest["inputs"][1] == {
        "unit": "dal",
        "version": 2,
        "file_name": "dal.xlsx",
        "sha256": "b" * 64,
        "state": "quarantined",
    }
    assert manifest["inputs"][3] == {
        "unit": "ö",
        "version": None,
        "file_name": None,
        "sha256": None,
        "state": "missing",
    }
    assert manifest["outputs"] == [
        {"path": "rapport.docx", "sha256": EMPTY, "size": 0},
        {"path": "tabeller.csv", "sha256": ABC, "size": 3},
    ]
    del manifest["inputs"], manifest["outputs"]
    assert manifest == {
        "municipality": "smastad",
        "quarter": "2024Q4",
        "kind": "draft",
        "audience": "intern",
        "content_sha256": CONTENT,
        "waivers": [],
        "suppressed": [{"table": 7, "figures": 9, "hidden": 6}],
        "rule_set": "regler-1",
        "code_version": "1.2.3",
    }


def test_keys_are_sorted_and_swedish_is_readable(edition: Edition) -> None:
    text = internal_manifest(edition, {}, CONTENT).decode("utf-8")
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert '"unit": "ö"' in text
    assert text.endswith("}\n")


def test_a_file_name_that_is_no_utf8(edition: Edition) -> None:
    odd = replace(edition.inputs[0], file_name=b"v\xe4g.xlsx".decode("utf-8", "surrogateescape"))
    written = internal_manifest(replace(edition, inputs=(odd,)), {}, CONTENT)
    assert json.loads(written)["inputs"][0]["file_name"] == "v\udce4g.xlsx"


def test_a_release_tells_who_attested_it_and_what_it_changes(edition: Edition) -> None:
    day = date(2025, 3, 17)
    change = Change(1, "LSS", "Summa", "", "", "Antal", Quarter(2024, 4), 152, 151)
    released = replace(
        edition,
        release=Release(2, day, 1, "En enhet har rättat.", (change,)),
        attests=(Attest("Godkänd", "Person B", "chef", day),),
    )
    manifest = json.loads(internal_manifest(released, {}, CONTENT))
    assert (manifest["kind"], manifest["version"], manifest["replaces"]) == ("release", 2, 1)
    assert manifest["reason"] == "En enhet har rättat."
    assert manifest["attests"] == [
        {"act": "Godkänd", "name": "Person B", "role": "chef", "day": "2025-03-17"}
    ]
    (told,) = manifest["changes"]
    assert (told["row"], told["quarter"], told["before"], told["now"]) == (
        "Summa", "2024Q4", 152, 151,
    )  # fmt: skip


def test_both_editions_of_a_release_witness_to_the_event_log(edition: Edition) -> None:
    released = replace(edition, release=Release(1, date(2025, 3, 17), log=Head(41, "c" * 64)))
    for manifest in (internal_manifest(released, {}, CONTENT), public_manifest(released, {})):
        assert json.loads(manifest)["audit"] == {"nr": 41, "digest": "c" * 64}
    assert "audit" not in json.loads(internal_manifest(edition, {}, CONTENT))


def test_the_content_is_read_back_from_a_folder(edition: Edition, tmp_path: Path) -> None:
    assert content_of(tmp_path) is None
    (tmp_path / "manifest.json").write_bytes(internal_manifest(edition, {}, CONTENT))
    assert content_of(tmp_path) == CONTENT
    (tmp_path / "manifest.json").write_bytes(b"[]")
    assert content_of(tmp_path) is None


def test_a_public_manifest_gives_nothing_away(edition: Edition) -> None:
    day = date(2025, 3, 17)
    told = "LSS!D17: Totalt är 7 men könen ger 6."
    waiver = Waiver("KON-511", "Farsta", "Farsta, LSS!D17", told, "Rättas.", "Person A", "", day)
    public = replace(edition, audience=Audience.PUBLIC, waivers=(waiver,))
    text = public_manifest(public, {"tabeller.csv": b"abc"}).decode()
    manifest = json.loads(text)
    assert manifest["inputs"][1] == {"unit": "dal", "version": 2, "sha256": "b" * 64}
    assert manifest["waivers"][0]["unit"] == "Farsta"
    for secret in ("D17", "könen", "dal.xlsx", "content_sha256", "suppressed"):
        assert secret not in text
