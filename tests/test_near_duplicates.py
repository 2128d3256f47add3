import pytest
from made_texts import changed, page

from audit import near_duplicates
from audit.near_duplicates import Cluster, Member, differing_lines
from audit.shingles import numbered


def clusters(texts):
    return near_duplicates.clusters(numbered(texts))


def keys(found):
    return [sorted(member.key for member in cluster.members) for cluster in found]


def test_pages_that_differ_in_a_few_words_are_one_cluster_with_their_likeness():
    text = page(1)

    assert clusters([("/a", text), ("/b", changed(text, 0.05)), ("/c", page(2))]) == [
        Cluster((Member("/a", 1.0), Member("/b", 0.95)))
    ]


@pytest.mark.parametrize(("share", "alike"), [(0.0, True), (0.08, True), (0.12, False), (0.3, False)])
def test_ninety_percent_of_the_words_in_common_is_the_line(share, alike):
    pairs = [
        (f"/{side}{seed}", text)
        for seed in range(20)
        for side, text in (("a", page(seed)), ("b", changed(page(seed), share)))
    ]

    assert len(clusters(pairs)) == (20 if alike else 0)


def test_a_line_moved_to_another_place_leaves_pages_alike():
    lines = page(3, words=400).splitlines()

    assert keys(clusters([("/a", "\n".join(lines)), ("/b", "\n".join([*lines[1:], lines[0]]))])) == [["/a", "/b"]]


def test_a_cluster_is_whole_and_its_centre_is_the_page_most_like_the_others():
    middle = page(4)
    texts = [(f"/{number}", changed(middle, 0.04, seed=number)) for number in range(6)] + [("/middle", middle)]

    found = clusters(texts)

    assert len(found) == 1
    assert found[0].members[0] == Member("/middle", 1.0)
    assert [member.likeness for member in found[0].members[1:]] == [0.96] * 6


def test_a_template_on_every_page_does_not_make_pages_look_alike():
    template = page("template", words=600)
    texts = [(f"/{number}", f"{template}\n{page(number, words=60)}") for number in range(40)]

    assert clusters(texts) == []


def test_a_copy_of_a_filled_in_form_is_found_though_words_were_changed_all_over_it():
    form = page("form", words=300)
    filled = [(f"/filled{number}", f"{form}\n{page(number, words=300)}") for number in range(30)]

    assert keys(clusters([*filled, ("/copy", changed(filled[0][1], 0.04))])) == [["/copy", "/filled0"]]


def test_forms_that_are_filled_in_with_other_words_are_not_alike_however_long_the_form_is():
    form = page("form", words=1500)
    filled = [(f"/filled{number}", f"{form}\n{page(number, words=60)}") for number in range(30)]

    assert clusters(filled) == []


def test_a_copy_is_found_though_it_was_changed_where_it_is_like_all_the_others():
    form = page("form", words=600)
    filled = [(f"/filled{number}", f"{form}\n{page(number, words=60)}") for number in range(30)]

    assert keys(clusters([*filled, ("/copy", changed(filled[0][1], 0.08))])) == [["/copy", "/filled0"]]


def test_forms_that_nobody_filled_in_are_alike():
    form = page("form", words=600)
    filled = [(f"/filled{number}", f"{form}\n{page(number, words=80)}") for number in range(30)]
    empty = [(f"/empty{number}", f"{form}\nproject {number}") for number in range(3)]

    assert keys(clusters([*filled, *empty])) == [["/empty0", "/empty1", "/empty2"]]


def test_pages_under_fifty_words_are_not_compared():
    assert clusters([("/a", page(1, words=49)), ("/b", page(1, words=49))]) == []
    assert keys(clusters([("/a", page(1, words=50)), ("/b", page(1, words=50))])) == [["/a", "/b"]]


def test_no_texts_and_empty_texts_make_no_clusters():
    assert clusters([]) == []
    assert clusters([("/a", ""), ("/b", "")]) == []


def test_a_thousand_copies_are_one_cluster():
    text = page(9)

    found = clusters((f"/{number:04}", text) for number in range(1000))

    assert len(found) == 1
    assert found[0].members[0] == Member("/0000", 1.0)
    assert len(found[0].members) == 1000


def test_evidence_is_the_first_line_that_differs_on_each_side():
    assert differing_lines("Same\nOpen on Monday\nEnd", "Same\nOpen on Tuesday\nEnd") == (
        "Open on Monday",
        "Open on Tuesday",
    )
    assert differing_lines("Same", "Same\nMore") == ("", "More")
    assert differing_lines("Same", "Same") == ("", "")


def test_the_first_lines_in_which_two_endless_timetables_differ_are_found_in_no_time():
    hours = "0\n" * 50_000

    assert differing_lines(f"{hours}Monday\n{hours}", f"{hours}Tuesday\n{hours}0") == ("Monday", "Tuesday")
