"""Named conversations and transfers (reference 2.2, 2.9, 3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .application import (
    CALLER,
    NUMBER,
    WEBHOOKS,
    Application,
    application,
    heard,
    noted,
    platform,
    ring,
    room,
    talk,
    url,
)

if TYPE_CHECKING:
    from ivrc.platform import Call
    from ivrc.platform.execution import Execution

MUSIC = "https://shop.example.com/music.mp3"
ATTENDEE = room(startOnEnter=False, musicOnHoldUrl=[MUSIC])
MODERATOR = room(endOnExit=True)


def meeting(*nccos: Any) -> tuple[Application, list[Call]]:
    """Calls that are answered with these, one after the other."""
    app = Application({"/answer": list(nccos)})
    place = platform(app)
    return app, [place.call(WEBHOOKS, from_=f"{CALLER}{n}", to=NUMBER) for n in range(len(nccos))]


def execution(call: Call) -> Execution:
    assert call.leg.execution is not None
    return call.leg.execution


def hears(listener: Call, speaker: Call) -> bool:
    return listener.platform.rooms["team"].hears(execution(listener), execution(speaker))


def recordings(app: Application, path: str = "/event") -> list[Any]:
    return [body for body in app.bodies(path) if "recording_url" in body]


def test_who_is_in_a_room_is_in_its_conversation() -> None:
    app, (first, second) = meeting([room()], [room()])
    assert first.waiting.kind == "room"
    moves = [body for body in app.bodies() if body.get("type") == "transfer"]
    assert [move["uuid"] for move in moves] == [first.leg.uuid, second.leg.uuid]
    assert moves[0]["conversation_uuid_to"] == moves[1]["conversation_uuid_to"] == first.leg.conversation
    assert moves[0]["conversation_uuid_from"] != moves[1]["conversation_uuid_from"]


def test_a_standard_room_starts_with_the_first_and_ends_with_the_last() -> None:
    _, (first, second) = meeting([room()], [room()])
    assert hears(first, second)
    assert hears(second, first)
    first.hang_up()
    assert second.alive
    assert second.platform.rooms["team"].started
    second.hang_up()
    assert not second.platform.rooms["team"].started


def test_rooms_of_other_names_are_other_rooms() -> None:
    _, (first, second) = meeting([room("sales")], [room("support")])
    assert first.leg.conversation != second.leg.conversation


def test_attendees_hear_music_until_the_moderator_comes() -> None:
    _, (first, second, moderator) = meeting([ATTENDEE], [ATTENDEE], [MODERATOR])
    assert noted(first, "hold") == [f"hold {MUSIC}", f"hold {MUSIC}"]
    assert hears(first, second)
    assert hears(second, moderator)
    _, (alone, other) = meeting([ATTENDEE], [ATTENDEE])
    assert not hears(alone, other)


def test_a_room_ends_for_all_with_its_moderator() -> None:
    app, (attendee, moderator) = meeting([ATTENDEE, talk("Goodbye.")], [MODERATOR])
    moderator.pass_time(30).hang_up()
    assert not attendee.alive
    assert heard(attendee) == []
    ends = [body for body in app.bodies() if body["status" if "status" in body else "type"] == "completed"]
    assert [end["disconnected_by"] for end in ends] == ["platform", "user"]


def test_a_room_without_a_moderator_lasts_until_the_last_one_goes() -> None:
    _, (first, second) = meeting([room(endOnExit=False)], [room()])
    first.hang_up()
    assert second.alive


def test_a_room_can_be_entered_again_after_it_ended() -> None:
    app = Application({"/answer": [[room()]]})
    place = platform(app)
    first = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    first.hang_up()
    second = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    assert second.leg.conversation == first.leg.conversation
    assert second.platform.rooms["team"].started


def test_the_muted_are_heard_by_nobody() -> None:
    _, (loud, muted) = meeting([room()], [room(mute=True)])
    assert hears(muted, loud)
    assert not hears(loud, muted)


def test_who_hears_whom_is_said_by_the_ids_of_legs() -> None:
    app = Application(
        {"/answer": [[room()], [room()], lambda got: [room(canHear=[first], canSpeak=[second])]]}
    )
    place = platform(app)
    agent, customer = (place.call(WEBHOOKS, from_=CALLER, to=NUMBER) for _ in range(2))
    first, second = agent.leg.uuid, customer.leg.uuid
    coach = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    assert [hears(coach, agent), hears(coach, customer)] == [True, False]
    assert [hears(agent, coach), hears(customer, coach)] == [False, True]
    assert hears(agent, customer)


def test_nobody_in_a_list_differs_from_no_list() -> None:
    _, (open_, closed) = meeting([room()], [room(canHear=[], canSpeak=[])])
    assert not hears(open_, closed)
    assert not hears(closed, open_)


def test_a_recording_of_a_room_begins_with_it_and_ends_with_it() -> None:
    app, (attendee, moderator) = meeting(
        [{**ATTENDEE, "record": True, "eventUrl": url("recorded")}], [MODERATOR]
    )
    moderator.pass_time(90)
    assert recordings(app, "/recorded") == []
    moderator.hang_up()
    (told,) = recordings(app, "/recorded")
    assert told["conversation_uuid"] == attendee.leg.conversation
    assert told["start_time"] == "2026-03-02T09:00:00.000Z"
    assert told["end_time"] == "2026-03-02T09:01:30.000Z"


def test_a_moderated_recording_begins_when_the_moderator_comes() -> None:
    app = Application({"/answer": [[{**ATTENDEE, "record": True}], [MODERATOR]]})
    place = platform(app)
    place.call(WEBHOOKS, from_=CALLER, to=NUMBER).pass_time(60)
    place.call(WEBHOOKS, from_=CALLER, to=NUMBER).pass_time(5).hang_up()
    (told,) = recordings(app)
    assert told["start_time"] == "2026-03-02T09:01:00.000Z"
    assert told["size"] == 5 * 4000


def test_a_recording_that_somebody_asks_for_later_begins_then() -> None:
    app = Application({"/answer": [[room()], [room(record=True)]]})
    place = platform(app)
    first = place.call(WEBHOOKS, from_=CALLER, to=NUMBER).pass_time(60)
    second = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    first.pass_time(5).hang_up()
    assert recordings(app) == []
    second.hang_up()
    assert recordings(app)[0]["start_time"] == "2026-03-02T09:01:00.000Z"


def test_a_room_that_never_started_was_not_recorded() -> None:
    app, (alone,) = meeting([{**ATTENDEE, "record": True}])
    alone.pass_time(30).hang_up()
    assert recordings(app) == []


# --- transfer


def test_a_transfer_leads_into_a_room() -> None:
    app = Application({"/answer": [[MODERATOR], lambda got: [transfer, talk("Never heard.")]]})
    place = platform(app)
    moderator = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    transfer = {"action": "transfer", "conversationId": moderator.leg.conversation}
    guest = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    assert guest.leg.conversation == moderator.leg.conversation
    assert hears(guest, moderator)
    moderator.hang_up()
    assert not guest.alive
    assert heard(guest) == []


def test_a_transfer_leads_into_another_call_and_ends_with_it() -> None:
    app = Application({"/answer": [[talk("x" * 1400, loop=3)], lambda got: [transfer]]})
    place = platform(app)
    host = place.call(WEBHOOKS, from_=CALLER, to=NUMBER, settle=False)
    transfer = {"action": "transfer", "conversation_id": host.leg.conversation}
    guest = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    (moved,) = [body for body in app.bodies() if body.get("type") == "transfer"]
    assert moved["uuid"] == guest.leg.uuid
    assert moved["conversation_uuid_to"] == host.leg.conversation
    assert host.pass_time(600).alive
    guest.hang_up()
    assert not host.alive


def test_a_guest_of_another_call_is_hung_up_on_with_it() -> None:
    app = Application({"/answer": [[talk("x" * 150)], lambda got: [transfer]]})
    place = platform(app)
    host = place.call(WEBHOOKS, from_=CALLER, to=NUMBER, settle=False)
    transfer = {"action": "transfer", "conversationId": host.leg.conversation}
    guest = place.call(WEBHOOKS, from_=CALLER, to=NUMBER)
    host.hang_up()
    assert not guest.alive


def test_a_transfer_to_a_conversation_that_nobody_knows_is_waited_out() -> None:
    conversation = "CON-f972836a-550f-45fa-956c-12a2ab5b7d22"
    call = ring(application([{"action": "transfer", "conversationId": conversation}, talk("Never heard.")]))
    assert call.leg.conversation == conversation
    assert call.waiting.kind == "room"
    call.hang_up()
    assert heard(call) == []
