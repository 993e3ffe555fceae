"""The ways in which a file may hold an element: object, list, null, nil, nothing or with a text."""

from hypothesis import strategies as st
from official import NIL

_LEAVES = (
    "2023-01-10",
    "10/01/2023",
    "31/02/2023",
    "",
    " ",
    "12",
    "<p>Un <b>phare</b> & un port</p>",
    "Un\xa0phare\n\nœuvre ]]> &lt;",
    "77. — 10 mars 2026. — Mme Type demande.",
    "Caducité",
    "POnull",
    "Premier ministre",
)


@st.composite
def shaped(draw, value):
    """The record, some of whose elements have another shape than usual."""
    if isinstance(value, dict):
        kept = {key: draw(shaped(one)) for key, one in value.items() if draw(_seldom_absent)}
        return draw(_shape(kept))
    if isinstance(value, list):
        return [draw(shaped(one)) for one in value]
    return draw(_shape(draw(st.sampled_from((value, value, *_LEAVES)))))


_seldom_absent = st.integers(0, 19).map(bool)


def _shape(value):
    others = [[value], [value, value], [NIL, value], [value, None], None, NIL, [], {}]
    if isinstance(value, str):
        others += [{"#text": value, "@id": "a"}, [value, "Encore."]]
    return st.integers(0, 9).flatmap(
        lambda n: st.just(value) if n else st.sampled_from([value, *others])
    )
