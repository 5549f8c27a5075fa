"""A change touches the states in which it is heard or decided and no others (language 14)."""

from __future__ import annotations

import difflib
from pathlib import Path

from driver import compiled

ACME = (Path(__file__).parents[2] / "examples/acme/acme.ivr").read_text("utf-8")
ALWAYS = {"manifest.json"}


def changed(new: str, old: str = ACME) -> set[str]:
    """The files that differ."""
    assert new != old
    before, after = compiled(old).files, compiled(new).files
    assert before
    assert after
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def rows(new: str, old: str = ACME) -> list[str]:
    """The lines of the module that differ."""
    before, after = (compiled(text).files["webhook.py"].decode().splitlines() for text in (old, new))
    return [line for line in difflib.ndiff(before, after) if line[0] in "+-"]


def test_a_label_changes_the_nccos_in_which_it_is_heard() -> None:
    new = ACME.replace('press 2 for "support"', 'press 2 for "help"')
    heard = {"ncco/main.json", "ncco/answer.json"} & compiled(ACME).files.keys()
    attempts = {f"ncco/main.{kind}.{n}.json" for kind in ("silence", "invalid") for n in (2, 3)}
    assert changed(new) == heard | attempts | ALWAYS


def test_a_target_changes_its_digest_and_one_row() -> None:
    kept = ACME.replace("press 0 for", 'press 3 for "x" -> support\n  press 0 for')
    both = kept.replace('press 2 for "support" -> support', 'press 2 for "support" -> sales')
    lines = rows(both, kept)
    assert lines
    assert all("version=" in line or "keys=" in line or '"2"' in line for line in lines), lines


def test_renaming_a_flow_renames_its_files_and_routes() -> None:
    new = ACME.replace("flow sales", "flow selling").replace("-> sales", "-> selling")
    files = changed(new)
    assert {"ncco/sales.json", "ncco/selling.json"} <= files
    assert "ncco/voicemail.json" not in files
    assert "ncco/support.json" not in files


def test_reordering_declarations_changes_the_manifest_only() -> None:
    head, *declarations = ACME.split("\n\n")
    assert head.startswith("///")
    for new in ("\n\n".join([head, *reversed(declarations)]), "\n\n".join([*declarations, head])):
        assert changed(new) <= ALWAYS


def test_a_comment_changes_the_manifest_only() -> None:
    assert changed(ACME.replace("menu main", "// The main menu.\nmenu main")) <= ALWAYS


def test_a_new_option_changes_only_its_menu() -> None:
    new = ACME.replace("press 2 for", 'press 3 for "prices" -> prices\n  press 2 for')
    new += '\nflow prices { say "Two pounds." }\n'
    untouched = {"ncco/sales.json", "ncco/support.json", "ncco/voicemail.json", "ncco/closed_notice.json"}
    assert not changed(new) & untouched
    assert "ncco/prices.json" in changed(new)
