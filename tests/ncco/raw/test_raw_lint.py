"""Raw NCCO as text: every rule's own sample at its place in the JSON, fixes, and samples in Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nccos import documents

from ivrc.ncco.raw.document import read
from ivrc.ncco.raw.lint import check, fixed, lint_markdown, lint_text
from ivrc.ncco.rules import rules

if TYPE_CHECKING:
    from ivrc.ncco.rules import Rule

EXAMPLES = [rule for rule in rules().values() if rule.example]


def marked(text: str) -> list[tuple[str, str]]:
    """Code and marked characters of each finding."""
    return [(d.code, text[d.primary.span.start : d.primary.span.end]) for d in lint_text(text)]


@pytest.mark.parametrize("rule", EXAMPLES, ids=[rule.code for rule in EXAMPLES])
def test_a_rule_finds_its_sample_and_no_other_error(rule: Rule) -> None:
    found = lint_text(rule.example)
    assert [d.code for d in found if d.severity == "error" or d.code == rule.code] == [rule.code]
    assert [d.title for d in found if d.code == rule.code] == [rule.title]


@pytest.mark.parametrize("rule", EXAMPLES, ids=[rule.code for rule in EXAMPLES])
def test_the_value_that_a_rule_is_about_stands_at_the_place(rule: Rule) -> None:
    document = read(rule.example)
    for finding in check(document.value):
        start, end = document.place(finding.path)
        value: Any = document.value
        for step in finding.path:
            value = value[step]
        assert json.loads(rule.example[start:end]) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[\n  {"action": "talk", "text": ""}]', [("E160", '""')]),
        ('[{"action":"talk","text":"Hi","voice":"Amy"}]', [("E106", '"voice"')]),
        ('[{"action": "wait"}, {"action": "conversation"}]', [("E120", '{"action": "conversation"')]),
        ('[{"action": "wait"}, {"text": "Hi"}]', [("E103", "{")]),
        ('[{"action": "stream", "streamUrl": ["http://example.com/a.mp3"]}]', [("W215", '"http://example.com/a.mp3"')]),
        ('[ {"action":"wait", "timeout" : "5"} ]', [("W201", '"5"')]),
        ('{"action":"talk","text":"Hi"}', [("E101", '{"action":"talk"')]),
        ("[]", [("E102", "[]")]),
        ("5", [("E101", "5")]),
        ('{"name": "", "capabilities": {}}', [("A300", '""')]),
        ('{"name": "a", "capabilities": {"voice": {"region": "eu"}}}',
         [("A301", "{"), ("A311", "{"), ("A308", '"eu"')]),
        ('[{"action": "talk", "text": "", "action": "talk", "text": ""}]',
         [("E100", '"action"'), ("E100", '"text"'), ("E160", '""')]),
        ("[{'action': 'talk', 'text': 5}]",
         [("E100", "'action'"), ("E100", "'talk'"), ("E100", "'text'"), ("E107", "5")]),
        ('[{"action": "talk", "text": 5}, ...]', [("E100", "...")]),
    ],
)  # fmt: skip  # a sample a row
def test_what_is_marked(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


FIXES = [
    # What is written, what it becomes.
    ('[{"action":"talk","text":"Hi","bargeIn":"false"}]', '[{"action":"talk","text":"Hi","bargeIn":false}]'),
    ('[{"action":"wait","timeout":"2.50"}]', '[{"action":"wait","timeout":2.5}]'),
    (
        '[{"action":"input","type":"dtmf","eventUrl":"https://example.com/i"}]',
        '[{"action":"input","type":["dtmf"],"eventUrl":["https://example.com/i"]}]',
    ),
    (
        '[{"action":"stream","streamUrl":"https://example.com/a.mp3"}]',
        '[{"action":"stream","streamUrl":["https://example.com/a.mp3"]}]',
    ),
    (
        '[{"action":"connect","ringbackTone":["https://example.com/r.mp3"],"endpoint":[{"type":"app","user":"jo"}]}]',
        '[{"action":"connect","ringbackTone":"https://example.com/r.mp3","endpoint":[{"type":"app","user":"jo"}]}]',
    ),
    ('{"action":"talk","text":"Hi"}', '[{"action":"talk","text":"Hi"}]'),
    (
        '[{"action":"connect","endpoint":{"type":"app","user":"jo"}}]',
        '[{"action":"connect","endpoint":[{"type":"app","user":"jo"}]}]',
    ),
    (
        '[{"action":"talk","text":"Hi","voiceName":"brian"}]',
        '[{"action":"talk","text":"Hi","language": "en-GB", "style": 4}]',
    ),
    (
        '[{\n  "action": "talk",\n  "voiceName": "Brian",\n  "text": "Hi"\n}]',
        '[{\n  "action": "talk",\n  "language": "en-GB",\n  "style": 4,\n  "text": "Hi"\n}]',
    ),
    (
        '[{"action": "input", "timeOut": "5", "type": ["dtmf"], "maxDigits": 1}]',
        '[{"action": "input", "dtmf": {"timeOut": 5, "maxDigits": 1}, "type": ["dtmf"]}]',
    ),
    (
        '[{"maxDigits":1, "timeOut":5, "action":"input", "type":["dtmf"], "dtmf":{"submitOnHash":true}}]',
        '[{"action":"input", "type":["dtmf"], "dtmf":{"submitOnHash":true, "maxDigits":1, "timeOut":5}}]',
    ),
    (
        '[{\n  "action": "input",\n  "submitOnHash": true\n}]',
        '[{\n  "action": "input",\n  "type": ["dtmf"],\n  "dtmf": {"submitOnHash": true}\n}]',
    ),
    (
        '[{"action": "input", "speech": {"language": "en-gb"}}]',
        '[{"action": "input", "type": ["speech"], "speech": {"language": "en-GB"}}]',
    ),
    (
        '[{"action":"Talk","text":"Hi","barge_in":true}, {"action":"input","type":["dtmf"],"event_url":["https://e.example/"]}]',
        '[{"action":"talk","text":"Hi","bargeIn":true}, {"action":"input","type":["dtmf"],"eventUrl":["https://e.example/"]}]',
    ),
    (
        '[{"action":"connect","advanced_machine_detection":{},"endpoint":[{"type":"app","user":"jo"}]}]',
        '[{"action":"connect","advancedMachineDetection":{},"endpoint":[{"type":"app","user":"jo"}]}]',
    ),
    (
        '[{"action":"connect","endpoint":[{"type":"phone","number":"+44 7700 900001"}]}]',
        '[{"action":"connect","endpoint":[{"type":"phone","number":"447700900001"}]}]',
    ),
    ("[\r\n  // Greeting\r\n  {}, // no\r\n  5]", "[\r\n  {},\r\n  5]"),
    ("[\n  // Greeting\n  {action: 'talk', text: 'Hi',},\n]", '[\n  {"action": "talk", "text": "Hi"}\n]'),
]


@pytest.mark.parametrize(("text", "meant"), FIXES)
def test_fixes(text: str, meant: str) -> None:
    assert fixed(text, lint_text) == meant
    assert [d for d in lint_text(meant) if d.edits] == []


@pytest.mark.parametrize(
    "text",
    [
        '[{"action":"talk","text":"Hi","voiceName":"Amy","language":"fr-FR"}]',
        '[{"action":"talk","text":"Hi","voiceName":"Nobody"}]',
        '[{"action":"input","type":["dtmf"],"maxDigits":1,"dtmf":{"maxDigits":2}}]',
        '[{"action":"talk","txt":"Hi"}]',
        '[{"action":"hangup"}]',
        '[{"action":"stream"}]',
        '[{"action":"connect"}]',
        '[{"action":"connect","endpoint":"jo"}]',
        '[{"action":"input","type":"voice"}]',
        '{"capabilities": {"voice": {"webhooks": {"answer_url": "/answer"}}}}',
        '[{"action":"connect","endpoint":[{"type":"phone","number":"0044 7700 900001"}]}]',
        '[{"action":"talk","text":"Hi"}, ...]',
    ],
)
def test_what_takes_a_decision_is_left_to_the_author(text: str) -> None:
    assert fixed(text, lint_text) == text


MARKDOWN = """# Calls

