"""A whole compilation in one process: growth with length, cost against a bare parse, and memory.

    python benchmarks/compile.py

Prints each figure with its bar and fails if one is above it. Measurements run in processes of their own.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

from workload import program

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS = 5
SHORT, LONG = 10_000, 100_000
BARS = {"growth": 1.15, "bare parse": 2.5, "memory": 4.0}


def compile_once(lines: int) -> float:
    """Processor seconds of compiling a program of that length."""
    from ivrc.compiler import Options, compile_source
    from ivrc.source import Source

    source = Source(name="benchmark.ivr", text=program(lines))
    # Loads what is loaded once: the table, and the libraries that speak numbers.
    compile_source(Source(name="short.ivr", text=program(1000)), no_imports)
    gc.collect()
    gc.disable()
    start = process_time()
    compilation = compile_source(source, no_imports, Options(today=date(2026, 11, 20)))
    took = process_time() - start
    assert compilation.files, compilation.diagnostics[:3]
    return took


def no_imports(path: str) -> str:
    raise FileNotFoundError(path)


def parse_once(lines: int) -> float:
    """Processor seconds of Lark alone, with positions, on the same text and grammar."""
    from ivrc.syntax.generate import lark

    text, parser = program(lines), lark(propagate_positions=True)
    parser.parse(program(100), start="start")
    gc.collect()
    gc.disable()
    start = process_time()
    parser.parse(text, start="start")
    return process_time() - start


def peak_once(lines: int) -> float:
    """Peak memory of a compilation in kB, all but what a program of 1,000 lines takes already."""
    compile_once(1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    compile_once(lines)
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


def measured(what: str, lines: int) -> float:
    """One of the functions above in a fresh process."""
    command = [sys.executable, __file__, what, str(lines)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def main() -> None:
    """Measure in turns, so that a busy moment of the machine touches both sides of a ratio."""
    rounds = [
        (measured("compile_once", SHORT), measured("compile_once", LONG), measured("parse_once", SHORT))
        for _ in range(ROUNDS)
    ]
    short, long, parse = (median(column) for column in zip(*rounds, strict=True))
    print(
        f"{SHORT} lines {short:.2f} s, {LONG} lines {long:.2f} s, Lark alone on {SHORT} lines {parse:.2f} s"
    )
    figures = {
        "growth": median(b / a for a, b, _ in rounds) * SHORT / LONG,
        "bare parse": median(a / c for a, _, c in rounds),
        "memory": measured("peak_once", LONG) / LONG,
    }
    for name, figure in figures.items():
        print(f"{name:12} {figure:5.2f}   bar {BARS[name]}")
    slow = [name for name, figure in figures.items() if figure > BARS[name]]
    sys.exit(f"above the bar: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print({f.__name__: f for f in (compile_once, parse_once, peak_once)}[sys.argv[1]](int(sys.argv[2])))
    else:
        main()
