# Le message du lundi
digest-subject = Votre semaine à partir du { $day } : { $counts }
digest-title = Votre semaine à partir du { $day }
digest-count-late = { $n } en retard
digest-count-due = { $n ->
    [one] { $n } échéance cette semaine
   *[other] { $n } échéances cette semaine
}
digest-count-at-risk = { $n ->
    [one] { $n } événement fragilisé
   *[other] { $n } événements fragilisés
}
digest-count-blocked = { $n ->
    [one] { $n } blocage
   *[other] { $n } blocages
}
digest-count-stuck = { $n ->
    [one] { $n } relecture bloquée
   *[other] { $n } relectures bloquées
}
digest-count-answers = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
}
digest-late = En retard
digest-due = À rendre cette semaine
digest-at-risk = Événements fragilisés : un élément n’est plus acquis
digest-blocked = Blocages, échéance passée ou dans les six semaines
digest-stuck = En relecture, avec trop peu de relecteurs
digest-answered = Réponses depuis lundi dernier
digest-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
digest-accepted = { $n ->
    [one] { $n } présence confirmée
   *[other] { $n } présences confirmées
}
digest-tentative = { $n } peut-être
digest-declined = { $n ->
    [one] { $n } refus
   *[other] { $n } refus
}
digest-waiting = { $n } en liste d’attente
digest-why = Ce message vous parvient le lundi, lorsqu’il y a quelque chose à signaler.
digest-settings = Votre compte :
digest-settings-link = Votre compte
digest-stop-line = Ne plus recevoir le message du lundi :
digest-stop-link = Ne plus recevoir ce message
digest-stop-title = Ne plus recevoir le message du lundi ?
digest-stop-why = L’aperçu de votre semaine ne vous parviendra plus par courriel. Rien ne change dans l’application.
digest-stop-act = Arrêter le message du lundi
digest-stop-done = Le message du lundi est arrêté
digest-stop-done-why = L’aperçu de votre semaine ne vous parvient plus par courriel. Vous pouvez le rétablir dans votre compte.
digest-wish = M’écrire le lundi
digest-wish-help = À 8 h dans votre fuseau horaire : retards, échéances, événements fragilisés, blocages et réponses. Rien n’est envoyé lorsqu’il n’y a rien à signaler.
digest-waits-owner = { $what } ({ $owner })
digest-no-owner = personne n’en répond encore
