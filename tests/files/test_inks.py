"""The same hues, in the same order, on sheets, on signs and on pages."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls

import pytest

from agenda_solver.files.html.page import asset
from agenda_solver.files.inks import PASTELS, STRIPES

HUES = [int(hue) for hue in re.findall(r"\.c\d \{ --hue: (\d+); \}", asset("style.css"))]
NEAR = 20  # degrees


def hue(ink: str) -> float:
    return 360 * rgb_to_hls(*(part / 255 for part in bytes.fromhex(ink)))[0]


@pytest.mark.parametrize("inks", [PASTELS, STRIPES], ids=["pastels", "stripes"])
def test_hues_are_those_of_the_pages_in_their_order(inks: tuple[str, ...]) -> None:
    assert len(HUES) == len(inks)
    for ink, page in zip(inks, HUES, strict=True):
        apart = abs(hue(ink) - page)
        assert min(apart, 360 - apart) < NEAR, (ink, page)


def test_no_two_stripes_have_one_hue() -> None:
    assert len({round(hue(ink)) for ink in STRIPES}) == len(STRIPES)
