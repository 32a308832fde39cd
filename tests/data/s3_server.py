"""An object store with one bucket, over HTTP: as much of S3 as a reader asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

KEY, SECRET = "kvartal", "secret"


@dataclass
class Store:
    """`short` names an object of which it gives less than it says; `signed` are the keys by which
    requests said that they were signed."""

    address: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    short: str = ""
    signed: set[str] = field(default_factory=set)


class _Answers(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        store: Store = self.server.store  # type: ignore[attr-defined]  # set below
        signed = self.headers.get("Authorization", "")
        store.signed.add(signed.partition("Credential=")[2].partition("/")[0])
        parts = urlsplit(self.path)
        key = unquote(parts.path.lstrip("/").partition("/")[2])
        if not key:
            prefix = parse_qs(parts.query).get("prefix", [""])[0]
            found = sorted(each for each in store.objects if each.startswith(prefix))
            rows = (_listed(each, len(store.objects[each])) for each in found)
            self.give("".join(rows).join(_LIST).encode())
        elif key in store.objects:
            data = store.objects[key]
            self.give(data[: len(data) // 2] if key == store.short else data, len(data))
        else:
            self.give(b"", status=404)

    def give(self, data: bytes, told: int | None = None, status: int = 200) -> None:
        listed = self.command == "HEAD" and told is not None
        self.send_response(status)
        self.send_header("Content-Length", str(told if listed else len(data)))
        self.send_header("Last-Modified", "Thu, 09 Jan 2025 08:00:00 GMT")
        self.send_header("ETag", '"1"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


_LIST = (
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false'
    "</IsTruncated>",
    "</ListBucketResult>",
)


def _listed(key: str, size: int) -> str:
    return (
        f"<Contents><Key>{key}</Key><LastModified>2025-01-09T08:00:00.123Z</LastModified>"
        f"<Size>{size}</Size><ETag>&quot;1&quot;</ETag></Contents>"
    )


@contextmanager
def s3_server() -> Iterator[Store]:
    store = Store()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        server.store = store  # type: ignore[attr-defined]  # for its handlers
        store.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield store
        server.shutdown()
