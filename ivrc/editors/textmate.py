"""The grammar of VS Code, JetBrains and Shiki: TextMate's, as JSON; and that of Sublime Text, as YAML."""

from __future__ import annotations

import json
from typing import Any

from ivrc.editors.categories import CATEGORIES
from ivrc.editors.rules import FILE, RULES, Match, Region, Rule

SCOPE = "source.ivr"
EMBEDDED = "meta.embedded.line.ivr"


def grammar() -> str:
    """`ivr.tmLanguage.json`."""
    made = {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "IVR",
        "scopeName": SCOPE,
        "fileTypes": ["ivr"],
        "patterns": _included(FILE),
        "repository": {name: {"patterns": [_rule(rule) for rule in rules]} for name, rules in RULES.items()},
    }
    return json.dumps(made, indent=2) + "\n"


def fences() -> str:
    """`markdown-ivr.tmLanguage.json`: fenced code in Markdown."""
    fence = r"(^|\G)(\s*)(`{3,}|~{3,})\s*(?i:(ivr)(\s+[^`~]*)?$)"
    block = {
        "begin": fence,
        "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
        "name": "markup.fenced_code.block.markdown",
        "beginCaptures": {
            "3": {"name": "punctuation.definition.markdown"},
            "4": {"name": "fenced_code.block.language.markdown"},
        },
        "endCaptures": {"3": {"name": "punctuation.definition.markdown"}},
        "patterns": [
            {
                "begin": r"(^|\G)(\s*)(.*)",
                "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                "contentName": "meta.embedded.block.ivr",
                "patterns": [{"include": SCOPE}],
            }
        ],
    }
    made = {
        "scopeName": "markdown.ivr.codeblock",
        "injectionSelector": "L:text.html.markdown",
        "fileTypes": [],
        "patterns": [{"include": "#fence"}],
        "repository": {"fence": block},
    }
    return json.dumps(made, indent=2) + "\n"


def _included(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"include": f"#{name}"} for name in names]


def _rule(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Match):
        return {"match": rule.pattern, "captures": _captures(rule.groups)}
    made: dict[str, Any] = {"begin": rule.begin, "end": rule.end}
    made |= {"beginCaptures": _captures(rule.groups), "endCaptures": _captures(rule.end_groups)}
    made["contentName"] = _content(rule)
    return {**made, "patterns": _included(rule.inside)}


def _content(rule: Region) -> str:
    """The scope of what has no other one; embedded code has the colour of plain text, also in a string."""
    return CATEGORIES[rule.category].scope if rule.category else EMBEDDED


def _captures(groups: tuple[str | None, ...]) -> dict[str, Any]:
    return {str(at): {"name": CATEGORIES[name].scope} for at, name in enumerate(groups) if name}


def sublime() -> str:
    """`IVR.sublime-syntax`. It is YAML, of which JSON is a part; strings are quoted as JSON quotes them."""
    lines = ["%YAML 1.2", "---", "name: IVR", "file_extensions: [ivr]", f"scope: {SCOPE}", "contexts:"]
    lines += ["  main:", *(f"    - include: {name}" for name in FILE)]
    for name, rules in RULES.items():
        lines += [f"  {name}:", *(line for rule in rules for line in _sublime_rule(rule))]
    return "\n".join(lines) + "\n"


def _sublime_rule(rule: Rule) -> list[str]:
    if isinstance(rule, Match):
        return [f"    - match: {json.dumps(rule.pattern)}", *_sublime_captures(rule.groups, "      ")]
    return [
        f"    - match: {json.dumps(rule.begin)}",
        *_sublime_captures(rule.groups, "      "),
        "      push:",
        f"        - meta_content_scope: {_content(rule)}",
        f"        - match: {json.dumps(rule.end)}",
        *_sublime_captures(rule.end_groups, "          "),
        "          pop: true",
        *(f"        - include: {name}" for name in rule.inside),
    ]


def _sublime_captures(groups: tuple[str | None, ...], indent: str) -> list[str]:
    shown = {at: CATEGORIES[name].scope for at, name in enumerate(groups) if name}
    return (
        [f"{indent}captures:", *(f"{indent}  {at}: {scope}" for at, scope in shown.items())] if shown else []
    )
