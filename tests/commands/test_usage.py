"""What is wrong with a command as it was typed."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from agenda_solver.commands.usage import usage_sentence

TYPED_ONE_BY_ONE = """
import contextlib, io, json, sys
from agenda_solver.cli import run
typed = json.loads(sys.stdin.read())
ended = []
for arguments in typed:
    sys.argv = ["agenda-solver", *arguments]
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(io.StringIO()) as err,
    ):
        code = run()
    ended.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(ended))
"""


def run(
    *arguments: str, locale: str = "fr_FR.UTF-8", **more: str
) -> subprocess.CompletedProcess[str]:
    return process(["-m", "agenda_solver", *arguments], locale=locale, **more)


def process(
    arguments: Sequence[str], read: str = "", *, locale: str, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        input=read,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1", **more},
        check=False,
        timeout=60,
    )


MISTAKES: list[tuple[list[str], str, str]] = [
    (["solve"], "il manque BROUILLON", "DRAFT is missing"),
    (
        ["solve", "a.toml", "--second", "3"],
        "l'option --second n'existe pas ; peut-être --seconds ?",
        "there is no option --second; perhaps --seconds?",
    ),
    (
        ["replan", "a.xlsx", "--cancel", "dupont"],
        "l'option --cancel n'existe pas ; peut-être --cancel-person ou --cancel-session ?",
        "there is no option --cancel; perhaps --cancel-person or --cancel-session?",
    ),
    (
        ["solve", "a.toml", "--fairness", "generou"],
        "la valeur de --fairness n'est pas possible ; peut-être generous ?",
        "the value of --fairness is not possible; perhaps generous?",
    ),
    (
        ["solve", "a.toml", "--fairness", "juste"],
        "la valeur de --fairness n'est pas possible (au choix : generous, total, "
        "first-choices et ratings)",
        "the value of --fairness is not possible (one of: generous, total, first-choices "
        "and ratings)",
    ),
    (["zzz"], "la commande zzz n'existe pas", "there is no command zzz"),
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
        ["import", "a.csv", "-o", "b.xlsx", "--day", "31/02/2027"],
        "--day : « 31/02/2027 » n'est pas une date (attendu JJ/MM/AAAA ou AAAA-MM-JJ)",
        "--day: “31/02/2027” is not a date (expected DD/MM/YYYY or YYYY-MM-DD)",
    ),
    (
        ["solve", "a.toml", "--seconds"],
        "l'option --seconds attend une valeur",
        "the option --seconds needs a value",
    ),
    (
        ["explain", "a.xlsx", "--why-not", "p1"],
        "l'option --why-not attend 2 valeurs",
        "the option --why-not needs 2 values",
    ),
]


@pytest.mark.parametrize("locale", ["fr_FR.UTF-8", "en_GB.UTF-8"])
def test_a_typing_mistake_is_a_sentence(locale: str) -> None:
    # One process for all: which language it speaks is known once it has begun.
    typed = json.dumps([arguments for arguments, _, _ in MISTAKES])
    done = process(["-c", TYPED_ONE_BY_ONE], typed, locale=locale)
    for (_, fr, en), (code, out, err) in zip(MISTAKES, json.loads(done.stdout), strict=True):
        assert (code, out) == (2, "")
        first, more = err.splitlines()
        assert first == (fr if locale.startswith("fr") else en)
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


@pytest.mark.parametrize(
    ("typer_says", "fr", "en"),
    [
        *(
            (
                words,
                "l'option --second n'existe pas ; peut-être --seconds ?",
                "there is no option --second; perhaps --seconds?",
            )
            for words in (
                "No such option: --second (Possible options: --seconds, --seed)",
                "No such option: --second ('(Possible options: --seconds, --seed)',)",
                "No such option '--second'. (Did you mean one of: '--seconds', '--seed'?)",
                "No such option: --second",
            )
        ),
        ("No such option '--zz'.", "l'option --zz n'existe pas", "there is no option --zz"),
        (
            "No such command 'see'. Did you mean 'seed'? Did you mean 'seed'?",
            "la commande see n'existe pas ; peut-être --seed ?",
            "there is no command see; perhaps --seed?",
        ),
    ],
)
def test_each_version_of_typer_is_understood(typer_says: str, fr: str, en: str) -> None:
    sentence = usage_sentence(typer_says, "agenda-solver", ("--json", "--seconds", "--seed"))
    assert sentence.fr.splitlines()[0] == fr
    assert sentence.en.splitlines()[0] == en


def test_a_module_that_is_run_is_named_once() -> None:
    told = run("solv").stderr
    assert told.count("-m agenda_solver") == 1
    assert "-m agenda_solver --help »" in told
