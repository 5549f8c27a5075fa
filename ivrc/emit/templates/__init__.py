"""The frames of generated text; what stands in them is written by the emitters."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("ivrc.emit", "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the frame is Python; every value in it went through `literals.py`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(name: str, **values: object) -> str:
    """The text of a template; an undefined name is an error."""
    return _environment().get_template(name).render(**values)
