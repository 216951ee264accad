"""The words of the page itself: what its controls are called."""

from agenda_solver.text import Text
from agenda_solver.views.titles import CANCELLED

LABELS = {
    "skip": Text("Aller au programme", "Go to the programme"),
    "filter": Text("Filtrer le programme", "Filter the programme"),
    "filtered": Text(
        "Seules les sessions choisies sont affichées.", "Only the chosen sessions are shown."
    ),
    "reset": Text("Tout afficher", "Show everything"),
    "day": Text("Jour", "Day"),
    "all_days": Text("Tous les jours", "All days"),
    "role": Text("{role} :", "{role}:"),
    "more": Text("En savoir plus", "Read more"),
    "about": Text("sur « {title} »", "about “{title}”"),
    "cancelled": CANCELLED,
    "live": Text("En cours", "Now"),
    "jump": Text("Voir ce qui est en cours", "See what is on now"),
    "fact": Text("{title} : {words}", "{title}: {words}"),
}
"""By the name under which templates have them."""
