"""From command-line options to the setup of a run: transport, manners, patience, user agent, roots."""

import argparse
import os

from dlcatalog import __version__
from dlcatalog.linkcheck.fetch.resolve import is_private
from dlcatalog.linkcheck.fetch.retry import Patience
from dlcatalog.linkcheck.fetch.throttle import Manners
from dlcatalog.linkcheck.fetch.transport import Wire, pick_transport
from dlcatalog.linkcheck.stack import Setup


def make_user_agent(contact: str) -> str:
    """An honest user agent: who we are, and where to complain."""
    told = contact if contact.isascii() and contact.isprintable() else ""
    return f"Mozilla/5.0 (compatible; dlcatalog-linkcheck/{__version__}{'; +' + told if told else ''})"


def make_setup(args: argparse.Namespace, contact: str) -> Setup:
    """Build the setup that the options of `links check` and `links explain` ask for."""
    wire = Wire(
        concurrency=args.concurrency,
        user_agent=make_user_agent(args.contact or contact),
        roots=find_roots(),
        connect_timeout=min(10.0, args.timeout),
        is_private=None if args.allow_private else is_private,
    )
    return Setup(
        transport=pick_transport(args.transport),
        wire=wire,
        manners=Manners(args.per_host, args.rate, args.patience),
        patience=Patience(args.retries, budget=args.patience),
        timeout=args.timeout,
    )


def find_roots() -> str | None:
    """File of root certificates: `SSL_CERT_FILE` if set, else the bundle that comes with requests."""
    if told := os.environ.get("SSL_CERT_FILE"):
        return told
    import certifi

    return certifi.where()
