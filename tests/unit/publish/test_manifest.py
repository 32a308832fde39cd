"""manifest.json: whose files went in, what came out, and no time of making."""

from __future__ import annotations

import json
from dataclasses import replace

from schemas.edition import Edition
from tasks.publish.manifest import manifest_json

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of no bytes at all
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of the bytes abc


def test_inputs_and_outputs(edition: Edition) -> None:
    manifest = json.loads(manifest_json(edition, {"tabeller.csv": b"abc", "rapport.docx": b""}))
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
        "rule_set": "regler-1",
        "code_version": "1.2.3",
    }


def test_keys_are_sorted_and_swedish_is_readable(edition: Edition) -> None:
    text = manifest_json(edition, {}).decode("utf-8")
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert '"unit": "ö"' in text
    assert text.endswith("}\n")


def test_a_file_name_that_is_no_utf8(edition: Edition) -> None:
    odd = replace(edition.inputs[0], file_name=b"v\xe4g.xlsx".decode("utf-8", "surrogateescape"))
    written = manifest_json(replace(edition, inputs=(odd,)), {})
    assert json.loads(written)["inputs"][0]["file_name"] == "v\udce4g.xlsx"
