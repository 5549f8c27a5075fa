"""State graph to files, as bytes by relative path; the same program gives the same bytes everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ivrc.emit.application import application
from ivrc.emit.manifest import manifest
from ivrc.emit.ncco import ncco_bytes, ncco_value
from ivrc.emit.plan import make_plan
from ivrc.emit.webhook import base_url, names_taken, webhook

if TYPE_CHECKING:
    from ivrc.flow.states import State, StateGraph
    from ivrc.semantics.program import Program


def emit(
    program: Program, graph: StateGraph, name: str, public_key: str
) -> tuple[dict[str, bytes], dict[State, str]]:
    """Every file of a program whose source is called `name`, and what the module calls its states.

    `public_key` is PEM text or ''.
    """
    plan = make_plan(graph, names_taken(program))
    base = base_url(program)
    files = {f"ncco/{file}.json": ncco_bytes(ncco_value(parts, base)) for file, parts in plan.files.items()}
    files["application.json"] = _json(application(program, public_key))
    files["webhook.py"] = webhook(program, graph, plan, name).encode()
    files["__init__.py"] = b""
    files["manifest.json"] = _json(manifest(program, graph, plan, [*files, "manifest.json"]))
    return dict(sorted(files.items())), plan.targets()


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()
