# Ce que toutes les pages partagent : cadre, pièces, verbes, temps passés.

product-name = Convoke
skip-to-content = Aller au contenu
main-navigation = Navigation principale
nav-programme = Programme
nav-events = Événements
nav-deliverables = Livrables
nav-people = Personnes
nav-organisations = Organismes
nav-mail = Courrier
nav-accounts = Comptes
nav-settings = Réglages
nav-more = Plus
choose-programme = Changer de programme
your-account = Votre compte
sign-out = Se déconnecter
choose-language = Langue
choose-theme = Apparence
theme-auto = Comme le système
theme-light = Clair
theme-dark = Sombre
page-where = Vous êtes ici
page-request = Requête { $id }

ago-now = à l’instant
ago-minutes = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
 }
ago-hours = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
 }
ago-yesterday = hier
ago-days = il y a { $n } jours
ago-weeks = il y a { $n } semaines
ago-months = il y a { $n } mois
ago-years = il y a { $n } ans
due-late = { $n ->
    [one] { $n } jour de retard
   *[other] { $n } jours de retard
 }
due-today = aujourd’hui
due-tomorrow = demain

person-role-at = { $role }, { $house }
form-optional = facultatif
form-tick = Veuillez cocher cette case.
form-choose = Choisissez parmi : { $choices }.
form-problems = { $n ->
    [one] Un point à corriger
   *[other] { $n } points à corriger
 }
form-untranslated = Manque en { $language }
form-languages = Langues
language-en = anglais
language-fr = français
language-zh = chinois

list-next = Page suivante
list-first = Première page
list-shown = { $n ->
    [one] { $n } affiché
   *[other] { $n } affichés
 }
list-search = Rechercher
list-filter = Filtrer
list-reset = Tout afficher
list-select-row = Sélectionner { $name }
list-select-page = Sélectionner toute la page
list-select-all = { $n ->
    [one] Sélectionner le seul résultat
   *[other] Sélectionner les { $n } résultats
 }
list-selected = { $n ->
    [0] Aucune sélection
    [one] { $n } sélectionné
   *[other] { $n } sélectionnés
 }
list-sort-by = Trier par { $column }

clock-next-day = le { $day }
clock-moment = { $when }, heure de { $place } ({ $offset })
undo-until = Retour en arrière possible jusqu’à { $time }.
undo-act = Revenir en arrière
confirm-back = Revenir
history-by = par { $name }
history-before = avant
history-after = après
progress-of = { $done } sur { $total }
progress-stop = Arrêter

preview-phone = Téléphone
preview-desk = Ordinateur
preview-dark = Sombre
preview-text = Texte
preview-source = Source
preview-frame = Le message tel que son lecteur le voit

keys-title = Raccourcis clavier
keys-search = rechercher
keys-go = aller à { $place }
keys-help = cette liste
keys-close = Fermer

# Verbes et mots que toute page peut prendre.
act-save = Enregistrer
act-cancel = Annuler
act-edit = Modifier
act-delete = Supprimer
act-remove = Retirer
act-add = Ajouter
act-search = Rechercher
act-filter = Filtrer
act-show = Afficher
act-open = Ouvrir
act-close = Fermer
act-back = Retour
act-continue = Continuer
act-send = Envoyer
act-retry = Réessayer
act-stop = Arrêter
act-download = Télécharger
act-upload = Déposer un fichier
act-export = Exporter
act-import = Importer
act-preview = Aperçu
act-copy = Copier
act-clone = Dupliquer
act-asks = { $act }…
act-sign-in = Se connecter
word-yes = Oui
word-no = Non
word-none = Aucun
word-all = Tous
word-all-feminine = Toutes
word-any = N’importe lequel
word-and = et
word-or = ou
word-name = Nom
word-title = Titre
word-description = Description
word-date = Date
word-time = Heure
word-place = Lieu
word-city = Ville
word-state = État
word-language = Langue
word-email = Adresse électronique
word-phone = Téléphone
word-note = Note
word-notes = Notes
word-owner = Responsable
word-due = Échéance
word-kind = Type
word-role = Rôle
word-group = Groupe
word-groups = Groupes
word-tags = Étiquettes
word-history = Historique
word-number = Nombre
word-people = Personnes
word-today = Aujourd’hui
word-unknown = Inconnu
word-not-set = non renseigné
word-said = { $word } : { $said }
history-field-in = { $field } ({ $language })

