"""A small run of the trial of a cluster: no answer is wrong, and no document lost."""

import subprocess
import sys

import pytest

from chaos.cluster import ClusterError, prepared_jars
from places import PROJECT


def test_a_small_run_holds() -> None:
    try:
        prepared_jars()
    except ClusterError as error:
        pytest.skip(f"no OpenSearch cluster: {error}")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "chaos.cluster_faults",
            "--documents=60",
            "--seconds=2",
            "--faults=1",
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    rows = done.stdout.splitlines()
    assert len(rows) == 2 + 2
    # Times depend on what else the machine does; wrong answers and lost documents do not.
    assert not [row for row in rows[2:3] if " wrong;" in row or " wrong," in row.split("|")[3]]
    assert "; 0 of 60 lost |" in rows[3]
