"""Building again when a source changes."""

from __future__ import annotations

from threading import Timer
from typing import TYPE_CHECKING

from ivrc.cli.watch import repeat_on_change

if TYPE_CHECKING:
    from pathlib import Path


def test_work_is_repeated_for_each_file_it_looked_at(tmp_path: Path) -> None:
    source, imported = tmp_path / "menu.ivr", tmp_path / "later.ivr"
    source.write_text("1")
    seen: list[str] = []

    def work() -> set[Path]:
        seen.append(source.read_text() + (imported.read_text() if imported.exists() else ""))
        if len(seen) == 1:
            source.write_text("2")  # while it is being compiled
        elif len(seen) == 2:
            Timer(0.2, imported.write_text, ["3"]).start()  # an import that was missing turns up
        else:
            raise KeyboardInterrupt
        return {source, imported}

    repeat_on_change({source}, work)
    assert seen == ["1", "2", "23"]
