"""Where each question of a big official file begins and ends."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official import as_list, written

from search_app.ingest.json_questions.question_list import (
    BrokenStreamError,
    is_question_list,
    items,
)

MB = 1024 * 1024
ROOTS = ["questionsEcrites", "questionsGvt", "questionsOralesSansDebat"]


def _cut(data, block=MB, size_max=MB):
    blocks = (data[start : start + block] for start in range(0, len(data), block))
    return list(items(blocks, size_max_bytes=size_max))


def _questions(count):
    made = [written(uid=f"QANR5L14QE{number}") for number in range(1, count + 1)]
    made[0]["textesQuestion"]["texteQuestion"]["texte"] = 'a "}, {" \\ ]} b'
    return made


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("block", [1, 7, 511, 512, 513, MB])
def test_every_question_is_cut_out_whole(root, indent, block):
    questions = _questions(3)
    data = as_list(*questions, root=root, indent=indent)
    assert is_question_list(data[:100])
    found = _cut(data, block)
    assert [json.loads(item.data) for item in found] == questions
    assert [item.name for item in found] == [q["uid"] for q in questions]
    lines = data.decode().split("\n")
    assert all(lines[item.line - 1].strip().endswith("{") for item in found if indent)


@pytest.mark.parametrize("block", [7, MB])
def test_questions_may_be_wrapped(block):
    found = _cut(as_list({"question": written()}, {"question": written()}), block)
    assert [json.loads(item.data) for item in found] == [{"question": written()}] * 2


def test_one_question_need_not_be_a_list():
    data = json.dumps({"questionsGvt": {"@xsi": "x", "question": written()}}).encode()
    (found,) = _cut(data)
    assert json.loads(found.data) == written()


def test_a_question_without_uid_has_its_number():
    assert [item.name for item in _cut(b'{"questionsGvt": {"question": [{"a": 1}, {}]}}')] == [
        "item 1",
        "item 2",
    ]


@pytest.mark.parametrize("data", [b'{"question": {}}', b"[]", b'{"questionsX": {}}', b"", b"texte"])
def test_other_files_are_no_list(data):
    assert not is_question_list(data)


@pytest.mark.parametrize("rest", ["null", '{"question": null}', '{"question": []}', "{}", "[[{}]]"])
def test_a_list_of_nothing_is_reported(rest):
    with pytest.raises(BrokenStreamError, match="holds no question"):
        _cut(f'{{"questionsEcrites": {rest}}}'.encode())


def test_a_question_too_large_is_measured_and_not_held():
    large = written(uid="QANR5L14QE2", textesQuestion="x" * 300_000)
    data = as_list(written(), large, written())
    for block in (10_000, MB):
        found = _cut(data, block, size_max=50_000)
        assert [item.data is None for item in found] == [False, True, False]
        assert found[1].name == "QANR5L14QE2"
        assert found[1].size_bytes == len(json.dumps(large))


def _names(data, block):
    """The names of what is found, and the message of the error at the end."""
    found, message = [], ""
    try:
        blocks = (data[start : start + block] for start in range(0, len(data), block))
        found.extend(item.name for item in items(blocks, size_max_bytes=MB))
    except BrokenStreamError as error:
        message = str(error)
    return found, message


@pytest.mark.parametrize("block", [7, 100, MB])
@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'"codeCloture": "REP_PUB"', b'"codeCloture": {"REP_PUB"'),
        (b'"codeCloture": "REP_PUB"', b'"codeCloture": ["REP_PUB"'),
        (b'"codeCloture": "REP_PUB"', b'"codeCloture": "REP_PUB'),
        (b'"codeCloture": "REP_PUB"', b'"codeCloture": REP_PUB"'),
    ],
)
def test_a_broken_question_does_not_take_the_next_ones_along(good, bad, block):
    one, two, three = (json.dumps(question).encode() for question in _questions(3))
    data = b'{"questionsEcrites": {"question": [' + b", ".join((one, two.replace(good, bad, 1), three)) + b"]}}"  # fmt: skip
    found, _ = _names(data, block)
    assert found[0] == "QANR5L14QE1"
    assert "QANR5L14QE2" in found
    assert found[-1] == "QANR5L14QE3"


def test_a_file_cut_short_says_so():
    data = as_list(*_questions(3))
    for end in (len(data) - 1, len(data) - 20, len(data) // 2, 40):
        with pytest.raises(BrokenStreamError, match="ends before its last brace"):
            _cut(data[:end])


def test_what_stands_between_two_questions_is_reported():
    with pytest.raises(BrokenStreamError, match="between two questions"):
        _cut(b'{"questionsGvt": {"question": [{"a": 1}, "b", {"c": 2}]}}')


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), min_size=1, max_size=5), st.integers(1, 600), st.booleans())  # fmt: skip
def test_any_questions(questions, block, is_ascii):
    data = json.dumps({"questionsGvt": {"question": questions}}, ensure_ascii=is_ascii)
    found = _cut(data.encode("utf-8", "surrogatepass"), block)
    assert [json.loads(item.data.decode("utf-8", "surrogatepass")) for item in found] == questions


@given(st.binary(max_size=200), st.integers(1, 50))
def test_any_bytes_end(tail, block):
    found, _ = _names(b'{"questionsGvt": {"question": [' + tail, block)
    assert len(found) <= len(tail)
