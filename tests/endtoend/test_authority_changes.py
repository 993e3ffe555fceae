"""A changed authority file: what it touches is indexed anew, and nothing else is."""

import json
from pathlib import Path

import pytest

from endtoend.test_command import ARTICLE, question
from program_copy import ProgramCopy

GROUPS = {
    1: "Agir ensemble",
    2: "Les Républicains",
    3: "Agir ensemble",
    4: "Groupe des boussoles",
    5: "",
}
AUTHOR = "Auteur : Mme Une Telle\n"


class Changeable:
    """`search-app` on the documents of GROUPS, run from a copy whose data files a test changes."""

    def __init__(self, folder: Path) -> None:
        self.copy = ProgramCopy(folder)
        self._corpus = folder / "corpus"
        self._environment = {
            "SEARCH_APP_CORPUS": str(self._corpus),
            "SEARCH_APP_INDEX": str(folder / "index"),
            "COLUMNS": "400",
        }
        self._corpus.mkdir()
        (self._corpus / "article.txt").write_text(ARTICLE)
        for number, group in GROUPS.items():
            place = f"{AUTHOR}\nCirconscription : Hérault (7e circonscription) - {group}\n"
            (self._corpus / f"{number}.md").write_text(
                question(number).replace(AUTHOR, place if group else AUTHOR)
            )

    def run(self, *arguments: str) -> tuple[str, str]:
        command = "from search_app.cli.main import main; main()"
        done = self.copy.run("-c", command, *arguments, **self._environment)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    def indexed(self) -> int | None:
        """How many documents `reindex --if-needed` indexes; None when it has nothing to do."""
        _, said = self.run("reindex", "--if-needed")
        if "is up to date" in said:
            return None
        row = next(line for line in said.splitlines() if line.startswith("│"))
        return int(row.strip("│").split("│")[1])

    def found(self, query: str) -> list[str]:
        answer = json.loads(self.run("search", query, "--json")[0])
        return sorted(hit["id"].removeprefix("QANR5L16QE") for hit in answer["hits"])


@pytest.fixture
def program(tmp_path: Path) -> Changeable:
    made = Changeable(tmp_path)
    assert made.indexed() == len(GROUPS) + 1
    return made


def test_a_group_that_is_renamed_is_found_by_its_new_name(program: Changeable) -> None:
    assert program.found("groupe:agir") == ["1", "3"]
    program.copy.change("authority/groups.csv", "AGIR,Agir ensemble (", "AGIR,Le Phare (")
    assert program.indexed() == 2
    assert program.found("groupe:phare") == ["1", "3"]
    assert program.indexed() is None
    assert program.run("check")


def test_a_name_that_becomes_known_has_its_value(program: Changeable) -> None:
    assert program.found("groupe:BOUS") == []
    program.copy.change(
        "authority/groups.csv", "\nDL,", "\nBOUS,Boussoles (BOUS),Groupe des boussoles,,16\nDL,"
    )
    assert program.indexed() == 1
    assert program.found("groupe:BOUS") == ["4"]
    assert program.indexed() is None


def test_a_value_that_has_another_name_now_takes_it(program: Changeable) -> None:
    program.copy.change("authority/groups.csv", "Agir ensemble,AGIR-E;Agir ens", "Agir,AGIR-E")
    assert program.indexed() == 2
    assert program.found("groupe:(ensemble AGIR)") == ["1", "3"]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("towns.csv", "Zzville"),
        ("other_names.csv", "essai,ZZTOP,,,"),
        ("usual_groups.csv", "ECO,Zzverts,a test"),
    ],
)
def test_what_is_read_when_a_query_is_asked_needs_no_reindex(
    program: Changeable, file: str, row: str
) -> None:
    path = f"authority/{file}"
    first = (Path(__file__).parents[2] / "search_app" / path).read_text().splitlines()[1]
    program.copy.change(path, f"\n{first}\n", f"\n{first}\n{row}\n")
    assert program.indexed() is None
