"""The cluster's files by the schemas of Kubernetes, and by what they promise."""

from __future__ import annotations

from typing import Any

import kubernetes_validate
import pytest

from tests.unit.deploy.files import cluster, pods

ALL = list(cluster())
PODS = dict(pods())
TESTED = ("1.31", "1.37")


def _containers(pod: dict[str, Any]) -> list[dict[str, Any]]:
    return [*pod["spec"].get("initContainers", []), *pod["spec"]["containers"]]


def _named(kind: str) -> set[str]:
    return {each["metadata"]["name"] for each in ALL if each["kind"] == kind}


@pytest.mark.parametrize("version", TESTED)
def test_it_is_what_kubernetes_says(version: str) -> None:
    for each in ALL:
        kubernetes_validate.validate(each, version, strict=True)
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate({**ALL[0], "spek": {}}, version, strict=True)


@pytest.mark.parametrize("name", PODS)
def test_pods_keep_to_the_restricted_standard(name: str) -> None:
    pod = PODS[name]["spec"]
    context = pod["securityContext"]
    assert context["runAsNonRoot"] is True
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    for container in _containers(PODS[name]):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


@pytest.mark.parametrize("name", PODS)
def test_what_a_pod_names_is_there(name: str) -> None:
    pod = PODS[name]["spec"]
    volumes = {each["name"]: each for each in pod["volumes"]}
    claims = {each["persistentVolumeClaim"]["claimName"] for each in volumes.values()
              if "persistentVolumeClaim" in each}  # fmt: skip
    assert claims <= _named("PersistentVolumeClaim")
    for container in _containers(PODS[name]):
        assert container["image"] == "kvartal"
        assert {each["name"] for each in container["volumeMounts"]} <= set(volumes)
        maps = {each["configMapRef"]["name"] for each in container.get("envFrom", ())}
        assert maps <= _named("ConfigMap")


def test_services_and_policies_find_their_pods() -> None:
    labels = {pod["metadata"]["labels"]["app.kubernetes.io/name"] for pod in PODS.values()}
    for each in ALL:
        if each["kind"] == "Service":
            assert each["spec"]["selector"]["app.kubernetes.io/name"] in labels
        if each["kind"] == "NetworkPolicy":
            chosen = each["spec"]["podSelector"].get("matchLabels", {})
            assert not chosen or chosen["app.kubernetes.io/name"] in labels


def test_only_the_migration_has_the_owners_password() -> None:
    holders = [
        (name, container["name"])
        for name, pod in PODS.items()
        for container in _containers(pod)
        if any(each["name"] == "owner" for each in container["volumeMounts"])
    ]
    assert holders == [("web", "migrate")]
