"""What was met of a program, for people (text), for programs (JSON) and for editors and services (LCOV)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ivrc.node import node
from ivrc.testing.coverage import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ivrc.source import Source
    from ivrc.testing.coverage import Item

FORMAT = 1


@node
class Met:
    """How often each thing in a program was met."""

    sources: Sequence[Source]
    hits: Mapping[Item, int]

    @property
    def percent(self) -> float:
        """Of everything; 100 where nothing can be met."""
        return 100 * sum(map(bool, self.hits.values())) / len(self.hits) if self.hits else 100.0


def as_text(met: Met) -> str:
    """Counts by kind, and a line for whatever no call has met."""
    total = sum(map(bool, met.hits.values()))
    name = met.sources[0].name
    lines = [f"{name}: {total} of {len(met.hits)} met ({met.percent:.1f} %)"]
    counts = []
    for kind, plural in KINDS.items():
        hits = [count for item, count in met.hits.items() if item.kind == kind]
        if hits:
            counts.append(f"{plural} {sum(map(bool, hits))}/{len(hits)}")
    lines += [f"  {', '.join(counts)}"] if counts else []
    return "\n".join([*lines, *unmet(met)])


def unmet(met: Met) -> list[str]:
    """A line for whatever no call has met, below a heading."""
    missing = [item for item, count in met.hits.items() if not count]
    heading = ["  no call meets:"] if missing else []
    return heading + [f"    {_place(met, item)}  {_told(met, item)}" for item in missing]


def as_json(programs: Sequence[Met]) -> str:
    """`{"version": 1, "programs": [{"file", "percent", "items": [...]}]}`."""
    made = [
        {
            "file": met.sources[0].name,
            "percent": round(met.percent, 2),
            "items": [_item(met, item, count) for item, count in met.hits.items()],
        }
        for met in programs
    ]
    return json.dumps({"version": FORMAT, "programs": made}, indent=2, ensure_ascii=False)


def as_lcov(programs: Sequence[Met]) -> str:
    """Lines of `.ivr` files with how often they were met; each item is a branch of its line."""
    records: list[str] = []
    for met in programs:
        for number, source in enumerate(met.sources):
            records += _record(met, number, source)
    return "".join(f"{line}\n" for line in records)


def _record(met: Met, number: int, source: Source) -> list[str]:
    lines: dict[int, list[tuple[Item, int]]] = {}
    for item, count in met.hits.items():
        if item.span.file == number:
            lines.setdefault(source.position(item.span.start)[0], []).append((item, count))
    if not lines:
        return []
    taken = [(line, place, count) for line, held in lines.items() for place, (_, count) in enumerate(held)]
    return [
        f"SF:{source.name}",
        *(f"BRDA:{line},0,{place},{count}" for line, place, count in taken),
        f"BRF:{len(taken)}",
        f"BRH:{sum(1 for *_, count in taken if count)}",
        *(f"DA:{line},{max(count for _, count in held)}" for line, held in lines.items()),
        f"LF:{len(lines)}",
        f"LH:{sum(1 for held in lines.values() if any(count for _, count in held))}",
        "end_of_record",
    ]


def _item(met: Met, item: Item, count: int) -> dict[str, Any]:
    source = met.sources[item.span.file]
    line, column = source.position(item.span.start)
    place = {"file": source.name, "line": line, "column": column}
    return {"kind": item.kind, "label": item.label, "of": item.owner, **place, "hits": count}


def _place(met: Met, item: Item) -> str:
    source = met.sources[item.span.file]
    line, column = source.position(item.span.start)
    return f"{source.name}:{line}:{column}"


def _told(met: Met, item: Item) -> str:
    """What is missing; a state by its first words in the source."""
    if item.kind != "state":
        return item.owner if item.owner.endswith(item.label) else f"{item.owner}: {item.label}"
    text = met.sources[item.span.file].text[item.span.start : item.span.end]
    return " ".join(text.split())[:60]
