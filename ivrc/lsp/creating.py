"""Declarations that are missing, made of the place where they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.subject import Subject
from ivrc.diagnostics import Edit
from ivrc.language.types import SIMPLE, TEXT, Type, present
from ivrc.lsp.local_types import type_of
from ivrc.lsp.names import owner_of
from ivrc.lsp.outline import everything
from ivrc.lsp.renaming import TAKEN
from ivrc.lsp.wanted import wanted
from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.lsp.local_types import Known
    from ivrc.lsp.view import View
    from ivrc.node import Spanned

BODIES = {
    "flow": "  hangup\n",
    "menu": '  press 0 for "to hear this again" -> again\n',
    "recording": "  end_on_key: #\n  timeout: 2m\n  beep_start: true\n",
}
"""What a declaration holds that an author writes anew; it is one that compiles."""


def created(view: View, here: Span, name: str) -> Iterator[tuple[str, Edit]]:
    """What may be declared for a name that is used at a place: kind and change."""
    item = view.item(view.sources[here.file], here.start)
    if item is None:
        return
    for kind in wanted(view.directory).get(name, ()):
        head, body = _written(view, item, kind, name)
        if body or kind == "extern":
            block = f" {{\n{body}}}" if body else ""
            yield kind, behind(view, item, f"{kind} {name}{head}{block}")


def behind(view: View, item: tree.Item, declaration: str) -> Edit:
    """A declaration behind another one."""
    text = view.sources[item.span.file].text
    line_end = text.find("\n", item.span.end)
    at = line_end if line_end >= 0 else len(text)
    return Edit(Span(item.span.file, at, at), f"\n\n{declaration}")


def prompt_lines(view: View, text: str) -> str:
    """A text as a prompt has it: in each language in which callers may be spoken to."""
    languages = Subject(view.compilation.program, None).languages
    return "".join(f"  {language}: {text}\n" for language in languages)


def nameable(of: Type, items: Mapping[str, tree.Item]) -> bool:
    """Whether a type can be written in a declaration."""
    return nameable(of.element, items) if of.element else of.kind in SIMPLE or of.name in items


def _written(view: View, item: tree.Item, kind: str, name: str) -> tuple[str, str]:
    """What stands behind a name, and in the block."""
    arguments, result = _call(item, name)
    head = _parameters(arguments, view.directory.known(owner_of(item))) if arguments else ""
    match kind:
        case "extern":
            return (head or "()") + (f" -> {result}" if result else ""), ""
        case "prompt":
            return head, prompt_lines(view, f'"{name.replace("_", " ").capitalize()}."')
        case "conference":
            roles = {one.text: None for one in view.mentions if one.owner == name and one.bound}
            return "", "".join(f"  role {role} {{ start_on_enter: true }}\n" for role in roles or ["guest"])
        case _:
            return head, BODIES.get(kind, "")


def _call(item: tree.Item, name: str) -> tuple[tuple[tree.Argument, ...], str]:
    """With what a name is called in a declaration, and the type of what it has to give; '' for none."""
    for part in everything(item):
        match part:
            case tree.Call(name=called, arguments=arguments) if called.text == name:
                return arguments, ""
            case tree.Goto(target=called, arguments=tuple() as arguments) if called.text == name:
                return arguments, ""
            case tree.Reference(path=(called,), arguments=tuple() as arguments) if called.text == name:
                return arguments, "bool" if _is_condition(item, part) else "text"
    return (), ""


def _is_condition(item: tree.Item, call: tree.Reference) -> bool:
    conditions = (part.condition for part in everything(item) if isinstance(part, tree.If))
    return any(_within(condition, call) for condition in conditions)


def _within(condition: Spanned, call: tree.Reference) -> bool:
    match condition:
        case tree.Binary(operator="and" | "or", left=left, right=right):
            return _within(left, call) or _within(right, call)
        case tree.Unary(operator="not", operand=operand):
            return _within(operand, call)
    return condition is call


def _parameters(arguments: tuple[tree.Argument, ...], known: Known) -> str:
    names: dict[str, str] = {}
    given = {argument.name.text for argument in arguments if argument.name}
    for argument in arguments:
        name = argument.name.text if argument.name else _name_of(argument.value, known)
        while name in names or (name in given and not argument.name):
            name += "_too"
        of = present(type_of(argument.value, known))
        names[name] = str(of if nameable(of, known.items) else TEXT)
    return f"({', '.join(f'{name}: {of}' for name, of in names.items())})"


def _name_of(value: tree.Expression, known: Known) -> str:
    """What a parameter is called for which a value is given."""
    match value:
        case tree.Reference(path=path, arguments=None) if path[-1].text not in TAKEN | known.items.keys():
            return path[-1].text
    return "value"
