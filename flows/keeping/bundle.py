"""A backup as one file: a tar whose last member says what the others are, by SHA-256."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from schemas.errors import UserError

DATABASE, MANIFEST = "database.db", "manifest.json"
ARCHIVE, OUT, WRITTEN, HOMES = "archive", "out", "rapport", "kommuner"
FORMAT = 1

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the backup."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What the manifest says: when the backup was made and by which version, how the event log
    ended, the members, and what the database names and was not to be had."""

    made: str
    code: str
    head: str
    files: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def parse(cls, data: bytes) -> Contents:
        """Raises ValueError when it is no manifest of ours."""
        told = json.loads(data)
        if not isinstance(told, Mapping) or told.get("format") != FORMAT:
            raise ValueError("no manifest of this format")
        try:
            files = tuple(Member(**each) for each in told["files"])
            return cls(told["made"], told["code"], told["head"], files, tuple(told["missing"]))
        except (KeyError, TypeError) as error:
            raise ValueError("a manifest that lacks something") from error


@dataclass
class Packer:
    """Adds members to a tar, and remembers what they were."""

    tar: tarfile.TarFile
    members: list[Member] = field(default_factory=list)

    def add(self, path: str, data: bytes) -> None:
        self._put(path, io.BytesIO(data), len(data))
        self.members.append(Member(path, len(data), hashlib.sha256(data).hexdigest()))

    def add_file(self, path: str, file: Path) -> None:
        """A file of the disk, piece by piece: a database is not read into memory."""
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            size = opened.tell()
            opened.seek(0)
            self._put(path, opened, size)
        self.members.append(Member(path, size, sha256))

    def finish(self, contents: Contents) -> None:
        """The manifest comes last, so that what was broken off has none."""
        data = contents.as_bytes()
        self._put(MANIFEST, io.BytesIO(data), len(data))

    def _put(self, path: str, data: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(path)
        entry.size, entry.mode = size, 0o600
        self.tar.addfile(entry, data)


def unpack(source: Path, folder: Path) -> Contents:
    """Unpack a backup into a new folder, each member held against the manifest. Raises UserError
    when anything is missing, more or other than it says."""
    try:
        with tarfile.open(source, "r:") as tar:
            found = {each.path: each for each in _written(tar, folder)}
        contents = Contents.parse((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        if not source.exists():
            raise UserError(f"{source} finns inte.", "Kontrollera sökvägen.") from error
        raise _damaged(source, "den är avbruten") from None
    except (tarfile.TarError, ValueError, OSError, EOFError):
        raise _damaged(source, "den går inte att läsa") from None
    told = {each.path: each for each in contents.files}
    wrong = sorted(
        path for path in {*told, *found} - {MANIFEST} if told.get(path) != found.get(path)
    )
    if wrong:
        raise _damaged(source, f"{wrong[0]} är inte som manifestet säger")
    (folder / MANIFEST).unlink()
    return contents


def _written(tar: tarfile.TarFile, folder: Path) -> Iterator[Member]:
    for entry in tar:
        data = tar.extractfile(entry) if entry.isreg() and _is_ours(entry.name) else None
        if data is None or (folder / entry.name).exists():
            raise ValueError("a member that no backup of ours has")
        target = folder / entry.name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with target.open("xb") as file:
            while piece := data.read(_CHUNK):
                digest.update(piece)
                file.write(piece)
        yield Member(entry.name, target.stat().st_size, digest.hexdigest())


def _is_ours(name: str) -> bool:
    """Whether a member belongs where it says: nothing may be written outside the folder."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name
    parts = path.parts[2:] if path.parts[:1] == (HOMES,) else path.parts
    if len(path.parts) == 1:
        return inside and name in (DATABASE, MANIFEST)
    return inside and len(parts) > 1 and parts[0] in (ARCHIVE, OUT, WRITTEN)


def _damaged(source: Path, why: str) -> UserError:
    return UserError(
        f"{source} går inte att återställa: {why}.",
        "Ingenting har skrivits. Använd en annan säkerhetskopia.",
    )


def described(contents: Contents) -> Mapping[str, Any]:
    """How much a backup holds, by kind."""
    paths = [PurePosixPath(each.path).parts for each in contents.files]
    homes = [parts[:2] if parts[0] == HOMES else () for parts in paths]
    places = [parts[len(home) :] for parts, home in zip(paths, homes, strict=True)]
    releases = {
        (home, parts[1], parts[2])
        for parts, home in zip(places, homes, strict=True)
        if parts[0] == OUT
    }
    return {
        "made": contents.made,
        "head": contents.head,
        "archive": sum(parts[0] == ARCHIVE for parts in places),
        "releases": sum(not name.endswith("-intern") for _, _, name in releases),
        "bytes": sum(each.size for each in contents.files),
        "missing": list(contents.missing),
    }
