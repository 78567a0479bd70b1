agenda-title = Ordre du jour
agenda-none-short = Aucune séance pour l’instant.
agenda-undated-short = Il faut d’abord la date de l’événement.
agenda-count = { $n ->
    [one] une séance
   *[other] { $n } séances
}
agenda-warnings-count = { $n ->
    [one] Un point à vérifier
   *[other] { $n } points à vérifier
}
agenda-open = Ouvrir l’ordre du jour
agenda-begin = Commencer l’ordre du jour
agenda-add = Ajouter une séance
agenda-add-pause = Ajouter une pause
agenda-add-at = Ajouter une séance à { $time }, { $room }
agenda-copy = Reprendre d’un autre événement
agenda-printed = Programme à imprimer
agenda-public = Programme public
agenda-hosted-by = Dans le cadre d’un événement organisé par
agenda-our-part = Notre partie : { $range }. Les séances s’y tiennent.
agenda-whole-event = L’événement entier : { $range }
agenda-undated = L’événement n’a pas de date : on ne peut ni ajouter ni déplacer de séance. Ce qui figure ici a été repris d’un autre événement et ira au premier jour de celui-ci dès qu’il sera fixé.
agenda-set-date = Fixer la date
agenda-empty = La journée est encore vide
agenda-empty-why = Les séances disent ce qui a lieu, quand, dans quelle salle et avec qui. Celles qui sont parallèles se placent côte à côte ; vous êtes averti si quelqu’un devait être à deux endroits à la fois.
agenda-days = Jours
agenda-time = Heure
agenda-no-room = Salle à préciser
agenda-drag-help = Faites glisser une séance vers une autre heure ou une autre salle, ou ouvrez-la et choisissez « Déplacer ».
agenda-look = À vérifier
agenda-slides-count = { $n ->
    [one] un fichier de présentation
   *[other] { $n } fichiers de présentation
}
agenda-taken-out = Séances retirées
agenda-put-back = Remettre
agenda-put-back-named = Remettre « { $session } »
agenda-is-out = Cette séance a été retirée de l’ordre du jour.
agenda-new-title = Ajouter une séance
agenda-edit-title = Modifier la séance
agenda-when-where = Quand et où
agenda-within = L’ordre du jour se tient dans ces limites : { $range }.
agenda-people = Intervenants
agenda-people-help = Saisissez un nom ou une adresse électronique : une personne de vos contacts est reconnue. Tout autre nom est gardé comme nom à venir, par exemple « Professeur de Bologne, à désigner ». L’ordre est celui du programme ; une ligne vidée disparaît.
agenda-nobody = Personne n’est encore désigné.
agenda-unnamed = à désigner
agenda-still-to-come = nom à venir
agenda-to-come-short = { $name } (à venir)
agenda-name-follows = nom communiqué ultérieurement
agenda-interpreted = interprétation : { $languages }
agenda-session = Séance
agenda-move = Déplacer
agenda-move-act = Déplacer la séance
agenda-pause = Pause café
agenda-pause-act = Insérer la pause
agenda-remove = Retirer
agenda-remove-title = Retirer cette séance de l’ordre du jour ?
agenda-remove-people = { $n ->
    [one] Une personne y intervient.
   *[other] { $n } personnes y interviennent.
}
agenda-remove-slides = { $n ->
    [one] Un fichier de présentation part avec elle.
   *[other] { $n } fichiers de présentation partent avec elle.
}
agenda-remove-undo = Vous pourrez la remettre depuis l’ordre du jour, avec tout son contenu.

