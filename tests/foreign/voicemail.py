# A voicemail box: people call, hear how to reach it, and leave a message that can be listened to later.
import os

from flask import Flask, jsonify, request

app = Flask(__name__)

calls = {}
recordings = []

GREETING = """<speak>You have reached <prosody rate='slow'>Charlie Two</prosody>.
Please leave a message after the beep.</speak>"""


@app.post("/answer")
def answer():
    return jsonify(
        [
            {"action": "talk", "text": GREETING},
            {
                "action": "record",
                "beepStart": "true",
                "endOnSilence": "3",
                "eventUrl": [f"{request.scheme}://{request.host}/new-recording"],
            },
        ]
    )


@app.post("/new-recording")
def new_recording():
    data = request.get_json(force=True)
    recordings.append(
        {
            "url": data["recording_url"],
            "uuid": data["recording_uuid"],
            "caller": calls.get(data["conversation_uuid"], "unknown"),
        }
    )
    return "OK"


@app.post("/event")
def event():
    data = request.get_json(force=True)
    if data.get("status") == "answered":
        calls[data["conversation_uuid"]] = data["from"]
    return "OK"


@app.get("/recordings")
def index():
    return jsonify(recordings)


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "3000")))
