"""How is a search written? The examples of the help page, each of which is a link to a search."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """query: what one would type. meaning: what it finds, in French."""

    query: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    examples: tuple[Example, ...]


HELP = (
    Section(
        "Des mots",
        (
            Example(
                "hébergement données santé",
                "les documents qui contiennent tous ces mots, dans n’importe quel ordre",
            ),
            Example("hebergement sante", "la même chose, tapée sans accents"),
            Example(
                "maïs",
                "ce mot-là\u00a0: un accent tapé compte, et «\u00a0mais\u00a0» n’est pas cherché",
            ),
            Example(
                "article L521-1",
                "l’article, écrit aussi «\u00a0L. 521-1\u00a0»\u202f; de même "
                "«\u00a0loi 2019-774\u00a0», «\u00a080km/h\u00a0», «\u00a010.000\u00a0», "
                "«\u00a0COP 27\u00a0» ou «\u00a0nutriscore\u00a0» sous leurs autres graphies",
            ),
            Example(
                '"Health Data Hub"',
                "l’expression exacte, mot pour mot\u00a0: ni pluriel, ni mot apparenté",
            ),
            Example(
                '"données santé"~3',
                "ces mots dans cet ordre, avec au plus trois autres mots entre eux",
            ),
            Example(
                "souver*",
                "les mots qui commencent par ces lettres (trois au moins)\u00a0; "
                "aussi sous-trait* pour un mot composé",
            ),
            Example('"données de sant*"', "une expression dont seul le dernier mot est commencé"),
            Example("Scalway~", "les mots qui s’écrivent presque ainsi, à une lettre près"),
            Example("Scalwai~2", "les mots à deux lettres près"),
        ),
    ),
    Section(
        "Des combinaisons",
        (
            Example(
                "cloud ET santé",
                "les deux mots, toujours ; sans ET, des résultats partiels peuvent suivre",
            ),
            Example("Microsoft OU Google", "l’un ou l’autre, ou les deux"),
            Example("santé SAUF Microsoft", "le premier mot, sans le second"),
            Example("santé -Microsoft", "la même chose, plus vite écrite"),
            Example("(cloud OU hébergeur) santé", "les parenthèses regroupent"),
            Example(
                "cloud ou santé",
                "en minuscules, et, ou, sauf sont des mots\u00a0; un lien propose la combinaison",
            ),
        ),
    ),
    Section(
        "Une partie du document",
        (
            Example("titre:cloud", "dans le titre"),
            Example("question:CNIL", "dans le texte de la question ou de l’article"),
            Example("reponse:SecNumCloud", "dans la réponse du Gouvernement"),
            Example("auteur:Latombe", "dans le nom de l’auteur"),
            Example("groupe:démocrate", "dans le nom du groupe politique"),
            Example("ministere:santé", "dans le nom d’un ministère interrogé ou attributaire"),
            Example("rubrique:numérique", "dans la rubrique"),
        ),
    ),
    Section(
        "Un nom",
        (
            Example(
                "Philippe Latombe",
                "ces mots\u00a0; au-dessus des documents, une fiche mène à la page du député",
            ),
            Example("PS", "la même chose pour un groupe, sous tous ses noms usuels"),
            Example("ministère de la santé", "pour un ministère, même ancien, ou une rubrique"),
        ),
    ),
    Section(
        "Une propriété exacte",
        (
            Example("legislature:16", "les documents de la 16e législature"),
            Example("numero:15463", "la question qui porte ce numéro"),
            Example(
                "QE 15463",
                "la même chose, comme on la cite ; aussi 16-15463QE, « question écrite n° 15463 », "
                "une adresse du site de l’Assemblée, ou plusieurs à la suite, QE 331, 332 et 333",
            ),
            Example("type:QE", "QE, QG, QOSD ou article"),
            Example("statut:retiree", "attente, repondue ou retiree"),
        ),
    ),
    Section(
        "Une date",
        (
            Example(
                "date:2023",
                "une année\u00a0; aussi un mois (décembre 2019, 12/2019) ou un jour "
                "(1er décembre 2019, 01/12/2019, 2019-12-01)",
            ),
            Example("date:2020-2023", "une période, bornes comprises\u00a0; aussi 2020..2023"),
            Example("date:entre mars et mai 2020", "la même chose en toutes lettres"),
            Example(
                "date:depuis 2022",
                "à partir d’une date\u00a0; aussi «\u00a0avant mai 2021\u00a0», après, jusqu’à",
            ),
            Example("date:30j", "les trente derniers jours\u00a0; aussi 6mois, 1an"),
        ),
    ),
)
