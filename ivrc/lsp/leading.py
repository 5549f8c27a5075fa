"""The flow of calls as editors show who calls whom: what leads to a declaration, and where that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.lsp.names import declared
from ivrc.node import node
from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.lsp.names import Mention
    from ivrc.lsp.view import View
    from ivrc.source import Source

PLACES = tree.Flow | tree.Menu
"""What a caller can be led to."""


@node
class Stop:
    """A declaration where a caller can be; `selection` is the place of its name or word."""

    name: str
    kind: str
    item: tree.Item
    selection: Span


@node
class Way:
    """Another stop with the places that lead there or come from there."""

    stop: Stop
    places: tuple[Span, ...]


def stop_at(view: View, source: Source, offset: int) -> Stop | None:
    """The flow or menu that is meant at a character, or the declaration that is named there."""
    mention = view.at(source, offset)
    if mention is not None and isinstance(item := _led_to(view, mention), PLACES):
        return _stop(item)
    for item in view.trees[source.index].items:
        stop = _stop(item)
        if isinstance(item, tree.Entry) and stop.selection.start <= offset <= stop.selection.end:
            return stop
    return None


def leading_to(view: View, stop: Stop) -> list[Way]:
    """From where a caller gets to a flow or menu."""
    found = [m for m in view.mentions if _led_to(view, m) is stop.item and not m.declares]
    around = ((_around(view, mention), mention.span) for mention in found)
    return _grouped((_stop(item), span) for item, span in around if item is not None)


def leading_from(view: View, stop: Stop) -> list[Way]:
    """To where a caller gets from a declaration."""
    inside = [m for m in view.mentions if _within(m.span, stop.item.span) and not m.declares]
    found = ((_led_to(view, mention), mention.span) for mention in inside)
    return _grouped((_stop(item), span) for item, span in found if isinstance(item, PLACES))


def reached(view: View, source: Source) -> Iterator[tuple[Stop, list[Span]]]:
    """The flows and menus of a file with the places that lead to each; a call comes to `answer` by itself."""
    places: dict[Span, list[Span]] = {}
    for mention in view.mentions:
        if not mention.declares and (item := _led_to(view, mention)) is not None:
            places.setdefault(item.span, []).append(mention.span)
    for item in view.trees[source.index].items:
        if isinstance(item, PLACES) or _answers(item):
            yield _stop(item), places.get(item.span, [])


def takes_calls(view: View) -> bool:
    """Whether a call of the program can begin."""
    return any(_answers(item) for file in view.trees for item in file.items)


def _answers(item: tree.Item) -> bool:
    return isinstance(item, tree.Entry) and item.kind.text == "answer"


def _led_to(view: View, mention: Mention) -> tree.Item | None:
    return None if mention.bound else view.items.get(mention.text)


def _around(view: View, mention: Mention) -> tree.Item | None:
    """The declaration around a name; none where not even its first word could be read."""
    items = view.trees[mention.span.file].items
    found = next((item for item in items if _within(mention.span, item.span)), None)
    return None if isinstance(found, tree.Unknown) and declared(found) is None else found


def _within(inner: Span, outer: Span) -> bool:
    return inner.file == outer.file and outer.start <= inner.start and inner.end <= outer.end


def _stop(item: tree.Item) -> Stop:
    word = item.kind.text if isinstance(item, tree.Entry) else type(item).__name__.lower()
    name = declared(item)
    start = item.span.start
    selection = name.span if name is not None else Span(item.span.file, start, start + len(word))
    return Stop(name=name.text if name is not None else word, kind=word, item=item, selection=selection)


def _grouped(found: Iterable[tuple[Stop, Span]]) -> list[Way]:
    """One way to each stop, in the order in which they stand."""
    places: dict[Span, list[Span]] = {}
    stops: dict[Span, Stop] = {}
    for stop, span in found:
        stops[stop.selection] = stop
        places.setdefault(stop.selection, []).append(span)
    return [Way(stop=stops[key], places=tuple(places[key])) for key in sorted(stops)]
