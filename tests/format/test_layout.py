"""What the formatter makes of layouts that somebody may write."""

from __future__ import annotations

import pytest

from ivrc.format.formatting import formatted
from ivrc.source import Source

LONG = "a" * 60


def laid_out(text: str) -> str:
    made, found = formatted(Source(name="menu.ivr", text=text))
    assert made is not None, found
    return made


LAYOUTS = {
    "spaces": ("const   A=1+ 2*-3", "const A = 1 + 2 * -3\n"),
    "no space at names": ("flow f ( a:text ,b : phone[]? )->bool?{ g ( a ) }",
                          "flow f(a: text, b: phone[]?) -> bool? { g(a) }\n"),
    "arguments by name": ('const S = Song( title = "Hey" )', 'const S = Song(title="Hey")\n'),
    "hours": ('hours h in "UTC" { open mon - fri 09:00 - 12:00 , 13:00-17:00 }',
              'hours h in "UTC" { open mon-fri 09:00-12:00, 13:00-17:00 }\n'),
    "words with a dash": ('app "A" { region: eu-west; timezone: a - b }',
                          'app "A" { region: eu-west; timezone: a - b }\n'),
    "nothing in a block": ("recording r {}", "recording r { }\n"),
    "a block on its lines": ("answer {\nhangup }", "answer {\n  hangup\n}\n"),
    "a block on one line": ('answer {say "a";hangup}', 'answer { say "a"; hangup }\n'),
    "a block that does not fit": (f'answer {{ say "{LONG}"; say "{LONG}" }}',
                                  f'answer {{\n  say "{LONG}"\n  say "{LONG}"\n}}\n'),
    "statements on one line": ("answer {\n a(); b()\n}", "answer {\n  a()\n  b()\n}\n"),
    "empty lines": ("\n\nanswer {\n\n a()\n\n\n b()\n\n}\n\n\n", "answer {\n  a()\n\n  b()\n}\n"),
    "declarations stand apart": ("answer {\n hangup\n}\nflow f { }\n// of g\nflow g {\n hangup }",
                                 "answer {\n  hangup\n}\n\nflow f { }\n\n// of g\nflow g {\n  hangup\n}\n"),
    "short declarations stay together": ("const A = 1\nconst B = 2", "const A = 1\nconst B = 2\n"),
    "else": ("answer {\n if a { b() }\n else if c { d() }\n else { e() }\n}",
             "answer {\n  if a { b() } else if c { d() } else { e() }\n}\n"),
    "else of blocks": ("answer { if a {\n b() }\n else { e() } }",
                       "answer {\n  if a {\n    b()\n  } else {\n    e()\n  }\n}\n"),
    "else of a match": ("answer { match a {\n case 1 -> b\n else -> c } }",
                        "answer {\n  match a {\n    case 1 -> b\n    else -> c\n  }\n}\n"),
    "lines that are joined": ("answer { if a or\n b and\n c -> d }", "answer { if a or b and c -> d }\n"),
    "a line that is too long": (f"answer {{\n if {LONG} or {LONG} -> d }}",
                                f"answer {{\n  if {LONG} or\n      {LONG} -> d\n}}\n"),
    "a list that is too long": (f"const A = [{LONG}, {LONG}]", f"const A = [\n  {LONG},\n  {LONG},\n]\n"),
    "a list on its lines": ("const A = [\n1, 2]", "const A = [\n  1,\n  2,\n]\n"),
    "a list on one line": ("const A = [1,\n2,\n]", "const A = [1, 2]\n"),
    "brackets around a sum take no comma": ("const A = (\n1 + 2)", "const A = (\n  1 + 2\n)\n"),
    "brackets that say what belongs together": ("const A = (1 * 2) + 3", "const A = (1 * 2) + 3\n"),
    "a long string": ('answer {\nsay """\n   a\n     b\n\n   """\n}',
                      'answer {\n  say """\n    a\n      b\n\n  """\n}\n'),
    "a long string that begins at its quotes": (
        'answer { say """a\n  b""" }', 'answer {\n  say """a\n  b"""\n}\n'),
    "line ends of another system": ("answer {\r\nhangup }", "answer {\r\n  hangup\r\n}\r\n"),
    "nothing": ("\n", ""),
}  # fmt: skip

COMMENTS = {
    "alone": (" // one\n// two", "// one\n// two\n"),
    "of a declaration": ("/// what it is\nflow f { }", "/// what it is\nflow f { }\n"),
    "behind a statement": ("answer {\n a()// why\n}", "answer {\n  a() // why\n}\n"),
    "behind a block": ("answer { a() } // why", "answer { a() } // why\n"),
    "behind a semicolon": ("answer {\n a(); // why\n b() }", "answer {\n  a() // why\n  b()\n}\n"),
    "behind a brace": ("answer { // why\n a() }", "answer { // why\n  a()\n}\n"),
    "at the end of a block": ("answer {\n a()\n // why\n}", "answer {\n  a()\n  // why\n}\n"),
    "all of a block": ("answer {\n // why\n}", "answer {\n  // why\n}\n"),
    "in front of else": ("answer { if a { b() } // c\n // d\n else { e() } }",
                         "answer {\n  if a {\n    b()\n  } // c\n  // d\n  else {\n    e()\n  }\n}\n"),
    "where a line goes on": ("answer { if a or // why\n // not\n b -> c }",
                             "answer {\n  if a or // why\n      // not\n      b -> c\n}\n"),
    "in a list": ("const A = [ // all\n 1, // one\n // two\n 2 // last\n // end\n ]",
                  "const A = [ // all\n  1, // one\n  // two\n  2, // last\n  // end\n]\n"),
    "in front of a comma": ("const A = [1 // one\n // more\n , 2]",
                            "const A = [\n  1, // one\n  // more\n  2,\n]\n"),
    "that keeps a line long": (f'answer {{ say "{LONG}"; say "{LONG}" }} // ivrc: allow IVR601 yes',
                               f'answer {{ say "{LONG}"; say "{LONG}" }} // ivrc: allow IVR601 yes\n'),
    "that allows something on its line": (
        "answer {\n a(); b() // ivrc: allow IVR601 yes\n c();d() }",
        "answer {\n  a(); b() // ivrc: allow IVR601 yes\n  c()\n  d()\n}\n"),
    "that allows something on the line below": (
        "answer {\n // ivrc: allow IVR601 yes\n\n // why\n a(); b()\n c();d() }",
        "answer {\n  // ivrc: allow IVR601 yes\n\n  // why\n  a(); b()\n  c()\n  d()\n}\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(text: str, expected: str) -> None:
    assert laid_out(text) == expected


@pytest.mark.parametrize(("text", "expected"), COMMENTS.values(), ids=COMMENTS)
def test_comments_stay_where_they_belong(text: str, expected: str) -> None:
    assert laid_out(text) == expected


def test_a_source_with_a_mistake_is_not_laid_out() -> None:
    text, found = formatted(Source(name="menu.ivr", text="answer { say }}"))
    assert text is None
    assert [d.code for d in found] != []


def test_a_list_stands_close_behind_the_equals_sign_of_an_argument() -> None:
    text = 'test "t" { given lookup = Customer(tags=["vip"], seats=(1)); call from none }\n'
    assert laid_out(text) == text
