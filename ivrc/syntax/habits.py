"""Literals, comments, quotes and operators as other languages write them: one row a habit."""

from __future__ import annotations

import re

from ivrc.syntax.notations import Habit

COMMENT = "comments start with `//`"
DATE = "dates are written year-month-day: `2030-12-25`"
UNITS = "ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?"
NAME = r"[A-Za-z_]\w*"
LINE_END = r"(?=[ \t]*(?://[^\r\n]*)?(?:\r?\n|\Z))"


def _line_comment(match: re.Match[str]) -> str:
    lines = match[0].removeprefix("/*").removesuffix("*/").strip().splitlines()
    return "\n".join(f"// {line.strip().lstrip('*').strip()}".rstrip() for line in lines)


def _time(match: re.Match[str]) -> str:
    hour, minutes = int(match["hour"]), match["minutes"] or "00"
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return f"{hour:02}:{minutes}"


def _date(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def _duration(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return match["number"] + ("ms" if unit.startswith(("ms", "mil")) else unit[0])


def _milliseconds(match: re.Match[str]) -> str:
    return f"{round(float(match['number']) * 1000)}ms"


def _phone(match: re.Match[str]) -> str:
    return "+" + re.sub(r"\(0\)|\D", "", match[0])


LITERALS = (
    Habit(rf"(?<![\w+])(?P<number>\d+)[ \t]*(?P<unit>(?:{UNITS})\b)",
          "durations are written in one word: `500ms`, `20s`, `2m` or `1h`", _duration, code="IVR114"),
    Habit(r"(?<![\w+])(?P<number>\d*\.\d{1,3})s\b", "durations are whole", _milliseconds, code="IVR114"),
    Habit(r"(?P<wrong>\+\d+)\(?(?:[ ().-]+\d+)+", "a phone number is written without spaces and signs",
          _phone, fits="PHONE", code="IVR114"),
    Habit(r"(?<![\w.-])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b", DATE, _date, code="IVR114"),
    Habit(r"(?<![\w.-])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b", DATE, _date,
          fits="DATE", code="IVR114"),
    Habit(r"(?<![\w.-])\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|(?<![\w.-])\d{1,2}\.? [A-Za-z]{3,9}\.? \d{4}\b", DATE,
          code="IVR114", fits="DATE"),
    Habit(r"(?<=\d)-(?=\d{4}-|\d\d-\d\d\b)", "a range of dates is written with two dots", "..",
          "write `2030-12-24..2030-12-26`", cure="leave out", within="open closed", code="IVR114"),
    Habit(r"(?<![\w.:])(?P<hour>\d{1,2})(?:[:.](?P<minutes>\d\d))?"
          r"(?: ?(?P<half>[aApP])\.?[mM]\b\.?)?(?![\d:/])",
          "times are those of a clock of 24 hours, with two digits each: `09:00`", _time,
          fits="TIME", code="IVR114"),
    Habit(r"(?P<wrong>:)([ \t]*[a-z]{3}(?:-[a-z]{3})?[ \t]+\d)", "hours are written without a colon", r"\2",
          "write `open mon-fri 09:00-17:00`", within="open closed", cure="leave out"),
    Habit(r"((?:mon|tue|wed|thu|fri|sat|sun)(?:-[a-z]{3})?)[ \t]*:", "hours begin with `open` or `closed`",
          r"open \1", cure="leave out"),
    Habit(r"(?=\{)", "the time zone is missing", None, "write `hours name in \"Europe/London\" { ... }`",
          fits="IN", within="hours"),
    Habit(r"(?:to|until|till)\b", "the hours from one time to another are joined by `-`", "-",
          within="open closed", fits="MINUS"),
)  # fmt: skip
"""What is no literal."""

COMMENTS = (
    Habit(r"(?P<wrong>/\*)(?s:.*?)\*/" + LINE_END, COMMENT, _line_comment),
    Habit(r"(?P<wrong>/\*)(?s:.*?)\*/", COMMENT, "", f"{COMMENT} and end with the line"),
    Habit(r"(?P<wrong>/\*)[^\r\n]*", "this comment is never closed", "", f"{COMMENT} and end with the line"),
    Habit(r"(?P<wrong>#|--(?!>))[ \t]*([^\r\n]*)", COMMENT, r"// \2"),
    Habit(r"(?P<wrong><!--)[ \t]*([^\r\n]*?)[ \t]*(?:-->)?$", COMMENT, r"// \2"),
)  # fmt: skip
"""Comments of other languages."""

SIGNS = (
    Habit(r"&&?", "this is written `and`", "and", fits="AND"),
    Habit(r"\|\|?", "this is written `or`", "or", fits="OR"),
    Habit(r"!(?!=)[ \t]*", "this is written `not`", "not ", fits="NOT"),
    Habit(r"(?:AND|OR|NOT)\b", "keywords are written in small letters", lambda match: match[0].lower(),
          cure="leave out"),
    Habit(r"(?P<wrong>is)([ \t]+[\"\d+])", "values are compared with `==`; `is` asks for a state",
          r"==\2", "write `==`", within="if let set return const"),
    Habit(r"not[ \t]+in\b", "`not` stands in front of the whole condition", None, "write `not (a in b)`"),
    Habit(r"([=!]=)=", "this has one `=` too many", r"\1"),
    Habit(r"<>|≠", "this is written `!=`", "!="),
    Habit(r"=<|≤", "this is written `<=`", "<=", fits="COMPARISON"),
    Habit(r"=>(?=.*(?:->|\{))|≥", "this is written `>=`", ">=", fits="COMPARISON"),
    Habit(r"=>|--+>|- +>|>-|→|➔|⇒|—>|–>", "an arrow is written `->`", "->", fits="ARROW"),
    Habit(r"\+\+|--(?!>)|[-+*/]=", "nothing is changed by signs", None, "write `set name = name + 1`"),
    Habit(r":=", "a value is given with `=`", "=", fits="EQUAL"),
    Habit(r":=", "`:=` means nothing here", ":",
          "a setting is written `name: value`, a name for a value `let name = value`"),
    Habit(r"/(?![/*])", "there is no division", None, "write the result, or leave it to an `extern`"),
    Habit(r"%", "there are no percentages", None, "write a share as a number: `0.3`"),
    Habit(r"\?", "there is no `? :`", None, "write `if condition { ... } else { ... }`"),
)  # fmt: skip
"""Operators and arrows."""

QUOTES = (
    Habit(r"[\"'`]([0-9*#]+)[\"'`]", "keys are written without quotes", r"\1", fits="KEYS"),
    Habit(r"(?P<wrong>['`‘])([^'`’\"\\{}\r\n]*)['`’]", "strings stand in double quotes", r'"\2"',
          code="IVR101"),
    Habit(r"(?P<wrong>[“„«])([^“”„«»\"\\{}\r\n]*)[“”»]", "this typographic quote begins no string", r'"\2"',
          code="IVR101"),
    Habit(r"(?<=->)[ \t]*(?P<wrong>\"" + NAME + '")', "a target is written without quotes",
          lambda match: f" {match['wrong'][1:-1]}", cure="leave out"),
    Habit(rf'"({NAME})"', "a name is written without quotes", r"\1", fits="NAME"),
    Habit(r"[$@](?=[A-Za-z_])", "names are written as they are, without a sign", "", fits="NAME"),
    Habit(r"<?([A-Za-z_][\w./-]*)>?", "this stands in double quotes", r'"\1"', fits="STRING",
          within="app import hours test"),
    Habit(r"[|:](?=[ \t]*[a-z_]+[ \t]*\})", "a format is written `{value as format}`", " as ",
          fits="NAME"),
    Habit(r"(?<=say )([A-Z]\w*[^\"\r\n{}]*)", "text stands in double quotes", r'"\1"'),
)  # fmt: skip
"""Quotes that are not needed, others than those of the language, or missing."""
