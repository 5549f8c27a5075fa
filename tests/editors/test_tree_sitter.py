"""The parser that is committed, and the queries made for its nodes."""

from __future__ import annotations

import json
import re

import pytest
from engines import EDITORS, parser, tree
from test_cross_check import PATHS

QUERIES = sorted(EDITORS.glob("*/**/*.scm"))
CORPUS = (EDITORS / "tree-sitter-ivr" / "test" / "corpus" / "shapes.txt").read_text("utf-8")
CASES = re.findall(r"=+\n(.*)\n=+\n\n([\s\S]*?)\n---+\n\n([\s\S]*?)(?=\n\n=|\s*\Z)", CORPUS)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_program_has_no_errors(path: object) -> None:
    root = tree(path.read_text("utf-8"))  # type: ignore[attr-defined]  # a path
    assert not root.has_error, str(root)


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_shapes(name: str, text: str, expected: str) -> None:
    assert re.sub(r"\w+: ", "", str(tree(text))) == re.sub(r"\s+", " ", expected).replace(" )", ")")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.relative_to(EDITORS)))
def test_a_query_fits_the_parser(path: object) -> None:
    language, library = parser()
    library.Query(language, path.read_text("utf-8"))  # type: ignore[attr-defined]  # a path; raises QueryError


def test_the_manifest_names_the_query() -> None:
    folder = EDITORS / "tree-sitter-ivr"
    (grammar,) = json.loads((folder / "tree-sitter.json").read_text("utf-8"))["grammars"]
    assert (folder / grammar["highlights"]).is_file()