agenda-shift-title = Décaler la suite
agenda-shift-lead = Décalez de quelques minutes tout ce qui suit cette séance, ou insérez une pause. Vous voyez ce qui se heurterait avant que rien ne change.
agenda-shift-open = Décaler ou insérer une pause
agenda-shift-what = Que faire
agenda-shift-after = Décaler tout ce qui suit cette séance
agenda-shift-from = Décaler cette séance et tout ce qui suit
agenda-shift-pause = Insérer une pause après elle et décaler le reste
agenda-shift-minutes = Minutes
agenda-shift-minutes-help = Plus tard, ou plus tôt avec un signe moins. Seul ce jour est concerné.
agenda-shift-look = Voir l’effet
agenda-shift-moves = { $n ->
    [one] Une séance se décale
   *[other] { $n } séances se décalent
}
agenda-shift-moves-nothing = Rien ne suit ce jour-là
agenda-shift-puts-in = Une pause est insérée, { $hours }.
agenda-shift-act = { $n ->
    [one] Décaler une séance
   *[other] Décaler { $n } séances
}
agenda-shift-before = Actuellement
agenda-shift-then = Ensuite
agenda-blocked = Ce n’est pas possible ainsi
agenda-blocked-room = « { $session } » empiéterait sur « { $other } », { $hours }, dans la même salle.
agenda-blocked-outside = « { $session } », { $hours }, sortirait des limites de l’événement.

agenda-copy-title = Reprendre un ordre du jour
agenda-copy-lead = Les séances sont reprises avec leurs titres, salles et langues, à la même distance du début. Les présentations restent où elles sont.
agenda-copy-from = Depuis
agenda-copy-origin = { $event } ({ $n ->
    [one] une séance
   *[other] { $n } séances
})
agenda-copy-people = Avec les intervenants
agenda-copy-people-help = À laisser de côté si d’autres doivent présider et intervenir.
agenda-copy-act = Reprendre l’ordre du jour
agenda-copy-none = Aucun autre événement n’a d’ordre du jour
agenda-copy-none-why = Dès qu’un autre événement du programme en aura un, vous pourrez le reprendre ici.

agenda-printed-how = Choisissez la langue, puis imprimez depuis votre navigateur : seul le programme figure sur le papier.
agenda-fallback = { $n ->
    [one] Une séance n’a pas de titre dans cette langue ; il est donné dans une autre.
   *[other] { $n } séances n’ont pas de titre dans cette langue ; il est donné dans une autre.
}
agenda-public-title = Programme
agenda-public-back = À propos de l’événement
agenda-public-link = Voir le programme

agenda-clone = { $n ->
    [one] Son ordre du jour est repris : une séance, sans présentations.
   *[other] Son ordre du jour est repris : { $n } séances, sans présentations.
}
agenda-warning-twice = { $person } est à la fois dans « { $one } » ({ $hours }) et dans « { $other } » ({ $others }).
agenda-warning-elsewhere = { $person } est dans « { $one } » ({ $hours }) et au même moment dans « { $other } », événement « { $event } » ({ $range }).
agenda-warning-chair = « { $session } » ({ $hours }) n’a pas de présidence.
agenda-warning-to-come = { $n ->
    [one] « { $session } » : un nom est encore à venir.
   *[other] « { $session } » : { $n } noms sont encore à venir.
}
agenda-warning-outside = « { $session } » ({ $range }) sort des limites de l’événement.
agenda-warning-gap = Rien n’est prévu le { $day }, { $hours }.
agenda-shifts-along = { $n ->
    [one] L’ordre du jour suit : une séance se déplace avec l’événement.
   *[other] L’ordre du jour suit : { $n } séances se déplacent avec l’événement.
}
agenda-falls-outside = { $n ->
    [one] Une séance sortirait des limites de l’événement, qui devient plus court. Elle reste, avec un avertissement.
   *[other] { $n } séances sortiraient des limites de l’événement, qui devient plus court. Elles restent, avec un avertissement.
}

