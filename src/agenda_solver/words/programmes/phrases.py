"""What programmes are written with: the words that say what a line is, a phrase a line.

A phrase is a pattern of small letters without accents; a blank in it is any blanks. To teach
the reader another one, add a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=20_000)
def flat(words: str) -> str:
    """Return words in small letters, without accents, letter for letter: places are the same."""
    return "".join(map(_flat_letter, words))


@lru_cache(maxsize=2_000)
def _flat_letter(letter: str) -> str:
    if letter in "’‘`´ʼ":
        return "'"
    plain = unicodedata.normalize("NFKD", letter.casefold())[:1]
    return plain if plain and not unicodedata.combining(plain) else letter


def _pattern(table: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return what any phrase of a table matches, the longest being tried first."""
    rows = sorted((row.strip() for row in table.splitlines() if row.strip()), key=len, reverse=True)
    phrases = "|".join(row.replace(" ", r"\s+") for row in rows)
    return re.compile(f"{before}(?:{phrases}){after}")


# --- Headings of the document ----------------------------------------------------

BEGIN = _pattern(
    r"""
    (?:le )?(?:pre-?)?programme(?: previsionnel| provisoire| detaille| complet| definitif| general)*
    (?:le )?programme (?:de la|du|des) (?:journee|jour|jours|seminaire|colloque|rencontres?|congres|assises|forum|evenement|matinee|apres-midi|visite|conference|deux jours)(?: .{0,30})?
    (?:le )?deroule(?: previsionnel| de la journee| de l'atelier| du seminaire)?
    deroulement(?: de la journee| previsionnel| de la rencontre)?
    au programme
    ordre du jour(?: previsionnel)?
    (?:provisional |draft |preliminary |detailed |final |conference )?(?:programme|program|agenda|schedule)(?: of the day| at a glance)?
    running order
    emploi du temps
    """,
    after=r"\s*(?::|\(.{0,40}\)|[-–].{0,30})?",
)
"""A line that says that the programme begins."""

END = _pattern(
    r"""
    informations? (?:pratiques?|et inscriptions?|complementaires?)
    infos? pratiques?
    pour (?:s'inscrire|vous inscrire|plus d'informations?|en savoir plus|participer|tout renseignement)
    modalites (?:d'inscription|pratiques|de participation)
    inscriptions?(?: gratuites?| obligatoires?| et renseignements| en ligne)*
    renseignements(?: et inscriptions?| pratiques)?
    contacts?
    acces(?: au lieu| et transports?)?
    plan d'acces
    comment venir
    localisation(?: de la salle)?
    hebergement
    nos partenaires
    (?:les |en )?partenaires?(?: financiers| de l'evenement)?
    avec le soutien (?:de|du|des)
    a propos(?: de nous| de l'evenement)?
    qui sommes-nous ?\?
    l'organisateur
    (?:practical|useful|venue|further|travel) information
    how to get there
    about (?:us|the venue|the organisers|the event)
    (?:our )?(?:sponsors|supporters)
    registration (?:information|details|and fees)
    contact us
    """,
    after=r"\s*:?",
)
"""A line that says that what follows is no programme."""

OTHERS = _pattern(
    r"""
    les autres (?:rendez-vous|ateliers|sessions|temps forts)(?: .{0,40})?
    (?:the )?other sessions(?: .{0,40})?
    """,
    after=r"\s*:?",
)
"""A line that says that other sessions follow."""

LEGAL = _pattern(
    r"""
    version (?:du|of|au)\b
    (?:derniere )?mise? a jour
    mis a jour
    last updated
    publie le
    cree(?:e)? le
    imprime le
    edite le
    date limite
    avant le
    jusqu'au
    au plus tard
    deadline
    before the
    inscriptions? .{0,40}(?:avant|jusqu)
    loi (?:du|de|n)
    decret
    """,
)
"""Before a date: it is none of the event."""

# --- Facts of the event ----------------------------------------------------

