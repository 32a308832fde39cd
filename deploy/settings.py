"""The settings of an installation. The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

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
class Oidc:
    """The municipality's identity provider. Claims name where roles and units stand in what it
    says of a person; only those whose `tenant_claim` is `tenant` are let in."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    roles_claim: str = "roles"
    units_claim: str = "units"
    tenant_claim: str = "tid"
    tenant: str = ""


@dataclass(frozen=True)
class Web:
    """How the pages are reached, and how long somebody stays logged in. `public_url` is the
    address behind TLS, empty where there is none but the machine's own."""

    public_url: str = ""
    upload_mb: int = 10
    idle_minutes: int = 30
    session_hours: int = 10
    oidc: Oidc | None = None

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        return timedelta(hours=self.session_hours)


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
    quarter from others for at most `lease_seconds`."""

    home: Path
    database_url: str = field(repr=False)
    municipality: str
    batch_size: int
    data: Path | None = None
    web: Web = Web()
    keep_months: int = 24
    lease_seconds: int = 60

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
    home: str | os.PathLike[str] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """The settings of the environment, `home` before KVARTAL_HOME. Raises UserError."""
    env = os.environ if environment is None else environment
    folder = Path(home or env.get("KVARTAL_HOME") or DEFAULT_HOME).expanduser().absolute()
    load_limits(env)  # one that cannot be used is told now, not when the first file comes
    return Settings(
        home=folder,
        database_url=env.get("KVARTAL_DATABASE_URL") or f"sqlite:///{folder / 'kvartal.db'}",
        municipality=env.get("KVARTAL_MUNICIPALITY") or default_municipality(),
        batch_size=_positive(env, "KVARTAL_BATCH_SIZE", 50),
        data=_folder(env, "KVARTAL_DATA"),
        web=_web(env),
        keep_months=_positive(env, "KVARTAL_KEEP_MONTHS", Settings.keep_months),
        lease_seconds=_positive(env, "KVARTAL_LEASE_SECONDS", Settings.lease_seconds),
    )


def load_limits(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits of received files, KVARTAL_LIMIT_ROWS and so on. Raises UserError."""
    env = os.environ if environment is None else environment
    named = {each.name: f"KVARTAL_LIMIT_{each.name.upper()}" for each in fields(Limits)}
    default = Limits()
    return Limits(
        **{name: _positive(env, key, getattr(default, name)) for name, key in named.items()}
    )


def _web(env: Mapping[str, str]) -> Web:
    return Web(
        public_url=_https(env, "KVARTAL_PUBLIC_URL"),
        upload_mb=_positive(env, "KVARTAL_UPLOAD_MB", Web.upload_mb),
        idle_minutes=_positive(env, "KVARTAL_SESSION_IDLE_MINUTES", Web.idle_minutes),
        session_hours=_positive(env, "KVARTAL_SESSION_HOURS", Web.session_hours),
        oidc=_oidc(env),
    )


def _oidc(env: Mapping[str, str]) -> Oidc | None:
    """The identity provider, where one is named: then whole, since half of it lets nobody in."""
    prefix = "KVARTAL_OIDC_"
    if not env.get(f"{prefix}ISSUER"):
        return None
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TENANT"):
        if not env.get(prefix + name):
            raise UserError(
                f"{prefix}{name} saknas.",
                f"Med {prefix}ISSUER behövs också {prefix}CLIENT_ID, {prefix}CLIENT_SECRET och "
                f"{prefix}TENANT.",
            )
    return Oidc(
        issuer=_https(env, f"{prefix}ISSUER"),
        client_id=env[f"{prefix}CLIENT_ID"],
        client_secret=env[f"{prefix}CLIENT_SECRET"],
        roles_claim=env.get(f"{prefix}ROLES_CLAIM") or Oidc.roles_claim,
        units_claim=env.get(f"{prefix}UNITS_CLAIM") or Oidc.units_claim,
        tenant_claim=env.get(f"{prefix}TENANT_CLAIM") or Oidc.tenant_claim,
        tenant=env[f"{prefix}TENANT"],
    )


def prepare_prefect(settings: Settings) -> None:
    """Set what Prefect reads when it is imported; call it before that. Raises UserError.

    Prefect makes its own folder but none above it, and without it waits in vain for its server.
    """
    for name, value in {**_PREFECT, "PREFECT_HOME": str(settings.home / "prefect")}.items():
        os.environ.setdefault(name, value)
    make_folder(Path(os.environ["PREFECT_HOME"]))


def make_folder(folder: Path) -> None:
    """Make a folder of the home, with those above it. Raises UserError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(
            f"Mappen {folder} går inte att skapa.",
            "Ange en mapp som går att skriva i med --home eller KVARTAL_HOME.",
        ) from None


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdigit() or int(text) == 0:
        raise UserError(f"{name} är {text!r}.", "Ange ett heltal som är minst 1.")
    return int(text)


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    if not env.get(name):
        return None
    folder = Path(env[name]).expanduser().absolute()
    if not folder.is_dir():
        raise UserError(f"{name}: mappen {folder} finns inte.", "Ange en mapp som finns.")
    return folder


def _https(env: Mapping[str, str], name: str) -> str:
    """An address under TLS, which this machine alone may do without."""
    text = (env.get(name) or "").rstrip("/")
    if text and not text.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise UserError(f"{name} är {text!r}.", "Ange en adress som börjar med https://.")
    return text


def _sqlite_file(url: str) -> Path | None:
    prefix = "sqlite:///"
    return Path(url.removeprefix(prefix)) if url.startswith(prefix) else None
