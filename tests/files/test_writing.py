from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from agenda_solver.files import InputError
from agenda_solver.files.writing import check_free, check_not_input, elsewhere, put
from agenda_solver.text import Text

posix = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX does")
OTHER = "; choisir un autre nom ou un autre dossier"


def refusal(path: Path, *, force: bool = False) -> Text:
    with pytest.raises(InputError) as caught:
        put(path, b"new", force=force)
    (sentence,) = caught.value.sentences
    return sentence


def refused(path: Path, *, force: bool = False) -> str:
    return refusal(path, force=force).fr


def old(path: Path) -> Path:
    path.write_bytes(b"old")
    return path


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


# --- Plainly ------------------------------------------------------------------------------


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert put(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = old(tmp_path / "a.xlsx")
    assert refusal(path) == Text(
        f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer",
        f"{path} exists already: choose another name, or --force to replace it",
    )
    assert path.read_bytes() == b"old"


def test_it_is_replaced_when_asked(tmp_path: Path) -> None:
    path = old(tmp_path / "a.xlsx")
    assert put(path, b"new", force=True) == path
    assert path.read_bytes() == b"new"
    assert elsewhere(path, path) is None


def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    monkeypatch.setattr(os, "fsync", lambda _: old(path))
    assert refused(path) == (
        f"{path} existe déjà : choisir un autre nom, ou --force pour le remplacer"
    )
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    path = tmp_path / "a.xlsx"
    assert put(path, b"new") == path
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_who_may_read_it_stays_as_it_was(tmp_path: Path) -> None:
    path = old(tmp_path / "a.xlsx")
    path.chmod(0o640)
    put(path, b"new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640
    (tmp_path / "plain").touch()
    put(tmp_path / "b.xlsx", b"new")
    assert (tmp_path / "b.xlsx").stat().st_mode == (tmp_path / "plain").stat().st_mode


# --- Where nothing can be written ---------------------------------------------------------


def test_the_folder_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    path = folder / "a.xlsx"
    assert refused(path) == f"{path} : le dossier {folder} n'existe pas ; le créer d'abord"


def test_a_folder_is_in_its_place(tmp_path: Path) -> None:
    assert refused(tmp_path, force=True) == f"{tmp_path} est un dossier"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 300 + ".xlsx")
    said = f"{path} : impossible d'écrire ce fichier (ce nom est trop long) {OTHER}"
    assert refused(path) == said
    assert refused(path, force=True) == said


@posix
def test_a_pipe_is_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    os.mkfifo(path)
    assert refused(path, force=True) == f"{path} n'est pas un fichier"


def test_a_folder_closed_to_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    monkeypatch.setattr(Path, "open", failing(errno.EACCES))
    assert refusal(path) == Text(
        f"{path} : impossible d'écrire ce fichier (l'accès est refusé) {OTHER}",
        f"{path}: this file cannot be written (access is denied); "
        "choose another name or another folder",
    )


@posix
def test_a_write_protected_file_is_kept_even_with_force(tmp_path: Path) -> None:
    path = old(tmp_path / "a.xlsx")
    path.chmod(0o444)
    assert refused(path, force=True) == (
        f"{path} est protégé en écriture : lever la protection, ou choisir un autre nom"
    )
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "il n'y a plus de place sur le disque"),
        (errno.EROFS, "ce disque est en lecture seule"),
        (errno.EIO, "le disque a une panne"),
        (errno.EBUSY, "un autre programme s'en sert"),
        (errno.ECHILD, "erreur ECHILD du système"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))
    path = old(tmp_path / "a.xlsx")
    assert refused(path, force=True) == f"{path} : impossible d'écrire ce fichier ({why}) {OTHER}"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    path = old(tmp_path / "a.xlsx")
    with pytest.raises(KeyboardInterrupt):
        put(path, b"new", force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


# --- Open elsewhere -----------------------------------------------------------------------


def held(*names: str) -> Callable[[Path, Path], None]:
    """Replace a file unless its name is one of those that are open elsewhere."""
    replace = os.replace

    def unless_held(source: Path, target: Path) -> None:
        if target.name in names:
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, target)

    return unless_held


def test_a_file_that_windows_holds_gets_a_numbered_sibling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path / "a.xlsx")
    (tmp_path / "a (2).xlsx").write_bytes(b"other")
    monkeypatch.setattr(os, "replace", held("a.xlsx"))
    written = put(path, b"new", force=True)
    assert written == tmp_path / "a (3).xlsx"
    assert written.read_bytes() == b"new"
    assert path.read_bytes() == b"old"
    assert (tmp_path / "a (2).xlsx").read_bytes() == b"other"
    assert len(list(tmp_path.iterdir())) == 3
    assert elsewhere(path, written) == Text(
        f"{path} ne peut pas être remplacé, sans doute ouvert dans un autre programme : "
        f"écrit sous {written} ; le fermer avant de le remplacer",
        f"{path} cannot be replaced, probably open in another program: "
        f"written as {written}; close it before replacing it",
    )


