"""The virtual voice platform: any Vonage voice application can be called with it, without a phone."""

from ivrc.platform.call import Call, NotNowError
from ivrc.platform.delivery import Webhooks
from ivrc.platform.doubts import Doubts
from ivrc.platform.legs import EndlessError
from ivrc.platform.log import Entry
from ivrc.platform.platform import Platform
from ivrc.platform.transport import AsgiTransport, HttpTransport, UnreachableError

__all__ = [
    "AsgiTransport",
    "Call",
    "Doubts",
    "EndlessError",
    "Entry",
    "HttpTransport",
    "NotNowError",
    "Platform",
    "UnreachableError",
    "Webhooks",
]
