"""The settings of an installation. The only module that reads the environment: those beside it are
given what stands there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from deploy.division import Division, load_division
from deploy.inboxes import Inboxes, load_inboxes, require_apart
from deploy.reading import folder_of, secret, whole_number
from deploy.scheduling import (
    Scheduling,
    load_scheduling,
    server_environment,
    server_word,
    without_proxy,
)
from deploy.telling import Telling, load_telling
from deploy.web import Web, load_web, load_webs
from schemas.errors import UserError
from schemas.municipality import default_municipality

DEFAULT_HOME = "kvartal-home"
_PREFECT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
}
"""What Prefect is told where the user has not told it otherwise: to call nobody, and to wait for
a cold start, and to leave errors to us: its own log prints tracebacks, whose texts may quote a
cell. Its server's log is silenced for the temporary server of a single run alone."""


@dataclass(frozen=True)
class Limits:
    """What a received file may be, and what reading it may cost: honest files come nowhere near.

    `seconds` is how long somebody waits, which a busy machine makes longer than `cpu_seconds`.
    """

    file_mb: int = 10
    unpacked_mb: int = 200
    rows: int = 20_000
    memory_mb: int = 512
    cpu_seconds: int = 5
    seconds: int = 30


@dataclass(frozen=True)
class Settings:
    """Where a home's database, archive and outputs are, and how work is divided. `data` is a folder
    with municipalities of the installation's own, a folder for each. Received files
    and decision rows are kept `keep_months` after their quarter's end. A run that died keeps its
    quarter from others for at most `lease_seconds`.

    An installation may serve several `municipalities`. They share its database; `of` gives one of
    them its own folder for all else, and its own pages. Until one is chosen `municipality` is
    empty."""

    home: Path
    database_url: str = field(repr=False)
    municipality: str
    batch_size: int
    data: Path | None = None
    web: Web = field(default_factory=Web)
    inboxes: Inboxes = field(default_factory=Inboxes)
    telling: Telling = field(default_factory=Telling)
    scheduling: Scheduling = field(default_factory=Scheduling)
    keep_months: int = 24
    lease_seconds: int = 60
    division: Division = field(default_factory=Division)
    municipalities: tuple[str, ...] = ()
    webs: Mapping[str, Web] = field(default_factory=dict)
    root: Path = Path()

    def of(self, code: str) -> Settings:
        """The settings of one municipality. Raises UserError when it is not served here."""
        if not self.municipalities:
            return replace(self, municipality=code)
        if code not in self.municipalities:
            raise UserError(
                f"Kommunen {code} finns inte i den här installationen.",
                f"Ange en av: {', '.join(self.municipalities)}.",
            )
        home = self.root / "kommuner" / code
        return replace(self, municipality=code, home=home, web=self.webs[code])

    def one(self) -> Settings:
        """These, where they are those of one municipality. Raises UserError when it is not said of
        which."""
        if not self.municipality:
            raise UserError(
                "Installationen har flera kommuner.",
                f"Ange vilken det gäller: {', '.join(self.municipalities)}.",
                "ange den med --municipality.",
            )
        return self

    def each(self) -> tuple[Settings, ...]:
        """Those of every municipality that is served here."""
        return tuple(map(self.of, self.municipalities)) or (self,)

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    @property
    def log_file(self) -> Path:
        return self.home / "log" / "kvartal.log"

    @property
    def has_database(self) -> bool:
        """Whether there is anything to read: a server is asked, a file must exist."""
        file = self.database_file
        return file is None or file.is_file()

    @property
    def database_file(self) -> Path | None:
        """The file of a SQLite database; None for a server."""
        return _sqlite_file(self.database_url)

    @property
    def prefect_server(self) -> Path:
        """The home of the Prefect server that is started beside the pages."""
        return self.root / "prefect-server"

    def inbox(self, quarter: str) -> Path:
        """Where the demo puts the workbooks of a quarter."""
        return self.home / "inbox" / quarter

    def out(self, quarter: str) -> Path:
        """Where a quarter's draft and its releases are."""
        return self.home / "out" / quarter

    def draft(self, quarter: str) -> Path:
        return self.out(quarter) / "draft"

    def release(self, quarter: str, version: int) -> Path:
        return self.out(quarter) / f"v{version}"

    def internal_release(self, quarter: str, version: int) -> Path:
        """Beside the release, not in it: whoever copies that folder copies nothing secret."""
        return self.out(quarter) / f"v{version}-intern"

    @property
    def reports(self) -> Path:
        """What the handläggare writes, a folder for each quarter."""
        return self.home / "rapport"

    def written(self, quarter: str) -> Path:
        """What the handläggare writes for a quarter's report: the head, and free sections."""
        return self.reports / quarter


