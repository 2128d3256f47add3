"""What goes out beside the workbook: the mail."""

import datetime
import email
import email.policy

import pytest
from town import deal_out, rows_of, workspace  # noqa: F401 — a fixture


def test_the_mail_is_a_draft_with_the_workbook_attached(workspace):
    workspace.settings_file.write_text(
        '[worksheet]\nsite = "the town’s website"\nlead = "Helen Ward <helen@x.example>"\n', encoding="utf-8"
    )
    deal_out(workspace, due=datetime.date(2026, 12, 12))

    raw = (workspace.worksheets / "1" / "B01 Ann Lee.eml").read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    (attached,) = mail.iter_attachments()
    text = mail.get_body().get_content().replace("\r\n", "\n")
    assert mail["X-Uniform-Type-Identifier"] == "com.apple.mail-draft"
    assert (mail["X-Unsent"], mail["To"], mail["From"]) == ("1", "Ann Lee <ann@x.example>", "helen@x.example")
    assert mail["Subject"] == f"the town’s website: {len(rows_of(workspace, part='B01'))} pages that only you can judge"
    assert text.startswith("Hello Ann,\n")
    assert "by 12 December 2026" in text
    assert text.endswith("With thanks\nHelen Ward\n")
    assert attached.get_filename() == "B01 Ann Lee.xlsx"
    assert attached.get_content() == (workspace.worksheets / "1" / "B01 Ann Lee.xlsx").read_bytes()


def test_the_leads_own_text_is_taken_for_the_mail(workspace):
    (workspace.folder / "mail.txt").write_text("Subject: For {first}\n\nDear {name}, {{sic}}\n", encoding="utf-8")
    workspace.settings_file.write_text('[worksheet]\nmail = "mail.txt"\n', encoding="utf-8")
    deal_out(workspace)

    mail = email.message_from_bytes(
        (workspace.worksheets / "1" / "B01 Ann Lee.eml").read_bytes(), policy=email.policy.default
    )
    assert (mail["Subject"], mail.get_body().get_content()) == ("For Ann", "Dear Ann Lee, {sic}\r\n")


@pytest.mark.parametrize(
    ("name", "email_", "to", "attached"),
    [
        ("José Álvarez", "jose@x.example", "José Álvarez <jose@x.example>", "B01 Jose Alvarez.xlsx"),
        ("李小龙", "lee@bücher.example", "李小龙 <lee@xn--bcher-kva.example>", "B01.xlsx"),
        (
            'Tom "Tommy" O’Neill',
            "tom@x.example",
            '"Tom \\"Tommy\\" O’Neill" <tom@x.example>',
            "B01 Tom Tommy ONeill.xlsx",
        ),
    ],
)
def test_names_in_any_script_reach_every_mail_program(workspace, name, email_, to, attached):
    table = name.replace('"', '""')
    deal_out(workspace, f'name,email\n"{table}",{email_}\n')

    (file,) = (workspace.worksheets / "1").glob("*.eml")
    raw = file.read_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    (part,) = mail.iter_attachments()
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert (str(mail["To"]), part.get_filename()) == (to, attached)
