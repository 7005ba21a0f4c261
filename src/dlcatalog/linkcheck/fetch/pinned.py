"""Connections of urllib3 that lead where the guard said and nowhere else, and ask for what the address says."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager
from urllib3.util.connection import create_connection

from dlcatalog.linkcheck.outcome import Request

_MOST_ANNOUNCEMENTS = 20
# Browsers read far more than the hundred lines that the standard library allows; their length stays bounded.
http.client._MAXHEADERS = 1000  # type: ignore[attr-defined]  # noqa: SLF001
local = threading.local()
"""`local.job` is the request that the thread is busy with."""


class PrivateAddressError(OSError):
    """The connection would lead into a private network."""


class Job:
    """A request under way: its deadline, and the socket that is shut when the deadline passes."""

    def __init__(self, request: Request, is_private: Callable[[str], bool] | None, connect_timeout: float) -> None:
        self.request = request
        self.is_private = is_private
        self.connect_timeout = min(connect_timeout, request.timeout)
        self.deadline = time.monotonic() + request.timeout
        self.sock: socket.socket | None = None
        self.expired = False

    def expire(self) -> None:
        """Cut the connection: whatever read is waiting on it ends now."""
        self.expired = True
        if self.sock is not None:
            try:
                # Of the plain class: on a TLS socket `shutdown` would also drop the layer under a reading thread.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def _connect(connection: HTTPConnection) -> socket.socket:
    job: Job = local.job
    last: OSError = OSError("no address")
    for place in job.request.addresses or (connection.host.strip("[]"),):
        try:
            if job.is_private and job.is_private(place):
                raise PrivateAddressError(place)
            job.sock = create_connection(
                (place, connection.port), job.connect_timeout, socket_options=connection.socket_options
            )
        except OSError as error:
            last = error
        else:
            return job.sock
    raise last


class _Response(http.client.HTTPResponse):
    """An answer that may be announced by others (103 Early Hints and its kind), which `http.client` takes for final."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_ANNOUNCEMENTS):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status <= 199 or status == http.client.SWITCHING_PROTOCOLS:  # noqa: PLR2004
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException("announcements without end")


class _PlainConnection(HTTPConnection):
    """A connection to the address that was checked, whatever the name says by now."""

    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _SecureConnection(HTTPSConnection):
    """The same with TLS; name and certificate are still those of the host asked for."""

    response_class = _Response

    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection

    def _make_request(self, conn: Any, method: str, _url: str, **options: Any) -> Any:  # type: ignore[override]
        return super()._make_request(conn, method, _target(), **options)


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection

    def _make_request(self, conn: Any, method: str, _url: str, **options: Any) -> Any:  # type: ignore[override]
        return super()._make_request(conn, method, _target(), **options)


def _target() -> str:
    # As `Address` wrote it: urllib3 would unescape and escape it again, and `/100%` become `/100%25`.
    job: Job = local.job
    return "/" + job.request.url.split("/", 3)[3]


class PinnedAdapter(HTTPAdapter):
    """Pools of pinned connections, all threads sharing one TLS context (loading the roots costs 20 ms a time)."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=4, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002
        """Make the pools of pinned connections."""
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **options
        )
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def cert_verify(self, *_args: object) -> None:
        """Nothing to do: the shared context verifies."""

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, _verify: object, _cert: object = None
    ) -> Any:
        """Leave TLS to the shared context."""
        parts = urllib3.util.parse_url(str(request.url))
        return {"scheme": parts.scheme, "host": parts.host, "port": parts.port}, {}
