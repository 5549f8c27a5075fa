"""What helps to write and to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.completion import proposals
from ivrc.lsp.extracting import extraction
from ivrc.lsp.fixes import fixes
from ivrc.lsp.hints import hints
from ivrc.lsp.hover import hover
from ivrc.lsp.proposing import written_of
from ivrc.lsp.protocol import written
from ivrc.lsp.signatures import signature
from ivrc.source import Span

if TYPE_CHECKING:
    from ivrc.lsp.server import Server
    from ivrc.lsp.view import View
    from ivrc.source import Source

EXTRACT = types.CodeActionKind.RefactorExtract
ACTIONS = [types.CodeActionKind.QuickFix, EXTRACT]
TRIGGERS = [".", ">", ":", "{"]
"""Characters behind which completion is offered without being asked for."""


def register(server: Server) -> None:
    """Answer for this server."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        for view, source in server.views(params.text_document.uri):
            return _proposed(server, view, source, server.translator.offset(source, params.position))
        return []

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def tell(params: types.HoverParams) -> types.Hover | None:
        for view, source in server.views(params.text_document.uri):
            if (found := hover(view, source, server.translator.offset(source, params.position))) is not None:
                text, span = found
                shown = written(text, server.shows())
                return types.Hover(shown, server.translator.range(source, span))
        return None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(ACTIONS))
    def act(params: types.CodeActionParams) -> list[types.CodeAction]:
        found: dict[str, types.CodeAction] = {}
        for view, source in server.views(params.text_document.uri):
            marked = server.translator.span(source, params.range)
            for fix in fixes(view, source, marked):
                found.setdefault(fix.title, server.translator.fix(view, fix))
            if (made := extraction(view, source, marked)) is not None:
                edit = server.translator.edit(view, made.edits)
                found.setdefault(made.title, types.CodeAction(made.title, EXTRACT, edit=edit))
        wanted = params.context.only or [types.CodeActionKind.Empty]
        return [one for one in found.values() if any(_is_of(one, kind) for kind in wanted)]

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        for view, source in server.views(params.text_document.uri):
            shown = server.translator.span(source, params.range)
            return [
                types.InlayHint(server.translator.position(source, at), text, padding_left=True)
                for at, text in sorted(hints(view, source).items())
                if shown.start <= at <= shown.end
            ]
        return []

    @server.feature(types.TEXT_DOCUMENT_SIGNATURE_HELP, types.SignatureHelpOptions(["(", ","]))
    def sign(params: types.SignatureHelpParams) -> types.SignatureHelp | None:
        for view, source in server.views(params.text_document.uri):
            found = signature(view, source, server.translator.offset(source, params.position))
            if found is not None:
                shown = types.SignatureInformation(
                    found.label,
                    found.doc or None,
                    [types.ParameterInformation(parameter) for parameter in found.parameters],
                )
                return types.SignatureHelp([shown], active_signature=0, active_parameter=found.active)
        return None


def _proposed(server: Server, view: View, source: Source, offset: int) -> list[types.CompletionItem]:
    """What completion proposes; of what is no plain word editors do not know where it begins."""
    items, can = [], server.completes()
    for order, one in enumerate(proposals(view, source, offset)):
        item = server.translator.proposal(one, order, can)
        if not one.label.isidentifier():
            begun = Span(source.index, written_of(one.label, source, offset), offset)
            place = server.translator.range(source, begun)
            item.text_edit = types.TextEdit(place, item.insert_text or one.label)
        items.append(item)
    return items


def _is_of(action: types.CodeAction, wanted: types.CodeActionKind | str) -> bool:
    """Whether an action is of a kind: `refactor` has `refactor.extract` in it."""
    kind = action.kind or types.CodeActionKind.Empty
    return not wanted or (kind + ".").startswith(wanted + ".")
