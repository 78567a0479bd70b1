# Ce qui doit être réuni avant qu’un événement soit confirmé.

gates-title = Avant la confirmation
gates-title-after = Ce sur quoi il repose
gates-none = Aucune condition
gates-none-lead = Rien n’est exigé avant de confirmer cet événement.
gates-open = Toutes les conditions sont réunies
gates-open-lead = Tout est là : l’événement peut être confirmé.
gates-open-undated-lead = Tout est là. L’événement pourra être confirmé dès qu’un jour sera prévu.
gates-closed = En attente de conditions
gates-closed-lead = { $n ->
    [one] Il manque un élément.
   *[other] Il manque { $n } éléments.
 }
gates-passed = Conditions réunies
gates-passed-lead = Tout était réuni lorsque l’événement a été confirmé.
gates-since-then = Conditions non toutes remplies à ce jour
gates-since-then-lead = Ce qui était demandé lors de la confirmation était réuni. Ce qui est demandé à ce jour ne l’est pas entièrement.
gates-overridden = Confirmé malgré tout
gates-overridden-by = { $name } a confirmé cet événement alors que des conditions n’étaient pas réunies.
gates-overridden-short = confirmé par { $name } malgré des conditions non réunies
gates-at-risk = Fragilisé
gates-at-risk-lead = Un élément sur lequel repose cet événement n’est plus acquis. Les invitations tiennent ; l’alerte cesse d’elle-même dès qu’il l’est de nouveau.
gates-risk-since = depuis le { $when }
gates-lost = n’est plus acquis : { $what }
gates-lost-more = n’est plus acquis : { $what }, { $n ->
    [one] et un autre élément
   *[other] et { $n } autres éléments
 }
gates-waits-for = attend : { $what }
gates-waits-for-more = attend : { $what }, { $n ->
    [one] et un autre élément
   *[other] et { $n } autres éléments
 }
gates-either = une voie parmi plusieurs
gates-enough = suffit à lui seul
gates-together = une voie parmi plusieurs, avec { $what }
gates-nobody = Personne n’en répond encore
gates-deputy = Suppléance :
gates-since = { $standing }, dernière modification { $ago }
gates-stuck = il ne reste pas assez de relecteurs
gates-nudge = Envoyer un rappel
gates-nudge-for = Envoyer un rappel : { $what }
gates-refused-title = Cet événement ne peut pas encore être confirmé
gates-unseen = Il manque à présent quelque chose que cette page n’indiquait pas. Rien n’a été fait : voyez ce qui manque, puis décidez.
gates-missing-now = Ce qui manque à présent
gates-override-title = Confirmer malgré tout
gates-override-lead = Votre nom et votre motif restent définitivement sur la page de l’événement et dans son historique.
gates-override-reason = Motif
gates-override-reason-help = Dites ce qui compense ce qui manque.
gates-override-act = Confirmer malgré ce qui manque
gates-override-ask = La coordination ou le responsable scientifique peut le confirmer malgré tout, en donnant un motif.
gates-back = Retour à l’événement
gates-edit = Modifier les conditions
gates-what-no-deliverable = un livrable qui puisse être approuvé
gates-what-accepted = { $accepted ->
    [one] { $accepted } réponse positive sur { $least } : { $group }
   *[other] { $accepted } réponses positives sur { $least } : { $group }
 }
gates-what-step-date = { $step } se termine le { $day }
gates-what-step-open = { $step } n’a pas de dernier jour
gates-what-step-event = l’événement de l’étape « { $step } » doit avoir eu lieu
gates-what-no-step = une étape qui n’existe pas ici
gates-what-deadline = { $label }, attendu pour le { $day }
gates-what-no-deadline = une échéance de l’organisateur
gates-what-in = { $what } ({ $city })
gates-standing-due = { $state }, pour le { $day }
gates-standing-no-event = aucun événement prévu
note-gate-nudged = Le rappel est parti.
note-gate-nudged-today = Un rappel à ce sujet est déjà parti aujourd’hui. Le prochain pourra partir demain.
note-gate-saved = Les conditions sont enregistrées.

