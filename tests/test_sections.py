"""How a page ages by its place on the site: by addresses, as they are usual or as audit.toml has them."""

import pytest

from audit.settings import kinds, rule_settings


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


@pytest.mark.parametrize("pattern", ["/Stories/*", "*/Stories/*", "https://www.example.org/stories/*"])
def test_a_section_may_be_written_as_a_path_or_an_address_in_capitals_or_not(tmp_path, pattern):
    (tmp_path / "audit.toml").write_text(f'[sections]\nnews = ["{pattern}"]')
    found = kinds(tmp_path / "audit.toml")

    assert [found.kind_of(f"https://www.example.org/{path}") for path in ("stories/a", "Stories/b?c=d", "other/a")] == [
        "news", "news", "",
    ]  # fmt: skip


def test_words_and_names_to_look_for_lose_spaces_too_many_and_a_blank_one_is_none(tmp_path):
    (tmp_path / "audit.toml").write_text(
        '[rules.words-to-avoid]\n"going " = "x"\n" " = "y"\n[rules.former-names]\n" Parks  Board" = "z"\n"" = "q"'
    )
    found = rule_settings(tmp_path / "audit.toml")

    assert (found.words_to_avoid, found.former_names) == ({"going": "x"}, {"Parks Board": "z"})
