"""Every command that reads audit.toml says the same of what is wrong there, in plain words and before all else."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cli
from crawler.options import CrawlSettings
from crawler.settings import SettingsError, read
from crawler.toml import TomlError, parse

COMMANDS = (
    ("crawl", "http://127.0.0.1:9/"),
    ("check",),
    ("show", "/"),
    ("assign", "--volunteers", "people.csv"),
    ("progress",),
    ("merge", "returned"),
    ("report",),
    ("verify",),
    ("export", "pages"),
)
WRONG = (
    ("[crawl]\ncontacts = 'me'", "[crawl] has no key “contacts”. Did you mean “contact”?"),
    ('[worksheet]\nlanguages = "fr"', "[worksheet] has no key “languages”. Did you mean “language”?"),
    ('[worksheet]\nlanguage = "xx"', "[worksheet] language = “xx”: there is no such catalogue. There are: en, fr."),
    ('[worksheet.texts]\n"start.hallo" = "Hi"', "has “start.hallo”, which is no text of the workbook."),
    ("[[worksheet.questions]]\nheading = 'Who?'\nhelp = 'x'", "has the key “help”, which nobody knows."),
    ('[rules]\noff = ["thin-pages"]', "names the rule “thin-pages”, which does not exist. Did you mean “thin-page”?"),
    ("[rules.thresholds.thin-page]\nword = 9", "the rule thin-page has no threshold “word”. Did you mean “words”?"),
    ('[rules]\nfolder = "mine"', "mine does not exist. Make it, or correct `folder` in [rules] of audit.toml."),
    ("[suggestions.enough]\nx = 1", "[suggestions] has no row “x” to weigh."),
    ('[columns]\nowner = "p:("', 'Write a CSS selector, for example: owner = "p.owner".'),
    ("[columns]\nowner = ", "audit.toml, line 2: “owner =” cannot be read."),
    ("[sections]\nblog = []", "[sections] has no key “blog”."),
)  # fmt: skip


@pytest.mark.parametrize(("toml", "words"), WRONG)
def test_every_command_says_the_same_and_does_nothing(tmp_path, toml, words):
    (tmp_path / "audit.toml").write_text(toml, encoding="utf-8")

    ended = [CliRunner().invoke(cli.main, [*command, "-w", str(tmp_path)]) for command in COMMANDS]

    assert {(one.exit_code, one.stdout) for one in ended} == {(1, "")}
    assert len({one.stderr for one in ended}) == 1
    assert words in ended[0].stderr
    assert str(tmp_path) in ended[0].stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit.toml"]


def test_the_rules_are_listed_though_audit_toml_names_one_that_does_not_exist(tmp_path):
    """Whoever mistook a name has to look it up."""
    (tmp_path / "audit.toml").write_text('[rules]\noff = ["thin-pages"]', encoding="utf-8")

    listed = CliRunner().invoke(cli.main, ["rules", "-w", str(tmp_path)])

    assert listed.exit_code == 0
    assert "thin-page " in listed.stdout


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (
            "[crawl]\ncontact = web@town.example # me",
            (
                ", line 2: “contact = web@town.example # me” cannot be read. "
                'A text stands between straight quotation marks: contact = "web@town.example".'
            ),
        ),
        (
            "lead = “Ann Moss”",
            (
                ", line 1: “lead = “Ann Moss”” cannot be read. "
                'A text stands between straight quotation marks: lead = "Ann Moss".'
            ),
        ),
        (
            "folder = C:\\rules",
            (
                ", line 1: “folder = C:\\rules” cannot be read. "
                "A text stands between straight quotation marks: folder = 'C:\\rules'."
            ),
        ),
        ("a = True", ", line 1: “a = True” cannot be read. Write it in small letters: a = true."),
        (
            "off = [thin-page]",
            (
                ", line 1: “off = [thin-page]” cannot be read. A text stands between straight quotation "
                'marks, in a list too: ["one", "two"]; numbers, true and false stand without.'
            ),
        ),
        ("a = 1\na = 2", ", line 2: “a = 2” cannot be read. This name stands there twice. Take one of them out."),
        (
            "[a]\n[a]",
            (
                ", line 2: “[a]” cannot be read. This section stands there twice. "
                "Put all that belongs to it under one heading."
            ),
        ),
        (
            "a = [1,\n2\n",
            (
                " cannot be read to its end. "
                "In a list, the comma between two entries or the bracket at its end is missing."
            ),
        ),
        ('a = "x\nb = 1', ', line 1: “a = "x” cannot be read. The quotation mark at the end of the text is missing.'),
    ],
)
def test_what_is_no_toml_is_said_with_its_line_and_what_to_do(toml, words):
    with pytest.raises(TomlError) as raised:
        parse(toml.encode())

    assert str(raised.value) == words


def test_a_file_of_another_encoding_is_named_and_one_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "audit.toml"
    file.write_bytes('[crawl]\ncontact = "Hélène"'.encode("cp1252"))
    with pytest.raises(SettingsError) as raised:
        read(file, "crawl", CrawlSettings)
    file.write_bytes('\ufeff[crawl]\ncontact = "Hélène"'.encode())

    assert str(raised.value) == (
        f"{file}, line 2, has a letter that is not UTF-8. Save the file with the encoding UTF-8. "
        "Correct that and try again."
    )
    assert read(file, "crawl", CrawlSettings).contact == "Hélène"


@given(st.text("a=\"'[]{}#,.\\“ \n1é-:", max_size=30) | st.text(max_size=20))
def test_any_text_is_settings_or_a_sentence(text):
    try:
        parse(text.encode("utf-8", "surrogatepass"))
    except TomlError as error:
        assert str(error).endswith(".")  # noqa: PT017 — most texts are no TOML, and some are
