# Order status hotline, in the manner of the vendor's "interactive voice response" use case.
import datetime
import os

from flask import Flask, jsonify, request

app = Flask(__name__)

ORDERS = {
    "1042": ("shipped", datetime.date(2026, 2, 27)),
    "2001": ("backordered", datetime.date(2026, 2, 14)),
    "2002": ("pending", datetime.date(2026, 3, 1)),
}


def ask_for_order(ncco):
    ncco.append(
        {
            "action": "talk",
            "text": "Using the numbers on your phone, enter your order number followed by the pound sign",
        }
    )
    ncco.append(
        {
            "action": "input",
            "submitOnHash": True,
            "timeOut": 10,
            "maxDigits": 20,
            "eventUrl": [request.host_url + "webhooks/search"],
        }
    )
    return ncco


def status_text(order_id):
    if order_id not in ORDERS:
        return "cannot be located"
    status, date = ORDERS[order_id]
    when = date.strftime("%A %B %d").replace(" 0", " ")
    return {
        "shipped": "has been shipped as of " + when,
        "pending": "is still pending as of " + when,
        "backordered": "was back ordered on " + when,
    }[status]


@app.route("/webhooks/answer")
def answer():
    return jsonify(ask_for_order([{"action": "talk", "text": "Thank you for calling Example Order Status."}]))


@app.route("/webhooks/search", methods=["POST"])
def search():
    data = request.get_json()
    ncco = []
    # the shape of input events changed in 2021
    dtmf = data.get("dtmf")
    digits = dtmf["digits"] if isinstance(dtmf, dict) else dtmf
    if digits:
        spoken = "<speak><say-as interpret-as='digits'>" + digits + "</say-as></speak>"
        ncco.append({"action": "talk", "text": "Your order"})
        ncco.append({"action": "talk", "text": spoken})
        ncco.append({"action": "talk", "text": status_text(digits)})
        ncco.append({"action": "talk", "text": "If you would like to search again"})
    return jsonify(ask_for_order(ncco))


@app.route("/webhooks/events", methods=["GET", "POST"])
def events():
    return ("", 204)


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "3000")))
