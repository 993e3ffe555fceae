"""A small run of the trial of the site: nothing fails, and its table is whole."""

import subprocess
import sys

from chaos.routes import Routes
from chaos.site import Attack
from places import PROJECT


def test_a_small_run_holds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chaos.site", "--requests=100", "--readings=10", "--notices=100"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    rows = done.stdout.splitlines()
    assert [row.split(":")[0] for row in rows[2:]] == ["| gunicorn"] * 3 + ["| waitress"] * 3
    # Times depend on what else the machine does; faults do not.
    assert [row for row in rows if row.endswith("| held | yes |")] == [rows[3], rows[6]]


def test_an_attack_makes_the_same_requests_again() -> None:
    routes = Routes(pages=[["/", "/help"], ["/search"]], exports=["/search.csv"])
    first, again = (Attack(["mot", "santé", "cloud"] * 40, 5, routes) for _ in range(2))
    requests = [first.fuzzed() for _ in range(300)]
    assert requests == [again.fuzzed() for _ in range(300)]
    assert len(set(requests)) > 290
