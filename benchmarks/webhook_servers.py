"""The servers that `webhook.py` compares: the same signed event in, the same NCCO out.

`bare`: an ASGI callable by hand. `ours`: a module as ivrc generates it. `fastapi`: FastAPI, with the NCCO
built from the vendor SDK's models for each request.
"""

from __future__ import annotations

import json
import time
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from fastapi import FastAPI, Request, Response
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from vonage_voice import Input, Talk
from vonage_voice.models.input_types import Dtmf

from ivrc.runtime import Call, Module, Ncco, ncco

SECRET = "0123456789abcdef0123456789abcdef"
EVENT_URL = "https://ivr.example.com/turn/1?v=8c1e"
WELCOME = "Thank you. You have reached the billing desk of Acme Utilities."
MENU = "For your balance press 1, to make a payment press 2, or stay on the line for a member of staff."
ACTIONS: list[dict[str, Any]] = [
    {"action": "talk", "text": WELCOME, "language": "en-GB", "bargeIn": True},
    {"action": "talk", "text": MENU, "language": "en-GB", "bargeIn": True},
    {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1, "timeOut": 7}, "eventUrl": [EVENT_URL]},
]
REPLY = json.dumps(ACTIONS, separators=(",", ":")).encode()

_KEY = OctKey.import_key(SECRET)
_HS256 = jws.JWSRegistry(algorithms=["HS256"])


def genuine(token: bytes, body: bytes) -> bool:
    """The check that all of them make: signature, age, payload hash."""
    try:
        claims = json.loads(jws.deserialize_compact(token, _KEY, registry=_HS256).payload)
    except (JoseError, ValueError):
        return False
    fresh = -60 <= time.time() - claims["iat"] <= 300
    return fresh and compare_digest(claims["payload_hash"], sha256(body).hexdigest())


async def handwritten(scope: Any, receive: Any, send: Any) -> None:
    """What one would write for speed alone."""
    if scope["type"] != "http":
        return
    body = (await receive())["body"]
    token = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    status = 200 if genuine(token[7:], body) else 401
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(REPLY)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": REPLY})


def generated() -> Any:
    """A static answer at `/answer`, and a turn that takes state in and gives it back at `/turn/1`."""
    folder = Path(mkdtemp(prefix="ivrc-benchmark-"))
    (folder / "ncco").mkdir()
    (folder / "ncco" / "answer.json").write_bytes(REPLY)
    module = Module(str(folder / "webhook.py"), name="Benchmark", base_url="https://ivr.example.com")
    answer = module.static("answer")
    module.answer(answer)
    module.fallback(answer)

    def ask_again(call: Call, account: str, visits: int) -> Ncco:
        url = call.url("/turn/1", account=account, visits=visits + 1)
        return ncco(*ACTIONS[:2], {**ACTIONS[2], "eventUrl": [url]})

    module.menu(
        "/turn/1",
        version="8c1e",
        keys={"1": ask_again, "2": answer},
        again=answer,
        silence=answer,
        invalid=answer,
        carry={"account": str, "visits": int},
    )
    return module.create_app(secrets=[SECRET])


with_models = FastAPI()


@with_models.post("/answer")
async def answer_with_models(request: Request) -> Any:
    """The vendor's own models, dumped by FastAPI."""
    if not genuine(request.headers.get("authorization", "")[7:].encode(), await request.body()):
        return Response(status_code=401)
    talks = [Talk(text=text, language="en-GB", bargeIn=True) for text in (WELCOME, MENU)]
    question = Input(type=["dtmf"], dtmf=Dtmf(maxDigits=1, timeOut=7), eventUrl=[EVENT_URL])
    return [action.model_dump(by_alias=True, exclude_none=True) for action in (*talks, question)]


def measured(app: Any) -> Any:
    """Adds `/cpu`: the processor seconds that this server has used."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope.get("path") != "/cpu":
            await app(scope, receive, send)
            return
        used = str(time.process_time()).encode()
        headers = [(b"content-length", str(len(used)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": used})

    return serve


program = generated()
bare, ours, fastapi = measured(handwritten), measured(program), measured(with_models)
