"""Every construct of the language parses, to the node it should be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ivrc.source import Source
from ivrc.syntax import tree
from ivrc.syntax.parser import parse

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.ivr"))


def items(text: str) -> tuple[tree.Item, ...]:
    file, found = parse(Source("test.ivr", text))
    assert found == []
    return file.items


def steps(text: str) -> tuple[Any, ...]:
    (flow,) = items(f"flow f {{\n{text}\n}}")
    assert isinstance(flow, tree.Flow)
    return flow.block.statements


def step(text: str) -> Any:
    (statement,) = steps(text)
    return statement


def value(text: str) -> Any:
    (const,) = items(f"const X = {text}")
    assert isinstance(const, tree.Const)
    return const.value


def written(node: Any) -> str:
    """An expression with its structure in parentheses."""
    match node:
        case tree.Written():
            return node.text
        case tree.Reference(path=path, arguments=arguments):
            dotted = ".".join(name.text for name in path)
            return (
                dotted if arguments is None else f"{dotted}({', '.join(written(a.value) for a in arguments)})"
            )
        case tree.Binary():
            return f"({written(node.left)} {node.operator} {written(node.right)})"
        case tree.Unary():
            return f"({node.operator} {written(node.operand)})"
        case tree.Is():
            return f"({written(node.operand)} is {'not ' if node.negated else ''}{node.word.text})"
        case tree.ListValue():
            return f"[{', '.join(written(item) for item in node.items)}]"
    raise AssertionError(node)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_parse(path: Path) -> None:
    assert items(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("a or b and not c", "(a or (b and (not c)))"),
        ("a or b or c", "((a or b) or c)"),
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("n-1", "(n - 1)"),
        ("-1 + -n", "((- 1) + (- n))"),
        ("x in 6..8", "(x in 6..8)"),
        ("x in [1, 2,]", "(x in [1, 2])"),
        ("x is not none and hours is open", "((x is not none) and (hours is open))"),
        ("f(a, g(b))", "f(a, g(b))"),
        ("a.b.c >= 500ms", "(a.b.c >= 500ms)"),
        ("a or\n  b", "(a or b)"),
        ("[\n  1, // one\n  2\n]", "[1, 2]"),
        ("10-12", "(10 - 12)"),
    ],
)
def test_operators(text: str, structure: str) -> None:
    assert written(value(text)) == structure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3", "int"),
        ("0.5", "number"),
        ("500ms", "duration"),
        ("2m", "duration"),
        ("+441632960001", "phone"),
        ("en-GB", "language"),
        ("es-419", "language"),
        ("cmn-CN", "language"),
        ("en-GB-WLS", "language"),
        ("2026-12-25", "date"),
        ("2026-12-24..2027-01-01", "date_range"),
        ("09:00", "time"),
        ("6..8", "range"),
        ("true", "bool"),
        ("#", "key"),
        ("*", "key"),
    ],
)
def test_literals(text: str, kind: str) -> None:
    literal = value(text)
    assert (literal.kind, literal.text) == (kind, text)


def test_a_keyword_is_a_name_where_no_rule_asks_for_it() -> None:
    assert written(step("let x = event.type").value) == "event.type"
    assert [name.text for name in step("on answer -> menu").kinds] == ["answer"]
    assert step("flow: 1").name.text == "flow"


def test_misspelt_words_are_actions_and_unknown_declarations() -> None:
    action = step("conect SALES { timeout: 20s }")
    assert (action.word.text, written(action.values[0])) == ("conect", "SALES")
    (unknown,) = items("flwo sales { hangup }")
    assert isinstance(unknown, tree.Unknown)
    assert unknown.word.text == "flwo"
    assert [written(value) for value in unknown.values] == ["sales"]


@pytest.mark.parametrize(
    ("text", "word", "values"),
    [
        ("record message { }", "record", ["message"]),
        ("role a { }", "role", ["a"]),
        ("language fr-FR", "language", ["fr-FR"]),
        ("hangup", "hangup", []),
        ("join x as r", "join", ["x", "as", "r"]),
        (
            "call from +441632960123 to +441632960000",
            "call",
            ["from", "+441632960123", "to", "+441632960000"],
        ),
        ("expect connect X", "expect", ["connect", "X"]),
        ("answer busy", "answer", ["busy"]),
        ("connect all [a, b]", "connect", ["all", "[a, b]"]),
        ("at 2026-11-20 10:00", "at", ["2026-11-20", "10:00"]),
        ("wait -1", "wait", ["(- 1)"]),
        ("expect call f(_, 2)", "expect", ["call", "f(_, 2)"]),
    ],
)
def test_actions(text: str, word: str, values: list[str]) -> None:
    action = step(text)
    assert isinstance(action, tree.Action)
    assert action.word.text == word
    assert [written(value) for value in action.values] == values


def test_options() -> None:
    option = step(
        'press 1, 12#, n or speak "sales", song.title or speak for welcome in fr-FR -> sales(1, x=2)'
    )
    press, speak, bare = option.triggers
    assert [getattr(key, "text", None) or written(key) for key in press.keys] == ["1", "12#", "n"]
    assert len(speak.phrases) == 2
    assert bare.phrases == ()
    assert (written(option.label), option.label_language.text) == ("welcome", "fr-FR")
    assert option.outcome.target.text == "sales"
    assert [argument.name and argument.name.text for argument in option.outcome.arguments] == [None, "x"]
    assert step("press *").outcome is None


def test_handlers() -> None:
    handler = step("on completed, failed 2 { hangup }")
    assert [kind.text for kind in handler.kinds] == ["completed", "failed"]
    assert handler.count.text == "2"
    assert isinstance(handler.outcome, tree.Block)


def test_else_may_follow_line_breaks_and_comments() -> None:
    condition = step("if a -> x\n\n  // otherwise\n  else if b { } else -> y")
    assert condition.otherwise.condition.path[0].text == "b"
    assert condition.otherwise.otherwise.target.text == "y"


def test_match() -> None:
    match = step('match x { case a, "b" -> t; case 1 { } \n else -> u }')
    assert [len(case.values) for case in match.cases] == [2, 1]
    assert match.otherwise.target.text == "u"


def test_schedules() -> None:
    rows = "open mon-fri, sun 09:00-12:30, 13:30-24:00\n closed 12-25, X, 12-27..12-31"
    (hours,) = items(f'hours o in "Europe/London" {{\n {rows}\n}}')
    assert isinstance(hours, tree.Hours)
    week, dates = hours.block.statements
    assert isinstance(week, tree.Schedule)
    assert isinstance(dates, tree.Schedule)
    assert [(row.first.text, row.last and row.last.text) for row in week.when] == [
        ("mon", "fri"),
        ("sun", None),
    ]
    assert [(times.start.text, times.end.text) for times in week.times] == [
        ("09:00", "12:30"),
        ("13:30", "24:00"),
    ]
    assert [getattr(row.first, "kind", "name") for row in dates.when] == ["yearly", "name", "yearly_range"]


def test_given() -> None:
    plain, fails = steps("given f(_, 2) = none\ngiven f fails")
    assert (len(plain.arguments), written(plain.value)) == (2, "none")
    assert (fails.arguments, fails.value) == (None, None)


def test_settings() -> None:
    text = '"X-Account": "7"\nen-GB: "Hi"\nhears: agent, customer\nfinish_on: #\nlet: 1'
    quoted, language, several, key, word = steps(text)
    assert (quoted.name.text, quoted.quoted) == ("X-Account", True)
    assert (language.name.text, language.quoted) == ("en-GB", False)
    assert len(several.values) == 2
    assert key.values[0].text == "#"
    assert word.name.text == "let"


def test_types() -> None:
    flow, record, state = items(
        "flow f(a: phone[]?, b: T) -> T? { }\ntype T { a: text; b: int[] }\ntype S = ok | bad"
    )
    assert isinstance(flow, tree.Flow)
    assert [(p.type.name.text, p.type.is_list, p.type.optional) for p in flow.parameters] == [
        ("phone", True, True),
        ("T", False, False),
    ]
    assert flow.result == tree.TypeRef(
        name=tree.Name(text="T", span=flow.span), optional=True, span=flow.span
    )
    assert isinstance(record, tree.RecordType)
    assert [field.name.text for field in record.fields] == ["a", "b"]
    assert isinstance(state, tree.Enumeration)
    assert [name.text for name in state.values] == ["ok", "bad"]


def test_documentation_is_the_block_directly_above() -> None:
    first, second = items("/// One.\n///  Two.\nflow a { }\n/// Not this.\n\nflow b { }")
    assert (first.doc, second.doc) == ("One.\n Two.", None)


def test_ensure_takes_words_and_numbers() -> None:
    (ensure,) = items("ensure every menu reaches operator within 3 inputs")
    assert isinstance(ensure, tree.Ensure)
    assert " ".join(word.text for word in ensure.words) == "every menu reaches operator within 3 inputs"


def test_spans_are_tight() -> None:
    text = 'flow a { // c\n  say "x"   // d\n  -> b // e\n}\n'
    (flow,) = items(text)
    assert isinstance(flow, tree.Flow)
    assert [text[s.span.start : s.span.end] for s in flow.block.statements] == ['say "x"', "-> b"]
    assert text[flow.span.start : flow.span.end] == text.rstrip()


@pytest.mark.parametrize(
    "text", ["", "\n", "// only this", "\ufeffflow a { }", "flow a { }\r\nflow b { }", ";;"]
)
def test_edges_of_files(text: str) -> None:
    assert all(isinstance(item, tree.Flow) for item in items(text))
