"""What `ivrc test` does beyond the tests that are there: what they miss, tests for that, random callers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivrc.cli.output import print_line, replace_source, write_output
from ivrc.testing.coverage import Domain
from ivrc.testing.fuzzing import Fuzzer
from ivrc.testing.generating import MOST_CALLS, generate
from ivrc.testing.loading import load
from ivrc.testing.met import Met, as_json, as_lcov, as_text, unmet
from ivrc.testing.runner import run
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ivrc.analysis import Compilation
    from ivrc.cli.testing import Form, Task
    from ivrc.testing.coverage import Item
    from ivrc.testing.report import Played


def report(
    tasks: Sequence[Task],
    programs: Sequence[Played],
    form: Form,
    *,
    least: float | None,
    json: str | None,
    lcov: str | None,
) -> bool:
    """Tell what the tests meet; whether a program is below `least` percent."""
    found = []
    for (_, compilation), played in zip(_compiled(tasks), _understood(programs), strict=True):
        hits: Counter[Item] = Counter()
        for outcome in played.outcomes:
            hits.update(outcome.met)
        counts = {item: hits[item] for item in Domain(compilation).items}
        found.append(Met(sources=compilation.sources, hits=counts))
    for met in found:
        print_line(f"\n{as_text(met)}", form)
    for path, text in ((json, as_json), (lcov, as_lcov)):
        if path is not None:
            write_output(Path(path), text(found).encode())
    below = [met for met in found if least is not None and met.percent < least]
    for met in below:
        print_line(f"{met.sources[0].name} is below {least:g} %; `ivrc test --generate` adds tests", form)
    return bool(below)


def add_tests(task: Task, form: Form) -> None:
    """Write tests for what no test meets behind the end of a file."""
    for _, compilation in _compiled([task]):
        loaded = load(compilation)
        trials = compilation.program.trials
        met: set[Item] = set()
        for outcome in run(loaded, trials, Domain(compilation)):
            met |= set(outcome.met)
        made = generate(loaded, met, [trial.title for trial in trials])
        loaded.transport.close()
        if made.tests:
            _append(task.file, made.tests)
        reached = f"{len(made.met)} of {len(made.met) + len(made.missing)}"
        print_line(f"{task.file}: {counted(len(made.tests), 'test')} added; {reached} met", form)
        for line in unmet(Met(sources=compilation.sources, hits=dict.fromkeys(made.missing, 0))):
            print_line(line, form)
        if made.exhausted:
            print_line(f"  the search ended after {MOST_CALLS} calls; there may be more to meet", form)


def _append(file: str, tests: Iterable[str]) -> None:
    """Put tests behind what is in a file, with line ends as there."""
    content = Path(file).read_bytes()
    line_end = b"\r\n" if b"\r\n" in content else b"\n"
    added = "".join(f"\n{test}" for test in tests).encode().replace(b"\n", line_end)
    replace_source(file, content + (b"" if content.endswith(b"\n") else line_end) + added)


def fuzz(tasks: Sequence[Task], calls: int, seed: str, form: Form) -> bool:
    """Let random callers call each program; whether one of them broke one."""
    broken = False
    for task, compilation in _compiled(tasks):
        loaded = load(compilation)
        fuzzer = Fuzzer(loaded)
        found = next(filter(None, (fuzzer.run(f"{seed}:{number}") for number in range(calls))), None)
        loaded.transport.close()
        if found is None:
            print_line(f"{task.file}: {calls} random calls (seed {seed}): nothing broke", form)
            continue
        broken = True
        print_line(f"{task.file}: {found.problem}; as a test, as far as one can say it:", form)
        click.echo(found.test, err=form != "text")
    return broken


def _compiled(tasks: Sequence[Task]) -> Iterator[tuple[Task, Compilation]]:
    """The programs without errors; those of the others were told when their tests were to be played."""
    for task in tasks:
        compiled = task.compiled()
        if not compiled.failed and compiled.compilation is not None:
            yield task, compiled.compilation


def _understood(programs: Sequence[Played]) -> list[Played]:
    return [played for played in programs if not played.found]