LABELS: Mapping[str, re.Pattern[str]] = {
    key: _pattern(table, after=r"\s*[:–—?]\s*(?=\S|$)")
    for key, table in {
        "name": r"""
            titre(?: de l'evenement| de la journee)?
            intitule
            objet
            sujet
            subject
            nom de l'evenement
            title
            event
        """,
        "date": r"""
            (?:le )?dates?(?: et heures?| et lieu| et horaires?)?
            quand
            when
            jours?
        """,
        "hours": r"""
            horaires?(?: de la session| de l'atelier)?
            heures?(?: de debut)?
            creneau(?:x)?
            time(?:s|slot)?
            hours
        """,
        "place": r"""
            lieux?(?: de la rencontre| de l'evenement)?
            ou
            adresse(?: du lieu)?
            place
            venue
            where
            location
            address
        """,
        "room": r"""
            salles?
            rooms?
            en salle
        """,
        "kind": r"""
            type(?: de session)?
            format
            nature
        """,
        "audience": r"""
            publics?(?: cibles?| vises?| concernes?)?
            pour qui
            a destination de
            destinataires?
            participants?(?: attendus| vises)?
            audience
            for whom
            target (?:group|audience)
        """,
        "organisers": r"""
            (?:co-?)?organis(?:e|ee|es|ateurs?|atrices?|ation)(?: par)?
            (?:co-?)?porte(?:e|s|es)? par
            porteurs? (?:du projet|de l'atelier)
            organi[sz](?:ed by|ers?)
            hosted by
            a l'initiative de
        """,
        "partners": r"""
            (?:en )?partenaria?t(?: avec)?
            partenaires?(?: de l'atelier| de la session)?
            avec le soutien (?:de|du|des)
            in partnership with
            partners?
            with the support of
        """,
        "language": r"""
            langues?(?: de travail)?
            interpretation
            traduction
            languages?
        """,
        "contact": r"""
            contacts?(?: presse| organisation)?
            renseignements(?: et inscriptions?)?
            (?:tel|telephone|phone)\.?
            (?:e-?mail|courriel|mel)
            for information
        """,
        "registration": r"""
            (?:participation|entree|acces|gratuit|evenement)(?: gratuite?| libre)* sur inscription
            (?:lien |formulaire )?(?:d')?inscriptions?(?: gratuites?| obligatoires?| en ligne| avant le .{0,30}| ici)*
            s'inscrire
            pour s'inscrire
            registration(?: link| form)?
            register(?: here| at)?
        """,
        "objective": r"""
            objectifs?(?: de la journee| de l'atelier| vises?| pedagogiques?)?
            contexte
            description
            resume
            presentation
            but
            enjeux
            contenu
            abstract
            summary
            aims?
            objectives?
            context
            content
        """,
        "questions": r"""
            questions?(?: abordees?| posees?| cles?| a debattre| traitees?)?
            problematiques?
            sujets? abordes?
            points? abordes?
            key questions
            themes? abordes?
        """,
        "track": r"""
            thematiques?
            themes?
            axes?
            parcours
            track
            theme
            strand
        """,
        "length": r"""
            durees?
            duration
            length
        """,
        "seats": r"""
            places?(?: disponibles?)?
            jauge
            capacite
            capacity
            seats
        """,
    }.items()
}
"""What a line that begins with a label tells, by its label."""

# --- What a session is ----------------------------------------------------

HEAD = _pattern(
    r"""
    accueil
    ouverture
    mots?
    allocutions?
    discours
    propos (?:introductifs?|liminaires?|conclusifs?|d'ouverture|d'accueil)
    introduction
    bienvenue
    inauguration
    ceremonie
    lancement
    pleniere
    seance
    sequence
    session(?! de l'onu)
    conferences?
    keynotes?
    tables?[- ]rondes?
    atelier(?:s)?
    world cafes?
    forum ouvert
    panel
    debats?
    echanges?
    temps (?:d'echanges?|de discussion|de presentation|d'appropriation|convivial|de questions|fort|libre)
    discussions?
    questions?(?: ?/ ?| ?- ?| et | - )reponses?
    q ?& ?a
    temoignages?
    retours? d'experiences?
    regards? croises?
    interventions?
    presentations?
    exposes?
    projections?
    cine-debat
    visites?
    pauses?
    cafes?(?: d'accueil)?
    petit[- ]dejeuner
    dejeuner
    diner
    repas
    buffet
    cocktail
    aperitif
    apero
    pot
    verre
    vin d'honneur
    gouter
    collation
    restitutions?
    syntheses?
    mise en commun
    bilan
    conclusions?
    cloture
    fin (?:de la|des|du)
    remise (?:des? prix|de diplomes?|de trophees?)
    signatures?
    assemblee
    soiree
    concert
    spectacle
    depart
    emargement
    enregistrement
    installation
    formation
    brise-glace
    speed[- ](?:meeting|dating)s?
    pitchs?
    stands?
    exposition
    welcome
    registration
    opening
    closing
    coffee
    lunch
    dinner
    breakfast
    break
    reception
    drinks
    plenary
    workshops?
    breakout
    round[- ]?tables?
    lightning talks?
    tutorials?
    talks?
    posters?
    wrap[- ]up
    farewell
    networking
    guided tour
    awards?
    tea
    doors
    report
    arrival
    departure
    general assembly
    """,
    before=r"(?:(?:la|le|les|l'|un|une|the|a|an)\s*)?",
    after=r"(?![\w'])",
)
"""A line that begins so may well be a session."""

