"""An IMAP server with one mailbox behind TLS: as much of IMAP4rev1 as a reader of letters asks."""

from __future__ import annotations

import json
import re
import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

USER, PASSWORD, TOKEN = "kvartal", "secret", "token-of-a-test"
CAME = datetime(2025, 1, 9, 8, tzinfo=UTC)


@dataclass
class Stored:
    """A letter in the mailbox."""

    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)
    came: datetime = CAME


@dataclass
class Post:
    """The mailbox: its letters by folder. `breaks` is how many times it breaks off when a letter is
    fetched; `deaf` tells that it has stopped to answer to marks."""

    port: int = 0
    folders: dict[str, list[Stored]] = field(default_factory=lambda: {"INBOX": []})
    validity: int = 7
    moves: bool = True
    breaks: int = 0
    deaf: bool = False
    logins: int = 0
    commands: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"imaps://127.0.0.1:{self.port}/INBOX"

    def put(self, message: EmailMessage | bytes, folder: str = "INBOX") -> Stored:
        letters = self.folders[folder]
        whole = isinstance(message, bytes)
        raw = bytes(message) if whole else bytes(message).replace(b"\n", b"\r\n")
        uid = 1 + max((each.uid for each in letters), default=10)
        letters.append(Stored(uid, raw))
        return letters[-1]


class _Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.post: Post = self.server.post  # type: ignore[attr-defined]  # set where it starts
        self.folder = "INBOX"
        self.say("* OK ready")
        try:
            while line := self.rfile.readline():
                tag, rest = line.decode().strip().split(" ", 1)
                self.post.commands.append(rest)
                self.say(f"{tag} {self.answer(rest)} ended")
                if rest == "LOGOUT":
                    return
        except (ConnectionError, ValueError, ssl.SSLError):
            return

    def say(self, text: str | bytes) -> None:
        self.wfile.write((text if isinstance(text, bytes) else text.encode()) + b"\r\n")

    def answer(self, command: str) -> str:
        name, _, rest = command.partition(" ")
        if name == "UID":
            name, _, rest = rest.partition(" ")
        act: Callable[[str], str] = getattr(self, f"do_{name.lower()}", lambda _: "BAD unknown")
        return act(rest)

    def do_capability(self, _: str) -> str:
        self.say(f"* CAPABILITY IMAP4rev1{' MOVE' if self.post.moves else ''}")
        return "OK"

    def do_login(self, rest: str) -> str:
        self.post.logins += 1
        return "OK" if rest.replace('"', "") == f"{USER} {PASSWORD}" else "NO wrong"

    def do_authenticate(self, rest: str) -> str:
        assert rest == "XOAUTH2"
        self.post.logins += 1
        self.say("+ ")
        if (
            b64decode(self.rfile.readline())
            == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode()
        ):
            return "OK"
        self.say("+ eyJzdGF0dXMiOiI0MDEifQ==")
        assert self.rfile.readline() == b"\r\n"
        return "NO wrong"

    def do_select(self, rest: str) -> str:
        self.folder = rest.strip('"')
        if self.folder not in self.post.folders:
            return "NO no such folder"
        self.say(f"* {len(self.letters)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.post.validity}] valid")
        return "OK [READ-WRITE] selected"

    def do_logout(self, _: str) -> str:
        self.say("* BYE")
        return "OK"

    @property
    def letters(self) -> list[Stored]:
        return self.post.folders[self.folder]

    def do_search(self, rest: str) -> str:
        found = " ".join(str(each.uid) for each in self.letters if self.meant(each, rest))
        self.say(f"* SEARCH {found}".rstrip())
        return "OK"

    def meant(self, letter: Stored, what: str) -> bool:
        last = max(each.uid for each in self.letters)
        if what == "UNSEEN":
            return r"\Seen" not in letter.flags
        if what == "UID *":
            return letter.uid == last
        if found := re.fullmatch(r"UID (\d+):\*", what):
            return letter.uid >= min(int(found[1]), last)
        assert what.startswith("SINCE ")
        day = datetime.strptime(what.removeprefix("SINCE "), "%d-%b-%Y")
        return letter.came.date() >= day.date()

    def do_fetch(self, rest: str) -> str:
        uid, _, wanted = rest.partition(" ")
        letter = next((each for each in self.letters if each.uid == int(uid)), None)
        if letter is None:
            return "OK nothing"
        if self.post.breaks and "BODY.PEEK[]" in wanted:
            self.post.breaks -= 1
            raise ConnectionError
        assert "BODY[" not in wanted, "that would mark it as read"
        head = letter.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        text = letter.raw if "BODY.PEEK[]" in wanted else head
        told = f'RFC822.SIZE {len(letter.raw)} INTERNALDATE "{letter.came:%d-%b-%Y %H:%M:%S} +0000"'
        self.say(f"* 1 FETCH (UID {uid} {told} BODY[] {{{len(text)}}}".encode())
        self.wfile.write(text)
        self.say(")")
        return "OK"

    def do_store(self, rest: str) -> str:
        if self.post.deaf:
            raise ConnectionError
        for each in self.named(rest):
            each.flags.add(r"\Seen")
        return "OK"

    def do_move(self, rest: str) -> str:
        if "Kvartal" not in self.post.folders:
            return "NO [TRYCREATE] no such folder"
        for each in self.named(rest):
            self.letters.remove(each)
            self.post.folders["Kvartal"].append(each)
        return "OK"

    def named(self, rest: str) -> list[Stored]:
        uids = {int(each) for each in rest.split(" ", maxsplit=1)[0].split(",")}
        return [each for each in self.letters if each.uid in uids]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, post: Post, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.post = post
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, *_: object) -> None:
        """A client that does not trust us goes away."""


@contextmanager
def imap_server(certificate: Path) -> Iterator[Post]:
    post = Post()
    with _Server(post, certificate) as server:
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield post
        server.shutdown()


@contextmanager
def token_server(token: str) -> Iterator[str]:
    """Where a client with the right secret gets a token."""

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_POST(self) -> None:
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            right = (asked["client_id"], asked["client_secret"]) == (["client"], [PASSWORD])
            self.send_response(200 if right else 401)
            self.end_headers()
            self.wfile.write(json.dumps({"access_token": token}).encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/token"
        server.shutdown()
