"""Lists of who hears whom are fixed when somebody enters a room (language 8, reference 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.typed import Constant
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject
    from ivrc.semantics.program import Conference, Role


def _check(subject: Subject) -> Iterator[Finding]:
    for conference in subject.program.conferences.values():
        for role in conference.roles.values():
            named = _named(conference, role)
            if named:
                first = next(iter(named.values()))
                who = listed(dict.fromkeys(f"`{name}`" for name in named), "or")
                message = (
                    f"those who enter later as {who} are on no list of a `{role.name}` who is there already"
                )
                yield Finding(span=first.span, message=message, hint=_HINT)


_HINT = "let the others enter first, and say with `// ivrc: allow IVR333 ...` why they do"


def _named(conference: Conference, role: Role) -> dict[str, Constant]:
    """The roles that a role hears or speaks to, by name."""
    values = [
        v for name in ("hears", "speaks_to") if name in role.settings for v in role.settings[name].values
    ]
    words = {str(v.value): v for v in reversed(values) if isinstance(v, Constant)}
    return {name: words[name] for name in conference.roles if name in words}


RULE = Rule(
    code="IVR333",
    title="Heard only if there before",
    severity="warning",
    explanation="""\
`hears` and `speaks_to` become lists of the legs that are in the room when somebody enters, and the platform
keeps these lists as they are: who enters later in a role that is named is on none of them. A coach who enters
before the agent never hears the agent. See to it that those who are named are there first, for example by
calling the coach when the others talk, and allow this with the reason.""",
    valid=(
        """\
conference room {
  role host { start_on_enter: true }
  role guest { start_on_enter: false; speaks_to: nobody }
}
answer { if call.from is none { join room as host }; join room as guest }
""",
    ),
    invalid=(
        """\
conference desk {
  role customer { }
  role coach { hears: «customer»; speaks_to: nobody }
}
answer { if call.from is none { join desk as coach }; join desk as customer }
""",
    ),
    check=_check,
)
