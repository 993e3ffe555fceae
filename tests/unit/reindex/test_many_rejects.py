"""A file of very many errors is reported with its first ones and a number."""

import json
import sys

import pytest

from search_app.cli.main import main

MAPPING = '[columns]\nnumber = "n"\ntext = "t"\n[constants]\ntype = "QE"\nlegislature = "16"\n'
GOOD = "1,Une question sur le sel\n"
KINDS = {
    "rows of too few columns": "x\n",
    "rows without a number": "x,a\n",
    "rows of one question": "1,La question {n} sur le sel\n",
    "questions without text": "{n},\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_rejects_past_the_first_thousand_are_counted(tmp_path, monkeypatch, capsys, kind):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    rows = "".join(KINDS[kind].format(n=n) for n in range(2, 2_502))
    (corpus / "a.csv").write_text(f"n,t\n{GOOD}{rows}")
    (corpus / "a.csv.toml").write_text(MAPPING)
    for _ in range(2):  # the second run takes over what the first one read
        monkeypatch.setattr(sys, "argv", ["search-app", *_options(tmp_path), "reindex"])
        with pytest.raises(SystemExit) as status:
            main()
        assert status.value.code == 3
        printed = capsys.readouterr().err
        (figures,) = (line for line in printed.splitlines() if line.startswith("│"))
        read, _, _, _, rejected, *_ = map(str.strip, figures.strip("│").split("│"))
        assert (read, rejected) == ("2501", "2500")
        assert "The first rejects of each file: " in printed
    lines = (tmp_path / "index/rejects.jsonl").read_text().splitlines()
    assert len(lines) == 1_001
    (more,) = (reject for reject in map(json.loads, lines) if reject["code"] == "more")
    assert more["reason"].startswith("1500 more rejects of this file")


def _options(folder):
    return ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]