```json
[{"action": "talk", "text": ""}]
```

- in a list:

  ```js
  [{action: 'wait'}]
  ```

```json
{"other": "thing"}
```

```python
[{"action": "hangup"}]
```

~~~
{"name": "a", "capabilities": {"voice": {"region": "eu"}}}
~~~
"""


def test_samples_in_markdown() -> None:
    found = lint_markdown(MARKDOWN)
    assert [(d.code, MARKDOWN[d.primary.span.start : d.primary.span.end]) for d in found] == [
        ("E160", '""'),
        ("E100", "action"),
        ("E100", "'wait'"),
        ("A301", "{"),
        ("A311", "{"),
        ("A308", '"eu"'),
    ]


def test_markdown_is_fixed_in_its_code_blocks_only() -> None:
    assert fixed(MARKDOWN, lint_markdown) == MARKDOWN.replace("{action: 'wait'}", '{"action": "wait"}')


REVEALED = {"E107", "E108", "E109", "E146", "E191", "E195"}
"""What may be wrong with the value of a key whose name was mended, or beside a `type` that was no array."""


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
@given(documents(), st.data())
def test_fixing_makes_nothing_wrong(document: Any, data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(document))
    keys = ["event_url", "maxDigits", "timeOut", "voiceName", "dtmf", "type", "endpoint", "streamUrl", "loop"]
    values: list[Any] = [
        "2",
        "true",
        "dtmf",
        5,
        None,
        "https://example.com/a",
        {},
        {"type": "app", "user": "jo"},
        ["https://e.x/"],
    ]
    action[data.draw(st.sampled_from(keys))] = data.draw(st.sampled_from(values))
    text = json.dumps(document, indent=data.draw(st.sampled_from([None, 1])))
    mended = fixed(text, lint_text)
    before, after = ({d.code for d in lint_text(t) if d.severity == "error"} for t in (text, mended))
    assert after <= before | REVEALED
    assert not [d for d in lint_text(mended) if d.edits]
