"""`ivrc test`: the tests of files, played on their compiled programs."""

from __future__ import annotations

import gc
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from ivrc.cli.compiling import compile_file
from ivrc.cli.output import in_color, print_findings, print_line, write_output
from ivrc.cli.settings import Refusal, files_argument, parameters_option, today_option
from ivrc.render import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ivrc.analysis import Compilation
    from ivrc.cli.compiling import Compiled
    from ivrc.testing.report import Played
    from ivrc.testing.runner import Outcome

Form = Literal["text", "json"]
OUTPUT = click.Path(dir_okay=False)
Parameters = tuple[tuple[str, str], ...]


@click.command()
@files_argument
@click.option("-k", "words", metavar="TEXT", default="", help="Only tests with this in their title.")
@click.option("--coverage", is_flag=True, help="Show what of the program no test meets.")
@click.option("--min", "least", metavar="PERCENT", type=click.FloatRange(0, 100), help="Fail below that.")
@click.option("--coverage-json", metavar="FILE", type=OUTPUT, help="Write what is met as JSON.")
@click.option("--lcov", metavar="FILE", type=OUTPUT, help="Write what is met as LCOV, on lines of FILEs.")
@click.option("--generate", is_flag=True, help="First add tests to FILEs for what no test meets.")
@click.option("--fuzz", metavar="N", type=click.IntRange(1), help="Also let random callers call N times.")
@click.option("--seed", metavar="S", default="0", show_default=True, help="What random callers are drawn by.")
@click.option("--junit", metavar="FILE", type=OUTPUT, help="Write JUnit XML, too.")
@click.option("-j", "jobs", metavar="N", type=click.IntRange(1, 64), default=1, help="Processes to use.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the outcome is printed.",
)  # fmt: skip
@parameters_option
@today_option
def command(
    files: tuple[str, ...],
    words: str,
    coverage: bool,
    least: float | None,
    coverage_json: str | None,
    lcov: str | None,
    generate: bool,
    fuzz: int | None,
    seed: str,
    junit: str | None,
    jobs: int,
    form: Form,
    parameters: Parameters,
    today: datetime | None,
) -> None:
    """Play the tests of FILEs.

    Each test calls the compiled program on a virtual phone network; no system of yours is asked.

    \b
    test "a busy desk leads to voicemail" {
      at 2026-11-20 10:00
      given lookup(_) = none           what an extern answers
      call from +441632960123
      hear "For sales, press 1"        what is spoken next
      press 1
      expect connect SALES             where the call stands
      answer busy                      how the dialling ends
      hear "leave a message"
    }

    \b
    ivrc test menu.ivr
    ivrc test *.ivr -k voicemail
    ivrc test menu.ivr --coverage              what of the menu no test meets
    ivrc test menu.ivr --generate              adds tests for that, short and readable
    ivrc test menu.ivr --fuzz 1000             silence, mashed keys, webhooks twice and late
    ivrc test *.ivr -j 4 --junit tests.xml --min 100     in continuous integration

    A failed test shows the call up to what is wrong. Section 13 of the language has all statements.
    """
    from ivrc.cli import exploring
    from ivrc.testing.report import as_json, as_junit

    counted = coverage or least is not None or coverage_json is not None or lcov is not None
    tasks = [Task(file, parameters, today, counted) for file in files]
    if generate:
        for task in tasks:
            exploring.add_tests(task, form)
    with nullcontext() if jobs == 1 else ProcessPoolExecutor(jobs) as pool:
        programs = [_play(task, words, pool, jobs, form) for task in tasks]
    outcomes = [outcome for played in programs for outcome in played.outcomes]
    if form == "json":
        click.echo(as_json(programs))
    else:
        _print_failures(programs)
    if junit:
        write_output(Path(junit), as_junit(programs))
    if words and not outcomes and not any(played.found for played in programs):
        raise Refusal(f"no test has `{words}` in its title")
    failed = any(outcome.failure for outcome in outcomes) or any(played.found for played in programs)
    if counted:
        failed |= exploring.report(tasks, programs, form, least=least, json=coverage_json, lcov=lcov)
    if fuzz is not None:
        failed |= exploring.fuzz(tasks, fuzz, seed, form)
    sys.exit(failed)


class Task(NamedTuple):
    """What is needed to compile a file, here or in another process."""

    file: str
    parameters: Parameters
    today: datetime | None
    counted: bool = False

    def compiled(self) -> Compiled:
        """What becomes of the file."""
        return compile_file(self.file, self.parameters, self.today)


def _play(task: Task, words: str, pool: ProcessPoolExecutor | None, jobs: int, form: Form) -> Played:
    """Compile a file and play its tests; in text form each is told of as soon as it is over."""
    from ivrc.testing.report import Played, line

    compiled = task.compiled()
    sources = compiled.findings.sources
    if compiled.failed or compiled.compilation is None:
        if form == "text":
            print_findings([compiled.findings], form)
        return Played(sources=sources, outcomes=(), found=compiled.findings.diagnostics)
    titles = [trial.title for trial in compiled.compilation.program.trials]
    if not titles:
        print_line(f'{task.file} has no tests; one begins with: test "what is tested" {{', form)
    wanted = [title for title in titles if words.casefold() in title.casefold()]
    program = compiled.compilation
    played = _outcomes(task, program, wanted) if pool is None else _shared(task, wanted, pool, jobs)
    outcomes: list[Outcome] = []
    for outcome in played:
        outcomes.append(outcome)
        if form == "text":
            click.echo(line(outcome, sources, color=in_color()))
    return Played(sources=sources, outcomes=outcomes, found=())


def _outcomes(task: Task, compilation: Compilation, titles: Iterable[str]) -> Iterator[Outcome]:
    from ivrc.testing.coverage import Domain
    from ivrc.testing.loading import load
    from ivrc.testing.runner import run

    wanted = set(titles)
    trials = [trial for trial in compilation.program.trials if trial.title in wanted]
    if trials:
        loaded = load(compilation)
        # What was compiled stays until the end; the collector need not go through it again and again.
        gc.freeze()
        yield from run(loaded, trials, Domain(compilation) if task.counted else None)
        loaded.transport.close()


def _shared(task: Task, titles: list[str], pool: ProcessPoolExecutor, jobs: int) -> Iterator[Outcome]:
    """Several processes play a share each; the order stays."""
    size = -(-len(titles) // jobs) or 1
    shares = [titles[start : start + size] for start in range(0, len(titles), size)]
    for outcomes in pool.map(_share, [task] * len(shares), shares):
        yield from outcomes


def _share(task: Task, titles: list[str]) -> list[Outcome]:
    """In a process of its own, which compiles for itself."""
    compilation = task.compiled().compilation
    return list(_outcomes(task, compilation, titles)) if compilation else []


def _print_failures(programs: Iterable[Played]) -> None:
    from ivrc.testing.report import explained, summary

    outcomes: list[Outcome] = []
    for played in programs:
        outcomes += played.outcomes
        for outcome in played.outcomes:
            if outcome.failure is not None:
                shown = explained(outcome.failure, played.sources, color=in_color())
                click.echo(f"\n{visible(outcome.title)}\n{shown}", color=in_color())
    if outcomes:
        click.echo(f"\n{summary(outcomes)}")
