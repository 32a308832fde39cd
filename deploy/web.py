"""How the pages of an installation are reached, and who vouches for those who log in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from urllib.parse import urlsplit

from deploy.reading import secret, web_address, whole_number
from schemas.errors import UserError

_OIDC = "KVARTAL_OIDC_"


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
    address behind TLS, empty where there is none but the machine's own; `host` is the only name
    that they answer to, where one installation has the pages of several municipalities. `proxy` is
    whose word is taken for who asks: the address, or the network, of the web server in front."""

    public_url: str = ""
    host: str = ""
    proxy: str = "127.0.0.1"
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


def load_web(env: Mapping[str, str]) -> Web:
    """The pages of an installation that serves one municipality. Raises UserError."""
    public = web_address(env.get("KVARTAL_PUBLIC_URL") or "", "KVARTAL_PUBLIC_URL")
    return _web(env, public, "", _OIDC)


def load_webs(env: Mapping[str, str]) -> dict[str, Web]:
    """Those of each municipality, where there are several: KVARTAL_MUNICIPALITIES names them, and
    KVARTAL_HOSTS their addresses. Raises UserError."""
    codes = list(_listed(env.get("KVARTAL_MUNICIPALITIES") or ""))
    if not codes:
        return {}
    for name in ("KVARTAL_PUBLIC_URL", "KVARTAL_OIDC_ISSUER"):
        if env.get(name):
            raise UserError(f"{name} gäller en enda kommun.", _EACH_ITS_OWN)
    hosts = _hosts(env.get("KVARTAL_HOSTS") or "", codes)
    return {code: _own(env, code, hosts.get(code, "")) for code in codes}


_EACH_ITS_OWN = (
    "När KVARTAL_MUNICIPALITIES anger flera kommuner har var och en sin adress i KVARTAL_HOSTS, "
    "och sina egna KVARTAL_OIDC_KOD_…, med kommunens kod i stora bokstäver på KOD:s plats."
)


def _own(env: Mapping[str, str], code: str, public: str) -> Web:
    host = urlsplit(public).hostname or f"{code}.localhost"
    return _web(env, public, host, oidc_prefix(code))


def oidc_prefix(code: str) -> str:
    """How the settings of an identity provider begin: of one of several municipalities, or of the
    only one, whose code is not said."""
    return f"{_OIDC}{code.upper().replace('-', '_')}_" if code else _OIDC


def _listed(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(",") if part.strip())


def _hosts(text: str, codes: list[str]) -> dict[str, str]:
    """Raises UserError: two municipalities at one address would see each other's pages."""
    hosts: dict[str, str] = {}
    for part in _listed(text):
        code, _, address = part.partition("=")
        if code.strip() not in codes or not address:
            raise UserError(
                f"KVARTAL_HOSTS har {part!r}.",
                "Skriv KOMMUN=ADRESS med komma emellan, för kommuner i KVARTAL_MUNICIPALITIES.",
            )
        hosts[code.strip()] = web_address(address, "KVARTAL_HOSTS")
    names = [urlsplit(address).hostname for address in hosts.values()]
    if len(set(names)) < len(names):
        raise UserError("Två kommuner i KVARTAL_HOSTS har samma värdnamn.", "Ge var och en sitt.")
    return hosts


def _web(env: Mapping[str, str], public_url: str, host: str, prefix: str) -> Web:
    return Web(
        public_url=public_url,
        host=host,
        proxy=_proxy(env),
        upload_mb=whole_number(env, "KVARTAL_UPLOAD_MB", Web.upload_mb),
        idle_minutes=whole_number(env, "KVARTAL_SESSION_IDLE_MINUTES", Web.idle_minutes),
        session_hours=whole_number(env, "KVARTAL_SESSION_HOURS", Web.session_hours),
        oidc=_oidc(env, prefix),
    )


def _proxy(env: Mapping[str, str]) -> str:
    """Raises UserError for anything but an address or a network, `*` among it: whoever may say
    where a request comes from can have as many tries at a password as they like."""
    told = env.get("KVARTAL_PROXY") or Web.proxy
    try:
        return str(ip_network(told))
    except ValueError:
        raise UserError(
            f"KVARTAL_PROXY är {told!r}.",
            "Ange adressen till webbservern framför, eller dess nät: 10.89.0.0/24.",
        ) from None


def _oidc(env: Mapping[str, str], prefix: str) -> Oidc | None:
    """The identity provider, where one is named: then whole, since half of it lets nobody in."""
    if not env.get(f"{prefix}ISSUER"):
        return None
    client_secret = secret(env, f"{prefix}CLIENT_SECRET")
    told = {**env, f"{prefix}CLIENT_SECRET": client_secret}
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TENANT"):
        if not told.get(prefix + name):
            raise UserError(
                f"{prefix}{name} saknas.",
                f"Med {prefix}ISSUER behövs också {prefix}CLIENT_ID, {prefix}CLIENT_SECRET och "
                f"{prefix}TENANT.",
            )
    return Oidc(
        issuer=web_address(env[f"{prefix}ISSUER"], f"{prefix}ISSUER"),
        client_id=env[f"{prefix}CLIENT_ID"],
        client_secret=client_secret,
        roles_claim=env.get(f"{prefix}ROLES_CLAIM") or Oidc.roles_claim,
        units_claim=env.get(f"{prefix}UNITS_CLAIM") or Oidc.units_claim,
        tenant_claim=env.get(f"{prefix}TENANT_CLAIM") or Oidc.tenant_claim,
        tenant=env[f"{prefix}TENANT"],
    )
