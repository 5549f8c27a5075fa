"""The mistakes that resolving and lowering report: one row a code, printed by `ivrc explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit, Label, Severity
from ivrc.node import node

if TYPE_CHECKING:
    from ivrc.source import Span


@node
class Code:
    """`title` is the same words each time; `explanation` is Markdown of a few lines."""

    title: str
    severity: Severity
    explanation: str


def _error(title: str, explanation: str) -> Code:
    return Code(title=title, severity="error", explanation=explanation)


def _warning(title: str, explanation: str) -> Code:
    return Code(title=title, severity="warning", explanation=explanation)


CODES: dict[str, Code] = {
    "IVR203": _error(
        "Declared twice",
        "All declarations of a program and its imports share one namespace. Rename one of the two.",
    ),
    "IVR204": _error(
        "Unknown declaration",
        "A file holds declarations: `app`, `answer`, `flow`, `menu`, `prompt`, `hours` and the others "
        "of the language reference. Steps such as `say` stand inside a flow.",
    ),
    "IVR205": _error(
        "Unknown action",
        "A step is one of `say`, `play`, `menu`, `collect`, `connect`, `record`, `join`, `notify`, "
        "`wait`, `transfer`, `language`, `hangup`, or the call of a flow or extern: "
        "`name(arguments)`.",
    ),
    "IVR206": _error(
        "Unknown setting",
        "Each step and declaration has its own settings; they are the snake_case of the NCCO's keys.",
    ),
    "IVR207": _error(
        "Unknown handler",
        "`on NAME` reacts to an outcome of the step in whose block it stands.",
    ),
    "IVR208": _error(
        "Not allowed here",
        "Some places hold only some steps: a called party's announcement can say, play, wait and ask "
        "externs; what runs after the call can only ask externs; a fallback is static.",
    ),
    "IVR209": _error(
        "Written twice",
        "A setting or handler may stand once in a block.",
    ),
    "IVR220": _error(
        "Wrong value",
        "The setting takes another kind of value: durations have a unit (`20s`), keys are written "
        "bare (`#`).",
    ),
    "IVR221": _error(
        "Something is missing",
        "The declaration or step cannot do without it.",
    ),
    "IVR222": _error(
        "Wrong number of values",
        "Each action takes a fixed number of values in front of its block, for example `wait 2s`.",
    ),
    "IVR223": _error(
        "The name is taken",
        "A name inside a flow may not be that of a declaration or of another name in the same flow: a "
        "reader could not tell them apart.",
    ),
    "IVR224": _error(
        "A result is missing",
        "A flow declared with a result (`flow f() -> text`) must `return` a value on every path.",
    ),
    "IVR225": _error(
        "Unknown target",
        "`-> name` leads to a flow or a menu of the program, or to `again` or `listen`.",
    ),
    "IVR226": _error(
        "Wrong build parameter",
        "`-D NAME=VALUE` sets a `param NAME = ...` of the program to a value of the same type.\n\n"
        "Wrong: `ivrc build menu.ivr -D DSEK=+441632960001`\n\n"
        "Right: `ivrc build menu.ivr -D DESK=+441632960001`",
    ),
    "IVR227": _error(
        "Import failed",
        'The path of `import "file.ivr"` is relative to the file it stands in; files may not import '
        "each other in a circle.",
    ),
    "IVR228": _error(
        "Not known at build",
        "This value becomes part of the compiled menu and cannot depend on the call.",
    ),
    "IVR231": _error(
        "Hours overlap",
        "Two rows, or two times of one row, say something about the same hour of the same day. A row "
        "of dates stands above the rows of the week and may overlap them.",
    ),
    "IVR301": _error(
        "A caller is stranded",
        "Every question says what happens on silence, on a wrong answer and after the last attempt. "
        "Write the handler in the question or in `defaults`.",
    ),
    "IVR302": _warning(
        "Unreachable step",
        "Nothing runs behind `->`, `hangup`, `return`, `transfer` or `join`. Remove the step or move it up.",
    ),
    "IVR303": _error(
        "Recursive call",
        "A called flow is expanded in place, so it cannot call itself, directly or through others. A "
        "jump (`-> name`) may go round.",
    ),
    "IVR304": _error(
        "Endless loop",
        "Jumps may go round only if the caller is asked something, or hears or waits for something, "
        "on the way.",
    ),
    "IVR305": _error(
        "Too many states",
        "Each attempt, language and call site of a flow is a state of its own; 2,000 are the limit. "
        "Turn calls of the largest flow into jumps, or lower `attempts`.",
    ),
    "IVR306": _error(
        "No answer",
        "A program says where an incoming call starts: `answer -> main` or `answer { ... }`, exactly once.",
    ),
    "IVR307": _error(
        "No question to ask again",
        "`-> again` and `-> listen` mean the innermost question around them and stand only inside one.",
    ),
    "IVR308": _error(
        "A prompt is missing in a language",
        "Every prompt needs text or audio for each language in which it can be heard.",
    ),
    "IVR312": _error(
        "Asked too late",
        "An NCCO is built before it is heard. A condition or extern inside a run of prompts that a "
        "key may interrupt cannot wait until they were heard: move the call above the prompts.",
    ),
    "IVR313": _error(
        "These exclude each other",
        "Some settings and handlers leave no room for each other: `event_url` and a handler would "
        "both take the same results, `get` and `post` both name the one address of an extern, `from` "
        "and `random_from_number` both choose the number that is shown. Keep one of the two.",
    ),
    "IVR314": _error(
        "Cases are missing",
        "A `match` needs `else` unless its cases name every value.",
    ),
    "IVR315": _error(
        "No option sentence",
        "A labelled option is spoken with a sentence of the language; there is none built in for this "
        'language. Write `option_prompt: "For {label}, press {key}."` in its words.',
    ),
    "IVR316": _error(
        "An option cannot be chosen",
        "The option needs a key or words by which a caller can choose it, and an outcome.",
    ),
    "IVR317": _error(
        "Barge-in without a question",
        "`barge_in: true` lets a key interrupt the audio, so the next thing on every path must be a "
        "question.",
    ),
    "IVR318": _error(
        "Barge-in cannot be turned off",
        "The platform keeps barge-in on until the question; a prompt behind an interruptible one is "
        "interruptible too. Turn it off for the whole question.",
    ),
    "IVR319": _error(
        "A secret would leak",
        "A `secret: true` value may be compared and passed to externs. It may not be spoken, sent, "
        "logged, confirmed, saved as audio or put into an NCCO.",
    ),
    "IVR320": _warning(
        "The caller waits too long",
        "The platform waits 5 seconds for an answer. The time budgets of all externs that are asked "
        "between two answers add up; what takes longer plays the fallback. Shorten `timeout` or ask "
        "one of them earlier.",
    ),
    "IVR321": _error(
        "The room never starts",
        "A room starts when somebody with `start_on_enter: true` enters. Give one role that setting, "
        "or leave it out: it is the default.",
    ),
    "IVR322": _error(
        "The platform would refuse this",
        "The NCCO that would be sent breaks a rule of the vendor's reference; the caller would hear "
        "the fallback.",
    ),
    "IVR325": _error(
        "Too many ways",
        "Every way through the conditions between two questions is an answer of its own. More than 1,000 of "
        "them nobody can review. Ask the caller something in between, or let one extern decide.",
    ),
    "IVR327": _error(
        "Extern inside a question or setting",
        "A question is asked again after a wrong answer, an `each` repeats its block, and settings are read "
        "wherever they are needed; an extern is asked once, by a step. Name its answer with `let` above.",
    ),
    "IVR329": _warning(
        "The caller may hear something else",
        "The platform takes the NCCO that would be sent, but its documentation does not promise that the "
        "caller hears it as it is written: a prompt that is repeated for ever lets nothing behind it be "
        "heard, and one that mixes speech and audio files may not be interrupted by a key.",
    ),
    "IVR340": _error(
        "A test leaves an extern without an answer",
        "Tests ask no system of yours: what an extern answers is part of the test. Write "
        "`given name = value` or `given name fails` above `call`.",
    ),
    "IVR341": _error(
        "A property does not hold",
        "`ensure` is proved for every call that may come in, whatever the caller, the clock, the externs and "
        "the called parties do. The message tells the shortest call that breaks the property: change the "
        "flow so that this call cannot happen, or the property.",
    ),
    "IVR342": _warning(
        "A property of nothing",
        "No call comes to what the property speaks of, so it holds, but says nothing: a menu that nothing "
        "leads to, a program that records nothing. Remove it, or find out why no call gets there.",
    ),
    "IVR401": _error(
        "Out of range",
        "The platform refuses an NCCO whose value is out of range, and the caller hears the fallback.",
    ),
    "IVR402": _error(
        "Not one of the values",
        "The option takes one of a few words.",
    ),
    "IVR701": _error(
        "The call goes another way than the test says",
        "`ivrc test` played the test on the compiled program. The call is shown above the message, with the "
        "seconds since it came in: `>` marks what people do, `?` what externs are asked.\n\n"
        'Wrong: `hear "Goodbye"` where the caller hears something else, `press 9` where nobody asks, '
        "`expect connect SALES` where somebody else is rung.",
    ),
}


def report(
    found: list[Diagnostic],
    code: str,
    span: Span,
    message: str,
    *,
    hint: str | None = None,
    related: tuple[Label, ...] = (),
    edits: tuple[Edit, ...] = (),
) -> None:
    """Add a diagnostic; title and severity come from the table, so that no place can get them wrong."""
    row = CODES[code]
    found.append(
        Diagnostic(
            code=code,
            severity=row.severity,
            title=row.title,
            primary=Label(span, message),
            hint=hint,
            related=related,
            edits=edits,
        )
    )
