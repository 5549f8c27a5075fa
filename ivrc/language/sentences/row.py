"""What the compiler itself says in one language (language 3, 5, 6)."""

from __future__ import annotations

from ivrc.node import node


@node
class Sentences:
    """One language's sentences, with placeholders in braces and the polite form of address.

    `infinitive` begins a label that is a purpose of its own ("to speak to someone", "um ... zu"). Such a
    label, capitalised, goes into `option_to`. Where a language knows no such beginning `infinitive` is
    empty and `option_to` is `option`. Languages that inflect their nouns begin `option` with the label.
    `yes` and `no` are spoken answers for `ivrc.runtime.matching`: the longest that was heard decides.
    """

    option: str
    infinitive: str
    option_to: str
    entered: str
    confirm: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    apology: str
