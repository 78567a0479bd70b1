overview-caption = Étapes par ville
overview-schedule = Prévoir un événement
overview-more = Modifier
overview-empty = Aucune ville pour l’instant
overview-empty-why = Ajoutez la première ville : elle apporte les étapes et les livrables du modèle.
overview-empty-ask = La coordination du programme n’a pas encore ajouté de ville.
overview-others-more = { $n ->
    [one] encore un événement
   *[other] encore { $n } événements
}
overview-others-at-risk = { $n ->
    [one] { $more }, dont { $n } fragilisé
   *[other] { $more }, dont { $n } fragilisés
}
overview-own = Programme
overview-own-note = au-delà des villes
overview-own-none = Aucun événement au-delà des villes pour l’instant.
overview-late = En retard
overview-waits = Attend une condition
overview-day-time = { $day }, { $time }
overview-due = à rendre le { $day }
overview-due-by = { $name } · à rendre le { $day }
overview-begins = débute le { $day }
overview-ends = s’achève le { $day }
overview-approved-of = { $n ->
    [one] { $n } sur { $of } approuvé
   *[other] { $n } sur { $of } approuvés
 }
overview-deliverables-late = { $n ->
    [one] { $n } livrable en retard
   *[other] { $n } livrables en retard
 }
overview-event-unreported = passé ; comment cela s’est-il déroulé ?
overview-step-over = dernier jour dépassé
overview-nobody-invited = personne n’est encore invité
overview-accepted-places = { $n ->
    [one] { $n } place prise sur { $of }
   *[other] { $n } places prises sur { $of }
 }
overview-accepted-asked = { $n ->
    [one] { $n } invité sur { $of } a accepté
   *[other] { $n } invités sur { $of } ont accepté
 }
overview-deadline = { $label } : { $day }
overview-on-day = le { $day }
overview-no-date = pas encore de date
overview-of = { $n } sur { $of }
overview-tally-approved = livrables approuvés
overview-tally-approved-external = livrables externes approuvés
overview-tally-soon = à échéance sous quinze jours
overview-tally-late = en retard
overview-tally-answered = réponses aux invitations
overview-next = Prochaines dates
overview-next-none = Aucun événement daté à venir.
overview-due-title = En retard ou dû sous quinze jours
overview-due-none = Rien n’est en retard, et rien n’est dû sous quinze jours.
overview-due-none-external = Aucun livrable externe n’est en retard ni attendu dans les quinze jours.
overview-due-deliverable = livrable
overview-due-deadline = demandé par l’organisateur
overview-due-reply = les invités répondent d’ici là
overview-due-report = dire comment cela s’est passé
overview-due-step-end = dernier jour de l’étape
overview-due-reminder = un rappel n’est pas parti
overview-due-none-match = Rien de ce qui est en retard ou dû ne répond à tous ces filtres.
overview-due-count = { $n ->
    [one] { $n } point à suivre
   *[other] { $n } points à suivre
 }
overview-late-n = En retard : { $n }
overview-late-all = Voir les { $n } retards
overview-soon-n = Dû sous quinze jours : { $n }
overview-soon-all = Voir les { $n } échéances des quinze jours
overview-kind-deliverable = Livrable
overview-kind-deadline = Demandé par un organisateur
overview-kind-reply = Réponses des invités
overview-kind-report = Événement à relater
overview-kind-step-end = Dernier jour d’une étape
overview-kind-reminder = Rappel non parti

timeline-title = Chronologie
timeline-all = Toutes les villes
timeline-alt = Étapes, événements et livrables par mois ; le tableau ci-dessous dit la même chose.
timeline-key = Les barres sont les étapes, les anneaux les événements, les losanges les livrables au jour de leur échéance ; plein signifie terminé, approuvé ou confirmé.
timeline-table = La même chose en tableau
timeline-step = Étape
timeline-bar = { $title }, { $days } : { $state }
timeline-due = { $title }, échéance le { $day }
timeline-due-many = { $n } livrables, échéance : { $days }
timeline-more = { $n ->
    [one] Encore { $n } livrable dans leur liste
   *[other] Encore { $n } livrables dans leur liste
 }
timeline-past = { $n ->
    [one] { $n } élément terminé
   *[other] { $n } éléments terminés
 }
timeline-ahead-none = Plus rien n’est en cours ni à venir.
