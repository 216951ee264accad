from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from agenda_solver.files import InputError, replacing
from agenda_solver.files.folders import check_folder, put_all
from agenda_solver.files.writing import put

posix = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX does")

FILES = {
    PurePosixPath("a.ics"): b"new a",
    PurePosixPath("salles/b.ics"): b"new b",
    PurePosixPath("salles/c.ics"): b"new c",
}


def content(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder, what is hidden included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


NEW = {str(name): data for name, data in FILES.items()}


def refusals(folder: Path, *, force: bool = False) -> list[str]:
    with pytest.raises(InputError) as caught:
        put_all(folder, FILES, force=force)
    return [sentence.fr for sentence in caught.value.sentences]


def test_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    assert put_all(folder, FILES) == tuple(folder / name for name in FILES)
    assert content(tmp_path) == {f"agendas/{name}": data for name, data in NEW.items()}


@posix
def test_a_new_folder_is_open_to_whom_folders_are(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    put_all(tmp_path / "agendas", FILES)
    assert (tmp_path / "agendas").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_what_a_folder_holds_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    (tmp_path / "salles").mkdir()
    (tmp_path / "salles" / "z.ics").write_bytes(b"other")
    put_all(tmp_path, FILES)
    assert content(tmp_path) == {**NEW, "notes.txt": b"mine", "salles/z.ics": b"other"}


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    (tmp_path / "a.ics").unlink()
    there = [tmp_path / "salles" / name for name in ("b.ics", "c.ics")]
    assert refusals(tmp_path) == [
        f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer" for path in there
    ]
    assert content(tmp_path) == {"salles/b.ics": b"old", "salles/c.ics": b"old"}


def test_many_files_that_are_there_are_told_in_one_sentence(tmp_path: Path) -> None:
    files = dict.fromkeys((PurePosixPath(f"{name}.ics") for name in "abcd"), b"old")
    put_all(tmp_path, files)
    with pytest.raises(InputError) as caught:
        put_all(tmp_path, files)
    assert [sentence.fr for sentence in caught.value.sentences] == [
        f"{tmp_path} contient déjà 4 des fichiers à écrire, dont {tmp_path / 'a.ics'} : choisir un "
        "autre dossier, ou --force pour les remplacer"
    ]
    assert put_all(tmp_path, files, force=True) == tuple(tmp_path / name for name in files)


def test_what_is_there_is_replaced_when_asked(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    put_all(tmp_path, FILES, force=True)
    assert content(tmp_path) == NEW


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "agendas"
    path.write_bytes(b"old")
    sentence = f"{path} n'est pas un dossier : choisir un autre nom"
    assert refusals(path, force=True) == [sentence]
    inner = tmp_path / "salles"
    inner.write_bytes(b"old")
    assert refusals(tmp_path, force=True) == [
        f"{inner} n'est pas un dossier : choisir un autre nom"
    ]
    assert content(tmp_path) == {"agendas": b"old", "salles": b"old"}


def test_the_folder_around_must_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "absent" / "agendas"
    assert refusals(folder) == [
        f"{folder} : le dossier {folder.parent} n'existe pas ; le créer d'abord"
    ]


@posix
def test_a_name_that_the_system_refuses(tmp_path: Path) -> None:
    (sentence,) = refusals(tmp_path / ("a" * 300))
    assert "ce nom est trop long" in sentence
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_closed_to_us(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    sentences = refusals(folder)
    assert all("l'accès est refusé" in it for it in sentences)
    assert content(folder) == {}


def test_a_file_protected_from_writing(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    (tmp_path / "salles" / "c.ics").chmod(0o444)
    (sentence,) = refusals(tmp_path, force=True)
    assert "protégé en écriture" in sentence
    assert set(content(tmp_path).values()) == {b"old"}


@pytest.mark.parametrize("name", ["../a.ics", "/a.ics", "salles/../../a.ics", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "agendas"
    with pytest.raises(ValueError, match="not in the folder"):
        put_all(folder, {PurePosixPath(name): b"new"}, force=True)
    assert content(tmp_path) == {}


# --- All or nothing -----------------------------------------------------------------------


class Failing:
    """Lets some functions of the system work so many times in all, and then fail once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int) -> None:
        self.error = error
        self.left = after
        for owner, name in (
            (os, "link"),
            (os, "rename"),
            (os, "fsync"),
            (Path, "mkdir"),
            (Path, "write_bytes"),
            (replacing, "exchange"),
            (replacing, "sync_disk"),
        ):
            monkeypatch.setattr(owner, name, self.guarded(getattr(owner, name)))

    def guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                raise self.error
            return function(*given, **named)

        return guarded


@pytest.fixture(params=["exchanged", "renamed"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace a folder as Linux does, and as a system that cannot exchange two."""
    if request.param == "renamed":
        monkeypatch.setattr(replacing, "exchange", lambda *_: False)


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("is_there", [True, False])
def test_all_or_nothing(tmp_path: Path, error: BaseException, is_there: bool) -> None:
    mine = {"mine.txt": b"mine", "mine/b": b"b"} if is_there else {}
    old = {"a.ics": b"old a", "salles/c.ics": b"old c", **mine} if is_there else {}
    new = {**NEW, **mine}
    sentences = set()
    for number in range(100):
        folder = tmp_path / str(number) / "agendas"
        folder.parent.mkdir()
        if is_there:
            put_all(folder, {PurePosixPath(name): data for name, data in old.items()})
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, error, number)
            try:
                put_all(folder, FILES, force=True)
                expected = [new]
            except InputError as refusal:
                sentences.add(refusal.sentences[0].fr.replace(str(folder), "…"))
                expected = [old]
            except KeyboardInterrupt:
                expected = [old, new]
        assert content(folder) in expected
        assert list(folder.parent.iterdir()) == ([folder] if content(folder) else [])
        if failing.left >= 0:
            break
    assert 10 < number < 99
    assert len(sentences) == (1 if isinstance(error, OSError) else 0)
    assert all("il n'y a plus de place sur le disque" in sentence for sentence in sentences)


# --- What others have there ---------------------------------------------------------------


@posix
def test_links_protected_folders_and_empty_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    (folder / "empty").mkdir(parents=True)
    (folder / "closed").mkdir()
    (folder / "closed" / "a").write_bytes(b"a")
    (folder / "link").symlink_to("closed")
    (folder / "nowhere").symlink_to("absent")
    (folder / "closed").chmod(0o555)
    (folder / "a.ics").write_bytes(b"old")
    (folder / "a.ics").chmod(0o640)
    put_all(folder, FILES, force=True)
    assert sorted(path.name for path in folder.iterdir()) == [
        *("a.ics", "closed", "empty", "link", "nowhere", "salles"),
    ]
    assert (folder / "link").readlink() == Path("closed")
    assert (folder / "closed").stat().st_mode & 0o777 == 0o555
    assert (folder / "closed" / "a").read_bytes() == b"a"
    assert (folder / "a.ics").stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_saved_at_the_last_moment_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    folder = tmp_path / "agendas"
    old = ("notes.txt", "saved.txt", "a.ics")
    put_all(folder, {PurePosixPath(name): b"old" for name in old})
    if not has_links:
        monkeypatch.setattr(os, "link", lambda *_, **__: os.stat(folder / "absent"))
    exchange = replacing.exchange

    def late(one: Path, other: Path) -> bool:
        (folder / "new").mkdir()
        (folder / "new" / "new.txt").write_bytes(b"new")
        (folder / "draft").write_bytes(b"saved")
        os.replace(folder / "draft", folder / "saved.txt")
        return exchange(one, other)

    monkeypatch.setattr(replacing, "exchange", late)
    put_all(folder, FILES, force=True)
    more = {"notes.txt": b"old", "saved.txt": b"saved", "new/new.txt": b"new"}
    assert content(folder) == {**NEW, **more}
    assert list(tmp_path.iterdir()) == [folder]


@posix
def test_a_link_to_a_folder_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "agendas"
    link.symlink_to("real")
    put_all(link, FILES)
    assert link.is_symlink()
    assert content(tmp_path / "real") == NEW


@posix
def test_no_link_within_leads_elsewhere(tmp_path: Path) -> None:
    folder, other = tmp_path / "agendas", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (folder / "salles").symlink_to(other)
    assert refusals(folder, force=True) == [
        f"{folder / 'salles'} n'est pas un dossier : choisir un autre nom"
    ]
    assert list(other.iterdir()) == []


def test_one_that_an_office_has_opened_is_left_to_it(tmp_path: Path) -> None:
    put_all(tmp_path, dict.fromkeys(FILES, b"old"))
    lock = tmp_path / ".~lock.a.ics#"
    lock.touch()
    assert refusals(tmp_path, force=True) == [
        f"{tmp_path / 'a.ics'} est ouvert dans un autre programme : le fermer, puis recommencer "
        f"(s'il n'est ouvert nulle part, effacer {lock})"
    ]


# --- Folders that nothing can take the place of -------------------------------------------


def test_the_current_folder_and_those_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    for path in (Path(), Path(".."), tmp_path):
        assert refusals(path) == [
            f"{path} ne peut pas être remplacé d'un coup (le dossier courant y est) : donner un "
            f"dossier à l'intérieur, par exemple {path / 'export'}"
        ]
    put_all(Path("export"), FILES)
    assert content(tmp_path / "inner" / "export") == NEW


@posix
def test_a_whole_disk() -> None:
    with pytest.raises(InputError) as caught:
        check_folder(Path("/proc"))
    assert "c'est un disque entier" in caught.value.sentences[0].fr


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_in_one_that_is_closed_to_us(tmp_path: Path) -> None:
    folder = tmp_path / "closed" / "agendas"
    folder.mkdir(parents=True)
    folder.parent.chmod(0o500)
    (sentence,) = refusals(folder)
    assert f"(dans {folder.parent}, l'accès est refusé)" in sentence


# --- What killed runs leave ---------------------------------------------------------------


@posix
def test_what_was_left_is_cleared_and_what_is_held_is_not(tmp_path: Path) -> None:
    import fcntl

    left, held = (tmp_path / f".agenda-solver-{n}.tmp" for n in "01")
    for stage in (left, held):
        (stage / "new").mkdir(parents=True)
        (stage / "new" / "a.ics").write_bytes(b"everybody's")
    number = os.open(held, os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_EX)
    put_all(tmp_path / "agendas", FILES)
    assert sorted(tmp_path.iterdir()) == [held, tmp_path / "agendas"]
    os.close(number)
    put(tmp_path / "a.xlsx", b"new")  # whatever is written there
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a.xlsx", tmp_path / "agendas"]


@posix
def test_a_plan_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    stage = tmp_path / "here" / ".agenda-solver-0.tmp"
    (stage / "new").mkdir(parents=True)
    (stage / "plan.json").write_text('{"folder": "../other", "former": [0, 0], "files": []}')
    put(tmp_path / "here" / "a.xlsx", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "here"]
    assert list((tmp_path / "here").iterdir()) == [tmp_path / "here" / "a.xlsx"]
