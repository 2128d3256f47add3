"""A mail saved from Outlook gives up the workbook that is attached to it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from returns import NOW, fill, ready, worksheet

from assignments.merge import merge

SCRIPT = Path(__file__).with_name("outlook_mail.js")


@pytest.fixture(autouse=True)
def _node():
    asked = ["node", "-e", "require('xlsx')"]
    if not shutil.which("node") or subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode:
        pytest.skip("node with the package xlsx (found by NODE_PATH) is not installed")


def test_a_workbook_attached_to_an_outlook_mail_comes_home(tmp_path):
    with ready(tmp_path / "audit") as work:
        jon = fill(worksheet(work, "jon"), tmp_path / "jon.xlsx", range(5))
        mail = tmp_path / "Done!.msg"
        subprocess.run(["node", SCRIPT, jon, "Jon – pages.xlsx", mail], check=True, timeout=60, capture_output=True)

        summary = merge(work, [mail], NOW)

        assert [(one.file, one.inside, one.volunteer, one.rows) for one in summary.files] == [
            ("Done!.msg", "", "", 0), ("Jon – pages.xlsx", "Done!.msg", "Jon Hughes", 20),
        ]  # fmt: skip
        assert summary.states["accepted"] == 5
        assert jon.read_bytes() in [file.read_bytes() for file in work.returned.iterdir()]