# Deux personnes ont modifié la même chose.
late-title = Quelque chose a changé
late-lead = Quelqu’un d’autre a modifié ceci depuis que vous avez ouvert la page. Rien n’a encore été fait : voyez ce qui est différent, puis continuez ou renoncez.
late-own-lead = Vous avez vous-même modifié ceci, dans une autre fenêtre, depuis l’ouverture de cette page. Rien n’a encore été fait : voyez ce qui est différent, puis continuez ou renoncez.
late-over-lead = Ceci a changé depuis que vous avez ouvert la page, et ce que vous vouliez faire n’est plus possible. Rien n’a été fait.
late-look-lead = Ceci a changé depuis que vous avez ouvert la page. Rien n’a été fait : voyez ce qu’il en est maintenant, puis décidez.
late-look = Voir l’état actuel
late-changes = Modifié depuis
late-kept = Ce que vous avez écrit
late-go = Continuer quand même
merge-title = Des modifications à concilier
merge-lead = Quelqu’un d’autre a enregistré des modifications pendant que vous saisissiez les vôtres. Rien n’est perdu : pour chaque différence ci-dessous, choisissez ce qui doit rester, puis enregistrez une seule fois.
merge-by = Dernier enregistrement : { $name }, { $ago }.
merge-by-both = Modifié par vous deux
merge-by-them = Modifié par l’autre personne seulement : repris, sauf si vous en décidez autrement
merge-by-you = Modifié par vous seulement : conservé, sauf si vous en décidez autrement
merge-own-lead = Vous avez vous-même enregistré des modifications, dans une autre fenêtre, pendant que ce formulaire était ouvert. Rien n’est perdu : pour chaque différence ci-dessous, choisissez ce qui doit rester, puis enregistrez une seule fois.
merge-own-by = Dernier enregistrement : vous-même, { $name }, { $ago }.
merge-own-both = Modifié dans les deux fenêtres
merge-own-them = Modifié dans l’autre fenêtre seulement : repris, sauf si vous en décidez autrement
merge-own-you = Modifié ici seulement : conservé, sauf si vous en décidez autrement
merge-own-mine = Ce que dit cette fenêtre
merge-own-theirs = Ce que l’autre fenêtre a enregistré
merge-own-undecided = Vous avez modifié ceci dans les deux fenêtres. Choisissez l’un des deux, ou réunissez-les en un seul texte.
merge-own-unchosen = Vous avez modifié ceci dans les deux fenêtres. Choisissez l’un des deux.
merge-before = Avant :
merge-mine = Ce que vous avez saisi
merge-theirs = Ce qui est enregistré
merge-hand = Un texte réunissant les deux
merge-blank = rien
merge-undecided = Vous avez tous deux modifié ceci. Choisissez l’un des deux, ou réunissez-les en un seul texte.
merge-unchosen = Vous avez tous deux modifié ceci. Choisissez l’un des deux.
merge-written = Vous avez rédigé un texte ici. Choisissez-le, ou l’un des deux autres.
merge-after = Ce qui n’est pas indiqué ici est identique des deux côtés.
merge-save = Enregistrer ce qui est choisi
note-merged-alike = Quelqu’un d’autre avait enregistré la même chose. Il n’y avait rien de plus à faire.
note-merged-alike-own = Vous aviez vous-même enregistré la même chose dans une autre fenêtre. Il n’y avait rien de plus à faire.
