"""The statements of a test: what they name exists, and they stand in an order that can be played."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NoReturn

from ivrc.language import types
from ivrc.language.trials import STATUSES, TEST_STATEMENTS, TEST_WORDS
from ivrc.semantics import script
from ivrc.semantics.arguments import check_arguments, place
from ivrc.semantics.codes import report
from ivrc.semantics.expecting import expectation
from ivrc.semantics.fold import specialise
from ivrc.semantics.resolving import resolve
from ivrc.semantics.typed import Constant
from ivrc.semantics.wording import one_of, word_of
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ivrc.language.types import Type
    from ivrc.semantics.program import Extern
    from ivrc.semantics.scope import Scope
    from ivrc.semantics.typed import Expr
    from ivrc.source import Span


class _Reported(Exception):  # noqa: N818  # nothing failed: the statement is left out
    """The statement at hand cannot be played, and it has been said why."""


class Script:
    """One test while it is read.

    `zone` is that of its clock, `language` that of the texts it hears; `answered`: somebody takes calls.
    """

    def __init__(
        self, scope: Scope, zone: ZoneInfo, language: str, collected: frozenset[str], *, answered: bool
    ) -> None:
        self.scope = scope
        self.answered = answered
        self.zone = zone
        self.language = language
        self.collected = collected
        self.called = False

    def statement(self, written: tree.Statement) -> script.Statement | None:
        """What a statement means; None after a report."""
        try:
            match written:
                case tree.Given():
                    return self._given(written)
                case tree.Action():
                    return self._action(written)
                case tree.Option(triggers=(tree.Press() as press,), label=None, outcome=None):
                    return self._press(press)
                case tree.Option(triggers=(tree.Speak() as speak,), label=None, outcome=None):
                    return self._speak(speak)
                case tree.Missing():
                    return None
                case _:
                    message = f"a test holds {listed(f'`{w}`' for w in TEST_WORDS)}"
                    raise self._wrong("IVR208", written.span, message)
        except _Reported:
            return None

    def _wrong(self, code: str, span: Span, message: str, hint: str | None = None) -> _Reported:
        report(self.scope.found, code, span, message, hint=hint)
        return _Reported()

    def _usage(self, word: str, span: Span) -> _Reported:
        return self._wrong("IVR222", span, f"it is written `{TEST_STATEMENTS[word].usage}`")

    def _known(
        self, written: tree.Expression, of: Type | None, *, what: str = "", heard: str = ""
    ) -> Constant:
        """A value that is known at build; a text in the language in which it is `heard`."""
        value = specialise(resolve(written, self.scope, of, what=what), {}, heard)
        if isinstance(value, Constant):
            return value
        if value.type.kind == "unknown":
            raise _Reported
        raise self._wrong("IVR228", written.span, "this is known only during the call")

    def _text(self, written: tree.Expression) -> str:
        """Words as they are heard; without any, what is said of them could not fail."""
        text = str(self._known(written, types.TEXT, heard=self.language).value)
        if not text.strip():
            raise self._wrong("IVR220", written.span, "these are no words")
        return text

    def _in_call(self, word: str, span: Span) -> None:
        """A caller is needed."""
        if not self.called:
            hint = "write `call from +441632960123` above"
            raise self._wrong("IVR221", span, f"nobody has called yet: there is nothing to `{word}`", hint)

    # --- what callers do

    def _press(self, press: tree.Press) -> script.PressKeys:
        self._in_call("press", press.span)
        match press.keys:
            case (tree.Written(text=keys),):
                return script.PressKeys(keys=keys, span=press.span)
            case (tree.Written(), *_):
                hint = "an entry has no commas: `press 12`; what comes later is another `press`"
                raise self._wrong("IVR222", press.span, "a caller makes one entry at a time", hint)
            case _:
                raise self._wrong("IVR220", press.span, "a test presses keys: 0 to 9, `*` and `#`")

    def _speak(self, speak: tree.Speak) -> script.SpeakWords:
        self._in_call("speak", speak.span)
        if len(speak.phrases) != 1:
            raise self._usage("speak", speak.span)
        return script.SpeakWords(words=self._text(speak.phrases[0]), span=speak.span)

    def _action(self, statement: tree.Action) -> script.Statement | None:
        word, values = statement.word, statement.values
        row = TEST_STATEMENTS.get(word.text)
        if row is None:
            hint = did_you_mean(word.text, TEST_WORDS)
            raise self._wrong("IVR205", word.span, f"a test has no statement `{word.text}`", hint)
        low, high = row.values
        if not low <= len(values) <= high:
            raise self._usage(word.text, word.span)
        if statement.block is not None:
            raise self._wrong("IVR208", statement.block.span, "a statement of a test has no block")
        if word.text not in ("at", "call"):
            self._in_call(word.text, word.span)
        match word.text:
            case "at":
                return self._at(statement)
            case "call":
                return self._call(statement)
            case "silence":
                return script.StaySilent(span=statement.span)
            case "hangup":
                return script.HangUp(span=statement.span)
            case "answer":
                return self._answer(statement)
            case "leave":
                return self._leave(statement)
            case "expect":
                if word_of(values[0]) == "call":
                    return self._expected_call(statement)
                return expectation(statement, self.scope, self.collected)
            case _:
                return self._hear(statement)

    def _at(self, statement: tree.Action) -> script.At:
        if self.called:
            message = "the clock is set before the call; then it runs by itself"
            raise self._wrong("IVR208", statement.span, message)
        match [self._known(value, None).value for value in statement.values]:
            case [date() as day, time() as hour]:
                return script.At(moment=datetime.combine(day, hour, self.zone), span=statement.span)
            case _:
                raise self._usage("at", statement.span)

    def _call(self, statement: tree.Action) -> script.Beginning:
        again, self.called = self.called, True
        if again:
            hint = "write another test for another call"
            raise self._wrong("IVR209", statement.span, "a test plays one call", hint)
        first, *rest = statement.values
        if self.scope.names.kinds.get(word_of(first)) == "outbound call":
            return self._placed(statement)
        if word_of(first) != "from" or len(rest) == 2 or (len(rest) == 3 and word_of(rest[1]) != "to"):
            raise self._usage("call", statement.span)
        if not self.answered:
            hint = "write `answer { ... }`"
            raise self._wrong("IVR306", statement.span, "there is no `answer`: no call comes in", hint)
        caller = self._known(rest[0], types.optional(types.PHONE))
        dialled = self._known(rest[2], types.PHONE) if len(rest) == 3 else None
        return script.CallIn(caller=_number(caller), dialled=_number(dialled), span=statement.span)

    def _placed(self, statement: tree.Action) -> script.CallOut:
        match statement.values:
            case [tree.Reference(path=(name,), arguments=arguments), word, number] if word_of(word) == "to":
                parameters = self.scope.names.outbounds[name.text]
                values = check_arguments(parameters, arguments or (), name.span, self.scope, f"`{name.text}`")
                given = [specialise(value, {}, "") for value in values]
                known = [value for value in given if isinstance(value, Constant)]
                if len(known) < len(given):
                    self._unknown(given, statement.values[0].span)
                to = _number(self._known(number, types.PHONE)) or ""
                pairs = zip((p.name for p in parameters), known, strict=True)
                return script.CallOut(outbound=name.text, arguments=tuple(pairs), to=to, span=statement.span)
            case _:
                hint = "it is written `call NAME(...) to +441632960123`"
                raise self._wrong("IVR222", statement.span, "a call that we place goes to a number", hint)

    def _unknown(self, values: list[Expr], span: Span) -> NoReturn:
        """Some value is not known at build; what has been reported is not reported again."""
        if any(value.type.kind == "unknown" for value in values):
            raise _Reported
        raise self._wrong("IVR228", span, "this is known only during the call")

    def _answer(self, statement: tree.Action) -> script.Dialled:
        if not one_of(statement.values[0], STATUSES, "a dialling ends", self.scope):
            raise _Reported
        return script.Dialled(status=word_of(statement.values[0]), span=statement.span)

    def _leave(self, statement: tree.Action) -> script.Leave:
        value = self._known(statement.values[0], types.DURATION).value
        assert isinstance(value, timedelta)  # noqa: S101 - a constant of its type
        return script.Leave(seconds=value.total_seconds(), span=statement.span)

    def _hear(self, statement: tree.Action) -> script.Hear:
        word, values = statement.word.text, statement.values
        second = {"not": "hear", "callee": "hears"}.get(word)
        if second and word_of(values[0]) != second:
            raise self._usage(word, statement.span)
        text = self._text(values[-1])
        return script.Hear(text=text, negated=word == "not", callee=word == "callee", span=statement.span)

    # --- externs

    def _given(self, given: tree.Given) -> script.Given:
        extern = self._extern(given.name)
        arguments = self._fitting(extern, given.arguments)
        if given.value is None:
            return script.Given(extern=extern, arguments=arguments, value=None, span=given.span)
        if extern.result is None:
            message = f"`{extern.name}` gives no result; it can only fail"
            raise self._wrong("IVR220", given.value.span, message, f"write `given {extern.name} fails`")
        value = self._known(given.value, extern.result)
        return script.Given(extern=extern, arguments=arguments, value=value, span=given.span)

    def _expected_call(self, statement: tree.Action) -> script.ExpectCall:
        match statement.values:
            case (_, tree.Reference(path=(name,), arguments=arguments)):
                extern = self._extern(name)
                fitting = self._fitting(extern, arguments)
                return script.ExpectCall(extern=extern, arguments=fitting, span=statement.span)
            case _:
                raise self._wrong("IVR222", statement.span, "it is written `expect call f(_, 2)`")

    def _extern(self, name: tree.Name) -> Extern:
        externs = self.scope.names.externs
        if name.text in externs:
            return externs[name.text]
        hint = did_you_mean(name.text, externs)
        raise self._wrong("IVR225", name.span, f"no extern is called `{name.text}`", hint)

    def _fitting(self, extern: Extern, written: tuple[tree.Argument, ...] | None) -> script.Fitting:
        """What each argument has to be; `_`, and what is not written, fits anything."""
        names = [parameter.name for parameter in extern.parameters]
        placed = place(names, written or (), self.scope, f"`{extern.name}`")
        if placed is None:
            raise _Reported
        return tuple(
            None
            if p.name not in placed or word_of(placed[p.name].value) == "_"
            else self._known(placed[p.name].value, p.type, what=p.name)
            for p in extern.parameters
        )


def _number(phone: Constant | None) -> str | None:
    """A number as the platform writes it; None where there is none."""
    return None if phone is None or phone.value is None else str(phone.value).removeprefix("+")
