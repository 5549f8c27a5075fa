"""What the documentation of the platform leaves open: each doubt is an option with the likelier side set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """How this platform behaves where the reference marks a doubt; the numbers are its sections."""

    digits_during_talk_are_lost: bool = True
    """3.4: keys that are pressed during a talk without barge-in; else the next input takes them."""
    timers_start_after_audio: bool = True
    """3.4: the time-outs of an input start when the audio before it has ended; else at once."""
    hash_is_part_of_digits: bool = False
    """3.7: whether the `#` that ends an input is among its digits."""
    full_input_has_timed_out: bool = False
    """3.7: `timed_out` of an input that ended because it was full; a documented sample says true."""
    silent_digits: str | None = ""
    """3.7: `digits` when nothing was pressed; null is documented, too."""
    old_input_events: bool = False
    """4.3: `dtmf` is the digits themselves and `timed_out` stands beside it (before July 2021)."""
    answered_connect_goes_on: bool = True
    """3.3: the action behind an answered connect is taken; else the call waits for its end."""
    failed_legs_complete: bool = False
    """4.2: `completed` also follows busy, timeout, failed and unanswered."""
    record_event_before_completed: bool = True
    """3.2: which of the two comes first when the hang-up ends a recording."""
    call_ends_with_its_room: bool = True
    """3.3: the call ends with a room that `endOnExit` closed; else the next action is taken."""
    joining_a_room_is_a_transfer: bool = True
    """4.3: entering a named conversation sends a transfer event."""
    answer_tries: int = 2
    """4.6: how often an answer URL is asked in all; older texts have three."""
    status_tries: int = 1
    """4.6: how often a status event is sent that fails."""
    call_ends_with_hung_up_machine: bool = True
    """2.3: `machineDetection: hangup` ends the caller's call, too; else the next action is taken."""
    input_without_type_is_dtmf: bool = True
    """9: an input without `type`, as it was written before July 2021, listens to keys; else it is refused."""
