"""The formats of `export`: which there are, and what each can be, follow and carry."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

from agenda_solver.files import InputError, exporters
from agenda_solver.files.exporters import Exported, Exporter, ExportOptions, Publication, Written
from agenda_solver.history.editions import History
from agenda_solver.problem import Problem
from agenda_solver.text import Text
from agenda_solver.timetable import Timetable
from command_line import run

ROOT = Path(__file__).parents[2]
SOLVED = ROOT / "solutions" / "journee-icci-2025.xlsx"

PUBLICATION = Publication(
    Problem.read(
        {
            "event": {"name": "Essai"},
            "days": [{"date": "2026-06-10"}],
            "sessions": [{"id": "a", "title": "A", "minutes": 60}],
        }
    ),
    Timetable.of([]),
    History("k", ()),
    "fr",
)


PALE = Text("Sans les couleurs.", "Without the colours.")


class Toy(Exporter):
    """What was chosen, in words: in a folder, or a file."""

    title = Text("un jouet", "a toy")
    ending = ".toy"
    folder = True
    contents = Text("jouet", "toy"), Text("jouets", "toys")
    options = frozenset({"per", "names"})

    def refusal(self, choice: ExportOptions, *, folder: bool) -> Text | None:
        wrong = choice.per == "room" and not folder
        return Text("{path} : trop de salles", "{path}: too many rooms") if wrong else None

    def export(self, publication: Publication, choice: ExportOptions, *, folder: bool) -> Exported:
        words = f"{publication.problem.event.name} {choice.per} {choice.names}".encode()
        names = ("un.toy", "deux/deux.toy") if folder else ("un.toy",)
        return Exported({PurePosixPath(name): words for name in names}, (PALE,))


class FileOnly(Toy):
    """One that cannot fill a folder."""

    folder = False


class FolderOnly(Toy):
    """One that is always a folder."""

    ending = None


def written(
    format_: Exporter,
    path: Path,
    choice: ExportOptions = ExportOptions(),  # noqa: B008
) -> Written:
    return exporters.write(format_, path, PUBLICATION, choice)


def refused(format_: Exporter, path: Path, choice: ExportOptions = ExportOptions()) -> str:  # noqa: B008
    """Return why both the check and the writing refuse, as they do alike."""
    with pytest.raises(InputError) as caught:
        written(format_, path, choice)
    with pytest.raises(InputError) as before:
        exporters.check(format_, path, choice, SOLVED)
    assert before.value.sentences == caught.value.sentences
    (sentence,) = caught.value.sentences
    return sentence.fr


def test_a_name_that_ends_as_the_format_does_is_one_file(tmp_path: Path) -> None:
    done = written(Toy(), tmp_path / "a.toy", ExportOptions(per="person", names="codes"))
    assert done == Written(
        (tmp_path / "a.toy",), False, (Text("Sans les couleurs.", "Without the colours."),)
    )
    assert (tmp_path / "a.toy").read_text() == "Essai person codes"


@pytest.mark.parametrize("name", ["agendas", "agendas.toy"])
def test_any_other_name_and_a_folder_that_is_there_are_filled(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    if folder.suffix:
        folder.mkdir()
    done = written(Toy(), folder)
    assert done.folder
    assert done.paths == (folder / "un.toy", folder / "deux" / "deux.toy")


def test_a_new_folder_is_not_called_as_a_file_of_another_format(tmp_path: Path) -> None:
    path = tmp_path / "a.PDF"
    assert refused(Toy(), path) == (
        f"{path} : ce format n'écrit pas de fichier en .pdf ; donnez un nom en .toy, ou le nom "
        "d'un dossier"
    )
    assert not path.exists()
    path.mkdir()
    assert written(Toy(), path).folder
    assert written(Toy(), tmp_path / "2.0").folder


def test_a_format_that_is_one_file_has_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert refused(FileOnly(), path) == f"{path} : donnez au résultat un nom en .toy"
    assert not written(FileOnly(), tmp_path / "a.toy").folder


def test_a_format_that_is_no_file_is_a_folder(tmp_path: Path) -> None:
    assert written(FolderOnly(), tmp_path / "a.toy").folder


def test_options_that_a_format_cannot_follow_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toy"
    told = refused(Toy(), path, ExportOptions(attendees=True))
    assert told == "--attendees : ce format ne le permet pas (un jouet)"
    told = refused(Toy(), path, ExportOptions(map="sched", template=path))
    assert told == "--map et --template : ce format ne le permet pas (un jouet)"
    assert refused(Toy(), path, ExportOptions(per="room")) == f"{path} : trop de salles"
    assert written(Toy(), tmp_path / "rooms", ExportOptions(per="room")).folder


def test_what_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.toy"
    path.write_text("avant")
    assert "existe déjà" in refused(Toy(), path)
    assert path.read_text() == "avant"
    exporters.check(Toy(), path, ExportOptions(), SOLVED, force=True)
    exporters.write(Toy(), path, PUBLICATION, ExportOptions(), force=True)
    assert path.read_text() != "avant"


def test_what_is_exported_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toy"
    path.write_text("programme")
    with pytest.raises(InputError):
        exporters.check(Toy(), path, ExportOptions(), path, force=True)


@pytest.mark.parametrize("key", exporters.FORMATS)
def test_each_format_says_what_it_is(key: str) -> None:
    format_ = exporters.exporter(key)
    assert format_.title.fr != format_.title.en
    assert format_.folder or format_.ending


# --- As they are typed --------------------------------------------------------------------


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "toy", SimpleNamespace(EXPORTER=Toy()))  # type: ignore[arg-type]
    monkeypatch.setitem(exporters.FORMATS, "toy", "toy")


@pytest.mark.usefixtures("toy")
def test_the_list_shows_each_format_without_a_programme() -> None:
    done = run("export", "--list")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == list(exporters.FORMATS)
    assert lines[0] == (
        "ics  calendars (iCalendar): the whole programme, each room, each person (a folder, or a "
        "file, .ics)"
    )
    assert lines[-1] == "toy  a toy (a folder, or a file, .toy)"


@pytest.mark.usefixtures("toy")
def test_a_format_is_written_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    options = ("--to", "toy", "--per", "room", "--names", "initials", "--lang", "fr")
    done = run("export", SOLVED, "-o", tmp_path / "jouets", *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-2:] == [
        f"Écrit : {tmp_path / 'jouets'} (2 jouets)",
        "Sans les couleurs.",
    ]
    assert (tmp_path / "jouets" / "un.toy").read_text().endswith("room initials")


def test_a_format_that_there_is_not_is_refused(tmp_path: Path) -> None:
    done = run("export", SOLVED, "--to", "sundial", "-o", tmp_path / "a", "--lang", "fr")
    assert done.returncode == 2
    assert done.stderr == (
        f"--to : le format « sundial » n'existe pas (au choix : {', '.join(exporters.FORMATS)} ; "
        "« export --list » dit ce qu'ils contiennent)\n"
    )
