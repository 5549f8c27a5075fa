"""Where names come from and where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.renaming import doubt, refusal, renamed

if TYPE_CHECKING:
    from ivrc.lsp.server import Server

HIGHLIGHTS = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}


def register(server: Server) -> None:
    """Answer for this server."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def define(params: types.DefinitionParams) -> list[types.Location]:
        return server.locations(params, lambda found: found.declares)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def refer(params: types.ReferenceParams) -> list[types.Location]:
        declarations = params.context.include_declaration
        return server.locations(params, lambda found: declarations or not found.declares)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        for view, source, mention in server.named(params):
            here = [found for found in view.same(mention) if found.span.file == source.index]
            return [
                types.DocumentHighlight(
                    server.translator.range(source, found.span), HIGHLIGHTS[found.declares]
                )
                for found in here
            ]
        return []

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        for view, source, mention in server.named(params):
            if view.same(mention):
                if (reason := doubt(view, mention)) is not None:
                    server.refuse(reason)
                return types.PrepareRenamePlaceholder(
                    server.translator.range(source, mention.span), mention.text
                )
        return None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        changes: dict[str, dict[tuple[int, int], types.TextEdit]] = {}
        for view, _, mention in server.named(params):
            if (reason := refusal(view, mention, params.new_name)) is not None:
                server.refuse(reason)
            edit = server.translator.edit(view, renamed(view, mention, params.new_name))
            for uri, edits in (edit.changes or {}).items():
                places = changes.setdefault(uri, {})
                places |= {(one.range.start.line, one.range.start.character): one for one in edits}
        return types.WorkspaceEdit({uri: list(edits.values()) for uri, edits in changes.items()})
