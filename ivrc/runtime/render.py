"""NCCOs as responses: static ones are prepared when the app starts, dynamic ones joined around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.runtime.wire import NOTHING, Reply, actions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.runtime.reply import Ncco


class Renderer:
    """Puts the app's base URL where the built one stands in static NCCOs."""

    def __init__(self, statics: Iterable[Ncco], *, built_base_url: str, base_url: str) -> None:
        built, actual = f'"{built_base_url}/'.encode(), f'"{base_url}/'.encode()
        self._whole: dict[Ncco, Reply] = {}
        self._inside: dict[Ncco, bytes] = {}
        for static in statics:
            self._whole[static] = actions(static.source.replace(built, actual))
            self._inside[static] = b",".join(p for p in static.parts if isinstance(p, bytes)).replace(
                built, actual
            )

    def static(self, ncco: Ncco | None) -> Reply | None:
        """The prepared response, if there is one."""
        return None if ncco is None else self._whole.get(ncco)

    def response(self, ncco: Ncco | None) -> Reply:
        """The response; without actions it has no content, because `[]` is never sent (language 4)."""
        if ncco is None or not ncco.parts:
            return NOTHING
        prepared = self._whole.get(ncco)
        if prepared is not None:
            return prepared
        parts = [part if isinstance(part, bytes) else self._inside[part] for part in ncco.parts]
        return actions(b"[" + b",".join(parts) + b"]")
