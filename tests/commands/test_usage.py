"""What is wrong with a command as it was typed."""

import os
import subprocess
import sys

import pytest


def run(
    *arguments: str, locale: str = "fr_FR.UTF-8", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "agenda_solver", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1", **more},
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("typed", "fr", "en"),
    [
        (["solve"], "il manque BROUILLON", "DRAFT is missing"),
        (
            ["solve", "a.toml", "--second", "3"],
            "l'option --second n'existe pas ; peut-être ",
            "there is no option --second; perhaps ",
        ),
        (
            ["solv"],
            "la commande solv n'existe pas ; peut-être solve ?",
            "there is no command solv; perhaps solve?",
        ),
        (["check", "a.toml", "b", "c"], "b c est en trop", "b c is too much"),
        (
            ["solve", "a.toml", "--seconds", "vite"],
            "la valeur de --seconds n'est pas possible",
            "the value of --seconds is not possible",
        ),
        (
            ["solve", "a.toml", "--seconds"],
            "l'option --seconds attend une valeur",
            "the option --seconds needs a value",
        ),
    ],
)
def test_a_typing_mistake_is_a_sentence(typed: list[str], fr: str, en: str) -> None:
    for locale, said in (("fr_FR.UTF-8", fr), ("en_GB.UTF-8", en)):
        done = run(*typed, locale=locale)
        assert (done.returncode, done.stdout) == (2, "")
        first, more = done.stderr.splitlines()
        assert first.startswith(said)  # what it suggests is up to Typer
        assert "--help" in more


def test_no_command_at_all_shows_the_help() -> None:
    done = run()
    assert done.returncode == 2
    assert "solve" in done.stdout + done.stderr


def test_a_typing_mistake_fits_the_terminal() -> None:
    done = run("solve", "agenda.toml", "--fairness", "generou", COLUMNS="60")
    assert done.returncode == 2
    assert max(map(len, done.stderr.splitlines())) <= 60
    assert "solve --help » dit ce qu'on peut écrire." in " ".join(done.stderr.split())