session-kind-opening = Ouverture
session-kind-keynote = Conférence plénière
session-kind-talk = Exposé
session-kind-panel = Table ronde
session-kind-discussion = Discussion
session-kind-groups = Groupes de travail
session-kind-break = Pause
session-kind-social = Visite ou réception
session-kind-closing = Clôture
session-part-chair = { $n ->
    [one] Présidence
   *[other] Présidence
}
session-part-speaker = { $n ->
    [one] Intervention
   *[other] Interventions
}
session-part-discussant = { $n ->
    [one] Discussion
   *[other] Discussion
}
session-part-interpreter = { $n ->
    [one] Interprétation
   *[other] Interprétation
}
session-does-chair = Préside
session-does-speaker = Intervient
session-does-discussant = Discute
session-does-interpreter = Interprète
session-field-kind = Type
session-field-title = Titre
session-field-description = Description
session-field-starts = Début
session-field-ends = Fin
session-field-room = Salle
session-field-room-in = Salle, en { $language }
session-field-person-in = Personne { $n }, en { $language }
agenda-room-elsewhere = La salle dans d’autres langues
agenda-name-elsewhere = Un nom à venir, dans d’autres langues
session-field-languages = Langues parlées
session-field-interpretation = Interprétation vers
session-field-part = Rôle de la personne { $n }
session-field-person = Personne { $n }
session-help-room = Des séances parallèles ont des salles différentes. Les salles déjà utilisées sont proposées.
session-audience = Qui peut les voir
session-audience-staff = Les membres du programme
session-audience-public = Tout le monde, sur le programme public
session-slides = Présentations
session-slides-help = PDF, PowerPoint ou OpenDocument, { $limit } au plus par fichier. Chaque fichier devient la version suivante.
session-slides-none = Aucune présentation pour l’instant.
session-slides-add = Ajouter des présentations
session-slides-bring = Ajouter ces fichiers
session-slides-publish = Montrer à tout le monde
session-slides-hide = Réserver aux membres
session-slides-remove = Supprimer ce fichier
session-slides-remove-why = Le fichier est supprimé définitivement. Les autres versions restent.

event-did-session-added = Séance ajoutée à l’ordre du jour
event-did-session-edited = Séance modifiée
event-did-session-moved = Séance déplacée
event-did-session-removed = Séance retirée de l’ordre du jour
event-did-session-put-back = Séance remise dans l’ordre du jour
event-did-agenda-followed = Ordre du jour déplacé avec l’événement
event-did-agenda-shifted = Une partie de l’ordre du jour décalée
event-did-agenda-copied = Ordre du jour repris d’un autre événement
event-did-break-inserted = Pause insérée dans l’ordre du jour
event-did-slides-added = Présentation ajoutée
event-did-slides-marked = Public d’une présentation modifié
event-did-slides-removed = Présentation supprimée
event-field-session = Séance
event-field-appearing = Intervenants
event-field-session_kind = Type de séance
event-field-interpretation = Interprétation vers
event-field-slides = Présentations
event-field-audience = Qui peut les voir
event-field-minutes = Minutes
event-field-sessions = Séances

note-session-added = La séance figure à l’ordre du jour.
note-session-saved = Enregistré.
note-session-moved = La séance a sa nouvelle place.
note-session-removed = La séance est retirée. Vous pouvez la remettre plus bas.
note-session-put-back = La séance figure de nouveau à l’ordre du jour.
note-agenda-shifted = C’est fait. L’ordre du jour a ses nouveaux horaires.
note-agenda-copied = L’ordre du jour est repris.
note-agenda-copied-many = { $n ->
    [one] Une séance est reprise.
   *[other] { $n } séances sont reprises.
}
note-slides-added = Les présentations sont ajoutées.

problem-session-undated = L’événement n’a pas encore de date
problem-session-undated-why = Les séances se tiennent à l’heure de l’événement. Fixez d’abord son début et sa fin.
problem-session-no-longer-fits = Elle n’a plus sa place
problem-session-no-longer-fits-why = Sa salle est prise à cette heure, ou l’heure sort des limites de l’événement. Déplacez d’abord l’autre séance, ou ajoutez celle-ci à nouveau.
problem-session-collides = Le décalage se heurterait à une autre séance
problem-session-collides-why = L’ordre du jour a changé entre-temps. Regardez de nouveau le décalage : ce qui fait obstacle y est indiqué.

invalid-outside-agenda = À placer dans ces limites : { $range }.
invalid-room-taken = « { $by } » occupe cette salle, { $hours }. Choisissez une autre salle ou une autre heure.
invalid-several-named = { $n } personnes s’appellent « { $name } ». Indiquez l’adresse électronique de celle que vous voulez.
agenda-chaired = Présidence : { $names }
