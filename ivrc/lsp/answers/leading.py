"""The call flow: what leads where."""

from __future__ import annotations

from os.path import isabs
from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.leading import leading_from, leading_to, reached, stop_at, takes_calls
from ivrc.node import node
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.leading import Stop, Way
    from ivrc.lsp.server import Server
    from ivrc.lsp.view import View
    from ivrc.source import Span

ANSWER = "answer"
SIMULATE = "ivrc.simulate"
REFERENCES = "ivrc.references"
"""Commands of clients: a call in a terminal, and a list of places."""


@node
class Reached:
    """A declaration as it stands in a program, with the places that lead there; `begins`: a call may."""

    view: View
    stop: Stop
    places: tuple[Span, ...]
    begins: bool


def register(server: Server) -> None:
    """Answer for this server."""

    def stops(item: types.CallHierarchyItem) -> Iterator[tuple[View, Stop]]:
        for view, source in server.views(item.uri):
            at = server.translator.offset(source, item.selection_range.start)
            if (stop := stop_at(view, source, at)) is not None:
                yield view, stop

    def places(view: View, way: Way) -> list[types.Range]:
        return [server.translator.range(view.sources[span.file], span) for span in way.places]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        for view, source in server.views(params.text_document.uri):
            at = server.translator.offset(source, params.position)
            if (stop := stop_at(view, source, at)) is not None:
                return [server.translator.stop(view, stop)]
        return None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def come(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall]:
        for view, stop in stops(params.item):
            return [
                types.CallHierarchyIncomingCall(server.translator.stop(view, way.stop), places(view, way))
                for way in leading_to(view, stop)
            ]
        return []

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def go(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall]:
        for view, stop in stops(params.item):
            return [
                types.CallHierarchyOutgoingCall(server.translator.stop(view, way.stop), places(view, way))
                for way in leading_from(view, stop)
            ]
        return []

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: types.CodeLensParams) -> list[types.CodeLens]:
        found: dict[str, list[Reached]] = {}
        for view, source in server.views(params.text_document.uri):
            played = takes_calls(view) and isabs(view.root)  # `ivrc sim` reads a file
            for stop, places in reached(view, source):
                begins = played and (stop.kind == ANSWER or bool(places))
                row = Reached(view=view, stop=stop, places=tuple(places), begins=begins)
                found.setdefault(stop.name, []).append(row)
        return [lens for programs in found.values() for lens in _lenses(server, programs)]


def _lenses(server: Server, programs: list[Reached]) -> Iterator[types.CodeLens]:
    """What stands above a declaration that is part of one or more programs."""
    view, stop = programs[0].view, programs[0].stop
    at = server.translator.range(view.sources[stop.selection.file], stop.selection)
    if stop.kind != ANSWER:
        yield types.CodeLens(at, _reached(server, at, programs))
    main = next((program.view.root for program in programs if program.begins), None)
    if main is not None and SIMULATE in server.commands:
        arguments = [main, None if stop.kind == ANSWER else stop.name]
        yield types.CodeLens(at, types.Command("simulate from here", SIMULATE, arguments=arguments))


def _reached(server: Server, at: types.Range, programs: list[Reached]) -> types.Command:
    """From how many places; to be pressed where the client has a list to show."""
    locations = {
        (program.view.path(place.file), place.start): server.translator.location(program.view, place)
        for program in programs
        for place in program.places
    }
    title = f"reached from {counted(len(locations), 'place')}"
    if REFERENCES not in server.commands or not locations:
        return types.Command(title, "")  # text, nothing to press
    uri = server.translator.uri(programs[0].view.path(programs[0].stop.selection.file))
    return types.Command(title, REFERENCES, arguments=[uri, at.start, list(locations.values())])