GENERIC = _pattern(
    r"""
    (?:table[- ]ronde|atelier|pleniere|seance|session|conference|panel|sequence|workshop|plenary|round[- ]?table|talk|debat|groupe|keynote|breakout|temps|partie|part)(?: (?:pleniere|parallele|thematique|plenary|parallel|session|de travail|d'ouverture|de cloture|inaugurale|introductive|speaker|speech))?(?: ?(?:n ?[°o]\.? ?)?(?:\d{1,2}|[a-h]|[ivx]{1,4}))?
    (?:(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?|1 ?ere?|2 ?e(?:me)?|3 ?e(?:me)?|4 ?e(?:me)?|first|second|third) )(?:table[- ]ronde|atelier|pleniere|seance|session|conference|panel|sequence|workshop|plenary|temps|partie)
    conference inaugurale
    grand temoin
    grande conference
    """,
    after=r"\s*[:.–—-]?\s*",
)
"""A whole title that says what a session is, and not of what: the next line may go on."""

NUMBERED = re.compile(
    r"(?:ateliers?|tables?[- ]rondes?|sessions?|conference|plenieres?|panel|workshops?|groupes?|seance|"
    r"sequence|breakouts?|track|stream|strand|round[- ]?tables?|parcours|atelier[- ]debat|tutorial|talk|group|sous-groupe|"
    r"temps|axe|stand|visite|poster)"
    r"\s*(?:n\s?[°o]\.?\s*|no\.?\s*|#\s*)?(?P<number>\d{1,2}(?:[.]\d)?|[a-h](?:[.]?\d)?|[ivx]{1,4})(?![\w'])"
    r"(?!\s*(?:h\b|heures?|minutes?|min\b|places?|personnes?))"
)
"""A session that goes by a number or a letter: ``Atelier 1``, ``Workshop B``, ``Session 2.1``."""

PARALLEL = _pattern(
    r"""
    en parallele
    paralleles?
    simultane(?:e|s|es|ment)?
    au choix
    en simultane
    en meme temps
    en sous-groupes?
    parallel
    concurrent
    simultaneous
    breakouts?
    at the same time
    """,
)
"""Words that say that sessions take place at once."""

SEVERAL = re.compile(
    r"(?:les\s+)?(?:(?P<count>\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|two|three|four|five|six)\s+)?"
    r"(?:sessions?|series?|temps|parcours|cycles?|choix|tour|vague|premiere\s+serie|deuxieme\s+serie|round)?\s*(?:d'|de\s+|of\s+)?"
    r"(?:(?:parallel|concurrent|thematic|simultaneous|practical|short|breakout|hands-on)\s+)*"
    r"(?P<what>ateliers|workshops|tables?[- ]rondes|sessions|seances|conferences|groupes|sous-groupes|"
    r"breakouts?(?:\s+sessions)?|round[- ]?tables|tutorials|panels|stands|visites|parcours|masterclass(?:es)?|"
    r"presentations|communications|interventions|talks|temoignages|prises\s+de\s+parole|allocutions)"
    r"(?![\w'])(?!\s*\d)"
)
"""Sessions in the plural: what follows may be these."""

CHOICE = re.compile(
    r"(?:choose (?:one|from)|(?:a )?choice of|one of the following|au choix|choix entre|"
    r"(?:sessions )?(?:en parallele|in parallel|simultanement))(?: .{0,30})?"
)
"""A line that says that what follows takes place at once, to choose from."""

