# Les événements au bureau.

events-title = Événements
events-event = Événement
events-when = Date
events-guests = Invités
events-new = Prévoir un événement
events-create = Créer l’événement
events-new-title = Nouvel événement
events-edit-title = Modifier l’événement
events-period-upcoming = À venir
events-period-past = Passés
events-period-all = Tous
events-any-city = Toutes les villes
events-any-kind = Tous les types
events-any-state = Tous les états
events-no-date = Pas encore de date
events-nobody-asked = Personne n’est encore invité
events-coming = { $n ->
    [one] { $n } présence annoncée
   *[other] { $n } présences annoncées
 }
events-coming-of = { $accepted ->
    [one] { $accepted } place prise sur { $capacity }
   *[other] { $accepted } places prises sur { $capacity }
 }
events-waiting = { $n } en attente
events-none-match = Aucun événement ne correspond à ce filtre
events-none-match-why = D’autres villes, types ou états en ont peut-être ; les événements terminés sont sous « Passés ».
events-none-past = Rien n’est encore terminé
events-none-past-why = Un événement passe ici de lui-même une fois sa dernière heure écoulée.
events-empty = Aucun événement prévu
events-empty-why = Un événement a une date à l’heure du lieu, une adresse en deux écritures et des invités à qui l’on écrit dans leur langue.

events-move = Déplacer
events-replan = Fixer une nouvelle date
events-ics = Fichier d’agenda
events-former-date = Cette date n’est plus valable.
events-venue = Lieu
events-room = Salle { $room }
events-map = Plan
events-reply-by = Réponses jusqu’au
events-capacity = Capacité
events-capacity-none = Sans limite
events-capacity-places = { $n ->
    [one] { $n } place
   *[other] { $n } places
 }
events-languages = Langues parlées
events-untranslated = Titre manquant en
events-host = Organisateur
events-host-name = Organisé par
events-host-contact = Leur interlocuteur
events-host-more = Qui l’organise, et quand a lieu notre partie
events-slot = Notre partie
events-deadlines = Échéances de l’organisateur
events-deadlines-none = Aucune échéance notée.
events-deadline-add = Ajouter une échéance
events-deadline-met = Tenue
events-deadline-meet = Marquer comme tenue
events-deadline-reopen = Finalement non tenue
events-deadline-label = Ce qui est attendu
events-deadline-due_on = Pour le
events-deadline-url = Lien
events-accepted = Ont accepté
events-tentative = Peut-être
events-declined = Ont décliné
events-on-list = Sur liste d’attente
events-silent = Invités, sans réponse
events-invited = Invités
events-invited-of = { $invited } sur { $seats }
events-guests-none = Personne n’est encore sur la liste.
events-to-guests = Invités et invitations
events-contact = Contact pour les invités
events-contact-none = Personne n’est indiqué. Les réponses des invités n’iraient nulle part.
events-contact-why = Les réponses des invités vont à cette adresse ; le numéro figure sur leur page de réponse.
events-older = Entrées plus anciennes
events-by-system = Convoke

events-where-when = Date et ville
events-told = { $n ->
    [one] Un invité connaît cette date et ce lieu. Pour les changer, passez par « Déplacer » : il sera prévenu.
   *[other] { $n } invités connaissent cette date et ce lieu. Pour les changer, passez par « Déplacer » : ils seront prévenus.
 }
