"""What happens in a call, in the words of a transcript: `presses 2`, `says nothing`, `SALES is busy`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import NccoAction, Pairs, Several
from ivrc.semantics.typed import Constant, Dialled, Joined, Operation

if TYPE_CHECKING:
    from ivrc.flow.states import Branch, Part, Row, Template
    from ivrc.semantics.program import Program
    from ivrc.source import Span

LONGEST = 60
"""So many characters of a prompt or a condition are shown."""
_AUDIBLE = ("talk", "stream")
_MISSED = {"silence": "says nothing", "invalid": "answers something else"}
DIALLED = {
    "busy": "is busy",
    "timeout": "does not answer",
    "unanswered": "does not answer",
    "rejected": "rejects the call",
    "failed": "cannot be called",
    "unreachable": "is not reached",
    "disconnected": "hangs up",
}
"""The outcomes of a dialling with which the caller's call goes on."""
PICKED_UP = {"human": "a person answers", "machine": "a machine answers", "beep": "a machine beeps"}
"""What a call that we place may come to."""
_ADDRESSES = ("number", "uri", "user", "extension")


def prompt_words(before: tuple[Part, ...]) -> str:
    """What is spoken in front of a question, shortened."""
    words: list[str] = []
    for part in reversed(before):
        if not isinstance(part, NccoAction) or part.name not in _AUDIBLE:
            break
        words.insert(0, _spoken(dict(part.fields).get("text")))
    return _short(" ".join(words))


def _spoken(text: Template | None) -> str:
    match text:
        case Constant(value=value):
            return str(value)
        case Joined(parts=parts):
            return "".join(_spoken(part) for part in parts)
        case None:
            return ""
        case _:
            return "…"


def asked(name: str, words: str) -> str:
    """The moment of a question."""
    return f'the caller is asked "{words}"' if words else f"the caller is asked `{name}`"


def chosen(row: Row) -> str:
    """An option of a menu is chosen."""
    for verb, triggers in (("presses {}", row.keys), ('says "{}"', row.phrases)):
        if triggers:
            first = triggers[0]
            return verb.format(first.value) if isinstance(first, Constant) else "chooses an element"
    return "chooses an element"


def answered(name: str) -> str:
    """A value is collected."""
    return f"gives `{name}`"


def missed(kind: str) -> str:
    """A question is not answered, or not as it should be."""
    return _MISSED.get(kind, kind)


def dialled(action: NccoAction, kind: str) -> str:
    """How a dialling ended."""
    return f"{_called(action)} {DIALLED[kind]}"


def _called(action: NccoAction) -> str:
    endpoint = dict(action.fields).get("endpoint")
    target = endpoint.items[0] if isinstance(endpoint, Several) else None
    fields = dict(target.items) if isinstance(target, Pairs) else {}
    for name in _ADDRESSES:
        match fields.get(name):
            case Dialled(number=Constant(value=value)):
                return f"+{value}".replace("++", "+")
            case Constant(value=value):
                return f"+{value}" if name == "number" else str(value)
    return "the called party"


def holds(test: Span, program: Program) -> tuple[str, str]:
    """A condition is true, or not."""
    text = _source(test, program)
    return f"`{text}`", f"not `{text}`"


def decided(branch: Branch, program: Program) -> tuple[str, str]:
    """What is so on either side of a decision."""
    word, _, subject = branch.comment.partition(": ")[2].partition(" ")
    if word == "match":
        values = " or ".join(f"`{_source(span, program)}`" for span in _compared(branch.condition))
        return f"`{subject}` is {values}", f"`{subject}` is not {values}"
    if word in ("if", "language"):
        return holds(branch.span, program)
    what, _, name = branch.comment.partition(" of ")
    if what == "check":
        return f"the check of `{name}` succeeds", f"the check of `{name}` fails"
    return branch.comment, ""


def _compared(test: object) -> list[Span]:
    """The values that the cases of a `match` name."""
    match test:
        case Operation(operator="or", left=left, right=right):
            return [*_compared(left), *_compared(right)]
        case Operation(right=right):
            return [right.span]
        case _:
            return []


def _source(span: Span, program: Program) -> str:
    return _short(program.sources[span.file].text[span.start : span.end])


def _short(text: str) -> str:
    """On one line, and not too long a one."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
