"""The rules of `ivrc.editors.rules` as Vim reads them.

Vim has no groups inside a match: each group of a rule becomes a match of its own between what stands before
and behind it. Of two rules that match at the same place Vim takes the last one, so they are written in
reverse. Two regions cannot both end at the end of a line, so a string that is open there ends where the next
line begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.editors.categories import CATEGORIES
from ivrc.editors.rules import FILE, RULES, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.editors.rules import Rule

HEAD = """\
" Vim syntax file of ivrc, written by `ivrc dev editors`; do not edit.
" Language: IVR (.ivr)

if exists("b:current_syntax")
  finish
endif
syntax case match
syntax sync minlines=300
"""
FOOT = """\
let b:current_syntax = "ivr"
"""
LOOKS = {"(?<=": "@<=", "(?<!": "@<!", "(?=": "@=", "(?!": "@!"}
PART = re.compile(r"\(\?<[=!]|\(\?[=!:]|\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[\s\S]")
"""What is translated at once: an opening bracket, a class of characters, an escape, a character."""


def syntax() -> str:
    """`syntax/ivr.vim`."""
    lines: list[str] = []
    links: list[str] = []
    for name in reversed(RULES):
        members: list[str] = []
        for at, rule in reversed([*enumerate(RULES[name])]):
            for group, category, line in _items(f"ivr{name.capitalize()}{at}", rule, name in FILE):
                lines.append(line)
                members += [group] if not group.endswith("Begin") else []
                links += [f"highlight default link {group} {_group(category)}"] if category else []
        lines.append(f"syntax cluster ivr{name.capitalize()} contains={','.join(members)}")
    groups = [f"highlight default link {_group(name)} {row.vim}" for name, row in CATEGORIES.items()]
    return "\n".join([HEAD, *lines, "", *links, "", *groups, "", FOOT])


def _group(category: str) -> str:
    return f"ivr{category.capitalize()}"


def _items(group: str, rule: Rule, alone: bool) -> Iterator[tuple[str, str | None, str]]:
    """The groups of a rule with their categories and commands; `alone`: it may stand in nothing else."""
    contained = "" if alone else " contained"
    if isinstance(rule, Match):
        for name, category, pattern in _matches(group, rule.pattern, rule.groups):
            yield name, category, f"syntax match {name} {pattern}{contained}"
        return
    inside = [f"@ivr{name.capitalize()}" for name in rule.inside]
    start = f"start={_vim(rule.begin)}"
    if rule.groups[0]:
        start = f"matchgroup={_group(rule.groups[0])} {start}"
    elif len(rule.groups) > 1:
        for name, category, pattern in _matches(group, rule.begin, rule.groups):
            yield f"{name}Begin", category, f"syntax match {name}Begin {pattern} contained"
            inside.append(f"{name}Begin")
    last = f"{rule.end}|^" if rule.category and rule.end.endswith("|$") else rule.end
    end = f"matchgroup={_group(rule.end_groups[0]) if rule.end_groups[0] else 'NONE'} end={_vim(last)}"
    yield group, rule.category, f"syntax region {group} {start} {end} contains={','.join(inside)}{contained}"


def _matches(
    group: str, pattern: str, groups: tuple[str | None, ...]
) -> Iterator[tuple[str, str | None, str]]:
    """Name, category and Vim's pattern of a rule, or of each of its groups."""
    if len(groups) == 1:
        yield group, groups[0], _vim(pattern)
        return
    spans = _captured(pattern)
    for at, (category, (start, end)) in enumerate(zip(groups[1:], spans, strict=True)):
        if category:
            around = f"(?<={pattern[:start]}){pattern[start:end]}(?={pattern[end:]})"
            yield f"{group}x{at}", category, _vim(around.replace("(?<=)", "").replace("(?=)", ""))


def _captured(pattern: str) -> list[tuple[int, int]]:
    """Where the groups stand that are captured; none holds another."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[int, bool]] = []
    for part in PART.finditer(pattern):
        if part[0].startswith("("):
            opened.append((part.start(), part[0] == "("))
        elif part[0] == ")":
            start, captured = opened.pop()
            spans += [(start, part.end())] if captured else []
    return spans


def _vim(pattern: str) -> str:
    """A pattern in Vim's "very magic" spelling, between quotes."""
    made, opened = "", []
    for part in PART.finditer(pattern):
        text = part[0]
        if text.startswith("("):
            made += "%("
            opened.append(LOOKS.get(text, ""))
        elif text == ")":
            made += ")" + opened.pop()
        elif text.startswith("["):
            made += text.replace(r"\w", "a-zA-Z_0-9")
        elif text == r"\b":
            made += ">"
        else:
            made += f"\\{text}" if text in "=<>@~&%" else text
    return rf"'\v{made}'"
