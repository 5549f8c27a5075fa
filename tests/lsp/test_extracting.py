"""Texts that become prompts, and declarations that are made where they are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import edited, marked, view_of

from ivrc.diagnostics import has_errors
from ivrc.format.formatting import formatted
from ivrc.lsp.extracting import extraction
from ivrc.lsp.fixes import fixes
from ivrc.lsp.outline import everything
from ivrc.source import Source, Span
from ivrc.syntax import tree

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
HEAD = """\
app "X" { base_url: "https://ivr.example.com"; number: +441632960000 }

defaults {
  language: en-GB
  on silence { say "Sorry." }
  on invalid { say "Sorry." }
  on give_up { hangup }
}

const FIRM = "Acme"
type Order { state: text; since: date; note: text? }
var visits: int = 0
extern order_of(number: digits) -> Order?
"""


def extracted(text: str, head: str = HEAD) -> str | None:
    """The program after the text at the `|` was made a prompt; None if it cannot be."""
    view, source, at = marked(head + text)
    found = extraction(view, source, Span(source.index, at, at))
    if found is None:
        return None
    return edited(source.text, found.edits)


def nccos(text: str) -> dict[str, bytes]:
    """The NCCOs of a program without errors."""
    view = view_of(text)
    assert not has_errors(view.compilation.diagnostics), view.compilation.diagnostics
    return {name: content for name, content in view.files.items() if name.startswith("ncco/")}


@pytest.mark.parametrize(
    ("text", "use", "prompt"),
    [
        (
            'answer { say "Welcome| to Acme. Good day." }',
            "say welcome_to_acme_good }",
            'prompt welcome_to_acme_good {\n  en-GB: "Welcome to Acme. Good day."\n}',
        ),
        (
            'answer { say "|Thank you for calling {FIRM}, {call.to as phone}, {visits}." { loop: 2 } }',
            "say thank_you_for_calling { loop: 2 }",
            'en-GB: "Thank you for calling {FIRM}, {call.to as phone}, {visits}."',
        ),
        (
            'answer { collect digits number { say "Number?" }; say "You said {number as digits}.|" }',
            "say you_said(number) }",
            'prompt you_said(number: digits) {\n  en-GB: "You said {number as digits}."\n}',
        ),
        (
            (
                'answer { let order = order_of(digits("1")); if order is none { hangup }; '
                'say "It is {order.state|} since {order.since as date}." }'
            ),
            "say it_is_since(order) }",
            "prompt it_is_since(order: Order) {",
        ),
        (
            'answer { menu { say "Main| menu."; press 1 for "sales" -> again } }',
            "say main_menu;",
            'prompt main_menu {\n  en-GB: "Main menu."\n}',
        ),
        (
            'answer { menu { press 1 or speak "x" for "to buy| it" -> again; press 2 for "x" -> again } }',
            "for to_buy_it ->",
            'prompt to_buy_it {\n  en-GB: "to buy it"\n}',
        ),
        (
            'answer { connect +441632960001 { on unreachable { say "|Nobody is here." } } }',
            "{ say nobody_is_here }",
            'prompt nobody_is_here {\n  en-GB: "Nobody is here."\n}',
        ),
        (
            'answer { say "\u60a8\u597d \U0001f389|" }',
            "say words }",
            'prompt words {\n  en-GB: "\u60a8\u597d \U0001f389"\n}',
        ),
        (
            'answer { say """\n    Welcome|.\n    Hello.\n    """ }',
            "say welcome_hello }",
            'prompt welcome_hello {\n  en-GB: """',
        ),
        (
            'fallback { say "Sorry|, we are down." }\nanswer { hangup }',
            "say sorry_we_are_down }",
            "prompt sorry_we",
        ),
    ],
)
def test_a_text_becomes_a_prompt_that_is_heard_alike(text: str, use: str, prompt: str) -> None:
    made = extracted(text)
    assert made is not None
    assert use in made
    assert prompt in made
    assert nccos(made) == nccos((HEAD + text).replace("|", ""))
    _, _, declaration = made.partition("\nprompt ")
    declaration, _, _ = f"prompt {declaration}".partition("\n}")
    assert formatted(Source(name="x", text=f"{declaration}\n}}\n"))[0] == f"{declaration}\n}}\n"


