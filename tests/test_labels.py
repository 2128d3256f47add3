"""The labels that rules are scored by are whole: enough of them, each with its reason, half of them kept aside."""

import csv
import hashlib
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from audit.rulebook import rulebook

LABELS = Path(__file__).parent.parent / "benchmarks" / "labels"
RULES = {rule.id for rule in rulebook().rules}
FEWEST = 40
with (LABELS / "rules.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_every_label_is_yes_or_no_about_a_rule_of_ours_and_says_why():
    wrong = [
        row
        for row in ROWS
        if row["label"] not in ("yes", "no") or row["rule"] not in RULES or not row["reason"] or row["page"][0] != "/"
    ]

    assert wrong == []


def test_a_page_is_labelled_once_for_a_rule():
    counts = Counter((row["rule"], row["site"], row["page"]) for row in ROWS)

    assert [key for key, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("rule", sorted({row["rule"] for row in ROWS if row["half"] != "unseen"}))
def test_a_rule_that_is_labelled_has_at_least_forty_pages_and_some_kept_aside(rule):
    halves = Counter(row["half"] for row in ROWS if row["rule"] == rule)

    assert halves["open"] + halves["kept aside"] >= FEWEST
    assert halves["kept aside"] >= FEWEST // 4


def test_nothing_but_its_address_decides_that_a_page_is_kept_aside():
    def half(row):
        file = row["page"].lstrip("/") + ("index.html" if row["page"].endswith("/") else "")
        return hashlib.sha256(f"{row['site']}/{file}".encode()).digest()[0] % 2

    assert [row for row in ROWS if row["half"] == "kept aside" and not half(row)] == []


def test_a_rule_that_was_mended_by_the_pages_kept_aside_is_one_of_ours():
    looked_at = tomllib.loads((LABELS / "looked_at.toml").read_text(encoding="utf-8"))

    assert set(looked_at) <= RULES
    assert all(looked_at.values())