AT_ONCE = re.compile(
    r"ateliers|workshops|breakouts?|groupes|sous-groupes|tutorials|masterclass|stands"
)
"""Sessions in the plural that take place at once, for want of other words."""

SERIES = re.compile(
    r"presentations|communications|interventions|talks|temoignages|prises|allocutions"
)
"""Sessions in the plural that are parts of what they are announced by."""

HALF_DAY = re.compile(
    r"(?:(?:en|dans|pour)\s+)?(?:(?:le|la|l'|les)\s*)?"
    r"(?P<half>matinee|matin|apres[- ]?midi|soiree|soir|midi|morning|afternoon|evening|mid-?day)"
    r"(?:\s+(?:session|sessions|programme))?"
)
"""The half of a day that a line begins with."""

DAY_WORD = re.compile(
    r"(?:(?:programme|program|agenda)\s+(?:du|de\s+la|of|for)\s+)?"
    r"(?:jour(?:nee)?|day)\s*(?:n\s?°\s*)?(?P<number>\d|un|deux|trois|one|two|three)\b"
    r"|(?:(?:premiere?|1\s?ere?|1er)\s+journee|(?:premier|1er)\s+jour|first\s+day)"
    r"|(?P<second>(?:deuxieme|seconde?|2\s?e(?:me)?|second)\s+(?:journee|jour|day))"
    r"|(?P<third>(?:troisieme|3\s?e(?:me)?|third)\s+(?:journee|jour|day))"
)
"""A day by its number."""

KIND_WORDS: Mapping[str, re.Pattern[str]] = {
    kind: _pattern(
        table, before=r"(?:(?:la|le|les|l'|un|une|the|a|an|grande?)\s*)?", after=r"(?![\w])"
    )
    for kind, table in {
        "round_table": r"""
            tables?[- ]rondes?
            round[- ]?tables?
            panel(?: discussion)?
            debat(?! public)
        """,
        "plenary": r"""
            (?:seance |session )?pleniere
            (?:opening |closing )?plenary
            assemblee generale
            general assembly
        """,
        "speech": r"""
            (?:grande )?conference(?! de presse)
            keynote
            expose
            interventions?
            temoignages?
            communications?
            lecture
            talk
            lightning talks?
            grand temoin
            regards? croises?
        """,
        "ceremony": r"""
            ceremonie
            remise (?:des? prix|de diplomes?|de trophees?)
            inauguration
            signature
            awards?
        """,
        "visit": r"""
            (?:soiree|concert|spectacle|cine-debat|projection)
        """,
        "workshop": r"""
            world cafes?
            forum ouvert
            formation
            tutorial
            brise-glace
        """,
    }.items()
}
"""The kind that a title tells by its first words, beside those of `occasions`."""

# --- Who ----------------------------------------------------

