"""Phone numbers as callers enter and say them."""

from __future__ import annotations

import phonenumbers


def complete_number(text: str, country: str | None) -> str | None:
    """The E.164 number with a plus, if it can exist; `country` (`GB`) completes national numbers."""
    for candidate, region in ((text, country), (f"+{text.removeprefix('+')}", None)):
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
