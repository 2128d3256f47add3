"""A merge that is killed at any point leaves a workspace that merges again to the same ledger."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from returns import ready, worksheet

from assignments.reading.child import Reader

POINTS = 16

KILLED = """
import json, os, pathlib, shutil, sys
folder, returned, points = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
from returns import NOW
from assignments.merge import merge
from assignments.records import Answer, Conflict, Decision, Redirect, Returned
from crawler.workspace import Workspace

KINDS = (Answer, Decision, Conflict, Redirect, Returned)
state = {"steps": 0, "last": None, "on": False}

def step(*_):
    if state["on"]:
        state["steps"] += 1
        if state["steps"] == state["last"]:
            os.kill(os.getpid(), 9)

sys.addaudithook(lambda event, _: step() if event in ("os.rename", "open", "shutil.copyfile", "os.remove") else None)

def run(where, last):
    '''Merge in a child of our own that is killed at the given step; give the steps that it took.'''
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        state.update(steps=0, last=last, on=True)
        with Workspace(where) as workspace:
            workspace._connection.set_trace_callback(step)
            merge(workspace, [returned], NOW)
            state["on"] = False
            os.write(writes, str(state["steps"]).encode())
        os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads) as stream:
        return int(stream.read() or 0)

def kept(where):
    with Workspace(where) as workspace:
        copies = sorted(file.name for file in (where / "returned").iterdir())
        return repr([list(workspace.records(kind)) for kind in KINDS]), copies

warm = shutil.copytree(folder, folder.with_name("warm"))
run(warm, None)  # what the first run alone does (compiled modules) is no step
whole = shutil.copytree(folder, folder.with_name("whole"))
steps = run(whole, None)
outcomes = []
for n in range(points):
    where = shutil.copytree(folder, folder.with_name(f"killed{n}"))
    finished = run(where, 1 + n * steps // points)
    run(where, None)
    outcomes.append((bool(finished), kept(where) == kept(whole)))
    shutil.rmtree(where)
print(json.dumps([steps, outcomes]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are Unix's")
def test_a_merge_killed_at_any_point_merges_again_to_the_same_ledger(tmp_path):
    returned = tmp_path / "in"
    returned.mkdir()
    with ready(tmp_path / "audit", overlap=3) as work, Reader() as reader:
        for name, decisions in (("maria", "keep,update,archive"), ("jon", "keep,archive,?")):
            pages = reader.read(worksheet(work, name), f"{name}.xlsx").tables[1]
            lines = ["ID,Decision"]
            lines += [f"{pages.lines[3 + n].cells[1]},{word}" for n, word in enumerate(decisions.split(","))]
            (returned / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    root = Path(__file__).parent
    made = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "audit"), str(returned), str(POINTS)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        env={"PYTHONPATH": f"{root}:{root.parent}", "PATH": "/usr/bin:/bin"},
    )

    steps, outcomes = json.loads(made.stdout or "[0, []]")

    assert steps > POINTS, made.stderr
    assert outcomes == [[False, True]] * POINTS
