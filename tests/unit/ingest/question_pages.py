"""Pages of questions in our own words, in each layout of the site of the Assemblée."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a page says. The paragraphs are plain texts; days are written 06/10/1997."""

    legislature: str = "15"
    type: str = "Question écrite"
    number: str = "88101"
    civility: str = "Mme"
    first: str = "Jeanne"
    last: str = "Exemple"
    group: str = "Groupe des exemples"
    department: str = "Lozère"
    asked_of: str = "Pêche"
    in_charge: str = "Pêche"
    topic: str = "animaux"
    head: str = ""
    analyses: tuple[str, ...] = ("Comptage des phoques",)
    question: tuple[str, ...] = ("Mme Jeanne Exemple demande qui compte les phoques.",)
    answer: tuple[str, ...] = ()
    asked: str = "26/04/2022"
    asked_page: str = "2623"
    answered: str = ""
    answered_page: str = ""
    reassigned: str = ""
    signalled: str = ""
    renewed: str = ""
    withdrawn: str = ""
    reason: str = ""
    erratum: str = ""
    erratum_page: str = ""


CODES = {
    "Question écrite": "QE",
    "Question au Gouvernement": "QG",
    "Question orale sans débat": "QOSD",
}


def tagged(said: Said) -> str:
    """A page of the 7th to the 13th legislature."""
    analyses = "".join(
        f"<TR><TD>Analyse :</TD><TD><ANA>{_e(a)}</ANA></TD></TR>" for a in said.analyses
    )
    return f"""<HTML><BODY align=center><TITLE>FICHE QUESTION</TITLE>
<CENTER><B><LEG>{said.legislature}ème législature</LEG></B></CENTER>
<TABLE BORDER=2 WIDTH=100%><TR><TD> Question N° : <B><NUM>{said.number}</NUM></B></TD>
<TD>&nbsp;de&nbsp;<B><CIV>{said.civility}</CIV>&nbsp;<AUT>{_e(said.last)} {_e(said.first)}</AUT></B>(
<GROUPE>{_e(said.group)}</GROUPE> - <DEPT>{_e(said.department)}</DEPT>)</TD>
<TD><B><NAT>{CODES[said.type]}</NAT></B></TD></TR>
<RET>{"Question retirée le : " if said.withdrawn else ""}</RET>
<DRET>{said.withdrawn}</DRET><CRET>{_e(said.reason)}</CRET>
<TR><TD>Ministère interrogé :&nbsp;</TD><TD><MINI>{_e(said.asked_of)}</MINI></TD></TR>
<TR><TD>Ministère attributaire :&nbsp;</TD><TD><MINA>{_e(said.in_charge)}</MINA></TD></TR>
<TR><TD></TD><TD>Question publiée au JO le :&nbsp;<B><DPQ>{said.asked}</DPQ></B>&nbsp;page :&nbsp;
<B><PGQ>{said.asked_page}</PGQ></B></TD></TR>
<TR><TD></TD><TD>Réponse publiée au JO le :&nbsp;<B><DPR>{said.answered}</DPR></B>&nbsp;page :&nbsp;
<B><PGREP>{said.answered_page}</PGREP></B></TD></TR>
<DERQ>{said.erratum}</DERQ><PGERQ>{said.erratum_page}</PGERQ><DERR></DERR><PGERREP></PGERREP>
<DSIGN>{said.signalled}</DSIGN><DRAPS>{said.renewed}</DRAPS><DCA>{said.reassigned}</DCA>
<RUBRIQUAGE><TR><TD>Rubrique :&nbsp;</TD><TD><RUB>{_e(said.topic)}</RUB></TD></TR>
<TR><TD>Tête d'analyse :&nbsp;</TD><TD><TANA>{_e(said.head)}</TANA></TD></TR>{analyses}</RUBRIQUAGE>
<TEXTES><TR><TD><B><U>Texte de la QUESTION : </U></B></TD>
<TD><QUEST><html>{"<BR>  ".join(map(_e, said.question))}</html></QUEST></TD></TR>
<TR><TD><B><U>Texte de la REPONSE : </U></B></TD>
<TD><REP><html>{"<BR>  ".join(map(_e, said.answer))}</REP></html></TD></TR></TEXTES>
</TABLE></BODY></HTML>
"""


