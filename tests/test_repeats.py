import pytest
from made_texts import changed, page

from audit import repeats as compared
from audit.repeats import Repeat
from audit.shingles import numbered


def repeats(documents, pages):
    return compared.repeats(numbered(documents), numbered(pages))


PAGE = page("page", words=300)


def test_a_document_that_holds_a_page_and_more_is_named_with_its_share():
    booklet = f"{page('before', words=900)}\n{PAGE}\n{page('after', words=900)}"

    assert repeats([("/booklet.pdf", booklet), ("/other.pdf", page("other"))], [("/a", PAGE), ("/b", page("b"))]) == [
        Repeat("/booklet.pdf", "/a", 1.0)
    ]


@pytest.mark.parametrize(("share", "named"), [(0.05, True), (0.4, False)])
def test_a_few_changed_words_do_not_hide_a_repeat_but_many_do(share, named):
    found = repeats([("/a.pdf", changed(PAGE, share))], [("/a", PAGE)])

    assert [repeat.share > 0.85 for repeat in found] == ([True] if named else [])


def test_half_a_page_is_no_repeat():
    half = "\n".join(PAGE.splitlines()[: len(PAGE.splitlines()) // 2])

    assert repeats([("/half.pdf", half)], [("/a", PAGE)]) == []


def test_lines_broken_elsewhere_make_no_difference():
    assert repeats([("/a.pdf", PAGE.replace("\n", " "))], [("/a", PAGE)]) == [Repeat("/a.pdf", "/a", 1.0)]


def test_short_pages_empty_texts_and_no_documents_give_nothing():
    assert repeats([("/a.pdf", PAGE)], [("/short", page(1, words=20)), ("/empty", "")]) == []
    assert repeats([], [("/a", PAGE)]) == []
    assert repeats([("/empty.pdf", "")], [("/a", PAGE)]) == []
