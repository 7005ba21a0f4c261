"""What changed against a git revision: entry files, and the addresses that were there before."""

import subprocess
from pathlib import Path

from dlcatalog.errors import UsageError
from dlcatalog.lang import Localized
from dlcatalog.linkcheck.rewrite import find_addresses
from dlcatalog.records import record


@record
class Change:
    """Entry files added or changed, relative to the catalog, and all addresses that those and deleted ones had before."""

    paths: frozenset[str]
    former: frozenset[str]


def find_change(catalog: Path, base: str) -> Change:
    """What has changed since `base` branched off; uncommitted and untracked files count.

    Raises:
        UsageError: this is no git checkout, or `base` is no revision of it.
    """
    root = catalog.resolve()
    if base.startswith("-"):
        raise _no_revision(base, "")
    fork = (
        _git(root, "merge-base", base, "HEAD", may_fail=True).strip()
        or _git(root, "rev-parse", "--verify", f"{base}^{{commit}}").strip()
    )
    # Without renames: an entry under a new name brings no new address, since the old file counts as deleted.
    diff = ("diff", "--name-only", "-z", "--relative", "--no-renames")
    touched = _entries(_git(root, *diff, fork, "--", "."))
    deleted = _entries(_git(root, *diff, "--diff-filter=D", fork, "--", "."))
    untracked = _entries(_git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", "."))
    texts = (_git(root, "show", f"{fork}:./{name}", may_fail=True) for name in sorted(touched))
    former = frozenset(url for text in texts for url in find_addresses(text))
    return Change((touched - deleted) | untracked, former)


def _entries(listing: str) -> frozenset[str]:
    return frozenset(name for name in listing.split("\0") if name.endswith(".yaml") and "/" in name)


def _git(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise UsageError(
            Localized(
                en="--changed needs git, and a catalog folder in a git checkout",
                zh="--changed 需要 git，且目录数据位于 git 工作区中",
            )
        ) from error
    if done.returncode and not may_fail:
        raise _no_revision(arguments[-1], done.stderr.strip())
    return "" if done.returncode else done.stdout


def _no_revision(base: str, detail: str) -> UsageError:
    return UsageError(
        Localized(
            en=f"git cannot compare with {base!r} (shallow checkout? use fetch-depth: 0): {detail}",
            zh=f"git 无法与 {base!r} 比较（是否为浅克隆？请设 fetch-depth: 0）：{detail}",
        )
    )