def load_settings(
    home: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
    municipality: str | None = None,
) -> Settings:
    """The settings of the environment, `home` before KVARTAL_HOME and `municipality` before
    KVARTAL_MUNICIPALITY. Raises UserError."""
    env = os.environ if environment is None else environment
    settings = _settings(env, home)
    chosen = municipality or env.get("KVARTAL_MUNICIPALITY")
    return settings.of(chosen) if chosen else settings


def _settings(env: Mapping[str, str], home: str | os.PathLike[str] | None) -> Settings:
    folder = Path(home or env.get("KVARTAL_HOME") or DEFAULT_HOME).expanduser().absolute()
    load_limits(env)  # one that cannot be used is told now, not when the first file comes
    several, inboxes = load_webs(env), load_inboxes(env)
    if several:
        require_apart(inboxes)
    return Settings(
        home=folder,
        database_url=secret(env, "KVARTAL_DATABASE_URL") or f"sqlite:///{folder / 'kvartal.db'}",
        municipality="" if several else default_municipality(),
        batch_size=whole_number(env, "KVARTAL_BATCH_SIZE", 50),
        data=folder_of(env, "KVARTAL_DATA"),
        web=Web() if several else load_web(env),
        inboxes=inboxes,
        telling=load_telling(env),
        scheduling=load_scheduling(env),
        keep_months=whole_number(env, "KVARTAL_KEEP_MONTHS", Settings.keep_months),
        lease_seconds=whole_number(env, "KVARTAL_LEASE_SECONDS", Settings.lease_seconds),
        division=load_division(env),
        municipalities=tuple(several),
        webs=several,
        root=folder,
    )


def load_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits of received files, KVARTAL_LIMIT_ROWS and so on. Raises UserError."""
    env = os.environ if environment is None else environment
    named = {each.name: f"KVARTAL_LIMIT_{each.name.upper()}" for each in fields(Limits)}
    default = Limits()
    return Limits(
        **{name: whole_number(env, key, getattr(default, name)) for name, key in named.items()}
    )


def prepare_prefect(settings: Settings) -> None:
    """Set what Prefect reads when it is imported; call it before that. Raises UserError.

    Prefect makes its own folder but none above it, and without it waits in vain for its server.
    """
    for name, value in {**_PREFECT, "PREFECT_HOME": str(settings.root / "prefect")}.items():
        os.environ.setdefault(name, value)
    make_folder(Path(os.environ["PREFECT_HOME"]))


def prefect_environment(settings: Settings, port: int) -> Mapping[str, str]:
    """The environment of the Prefect server that kvartal starts, and of all that ask it. Its folder
    is its owner's alone: in its database is the key by which it tells the pages of runs. Raises
    UserError when the folder cannot be made."""
    home = settings.prefect_server
    make_folder(home)
    home.chmod(0o700)
    ours = {"KVARTAL_HOME": str(settings.root)}
    return {
        **os.environ,
        **ours,
        **without_proxy(os.environ),
        **server_environment(settings.scheduling, home, port, server_word(home)),
    }


def make_folder(folder: Path) -> None:
    """Make a folder of the home, with those above it. Raises UserError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(
            f"Mappen {folder} går inte att skapa.",
            "Ange en mapp som går att skriva i med --home eller KVARTAL_HOME.",
        ) from None


def _sqlite_file(url: str) -> Path | None:
    prefix = "sqlite:///"
    return Path(url.removeprefix(prefix)) if url.startswith(prefix) else None