ROLES: Mapping[str, re.Pattern[str]] = {
    role: _pattern(table)
    for role, table in {
        "introduction et animation": r"""
            introduction et (?:animation|moderation)
        """,
        "animation": r"""
            (?:debats? |seance |session |table ronde |atelier |discussion |echanges? )?(?:anime|co-?anime)(?:e|s|es)? (?:par|avec)
            (?:co-?)?animation(?: et moderation| et facilitation| de la journee| des debats| assuree par)?(?: par)?
            (?:co-?)?anima(?:teur|teurs|trice|trices)(?:[·.()/-]?(?:trice|rice|s))*(?: et rapporteur| de la journee)?
            facilitation(?: par)?
            (?:visite |balade |parcours )?guide(?:e|s|es)? par
            (?:conduite?s?|menee?s?|pilotee?s?|encadree?s?) par
            facilita(?:teur|teurs|trice|trices)(?:[·.()/-]?(?:trice|rice|s))*
            facilit(?:e|ee|es|ated by)(?: par)?
            facilitators?
            maitres? de ceremonie
            led by
            hosts?
            hote(?:s|sse)?
        """,
        "modération": r"""
            (?:table ronde |seance |session |discussion |echanges? |debats? )?modere(?:e|s|es)? par
            (?:co-?)?moderation(?: assuree)?(?: par)?
            (?:co-?)?modera(?:teur|teurs|trice|trices)(?:[·.()/-]?(?:trice|rice|s))*
            moderated by
            (?:co-?)?moderators?
            chaired by
            chairs?(?:person|man|woman)?
            session chair
        """,
        "présidence": r"""
            presidence(?: de seance)?
            president(?:e)?(?:[·.()]e)? de (?:seance|session)
            sous la presidence (?:de|d')
        """,
        "introduction": r"""
            introduction(?: par)?
            introduit(?:e|s)? par
            propos introductifs?(?: par| de)?
            introduced by
            mots? d'introduction(?: par| de)?
        """,
        "conclusion": r"""
            conclusions?(?: par)?
            conclu(?:e|s)? par
        """,
        "grand témoin": r"""
            grands? temoins?
            temoins?
        """,
        "rapporteur": r"""
            rapporteur(?:e|s|es|euse|trice)*(?:[·.()/-]?(?:e|s|es))*
            rapporteurs?
        """,
        "discutant": r"""
            discutant(?:e|s|es)*(?:[·.()/-]?(?:e|s|es))*
            discussants?
        """,
        "interprète": r"""
            interpretes?
            interpreters?
        """,
        "intervenants": r"""
            (?:les )?intervenant(?:e|s|es)*(?:[·.()/-]?(?:e|s|es))*(?: pressentis?| invites?| confirmes?)?
            (?:avec )?(?:les )?interventions? (?:de|par)
            (?:les )?invite(?:e|s|es)*(?:[·.()/-]?(?:e|s|es))*(?: pressentis?)?
            temoignages? (?:de|par)
            en presence (?:de|d')
            avec(?: la participation)?(?: exceptionnelle)?(?: de)?
            prises? de parole(?: de)?
            (?:conversation|dialogue|entretien|echange|discussion)s? (?:croisee?s? )?entre
            (?:conversation|dialogue|entretien) avec
            temoignages?
            temoins? invite(?:e|s|es)?
            porteu(?:r|rs|se|ses) de parole
            (?:with )?(?:the )?speakers?
            panel(?:l?ists?| members)
            panelistes?
            (?:featuring|with)
            presenters?
            presente(?:e|s|es)? par
            presented by
            ora(?:teur|teurs|trice|trices)(?:[·.()/-]?(?:trice|rice|s))*
            conferencier(?:e|s|es)?
            formateur(?:s|trice|trices)?
            trainers?
            by
            par
        """,
    }.items()
}
"""How people are announced, by the role they have."""

NEEDS_COLON = frozenset(
    (
        "introduction",
        "conclusion",
        "participants",
        "hosts",
        "temoins",
        "panel",
        "presidence",
        "temoignage",
    )
)
"""Roles that are the title of a session as well, unless a colon follows."""

UNCONFIRMED = _pattern(
    r"""
    (?:sous reserve(?: de (?:confirmation|disponibilite))?)
    a confirmer
    en (?:cours|attente) de confirmation
    pressenti(?:e|s|es)?
    invite(?:e)?(?: a confirmer)
    non confirme(?:e)?
    (?:presence )?(?:to be confirmed|tbc|t\.b\.c\.)
    invited
    tbc
    """,
    before=r"[\s,–—-]*[(\[]?\s*",
    after=r"\s*[)\]]?",
)
"""Words that say that somebody may not come."""

