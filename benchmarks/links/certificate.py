"""Makes a throw-away authority and a certificate for `localhost`, for the TLS turns of the benchmark."""

import sys
from pathlib import Path

import trustme


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Write the authority's certificate, and a chain with its key for `localhost`; return both paths."""
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost", "127.0.0.1")
    roots, chain = folder / "roots.pem", folder / "chain.pem"
    authority.cert_pem.write_to_path(str(roots))
    leaf.private_key_and_cert_chain_pem.write_to_path(str(chain))
    return roots, chain


if __name__ == "__main__":
    make_certificate(Path(sys.argv[1]))
