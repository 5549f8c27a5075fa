"""One test, statement by statement, on the virtual platform (language 13)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ivrc.platform import EndlessError, NotNowError, Platform
from ivrc.semantics import script
from ivrc.semantics.samples import fitting_shown
from ivrc.semantics.script import At, CallIn, ExpectCall, Given, Hear
from ivrc.semantics.typed import Constant
from ivrc.testing.answers import Answers
from ivrc.testing.hearing import Ear
from ivrc.testing.loading import SECRET
from ivrc.testing.performing import do
from ivrc.testing.placing import place, request
from ivrc.testing.transcript import transcript
from ivrc.testing.trouble import Fault, troubles

if TYPE_CHECKING:
    from ivrc.platform import Call
    from ivrc.semantics.script import Statement, Stimulus, Trial
    from ivrc.testing.loading import Loaded
    from ivrc.testing.standing import Positions, Standing

USUAL_START = datetime(2026, 1, 5, 12, tzinfo=ZoneInfo("UTC"))
"""When calls come that do not say it: a Monday at noon."""
USUAL_NUMBER = "441632960000"
WITHHELD = "anonymous"


class FailedError(Exception):
    """The call goes another way than the test says."""

    def __init__(
        self, statement: Statement, message: str, code: str = "IVR701", hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.statement = statement
        self.code = code
        self.hint = hint


class Performance:
    """A test while it is played. `platform` and `answers` tell afterwards what happened."""

    def __init__(self, loaded: Loaded, positions: Positions, trial: Trial) -> None:
        self.trial = trial
        start = next((at.moment for at in trial.statements if isinstance(at, At)), USUAL_START)
        self.platform = Platform(loaded.transport, start=start, secret=SECRET)
        self.answers = Answers(loaded.compilation.program, loaded.externs, self.platform.log)
        self.call: Call | None = None
        self._loaded = loaded
        self._positions = positions
        self._heard = {False: Ear(), True: Ear()}
        self._faults: list[Fault] = []

    def play(self) -> None:
        """Play the whole test. Raises FailedError."""
        with troubles() as self._faults:
            self._loaded.open(self.answers, self.platform.clock.now)
            for statement in self.trial.statements:
                self._statement(statement)

    def transcript(self) -> list[str]:
        """What has happened so far."""
        return transcript(self.platform.log, self.answers.askings)

    def _statement(self, statement: Statement) -> None:
        match statement:
            case At():
                pass
            case Given():
                self.answers.given.append(statement)
            case Hear():
                self._hear(statement)
            case ExpectCall():
                self._called(statement)
            case (
                script.ExpectConnect()
                | script.ExpectJoin()
                | script.ExpectRecord()
                | script.ExpectCollect()
                | script.ExpectHangup()
            ):
                self._stands(statement)
            case _:
                self._happens(statement)

    # --- what somebody does

    def _happens(self, statement: Stimulus) -> None:
        """Somebody does something, and the call goes on until it waits for somebody."""
        mark = len(self.platform.log)
        try:
            self._do(statement)
            if not self._call.alive:
                self.platform.run()  # what is delivered after the call
        except NotNowError as error:
            where = f": {self._standing()}" if self._call.alive else ""
            raise FailedError(statement, f"{error}{where}") from None
        except EndlessError as error:
            raise FailedError(statement, str(error)) from None
        new = self.platform.log[mark:]
        self._heard[False].listen(entry for entry in new if self._is_caller(entry.leg))
        self._heard[True].listen(entry for entry in new if not self._is_caller(entry.leg))
        self._look(statement)
        if len(new) <= 1 and not isinstance(statement, script.Beginning | script.Leave):
            raise FailedError(statement, f"nothing comes of this: {self._standing()}")

    def _is_caller(self, leg: object) -> bool:
        return self.call is None or leg is self.call.leg

    def _do(self, statement: Stimulus) -> None:
        if isinstance(statement, script.CallOut):
            self.call = place(self.platform, self._loaded.webhooks, request(self._loaded, statement))
            return
        if isinstance(statement, CallIn):
            caller, dialled = statement.caller or WITHHELD, statement.dialled or self._number()
            self.call = self.platform.call(self._loaded.webhooks, from_=caller, to=dialled)
            return
        do(self._call, statement)

    def _number(self) -> str:
        """The app's number."""
        setting = self._loaded.compilation.program.app.settings.get("number")
        first = setting.values[0] if setting is not None else None
        value = first.value if isinstance(first, Constant) else None
        if isinstance(value, tuple):
            value = value[0]
        return str(value or USUAL_NUMBER).removeprefix("+")

    def _look(self, statement: Statement) -> None:
        """What must not happen in any test."""
        missing = self.answers.missing
        if missing is not None:
            hint = f"write `{self.answers.line(missing)}` above"
            message = f"`{missing.shown()}` is asked here; nothing is given that it answers"
            raise FailedError(statement, message, "IVR340", hint)
        refused = next((e for e in self.platform.log if e.kind == "error" and "NCCO" in e.text), None)
        if refused is not None:
            raise FailedError(statement, f"the platform refuses what it is sent: {refused.text}")
        if self._faults:
            raise FailedError(statement, f"the webhook module failed: {self._faults[0].text}")

    @property
    def _call(self) -> Call:
        assert self.call is not None  # noqa: S101 - the order of statements was checked
        return self.call

    # --- what is expected

    def _hear(self, statement: Hear) -> None:
        ear, who = self._heard[statement.callee], "the called party" if statement.callee else "the caller"
        if statement.negated:
            if ear.heard(statement.text):
                raise FailedError(statement, f'{who} heard it: "{ear.all}"')
        elif not ear.hears(statement.text):
            instead = f'heard "{ear.rest}" instead' if ear.rest else "heard nothing more"
            hint = self._heard_before(statement, ear)
            raise FailedError(statement, f"{who} {instead}; then {self._standing()}", hint=hint)

    def _heard_before(self, statement: Hear, ear: Ear) -> str | None:
        if ear.heard(statement.text):
            return "it was said before what the last `hear` found"
        ear.listen(e for e in self.platform.log if self._is_caller(e.leg) != statement.callee)
        return "it was said before somebody last did something" if ear.heard(statement.text) else None

    def _stands(self, statement: Standing) -> None:
        if not self._positions.holds(statement, self._call):
            raise FailedError(statement, f"instead {self._standing()}")

    def _called(self, statement: ExpectCall) -> None:
        extern, askings = statement.extern, self.answers.askings
        if any(asking.extern is extern and asking.fits(statement.arguments) for asking in askings):
            return
        others = [asking.shown() for asking in askings if asking.extern is extern]
        wanted = f"{extern.name}({', '.join(fitting_shown(statement.arguments))})"
        told = (
            f"only as {', '.join(f'`{o}`' for o in others)}" if others else f"`{extern.name}` was not called"
        )
        raise FailedError(statement, f"`{wanted}` was not called, {told}" if others else told)

    def _standing(self) -> str:
        return self._positions.described(self._call)