FUNCTION = re.compile(
    r"(?<![\w])(?:(?:vice|ex|co|sous|past|deputy|senior|junior|chief|former|ancien(?:ne)?|premier|premiere|"
    r"1er|1ere|2e|second|grand|head|lead|executive|assistant|associate|honorary|general|national|"
    r"regional|project|program(?:me)?|policy|communications?|managing)[\s-]+)*"
    r"(?:president\w*|presidence|maires?(?!\w)|adjoint\w*|conseill\w+|direct(?:eur|rice|or)\w*|charge(?:e|s|es)?\b|"
    r"chef(?:fe|s|fes)?\b|ambassad\w+|depute\w*|senat(?:eur|rice|or)\w*|delegu\w+|responsables?|profess\w+|"
    r"maitres?\s+de|maitresses?\s+de|journalist\w*|membres?\b|fondat\w+|secretaires?|ministres?\b|prefet\w*|prefete|"
    r"sous-prefet\w*|representant\w*|coordinat\w+|coordonn\w+|animat(?:eur|rice)\w*|redact\w+|etudiant\w*|"
    r"cherche\w+|geograph\w+|historien\w*|philosoph\w+|sociolog\w+|economist\w*|anthropolog\w+|politolog\w+|expert\w*|"
    r"consultant\w*|mediat(?:eur|rice)\w*|tresori\w+|rapporteu\w+|moderat(?:eur|rice|or)\w*|docteur\w*|doctorant\w*|"
    r"ingenieur\w*|auteur\w*|autrice\w*|ecrivain\w*|elu(?:e|s|es)?\b|gerant\w*|referent\w*|volontaires?|benevoles?|"
    r"enseignant\w*|eleves?\b|artistes?|realisat\w+|architect\w+|urbanist\w*|avocat\w*|medecin\w*|infirmi\w+|"
    r"agricult\w+|entrepreneu\w+|dirigeant\w*|administrat\w+|commissaires?|haut-?\s?commissaire|consul\w*|"
    r"attache(?:e|s|es)?\b|cadres?\b|technicien\w*|formatr?\w+|educat\w+|anim\w+rices?|recteur\w*|rectrice|doyen\w*|"
    r"(?:vice-)?chancellor|provost|dean\b|"
    r"inspect\w+|proviseur\w*|principal\w*|bibliothec\w+|archivist\w*|curator|conservat(?:eur|rice|or)\w*|"
    r"officer|manager|head\s+of|chair\w*|lecturer|researcher|scientist|engineer|mayor|minister(?![a-z])|secretary|founder|"
    r"advis[eo]r|analyst|writer|author|editor|teacher|student|fellow|member\s+of|ceo|cto|coo|cfo|lead\b|developer|"
    r"designer|specialist|coordinator|officer|representative|councill?or|trustee|partner\b|associate|"
    r"curateur|commissaire|porte-parole|spokes\w+|ethnolog\w+|climatolog\w+|hydrolog\w+|agronom\w+|biolog\w+|"
    r"psycholog\w+|climatologue|ecolog(?:ue|ist)\w*|linguist\w*|juriste\w*|notaire|boulang\w+|patron\w*|"
    r"stagiaire\w*|citoyen\w*|habitant\w*|militant\w*|porteu(?:r|se)\w*|laureat\w*|chroniqueu\w+|photograph\w+)"
)
"""Words that tell what somebody does."""

HONORIFIC = re.compile(
    r"(?:cllr\.?|councillor|rev\.?|hon\.?|m\.|mm\.|mme\.?|mmes|mlle\.?|monsieur|madame|mesdames|messieurs|dr\.?|docteure?|pr\.?|prof\.?|maitre|"
    r"me\b|s\.e\.m?\.?|son excellence|mr\.?|mrs\.?|ms\.?|sir|dame|he|lord|lady)\s+"
)
"""How people are addressed."""

_SMALL = """
de du des d' d le la les l' van von der den di da dos del ben bin ibn el al ould abd sy st saint
mac mc e y zu ten ter
"""
PARTICLES = frozenset(_SMALL.split())
"""Small words inside a name."""

