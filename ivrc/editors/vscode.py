"""The other files of the extension for VS Code: what the keyboard does, and snippets."""

from __future__ import annotations

import json
import re

from ivrc.language.vocabulary import DECLARATIONS, STEPS

NAMED = {
    "app": '"${1:Name}" {\n\tbase_url: "https://${2:ivr.example.com}"\n\tnumber: ${3:+441632960000}\n}',
    "defaults": '{\n\tlanguage: ${1:en-GB}\n\ton silence { say "${2:Sorry, I did not hear anything.}" }\n'
    '\ton invalid { say "${3:Sorry, that is not one of the options.}" }\n\ton give_up -> ${4:goodbye}\n}',
    "answer": "{\n\t$0\n}",
    "menu": '${1:name} {\n\tpress ${2:1} for "${3:sales}" -> ${4:sales}\n\t$0\n}',
    "flow": "${1:name} {\n\t$0\n}",
    "extern": "${1:name}(${2:number}: ${3:phone}) -> ${4:bool} {\n\ton error -> ${5:goodbye}\n}",
    "hours": '${1:office} in "${2:Europe/London}" {\n\topen mon-fri ${3:09:00-17:30}\n}',
    "prompt": '${1:name} {\n\t${2:en-GB}: "${3:text}"\n}',
    "recording": "${1:message} {\n\tend_on_key: #\n\ttimeout: ${2:2m}\n}",
    "type": "${1:Name} {\n\t${2:field}: ${3:text}\n}",
    "test": '"${1:what the caller gets}" {\n\tcall from ${2:+441632960123}\n\thear "${3:Welcome}"\n}',
    "import": '"${1:common.ivr}"',
    "const": "${1:NAME} = ${2:value}",
}
"""Declarations worth a snippet, and what follows their word."""

EXAMPLE = re.compile(r'\{ \.\.\. \}|"[^"]*"|(?!as\b)[\w-]+')


def snippets() -> str:
    """`snippets/ivr.json`: declarations, and steps as the reference shows their use."""
    made = {
        word: {"prefix": word, "body": f"{word} {body}".split("\n"), "description": DECLARATIONS[word]}
        for word, body in NAMED.items()
    }
    for step in STEPS.values():
        if step.name not in made:
            body = _with_stops(step.usage).split("\n")
            made[step.name] = {"prefix": step.name, "body": body, "description": step.doc}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _with_stops(usage: str) -> str:
    """`say "text"` with a place to go to for what is only an example."""
    number = 0

    def stop(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        if match[0] == "{ ... }":
            return "{\n\t$0\n}"
        return (
            f'"${{{number}:{match[0][1:-1]}}}"' if match[0].startswith('"') else f"${{{number}:{match[0]}}}"
        )

    word, _, rest = usage.partition(" ")
    return f"{word} {EXAMPLE.sub(stop, rest)}" if rest else word


def configuration() -> str:
    """`language-configuration.json`."""
    pairs = [["{", "}"], ["[", "]"], ["(", ")"]]
    made = {
        "comments": {"lineComment": "//"},
        "brackets": pairs,
        "autoClosingPairs": [
            *({"open": left, "close": right} for left, right in pairs),
            {"open": '"', "close": '"', "notIn": ["string", "comment"]},
        ],
        "surroundingPairs": [*pairs, ['"', '"']],
        "wordPattern": r"[a-zA-Z_][a-zA-Z_0-9]*",
        "indentationRules": {
            "increaseIndentPattern": r"^(?!\s*//).*[{\[(]\s*(//.*)?$",
            "decreaseIndentPattern": r"^\s*[}\])]",
        },
        "onEnterRules": [
            {"beforeText": r"^\s*///.*$", "action": {"indent": "none", "appendText": "/// "}},
        ],
    }
    return json.dumps(made, indent=2) + "\n"
