"""What both APIs take: an application's body and a number's update, by the documents (reference 6.1, 6.2)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Webhook(Strict):
    address: Annotated[AnyHttpUrl, Field(strict=False)]
    http_method: Literal["GET", "POST"] = "POST"


class PostWebhook(Webhook):
    http_method: Literal["POST"] = "POST"


class AnswerWebhook(Webhook):
    connect_timeout: Annotated[int, Field(ge=300, le=1000)] = 1000
    socket_timeout: Annotated[int, Field(ge=1000, le=5000)] = 5000


class EventWebhook(AnswerWebhook):
    socket_timeout: Annotated[int, Field(ge=1000, le=10000)] = 10000


class VoiceWebhooks(Strict):
    answer_url: AnswerWebhook
    fallback_answer_url: AnswerWebhook | None = None
    event_url: EventWebhook


class Voice(Strict):
    webhooks: VoiceWebhooks
    signed_callbacks: bool = True
    conversations_ttl: Annotated[int, Field(ge=1, le=9000)] = 48
    leg_persistence_time: Annotated[int, Field(ge=1, le=31)] = 2
    region: Literal["na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"] | None = None


class RtcWebhooks(Strict):
    event_url: Webhook | None = None


class Rtc(Strict):
    webhooks: RtcWebhooks = RtcWebhooks()
    signed_callbacks: bool = True


class MessagesWebhooks(Strict):
    inbound_url: PostWebhook | None = None
    status_url: PostWebhook | None = None


class Messages(Strict):
    webhooks: MessagesWebhooks = MessagesWebhooks()
    version: Literal["v0.1", "v1"] = "v1"
    authenticate_inbound_media: bool = False


class VerifyWebhooks(Strict):
    status_url: PostWebhook | None = None


class Verify(Strict):
    webhooks: VerifyWebhooks = VerifyWebhooks()
    version: Literal["v2"] = "v2"


class Empty(Strict):
    pass


class Capabilities(Strict):
    voice: Voice | None = None
    rtc: Rtc | None = None
    messages: Messages | None = None
    vbc: Empty | None = None
    verify: Verify | None = None
    network_apis: dict[str, str] | None = None
    video: dict[str, Any] | None = None


class Keys(Strict):
    public_key: Annotated[str, Field(pattern=r"^-----BEGIN PUBLIC KEY-----\n")]


class Privacy(Strict):
    improve_ai: bool = True


class Body(Strict):
    name: Annotated[str, Field(min_length=1)]
    keys: Keys | None = None
    privacy: Privacy | None = None
    capabilities: Capabilities | None = None


class NumberUpdate(Strict):
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    msisdn: Annotated[str, Field(pattern=r"^[1-9][0-9]{6,14}$")]
    app_id: str | None = None
    moHttpUrl: str | None = None  # noqa: N815  # the API's name
    moSmppSysType: str | None = None  # noqa: N815  # the API's name
    voiceCallbackType: Literal["sip", "tel", "app"] | None = None  # noqa: N815  # the API's name
    voiceCallbackValue: str | None = None  # noqa: N815  # the API's name
    voiceStatusCallback: str | None = None  # noqa: N815  # the API's name
