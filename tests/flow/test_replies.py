"""One reply where many conditions change what is said; names in the generated module never meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driver import APP, Player, compiled, load, play

if TYPE_CHECKING:
    from pathlib import Path

SIX = """
type Facts { a: bool; b: bool; c: bool; d: bool }
extern facts() -> Facts { reads: true; on error { hangup } }
answer {
  let known = facts()
  if known.a { say "A." } else { say "No a." }
  if known.b { say "B." }
  if known.c { say "C." }
  if known.d { say "D." }
  say "End."
}
"""


class Facts:
    def __init__(self, module: object, values: tuple[bool, ...]) -> None:
        self.module, self.values = module, values

    def facts(self) -> object:
        return self.module.Facts(*self.values)  # type: ignore[attr-defined]


def heard(folder: Path, *values: bool) -> list[str]:

    module = load(compiled(APP + SIX), folder)
    player = Player(module.create_app(hooks=Facts(module, values), insecure=True, state_keys=["k"]))
    player.answer()
    return player.texts()


def test_many_conditions_on_what_is_said_are_one_reply(tmp_path: Path) -> None:
    assert heard(tmp_path / "1", True, False, True, False) == ["A.", "C.", "End."]
    assert heard(tmp_path / "2", False, True, False, True) == ["No a.", "B.", "D.", "End."]
    assert sorted(n for n in compiled(APP + SIX).files if n.startswith("ncco/")) == [
        "ncco/answer.json",
        "ncco/fallback.json",
    ]


def test_a_few_conditions_are_written_out_as_files_to_be_reviewed() -> None:
    text = """
hours office in "UTC" { open mon-fri 09:00-17:00 }
answer {
  if office is open { say "We are here." } else { say "Nobody is here." }
  say "Goodbye."
}
"""
    files = [n for n in compiled(APP + text).files if n.startswith("ncco/answer")]
    assert files == ["ncco/answer.1.json", "ncco/answer.json"]


def test_files_that_would_have_one_constant_get_two(tmp_path: Path) -> None:
    text = """
defaults { on silence { say "Nothing." }; on invalid { say "No." }; on give_up { hangup } }
answer -> a
menu a { press 1 -> a_silence_2; press 2 { hangup } }
flow a_silence_2 { say "The other one." }
"""
    player = play(APP + text, tmp_path)
    player.answer()
    player.silence()
    assert player.texts()[0] == "Nothing."
    player.press("1")
    assert player.texts() == ["The other one."]


def test_a_type_and_an_extern_of_the_same_letters_are_told_apart(tmp_path: Path) -> None:
    text = """
type P { name: text }
extern p() -> P { reads: true; on error { hangup } }
answer { let it = p(); say "Hello {it.name}." }
"""

    class Hooks:
        def p(self) -> object:
            raise RuntimeError

    player = play(APP + text, tmp_path, hooks=Hooks())
    assert player.answer() == [{"action": "wait", "timeout": 0.1}]


def test_a_recogniser_is_told_the_phrases_of_run_time_options(tmp_path: Path) -> None:
    text = """
defaults { on silence { say "Nothing." }; on invalid { say "No." }; on give_up { hangup } }
extern titles() -> text[] { reads: true; on error { hangup } }
answer {
  let known = titles()
  menu {
    each title, n in known { press n or speak title for title { say "{title}." } }
    speak "none" { hangup }
  }
}
"""

    class Hooks:
        def titles(self) -> list[str]:
            return ["Let it be", "Yesterday"]

    player = play(APP + text, tmp_path, hooks=Hooks())
    player.answer()
    assert player.ncco[-1]["speech"]["context"] == ["Let it be", "Yesterday", "none"]
    player.say("please play yesterday")
    assert player.texts() == ["Yesterday."]


def test_an_answer_may_come_by_get_but_by_post_unless_told(tmp_path: Path) -> None:
    text = """
answer {
  collect digits code {
    say "Your code?"
    event_method: GET
    on silence { say "Nothing." }
    on invalid { say "No." }
    on give_up { hangup }
  }
}
"""
    player = play(APP + text, tmp_path)
    assert player.answer()[-1]["eventMethod"] == "GET"