@pytest.mark.parametrize("mark", [".~lock.a.xlsx#", "~$a.xlsx"])
def test_a_file_that_an_office_has_opened_gets_a_numbered_sibling(
    tmp_path: Path, mark: str
) -> None:
    path, lock = old(tmp_path / "a.xlsx"), old(tmp_path / mark)
    written = put(path, b"new", force=True)
    assert written == tmp_path / "a (2).xlsx"
    assert path.read_bytes() == b"old"
    assert elsewhere(path, written) == Text(
        f"{path} est ouvert dans un autre programme : écrit sous {written} ; le fermer avant de "
        f"le remplacer (s'il n'est ouvert nulle part, effacer {lock})",
        f"{path} is open in another program: written as {written}; close it before replacing it "
        f"(if it is open nowhere, delete {lock})",
    )


def test_a_mark_beside_no_file_is_of_no_account(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    old(tmp_path / ".~lock.a.xlsx#")
    assert put(path, b"new", force=True) == path


def test_a_sibling_of_a_long_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(tmp_path / f"{'é' * 125}.xlsx")
    monkeypatch.setattr(os, "replace", held(path.name))
    assert put(path, b"new", force=True).name == f"{'é' * 40} (2).xlsx"


# --- Links --------------------------------------------------------------------------------


@posix
def test_a_link_is_written_through(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    real = old(folder / "b.xlsx")
    path = tmp_path / "a.xlsx"
    path.symlink_to(real)
    assert "existe déjà" in refused(path)
    assert put(path, b"new", force=True) == path
    assert path.is_symlink()
    assert real.read_bytes() == b"new"
    assert list(folder.iterdir()) == [real]
    old(folder / ".~lock.b.xlsx#")
    assert put(path, b"newer", force=True) == folder / "b (2).xlsx"


@posix
def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    path, real = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.symlink_to(real)
    assert "existe déjà" in refused(path)
    assert put(path, b"new", force=True) == path
    assert real.read_bytes() == b"new"
    path.unlink()
    path.symlink_to(tmp_path / "none" / "b.xlsx")
    assert refused(path, force=True) == (
        f"{path} : le dossier {tmp_path / 'none'} n'existe pas ; le créer d'abord"
    )


@posix
def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.symlink_to(path)
    assert refused(path, force=True) == (
        f"{path} : impossible d'écrire ce fichier (ce lien mène à lui-même) {OTHER}"
    )


# --- Over what was read -------------------------------------------------------------------


def same_file(output: Path, source: Path) -> None:
    with pytest.raises(InputError) as caught:
        check_not_input(output, source)
    assert caught.value.sentences == (
        Text(
            f"{output} est le brouillon lui-même : donnez un autre nom au résultat",
            f"{output} is the draft itself: give the result another name",
        ),
    )


def test_the_input_by_whatever_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = old(tmp_path / "a.xlsx")
    monkeypatch.chdir(tmp_path)
    same_file(source, source)
    same_file(Path("a.xlsx"), source)
    same_file(tmp_path / ".." / tmp_path.name / "a.xlsx", Path("a.xlsx"))
    for name, link in (("soft.xlsx", os.symlink), ("hard.xlsx", os.link)):
        link(source, tmp_path / name)
        same_file(tmp_path / name, source)
        same_file(source, tmp_path / name)


@pytest.mark.parametrize("name", ["b.xlsx", "none/b.xlsx", "b" * 300, "b\0"])
def test_another_file_than_the_input(tmp_path: Path, name: str) -> None:
    source = old(tmp_path / "a.xlsx")
    check_not_input(tmp_path / name, source)
    check_not_input(old(tmp_path / "c.xlsx"), source)


# --- What killed runs leave ---------------------------------------------------------------


@posix
def test_the_drafts_of_killed_runs_are_cleared(tmp_path: Path) -> None:
    mine = tmp_path / f".agenda-solver-{os.getpid()}.tmp"
    for path in (mine, tmp_path / ".agenda-solver-0123456789abcdef.tmp"):
        old(path)
    other = old(tmp_path / ".agenda-solver.toml")
    path = tmp_path / "a.xlsx"
    assert put(path, b"new") == path
    assert sorted(tmp_path.iterdir()) == [other, path]


@posix
def test_the_draft_of_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    import fcntl

    draft = old(tmp_path / ".agenda-solver-0123456789abcdef.tmp")
    path = tmp_path / "a.xlsx"
    with draft.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        put(path, b"new")
        assert draft.exists()
    put(path, b"new", force=True)
    assert not draft.exists()


@posix
def test_a_draft_that_was_cleared_before_it_was_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    lock = fcntl.flock
    cleared: list[Path] = []

    def late(file: Any, how: int) -> None:
        if not cleared:
            cleared.append(Path(file.name))
            cleared[0].unlink()
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    check_free(tmp_path / "a.xlsx")
    assert put(tmp_path / "a.xlsx", b"new").read_bytes() == b"new"
