"""How a page ages by its place on the site: by addresses, as they are usual or as audit.toml has them."""

import pytest

from audit.settings import kinds


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("news/fete", "news"),
        ("2014/03/12/coming-soon", "news"),
        ("Vacancies/clerk", "events"),
        ("how-to-vote", "guidance"),
        ("minutes/march", "records"),
        ("contact.html", "about"),
        ("legal", "about"),
        ("legal-aid", ""),
        ("newspapers/list", ""),
        ("business-support/grants", ""),
    ],
)
def test_the_usual_addresses_tell_the_kind(tmp_path, path, kind):
    assert kinds(tmp_path / "audit.toml").kind_of(f"https://www.example.org/{path}") == kind


def test_audit_toml_says_which_addresses_are_news_and_leaves_the_others(tmp_path):
    (tmp_path / "audit.toml").write_text('[sections]\nnews = ["*/stories/*"]')
    found = kinds(tmp_path / "audit.toml")

    paths = ("stories/a", "news/a", "events/a")
    assert [found.kind_of(f"https://www.example.org/{path}") for path in paths] == ["news", "", "events"]
