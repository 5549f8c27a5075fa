"""Linting raw NCCOs against reading them and validating them with a compiled JSON schema.

    pip install fastjsonschema
    python benchmarks/lint.py

1,000 NCCOs are made of those of the corpus: of all, with their mistakes, and of those without a finding.
Prints each figure with its bar and fails if one is above it.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import fastjsonschema

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ivrc.ncco.raw.lint import lint_text  # noqa: E402  # of this checkout

if TYPE_CHECKING:
    from collections.abc import Callable

FILES, ROUNDS, BAR = 1000, 15, 2.0
CORPUS = ROOT / "tests" / "ncco" / "corpus"


def corpus() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.json"))]


def repeated(texts: list[str]) -> list[str]:
    return [texts[index % len(texts)] for index in range(FILES)]


def compiled_validator() -> Callable[[object], object]:
    schema = json.loads((ROOT / "ivrc" / "ncco" / "schema.json").read_text("utf-8"))
    schema["$schema"] = "http://json-schema.org/draft-07/schema"
    return fastjsonschema.compile(schema)  # type: ignore[no-any-return]  # has no types


def read_and_validate(texts: list[str], validate: Callable[[object], object]) -> None:
    for text in texts:
        document = json.loads(text)
        try:
            validate(document)
        except fastjsonschema.JsonSchemaException:
            continue


def lint(texts: list[str]) -> None:
    for text in texts:
        lint_text(text)


def seconds(work: Callable[..., None], *arguments: object) -> float:
    gc.collect()
    start = process_time()
    work(*arguments)
    return process_time() - start


def main() -> None:
    """Measure in turns, so that a busy moment of the machine touches both sides of a ratio."""
    validate, everything = compiled_validator(), corpus()
    slow = False
    samples = {"all": everything, "without findings": [text for text in everything if not lint_text(text)]}
    for name, chosen in samples.items():
        texts = repeated(chosen)
        rounds = [(seconds(lint, texts), seconds(read_and_validate, texts, validate)) for _ in range(ROUNDS)]
        ours, theirs = (median(column) * 1000 for column in zip(*rounds, strict=True))
        figure = median(one / other for one, other in rounds)
        slow = slow or figure > BAR
        print(f"{name:17} {figure:5.2f}   bar {BAR}   ({ours:.0f} ms against {theirs:.0f} ms)")
    sys.exit("above the bar" if slow else 0)


if __name__ == "__main__":
    main()
