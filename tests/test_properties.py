"""What holds for every program, every call and every request, whatever they are."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from driver import _ask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import programs, spoilt
from test_judges import PROGRAMS, statuses
from wandering import explored, no_failures, started

from ivrc.compiler import Compilation, compile_source
from ivrc.files import ReadProblem
from ivrc.ncco.validate import check_ncco
from ivrc.source import Source
from ivrc.testing.fuzzing import Fuzzer
from ivrc.testing.loading import load

TEXTS = [path.read_text("utf-8") for path in PROGRAMS]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def compiled(text: str) -> Compilation:
    source = Source(name="drawn.ivr", text=text, path="drawn.ivr")
    return compile_source(source, lambda _: ReadProblem(message="does not exist"))


def well_placed(compilation: Compilation) -> None:
    for found in compilation.diagnostics:
        for label in (found.primary, *found.related):
            span = label.span
            assert 0 <= span.start <= span.end <= len(compilation.sources[span.file].text), found


@given(programs())
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_every_drawn_program_is_compiled_or_explained(text: str) -> None:
    compilation = compiled(text)
    well_placed(compilation)
    stops = any(found.severity == "error" for found in compilation.diagnostics)
    assert stops != bool(compilation.files), compilation.diagnostics
    assert compilation.files == compiled(text).files


@given(spoilt(TEXTS))
@settings(max_examples=400, deadline=None, suppress_health_check=SLOW)
def test_every_spoilt_program_is_compiled_or_explained(text: str) -> None:
    compilation = compiled(text)
    well_placed(compilation)
    assert any(f.severity == "error" for f in compilation.diagnostics) != bool(compilation.files)


@given(programs(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_every_event_of_a_drawn_program_is_answered_with_a_valid_ncco(
    caplog: pytest.LogCaptureFixture, text: str, random: Random
) -> None:
    compilation = compiled(text)
    if not compilation.files:
        return
    with tempfile.TemporaryDirectory() as folder, no_failures(caplog):
        app = started(compilation, Path(folder), random)
        for event, reply in explored(app, 60):
            assert reply.status in {*statuses(event), 503}, (event, reply)
            if reply.body:
                assert [f for f in check_ncco(reply.ncco) if f.severity == "error"] == []


@given(programs(), st.integers(0, 2**32))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_random_callers_break_no_drawn_program(text: str, seed: int) -> None:
    compilation = compiled(text)
    if not compilation.files:
        return
    loaded = load(compilation)
    broken = Fuzzer(loaded).run(str(seed))
    loaded.transport.close()
    assert broken is None, f"{broken.problem}\n{broken.test}"


@pytest.fixture(scope="module")
def switchboard(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = next(path for path in PROGRAMS if path.stem == "switchboard")
    return started(compiled(path.read_text("utf-8")), tmp_path_factory.mktemp("switchboard"), Random(1))  # noqa: S311 - no secret


FIELDS = ("dtmf", "speech", "digits", "timed_out", "results", "text", "confidence", "status", "from", "uuid")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=12,
)
BODIES = st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode())
QUERIES = st.sampled_from(["", "v=", "s=", "v=1&s=AAAA", "s=%ff&v", "from=1&dtmf={}", "dtmf=%7B%7D"])
METHODS = st.sampled_from(["GET", "POST", "PUT", "HEAD", "X"])


def test_a_request_to_a_path_that_does_not_exist_is_not_found_whatever_it_holds(switchboard: Any) -> None:
    assert asyncio.run(_ask(switchboard, "POST", "/", "", b'{"status": [null]}')).status == 404


@given(st.data(), METHODS, QUERIES, BODIES)
@settings(max_examples=1500, deadline=None, suppress_health_check=SLOW)
def test_every_request_is_answered_with_a_valid_ncco_or_a_plain_status(
    switchboard: Any, data: st.DataObject, method: str, query: str, body: bytes
) -> None:
    paths = st.sampled_from(sorted(switchboard.service.addresses)) | st.text(max_size=10).map("/{}".format)
    reply = asyncio.run(_ask(switchboard, method, data.draw(paths), query, body))
    assert reply.status in {200, 204, 401, 404, 405, 413, 503}
    if reply.body:
        assert [f for f in check_ncco(reply.ncco) if f.severity == "error"] == []
