"""``python -m dlcatalog``, and the entry point of the ``dlcatalog`` script."""

import sys

from dlcatalog.cli import main as run


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
