"""What each kind of step makes of its events: pure decisions over an event and what it carries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from ivrc.runtime.answers import Answer, read_answer
from ivrc.runtime.targets import Bound, Decision, Target, bind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from ivrc.runtime.call import Call
    from ivrc.runtime.collecting import Limits
    from ivrc.runtime.matching import Phrases
    from ivrc.runtime.service import Address

# The states of a connect that may replace the NCCO (reference 3.5).
FAILURES = frozenset({"busy", "timeout", "failed", "rejected", "unanswered"})
# The states behind which a leg is no more (reference 4.2).
OVER = FAILURES | {"cancelled", "completed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a menu that is known only during the call; `values` are for its target."""

    keys: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    then: Target
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(ABC):
    """A step's events. `speaks`: its reply may be an NCCO, so whatever goes wrong is spoken."""

    speaks: ClassVar[bool] = True
    address: Address

    def waits(self, _call: Call) -> bool:
        """Whether somebody waits for the reply."""
        return self.speaks

    @abstractmethod
    def decide(self, call: Call, values: Mapping[str, Any]) -> Decision:
        """What the event means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Route):
    """A menu or collect: silence and invalid answers are the same everywhere.

    `again` asks once more: a question whose meaning changed since it was asked (language 14).
    """

    again: Bound | None
    silence: Bound | None
    invalid: Bound | None

    def decide(self, call: Call, values: Mapping[str, Any]) -> Decision:
        """Silence, invalid, or what `understand` finds."""
        answer = read_answer(call.event)
        if answer.silent:
            return Decision("silence", self.silence, values)
        return self.understand(call, answer, values) or Decision("invalid", self.invalid, values)

    @abstractmethod
    def understand(self, call: Call, answer: Answer, values: Mapping[str, Any]) -> Decision | None:
        """What a valid answer means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Question):
    """Options by key entry and phrase; those made during the call give way to the written ones."""

    keys: Mapping[str, Bound]
    phrases: Phrases[Bound | Choice]
    choices: Callable[..., Sequence[Choice]] | None
    wanted: tuple[str, ...]
    min_confidence: Decimal

    def understand(self, call: Call, answer: Answer, values: Mapping[str, Any]) -> Decision | None:
        """The option of a key entry (`#` may be one, or end one) or of what was said."""
        made = self.choices(call, **{n: values[n] for n in self.wanted}) if self.choices else ()
        if answer.digits:
            return self._by_key(answer.digits, made, values)
        return self._by_phrase(answer.sure(self.min_confidence), made, values)

    def _by_key(self, digits: str, made: Sequence[Choice], values: Mapping[str, Any]) -> Decision | None:
        for entry in (digits, digits.removesuffix("#")):
            if entry in self.keys:
                return Decision(f"press {entry}", self.keys[entry], values)
            for choice in made:
                if entry in choice.keys:
                    return _chosen(f"press {entry}", choice, values)
        return None

    def _by_phrase(
        self, texts: Sequence[str], made: Sequence[Choice], values: Mapping[str, Any]
    ) -> Decision | None:
        choices = [(phrase, choice) for choice in made for phrase in choice.phrases]
        found = self.phrases.before(choices).find_first(texts)
        if isinstance(found, Choice):
            return _chosen("speak", found, values)
        return None if found is None else Decision(f"speak {found.name}", found, values)


def _chosen(outcome: str, choice: Choice, values: Mapping[str, Any]) -> Decision:
    return Decision(outcome, bind(choice.then, None, outcome), {**values, **choice.values})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Question):
    """A value that the caller enters or says."""

    reader: Callable[[Answer, Limits], Any]
    limits: Limits
    into: str
    then: Bound | None

    def understand(self, _call: Call, answer: Answer, values: Mapping[str, Any]) -> Decision | None:
        """The well-formed value. It is not part of the outcome, which is logged."""
        value = self.reader(answer, self.limits)
        return None if value is None else Decision("collected", self.then, {**values, self.into: value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect(Route):
    """Outcomes of a connect by status, and by what answered it (reference 3.5, 3.9)."""

    outcomes: Mapping[str, Bound]

    def decide(self, call: Call, values: Mapping[str, Any]) -> Decision:
        """The target of the status; every other state goes on."""
        outcome = str(call.event.get("status", ""))
        if call.event.get("sub_state") == "beep_start":
            outcome = "beep"
        elif call.event.get("sub_state") == "beep_timeout":
            outcome = "no beep"
        return Decision(outcome, self.outcomes.get(outcome), values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Connect):
    """What becomes of a call that we place: nobody is there to hear a reply where nobody answered."""

    def waits(self, call: Call) -> bool:
        """Whether somebody picked up."""
        return call.event.get("status") not in FAILURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Route):
    """A request whose reply is simply the next state: an answer, a notify of our own, a called leg."""

    then: Bound | None

    def decide(self, _call: Call, values: Mapping[str, Any]) -> Decision:
        """Goes on."""
        return Decision("resume", self.then, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Events(Route):
    """The application's event URL: handlers of call events run on every route, so nothing is left."""

    speaks: ClassVar[bool] = False

    def decide(self, _call: Call, values: Mapping[str, Any]) -> Decision:
        """Goes on."""
        return Decision("event", None, values)
