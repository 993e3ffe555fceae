"""Which addresses begin an alert by e-mail, confirm it and end it?

A link in a message leads to a page with a button, because programs that look at messages for their
readers follow links. Nothing is sent from here: `search-app alerts send` does it.
"""

import datetime as dt
from urllib.parse import parse_qs

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from search_app.alerts import Alert, AlertStore, is_mail_address
from search_app.model.errors import AddressTooLongError, ParameterError
from search_app.web.asking import settings
from search_app.web.feed_views import feed_at
from search_app.web.request_limits import accepts_body

# The longest address and the longest feed, encoded.
_FORM_MAX_BYTES = 10_000
# A mail program ends an alert with « List-Unsubscribe=One-Click ».
_ONE_CLICK_MAX_BYTES = 200

alerts = Blueprint("alerts", __name__, url_prefix="/alerts")


@alerts.post("")
@accepts_body(_FORM_MAX_BYTES)
def ask() -> ResponseReturnValue:
    """Note who wants to be told of which feed. The answer does not tell what was known before."""
    address, asked = request.form.get("address", "").strip(), request.form.get("feed", "")
    if not is_mail_address(address):
        raise ParameterError(parameter="address", found=address, accepted="prenom.nom@example.fr")
    # The first page of the feed; what is wrong with it is an error here.
    wanted = feed_at(parse_qs(asked)).id.partition("?")[2]
    if len(wanted) > (limit := settings().address_max_bytes):
        raise AddressTooLongError(limit=limit)
    _store().ask(address, wanted, dt.datetime.now(dt.UTC))
    return _page(
        "Vérifiez votre messagerie",
        "Un message partira dans quelques minutes. Ouvrez son lien pour recevoir l’alerte.",
        "Sans confirmation, votre adresse est effacée dans les deux jours.",
    )


@alerts.get("/<token>/confirm")
def to_confirm(token: str) -> ResponseReturnValue:
    _alert(token)
    return _page("Confirmer votre alerte", button="Recevoir les nouveautés")


@alerts.post("/<token>/confirm")
def confirm(token: str) -> ResponseReturnValue:
    _alert(token)
    _store().confirm(token)
    return _page(
        "Votre alerte est en place", "Vous recevrez un message quand il y aura du nouveau."
    )


@alerts.get("/<token>/end")
def to_end(**_: str) -> ResponseReturnValue:
    return _page(
        "Arrêter votre alerte",
        "Aucun message ne vous parviendra plus, et votre adresse sera effacée.",
        button="Arrêter et effacer mon adresse",
    )


@alerts.post("/<token>/end")
@accepts_body(_ONE_CLICK_MAX_BYTES)
def end(token: str) -> ResponseReturnValue:
    """Forget an alert; one that is gone already is answered in the same way."""
    _store().end(token)
    return _page("Votre alerte est arrêtée", "Votre adresse est effacée.")


def _alert(token: str) -> Alert:
    return _store().get(token) or abort(404)


def _store() -> AlertStore:
    path = settings().alerts_file
    return AlertStore(path) if path else abort(404)


def _page(title: str, *lines: str, button: str = "") -> str:
    return render_template("alert.html", title=title, lines=lines, button=button)
