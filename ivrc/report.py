"""Diagnostics as programs read them: JSON of our own, and SARIF 2.1.0 for code-scanning services."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ivrc.node import node
from ivrc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ivrc.diagnostics import Diagnostic, Edit, Label
    from ivrc.source import Source, Span

SARIF_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@node
class Findings:
    """What was found in one program: `diagnostics` whose spans refer to `sources` by index."""

    sources: Sequence[Source]
    diagnostics: Sequence[Diagnostic]


def as_json(programs: Iterable[Findings]) -> str:
    """`{"version": 1, "diagnostics": [...]}` on one line; lines and columns from 1, offsets from 0.

    All `fixes` of a diagnostic belong together.
    """
    found = [diagnostic_object(d, program.sources) for program in programs for d in program.diagnostics]
    return json.dumps({"version": 1, "diagnostics": found}, ensure_ascii=False)


def diagnostic_object(diagnostic: Diagnostic, sources: Sequence[Source]) -> dict[str, Any]:
    """One diagnostic as JSON; its spans refer to `sources`."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "title": diagnostic.title,
        **_label(diagnostic.primary, sources),
        "related": [_label(label, sources) for label in diagnostic.related],
        "hint": diagnostic.hint,
        "fixes": [{**_place(edit.span, sources), "text": edit.text} for edit in diagnostic.edits],
    }


def _label(label: Label, sources: Sequence[Source]) -> dict[str, Any]:
    return {"message": label.message, **_place(label.span, sources)}


def _place(span: Span, sources: Sequence[Source]) -> dict[str, Any]:
    source = sources[span.file]
    return {
        "file": source.name,
        "range": {"start": _position(span.start, source), "end": _position(span.end, source)},
    }


def _position(offset: int, source: Source) -> dict[str, int]:
    line, column = source.position(offset)
    return {"line": line, "column": column, "offset": offset}


def as_sarif(programs: Iterable[Findings], page: Callable[[str], str | None]) -> str:
    """A SARIF log with one run; `page` gives the Markdown explanation of a code."""
    found = [(d, program.sources) for program in programs for d in program.diagnostics]
    titles = dict(sorted((d.code, d.title) for d, _ in found))
    order = {code: index for index, code in enumerate(titles)}
    driver = {
        "name": "ivrc",
        "version": __version__,
        "rules": [_rule(code, title, page(code) or title) for code, title in titles.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, sources, order[d.code]) for d, sources in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)


def _rule(code: str, title: str, explanation: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": title},
        "help": {"text": explanation, "markdown": explanation},
    }


def _result(diagnostic: Diagnostic, sources: Sequence[Source], rule: int) -> dict[str, Any]:
    words = (diagnostic.title, diagnostic.primary.message, diagnostic.hint)
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": SARIF_LEVELS[diagnostic.severity],
        "message": {"text": ": ".join(part for part in words if part)},
        "locations": [{"physicalLocation": _location(diagnostic.primary.span, sources)}],
        "relatedLocations": [
            {"physicalLocation": _location(label.span, sources), "message": {"text": label.message}}
            for label in diagnostic.related
        ],
    }
    if diagnostic.edits:
        changes = [_change(edit, sources) for edit in diagnostic.edits]
        description = {"text": diagnostic.hint or diagnostic.title}
        result["fixes"] = [{"description": description, "artifactChanges": changes}]
    return result


def _change(edit: Edit, sources: Sequence[Source]) -> dict[str, Any]:
    location = _location(edit.span, sources)
    replacement = {"deletedRegion": location["region"], "insertedContent": {"text": edit.text}}
    return {"artifactLocation": location["artifactLocation"], "replacements": [replacement]}


def _location(span: Span, sources: Sequence[Source]) -> dict[str, Any]:
    source = sources[span.file]
    (line, column), (end_line, end_column) = source.position(span.start), source.position(span.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {"artifactLocation": {"uri": _uri(PurePath(source.name))}, "region": region}


def _uri(path: PurePath) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
