"""Questions: barge-in, keys, words and what ends them (reference 2.6, 3.4, 3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .application import Action, Application, application, both, heard, keys, ring, speech, stream, talk, url

if TYPE_CHECKING:
    from ivrc.platform import Call

SALES = talk("For sales press one.", bargeIn=True)
SUPPORT = talk("For support press two.", bargeIn=True)


def asked(*ncco: Action, **options: Any) -> tuple[Application, Call]:
    """A call that is asked at /keys, and hears "Thank you." after its answer."""
    app = application(list(ncco), keys=[talk("Thank you.")])
    return app, ring(app, **options)


def result(app: Application) -> Any:
    """The one answer that the application was told."""
    (body,) = app.bodies("/keys")
    return {name: body[name] for name in ("dtmf", "speech") if name in body}


def digits(app: Application) -> Any:
    return result(app)["dtmf"]["digits"]


# --- audio in front of a question


def test_a_key_ends_audio_with_barge_in_and_is_the_answer() -> None:
    app, call = asked(SALES, SUPPORT, keys(maxDigits=1), settle=False)
    call.press("1")
    assert heard(call) == ["For sales press one.", "Thank you."]
    assert digits(app) == "1"
    assert next(entry.cut for entry in call.platform.log if entry.kind == "talk")


def test_audio_that_nobody_interrupts_is_heard_to_its_end() -> None:
    _, call = asked(SALES, SUPPORT, keys(maxDigits=1))
    assert heard(call) == ["For sales press one.", "For support press two."]
    assert not any(entry.cut for entry in call.platform.log)
    assert call.waiting.kind == "input"


def test_barge_in_holds_until_the_question_even_if_it_is_switched_off() -> None:
    app, call = asked(SALES, talk("Or stay on the line.", bargeIn=False), keys(maxDigits=1), settle=False)
    call.pass_time(2).press("1", settle=False)
    assert heard(call) == ["For sales press one.", "Or stay on the line.", "Thank you."]
    assert digits(app) == "1"


def test_barge_in_is_over_after_the_question() -> None:
    app = application([SALES, keys(maxDigits=1), talk("This is important."), talk("So is this.")])
    call = ring(app).press("1", settle=False).press("2")
    assert heard(call) == ["For sales press one.", "This is important.", "So is this."]
    assert app.paths() == ["/answer", "/keys"]


def test_an_endless_stream_waits_for_a_key() -> None:
    app, call = asked(stream("music", bargeIn=True, loop=0), keys(maxDigits=1))
    assert call.silence().alive
    call.press("1")
    assert digits(app) == "1"


def test_words_do_not_end_audio_in_front_of_a_question_for_keys() -> None:
    app, call = asked(SALES, keys(maxDigits=1), settle=False)
    call.speak("sales", settle=False)
    assert call.waiting.kind == "playing"
    assert app.paths() == ["/answer"]


def test_words_end_audio_in_front_of_a_question_for_words() -> None:
    app, call = asked(SALES, SUPPORT, speech(), settle=False)
    call.speak("sales")
    assert heard(call) == ["For sales press one.", "Thank you."]
    assert result(app)["speech"]["results"] == [{"text": "sales", "confidence": "0.95"}]


def test_keys_during_a_talk_without_barge_in_are_lost() -> None:
    app, call = asked(talk("Welcome to the shop."), keys(maxDigits=2), settle=False)
    call.press("1").press("23")
    assert digits(app) == "23"


def test_a_key_that_ends_a_question_is_followed_by_the_next_one() -> None:
    """Who knows the menus presses ahead."""
    app = application([SALES, keys(maxDigits=1)], keys=[SUPPORT, keys("second", maxDigits=1)])
    call = ring(app, settle=False).press("12")
    assert [body["dtmf"]["digits"] for path in ("/keys", "/second") for body in app.bodies(path)] == [
        "1",
        "2",
    ]
    assert not call.alive


# --- keys


def test_a_full_answer_is_sent_at_once() -> None:
    app, call = asked(keys(maxDigits=3))
    call.press("123", settle=False)
    assert result(app) == {"dtmf": {"digits": "123", "timed_out": False}}
    assert call.platform.clock.elapsed == 0


def test_fewer_keys_are_sent_when_the_caller_pauses() -> None:
    app, call = asked(keys(maxDigits=3, timeOut=5))
    call.press("12")
    assert result(app) == {"dtmf": {"digits": "12", "timed_out": True}}
    assert app.bodies("/keys")[0]["timestamp"] == "2026-03-02T09:00:05.000Z"


def test_each_key_gives_the_next_one_its_whole_time() -> None:
    app, call = asked(keys(maxDigits=3, timeOut=5))
    call.press("1", settle=False).pass_time(4).press("2", settle=False).pass_time(4).press("3")
    assert digits(app) == "123"


def test_without_settings_four_keys_are_expected_within_three_seconds() -> None:
    app, call = asked({"action": "input", "type": ["dtmf"], "eventUrl": url("keys")})
    call.press("1234", settle=False)
    assert digits(app) == "1234"
    app, call = asked({"action": "input", "type": ["dtmf"], "eventUrl": url("keys")})
    call.silence()
    assert app.bodies("/keys")[0]["timestamp"] == "2026-03-02T09:00:03.000Z"


def test_nothing_pressed_is_an_empty_answer() -> None:
    app, call = asked(keys(maxDigits=1))
    call.silence()
    assert result(app) == {"dtmf": {"digits": "", "timed_out": True}}


def test_a_hash_submits_and_is_not_part_of_the_digits() -> None:
    app, call = asked(keys(maxDigits=8, submitOnHash=True))
    call.press("12#", settle=False)
    assert result(app) == {"dtmf": {"digits": "12", "timed_out": False}}


def test_a_hash_is_a_key_where_it_does_not_submit() -> None:
    app, call = asked(keys(maxDigits=3))
    call.press("1#*")
    assert digits(app) == "1#*"


def test_the_time_of_a_question_starts_when_the_audio_has_ended() -> None:
    app, call = asked(talk("x" * 150, bargeIn=True), keys(maxDigits=1, timeOut=2))
    call.silence()
    assert app.bodies("/keys")[0]["timestamp"] == "2026-03-02T09:00:12.000Z"


def test_words_give_a_question_for_keys_no_more_time() -> None:
    app, call = asked(keys(maxDigits=1, timeOut=4))
    call.pass_time(3).speak("sales", settle=False).pass_time(1)
    assert digits(app) == ""


def test_the_flat_settings_of_old_applications_are_understood() -> None:
    app, call = asked(
        {
            "action": "input",
            "maxDigits": "2",
            "timeOut": "5",
            "submitOnHash": "false",
            "eventUrl": url("keys"),
        }
    )
    call.press("1#")
    assert digits(app) == "1#"


def test_the_actions_behind_a_question_are_taken_when_the_reply_holds_no_ncco() -> None:
    for reply in (None, [], {}):
        app = application([keys(maxDigits=1), talk("I did not get that.")], keys=reply)
        call = ring(app).press("1")
        assert heard(call) == ["I did not get that."]


def test_the_reply_drops_what_was_behind_the_question() -> None:
    _, call = asked(keys(maxDigits=1), talk("I did not get that."))
    assert heard(call.press("1")) == ["Thank you."]
    assert not call.alive


def test_there_are_no_other_keys_on_a_phone() -> None:
    _, call = asked(keys(maxDigits=1))
    with pytest.raises(ValueError, match="there are no keys 'x'; a phone has 0 to 9, \\* and #"):
        call.press("x")


# --- words


def test_words_are_told_with_their_confidence_after_a_pause() -> None:
    app, call = asked(speech(endOnSilence=1.5))
    call.speak("fifteen letters", confidence=0.4)
    body = app.bodies("/keys")[0]
    assert body["speech"] == {
        "timeout_reason": "end_on_silence_timeout",
        "results": [{"text": "fifteen letters", "confidence": "0.4"}],
    }
    assert "dtmf" not in body
    assert body["timestamp"] == "2026-03-02T09:00:02.500Z"


def test_who_says_nothing_has_a_time_out_of_the_start() -> None:
    app, call = asked(speech(startTimeout=7))
    call.silence()
    assert result(app) == {"speech": {"timeout_reason": "start_timeout", "results": []}}
    assert app.bodies("/keys")[0]["timestamp"] == "2026-03-02T09:00:07.000Z"


def test_who_speaks_too_long_is_cut_off() -> None:
    app, call = asked(speech(maxDuration=2))
    call.speak("word " * 20)
    assert result(app)["speech"]["timeout_reason"] == "max_duration"
    assert app.bodies("/keys")[0]["timestamp"] == "2026-03-02T09:00:02.000Z"


def test_what_is_not_understood_has_no_results() -> None:
    app, call = asked(speech())
    call.speak("")
    assert result(app)["speech"] == {"timeout_reason": "end_on_silence_timeout", "results": []}


def test_the_recogniser_can_fail() -> None:
    app, call = asked(speech())
    call.speak("sales", error="The service is not available")
    assert result(app)["speech"] == {"error": "The service is not available"}


def test_what_is_said_can_be_saved() -> None:
    app, call = asked(speech(saveAudio=True))
    call.speak("sales")
    assert result(app)["speech"]["recording_url"].startswith("https://api.nexmo.com/v1/files/")


def test_keys_are_nothing_to_a_question_for_words() -> None:
    app, call = asked(speech(startTimeout=5))
    call.pass_time(4).press("1", settle=False).pass_time(1)
    assert result(app)["speech"]["timeout_reason"] == "start_timeout"


# --- both at once


def test_the_first_time_out_ends_a_question_for_keys_and_words() -> None:
    app, call = asked(both({"timeOut": 4}, {"startTimeout": 6}))
    call.silence()
    assert result(app) == {"dtmf": {"digits": "", "timed_out": True}, "speech": {"results": []}}
    app, call = asked(both({"timeOut": 8}, {"startTimeout": 6}))
    call.silence()
    assert result(app) == {
        "dtmf": {"digits": None, "timed_out": False},
        "speech": {"timeout_reason": "start_timeout", "results": []},
    }


def test_keys_leave_the_words_empty_and_the_other_way_round() -> None:
    app, call = asked(both({"maxDigits": 1}, {}))
    call.press("1")
    assert result(app) == {"dtmf": {"digits": "1", "timed_out": False}, "speech": {"results": []}}
    app, call = asked(both({"maxDigits": 1}, {}))
    call.speak("sales")
    assert result(app)["dtmf"] == {"digits": None, "timed_out": False}
    assert result(app)["speech"]["results"][0]["text"] == "sales"


def test_a_key_while_somebody_speaks_is_what_counts() -> None:
    app, call = asked(both({"maxDigits": 1}, {}))
    call.speak("I would like to", settle=False).press("1")
    assert result(app) == {"dtmf": {"digits": "1", "timed_out": False}, "speech": {"results": []}}


# --- asynchronous


def test_asynchronous_keys_are_told_one_by_one_while_the_call_goes_on() -> None:
    listening = {"action": "input", "type": ["dtmf"], "mode": "asynchronous", "eventUrl": url("keys")}
    app = application([listening, talk("Please listen."), talk("Goodbye.")], keys=[talk("Not this.")])
    call = ring(app, settle=False).press("12")
    assert [body["dtmf"]["digits"] for body in app.bodies("/keys")] == ["1", "2"]
    assert heard(call) == ["Please listen.", "Goodbye."]


def test_a_key_ends_audio_in_front_of_an_asynchronous_question() -> None:
    listening = {"action": "input", "type": ["dtmf"], "mode": "asynchronous", "eventUrl": url("keys")}
    app = application([SALES, SUPPORT, listening, talk("Goodbye.")])
    call = ring(app, settle=False).press("1")
    assert heard(call) == ["For sales press one.", "Goodbye."]
    assert [body["dtmf"]["digits"] for body in app.bodies("/keys")] == ["1"]
