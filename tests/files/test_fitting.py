"""Words in lines, as large as there is room, and blocks on pages."""

from __future__ import annotations

from agenda_solver.files.signs.fitting import Pen, in_one_piece, paged, sizes
from agenda_solver.files.signs.fitting import broken as broken_lines
from agenda_solver.files.signs.sheets import Lettering, line_height


def by_letters(words: str, size: float, bold: bool) -> float:
    """Measure as if each letter were as wide as it is high."""
    return len(words) * size * (2 if bold else 1)


def broken(words: str, width: float, *, bold: bool = False) -> list[str]:
    return list(broken_lines(words, width, 1, bold, by_letters))


def test_words_are_broken_between_words_or_else_anywhere() -> None:
    assert broken("un deux trois", 7) == ["un deux", "trois"]
    assert broken("un deux trois", 7, bold=True) == ["un", "deu", "x", "tro", "is"]
    assert broken("ah anticonstitutionnel", 6) == [*("ah", "antico", "nstitu", "tionne", "l")]
    assert broken("abc", 0.5) == ["a", "b", "c"]


def test_a_sign_stays_with_its_word() -> None:
    assert (
        in_one_piece("Où ?\n  Là :\u202e « ici » n° 2")
        == "Où\u00a0? Là\u00a0: «\u00a0ici\u00a0» n°\u00a02"
    )


def test_what_fits_is_as_large_as_it_can_be() -> None:
    for room, expected in ((100, 10), (40, 5), (8, 2)):
        pen = Pen(by_letters, 0, 0, room)
        pen.fit("mot long", line_height(10) + 0.1, [10, 5, 2])
        (item,) = pen.items
        assert isinstance(item, Lettering)
        assert item.size == expected
        assert pen.y == item.height <= line_height(10) + 0.1
    assert not pen.shortened


def test_what_is_too_long_is_cut_and_noted() -> None:
    pen = Pen(by_letters, 0, 0, 6)
    pen.write("un deux trois quatre", 1, most=2)
    (item,) = pen.items
    assert isinstance(item, Lettering)
    assert item.lines == ("un", "deux…")
    assert pen.shortened == ["un deux trois quatre"]


def test_sizes_go_down_to_the_least() -> None:
    steps = sizes(10, 8, 0.9)
    assert steps == [10, 9, 8.1, 8]
    assert sizes(10, 10) == [10, 10]


def block(height: float, scale: float, first: bool) -> Pen:
    pen = Pen(by_letters, 0, 0, 10)
    pen.y = height * scale + (0 if first else 1)
    return pen


def heights(pages: list[list[Pen]]) -> list[list[float]]:
    return [[pen.y for pen in page] for page in pages]


def test_blocks_are_as_large_as_one_page_allows() -> None:
    assert heights(paged(block, [10, 10], 0, 41, [3, 2, 1])) == [[20, 21]]


def test_blocks_take_as_few_pages_as_they_can() -> None:
    assert heights(paged(block, [10, 10, 10], 0, 22, [2, 1])) == [[10, 11], [10]]
    assert heights(paged(block, [50], 0, 22, [2, 1])) == [[50]]
    assert paged(block, [], 0, 22, [2, 1]) == [[]]


def test_what_is_joined_turns_the_page_together() -> None:
    def pages(*blocks: tuple[float, bool]) -> list[list[float]]:
        return heights(
            paged(
                lambda one, scale, first: block(one[0], scale, first),
                *(blocks, 0, 40, [1]),
                joined=lambda one: one[1],
            )
        )

    assert pages((10, False), (10, False), (10, True), (10, True)) == [[10], [11, 11, 11]]
    assert pages((30, False), (5, True), (10, True)) == [[30, 6], [10]]
    assert pages((10, False), (20, False), (20, True)) == [[10, 21], [20]]