events-no-city = Aucune ville du programme
events-choose-city = Choisissez une ville
events-no-step = Aucune étape
events-markdown = Markdown : **gras**, listes, [liens](https://…).

events-move-title = Déplacer l’événement
events-replan-title = Fixer une nouvelle date
events-move-check = Voir ce qui va se passer
events-move-tells = { $n ->
    [one] Un invité connaît la date actuelle et sera prévenu de la nouvelle.
   *[other] { $n } invités connaissent la date actuelle et seront prévenus de la nouvelle.
 }
events-check-title = Avant de déplacer
events-check-changed = L’événement a été modifié depuis que vous avez commencé à le déplacer. Voici ce qui se passera, compte tenu de ces modifications.
events-before = Jusqu’ici
events-after = Désormais
events-tells = { $n ->
    [one] Un invité reçoit un message
   *[other] { $n } invités reçoivent un message
 }
events-tells-nobody = Aucun invité n’est à prévenir
events-tells-language = en { $language } : { $count }
events-unreachable = { $n ->
    [one] Un invité n’a pas d’adresse où lui écrire et est à appeler.
   *[other] { $n } invités n’ont pas d’adresse où leur écrire et sont à appeler.
 }
events-by-phone = { $n ->
    [one] À prévenir par téléphone : un invité
   *[other] À prévenir par téléphone : { $n } invités
 }
events-by-phone-where = Vous les retrouvez parmi les invités :
events-untold = { $n ->
    [one] Une personne ne peut être prévenue par courriel. Qui, pourquoi, et à quel numéro l’appeler :
   *[other] { $n } personnes ne peuvent être prévenues par courriel. Qui, pourquoi, et à quels numéros les appeler :
 }
events-declined-untold = { $n ->
    [one] Un invité qui a décliné ne reçoit rien ; sa page de réponse lui permet de répondre à nouveau.
   *[other] { $n } invités qui ont décliné ne reçoivent rien ; leur page de réponse leur permet de répondre à nouveau.
 }
events-asked-again = { $n ->
    [one] Une réponse est redemandée ; l’ancienne reste au dossier.
   *[other] { $n } réponses sont redemandées ; les anciennes restent au dossier.
 }
events-held = { $n ->
    [one] Un autre message sur l’événement attend cinq minutes de plus, puis annonce la nouvelle date.
   *[other] { $n } autres messages sur l’événement attendent cinq minutes de plus, puis annoncent la nouvelle date.
 }
events-shift-answers = Réponses jusqu’au { $after } ; auparavant jusqu’au { $before }.
events-shift-step = Il ne relève plus de l’étape « { $step } », qui reste dans sa ville.
events-outside-step = Il tombe hors des dates de son étape « { $step } » ({ $days }).
events-shift-gate = { $n ->
    [one] La condition de l’étape pour confirmer ne vaut plus pour lui.
   *[other] Les { $n } conditions de l’étape pour confirmer ne valent plus pour lui.
 }
events-shift-accepted = { $n ->
    [one] Une condition pour confirmer compte les invités qui ont accepté, et ils sont interrogés de nouveau : tant qu’ils ne sont pas assez nombreux à accepter, elle n’est pas remplie, et un événement qui repose sur elle est fragilisé.
   *[other] { $n } conditions pour confirmer comptent les invités qui ont accepté, et ils sont interrogés de nouveau : tant qu’ils ne sont pas assez nombreux à accepter, elles ne sont pas remplies, et un événement qui repose sur elles est fragilisé.
}
events-shift-venue = Le lieu « { $venue } » est retiré ; indiquez-en un autre ensuite.
events-shift-deadline = L’échéance de l’organisateur « { $label } » reste fixée au { $day }.
events-replanned-as = L’événement redevient « prévu ».
events-move-and-tell = { $n ->
    [one] Déplacer et prévenir un invité
   *[other] Déplacer et prévenir { $n } invités
 }
events-move-act = Déplacer
events-postponed-title = Reporter l’événement
events-postponed-what = La date actuelle n’est plus valable ; le lien de réponse est suspendu jusqu’à la prochaine.
events-postponed-act = { $n ->
    [0] Reporter
    [one] Reporter et prévenir un invité
   *[other] Reporter et prévenir { $n } invités
 }
events-cancelled-title = Annuler l’événement
events-cancelled-what = Pendant cinq minutes, vous pouvez revenir en arrière ; ensuite, un événement annulé peut seulement être dupliqué.
events-cancelled-act = { $n ->
    [0] Annuler l’événement
    [one] Annuler et prévenir un invité
   *[other] Annuler et prévenir { $n } invités
 }
events-undo = { $done } : { $mails } Revenir en arrière rétablit { $back } et les réponses données ; l’historique garde les deux.
events-undo-date = la date du { $when }
events-undo-state = l’état « { $state } » avec sa date
events-undo-mails = { $n ->
    [0] personne n’est prévenu par courriel.
    [one] un message attend.
   *[other] { $n } messages attendent.
 }
events-bound = { $mails } Départ à { $time }, sans retour possible : l’événement a encore changé depuis.
events-bound-answered = { $mails } Départ à { $time }, sans retour possible : une personne invitée a répondu pour la nouvelle date.
events-bound-mails = { $n ->
    [one] Un message annonce le dernier déplacement ou report, ou l’annulation.
   *[other] { $n } messages annoncent le dernier déplacement ou report, ou l’annulation.
 }
events-bound-see = Voir les messages
events-tells-later = Les messages partent cinq minutes plus tard ; jusque-là, vous pouvez revenir en arrière.
events-clone-title = Dupliquer l’événement
events-clone-what = Une nouvelle idée avec le même titre, les mêmes textes, le même lieu et le même contact
events-clone-guests = { $n ->
    [0] Personne n’est invité, rien n’est envoyé.
    [one] Son invité n’est pas repris, rien n’est envoyé.
   *[other] Ses { $n } invités ne sont pas repris, rien n’est envoyé.
 }
events-clone-date = La date est gardée : { $date }.
events-clone-no-date = Elle commence sans date.
events-clone-deadlines = Des échéances de l’organisateur, seules celles à venir sont gardées.
events-clone-gate = { $n ->
    [one] Sa propre condition avant confirmation est reprise.
   *[other] Ses { $n } propres conditions avant confirmation sont reprises.
}
events-clone-left = Les conditions portant sur ces échéances de l’organisateur, déjà passées, ne sont pas reprises : { $deadlines }.
note-clone-left = Une condition avant confirmation n’a pas été reprise, car l’échéance qu’elle cite est passée.
note-clone-left-many = { $n ->
    [one] Une condition avant confirmation n’a pas été reprise, car l’échéance qu’elle cite est passée.
   *[other] { $n } conditions avant confirmation n’ont pas été reprises, car les échéances qu’elles citent sont passées.
}
events-clone-act = Dupliquer

event-kind-seminar = Séminaire
event-kind-workshop = Atelier
event-kind-conference = Conférence
event-kind-panel = Table ronde
event-kind-closing-conference = Conférence de clôture
event-hosting-ours = Par nous
event-hosting-others = Par d’autres
event-state-idea = Idée
event-state-planned = Prévu
event-state-announced = Annoncé
event-state-confirmed = Confirmé
event-state-held = Tenu
event-state-reported = Rapport rendu
event-state-postponed = Reporté
event-state-cancelled = Annulé
event-way-idea = Revenir à l’idée
event-way-planned = Prévoir
event-way-announced = Annoncer
event-way-confirmed = Confirmer
event-way-held = Marquer comme tenu
event-way-reported = Marquer le rapport rendu
event-way-postponed = Reporter…
event-way-cancelled = Annuler l’événement…

event-field-kind = Type
event-field-hosting = Organisation
event-field-city = Ville
event-field-step = Étape
event-field-title = Titre
event-field-description = Description
event-field-venue_name = Nom du lieu
event-field-venue_address = Adresse
event-field-room = Salle
event-field-map_url = Lien vers un plan
event-field-place = Ville affichée près de l’heure
event-field-languages = Langues parlées
event-field-zone = Fuseau horaire
event-field-starts = Début
event-field-ends = Fin
event-field-passed = L’événement a eu lieu à cette date
event-field-capacity = Places
event-field-reply_by = Réponses jusqu’au
event-field-contact_name = Nom
event-field-contact_email = Adresse électronique
event-field-contact_phone = Téléphone
event-field-host_name = Organisateur
event-field-host_url = Leur page
event-field-host_contact = Leur interlocuteur
event-field-slot = Notre partie
event-field-slot_starts = Début de notre partie
event-field-slot_ends = Fin de notre partie
event-field-reason = Motif
event-field-state = État
event-field-position = Position
event-help-zone = L’heure du lieu, sous un nom IANA comme Asia/Shanghai. Laissé vide : le fuseau de la ville.
event-help-reply_by = À l’heure du lieu, avant le début. Laissé vide : les réponses sont prises jusqu’au début.
event-help-capacity = Seule une acceptation prend une place. Laissé vide : sans limite.
event-help-host_contact = Qui nous répond là-bas : nom, adresse, numéro.
event-help-reason = Une ou deux phrases, pour le message aux invités et pour l’historique. Les invités dont vous laissez la langue vide lisent l’anglais, ou à défaut une autre.

event-did-created = Créé
event-did-edited = Modifié
event-did-cloned = Dupliqué d’un autre événement
event-did-moved = Déplacé
event-did-planned = Prévu
event-did-replanned = Prévu à nouveau
event-did-returned = Redevenu une idée
event-did-announced = Annoncé
event-did-confirmed = Confirmé
event-did-held = Marqué comme tenu
event-did-reported = Rapport marqué rendu
event-did-postponed = Reporté
event-did-cancelled = Annulé
event-did-recalled = Retiré avant l’envoi
event-did-deadline-added = Échéance ajoutée
event-did-deadline-met = Échéance tenue
event-did-deadline-reopened = Échéance rouverte
event-did-deadline-removed = Échéance retirée

note-event-saved = Enregistré.
note-event-moved = L’événement a sa nouvelle date. Les invités qui connaissaient l’ancienne sont prévenus par courriel, dans cinq minutes.
note-event-recalled = Retour à l’état précédent : l’événement est comme avant, et personne n’a été prévenu.
note-event-idea = C’est de nouveau une idée.
note-event-planned = L’événement est prévu.
note-event-announced = L’événement est annoncé.
note-event-confirmed = L’événement est confirmé.
note-event-held = Marqué comme tenu.
note-event-reported = Rapport marqué rendu.
note-event-postponed = L’événement est reporté. Les invités qui connaissaient la date sont prévenus par courriel, dans cinq minutes.
note-event-cancelled = L’événement est annulé. Les invités sont prévenus par courriel, dans cinq minutes.

problem-event-no-way = L’événement ne peut pas franchir cette étape
problem-event-no-way-why = Son état a changé, ou aucun chemin n’y mène. Ouvrez l’événement pour voir ce qui est possible.
problem-event-settled = Cet événement garde sa date
problem-event-settled-why = Ce qui est tenu, rendu ou annulé ne se déplace plus. Dupliquez-le pour en prévoir un autre.
problem-event-lacks-date = Il n’a pas encore de date
problem-event-lacks-date-why = Fixez d’abord son début et sa fin.
problem-event-lacks-place = Il n’a pas encore de lieu
problem-event-lacks-place-why = Choisissez d’abord sa ville ou nommez le lieu.
problem-event-lacks-beginning = Il n’a pas encore commencé
problem-event-lacks-beginning-why = Un événement se marque comme tenu une fois commencé.
problem-event-guests-know = Des invités connaissent cette date
problem-event-guests-know-why = { $guests } ont été prévenus. Passez par « Déplacer », qui les prévient du changement.
problem-event-nothing-moved = Rien ne bouge
problem-event-nothing-moved-why = Date, fuseau et ville restent les mêmes. Une autre salle ou un autre texte s’enregistrent sous « Modifier ».

problem-event-known-already = C’est ce que les invités savent déjà
problem-event-known-already-why = Les messages du dernier changement ne sont pas partis. Revenez plutôt en arrière sur ce changement : les réponses données seront rétablies.
problem-event-mail-left = Un message à ce sujet est parti ou en train de partir
problem-event-mail-left-why = Quelqu’un a peut-être déjà lu le changement. Attendez le départ des autres messages, puis déplacez l’événement : tout le monde sera prévenu. Un événement annulé peut seulement être dupliqué.
problem-event-too-late = Il est trop tard pour revenir en arrière
problem-event-too-late-why = Cinq minutes ont passé et les messages partent. Déplacez l’événement pour annoncer une autre date.
problem-event-changed-since = L’événement a encore changé depuis
problem-event-changed-since-why = Son état d’avant ne convient plus. Déplacez l’événement : les nouveaux messages remplacent ceux qui attendent.
problem-event-answered-since = Un invité a répondu pour la nouvelle date
problem-event-answered-since-why = Qui a répondu connaît la nouvelle date. Attendez le départ des messages, puis remettez l’événement à l’ancienne date : tout le monde sera prévenu.

events-public-page = Page publique
events-public-calendar = Ajouter à mon agenda
events-public-cancelled = Cet événement n’aura pas lieu.
events-public-postponed = Cet événement est reporté. La nouvelle date paraîtra ici.
events-public-over = Cet événement est terminé.
events-reply-by-start = jusqu’au début
event-did-gate-overridden = Confirmé alors que des conditions n’étaient pas réunies
event-did-at-risk = Fragilisé : un élément sur lequel il repose n’est plus acquis
event-did-risk-ended = N’est plus fragilisé
event-did-nudged = Un rappel de ce qui manque a été envoyé
event-did-gate-changed = Conditions modifiées
event-field-condition = Condition
event-field-unasked = N’est plus demandé
event-field-gate = Conditions
event-field-nudged = Rappel envoyé à
