"""Applications that nobody here would write: other frameworks, other languages, old forms, over HTTP.

They behave as sample applications do that the vendor and others published; each is a server of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from click.testing import CliRunner

from ivrc.cli import commands
from ivrc.platform import Doubts, HttpTransport, Platform, UnreachableError, Webhooks
from ivrc.platform.transport import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ivrc.platform import Call

HERE = Path(__file__).parent
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTES = count()
QUESTION = "Using the numbers on your phone, enter your order number followed by the pound sign"


def serve(*command: str) -> Iterator[str]:
    """Run a server on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.environ | {"PORT": str(port)}
    with subprocess.Popen(
        command, cwd=HERE, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def orders() -> Iterator[str]:
    yield from serve(sys.executable, "order_status.py")


@pytest.fixture(scope="module")
def voicemail() -> Iterator[str]:
    yield from serve(sys.executable, "voicemail.py")


@pytest.fixture(scope="module")
def failover() -> Iterator[str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    yield from serve(node, "failover.js")


@pytest.fixture
def network() -> Iterator[HttpTransport]:
    transport = HttpTransport()
    yield transport
    transport.close()


def ring(network: HttpTransport, webhooks: Webhooks, **doubts: Any) -> Call:
    """A call a minute: those of one moment would have the same ids, which these applications remember."""
    place = Platform(network, start=START + timedelta(minutes=next(MINUTES)), doubts=Doubts(**doubts))
    return place.call(webhooks, from_="447700900123", to="441632960000")


def heard(call: Call) -> list[str]:
    return [entry.text for entry in call.platform.log if entry.kind == "talk"]


def order_webhooks(address: str) -> Webhooks:
    return Webhooks(answer_url=f"{address}/webhooks/answer", event_url=f"{address}/webhooks/events")


# --- the order status hotline (Flask, GET answer, input as it was before 2021)


def test_an_order_is_looked_up_as_often_as_the_caller_likes(orders: str, network: HttpTransport) -> None:
    call = ring(network, order_webhooks(orders))
    assert heard(call) == ["Thank you for calling Example Order Status.", QUESTION]
    call.press("1042#")
    again = ["If you would like to search again", QUESTION]
    shipped = ["Your order", "1042", "has been shipped as of Friday February 27", *again]
    assert heard(call)[2:] == shipped
    assert heard(call.press("9999#"))[7:] == ["Your order", "9999", "cannot be located", *again]
    assert not call.hang_up().alive


def test_who_enters_no_order_is_asked_again(orders: str, network: HttpTransport) -> None:
    call = ring(network, order_webhooks(orders)).silence()
    assert heard(call)[2:] == [QUESTION]
    assert call.platform.clock.elapsed > 10


def test_digits_without_a_pound_sign_are_sent_after_ten_seconds(orders: str, network: HttpTransport) -> None:
    call = ring(network, order_webhooks(orders)).press("2001")
    assert "was back ordered on Saturday February 14" in heard(call)


def test_the_old_shape_of_events_is_understood_by_it(orders: str, network: HttpTransport) -> None:
    call = ring(network, order_webhooks(orders), old_input_events=True).press("2002#")
    assert "is still pending as of Sunday March 1" in heard(call)


def test_its_old_input_would_be_refused_by_a_platform_that_wants_a_type(
    orders: str, network: HttpTransport
) -> None:
    call = ring(network, order_webhooks(orders), input_without_type_is_dtmf=False)
    assert not call.alive
    errors = [entry.text for entry in call.platform.log if entry.kind == "error"]
    assert errors == ["Invalid NCCO. E180 at [2]: `type` is missing"]


def test_the_ten_lines_of_the_documentation_call_it(orders: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = (HERE.parents[1] / "docs" / "platform.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) <= 10
    scope: dict[str, Any] = {}
    exec(lines.replace("http://127.0.0.1:5000", orders), scope)  # noqa: S102 - our own document
    assert "has been shipped as of Friday February 27" in capsys.readouterr().out
    scope.clear()  # nobody holds the connections any more


# --- the voicemail box (Flask, POST answer, numbers and switches as texts)


def voicemail_webhooks(address: str) -> Webhooks:
    return Webhooks(answer_url=f"{address}/answer", answer_method="POST", event_url=f"{address}/event")


def stored(address: str) -> Any:
    return httpx.get(f"{address}/recordings", timeout=5).json()


def test_a_message_is_stored_with_the_number_of_its_caller(voicemail: str, network: HttpTransport) -> None:
    call = ring(network, voicemail_webhooks(voicemail))
    assert heard(call) == ["You have reached Charlie Two. Please leave a message after the beep."]
    assert not call.leave(20).alive
    message = stored(voicemail)[-1]
    assert message["caller"] == "447700900123"
    assert message["url"].startswith("https://api.nexmo.com/v1/files/")


def test_a_message_is_stored_also_if_the_caller_hangs_up(voicemail: str, network: HttpTransport) -> None:
    before = len(stored(voicemail))
    ring(network, voicemail_webhooks(voicemail)).pass_time(2).hang_up()
    assert len(stored(voicemail)) == before + 1


# --- failover from SIP to a phone (Node, synchronous events)


def failover_webhooks(address: str) -> Webhooks:
    return Webhooks(answer_url=f"{address}/webhooks/answer", event_url=f"{address}/webhooks/event")


@pytest.mark.parametrize("status", ["timeout", "failed", "unanswered", "busy", "rejected"])
def test_the_mobile_phone_rings_when_the_office_does_not_answer(
    failover: str, network: HttpTransport, status: str
) -> None:
    call = ring(network, failover_webhooks(failover))
    assert rung(call) == "sip:office@sip.example.com"
    call.dialled(status)
    assert rung(call) == "447700900001"
    assert call.dialled("answered").waiting.kind == "joined"
    assert not call.others_hang_up().alive


def test_the_office_has_five_seconds_and_the_mobile_phone_a_minute(
    failover: str, network: HttpTransport
) -> None:
    call = ring(network, failover_webhooks(failover)).silence()
    assert call.platform.clock.elapsed == 5
    call.silence()
    assert call.platform.clock.elapsed == 65
    assert not call.alive


def test_the_mobile_phone_is_left_alone_when_the_office_answers(
    failover: str, network: HttpTransport
) -> None:
    call = ring(network, failover_webhooks(failover)).dialled("answered").others_hang_up()
    assert not call.alive
    assert [entry.text for entry in call.platform.log if entry.kind == "connect"] == [
        "sip:office@sip.example.com"
    ]


def rung(call: Call) -> str:
    assert call.waiting.kind == "connect"
    assert call.waiting.other is not None
    return call.waiting.other.to


# --- from the terminal


@pytest.mark.parametrize(
    ("server", "options", "script", "told"),
    [
        ("orders", ["--url", "{}/webhooks/answer"], "1042#, hangup", "has been shipped as of Friday"),
        (
            "voicemail",
            ["--url", "{}/answer", "--method", "POST", "--event-url", "{}/event"],
            "leave 20s",
            "https://api.nexmo.com/v1/files/",
        ),
        ("failover", ["--url", "{}/webhooks/answer"], "busy, answered, hangup", "447700900001"),
    ],
)
def test_they_can_be_called_from_the_terminal(
    server: str, options: list[str], script: str, told: str, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue(server)
    found = [option.format(address) for option in options]
    result = CliRunner().invoke(commands, ["sim", *found, "--script", script])
    assert result.exit_code == 0, result.output
    assert told in result.output


# --- over the network


def test_an_application_that_is_not_there_is_an_error_of_the_platform(network: HttpTransport) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    call = ring(network, Webhooks(answer_url=f"{address}/answer"))
    assert not call.alive
    assert [e.text for e in call.platform.log if e.kind == "error"] == ["Connection closed."]
    assert next(e.exchange.tries for e in call.platform.log if e.exchange) == 2


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something that accepts one connection and then does `serve`; its address."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        thread = Thread(target=lambda: serve(server.accept()[0]))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def close(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.close()


def reset(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def fall_silent(connection: socket.socket) -> None:
    connection.recv(65536)
    time.sleep(0.2)
    connection.close()


@pytest.mark.parametrize(
    ("serve_", "reason"),
    [(close, "Connection closed."), (reset, "Connection reset."), (fall_silent, "Socket timeout.")],
)
def test_the_ways_of_not_answering_are_told_apart(
    network: HttpTransport, serve_: Callable[[socket.socket], None], reason: str
) -> None:
    with listening(serve_) as address, pytest.raises(UnreachableError, match=reason) as raised:
        network.send(Request("GET", f"{address}/answer", timeout=0.1))
    assert raised.value.again


@pytest.mark.parametrize("url", ["ftp://example.com/answer", "nowhere", "http://[::1"])
def test_an_address_that_is_none_is_an_error_of_the_platform(network: HttpTransport, url: str) -> None:
    call = ring(network, Webhooks(answer_url=url))
    assert not call.alive
    assert [e.text for e in call.platform.log if e.kind == "error"] == ["Connection closed."]
    assert next(e.exchange.tries for e in call.platform.log if e.exchange) == 1


def test_a_page_of_html_is_no_ncco(failover: str, network: HttpTransport) -> None:
    call = ring(network, Webhooks(answer_url=f"{failover}/nothing/here"))
    assert [e.text for e in call.platform.log if e.kind == "error"] == ["Invalid response code. 404"]


def test_a_public_address_is_called_on_this_machine(failover: str) -> None:
    network = HttpTransport(base=failover, instead_of="https://office.example.com/")
    call = ring(network, Webhooks(answer_url="https://office.example.com/webhooks/answer"))
    assert rung(call) == "sip:office@sip.example.com"
    network.close()
