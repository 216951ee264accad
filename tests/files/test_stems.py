"""What the files of a folder are called: on any system, none over another."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from agenda_solver.files.stems import file_stems

DEVICES = (
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
)


def test_file_names() -> None:
    assert file_stems(["a", "salle-1", "S_2.b", "été", "日本"]) == {
        name: name for name in ("a", "salle-1", "S_2.b", "été", "日本")
    }


ODD_IDS = (
    *("..", ".", "../../etc/passwd", "/etc", "C:\\a", "a/b", "a\\b", "a:b", "a*b?", "~", "-", "_"),
    *("COM¹", "com²", "LPT³", "LPT³.a", "aux.", "PRN ", "com10", "ﬁn", "fin", "ı", "I", "ſ"),
    *("CON", "con", "nul.txt", "COM1", "a.", "a ", " a", "a", "A", "é", "É", "e\u0301", "ß", "SS"),
    *("x" * 200, "x" * 199, "日" * 200, "🎉", "🎊", "a\nb", "a\tb", "\u202ea", "#", "%2e%2e"),
    *("a-b-c14cddc0", ".agenda-solver-1.tmp", "~$a", ".~lock.a#", "salles/a", "p1", "P1"),
)


def test_odd_ids_are_files_of_their_own_in_the_folder(tmp_path: Path) -> None:
    stems = file_stems(ODD_IDS)
    assert len({stem.upper().casefold() for stem in stems.values()}) == len(ODD_IDS)
    for stem in stems.values():
        assert PurePosixPath(f"{stem}.ics").name == f"{stem}.ics"
        assert not stem.startswith(".")
        assert len(f"{stem}.ics".encode()) <= 255
        assert not set(stem) & set('/\\:*?"<>|\n\t\0 ')
        assert stem.split(".")[0].casefold() not in DEVICES
        assert stem == stem.strip(" .") == unicodedata.normalize("NFC", stem)
        (tmp_path / f"{stem}.ics").write_bytes(b"")
    assert len(list(tmp_path.iterdir())) == len(ODD_IDS)
    assert stems == file_stems(ODD_IDS)


def test_a_made_up_name_gives_way_to_an_id() -> None:
    made_up = file_stems(["a/b"])["a/b"]
    assert file_stems(["a/b", made_up]) == {"a/b": f"{made_up}-", made_up: made_up}
