"""What came of tests, as people and programs read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ivrc.node import node
from ivrc.render import render, visible
from ivrc.report import diagnostic_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source
    from ivrc.testing.runner import Failure, Outcome

GREEN, RED = "32", "31"


@node
class Played:
    """The tests of one program; `found` is what kept it from being compiled, if anything did."""

    sources: Sequence[Source]
    outcomes: Sequence[Outcome]
    found: Sequence[Diagnostic]


def line(outcome: Outcome, sources: Sequence[Source], *, color: bool = False) -> str:
    """`ok    menu.ivr:74  a busy desk leads to voicemail`."""
    word, tone = ("FAIL", RED) if outcome.failure else ("ok", GREEN)
    shown = f"{word:4}"
    file, number = _place(outcome, sources)
    painted = f"\x1b[{tone}m{shown}\x1b[0m" if color else shown
    return f"{painted}  {visible(file)}:{number}  {visible(outcome.title)}"


def explained(failure: Failure, sources: Sequence[Source], *, color: bool = False) -> str:
    """The call up to what is wrong, and what that is."""
    lines = [visible(shown) for shown in failure.transcript]
    return "\n".join([*lines, render(failure.diagnostic, sources, color=color)])


def summary(outcomes: Sequence[Outcome]) -> str:
    """`3 tests: 2 ok, 1 failed`."""
    failed = sum(outcome.failure is not None for outcome in outcomes)
    tests = "1 test" if len(outcomes) == 1 else f"{len(outcomes)} tests"
    parts = [
        f"{count} {word}" for count, word in ((len(outcomes) - failed, "ok"), (failed, "failed")) if count
    ]
    return f"{tests}: {', '.join(parts)}"


def as_json(programs: Iterable[Played]) -> str:
    """`{"version": 1, "tests": [...], "diagnostics": [...]}`; `seconds` are those of the call's clock."""
    tests: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for played in programs:
        tests += [_object(outcome, played.sources) for outcome in played.outcomes]
        found += [diagnostic_object(d, played.sources) for d in played.found]
    return json.dumps({"version": 1, "tests": tests, "diagnostics": found}, ensure_ascii=False)


def _object(outcome: Outcome, sources: Sequence[Source]) -> dict[str, Any]:
    file, number = _place(outcome, sources)
    made: dict[str, Any] = {"title": outcome.title, "file": file, "line": number}
    made |= {"passed": outcome.failure is None, "seconds": round(outcome.seconds, 3)}
    if outcome.failure is not None:
        made["transcript"] = list(outcome.failure.transcript)
        made["diagnostic"] = diagnostic_object(outcome.failure.diagnostic, sources)
    return made


def as_junit(programs: Iterable[Played]) -> bytes:
    """The XML that continuous integration reads; a suite a file. Its times are those of the calls' clocks."""
    root = Element("testsuites", name="ivrc test")
    for played in programs:
        outcomes = played.outcomes
        failed = sum(outcome.failure is not None for outcome in outcomes)
        errors = 1 if played.found else 0
        counts = {"tests": len(outcomes) + errors, "failures": failed, "errors": errors}
        attributes = {name: str(count) for name, count in counts.items()}
        suite = SubElement(root, "testsuite", {"name": played.sources[0].name, **attributes})
        for outcome in outcomes:
            _case(suite, outcome, played.sources)
        if played.found:
            case = SubElement(suite, "testcase", classname=played.sources[0].name, name="compile")
            shown = "\n\n".join(render(found, played.sources) for found in played.found)
            SubElement(case, "error", message=played.found[0].title).text = shown
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _case(suite: Element, outcome: Outcome, sources: Sequence[Source]) -> None:
    file, number = _place(outcome, sources)
    case = SubElement(suite, "testcase", classname=file, name=visible(outcome.title), file=file)
    case.set("line", str(number))
    case.set("time", f"{outcome.seconds:.3f}")
    if outcome.failure is not None:
        message = visible(outcome.failure.diagnostic.primary.message)
        SubElement(case, "failure", message=message).text = explained(outcome.failure, sources)


def _place(outcome: Outcome, sources: Sequence[Source]) -> tuple[str, int]:
    source = sources[outcome.span.file]
    return source.name, source.position(outcome.span.start)[0]
