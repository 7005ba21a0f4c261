"""The portable transport: `requests` in threads, one session each, with every address pinned and every read bounded."""

import queue
import ssl
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests
import urllib3

from dlcatalog.linkcheck.fetch.decode import Decoder
from dlcatalog.linkcheck.fetch.headers import is_readable, parse_headers
from dlcatalog.linkcheck.fetch.pinned import Job, PinnedAdapter, PrivateAddressError, local
from dlcatalog.linkcheck.fetch.transport import Done, Wire
from dlcatalog.linkcheck.outcome import BODY_LIMIT, Fault, Reply, Request

_MOST_THREADS = 64
_CHUNK = 16 * 1024
_PAGE_ENOUGH = 1024


class _Session(requests.Session):
    """A session that leaves redirects to us; its own look at them stumbles over a `Location` in Latin-1."""

    def get_redirect_target(self, _response: requests.Response) -> None:
        """There is none."""


class RequestsTransport:
    """Requests in threads; a thread reuses its session's connections."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._context = ssl.create_default_context(cafile=wire.roots)
        self._context.set_alpn_protocols(["http/1.1"])
        self._pool = ThreadPoolExecutor(min(wire.concurrency, _MOST_THREADS), thread_name_prefix="fetch")
        self._ready: queue.SimpleQueue[tuple[Job, Done, Reply] | None] = queue.SimpleQueue()
        self._jobs: set[Job] = set()
        self._sessions: deque[requests.Session] = deque()
        self._closed = False

    def start(self, request: Request, done: Done) -> None:
        """Queue a request for the next free thread."""
        self._pool.submit(self._work, request, done)

    def poll(self, seconds: float) -> None:
        """Deliver what the threads have finished, and cut what is over its deadline."""
        self._expire_late_jobs()
        try:
            item = self._ready.get(timeout=min(max(seconds, 0.0), 0.05) or 0.0001)
            while True:
                if item is not None:
                    item[1](item[2])
                item = self._ready.get_nowait()
        except queue.Empty:
            return

    def wake(self) -> None:
        """End a `poll` early."""
        self._ready.put(None)

    def close(self) -> None:
        """Cut what is under way and close all sessions."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for job in tuple(self._jobs):
            job.expire()
        self._pool.shutdown(wait=True)
        for session in self._sessions:
            session.close()

    def _expire_late_jobs(self) -> None:
        now = time.monotonic()
        for job in tuple(self._jobs):
            if job.deadline <= now and not job.expired:
                job.expire()

    def _work(self, request: Request, done: Done) -> None:
        if self._closed:
            return
        job = Job(request, self._wire.is_private, self._wire.connect_timeout)
        self._jobs.add(job)
        begun = time.monotonic()
        try:
            reply = self._perform(job)
        except Exception as error:  # noqa: BLE001
            reply = Reply(fault=_fault(error, job), detail=_text(error))
        self._jobs.discard(job)
        self._ready.put((job, done, _with_elapsed(reply, time.monotonic() - begun)))

    def _perform(self, job: Job) -> Reply:
        local.job = job
        session = self._session()
        prepared = requests.Request(
            job.request.method,
            job.request.url,
            headers=_header_pairs((f"User-Agent: {self._wire.user_agent}", *self._wire.headers, *job.request.headers)),
        ).prepare()
        response = session.send(
            prepared, stream=True, allow_redirects=False, timeout=(job.connect_timeout, job.request.timeout)
        )
        try:
            return _read_reply(response, job)
        finally:
            response.close()

    def _session(self) -> requests.Session:
        owner = getattr(local, "owner", None)
        if owner is not self:
            fresh = _Session()
            fresh.trust_env = False
            adapter = PinnedAdapter(self._context)
            fresh.mount("http://", adapter)
            fresh.mount("https://", adapter)
            local.owner, local.session = self, fresh
            self._sessions.append(fresh)
        session: requests.Session = local.session
        # One address, one set of cookies: ours travel as headers, the session's own must stay empty.
        session.cookies.clear()
        return session


def _header_pairs(lines: tuple[str, ...]) -> dict[str, str]:
    pairs = dict(line.split(": ", 1) for line in lines)
    return {**pairs, "Accept-Encoding": "gzip, deflate"}


def _read_reply(response: requests.Response, job: Job) -> Reply:
    if job.expired:
        # Cut in the middle of a header, an answer looks as if it had no more of them.
        raise TimeoutError("deadline")
    raw = response.raw
    lines = [f"{name}: {value}".encode("latin-1", "replace") for name, value in raw.headers.iteritems()]
    headers, cookies = parse_headers(lines)
    if job.request.method == "HEAD" or not is_readable(headers.get("content-type", "")):
        return Reply(response.status_code, headers, cookies, complete=False)
    body, complete = _read_body(response, job)
    return Reply(response.status_code, headers, cookies, body, complete)


def _read_body(response: requests.Response, job: Job) -> tuple[bytes, bool]:
    decoder = Decoder(response.headers.get("content-encoding", ""))
    body = bytearray()
    if decoder.is_sealed:
        return b"", False
    try:
        while len(body) < BODY_LIMIT:
            chunk = response.raw.read1(_CHUNK, decode_content=False)
            if not chunk:
                if job.expired:
                    raise TimeoutError("deadline")
                return bytes(body), True
            body += decoder.decode(chunk, BODY_LIMIT - len(body))
    except (OSError, urllib3.exceptions.HTTPError):
        # A page that breaks off, or is still coming at the deadline, has been seen if enough of it came.
        if len(body) < _PAGE_ENOUGH:
            raise
    return bytes(body), False


def _with_elapsed(reply: Reply, seconds: float) -> Reply:
    return Reply(
        reply.status, reply.headers, reply.cookies, reply.body, reply.complete, reply.fault, reply.detail, seconds
    )


def _fault(error: BaseException, job: Job) -> Fault:
    causes = tuple(_causes(error))
    if any(isinstance(cause, PrivateAddressError) for cause in causes):
        return Fault.PRIVATE
    if job.expired or any(
        isinstance(cause, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError) for cause in causes
    ):
        return Fault.TIMEOUT
    if any(
        isinstance(cause, ssl.SSLError | requests.exceptions.SSLError | urllib3.exceptions.SSLError) for cause in causes
    ):
        return Fault.TLS
    if any(
        isinstance(cause, requests.exceptions.InvalidURL | urllib3.exceptions.LocationValueError) for cause in causes
    ):
        return Fault.UNUSABLE
    if job.sock is None and any(
        isinstance(cause, OSError) and not isinstance(cause, requests.RequestException) for cause in causes
    ):
        return Fault.REFUSED
    return Fault.PROTOCOL


def _causes(error: BaseException | None) -> Any:
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def _text(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
