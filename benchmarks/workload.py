"""Programs of any length with at most about 1,500 states: what the compile benchmark compiles.

One chapter has about 1,000 lines: constants, a prompt and its menu, and nine flows that speak, look at
constants, connect and go on. Longer programs have more chapters up to 100 and longer flows beyond.
"""

from __future__ import annotations

LINES_PER_CHAPTER = 1000
FLOWS = 9

HEAD = """\
/// A call flow made for measuring.
app "Benchmark" {
  base_url: "https://ivr.example.com"
  fallback_base_url: "https://fallback.example.com"
  number: +441632960000
}

defaults {
  language: en-GB
  attempts: 3
  on silence { say "Sorry, I did not hear anything." }
  on invalid { say "Sorry, that is not one of the options." }
  on give_up -> goodbye
}

param SITE = "north"

answer {
  say "Welcome."
  -> menu_0
}

flow goodbye {
  say "Thank you for calling. Goodbye."
  hangup
}
"""

MENU = """
const DESK_{n} = +4416329600{n:02}
const NAMES_{n} = ["sales", "support", "accounts"]

prompt intro_{n} {{
  en-GB: "This is department {n}."
}}

/// The choices of department {n}.
menu menu_{n} {{
  say intro_{n}
{options}
  timeout: 6s
}}
"""

STEPS = (
    '  say "Thank you for waiting, your call is important to the team {k} of department {n}."',
    '  say "You are calling {{DESK_{n} as phone}}, which is open from nine to five."',
    '  if SITE == "north" {{ say "The northern office is number {k}." }} else {{ say "South." }}',
    "  wait 500ms",
    '  say "Did you know? Topic {k} is explained on our web site." {{ level: 0.5 }}  // quieter',
    '  play "https://cdn.example.com/jingles/{k}.mp3"',
)

END = """\
  connect DESK_{n} {{
    timeout: 20s
    on unreachable -> goodbye
  }}
}}
"""


def program(lines: int) -> str:
    """A program of `lines` lines, give or take a hundredth."""
    chapters = min(max(lines // LINES_PER_CHAPTER, 1), 100)
    frame = MENU.count("\n") + 2 * FLOWS + FLOWS * (END.count("\n") + 3)
    steps = max((lines // chapters - frame) // FLOWS, 1)
    return HEAD + "".join(_chapter(n, chapters, steps) for n in range(chapters))


def _chapter(n: int, chapters: int, steps: int) -> str:
    options = [f'  press {k + 1} or speak "topic {k}" for "topic {k}" -> topic_{n}_{k}' for k in range(FLOWS)]
    options.append(f'  press 0 for "another department" -> menu_{(n + 1) % chapters}')
    flows = [_flow(n, k, steps) for k in range(FLOWS)]
    return MENU.format(n=n, options="\n".join(options)) + "".join(flows)


def _flow(n: int, k: int, steps: int) -> str:
    body = [STEPS[step % len(STEPS)].format(n=n, k=k * steps + step) for step in range(steps)]
    return f"\n/// Topic {k}.\nflow topic_{n}_{k} {{\n" + "\n".join(body) + "\n" + END.format(n=n)
