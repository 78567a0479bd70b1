# Rappels automatiques : leurs messages.
reminders-mail-silent-subject = { $event } : votre réponse est attendue
reminders-mail-silent = Nous avons eu le plaisir de vous inviter à « { $event } » et ne savons pas encore si vous pourrez venir. Une réponse, même négative, nous aide à préparer la rencontre.
reminders-mail-office = Nous avons invité { $organisation } à « { $event } » et ne savons pas encore si vous y prendrez part, ni avec qui. Une réponse, même négative, nous aide à préparer la rencontre.
reminders-mail-coming-subject = { $event } : date et lieu
reminders-mail-coming = « { $event } » approche. Voici, pour mémoire, la date et le lieu. Nous nous réjouissons de vous accueillir.
reminders-mail-owner-before-deadline-subject = Clôture des réponses le { $day } : { $title }
reminders-mail-owner-before-deadline = Les invités de « { $title } » peuvent répondre jusqu’au { $when }. Ceux qui n’ont pas encore répondu figurent sur la page de l’événement.
reminders-mail-owner-before-start-subject = Le { $day } : { $title }
reminders-mail-owner-before-start = « { $title } » commence le { $when }. Tout ce que l’on en sait figure sur sa page.
reminders-mail-owner-before-due-subject = Échéance le { $day } : { $title }
reminders-mail-owner-before-due = La date limite pour « { $title } » est le { $when }. Les versions et les relecteurs figurent sur sa page.
reminders-mail-of-city = { $title } ({ $city })
reminders-mail-verb = Ouvrir sa page
reminders-mail-why = Vous recevez ce message parce que vous en êtes responsable et que le programme a prévu un rappel.
outbox-kind-guest-reminder = Rappel automatique aux invités
outbox-kind-owner-reminder = Rappel automatique aux responsables
outbox-reason-reminder-off = La règle a été retirée ou désactivée avant le départ du message.
outbox-reason-reminder-moved = La date qui servait de repère a changé.
outbox-reason-reminder-late = Le message n’a pas pu partir à temps pour être utile.
event-did-reminder-set = Un rappel a été réglé pour l’événement
programme-past-reminder-added = Rappel ajouté
programme-past-reminder-edited = Rappel modifié
programme-past-reminder-removed = Rappel retiré
event-field-reminder = Rappel
event-field-days = Jours avant
event-field-clock = Heure
event-field-late = En cas de retard
event-field-wish = Pour cet événement
programme-field-reminder = Rappel
programme-field-days = Jours avant
programme-field-clock = Heure
programme-field-late = En cas de retard
reminders-kind-silent-before-deadline = Invités sans réponse, avant la clôture des réponses
reminders-kind-silent-before-start = Invités sans réponse, avant le début de l’événement
reminders-kind-coming-before-start = Invités qui viennent, avant le début de l’événement
reminders-kind-owner-before-deadline = Responsable de l’événement, avant la clôture des réponses
reminders-kind-owner-before-start = Responsable de l’événement, avant son début
reminders-kind-owner-before-due = Responsable d’un livrable, avant son échéance
reminders-late-skip = Part le jour dit ou pas du tout
reminders-late-send = Part plus tard si c’est encore utile
reminders-wish-follow = Comme le programme
reminders-wish-off = Désactivé
reminders-wish-other = À son propre moment
# Leurs pages.
reminders-title = Rappels
reminders-lead = Le programme envoie ces rappels de lui-même, en comptant les jours de calendrier à l’heure du lieu. Personne n’est relancé deux fois pour la même date ; un événement peut fixer un autre moment ou désactiver un rappel.
reminders-new = Ajouter un rappel
reminders-none = Aucun rappel pour l’instant
reminders-none-why = Un rappel écrit de lui-même, quelques jours avant, aux invités sans réponse, à ceux qui viennent ou aux responsables.
reminders-when = { $days ->
    [0] Le jour même, à { $clock }
    [1] Un jour avant, à { $clock }
   *[other] { $days } jours avant, à { $clock }
}
reminders-next = Prochains départs
reminders-next-none = Rien n’est prévu pour l’instant.
reminders-more = { $n ->
    [one] Un autre suit plus tard.
   *[other] { $n } autres suivent plus tard.
}
reminders-past = { $n ->
    [one] Pour un élément, l’heure est déjà passée : rien ne sera envoyé.
   *[other] Pour { $n } éléments, l’heure est déjà passée : rien ne sera envoyé.
}
reminders-displaced = { $n ->
    [one] Un autre rappel aux mêmes invités ne part plus : il serait parti plus tard le même jour.
   *[other] { $n } autres rappels aux mêmes invités ne partent plus : ils seraient partis plus tard le même jour.
}
reminders-closed = Le programme est clos. Rien n’est envoyé avant sa réouverture.
reminders-people = { $n ->
    [0] Personne, en l’état
    [one] Une personne
   *[other] { $n } personnes
}
reminders-language = { $language } : { $count }
reminders-left-do-not-contact = { $n ->
    [one] Une personne ne souhaite pas de messages.
   *[other] { $n } personnes ne souhaitent pas de messages.
}
reminders-left-no-address = { $n ->
    [one] Une personne n’a pas d’adresse.
   *[other] { $n } personnes n’ont pas d’adresse.
}
reminders-left-address-refused = { $n ->
    [one] L’adresse d’une personne a été refusée.
   *[other] Les adresses de { $n } personnes ont été refusées.
}
reminders-left-suppressed = { $n ->
    [one] Une adresse figure sur la liste de celles auxquelles on n’écrit jamais.
   *[other] { $n } adresses figurent sur la liste de celles auxquelles on n’écrit jamais.
}
reminders-left-chased = { $n ->
    [one] Une personne a été relancée à la main ce jour-là ou depuis.
   *[other] { $n } personnes ont été relancées à la main ce jour-là ou depuis.
}
reminders-left-later = { $n ->
    [one] Une personne n’a été invitée, ou n’a accepté, qu’après cette heure.
   *[other] { $n } personnes n’ont été invitées, ou n’ont accepté, qu’après cette heure.
}
reminders-form-lead = Ce qui partirait est montré avant l’enregistrement.
reminders-days-help = Jours de calendrier à l’heure du lieu, de 0 à 180.
reminders-clock-help = À l’heure du lieu, par exemple 09:00. Une heure sautée par les horloges est décalée d’autant ; si elle revient deux fois, la première compte.
reminders-check = Voir ce qui partira
reminders-check-title = Avant d’enregistrer
reminders-check-armed = Ces rappels partiront :
reminders-check-none = En l’état, rien ne partira.
reminders-check-off = Rien ne sera envoyé pour cet événement.
reminders-save = Enregistrer le rappel
reminders-remove-title = Retirer le rappel
reminders-remove-armed = Ces rappels ne seront pas envoyés :
reminders-remove-none = En l’état, il n’enverrait rien.
reminders-remove = Le retirer
reminders-event-lead = Ce que les rappels du programme feront pour cet événement, et ce qu’ils ont déjà fait.
reminders-all = Tous les rappels du programme
reminders-institutions = Les représentants d’une institution ne reçoivent pas de rappel de la date et du lieu : leur institution s’en charge.
reminders-own-lead = Le moment fixé par le programme : { $when }. Ce qui partirait est montré avant l’enregistrement.
reminders-set = Changer pour cet événement
reminders-sent = { $written ->
    [one] Un message a été préparé
   *[other] { $written } messages ont été préparés
} ; envois : { $gone }, retenus : { $stopped }.
reminders-mails = Voir les messages
reminders-standing-off = Désactivé
reminders-standing-never = Pas de date de référence
reminders-standing-ahead = Prévu
reminders-standing-due = Part maintenant
reminders-standing-sent = Préparé
reminders-standing-unarmed = L’heure était déjà passée
reminders-standing-passed = Passé, rien n’est parti
reminders-shift-shifts = { $n ->
    [0] Rappel décalé : { $kind } · { $before } → { $after } · personne, en l’état
    [one] Rappel décalé : { $kind } · { $before } → { $after } · une personne
   *[other] Rappel décalé : { $kind } · { $before } → { $after } · { $n } personnes
}
reminders-shift-stays = { $n ->
    [0] Rappel qui s’adresse à d’autres : { $kind }, { $after } ; personne, en l’état
    [one] Rappel qui s’adresse à d’autres : { $kind }, { $after } ; une personne
   *[other] Rappel qui s’adresse à d’autres : { $kind }, { $after } ; { $n } personnes
}
reminders-shift-anew = { $n ->
    [0] Nouveau rappel prévu : { $kind } · { $after } · personne, en l’état
    [one] Nouveau rappel prévu : { $kind } · { $after } · une personne
   *[other] Nouveau rappel prévu : { $kind } · { $after } · { $n } personnes
}
reminders-shift-lost = { $n ->
    [0] Rappel qui ne partira pas : { $kind } · { $before } · il n’aurait touché personne
    [one] Rappel qui ne partira pas : { $kind } · { $before } · une personne
   *[other] Rappel qui ne partira pas : { $kind } · { $before } · { $n } personnes
}
note-reminder-removed = Le rappel a été retiré.
reminders-stopped = { $n ->
    [0] Les rappels prévus ne seront pas envoyés.
    [one] Un rappel ne sera pas envoyé.
   *[other] { $n } rappels ne seront pas envoyés.
}
reminders-deadline-title = Autre date limite de réponse
reminders-deadline-lead = Des rappels changent avec elle :
reminders-standing-closed = Le programme est clos
reminders-standing-doubled = Un autre rappel leur parvient ce jour-là
event-did-reminder-missed = Un rappel n’est pas parti à sa date
event-did-reminder-sent = Un rappel resté en attente a été envoyé
event-did-reminder-dismissed = Un rappel resté en attente a été écarté
reminders-late-task = Part à sa date ; ensuite, quelqu’un décide
reminders-standing-missed = N’est pas parti à sa date
reminders-standing-dismissed = Écarté
reminders-missed-title = Non envoyés à leur date
reminders-missed-lead = Il devait partir le { $day }, et rien n’a été envoyé ce jour-là.
reminders-missed-armed = Envoyé maintenant, il atteint :
reminders-missed-nobody = En l’état, il n’atteindrait plus personne.
reminders-missed-send = Envoyer maintenant
reminders-missed-dismiss = Écarter ce rappel
reminders-missed-reason = Pourquoi il n’est pas envoyé
note-reminder-missed-sent-many = { $n ->
    [one] { $n } rappel part maintenant.
   *[other] { $n } rappels partent maintenant.
 }
note-reminder-dismissed = Le rappel est écarté. Rien n’est envoyé.
note-reminder-missed-over = Plus personne n’a à décider de ce rappel : c’est déjà fait, ou il n’est plus utile.
