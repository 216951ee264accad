"""What a title says a session is for, on titles made up for it."""

from __future__ import annotations

import pytest

from agenda_solver.words.occasions import Occasion, is_told, occasions_in

# By occasion, titles that say it; and titles that speak of it and are something else.
SAYS: dict[Occasion, tuple[str, ...]] = {
    "welcome": (
        *("Accueil", "Accueil café", "Accueil des participants", "Café d'accueil"),
        *("Petit déjeuner d’accueil", "Émargement", "Registration", "Welcome coffee"),
        *("Arrivée des délégations", "Accueil et émargement", "Accueil en musique"),
        *("Accueil des élèves", "Accueil des exposants et installation"),
    ),
    "opening": (
        *("Ouverture", "Mot d'accueil de la directrice", "Mots de bienvenue", "Opening remarks"),
        *("Introduction", "Introduction : règles du jeu du jour", "Introduction de la journée"),
        *("Discours d'ouverture", "Conférence d'ouverture : l'eau qui manque", "Welcome"),
        *("Propos introductifs", "Ouverture officielle des assises", "La séance inaugurale"),
    ),
    "closing": (
        *("Clôture", "Conclusions", "Conclusion et perspectives", "Mot de la fin", "Wrap-up"),
        *(
            "Synthèse de la journée",
            "Bilan du séminaire",
            "Closing remarks",
            "Clôture par la présidente du réseau",
        ),
    ),
    "report": (
        *("Restitution des ateliers", "Synthèse des groupes", "Mise en commun", "Synthèse"),
        *("Reporting back", "Retour en plénière", "Feedback from the groups"),
    ),
    "break": ("Pause", "Pause-café", "Coffee break", "Café", "Goûter", "Tea", "Pause du matin"),
    "meal": (
        *("Déjeuner", "Buffet", "Cocktail déjeunatoire", "Pause déjeuner", "Lunch"),
        *("Dîner de gala", "Repas partagé sous les platanes de la cour"),
    ),
    "drink": (
        *("Pot de clôture", "Cocktail", "Verre de l'amitié", "Apéritif", "Drinks"),
        *("Pot d'accueil des nouveaux", "Vin d'honneur à l'hôtel de ville"),
    ),
    "visit": ("Visite du port", "Soirée festive", "Temps libre", "Guided tour", "Concert"),
    "workshop": ("Atelier 2 : le bois", "Workshop: making a map", "Travail en sous-groupes"),
    "round_table": ("Table ronde : qui paie ?", "Panel"),
}
SPEAKS_OF: dict[Occasion, tuple[str, ...]] = {
    "welcome": (
        *("Accueil des migrants dans les petites villes", "L'accueil des élèves allophones"),
        *("Registration of medical images with few samples", "Mots d'accueil"),
    ),
    "opening": (
        *("Introduction à l'agroforesterie", "Introduction to property-based testing"),
        *("Introduction aux communs", "Opening the black box of budgets"),
        *("Ouverture internationale des lycées", "L'ouverture des données publiques locales"),
        *("Introduction des castors dans les bassins versants", "Welcome to the data jungle"),
        "Quand la porte est close : retour sur l'ouverture d'un tiers-lieu rural",
    ),
    "closing": (
        *("Closing the gap between towns", "Comment préparer la clôture de vos comptes annuels"),
        "Agir : trois ans d'enquêtes et leurs premières conclusions",
    ),
    "report": (
        *("Synthèse organique des colorants", "Retours d'expériences de terrain"),
        "Ce que disent les rapports et leur restitution aux habitants",
    ),
    "break": (
        *("World café", "Café citoyen", "Break the silo", "The coffee supply chain in three maps"),
        "Faire sans pause : quand les soignants racontent",
    ),
    "meal": ("Cantines : vers un repas durable pour tous les enfants", "Restauration des rivières"),
    "drink": ("Réception des eaux de pluie", "Pots de terre et pots de fer : nos archives"),
    "visit": ("Ce que les visites à domicile changent pour les familles", "Visiter autrement"),
    "workshop": ("Ce que nous avons appris de dix ateliers d'écriture",),
    "round_table": ("Fabriquer une table ronde en châtaignier massif",),
}


def said(title: str) -> Occasion | None:
    """What a title alone says."""
    return next((one for one in occasions_in(title) if is_told(title, one)), None)


@pytest.mark.parametrize("occasion", SAYS)
def test_titles_that_say_it(occasion: Occasion) -> None:
    assert [title for title in SAYS[occasion] if said(title) != occasion] == []


@pytest.mark.parametrize("occasion", SPEAKS_OF)
def test_titles_that_only_speak_of_it(occasion: Occasion) -> None:
    assert [title for title in SPEAKS_OF[occasion] if said(title) == occasion] == []


@pytest.mark.parametrize("title", ["", "Le climat", "Atelier", "🎈", "L'eau, bien commun"])
def test_most_titles_say_nothing_else(title: str) -> None:
    assert said(title) in (None, "workshop")


def test_a_title_of_two_occasions_speaks_of_both() -> None:
    assert occasions_in("Restitution et conclusion") == ("closing", "report")
