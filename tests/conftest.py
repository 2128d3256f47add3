"""What all tests share: nothing may be skipped where AUDIT_NOTHING_SKIPPED is set."""

import os

import pytest
import small
from returns import ready


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A skipped test fails where everything that tests need is promised to be installed."""
    report = yield
    if report.skipped and os.environ.get("AUDIT_NOTHING_SKIPPED") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here nothing may be: {call.excinfo.value}"
    return report


@pytest.fixture
def small_workspace(tmp_path):
    """A small audit with one of everything: tests/small.py says what is in it."""
    with small.build(tmp_path / "audit") as workspace:
        yield workspace


@pytest.fixture
def work(tmp_path):
    """An audit whose pages were shared out to two people: tests/returns.py says what is in it."""
    with ready(tmp_path / "audit") as workspace:
        yield workspace
