"""Long lines, also of letters that take two cells."""

from __future__ import annotations

import pytest

from ivrc.sim.folding import folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("  0:00  hears     Hello.", 40, ["  0:00  hears     Hello."]),
        (
            "  0:00  hears     Welcome to the shop of wonders.",
            40,
            ["  0:00  hears     Welcome to the shop of", "                  wonders."],
        ),
        (
            "  0:00  hears     いらっしゃいませ、お電話ありがとう",
            40,
            ["  0:00  hears     いらっしゃいませ、お電", "                  話ありがとう"],
        ),
        ("  0:00  hears     " + "e\u0301" * 22, 40, ["  0:00  hears     " + "e\u0301" * 22]),
        (
            "  0:00  rings     wss://agent.example.com/voice",
            40,
            ["  0:00  rings", "                  wss://agent.example.com/voice"],
        ),
        ("  0:00  hears     A very narrow window.", 20, ["  0:00  hears     A very narrow window."]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width).split("\n") == lines