_NO_NAMES = """
a academy acces accueil action actions activite administration afrique agence agency agenda aide
air alliance alternatives amis amphi amphitheatre and animation annee annual aout appel appui
apres april area arrivee art assemblee assembly assises association associations atelier
ateliers atlantique au auditorium august aujourd aux avec avenir avril awards bank banque
batiment bienvenue bilan board bordeaux break breakfast bretagne buffet building bureau business
cadre cafe caisse capacites center centre cercle chambre change changement chantiers chapel
charte chez cinema cite cites citoyennete citoyens city climat climate closing cloture club
cocktail coffee collectif collectivites college collegiale comite comment commission committee
commun communaute commune communes community compagnie company conclusion conclusions
confederation conference congres congress conseil construire contact contexte control
cooperation cooperative coordination council croix culture dans date day debat december decembre
dejeuner demain depart departement department des development developpement dialogue digital
dimanche dinner direction director discours discussion drinks droits du durable east eau echange
echanges ecole economie education egalite elus emploi energie energy enjeux entre entreprise
entreprises environment environnement equipe espace etat europe europeen europeenne evenement
event experience experiences exposition facilite faculte faculty february federation festival
fevrier fin fondation fondations fonds for forest formation forum foundation foyer francais
francaise france friday from frontieres future genre global government grand grande green group
groupe groupes hall health hemicycle heritage high hotel house how ici in industry initiatives
innovation inscription institut institute international internationale internationales
internationaux intervention introductif introduction island january janvier jeudi jeunes
jeunesse journee juillet juin july jumelage june keynote kit la lab laboratoire laboratory
lancement le les library lieu lightning ligue lille local locale logement lunch lundi lyon mai
main mairie maison march marche mardi mars marseille matinee may medecins mediatheque mercredi
metropole mieux ministere ministry mission mobilite modele monday monde mot musee museum nantes
national nationale nations network new niveau nord normandie north notre nouveau nouveaux
nouvelle nouvelles november novembre objectif objectifs observatoire october octobre office ong
open opening organisation ouest our outils ouverture paix palais panel parc paris park parlement
partage partenaires partenariat partenariats party pause pays place plaidoyer plan plateforme
plenary pleniere pole policy politique politiques pont poster pot pour pourquoi pratiques
prefecture premiere presentation presse prix programme project projet projets public publique q
quai quand quel quelle quelles quels questions quoi recherche region regional regionale regions
rencontre rencontres rennes repas repenser reponses republique research reseau reseaux
restitution retour retours room rotary rouen round royal rue rural salle salon samedi sans sante
saturday school science sciences secours secretariat secteur section september septembre
sequence service services session sessions sharing smart social sociale societe society soiree
solidaire solidaires solidarite solidarites sous south soutien square state stories strasbourg
strand strategy stream studio sud summit sunday support sustainable syndicat synthese table tables talk talks
tea technology temoignage temoignages temps terre territoire territoires the theatre theme
thursday to together tools toulouse tour tous town track transition transitions travail travaux
tribune trophees trust tuesday un une unies union unis united universite university urbain urban
vendredi vers vie village ville villes visite vivre voyage wales walk water wednesday welcome
west what why with work working workshop world wrap youth
"""
NOT_NAMES = frozenset(_NO_NAMES.split())
"""Words that are part of a title or an organisation, and of nobody's name."""

# --- Where ----------------------------------------------------

ROOM = re.compile(
    r"(?:(?:grande?|petite?|main|small|large|gd|gde|great|upper|lower|old|new|east|west|north|south)\s+)?"
    r"(?:salles?|amphi(?:theatre)?s?|auditoriums?|auditoire|hemicycle|salons?|studio|hall|espace|atrium|foyer|"
    r"chapelle|gymnase|grange|scene|kiosque|parvis|esplanade|patio|serre|halle|pavillon|verriere|dojo|stade|caveau|cloitre|orangerie|cuisine|verger|preau|cantine|tente|kitchen|barn|sous-sol|basement|theatre|cinema|mediatheque|rotonde|plateau|mezzanine|cafeteria|restaurant|"
    r"refectoire|cour|jardin|terrasse|chapiteau|stand|bibliotheque|hall|labo(?:ratoire)?|"
    r"rooms?|lecture\s+(?:hall|theatre)|theater|library|canteen|lobby|ballroom|court(?:yard)?|gallery|"
    r"boardroom|marquee|garden|conference\s+room)(?![\w])"
)
"""A room begins so."""
ROOM_AFTER = re.compile(
    r"^(?:[a-z][\w'-]*\s+){0,3}(?:room|hall|suite|theatre|theater|auditorium|lounge|studio|library|marquee|"
    r"gallery|foyer|lobby|lab|canteen|atrium|terrace|stage)(?:\s+(?:[a-z]|\d{1,3}))?$"
)
"""A room ends so, in English."""
ROOM_LEAD = re.compile(
    r"(?:@|>|→|lieu\s*:|salle\s*:|room\s*:|(?:en|dans|a|au|in|at)\s+(?:l[ae']\s*|the\s+)?(?=\w))\s*"
)
BLANK_ROOM = re.compile(r"[(\[]\s*(?:en\s+)?(?:salle|room)\s*:?\s*[)\]]|(?:salle|room)\s*:\s*$")
"""A room that is left blank."""
TO_BE_SAID = re.compile(
    r"a\s+(?:confirmer|preciser|definir|determiner)|tb[acd]|to\s+be\s+(?:confirmed|announced|decided)|\?+$"
)
"""Something that is yet to be said."""

