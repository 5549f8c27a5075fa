"""A text where it is heard becomes a prompt with a name, if that means the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.checks.subject import Subject
from ivrc.diagnostics import Edit
from ivrc.format.formatting import formatted
from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import present
from ivrc.lsp.creating import behind, nameable, prompt_lines
from ivrc.lsp.local_types import fields_behind, type_of_path
from ivrc.lsp.names import owner_of
from ivrc.lsp.outline import enclosing, everything
from ivrc.lsp.renaming import TAKEN
from ivrc.node import node
from ivrc.semantics.program import Question
from ivrc.semantics.typed import Constant
from ivrc.source import Source
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.lsp.local_types import Known
    from ivrc.lsp.view import View
    from ivrc.node import Spanned
    from ivrc.source import Span

NAMED_WORDS = 4
"""How many words of a text its prompt is called by."""


@node
class Refactoring:
    """Changes that belong together and leave what a program does as it is."""

    title: str
    edits: tuple[Edit, ...]


def extraction(view: View, source: Source, marked: Span) -> Refactoring | None:
    """The prompt that the text around a place can be made to."""
    around = enclosing(view.trees[source.index], marked.start)
    texts = (part for part in around if isinstance(part, tree.Text))
    text = next((text for text in texts if text.span.end >= marked.end), None)
    item = view.item(source, text.span.start) if text is not None else None
    if text is None or item is None or isinstance(item, tree.Test) or not _is_heard(text, around):
        return None
    if _asks_in_another_language(view):
        return None
    parameters = _parameters(text, view.directory.known(owner_of(item)))
    if parameters is None or (parameters and not _is_said(text, around)):
        return None
    name = _name(view, text)
    declaration = _declaration(view, name, parameters, text.span)
    if declaration is None:
        return None
    call = f"{name}({', '.join(parameters)})" if parameters else name
    edits = (Edit(text.span, call), behind(view, item, declaration))
    return Refactoring(title=f"make this text the prompt `{name}`", edits=edits)


def _is_heard(text: tree.Text, around: Sequence[Spanned]) -> bool:
    """Whether it is said, or the label of an option, in the language that the caller hears."""
    of_own = any(
        isinstance(held, tree.Setting) and held.name.text == "language"
        for part in around
        if isinstance(part, tree.Action | tree.Menu) and part.block is not None
        for held in part.block.statements
    )
    return not of_own and (_is_said(text, around) or any(_is_label(text, part) for part in around))


def _asks_in_another_language(view: View) -> bool:
    """Whether a question has a language that nothing else has: a prompt in it would bring it to all calls."""
    subject = Subject(view.compilation.program, None)
    own = (question.settings.get("language") for question in subject.every(Question))
    values = (setting.values[0] for setting in own if setting is not None and not setting.inherited)
    return any(isinstance(one, Constant) and one.value not in subject.languages for one in values)


def _is_said(text: tree.Text, around: Sequence[Spanned]) -> bool:
    return any(
        isinstance(part, tree.Action) and part.word.text == "say" and part.values[:1] == (text,)
        for part in around
    )


def _is_label(text: tree.Text, part: Spanned) -> bool:
    """Whether it is a label, of which no word is taken as an answer."""
    if not isinstance(part, tree.Option) or part.label is not text or part.label_language is not None:
        return False
    return all(not isinstance(one, tree.Speak) or one.phrases for one in part.triggers)


def _parameters(text: tree.Text, known: Known) -> dict[str, str] | None:
    """The local names in a text with their types; none if a prompt cannot see all of what is there."""
    found: dict[str, str] = {}
    for part in everything(text):
        if isinstance(part, tree.Missing):
            return None
        if isinstance(part, tree.Reference) and not _is_seen(part, known, found):
            return None
    return found


def _is_seen(used: tree.Reference, known: Known, parameters: dict[str, str]) -> bool:
    """Whether a prompt sees a name, perhaps as a parameter (language 9)."""
    path = tuple(name.text for name in used.path)
    if used.arguments is not None:
        return path in {("call", "header")} or path[0] in FUNCTIONS.keys() - known.items.keys()
    if any(_may_be_absent(path[:stop], known) for stop in range(2, len(path) + 1)):
        return False
    if path[0] in known.local:
        of = present(type_of_path(path[:1], known))
        parameters[path[0]] = str(of)
        return nameable(of, known.items)
    item = known.items.get(path[0])
    if isinstance(item, tree.Var):
        return not item.type.optional
    return isinstance(item, tree.Const | tree.BuildParam | tree.Enumeration) or path[0] in ("call", "now")


def _may_be_absent(path: tuple[str, ...], known: Known) -> bool:
    """Whether a field is there only because of what was tested in front of the text."""
    field = fields_behind(path[:-1], known).get(path[-1])
    return field is None or field.type.optional


def _name(view: View, text: tree.Text) -> str:
    """A name of the first words that nothing else has."""
    words = re.findall(r"[a-z]+", " ".join(part for part in text.parts if isinstance(part, str)).lower())
    name = wanted = "_".join(words[:NAMED_WORDS]) or "words"
    taken = TAKEN | view.items.keys() | {mention.text for mention in view.mentions}
    number = 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _declaration(view: View, name: str, parameters: dict[str, str], text: Span) -> str | None:
    """The prompt in the layout of all sources."""
    head = f"({', '.join(f'{one}: {of}' for one, of in parameters.items())})" if parameters else ""
    lines = prompt_lines(view, view.written(text))
    made, _ = formatted(Source(name=name, text=f"prompt {name}{head} {{\n{lines}}}\n"))
    return made.rstrip("\n") if made is not None else None