def test_in_a_program_of_several_languages_it_has_a_text_for_each() -> None:
    text = 'answer { menu { press 1 for "x" { language fr-FR; say "Hello|." }; press 2 for "y" -> again } }\n'
    made = extracted(text)
    assert made is not None
    assert 'prompt hello {\n  en-GB: "Hello."\n  fr-FR: "Hello."\n}' in made
    assert nccos(made) == nccos((HEAD + text).replace("|", ""))


@pytest.mark.parametrize("name", ["acme", "critical_alert", "restaurant", "switchboard"])
def test_every_text_of_a_program_is_heard_alike_as_a_prompt(name: str) -> None:
    program = (EXAMPLES / name / f"{name}.ivr").read_text("utf-8")
    view = view_of(program)
    heard = nccos(program)
    texts = [part for part in everything(view.trees[0]) if isinstance(part, tree.Text)]
    found = [extraction(view, view.sources[0], text.span) for text in texts]
    made = [edited(program, one.edits) for one in found if one is not None]
    assert len(made) > 5
    assert all(nccos(one) == heard for one in made)


def test_a_name_that_is_taken_gets_a_number() -> None:
    made = extracted('answer { say "Welcome|."; -> welcome }\nflow welcome { let welcome_2 = 1 }\n')
    assert made is not None
    assert "say welcome_3;" in made


@pytest.mark.parametrize(
    "text",
    [
        'test "t" { hear "Welcome|" }',
        'answer { say "a" { language: fr-FR } }'.replace('"a"', '"a|"'),
        'menu m { language: fr-FR; say "a|" }',
        'answer { menu { language: fr-FR; press 1 for "x" { say "a|" } } }',
        'answer { say "a|"; menu { language: fr-FR; press 1 for "x" -> again } }',
        'menu m { press 1 for "a|" in fr-FR -> again }',
        'menu m { press 1 or speak for "a|" -> again }',
        'menu m { press 1 or speak "a|" for "b" -> again }',
        'answer { say "{order_of(digits("1"))|}" }',
        'answer { let c = call.from; if call.from is not none { say "{call.from as phone|}" } }',
        'flow f(order: Order) { if order.note is not none { say "{order.note|}" } }',
        'answer { collect speech s { }; say "{s.text}|" }',
        'answer { say "{nothing}|" }',
        'answer { say "{|}" }',
        'answer { notify "https://example.com|" }',
        'app "X|" { }',
        "answer { say w|elcome }",
    ],
)
def test_what_would_not_mean_the_same_stays_as_it_is(text: str) -> None:
    assert extracted(text) is None


@pytest.mark.parametrize(
    ("step", "kind", "declaration"),
    [
        ("-> sale|s(1)", "flow", "flow sales(value: int) {\n  hangup\n}"),
        ("-> sale|s", "menu", 'menu sales {\n  press 0 for "to hear this again" -> again\n}'),
        ("kee|p(call.to, 1, now)", "extern", "extern keep(to: phone, value: int, value_too: moment)"),
        ('let x = as|k(call.uuid); say "{x}"', "extern", "extern ask(uuid: text) -> text"),
        ("if not ope|ned() { hangup }", "extern", "extern opened() -> bool"),
        ("say good_da|y", "prompt", 'prompt good_day {\n  en-GB: "Good day."\n}'),
        ("menu { press 1 for th|at -> again }", "prompt", 'prompt that {\n  en-GB: "That."\n}'),
        (
            "record no|te",
            "recording",
            "recording note {\n  end_on_key: #\n  timeout: 2m\n  beep_start: true\n}",
        ),
        ("join o|ur as boss", "conference", "conference our {\n  role boss { start_on_enter: true }\n}"),
    ],
)
def test_what_is_missing_is_made_as_its_use_shows(step: str, kind: str, declaration: str) -> None:
    view, source, at = marked(f"{HEAD}answer {{ {step} }}\n")
    found = fixes(view, source, Span(source.index, at, at))
    (fix,) = [one for one in found if one.title.startswith(f"create {kind} ")]
    assert [edit.text for edit in fix.edits] == [f"\n\n{declaration}"]
    assert nccos(edited(source.text, fix.edits))