# --- Sentences ----------------------------------------------------

PROSE_VERBS = _pattern(
    r"""
    commenc\w+
    debut(?:e|era|eront|ent)
    demarr\w+
    s'ouvr\w+
    se (?:tien|deroul)\w+
    (?:a|aura|auront|ont) lieu
    (?:est|sont|sera|seront) (?:prevu\w*|suivi\w*|proposee?s?|servi\w*|organise\w*)
    cloture(?:ra|ront|)? (?:la|cette) (?:journee|matinee|rencontre|soiree)
    suivra|suivront
    prendra|prendront
    will (?:start|begin|open|take place|be (?:held|served)|follow|run|close the day)
    (?:starts|begins|opens|runs|follows)
    takes place
    kicks off
    is (?:served|planned|scheduled)
    (?:is|are|est|sont)
    """,
    before=r"\b",
    after=r"\b",
)
"""Verbs of a sentence that says when something is; before them stands what."""

PROSE_ENDS = _pattern(
    r"""
    (?:se )?(?:termin|fini|achev)\w+
    prendra fin
    prend fin
    jusqu'
    (?:ends?|finish(?:es)?|will (?:end|finish))
    """,
    before=r"\b(?:et |pour |and )?",
    after=r"\b(?!\s+(?:with|par|avec|sur)\b)",
)
"""Before an hour in a sentence: it is the end of what began at the one before it."""

PROSE_IS_OVER = _pattern(
    r"""
    (?:journee|soiree|rencontre|tout|on|nous) .{0,20}(?:termin|fini|achev)\w+
    (?:be|are) (?:done|finished|over)
    we (?:finish|end|close)
    fin (?:de la|du|des) .{3,20}
    """,
    before=r"\b",
)
"""Words of a sentence that only say when all is over."""

PROSE_WELCOMES = _pattern(
    r"""
    (?:vous )?(?:accueill|attend)\w+
    (?:accueill|attend)(?:ons|rons)
    (?:we )?(?:will |'ll )?welcome you
    (?:doors|registration) opens?
    """,
    before=r"\b",
)
"""Words of a sentence that say that people are welcomed."""

PROSE_GIVES = _pattern(
    r"""
    (?:present|anim|introdui|propos|moder|conclu|ouvri|condui|assur)\w*(?:ra|ront)
    (?:nous |vous )?(?:parlera|parleront|fera|feront|interviendra|interviendront) (?:de |du |sur )?
    (?:presente|anime|introduit|propose)
    (?:will|is going to) (?:give|run|lead|present|host|chair|open|do|hold|talk about)
    (?:gives|runs|leads|presents|hosts|chairs)
    """,
    before=r"\b",
    after=r"\b",
)
"""Verbs of a sentence between who gives something and what they give."""

PROSE_LEADS = _pattern(
    r"""
    apres [^,]{3,40}(?:,|$)
    (?:dans|en fin de|en debut de) [^,]{3,30}(?:,|$)
    a l'issue de [^,]{3,30}(?:,|$)
    (?:ensuite|puis|enfin|alors|bien sur|pour finir|pour commencer|et)\b
    (?:l'apres-midi|le matin|le midi|le soir|a midi|en soiree)\b
    (?:nous|on|vous) (?:(?:vous|nous|se) )?(?:re)?(?:\w+(?:ons|ez|era)|retrouve)\b
    (?:rendez-vous|place a|il y aura)\b
    (?:le|la) (?:journee|matinee|soiree) (?:\w+ra|se \w+ra)\b
    after [^,]{3,40}(?:,|$)
    (?:then|next|finally|lastly|first|and)\b
    in the (?:morning|afternoon|evening)\b
    (?:we|you)(?: will|'ll)? \w+\b
    (?:join us|there will be|finish with|start with|end with)\b
    """,
    after=r"\s*",
)
"""What a sentence begins with that is no part of what takes place."""

PROSE_TAILS = _pattern(
    r"""
    (?:pour|par|avec|autour de?|a|with|for|by) (?=\w)
    autour d'
    """,
)
"""Small words that lead to what takes place."""
