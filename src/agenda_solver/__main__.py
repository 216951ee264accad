"""``python -m agenda_solver`` is ``agenda-solver``."""

from agenda_solver.cli import main

if __name__ == "__main__":
    main()
