"""The documents are true: programs compile, quoted outputs are the compiler's, links lead somewhere.

What stands behind `ivr` in the fence of a block says how the block is held to that:

- nothing: it compiles. Steps are put into `answer { ... }`; what a fragment refers to and does not show comes
  from `STOCK`;
- a diagnostic code: it is wrong, and this is what is found;
- a file name, perhaps with a code: it is a complete program. Until the next such block, `json FILE` quotes a
  whole file of its output, `python FILE` lines of one (a line of three dots leaves some out), and `console`
  what commands print.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivrc.cli import commands
from ivrc.compiler import compile_source
from ivrc.diagnostics import has_errors
from ivrc.explain import codes, page
from ivrc.files import ReadProblem
from ivrc.language.vocabulary import DECLARATIONS
from ivrc.reference import PLACE, reference
from ivrc.source import Source

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "examples/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
NAME = attrgetter("name")
FENCE = re.compile(r"^```(\w*) ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)")
NEEDED = {
    "defaults": "defaults { on silence -> again; on invalid -> again; on give_up { hangup } }",
    "app": 'app "Example" { base_url: "https://ivr.example.com"; number: +441632960000 }',
    "answer": "answer { hangup }",
}
STOCK = {
    "Customer": "type Customer { name: text; vip: bool; agent: phone? }",
    "closed_notice": 'flow closed_notice { say "We are closed." }',
    "known_account": "extern known_account(account: digits) -> bool { reads: true }",
    "log_call": "extern log_call(call: text, seconds: int?)",
    "main": 'menu main { press 1 for "sales" -> sales }',
    "message": "recording message { timeout: 2m }",
    "operator": "flow operator { connect +441632960009 { on unreachable { hangup } } }",
    "sales": 'flow sales { say "Sales." }',
    "sorry": 'flow sorry { say "Sorry." }',
    "state_of": "extern state_of(number: digits) -> text { reads: true }",
    "store_message": "extern store_message(caller: phone?, link: url)",
    "support": 'flow support { say "Support." }',
    "voicemail": 'flow voicemail { say "Please call again." }',
}
"""What a fragment may name without showing it; `NEEDED` is what every program has."""


@dataclass(frozen=True)
class Block:
    """One fenced block. `about` stands behind its language; `program` is the complete one in force."""

    document: Path
    line: int
    language: str
    about: tuple[str, ...]
    text: str
    program: tuple[str, str]

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}"

    @property
    def code(self) -> str:
        """The diagnostic that a wrong program shows."""
        return next((word for word in self.about if re.fullmatch(r"IVR\d{3}", word)), "")

    @property
    def is_complete(self) -> bool:
        return any(word.endswith(".ivr") for word in self.about)


def blocks(document: Path) -> list[Block]:
    found, program = [], ("", "")
    text = document.read_text("utf-8")
    for match in FENCE.finditer(text):
        language, about, body = match.groups()
        if language == "ivr" and about.partition(" ")[0].endswith(".ivr"):
            program = (about.partition(" ")[0], body)
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(document, line, language, tuple(about.split()), body, program))
    return found


BLOCKS = [block for document in DOCUMENTS for block in blocks(document)]


def written_in(language: str) -> list[Block]:
    return [block for block in BLOCKS if block.language == language]


def whole(block: Block) -> str:
    """A program made of a block by the rule of this module."""
    if block.is_complete:
        return block.text
    bare = re.sub(r"(?m)^\s*//.*\n", "", block.text).strip()
    is_file = re.match(r"\w+", bare)[0] in DECLARATIONS and not bare.startswith("menu {")
    text = block.text if is_file else f"answer {{\n{block.text}}}\n"
    text += "".join(f"{row}\n" for name, row in NEEDED.items() if not re.search(rf"(?m)^{name}\b", text))
    while added := [row for name, row in STOCK.items() if is_named(name, text) and row not in text]:
        text += "".join(f"{row}\n" for row in added)
    return text


def is_named(name: str, text: str) -> bool:
    """Whether a program refers to a name that it does not declare."""
    declared = rf"(?m)^(flow|menu|extern|type|hours|recording|conference|collect \w+) {name}\b"
    return bool(re.search(rf"\b{name}\b", text)) and not re.search(declared, text)


def compiled(name: str, text: str):
    return compile_source(Source(name, text), lambda _: ReadProblem(message="does not exist"))


def files_of(block: Block) -> dict[str, str]:
    """What the program in force at a block is built into."""
    return {path: content.decode() for path, content in compiled(*block.program).files.items()}


@pytest.mark.parametrize("block", written_in("ivr"), ids=str)
def test_programs_are_what_they_say(block: Block) -> None:
    found = compiled("example.ivr", whole(block)).diagnostics
    shown = [f"{d.code} {d.primary.message}" for d in found if d.severity == "error"]
    if block.code:
        assert block.code in {d.code for d in found}, shown
    else:
        assert not has_errors(found), shown


@pytest.mark.parametrize("block", [b for b in written_in("json") if b.about], ids=str)
def test_quoted_files_are_what_the_build_gives(block: Block) -> None:
    assert block.text == files_of(block)[block.about[0]]


@pytest.mark.parametrize("block", [b for b in written_in("python") if b.about], ids=str)
def test_quoted_lines_stand_in_the_file(block: Block) -> None:
    for excerpt in block.text.split("\n...\n"):
        assert f"\n{excerpt.strip(chr(10))}\n" in files_of(block)[block.about[0]]


@pytest.mark.parametrize("block", written_in("console"), ids=str)
def test_commands_print_what_is_quoted(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, text = block.program
    (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in block.text.removeprefix("$ ").split("\n$ "):
        line, _, printed = command.partition("\n")
        assert CliRunner().invoke(commands, shlex.split(line)[1:]).output.strip() == printed.strip()


@pytest.mark.parametrize("block", [b for b in BLOCKS if "?v=" in b.text and not b.language], ids=str)
def test_routes_that_are_asked_exist(block: Block) -> None:
    route = re.search(r"8000(/[^']+\?v=\w+)'", block.text)[1]
    assert route in files_of(block)["ncco/answer.json"]


def test_the_reference_is_fresh() -> None:
    assert PLACE.read_text("utf-8") == reference(), "run `python -m ivrc.reference`"


def test_every_diagnostic_is_in_the_reference_and_has_a_page() -> None:
    text = reference()
    for code in codes():
        assert page(code)
        assert f"| {code} |" in text, code


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAME)
def test_codes_that_are_named_exist(document: Path) -> None:
    assert {*re.findall(r"IVR\d{3}", document.read_text("utf-8"))} <= {*codes()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAME)
def test_links_lead_to_files(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text("utf-8")):
        linked = document.parent / target if target else document
        assert linked.exists(), target
        assert not anchor or anchor[1:] in anchors(linked), f"{target}{anchor}"


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    heads = re.findall(r"(?m)^#+ (.*)$", document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
