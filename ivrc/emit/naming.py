"""Names and types in generated Python: what they are called and where they come from."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from ivrc.language.builtins import FORMATS, FUNCTIONS

if TYPE_CHECKING:
    from ivrc.language.types import Type

_RUNTIME = {row.runtime: row.module for row in FUNCTIONS.values()}
_RUNTIME |= {row.runtime: row.module for row in FORMATS.values()}

# Where names come from that generated text needs; every other one comes from `ivrc.runtime` itself.
MODULES: dict[str, str] = {
    **{name: "ivrc.runtime.speaking" for name, module in _RUNTIME.items() if module == "speaking"},
    "Any": "typing",
    "Decimal": "decimal",
    "date": "datetime",
    "datetime": "datetime",
    "time": "datetime",
    "timedelta": "datetime",
    "StrEnum": "enum",
    "dataclass": "dataclasses",
    "Protocol": "typing",
}

# Written out: a list asked of Python would make the output depend on its version.
_BUILTINS = """
abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod
enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int
isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property
range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
Exception TimeoutError
"""
_OF_THE_MODULE = """
app call call_request create_app event item known_language module ncco offered plain present recording self
sentences ssml
Answer AnyAnswer App Call Choice Closed ConfigurationError Event Extern ExternFailed Hooks Hours Module Ncco
Open Recorded Recording Reply SpeechAnswer
"""
_TAKEN = (
    frozenset(_BUILTINS.split())
    | frozenset(_OF_THE_MODULE.split())
    | frozenset(MODULES)
    | frozenset(_RUNTIME)
)

_TYPES: dict[str, str] = {
    "text": "str",
    "digits": "str",
    "phone": "str",
    "url": "str",
    "language": "str",
    "int": "int",
    "number": "Decimal",
    "bool": "bool",
    "date": "date",
    "time": "time",
    "moment": "datetime",
    "duration": "timedelta",
    "none": "None",
}
_ANSWERS = {"Speech": "SpeechAnswer", "Answer": "AnyAnswer", "Recorded": "Recorded"}


def python_name(name: str) -> str:
    """A name of the program as one of a Python variable, function or class of the generated module."""
    return f"{name}_" if iskeyword(name) or name in _TAKEN else name


def field_name(name: str) -> str:
    """The name of a field as a Python attribute or keyword argument."""
    return f"{name}_" if iskeyword(name) else name


def constant_name(name: str) -> str:
    """Opening hours, externs, constant lists and records: module constants."""
    return name.upper()


def class_name(of: str) -> str:
    """The class of a record or enumeration; those that `collect` gives are the runtime's.

    Names in upper case are those of constants.
    """
    return _ANSWERS.get(of) or (f"{of}_" if of.isupper() else python_name(of))


def python_type(of: Type) -> tuple[str, frozenset[str]]:
    """The annotation of a type and the names it needs that the module does not define (see `MODULES`)."""
    if of.element:
        inner, names = python_type(of.element)
        source = f"list[{inner}]"
    elif of.name:
        source = class_name(of.name)
        names = frozenset({source} if of.name in _ANSWERS else ())
    else:
        source = _TYPES[of.kind]
        names = frozenset({source} & set(MODULES))
    return (f"{source} | None" if of.optional and of.kind != "none" else source), names
