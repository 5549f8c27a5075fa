"""Which programs are understood anew when a document changes."""

from __future__ import annotations

from ivrc.analysis import Options
from ivrc.files import ReadProblem
from ivrc.lsp.workspace import Workspace

DISK = {"/calls/library.ivr": "flow shared { hangup }\n"}


def workspace() -> Workspace:
    made = Workspace(lambda path: DISK.get(path, ReadProblem(message="does not exist")), lambda _: Options())
    made.put("/calls/one.ivr", 'import "library.ivr"\nanswer -> shared\n')
    made.put("/calls/two.ivr", 'import "missing.ivr"\nanswer { hangup }\n')
    return made


def test_only_programs_that_read_a_document_change_with_it() -> None:
    sources = workspace()
    (one,), (two,) = sources.views("/calls/one.ivr"), sources.views("/calls/two.ivr")
    sources.put("/calls/library.ivr", "flow shared { hangup }\nflow more { hangup }\n")
    (again,) = sources.views("/calls/one.ivr")
    assert again is not one
    assert "more" in again.items
    assert sources.views("/calls/two.ivr") == [two]


def test_a_file_that_was_missing_counts_as_soon_as_it_is_there() -> None:
    sources = workspace()
    (two,) = sources.views("/calls/two.ivr")
    sources.put("/calls/missing.ivr", "flow found { hangup }\n")
    (again,) = sources.views("/calls/two.ivr")
    assert ("found" in two.items, "found" in again.items) == (False, True)
