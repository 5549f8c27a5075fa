"""The settings of externs, the application and outbound calls (language 11, 12)."""

from __future__ import annotations

from ivrc.language.rows import METHODS, Handler, Kind, setting

APPLICATION = (
    Kind(
        name="extern",
        doc="a function of your own system",
        settings=(
            setting("get", "url", "fetched with GET; values in braces are percent-encoded"),
            setting("post", "url", "called with POST and a JSON object"),
            setting("timeout", "duration", "how long it may take", constant=True, low=0.1, high=4.5),
            setting("reads", "bool", "it changes nothing, so it may be asked early", constant=True),
        ),
        handlers=(Handler(name="error", doc="it failed, took too long or gave a wrong result"),),
        blocks=("headers", "body"),
    ),
    Kind(name="headers", doc="names and values"),
    Kind(name="body", doc="the JSON object that is sent"),
    Kind(
        name="application",
        doc="the Vonage application",
        settings=(
            setting("base_url", "url", "where the webhook module is reached", constant=True),
            setting("timezone", "text", "the zone of `now`", constant=True),
            setting("number", "phones", "the application's numbers", many=True, constant=True),
            setting(
                "region",
                "word",
                "where calls are handled",
                "application:capabilities.voice.region",
                ("na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"),
                constant=True,
            ),
            setting(
                "signed_callbacks", "bool", "requests are signed and unsigned ones refused", constant=True
            ),
            setting("answer_method", "word", "how the answer webhook is called", words=METHODS),
            setting("event_method", "word", "how the event webhook is called", words=METHODS),
            setting(
                "connect_timeout",
                "milliseconds",
                "time to connect to the module",
                constant=True,
                low=0.3,
                high=1,
            ),
            setting(
                "socket_timeout",
                "milliseconds",
                "time for the module to answer",
                constant=True,
                low=1,
                high=5,
            ),
            setting("fallback_base_url", "url", "where the fallback NCCO is hosted", constant=True),
            setting(
                "conversations_ttl", "hours", "how long a named room lives", constant=True, low=1, high=9000
            ),
            setting("leg_persistence_time", "days", "how long legs are kept", constant=True, low=1, high=31),
            setting("improve_ai", "bool", "let the vendor learn from the data", constant=True),
            setting("public_key", "text", "a PEM file beside the source", constant=True),
        ),
        blocks=("messages", "rtc", "vbc", "verify"),
    ),
    Kind(
        name="messages",
        doc="the Messages capability",
        settings=(
            setting("inbound_url", "url", "called for incoming messages", constant=True),
            setting("status_url", "url", "called for delivery states", constant=True),
        ),
    ),
    Kind(
        name="rtc",
        doc="the RTC capability",
        settings=(setting("event_url", "url", "called for events", constant=True),),
    ),
    Kind(name="vbc_capability", doc="the VBC capability"),
    Kind(
        name="verify",
        doc="the Verify capability",
        settings=(setting("status_url", "url", "called for states", constant=True),),
    ),
    Kind(
        name="outbound",
        doc="where a call that we place starts",
        settings=(
            setting(
                "machine_detection",
                "word",
                "what to do about an answering machine",
                words=("continue", "hangup"),
            ),
            setting("timeout", "duration", "how long it rings", constant=True, low=1, high=120),
            setting("limit", "duration", "longest call", constant=True, low=1, high=86400),
            setting("from", "phone", "the number that is shown"),
        ),
        handlers=(
            Handler(name="human", doc="a person answered"),
            Handler(name="machine", doc="an answering machine answered"),
            Handler(name="beep", doc="the machine's beep was heard"),
            Handler(name="unreachable", doc="nobody answered", body="after"),
        ),
        blocks=("advanced_machine_detection",),
    ),
)
