# %% [markdown]
# # From a draft to the programme, and to the one after a cancellation
#
# Run this file as it is (`python examples/an_evening_before.py`), or cell by cell in an editor
# that knows `# %%` or as a notebook. What is written goes to a folder of its own.

# %%
from pathlib import Path
from tempfile import mkdtemp

import agenda_solver as agenda

DRAFT = Path(__file__).parents[1] / "instances" / "plateforme-aect-2022" / "agenda.toml"
FOLDER = Path(mkdtemp())

# %% [markdown]
# ## The programme
#
# `solve` says what is proven; `verify` judges the timetable by the rules, without the solver.

# %%
programme = agenda.solve(agenda.read(DRAFT), agenda.Settings(seconds=30))
print(programme)
print(programme.to_frame()[["title", "start", "end", "room"]].to_string(index=False))

judgement = agenda.verify(programme)
print(judgement)
assert judgement.holds

# %% [markdown]
# Each row of a result is a row of a pandas table. How long is each room in use?

# %%
sessions = programme.to_frame().dropna(subset=["room"])
in_use = (sessions["end"] - sessions["start"]).groupby(sessions["room"]).sum()
print(in_use.sort_values(ascending=False).to_string())

# %% [markdown]
# ## The evening before
#
# Somebody cancels. The nearest programme that works, and what it changes:

# %%
whole = programme.to_frame()
person = whole.loc[whole["people"] != "", "people"].iloc[-1].split(", ")[0]
after = agenda.replan(programme, [agenda.PersonCancels(person)], agenda.Settings(seconds=30))
print(after)
print(after.changes_to_frame()["message"].to_string(index=False))

# %% [markdown]
# ## What is sent
#
# The workbook to work with, and calendars.

# %%
for path in (
    *agenda.export(programme, FOLDER / "programme.xlsx"),
    *agenda.export(after, FOLDER / "programme-v2.xlsx"),
    *agenda.export(after, FOLDER / "programme.ics", "ics"),
):
    print(path.name, path.stat().st_size > 0)

# %% [markdown]
# ## A draft in Python
#
# A draft is plain data, with the keys of a TOML draft. This one is impossible; `explain` says
# why, and which changes would be enough.

# %%
problem = agenda.Problem.read(
    {
        "event": {"name": "Two talks, one hour", "language": "en"},
        "days": [{"date": "2026-06-10", "open": {"start": "9:00", "end": "10:00"}}],
        "rooms": [{"id": "hall"}],
        "sessions": [
            {"id": "keynote", "title": "Keynote", "minutes": 45},
            {"id": "answers", "title": "Questions and answers", "minutes": 30},
        ],
    }
)
print(agenda.explain(problem))
