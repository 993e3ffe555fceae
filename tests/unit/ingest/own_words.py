"""Records in our own words, to be bent by the tests."""

PROSE = (
    "La commission a entendu hier les hébergeurs candidats.\n\n"
    "Ils ont présenté leurs garanties et leurs délais devant les députés."
)


def question_of(**changes: str) -> str:
    """A question in our own words; a change replaces a line, or takes it away when it is ""."""
    lines = {
        "house": "ASSEMBLÉE NATIONALE",
        "legislature": "16ème législature",
        "title": "Stockage des dossiers scolaires",
        "heading": "Question écrite n° 4321",
        "text": "Texte de la question\n\nMme Jeanne Exemple demande où sont gardés les dossiers.",
        "keys": "Données clés",
        "author": "Auteur : [Mme Jeanne Exemple](#)",
        "seat": "Circonscription : Gers (2^e circonscription) - Les Républicains",
        "type": "Type de question : Question écrite",
        "number": "Numéro de la question : 4321",
        "topic": "Rubrique : Numérique",
        "asked": "Ministère interrogé : [Premier ministre](#)",
        "dates": "Date(s) clé(s)",
        "published": "Question publiée au JO le : [1er mars 2023](#), page 77",
        "end": "",
    }
    return "\n\n".join(line for line in (lines | changes).values() if line)
