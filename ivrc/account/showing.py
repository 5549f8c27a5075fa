"""A plan for people, in the manner of infrastructure tools, and for programs."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ivrc.account.settings import PUBLIC_KEY
from ivrc.render import visible
from ivrc.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.account.numbers import Number
    from ivrc.account.plan import Plan
    from ivrc.account.settings import Setting


def as_lines(plan: Plan) -> Iterator[str]:
    """A head, then a line a change, marked `+`, `~` or `-` behind two spaces."""
    application = f'application "{visible(plan.name)}"'
    if plan.application is None:
        yield f"{application} is not in the account"
    else:
        yield f"{application} is {visible(plan.application.id)}"
    yield from map(_setting, plan.settings)
    yield from map(_link, plan.links)
    yield from (f"  - unlink +{visible(number.msisdn)}" for number in plan.unlinks)


def summary(plan: Plan) -> str:
    """`1 application to create and 2 numbers to link`."""
    new = plan.application is None
    nothing = "nothing else to do" if plan.missing else "nothing to do"
    counts = (
        (int(new), "application", "create"),
        (0 if new else len(plan.settings), "setting", "change"),
        (len(plan.links), "number", "link"),
        (len(plan.unlinks), "number", "unlink"),
    )
    return listed((f"{counted(n, noun)} to {verb}" for n, noun, verb in counts if n), "and") or nothing


def as_object(plan: Plan) -> dict[str, Any]:
    """The plan as JSON: the application, and every change."""
    made = "create" if plan.application is None else "update"
    settings = [{"change": made, "path": s.path, "old": s.old, "new": s.new} for s in plan.settings]
    numbers = [_number(n, "link") for n in plan.links] + [_number(n, "unlink") for n in plan.unlinks]
    identity = plan.application.id if plan.application else None
    return {"application": {"id": identity, "name": plan.name}, "changes": settings + numbers}


def _setting(setting: Setting) -> str:
    new = _value(setting.path, setting.new)
    if setting.old is None:
        return f"  + {setting.path}: {new}"
    return f"  ~ {setting.path}: {_value(setting.path, setting.old)} -> {new}"


def _value(path: str, value: Any) -> str:
    """As JSON; a public key by the start of its digest, as it has many lines."""
    if path == PUBLIC_KEY:
        return f"sha256 {sha256(''.join(str(value).split()).encode()).hexdigest()[:16]}"
    return visible(json.dumps(value, ensure_ascii=False))


def _link(number: Number) -> str:
    said = f"link +{visible(number.msisdn)}"
    if number.forwarding:
        return f"  ~ {said}, which is forwarded to {visible(' '.join(number.forwarding))}"
    if number.application:
        return f"  ~ {said}, which belongs to application {visible(number.application)}"
    return f"  + {said}"


def _number(number: Number, change: str) -> dict[str, Any]:
    return {
        "change": change,
        "number": f"+{number.msisdn}",
        "country": number.country,
        "application": number.application or None,
        "forwarded_to": " ".join(number.forwarding) if number.forwarding else None,
    }
