"""A real LibreOffice for tests: started once, told what to do with which file."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

PYTHON = "/usr/bin/python3"
"""The Python that LibreOffice brings its bridge for."""


class Office:
    """LibreOffice without a window, and hands in it."""

    def __init__(self, folder: Path) -> None:
        pipe = f"audit{abs(hash(str(folder))) % 10**8}"
        profile = (folder / "profile").as_uri()
        command = ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
        self.office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.DEVNULL)
        hands = [PYTHON, str(Path(__file__).with_name("office_hands.py")), pipe]
        self.hands = subprocess.Popen(hands, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, file: Path, steps: list, *to: Path, **more) -> None:
        """Open a workbook, take the steps, save it under every name in `to` (its ending says as what)."""
        job = {"file": str(file), "steps": steps, "to": [str(one) for one in to], **more}
        self.hands.stdin.write(json.dumps(job) + "\n")
        self.hands.stdin.flush()
        answer = self.hands.stdout.readline().strip()
        assert answer == "done", answer

    def close(self) -> None:
        self.hands.stdin.close()
        self.hands.wait(20)
        self.hands.stdout.close()
        self.office.kill()
        self.office.wait()


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    if subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("python3-uno is not installed")
    one = Office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()
