"""What an author reads about a wrong expression: one mistake, one message, the exact characters."""

from __future__ import annotations

import pytest

from ivrc.semantics.expressions import resolve
from ivrc.semantics.faults import CODES

from .expressions import mistake, parsed, world

MISTAKES = {
    "titel": ("IVR201", "titel", "there is no `titel` here", "did you mean `title`?"),
    "event.status": (
        "IVR201",
        "event",
        "there is no `event` here",
        "`event.*` is known in `event { on ... }` and in the outcomes of a `connect` that surely dials",
    ),
    "sales": (
        "IVR202",
        "sales",
        "`sales` is a flow, not a value",
        "`-> sales` goes there, `sales()` calls it",
    ),
    "office": (
        "IVR202",
        "office",
        "`office` is hours, not a value",
        "ask `office is open`, `office is closed` or `office.next_opening`",
    ),
    "title is open": (
        "IVR202",
        "title",
        "only opening hours are open or closed, and this is text",
        'declare `hours name in "Zone" { ... }`',
    ),
    "[1, title]": ("IVR210", "title", "this should be a whole number, but it is text", None),
    'lookup("0800")': (
        "IVR210",
        '"0800"',
        "`number` needs a phone number, which `0800` is not",
        "write it with plus and country code: `+441632960001`",
    ),
    "last(pin, title)": ("IVR210", "title", "`count` needs a whole number, but this is text", None),
    '"{who}"': (
        "IVR210",
        "who",
        "a `Customer` cannot be put into a text",
        "name the field that is meant: `{customer.name}`",
    ),
    "pin == 1234": (
        "IVR211",
        "pin == 1234",
        "digits and a whole number are never equal",
        'digits are compared with a text: `pin == "1234"`',
    ),
    'title + "a"': (
        "IVR211",
        'title + "a"',
        "text and text cannot be calculated with by `+`",
        'texts are joined in a string: `"{a}{b}"`',
    ),
    "title == none": (
        "IVR211",
        "title == none",
        "none is tested with `is`, not compared",
        "write `title is none`",
    ),
    "title is none": ("IVR211", "title is none", "this is text, which is never none", None),
    "day < now": (
        "IVR211",
        "day < now",
        "a date and a moment (date and time) cannot be compared by `<`",
        "compare the date of the moment: `now.date`",
    ),
    "customer.name": (
        "IVR212",
        "customer",
        "`customer` may be none here",
        "test it first: `if customer is none -> ...`; behind that line it is there",
    ),
    "lookup(call.from)": (
        "IVR212",
        "call.from",
        "`call.from` may be none here",
        "test it first: `if call.from is none -> ...`; behind that line it is there",
    ),
    "who.nme": ("IVR213", "nme", "`Customer` has no `nme`", "did you mean `name`?"),
    "call.frm": ("IVR213", "frm", "`call` has no `frm`", "did you mean `from`?"),
    "State.okk": ("IVR213", "okk", "`State` has no `okk`", "did you mean `ok`?"),
    "title.length": ("IVR213", "length", "text has no fields", None),
    "lookup()": ("IVR214", "lookup()", "`lookup` also needs `number`", None),
    "lookup(nmber=+441632960001)": (
        "IVR214",
        "nmber",
        "`lookup` takes no `nmber`",
        "did you mean `number`?",
    ),
    "lookup(+441632960001, 2)": (
        "IVR214",
        "2",
        "`lookup` takes 1 argument; this is one too many",
        None,
    ),
    'Customer("Ann")': (
        "IVR214",
        '"Ann"',
        "fields of a record are given by name",
        "write `Customer(name=..., vip=..., agent=...)`",
    ),
    '"{price as currency}"': (
        "IVR214",
        "currency",
        "`currency` needs one currency of three letters",
        'write the code in capitals: `as currency("GBP")`',
    ),
    '"{price as digits}"': (
        "IVR215",
        "digits",
        "a number cannot be spoken as digits",
        "formats for it: `currency` or `number`",
    ),
    '"{price as digts}"': ("IVR215", "digts", "there is no format `digts`", "did you mean `digits`?"),
    "lokup(1)": ("IVR217", "lokup", "there is no function `lokup`", "did you mean `lookup`?"),
    "sales()": (
        "IVR218",
        "sales()",
        "the flow `sales` cannot run inside an expression",
        "give its result a name first: `let x = sales(...)`",
    ),
    "env.TOKEN": (
        "IVR219",
        "env.TOKEN",
        "`env.TOKEN` can be read in the settings of externs only",
        None,
    ),
    "2026-02-30": ("IVR229", "2026-02-30", "no calendar has this date: `2026-02-30`", None),
    "n in 8..6": (
        "IVR229",
        "8..6",
        "nothing is in this range: it ends before it starts: `8..6`",
        None,
    ),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes(text: str) -> None:
    found, marked = mistake(text)
    assert (found.code, marked, found.primary.message, found.hint) == MISTAKES[text]
    assert found.title == CODES[found.code][0]


@pytest.mark.parametrize(
    "text", ["broken + 1", "broken.name", "broken == titel", "[broken, 1]", '"{broken}"']
)
def test_nothing_follows_from_a_mistake(text: str) -> None:
    scope = world()
    resolve(parsed(text)[0], scope)
    assert len(scope.found) == text.count("titel")


def test_a_mistake_on_the_left_hides_none_on_the_right() -> None:
    scope = world()
    resolve(parsed("titel.vip and customer is not none and customer.vip and daye == day")[0], scope)
    assert [d.primary.message for d in scope.found] == ["there is no `titel` here", "there is no `daye` here"]
