"""Values as callers hear them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ivrc.runtime import as_digits, as_spelled, plain, ssml
from ivrc.runtime.speaking import as_currency, as_date, as_number, as_phone, as_time, spoken

MOMENT = datetime(2026, 12, 25, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (as_digits("0042-7", "en-GB"), "0 0 4 2 7"),
        (as_spelled("ab 1c", "en-GB"), "A B 1 C"),
        (as_phone("+441632960001", "en-GB"), "+4 4, 1 6 3 2, 9 6 0 0 0 1"),
        (as_phone("123", "en-GB"), "1 2 3"),
        (as_date(MOMENT.date(), "en-GB"), "25 December 2026"),
        (as_date(MOMENT, "en-GB-WLS"), "25 December 2026"),
        (as_date(MOMENT, "cmn-CN"), "2026年12月25日"),
        (as_date(MOMENT, "fil-PH"), "Disyembre 25, 2026"),
        (as_time(time(14, 5), "fr-FR"), "14:05"),
        (as_time(MOMENT, "en-GB"), "14:05"),
        (as_currency(Decimal("1234.5"), "GBP", "en-GB"), "1,234.50 British pounds"),
        (as_currency(1, "EUR", "de-DE"), "1,00 Euro"),
        (as_number(Decimal("1234.56789"), "de-DE"), "1.234,56789"),
        (spoken(21, "en-GB"), "twenty-one"),
        (spoken(21, "nb-NO"), "tjueen"),
        (spoken(21, "pt-BR"), "vinte e um"),
        (spoken(Decimal("2.5"), "fr-FR"), "deux virgule cinq"),
        (spoken(21, "fil-PH"), "21"),
        (spoken(1234, "cmn-CN"), "1,234"),
    ],
)
def test_formats(said: str, heard: str) -> None:
    assert said == heard


@pytest.mark.parametrize(
    ("value", "heard"),
    [
        ("<speak>Ann & Bob", " speak Ann & Bob"),
        (12, "12"),
        (Decimal("2.50"), "2.5"),
        (date(2026, 12, 25), "25 December 2026"),
        (MOMENT, "25 December 2026, 14:05"),
        (time(9, 0), "09:00"),
        (timedelta(minutes=90), "1 hour and 30 minutes"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(), "0 seconds"),
        (["a", 2], "a, 2"),
    ],
)
def test_values_without_a_format(value: Any, heard: str) -> None:
    assert plain(value, "en-GB") == heard


def test_values_in_ssml_are_escaped() -> None:
    assert ssml('<b> & "it\'s"', "en-GB") == "&lt;b&gt; &amp; &quot;it&apos;s&quot;"
