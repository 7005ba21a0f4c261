"""``python -m dlcatalog``, and the entry point of the ``dlcatalog`` script."""

import atexit
import os
import sys

from dlcatalog.cli import main as run


def main() -> None:
    """Run the program and leave with its exit code."""
    code = run()
    if atexit._ncallbacks():  # noqa: SLF001 - nothing public tells it
        sys.exit(code)
    # Nobody wants to be called at the end, so the system may take back all memory at once: object by object, that
    # takes longer than a build in which nothing changed.
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
