"""Giving Prefect's server what runs by itself: the work pool, the deployments (deploy/prefect.yaml)
and what is done when runs go wrong (deploy/automations.yaml)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import yaml
from prefect.blocks.fields import SecretDict
from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectAlreadyExists
from prefect.workers.process import ProcessWorker
from pydantic import SecretStr

import deploy
from deploy.settings import Settings, load_settings
from flows.scheduling.dead import declare_dead
from flows.scheduling.server import prefect_server
from schemas.errors import UserError

PREFECT_FILE = Path(deploy.__file__).with_name("prefect.yaml")
AUTOMATIONS = PREFECT_FILE.with_name("automations.yaml")
POOL = "kvartal"
BLOCK = "kvartal-trouble"
HOOK_PATH = "/api/v1/runs"


@dataclass(frozen=True)
class Hook:
    """Where to tell of runs that went wrong, and the key that says who tells. `host` is the name
    that the pages answer to, whatever it is that the server reaches them by."""

    url: str
    key: str = field(repr=False)
    host: str = ""


def install(settings: Settings) -> None:
    """Give the server all of it, in place of what it had of it before. Raises UserError."""
    with prefect_server() as client:
        _make_pool(client)
        _deploy()
        _automate(client, hook_of(settings))


def hook_of(settings: Settings) -> Hook | None:
    """An installation is told at the pages of its first municipality; without a key at none."""
    first, told = settings.each()[0], settings.scheduling
    address = told.hook or first.web.public_url
    if not (told.key and address):
        return None
    name = first.web.host or urlsplit(first.web.public_url).hostname or ""
    return Hook(address + HOOK_PATH, told.key, name)


def _make_pool(client: SyncPrefectClient) -> None:
    """With the template that comes with Prefect: without it the server would ask the network."""
    template = ProcessWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type=ProcessWorker.type, base_job_template=template)
    try:
        client.create_work_pool(pool)
    except ObjectAlreadyExists:
        return


def _deploy() -> None:
    """As anybody would do it by hand."""
    command = ["deploy", "--all", "--prefect-file", str(PREFECT_FILE)]
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UserError(
            "Prefects server tog inte emot det som ska köras av sig självt.",
            f"Den svarade: {(done.stdout + done.stderr).strip()[-500:]}",
        )


def _automate(client: SyncPrefectClient, hook: Hook | None) -> None:
    for wanted in _automations(hook):
        known = client.read_automations_by_name(wanted.name)
        if known:
            client.update_automation(known[0].id, wanted)
        else:
            client.create_automation(wanted)


def _automations(hook: Hook | None) -> Iterator[AutomationCore]:
    block = _save_block(hook) if hook else ""
    for each in yaml.safe_load(AUTOMATIONS.read_text(encoding="utf-8"))["automations"]:
        actions = [
            {name: Template(value).safe_substitute(hook=block) for name, value in action.items()}
            for action in each["actions"]
        ]
        if hook or "block_document_id" not in actions[0]:
            yield AutomationCore.model_validate(each | {"actions": actions})


def _save_block(hook: Hook) -> str:
    headers = {"Authorization": f"Bearer {hook.key}", "Content-Type": "application/json"}
    if hook.host:
        headers["Host"] = hook.host
    block = Webhook(url=SecretStr(hook.url), headers=SecretDict(headers))
    return str(block.save(BLOCK, overwrite=True))


if __name__ == "__main__":  # as a process of its own, by who does not import Prefect
    try:
        install(load_settings())
        declare_dead(datetime.fromisoformat(sys.argv[1]))
    except UserError as error:
        sys.exit(f"{error.message} {error.hint}")
