"""Official questions in our own words, to be bent by the tests."""

import io
import json
import zipfile

NIL = {"@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "@xsi:nil": "true"}
CHAIR = "<strong>Mme\xa0la présidente. </strong>"
ASKS = "<strong>M.\xa0Paul Modèle. </strong>"
MINISTER = "<strong>Mme\xa0Anne Type,</strong><i> ministre de la mer. </i>"
EXCHANGE = (
    '</p><p align="CENTER"> PRIX DU SEL <a name=PG1></a> </p><br>'
    f"{CHAIR}La parole est à M.\xa0Paul Modèle, pour le groupe des modèles.<br><br>"
    f"{ASKS}Le sel manque & les ports s'en plaignent\xa0!<br><br>Que ferez-vous\xa0?"
    " <i>(Applaudissements.)</i><br><br>"
    f"{CHAIR}La parole est à Mme\xa0la ministre de la mer.<br><br>"
    f"{MINISTER}Nous en ferons venir.<br><br>{ASKS}Quand\xa0?<br> <p>"
)


def written(**changes):
    """A written question of the 16th legislature, answered; None takes a key away."""
    question = {
        "uid": "QANR5L16QE77",
        "identifiant": {"numero": "77", "regime": "5eme Republique", "legislature": "16"},
        "type": "QE",
        "indexationAN": {
            "rubrique": "numérique",
            "teteAnalyse": None,
            "analyses": {"analyse": "Archives des phares"},
        },
        "auteur": {
            "identite": {"acteurRef": "PA1", "mandatRef": "PM1"},
            "groupe": {"organeRef": "PO1", "abrege": "LR", "developpe": "Les Républicains"},
        },
        "minInt": {"abrege": "Culture", "developpe": "Ministère de la culture"},
        "minAttribs": {"minAttrib": _ministry("Culture", "2023-01-03")},
        "textesQuestion": {"texteQuestion": _text("Où sont les <i>archives</i>\xa0?", "2023-01-03", "12")},
        "textesReponse": {"texteReponse": _text("<p>À Brest.</p>", "2023-03-07", "345")},
        "cloture": {
            "codeCloture": "REP_PUB",
            "libelleCloture": "Réponse publiée",
            "dateCloture": "2023-03-07",
            "infoJO": {"dateJO": "2023-03-07", "pageJO": "345"},
        },
        "signalement": None,
        "renouvellements": None,
    }  # fmt: skip
    return {key: value for key, value in (question | changes).items() if value is not _ABSENT}


_ABSENT = object()
ABSENT = _ABSENT


def oral(**changes):
    """A question to the Government of the 15th legislature, its shape and dates."""
    question = {
        "uid": "QANR5L15QG5",
        "identifiant": {"numero": "5", "regime": "5eme R\ufffdpublique", "legislature": "15"},
        "type": "QG",
        "indexationAN": {"rubrique": "mer", "teteAnalyse": None, "ANALYSE": {"ANA": "prix du sel"}},
        "textesReponse": {"texteReponse": _text(EXCHANGE, "06/02/2019")},
        "cloture": {
            "codeCloture": "REP_PUB",
            "libelleCloture": "Réponse publiée",
            "dateCloture": "06/02/2019",
            "infoJO": {"typeJO": "JO_DEBAT", "dateJO": "06/02/2019", "pageJO": "901"},
        },
    }
    made = written(**question) | changes
    return {key: value for key, value in made.items() if key != "textesQuestion"} | changes


def attributed(*names_and_days):
    return {"minAttrib": [_ministry(name, day) for name, day in names_and_days]}


def closed(code, label, day):
    return {"codeCloture": code, "libelleCloture": label, "dateCloture": day, "infoJO": None}


def as_file(question):
    return json.dumps({"question": question}).encode()


def as_list(*questions, root="questionsEcrites", indent=None):
    return json.dumps({root: {"question": list(questions)}}, indent=indent).encode()


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name or ZipInfo, content) pairs, of the same bytes whenever it is made.

    Processes of the tests compare the names of tests, in which bytes stand.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in entries:
            if isinstance(name, zipfile.ZipInfo):
                archive.writestr(name, content)
            else:
                archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def _ministry(name, day):
    journal = {"typeJO": "JO_QUESTION", "dateJO": day, "pageJO": None} if day else None
    return {"infoJO": journal, "denomination": {"abrege": name, "developpe": f"Ministère {name}"}}


def _text(html, day, page=None):
    return {"infoJO": {"typeJO": "JO", "dateJO": day, "pageJO": page}, "texte": html}


text_of = _text
