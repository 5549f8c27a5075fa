"""Where a call stands, held against the names of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.flow.places import Place
from ivrc.flow.templates import constant, plain, settings_fields
from ivrc.platform.dialling import address
from ivrc.semantics.program import JoinStep, RecordStep
from ivrc.semantics.script import ExpectCollect, ExpectConnect, ExpectHangup, ExpectJoin, ExpectRecord
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import around_expressions
from ivrc.testing.loading import read_webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.analysis import Compilation
    from ivrc.flow.states import Route
    from ivrc.flow.templates import Fields
    from ivrc.platform import Call
    from ivrc.semantics.program import Role, Target

Action = dict[str, Any]
Standing = ExpectConnect | ExpectJoin | ExpectRecord | ExpectCollect | ExpectHangup

_NOWHERE = Place(rest=None, environment={}, language="", path=())
"""Settings that are known at build are so everywhere."""

_OTHERS = frozenset({"action", "eventUrl", "eventMethod", "transcription", "canHear", "canSpeak"})
"""Keys that are looked at in ways of their own, or tell nothing."""


class Positions:
    """The steps of a program by what the platform sees of them."""

    def __init__(self, compilation: Compilation) -> None:
        assert compilation.graph is not None  # noqa: S101 - what is played has no errors
        base = urlsplit(read_webhooks(compilation.files["application.json"]).answer_url).path
        prefix = base.removesuffix("/answer")
        self._routes = {prefix + route.path: route for route in compilation.graph.routes}
        steps = list(around_expressions(compilation.program))
        self._records = [step for step in steps if isinstance(step, RecordStep)]
        self._joins = [step for step in steps if isinstance(step, JoinStep)]

    def holds(self, expected: Standing, call: Call) -> bool:
        """Whether the call stands where it is expected to."""
        waiting, action = call.waiting, dict(call.waiting.action)
        match expected:
            case ExpectHangup():
                return not call.alive
            case ExpectConnect(targets=targets):
                dialled = waiting.kind in ("connect", "joined")
                return dialled and (not targets or any(_dials(action, target) for target in targets))
            case ExpectJoin(conference=conference, role=role):
                fitting = (s for s in self._joins if s.conference is conference and role in (None, s.role))
                return waiting.kind == "room" and any(_joins(action, step) for step in fitting)
            case ExpectRecord(name=name):
                running = call.leg.execution.recordings if call.alive and call.leg.execution else []
                return any(self._records_as(dict(recording.action), name) for recording in running)
            case ExpectCollect(name=name):
                route = self.route(action)
                if waiting.kind != "input" or route is None:
                    return False
                what, _, rest = route.source.partition(" ")
                return what == "collect" and name in ("", rest.removesuffix(": confirm"))

    def route(self, action: Mapping[str, Any]) -> Route | None:
        """The route of ours to which an action sends its events."""
        urls = action.get("eventUrl")
        return self._routes.get(urlsplit(urls[0]).path) if urls else None

    def described(self, call: Call) -> str:
        """Where it stands, as a sentence without its end."""
        action = dict(call.waiting.action)
        match call.waiting.kind:
            case "ended":
                return "the call is over"
            case "ringing":
                return f"+{call.leg.to} is being rung"
            case "input":
                route = self.route(action)
                return f"the caller is asked in `{_asked(route)}`" if route else "the caller is asked"
            case "connect":
                return f"{dialled(action)} is being rung"
            case "joined":
                return f"the caller talks to {dialled(action)}"
            case "room":
                if "name" not in action:
                    return "the caller was transferred"
                return f"the caller is in the room `{action['name']}`{self._role(action)}"
            case "record":
                name = next((s.name for s in self._records if s.name and _records(action, s)), "")
                return f"`{name}` records the caller" if name else "the caller is recorded"
            case _:
                return "the caller hears what never ends"

    def _role(self, action: Action) -> str:
        role = next((step.role.name for step in self._joins if _joins(action, step)), "")
        return f" as {role}" if role else ""

    def _records_as(self, action: Action, name: str) -> bool:
        """Whether a step of this name records so; steps with other handlers have other routes."""
        route = self.route(action)
        return any(
            name in ("", step.name)
            and _records(action, step)
            and (route is None or step.saved is None or step.saved.span == route.span)
            for step in self._records
        )


def dialled(action: Mapping[str, Any]) -> str:
    """Whom a connect dials, as a program writes it."""
    endpoint = action["endpoint"][0]
    if endpoint["type"] == "phone":
        return f"+{endpoint['number']}"
    return f'{endpoint["type"]} "{address(endpoint)}"'


def _asked(route: Route) -> str:
    """`menu main`; one without a name is called by its kind."""
    kind, _, name = route.source.partition(" ")
    return kind if name == kind else route.source


def _dials(action: Action, target: Target) -> bool:
    endpoint = action["endpoint"][0]
    kind = "phone" if target.kind == "phones" else target.kind
    if endpoint["type"] != kind:
        return False
    value = plain(target.value)
    domain = target.settings.get("domain")
    if domain is not None and isinstance(domain.values[0], Constant):
        return (endpoint.get("user"), endpoint.get("domain")) == (_known(value), domain.values[0].value)
    return not isinstance(value, Constant) or address(endpoint) == value.value


def _known(value: object) -> object:
    return value.value if isinstance(value, Constant) else None


def _records(action: Action, step: RecordStep) -> bool:
    fields = settings_fields("record", "record", step.settings, _NOWHERE)
    listens = step.saved is not None or "event_url" in step.settings
    return _sent(action, fields) and listens == ("eventUrl" in action)


def _joins(action: Action, step: JoinStep) -> bool:
    fields = settings_fields("conversation", "conference", step.settings, _NOWHERE)
    fields += settings_fields("conversation", "role", step.role.settings, _NOWHERE)
    if "name" not in dict(fields):
        fields.append(("name", constant(step.conference.name, step.span)))
    return _sent(action, fields) and _audible(action, step.role)


def _sent(action: Action, fields: Fields) -> bool:
    """Whether an action is what these settings become; what is known only during the call may be anything."""
    wanted = {path: value for path, value in fields if path.partition(".")[0] not in _OTHERS}
    return action.keys() - _OTHERS == wanted.keys() and all(
        action[path] == value.value for path, value in wanted.items() if isinstance(value, Constant)
    )


def _audible(action: Action, role: Role) -> bool:
    """Whether the lists of who hears whom are those of a role; who is in them depends on the room."""
    for name, key in (("hears", "canHear"), ("speaks_to", "canSpeak")):
        setting = role.settings.get(name)
        nobody = setting is not None and any(_known(value) == "nobody" for value in setting.values)
        if (setting is None and key in action) or (nobody and action.get(key) != []):
            return False
    return True
