"""Every word of the language says something of itself, wherever it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from marked import view_of

from ivrc.lsp.hover import hover
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.lsp.view import View

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = sorted([*ROOT.glob("examples/*/*.ivr"), *ROOT.glob("tests/programs/valid/*.ivr")])
PAYLOAD = frozenset({"call", "step", "count"})
"""Words that an author thought up for the server of one of the programs."""


def told(view: View, at: int) -> str:
    """What is shown of the word at a character."""
    found = hover(view, view.sources[0], at)
    return found[0] if found is not None else ""


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_no_word_of_a_program_is_silent(path: Path) -> None:
    view = view_of(path.read_text("utf-8"))
    view.__dict__["files"] = {}  # what a caller hears is tested elsewhere, and takes a while
    found = tokens(view.sources[0], view.trees[0], inside_strings=True)
    words = {
        (one.text, one.role): one.span.start
        for one in found
        if one.kind in ("name", "keyword") or one.role in ("language", "bool")
    }
    silent = {text for (text, _), at in words.items() if not told(view, at)}
    assert silent <= PAYLOAD


PROGRAM = """\
app "X" { base_url: "https://ivr.example.com"; number: +441632960000; region: eu-west }
defaults { language: en-GB; on silence -> again }
const LIST = ["a"]
type State = ok | off
hours office in "Europe/London" { open mon-fri 09:00-17:30; closed 12-25 }
conference room { role boss { speaks_to: nobody } }
recording message { format: mp3; transcription { language: en-GB }; on saved { keep(recording.size) } }
extern keep(size: int) -> bool { reads: true; headers { authorization: "x {env.TOKEN}" } }
answer {
  if office is not open { say "{office.next_opening as date}" } else { say "{last(LIST, 1)}" }
  let s = State.ok
  match s { case ok { hangup }; else -> main }
}
menu main {
  press 1 or speak "x" for "to buy" in en-GB -> listen
  each one, n in LIST { press n for one -> again }
  attempts: unlimited
}
flow talk {
  collect speech words { min_confidence: 0.5 }
  if words.confidence > 0.2 and call.from is none { join room as boss }
  connect sip "sip:a@example.com" { timeout: 20s; on busy { say "{event.sip_code}" } }
}
event { on completed, failed { keep(event.duration) } }
test "t" {
  given keep(_) fails
  call from none to +441632960000
  not hear "x"
  answer busy
  expect hangup
}
ensure every call ends
"""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("eu-|west", "where calls are handled"),
        ("+4416329|60000; region", "the application's numbers"),
        ("-> |again }\nconst", "asks once more, prompt and all"),
        ("hours office |in", "the time zone"),
        ("mon-|fri", "a day of the week"),
        ("12-|25", "a day of every year"),
        ("|nobody", "the empty list"),
        ("m|p3", "the file format"),
        ("|transcription {", "turn the recording into text"),
        ("o|n saved", "the recording was delivered"),
        ("|recording.size", "what was recorded"),
        ("recording.|size", "Size in bytes."),
        ("|authorization", "how a server knows who asks"),
        ("env.|TOKEN", "a variable of the server's environment"),
        ("i|s not", "the hours are open, or a value is absent"),
        ("is |not open", "it is there"),
        ("not |open {", "the hours are open"),
        ("office.|next_opening", "when they open next"),
        ("|as date", "how it is spoken"),
        ("as |date", "A date as one says it"),
        ("e|lse { say", "what is done otherwise"),
        ("|last(", "The last `count` characters or elements."),
        ("State.|ok", "ok | off"),
        ("|case", "one or more values"),
        ("1 |or speak", "another way to choose"),
        ("|for \"to buy\"", "what is said of the option"),
        ("\"to buy\" |in", "the language of the sentence"),
        ("in |en-GB ->", "English (United Kingdom)"),
        ("-> |listen", "waits for the answer without repeating the prompt"),
        ("n |in LIST", "the list"),
        ("|unlimited", "never gives up"),
        ("collect |speech", "ask for digits, a number, a phone number or words"),
        ("0.|5", "speech results below it are not looked at"),
        ("words.|confidence", "a number"),
        ("> 0.2 |and", "both"),
        ("room |as", "the role in which the caller enters"),
        ("|sip \"", "a SIP address or a user of a trunk"),
        ("2|0s", "how long it rings"),
        ("event.|sip_code", "SIP status."),
        ("completed, |failed", "It could not be connected."),
        ("keep(|_)", "fits anything"),
        ("|fails", "it does not answer"),
        ("from |none to", "a number that is withheld"),
        ("none |to", "the number that is dialled"),
        ("not |hear", "what is spoken next does not contain this"),
        ("answer |busy", "how the dialling ends"),
        ("expect |hangup", "the call is over"),
        ("every |call ends", "every call ends"),
        ("size: |int", "a whole number"),
        ("|ensure", "a property that is proved"),
    ],
)  # fmt: skip
def test_a_word_is_told_by_its_place(wanted: str, said: str) -> None:
    plain = wanted.replace("|", "", 1)
    assert PROGRAM.count(plain) == 1, plain
    assert said in told(view_of(PROGRAM), PROGRAM.index(plain) + wanted.index("|"))