def sectioned(said: Said) -> str:
    """A page of the 14th to the 16th legislature."""
    analyses = [("Titre", a) for a in said.analyses]
    if said.head:
        analyses = [("Tête d'analyse", said.head), *(("Analyse", a) for a in said.analyses)]
    index = "".join(
        f"<div class='question_col33'><p><span>{key} > </span>{_e(value)}</p></div>"
        for key, value in [("Rubrique", said.topic), *analyses]
    )
    days = "".join(
        f"<div>{label} : <span class='question_big_content'>{_e(value)}</span>{after}</div>"
        for label, value, after in _days(said, "  page : <span><a href='x'>{}</a></span>")
    )
    answer = f"""<div class="answer"><h3>Texte de la réponse</h3>
<div class="reponse_contenu">{"<br><br>".join(map(_e, said.answer))}</div></div>"""
    return f"""<!doctype html><html lang='fr'><head><meta charset='utf-8'>
<title>Question n°{said.number} - Assemblée nationale</title></head><body>
<nav><a href="/">Accueil</a> Ministère interrogé > menu</nav>
<header class="question_legislature">{said.legislature}ème législature</header>
<section class="question_header"><div id="question_col10" class="question_big_content">
 Question N° {said.number}</div><div id="question_col80"> de <span><a title="Lien" href="x">
{said.civility} {_e(said.first)} {_e(said.last)}</a></span> ({_e(said.group)} - <span>{_e(said.department)}</span> )
</div><div class="question_big_content">{said.type}</div></section>
<section class="question_info"><div class="ministere">
<div class="question_col50"><span>Ministère interrogé > </span> {_e(said.asked_of)}</div>
<div class="question_col50"><span>Ministère attributaire > </span> {_e(said.in_charge)}</div></div>
<div class="analyse_header">{index}</div></section>
<div class="question_publish_date">{days}</div>
<section class="question_answer"><div class="question"><h3>Texte de la question</h3>
{"".join(f"<p>{_e(p)}</p>" for p in said.question)}</div>{answer if said.answer else ""}</section>
<footer><p>Mentions légales</p></footer></body></html>"""


def boxed(said: Said) -> str:
    """A page in the layout of tables of about 2010."""
    spans = [
        ("Ministère interrogé", said.asked_of),
        ("Ministère attributaire", said.in_charge),
        ("Rubrique", said.topic),
        *([("Tête d'analyse", said.head)] if said.head else []),
        *(("Analyse", a) for a in said.analyses),
    ]
    rows = "".join(
        f"<tr><td>{key} &gt; <span class='contenu'>{_e(value)}</span></td></tr>"
        for key, value in spans
    )
    days = "<br />".join(
        f"{label} : <b>{_e(value)}</b>{after}"
        for label, value, after in _days(said, "&nbsp;page&nbsp;:&nbsp;<b>{}</b>")
    )
    answer = f"""<h2> Texte de la réponse</h2>
<div class="contenutexte">{"<br />".join(map(_e, said.answer))}</div>"""
    return f"""<html><body><div id="printtop"><ul><li>Imprimer</li></ul></div>
<table><tr><td class="tdstyleh1">{said.legislature}ème législature</td></tr>
<tr><td class="tdstyleh3">Question N° : <b>{said.number}</b></td><td class="tdstyleh3">de
<b>{said.civility}&nbsp;{_e(said.first)}&nbsp;{_e(said.last)}</b> ( {_e(said.group)} - {_e(said.department)} )</td>
<td class="tdstyleh3"><b>{said.type}</b></td></tr>{rows}<tr><td>{days}</td></tr></table>
<h2> Texte de la question</h2><div class="contenutexte">{"<br />".join(map(_e, said.question))}</div>
{answer if said.answer else ""}<div id="pied">Mentions légales</div></body></html>"""


def headed(said: Said) -> str:
    """A page with the headings of the newest layout."""
    keys = [
        ("Auteur", f"{said.civility} {said.first} {said.last}"),
        ("Circonscription", f"{said.department} - {said.group}"),
        ("Rubrique", said.topic),
        ("Ministère interrogé", said.asked_of),
        ("Ministère attributaire", said.in_charge),
    ]
    key_data = "".join(f"<p><strong>{key} :</strong> {_e(value)}</p>" for key, value in keys)
    days = "".join(
        f"<p><strong>{label} :</strong> {_e(value)}{after}</p>"
        for label, value, after in _days(said, ", page {}")
    )
    answer = "<h2>Texte de la réponse</h2>" + "".join(f"<p>{_e(p)}</p>" for p in said.answer)
    return f"""<!doctype html><html lang='fr'><head><meta charset='utf-8'>
<title>{said.type} - Assemblée nationale</title></head><body><header>Menu</header><main>
<h1>{said.type} n° {said.number} : {_e(" – ".join(filter(None, (said.head, *said.analyses))))}</h1>
<p>{said.legislature}ème législature</p><h2>Texte de la question</h2>
{"".join(f"<p>{_e(p)}</p>" for p in said.question)}{answer if said.answer else ""}
<h2>Données clés</h2>{key_data}<h2>Date(s) clé(s)</h2>{days}</main><footer>Pied</footer></body></html>"""


LAYOUTS = {"tagged": tagged, "sectioned": sectioned, "boxed": boxed, "headed": headed}


def _days(said: Said, page: str) -> list[tuple[str, str, str]]:
    found = [
        ("Question publiée au JO le", said.asked, said.asked_page),
        ("Réponse publiée au JO le", said.answered, said.answered_page),
        ("Date de changement d'attribution", said.reassigned, ""),
        ("Date de signalement", said.signalled, ""),
        ("Date de renouvellement", said.renewed, ""),
        ("Erratum de la question publié au JO le", said.erratum, said.erratum_page),
        ("Question retirée le", said.withdrawn and f"{said.withdrawn} ({said.reason})", ""),
    ]
    return [(label, day, page.format(_e(no)) if no else "") for label, day, no in found if day]


def _e(text: str) -> str:
    return escape(text, quote=False)
