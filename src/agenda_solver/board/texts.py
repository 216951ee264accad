"""All words of the page, in both languages: the page asks for those of one of them.

A number is told by two keys, ``…_one`` and ``…_many``, with the placeholder ``{number}``.
"""

from __future__ import annotations

from collections.abc import Mapping

from agenda_solver.text import Language, Text, same

PAGE: Mapping[str, Text] = {
    # What all parts say.
    "close": Text("Fermer", "Close"),
    "day": Text("Jour", "Day"),
    "room": Text("Salle", "Room"),
    "start": Text("Début", "Start"),
    "until": Text("Fin", "End"),
    "programme": same("Programme"),
    "no_room": Text("Sans salle", "No room"),
    "no_place": Text("pas encore placée", "not placed yet"),
    "empty_day": Text("Rien ce jour-là.", "Nothing on this day."),
    "seats_one": Text("{number} place", "{number} seat"),
    "seats_many": Text("{number} places", "{number} seats"),
    "messages": same("Messages"),
    "tabs": Text("Parties de la page", "Parts of the page"),
    # The bar.
    "undo": Text("Annuler", "Undo"),
    "undo_about": Text(
        "Revenir sur la dernière action (Ctrl+Z)", "Take the last step back (Ctrl+Z)"
    ),
    "redo": Text("Rétablir", "Redo"),
    "redo_about": Text("Refaire ce qui a été annulé (Ctrl+Y)", "Do again what was undone (Ctrl+Y)"),
    "repair": Text("Réparer", "Repair"),
    "repair_about": Text(
        "Changer le moins possible pour que tout soit de nouveau respecté ; ce qui vient d'être "
        "déplacé reste où il est",
        "Change as little as possible so that everything holds again; what was just moved stays",
    ),
    "solve_rest": Text("Placer le reste", "Place the rest"),
    "solve_rest_about": Text(
        "Trouver une place à tout ce qui n'en a pas ; le reste ne bouge pas",
        "Find a place for all that has none; nothing else moves",
    ),
    "versions": same("Versions"),
    "versions_about": Text(
        "Donner un nom à l'état du programme, y revenir plus tard, ou comparer.",
        "Give the programme as it stands a name, to return to it later, or to compare.",
    ),
    "zoom_in": Text("Agrandir", "Zoom in"),
    "zoom_in_about": Text("Plus de hauteur pour chaque heure", "More height for each hour"),
    "zoom_out": Text("Réduire", "Zoom out"),
    "zoom_out_about": Text("Moins de hauteur pour chaque heure", "Less height for each hour"),
    "as_list": Text("Voir en liste", "Show as a list"),
    "as_grid": Text("Voir en grille", "Show as a grid"),
    "as_list_about": Text("En liste ou en grille", "As a list or as a grid"),
    "theme_about": Text("Changer entre clair et sombre", "Change between light and dark"),
    "theme_auto": Text("Couleurs : comme l'ordinateur", "Colours: as the computer"),
    "theme_light": Text("Couleurs : claires", "Colours: light"),
    "theme_dark": Text("Couleurs : sombres", "Colours: dark"),
    "help": Text("Aide", "Help"),
    "help_about": Text("Aide et raccourcis du clavier", "Help and keyboard shortcuts"),
    "save": Text("Enregistrer", "Save"),
    "save_about": Text("Écrire le classeur (Ctrl+S)", "Write the workbook (Ctrl+S)"),
    "dirty": Text("Modifié, pas encore enregistré", "Changed, not saved yet"),
    "clean": Text("Rien à enregistrer", "Nothing to save"),
    "is_saved": Text("Enregistré.", "Saved."),
    # Cards.
    "more_of": Text("Actions : {title}", "Actions: {title}"),
    "is_locked": Text("verrouillée", "locked"),
    "is_external": Text(
        "Cette session vient d'ailleurs : elle est montrée, mais ne se déplace pas.",
        "This session comes from elsewhere: it is shown, but not moved.",
    ),
    "in_block": Text("bloc « {block} »", "block “{block}”"),
    "problems_one": Text("{number} problème", "{number} problem"),
    "problems_many": Text("{number} problèmes", "{number} problems"),
    # The shelf.
    "shelf": Text("À placer", "To place"),
    "shelf_count": Text("À placer ({number})", "To place ({number})"),
    "shelf_empty": Text(
        "Tout a une place. Glisser une session ici pour la mettre de côté.",
        "Everything has a place. Drag a session here to put it aside.",
    ),
    "shelve_here": Text("Mettre de côté ici", "Put aside here"),
    # Moving.
    "looking": Text("Recherche des places possibles…", "Looking for places…"),
    "allowed": same("possible"),
    "allowed_with_block": Text("possible, avec tout son bloc", "possible, with its whole block"),
    "allowed_but_seats": Text(
        "possible si des participants changent de session (« Réparer » s'en charge). {reason}",
        "possible if attendees change their sessions (“Repair” sees to it). {reason}",
    ),
    "refused": Text("refusé. {reason}", "refused. {reason}"),
    "no_places": Text(
        "Cette session n'a aucune autre place dans les jours et les salles de l'évènement.",
        "This session has no other place in the days and rooms of the event.",
    ),
    "would_break_one": Text("{number} problème de plus", "{number} more problem"),
    "would_break_many": Text("{number} problèmes de plus", "{number} more problems"),
    "costs_alike": Text("Le coût ne change pas", "The cost is the same"),
    "taken": Text("« {title} » est prise.", "“{title}” is taken."),
    "taken_keys": Text(
        "Flèches : autre place. N : place possible suivante. Entrée : poser. Échap : renoncer.",
        "Arrows: another place. N: next possible place. Enter: drop. Esc: give up.",
    ),
    "no_further": Text("Pas de place plus loin.", "No place further on."),
    "given_up": Text("Rien n'a bougé.", "Nothing was moved."),
    "moved": Text("« {title} » est déplacée.", "“{title}” is moved."),
    "moved_with_block": Text(
        "« {title} » est déplacée avec tout son bloc.", "“{title}” is moved with its whole block."
    ),
    "move_alone": Text("Elle seule", "Only this one"),
    "stretched": Text("« {title} » finit à une autre heure.", "“{title}” ends at another time."),
    "shelved": Text("« {title} » est mise de côté.", "“{title}” is put aside."),
    "longest": Text("{length} au plus", "{length} at most"),
    "shortest": Text("{length} au moins", "{length} at least"),
    "no_stretch": Text(
        "La durée de cette session est fixe.", "The length of this session is fixed."
    ),
    "nothing_broken": Text("Tout est respecté.", "Everything holds."),
    "broken_now_one": Text("Un problème de plus.", "One more problem."),
    "broken_now_many": Text("{number} problèmes de plus.", "{number} more problems."),
    "still_broken_one": Text("Il reste {number} problème.", "{number} problem is left."),
    "still_broken_many": Text("Il reste {number} problèmes.", "{number} problems are left."),
    "locked_now": Text("« {title} » est verrouillée.", "“{title}” is locked."),
    "unlocked_now": Text("« {title} » peut bouger.", "“{title}” may move."),
    "undone": Text("Annulé.", "Undone."),
    "redone": Text("Rétabli.", "Redone."),
    # A session, opened.
    "kind": Text("Genre", "Kind"),
    "when": Text("Quand", "When"),
    "where": Text("Où", "Where"),
    "who": Text("Qui", "Who"),
    "part_of": Text("Fait partie de", "Part of"),
    "block": Text("Bloc", "Block"),
    "block_about": Text(
        "« {block} » : commence avec les autres du bloc",
        "“{block}”: begins together with the others of the block",
    ),
    "seats_wanted": Text("Participants", "Attendees"),
    "move_to": Text("Déplacer…", "Move…"),
    "stretch_to": Text("Changer la fin…", "Change the end…"),
    "shelve": Text("Mettre de côté", "Put aside"),
    "why_not": Text("Pourquoi pas là ?…", "Why not there?…"),
    "who_is_free": Text("Qui est libre à cette heure ?", "Who is free at this time?"),
    "locked": Text("Ne plus changer", "Keep as it is"),
    "lock_day": Text("le jour", "the day"),
    "lock_start": Text("l'heure", "the time"),
    "lock_room": Text("la salle", "the room"),
    "move_title": Text("Déplacer « {title} »", "Move “{title}”"),
    "why_not_title": Text("Pourquoi pas là : « {title} »", "Why not there: “{title}”"),
    "not_free": Text("refusé", "refused"),
    "is_here": Text("C'est là où elle est.", "This is where it is."),
    "move_here": Text("Déplacer ici", "Move here"),
    "move_anyway": Text("Déplacer ici quand même", "Move here all the same"),
    "why_here": Text("Pourquoi pas là ? (réponse détaillée)", "Why not there? (in detail)"),
    "offers_one": Text("La seule place possible", "The only possible place"),
    "offers_many": Text(
        "Places possibles ({number}), les plus proches", "Possible places ({number}), the nearest"
    ),
    "no_offer": Text(
        "Aucune sans autre changement. La déplacer quand même puis « Réparer » : le reste suit.",
        "None without other changes. Move it all the same, then “Repair”: the rest follows.",
    ),
    "stretch_title": Text("Fin de « {title} »", "End of “{title}”"),
    "apply": Text("Appliquer", "Apply"),
    # What is beside the programme.
    "verdict": Text("Vérification", "Checks"),
    "no_problem": Text("Aucun problème", "No problem"),
    "all_holds": Text(
        "Tout ce qui est demandé est respecté.", "Everything that is asked for holds."
    ),
    "left_one": Text(
        "Ce qui est placé est respecté ; il reste {number} session à placer.",
        "What is placed holds; {number} session is left to place.",
    ),
    "left_many": Text(
        "Ce qui est placé est respecté ; il reste {number} sessions à placer.",
        "What is placed holds; {number} sessions are left to place.",
    ),
    "more_one": Text("encore {number}", "{number} more"),
    "more_many": Text("encore {number}", "{number} more"),
    "show_card": Text("Montrer « {title} »", "Show “{title}”"),
    "costs": Text("Ce que coûte le programme", "What the programme costs"),
    "costs_about": Text(
        "Avant et après la dernière action. Moins, c'est mieux ; le haut passe avant le bas.",
        "Before and after the last step. Less is better; what is above comes first.",
    ),
    "tier": Text("Souhait", "Wish"),
    "before_after": Text("avant → après", "before → after"),
    "step": Text("Écart", "Change"),
    "better": Text("mieux de {by}", "better by {by}"),
    "worse": Text("moins bien de {by}", "worse by {by}"),
    "alike": Text("égal", "alike"),
    "to_tell": Text("Qui prévenir", "Whom to tell"),
    "warnings_one": Text("{number} point à vérifier", "{number} point to check"),
    "warnings_many": Text("{number} points à vérifier", "{number} points to check"),
    "infos_one": Text("{number} souhait pas tout à fait suivi", "{number} wish not quite met"),
    "infos_many": Text("{number} souhaits pas tout à fait suivis", "{number} wishes not quite met"),
    # Questions.
    "doing_repair": Text("Réparation en cours…", "Repairing…"),
    "doing_solve": Text("Placement du reste en cours…", "Placing the rest…"),
    "doing_why": Text("Recherche des raisons…", "Looking for the reasons…"),
    "doing_free": Text("Recherche des personnes libres…", "Looking for who is free…"),
    "answer_repair": Text("Réparation", "Repair"),
    "answer_solve": Text("Placement du reste", "The rest, placed"),
    "answer_why": Text("Pourquoi pas là ?", "Why not there?"),
    "answer_free": Text("Qui est libre ?", "Who is free?"),
    "stop": Text("Arrêter", "Stop"),
    "stop_about": Text(
        "Le meilleur résultat trouvé jusque-là est gardé.", "The best result so far is kept."
    ),
    "state_done": Text("Terminé.", "Done."),
    "state_stopped": Text("Arrêté ; le meilleur résultat est gardé.", "Stopped; the best is kept."),
    "state_failed": Text("Cela n'a pas abouti", "This did not work out"),
    "applied": Text(
        "Le programme affiché en tient compte ; « Annuler » revient en arrière.",
        "The programme shows it; “Undo” takes it back.",
    ),
    # What is announced.
    "announce": Text("Signaler…", "Report…"),
    "announce_title": Text(
        "Signaler une absence, une annulation, une salle fermée",
        "Report an absence, a cancellation, a closed room",
    ),
    "announce_of": Text("Ce qui change", "What changes"),
    "announce_person": Text("une personne", "a person"),
    "announce_session": Text("une session", "a session"),
    "announce_room": Text("une salle", "a room"),
    "announce_person_id": Text("Qui", "Who"),
    "announce_session_id": Text("Quelle session", "Which session"),
    "announce_room_id": Text("Quelle salle", "Which room"),
    "announce_how": Text("Ce qui arrive", "What happens"),
    "how_absent": Text("ne vient pas", "is not coming"),
    "how_replaced": Text("quelqu'un prend sa place", "somebody takes over"),
    "how_away": Text("n'est pas là à certaines heures", "is not there at some hours"),
    "how_closed": Text("fermée tout du long", "closed all along"),
    "how_closed_then": Text("fermée à certaines heures", "closed at some hours"),
    "announce_by": Text("Par qui", "By whom"),
    "ease_free": Text("libre", "free"),
    "ease_nearly": Text("presque libre", "nearly free"),
    "ease_busy": Text("pas libre", "not free"),
    "announce_start": Text("De (vide : dès le début)", "From (empty: the beginning)"),
    "announce_end": Text("À (vide : jusqu'à la fin)", "To (empty: the end)"),
    "every_day": Text("tous les jours", "every day"),
    "announce_looking": Text("Recherche de qui est libre…", "Looking for who is free…"),
    "announce_nobody": Text(
        "Personne d'autre n'est dans le classeur : y ajouter d'abord sa ligne.",
        "Nobody else is in the workbook: add their row there first.",
    ),
    "announce_no_person": Text("Personne n'intervient.", "Nobody takes part."),
    "announce_no_session": Text("Il n'y a pas de session.", "There is no session."),
    "announce_no_room": Text("Il n'y a pas de salle.", "There is no room."),
    "announce_hours": Text("Donner une heure au moins.", "Give one time at least."),
    "announce_order": Text("La fin n'est pas après le début.", "The end is not after the start."),
    "announce_about": Text(
        "Dire qui ne vient pas, ou ce qui est annulé ou fermé",
        "Say who is not coming, or what is cancelled or closed",
    ),
    "announce_what": Text(
        "Le programme est refait autour de ce changement, le reste bougeant le moins possible ; "
        "il est dit ce qui change et qui prévenir. « Annuler » revient en arrière. Personne n'est "
        "prévenu par le logiciel.",
        "The programme is made again around this, all else moving as little as possible; you are "
        "told what changes and whom to tell. “Undo” takes it back. The software tells nobody.",
    ),
    "announce_go": Text("Signaler et réparer", "Report and repair"),
    "give_up": Text("Renoncer", "Give up"),
    "cancel_session": Text("Annuler cette session…", "Cancel this session…"),
    "not_coming": Text("{name} ne vient pas…", "{name} is not coming…"),
    "replace_by": Text("Remplacer {name}…", "Replace {name}…"),
    "keys_announce": same("A"),
    "help_announce": Text("signaler qu'elle n'a plus lieu", "report that it is cancelled"),
    # Versions.
    "version_name": Text("Nom de cette version", "Name of this version"),
    "version_keep": Text("Garder sous ce nom", "Keep under this name"),
    "no_versions": Text("Aucune version gardée pour l'instant.", "No version kept so far."),
    "compare": Text("Comparer", "Compare"),
    "compare_with": Text("Comparer avec « {name} »", "Compare with “{name}”"),
    "compare_published": Text(
        "Comparer avec le programme publié", "Compare with the published programme"
    ),
    "restore": Text("Y revenir", "Return to it"),
    "restore_to": Text("Revenir à « {name} »", "Return to “{name}”"),
    "against": Text("Ce qui diffère de « {name} »", "What differs from “{name}”"),
    "against_published": Text(
        "Ce qui diffère du programme publié", "What differs from the published programme"
    ),
    "no_changes": Text("Rien ne diffère.", "Nothing differs."),
    # What may happen.
    "closed": Text(
        "Le programme agenda-solver est arrêté. Rien n'est perdu : le travail est gardé sur cet "
        "ordinateur. Relancer « agenda-solver board » : il le proposera.",
        "The agenda-solver program has stopped. Nothing is lost: your work is kept on this "
        "computer. Start “agenda-solver board” again: it will offer it.",
    ),
    "retry": Text("Réessayer", "Try again"),
    "is_back": Text("La page est de nouveau reliée au programme.", "The page is connected again."),
    "changed_elsewhere": Text(
        "Le programme a changé dans un autre onglet ; voici son état actuel.",
        "The programme was changed in another tab; this is how it stands now.",
    ),
    "many_tabs": Text(
        "Ce fichier est ouvert dans {number} onglets : ce qui est fait dans l'un vaut dans les "
        "autres.",
        "This file is open in {number} tabs: what is done in one counts in the others.",
    ),
    "unkept": Text(
        "Le travail n'est pas gardé automatiquement ici : enregistrer souvent.",
        "Your work is not kept automatically here: save often.",
    ),
    "recovered": Text("Un travail non enregistré", "Unsaved work"),
    "recovered_about": Text(
        "Le reprendre, ou partir du fichier tel qu'il est enregistré ?",
        "Take it up again, or begin with the file as it was saved?",
    ),
    "recover": Text("Reprendre ce travail", "Take it up again"),
    "recover_not": Text("Partir du fichier", "Begin with the file"),
    "save_conflict": Text(
        "Le fichier a changé entre-temps", "The file has changed in the meantime"
    ),
    "save_anyway": Text("Enregistrer quand même", "Save all the same"),
    "save_not": Text("Ne pas enregistrer", "Do not save"),
    # Help.
    "help_mouse": Text(
        "Glisser une session vers une autre heure ou une autre salle : en vert, les places "
        "possibles ; ailleurs, la raison s'affiche. Tirer son bord du bas change sa fin. La "
        "glisser en bas la met de côté. Un clic l'ouvre, avec tout ce qu'on peut en faire.",
        "Drag a session to another time or room: possible places are green; elsewhere the reason "
        "is shown. Pull its lower edge to change its end. Drag it to the bottom to put it aside. "
        "A click opens it, with all that can be done.",
    ),
    "help_break": Text(
        "On peut poser une session là où elle casse quelque chose : la page dit quoi et pour qui, "
        "et « Réparer » change le moins possible autour d'elle.",
        "A session may be dropped where it breaks something: the page says what and for whom, and "
        "“Repair” changes as little as possible around it.",
    ),
    "help_saved": Text(
        "Rien n'est écrit dans le fichier avant « Enregistrer ». En attendant, le travail est "
        "gardé sur cet ordinateur.",
        "Nothing is written to the file before “Save”. Until then your work is kept on this "
        "computer.",
    ),
    "by_keys": Text("Au clavier", "By keyboard"),
    "keys_arrows": Text("Flèches", "Arrows"),
    "help_arrows": Text("aller d'une session à l'autre", "go from session to session"),
    "keys_take": Text("Entrée ou Espace", "Enter or Space"),
    "help_take": Text("prendre la session pour la déplacer", "take the session to move it"),
    "keys_place": Text("puis flèches", "then arrows"),
    "help_place": Text("choisir une autre heure ou une autre salle", "choose another time or room"),
    "keys_next": Text("puis N ou P", "then N or P"),
    "help_next": Text("place possible suivante, précédente", "next possible place, previous one"),
    "keys_day": Text("puis Page haut ou bas", "then Page Up or Down"),
    "help_day": Text("un autre jour", "another day"),
    "keys_drop": Text("Entrée, Échap", "Enter, Esc"),
    "help_drop": Text("poser, renoncer", "drop, give up"),
    "keys_stretch": Text("+ et −", "+ and −"),
    "help_stretch": Text("allonger ou raccourcir", "make longer or shorter"),
    "keys_shelve": Text("S ou Suppr", "S or Delete"),
    "help_shelve": Text("mettre de côté", "put aside"),
    "keys_lock": same("V"),
    "help_lock": Text("verrouiller, déverrouiller", "lock, unlock"),
    "keys_menu": same("M"),
    "help_menu": Text("tout ce qu'on peut en faire", "all that can be done with it"),
    "keys_why": same("W"),
    "help_why": Text("pourquoi pas là ?", "why not there?"),
    "keys_undo": same("Ctrl+Z, Ctrl+Y"),
    "help_undo": Text("annuler, rétablir", "undo, redo"),
    "keys_save": same("Ctrl+S"),
    "help_save": Text("enregistrer", "save"),
    "keys_help": same("?"),
    "help_help": Text("cette aide", "this help"),
}
"""The words of the page, by the key that its modules call them by."""


def page_texts(language: Language) -> dict[str, str]:
    """Return the words of the page in a language."""
    return {key: text.say(language) for key, text in PAGE.items()}