gates-mail-hello = Bonjour,
gates-mail-event = { $event }, { $day }
gates-nudge-subject = Nécessaire pour « { $event } » : { $what }
gates-nudge-lead = L’événement ci-dessous ne peut être confirmé qu’une fois cet élément acquis, et vous en répondez :
gates-nudge-lead-either = L’événement ci-dessous attend cet élément, ou un autre à sa place, et vous en répondez :
gates-nudge-lead-confirmed = L’événement ci-dessous a été confirmé alors que cet élément manque. Il reste attendu, et vous en répondez :
gates-nudge-lead-lost = L’événement ci-dessous repose sur cet élément, qui n’est plus acquis, et vous en répondez :
gates-nudge-by = { $name } sollicite votre aide. { $lead }
gates-nudge-after = Si quelque chose vous retient, dites-le à la coordination de l’événement.
gates-nudge-after-reply = Si quelque chose vous retient, répondez à ce message : votre réponse parvient à { $name }.
gates-nudge-after-mail = Aucun compte n’est nécessaire : répondez à ce message quand c’est fait, ou si quelque chose vous retient. Votre réponse parvient à { $name }.
gates-nudge-act = Voir l’élément attendu
gates-days-subject = Nouvelles dates : { $step }, { $city }
gates-days-lead = Les dates d’une étape ont changé. Auparavant : { $before }.
gates-days-by = { $name } a changé les dates d’une étape. Auparavant : { $before }.
gates-days-line = { $step }, { $city } : { $after }
gates-days-due = à rendre le { $day }, comme avant
gates-days-outside = { $day }, hors de ces dates
gates-days-waits = attend que ces dates soient passées
gates-days-free = n’attend plus ces dates
gates-days-after = Rien d’autre n’a bougé : échéances et événements restent tels quels tant que personne ne les change.
gates-days-act = Voir l’étape
gates-days-why = Vous recevez ce message parce que vous répondez de cette étape ou d’un élément qui dépend de ses dates.
gates-nudge-why = Vous recevez ce message parce que cet élément vous est confié.
gates-risk-subject = Fragilisé : { $event }
gates-risk-lead = L’événement ci-dessous est fragilisé : un élément sur lequel il repose n’est plus acquis.
gates-risk-after = Les invitations tiennent et les invités n’ont été prévenus de rien. L’alerte cesse d’elle-même dès que tout est de nouveau acquis.
gates-risk-act = Voir l’événement
gates-risk-why = Vous recevez ce message parce que vous répondez de cet événement ou de son étape.

gates-edit-title = Conditions
gates-edit-step-lead = Les événements de cette étape sont confirmés quand ces conditions sont réunies.
gates-edit-event-lead = Cet événement est confirmé quand ces conditions sont réunies, ainsi que celles de son étape.
gates-edit-own-lead = Cet événement est confirmé quand ces conditions sont réunies.
gates-empty-why = Rien n’est encore exigé. Ajoutez une première condition : les résultats des étapes précédentes approuvés, par exemple, ou dix urbanistes qui ont accepté. Tant qu’elle n’est pas réunie, la confirmation est refusée et dit à qui s’adresser.
gates-empty-group = Ce groupe est vide. Ajoutez-y une condition, ou retirez-le.
gates-explained = En clair
gates-explain-none = Aucune condition n’est posée ici.
gates-explain-all = Tout ceci :
gates-explain-any = Un au moins de ces éléments :
gates-told-all = tout ceci : { $what }
gates-told-any = au moins l’un de ceci : { $what }
gates-told-two = { $one } ; { $two }
gates-told-within = ({ $what })
gates-explain-not-yet = L’énoncé apparaît dès que chaque condition est renseignée.
gates-met = réuni :
gates-not-met = pas encore réuni :
gates-check = Vérifier
gates-add = Ajouter
gates-add-what = Ce qui est exigé
gates-remove = Retirer cette condition
gates-group = Comment elles comptent ensemble
gates-group-all = Toutes ces conditions
gates-group-any = L’une de ces conditions
gates-group-remove = Retirer ce groupe
gates-own-name = Lui donner un nom
gates-title-in = Nom, { $language }
gates-test-approved = Des résultats de certains types approuvés
gates-test-named = Certains livrables approuvés
gates-test-accepted = Assez d’invités d’un groupe
gates-test-step = Une étape antérieure est terminée
gates-test-deadline = L’échéance de l’organisateur tenue
gates-test-group = Un groupe de conditions
gates-field-kinds = Types de résultats
gates-field-steps = De quelles étapes
gates-field-deliverables = Livrables
gates-field-group = Groupe
gates-field-least = Au moins combien
gates-field-step = Étape
gates-field-by = Terminée quand
gates-field-deadline = Échéance
gates-by-held = son événement a eu lieu
gates-by-date = son dernier jour est passé
gates-say-approved = approuvés : { $what } · { $place }
gates-say-everything = tous les livrables
gates-say-steps-before = étapes précédentes
gates-say-named = approuvés : { $what }
gates-say-accepted = { $n ->
    [one] au moins une réponse positive
   *[other] au moins { $n } réponses positives
 } · { $group }
gates-say-step-before = l’étape précédente
gates-say-held = l’événement a eu lieu · { $step }
gates-say-past = le dernier jour est passé · { $step }
gates-say-deadlines = toutes les échéances de l’organisateur sont tenues
gates-say-deadline = l’échéance de l’organisateur est tenue · { $label }
gates-conditions = { $n ->
    [one] une condition
   *[other] { $n } conditions
 }
gates-with-standing = { $what } ({ $standing })
