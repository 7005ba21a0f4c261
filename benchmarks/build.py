"""Time this program against Hugo on the same content, taken in turns, and print the table of docs/performance.md.

    python benchmarks/build.py --hugo /path/to/hugo --sizes 300 3000 30000 --rounds 5

Whole processes from outside. For each size: a cold build (no state, no output; what the program itself keeps between
runs, byte code and compiled templates, is there, as after any first use), a build after one entry changed, one after
nothing changed, and ``check`` of the whole catalog. Hugo builds everything each time: it keeps nothing.
Each cold build goes into a folder that was never there, and nothing is deleted before the end: for five seconds, ext4
searches around the inodes of deleted files whenever it makes a new one, which would be charged to whoever builds next.
Ratios are medians of ours over medians of Hugo's. Memory is the largest sum of proportional set sizes of the process
and its children, sampled twenty times a second in a run of its own.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import hugo_site  # type: ignore[import-not-found,unused-ignore]
import make_catalog  # type: ignore[import-not-found,unused-ignore]

TARGETS = {
    "cold": {300: 1.0, 3000: 0.6, 30000: 0.5},
    "one": {300: 0.5, 3000: 0.1, 30000: 0.05},
    "none": {300: 0.3, 3000: 0.05, 30000: 0.03},
    "memory": {300: 0.7, 3000: 0.3, 30000: 0.15},
}
NAMES = {
    "cold": "cold build",
    "one": "one entry changed",
    "none": "nothing changed",
    "memory": "peak memory",
    "check": "check",
}
CHANGED = 17


def environment() -> dict[str, str]:
    """As on a machine where Python may keep its byte code."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str | Path]) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    return time.perf_counter() - started


def peak_memory(command: Sequence[str | Path]) -> float:
    """Largest sum of the proportional set sizes of a command and its children, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_proportional_size(pid) for pid in _family(process.pid)))
        time.sleep(0.05)
    return peak / 1024


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _proportional_size(pid: int) -> int:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)


@dataclass
class Bench:
    """One size: a catalog, a Hugo project of the same content, and the seconds measured."""

    folder: Path
    size: int
    hugo: str
    seconds: dict[str, list[float]] = field(default_factory=dict)
    revision: int = 0
    starts: int = 0

    def __post_init__(self) -> None:
        """Write both sides."""
        self.catalog, self.project = self.folder / "catalog", self.folder / "hugo"
        self.site = self.public = self.folder
        make_catalog.write_catalog(self.catalog, self.size)
        hugo_site.write_project(self.catalog, self.project)

    def command(self, *words: str) -> list[str]:
        """This program on this catalog."""
        return [sys.executable, "-m", "dlcatalog", "--catalog", str(self.catalog), *words]

    @property
    def build(self) -> list[str]:
        """The build command."""
        return self.command("build", "--quiet", "--date", "2026-11-20", "--output", str(self.site))

    @property
    def rival(self) -> list[str]:
        """Hugo's build command."""
        return [self.hugo, "--quiet", "--source", str(self.project), "--destination", str(self.public)]

    def start_afresh(self) -> None:
        """No state, no output, on either side."""
        self.starts += 1
        self.site, self.public = self.folder / f"site-{self.starts}", self.folder / f"public-{self.starts}"
        shutil.rmtree(self.project / "resources", ignore_errors=True)

    def change(self) -> None:
        """Another title, summary and note in one entry, on both sides."""
        self.revision += 1
        path = make_catalog.write_entry(self.catalog, CHANGED, self.revision)
        hugo_site.write_entry(self.project, path, CHANGED + 1)

    def measure(self, name: str, command: Sequence[str]) -> None:
        """Take one time."""
        self.seconds.setdefault(name, []).append(run(command))

    def round(self) -> None:
        """Everything once, in turns with the rival."""
        self.start_afresh()
        self.measure("hugo cold", self.rival)
        self.measure("cold", self.build)
        self.change()
        self.measure("one", self.build)
        self.measure("hugo one", self.rival)
        self.measure("none", self.build)
        self.measure("hugo none", self.rival)
        self.measure("check", self.command("check"))

    def memory(self) -> tuple[float, float]:
        """Peaks of a cold build: ours and Hugo's, in MB."""
        self.start_afresh()
        return peak_memory(self.build), peak_memory(self.rival)

    def median(self, name: str) -> float:
        """Median of the seconds under a name."""
        return statistics.median(self.seconds[name])


def report(benches: Sequence[Bench]) -> str:
    """The table, in Markdown."""
    memories = {bench.size: bench.memory() for bench in benches}
    lines = [
        "| | " + " | ".join(f"{bench.size:,} entries" for bench in benches) + " |",
        "| --- |" + " --- |" * len(benches),
    ]
    rows: dict[str, Callable[[Bench], tuple[float, float]]] = {
        name: lambda bench, name=name: (bench.median(name), bench.median(f"hugo {name}"))  # type: ignore[misc]
        for name in ("cold", "one", "none")
    }
    for name, figures in rows.items():
        lines.append(_row(name, [(bench, *figures(bench), "s") for bench in benches]))
    lines.append(_row("memory", [(bench, *memories[bench.size], "MB") for bench in benches]))
    lines.append("| check | " + " | ".join(f"{bench.median('check'):.2f} s" for bench in benches) + " |")
    return "\n".join(lines)


def _row(name: str, cells: Sequence[tuple[Bench, float, float, str]]) -> str:
    texts = []
    for bench, ours, theirs, unit in cells:
        digits = 0 if unit == "MB" else 2
        target = TARGETS[name].get(bench.size)
        aim = f" (target {target})" if target else ""
        texts.append(f"**{ours / theirs:.3f}**{aim}: {ours:.{digits}f} to {theirs:.{digits}f} {unit}")
    return f"| {NAMES[name]} | " + " | ".join(texts) + " |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "hugo", help="the Hugo binary")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="dlcatalog-bench-"))
    package = Path(__file__).resolve().parent.parent / "src" / "dlcatalog"
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(package)], check=False, env=environment())
    benches = [Bench(folder / str(size), size, args.hugo) for size in args.sizes]
    benches[0].round()  # warms what any first use warms
    benches[0].seconds.clear()
    for number in range(args.rounds):
        for bench in benches:
            bench.round()
            print(
                f"round {number + 1} of {args.rounds}: {bench.size}",
                {name: round(times[-1], 2) for name, times in bench.seconds.items()},
                file=sys.stderr,
            )
    print(report(benches))
    if args.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
