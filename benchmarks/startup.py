"""Start-up of the command: whole processes, measured in pairs with the interpreter doing the bare imports.

    python benchmarks/startup.py

Prints the median ratio of each pair and fails if one is above its bar.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from workload import program

ROUNDS = 21
ROOT = Path(__file__).parent.parent
IVRC = "import sys; from ivrc.cli import main; sys.exit(main())"

PAIRS = (
    ("ivrc --version", ["--version"], "import click", 1.2),
    ("ivrc check of 100 lines", ["check", "small.ivr"], "import click, lark", 1.8),
)
"""What it is called, arguments of ivrc, what the bare interpreter does, and the bar of their ratio."""


def seconds(code: str, arguments: list[str], folder: str) -> float:
    """Wall time of one process."""
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return perf_counter() - start


def main() -> None:
    """Measure all pairs."""
    slow = []
    with TemporaryDirectory() as folder:
        Path(folder, "small.ivr").write_text(program(100), "utf-8")
        for name, arguments, bare, bar in PAIRS:
            seconds(IVRC, arguments, folder)  # makes the bytecode
            pairs = [(seconds(IVRC, arguments, folder), seconds(bare, [], folder)) for _ in range(ROUNDS)]
            ratio = median(ours / theirs for ours, theirs in pairs)
            ours = median(pair[0] for pair in pairs) * 1000
            print(f"{name:24} {ours:6.1f} ms   {ratio:.2f} x `{bare}`   bar {bar}")
            slow += [name] * (ratio > bar)
    sys.exit(f"above the bar: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    main()
