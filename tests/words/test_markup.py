"""Marks of a web page among words."""

import pytest

from agenda_solver.words.markup import without_markup


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (
            "Le <i>Lumbricus</i> &amp; le CO<sub>2</sub>, 10<sup>-6</sup> m",
            "Le Lumbricus & le CO₂, 10⁻⁶ m",
        ),
        ("L&rsquo;eau&#58; <span class='x' lang=fr>deux</span>", "L’eau: deux"),
        ("Un<br/>deux<P>trois</P>", "Un\ndeux\ntrois\n"),
        (
            "a < b > c, R&D, <ici>, &inconnu;, x<y; i>0",
            "a < b > c, R&D, <ici>, &inconnu;, x<y; i>0",
        ),
        ("&lt;i&gt; s'écrit <b>ainsi</b>", "<i> s'écrit ainsi"),
        ("N<sub>eau</sub>", "Neau"),
    ],
)
def test_marks_go_and_words_stay(words: str, plain: str) -> None:
    assert without_markup(words) == plain
