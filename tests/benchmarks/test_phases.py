from itertools import pairwise
from xml.etree import ElementTree

from phases import PHASES, drawn, measured

SVG = "{http://www.w3.org/2000/svg}"


def line(sessions: int, **phases: float) -> dict[str, object]:
    return {"instance": f"{sessions}x1x1", "phases": phases}


def test_every_phase_is_measured():
    spent = measured("20x4x8")
    assert list(spent.seconds) == list(PHASES)
    assert min(spent.seconds.values()) >= 0
    assert spent.errors == 0


def test_the_plot_has_a_line_for_each_phase_that_rises_as_it_grows():
    root = ElementTree.fromstring(
        drawn([line(100, read=0.1, verify=0.1), line(1000, read=1.0, verify=10.0)])
    )
    curves = [each.attrib["points"].split() for each in root.iter(f"{SVG}polyline")]
    (read, verify) = [[tuple(map(float, point.split(","))) for point in curve] for curve in curves]
    # Logarithms: ten times the sessions take ten times the time, or a hundred times.
    rises = [curve[0][1] - curve[1][1] for curve in (read, verify)]
    assert rises[0] > 0
    assert abs(rises[1] - 2 * rises[0]) < 1
    names = [each.text for each in root.iter(f"{SVG}text")]
    assert {"read the draft, 1 s", "judge the programme, 10 s"} <= {*names}


def test_the_names_of_lines_that_end_together_do_not_touch():
    root = ElementTree.fromstring(
        drawn([line(100, **dict.fromkeys(PHASES, 0.5)), line(200, **dict.fromkeys(PHASES, 1.0))])
    )
    heights = [float(each.attrib["y"]) for each in root.iter(f"{SVG}text") if each.text in NAMES]
    apart = [below - above for above, below in pairwise(sorted(heights))]
    assert len(heights) == len(PHASES)
    assert min(apart) > 12
    assert max(heights) < 460


NAMES = {f"{name}, 1 s" for name in PHASES.values()}
