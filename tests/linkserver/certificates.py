"""Certificates made at test time: a good one, and every way of getting it wrong."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Certificates:
    """Server contexts by kind (`good`, `http2`, `expired`, `self-signed`, `wrong-host`, `no-intermediate`), and the roots."""

    contexts: dict[str, ssl.SSLContext]
    roots: str


def make_certificates(folder: Path, hosts: dict[str, str]) -> Certificates:
    """Make one certificate per kind for the host that asks for it, and write the authority's to a file."""
    authority, stranger = trustme.CA(), trustme.CA()
    intermediate = authority.create_child_ca()
    past = datetime.now(UTC) - timedelta(days=3)
    made = {
        "good": authority.issue_cert(hosts["good"]),
        "http2": authority.issue_cert(hosts["http2"]),
        "expired": authority.issue_cert(hosts["expired"], not_before=past - timedelta(days=9), not_after=past),
        "self-signed": stranger.issue_cert(hosts["self-signed"]),
        "wrong-host": authority.issue_cert("somebody-else.test"),
        "no-intermediate": intermediate.issue_cert(hosts["no-intermediate"]),
    }
    contexts = {}
    for kind, leaf in made.items():
        contexts[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "no-intermediate":
            # Only the leaf goes out, as from a server whose administrator forgot the chain.
            pem = folder / "leaf.pem"
            pem.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
            contexts[kind].load_cert_chain(pem)
        else:
            leaf.configure_cert(contexts[kind])
    contexts["http2"].set_alpn_protocols(["h2", "http/1.1"])
    roots = folder / "roots.pem"
    authority.cert_pem.write_to_path(str(roots))
    return Certificates(contexts, str(roots))
