"""The strict JSON schema of one kind of action: the safety net of the emitter, not of the linter."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.protocols import Validator


@cache
def _definitions() -> dict[str, object]:
    document = json.loads(files("ivrc.ncco").joinpath("schema.json").read_text(encoding="utf-8"))
    definitions = document["$defs"]
    del definitions["compat"]
    return dict(definitions)


@cache
def strict_validator(kind: str) -> Validator:
    """The validator of an action such as `talk`, made at first use; KeyError for an unknown kind."""
    definitions = _definitions()
    if kind not in definitions:
        raise KeyError(kind)
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": definitions})


def assert_strict(files: Mapping[str, bytes]) -> None:
    """Raise `AssertionError` if the compiler has made an NCCO that the target does not take.

    `files`: content by relative path; only those of `ncco/` are looked at, equal actions once.
    """
    done: set[str] = set()
    for path, content in files.items():
        for action in json.loads(content) if path.startswith("ncco/") else ():
            text = repr(action)
            if text not in done:
                done.add(text)
                error = next(strict_validator(action["action"]).iter_errors(action), None)
                if error is not None:
                    raise AssertionError(f"{path}: {error.json_path}: {error.message}")
