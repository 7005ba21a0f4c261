"""What one request asks and what came back: the only words transports, policies and the verdict share."""

from collections.abc import Mapping
from enum import StrEnum

from dlcatalog.records import field, record

BODY_LIMIT = 64 * 1024
"""Bytes of a decoded body that are ever kept; nothing a verdict needs stands later."""


class Fault(StrEnum):
    """Why no usable answer came; the value is what reports and the status file show as the code."""

    TIMEOUT = "timeout"
    TLS = "tls"
    DNS = "dns"
    NO_NAME = "no-such-name"
    REFUSED = "refused"
    PROTOCOL = "protocol"
    LOOP = "redirect-loop"
    PRIVATE = "private-address"
    UNUSABLE = "unusable-address"
    TOLD_TO_WAIT = "retry-later"


@record
class Request:
    """One request as it goes out: `url` is all ASCII, `headers` are sent as they are, `timeout` is in seconds."""

    url: str
    host: str
    method: str = "GET"
    headers: tuple[str, ...] = ()
    timeout: float = 20.0
    addresses: tuple[str, ...] = ()
    old_http: bool = False

    def at(self, addresses: tuple[str, ...]) -> "Request":
        """The same request, to be sent to these addresses and no others."""
        return Request(self.url, self.host, self.method, self.headers, self.timeout, addresses, self.old_http)


@record
class Reply:
    """What one request brought: a status with headers (names in lower case) and the first bytes, or a fault.

    `complete` is false where the body was cut at `BODY_LIMIT`, at the deadline, or because nothing needs it.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    body: bytes = b""
    complete: bool = True
    fault: Fault | None = None
    detail: str = ""
    elapsed: float = 0.0

    @property
    def is_success(self) -> bool:
        """Tell whether the server answered with success (2xx)."""
        return 200 <= self.status < 300  # noqa: PLR2004


@record
class Hop:
    """One step of a redirect chain: who sent us on, and with which status (0 = a refresh, in the page or by header)."""

    url: str
    status: int


@record
class Attempt:
    """One request followed to its end: the final address and answer, and every hop on the way.

    `fragment` is what the last redirect that names one puts after `#`.
    """

    url: str
    method: str
    hops: tuple[Hop, ...]
    reply: Reply
    elapsed: float = 0.0
    fragment: str = ""

    @property
    def status(self) -> int:
        """Final HTTP status; 0 where none came."""
        return self.reply.status

    @property
    def fault(self) -> Fault | None:
        """Why no usable answer came, if none did."""
        return self.reply.fault

    @property
    def code(self) -> int | str:
        """Status or name of the fault: what a reader is shown."""
        return str(self.reply.fault) if self.reply.fault else self.reply.status
