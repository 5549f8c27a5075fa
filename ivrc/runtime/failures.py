"""What can go wrong on the way: for the generated module to catch, and for the operator to read."""

from __future__ import annotations


class ExternFailed(Exception):  # noqa: N818 - read in generated code: `except ExternFailed`
    """A function of the user's system raised, took too long, or gave a value of the wrong type."""


class ConfigurationError(Exception):
    """The module cannot start as configured; the message names the variable to set."""
