# Courrier : ce qui part, ce qui attend, et les lettres aux membres.

mail-hello = Bonjour { $name },
mail-account-subject = Votre compte Convoke
mail-account-lead = Un compte vous attend sur { $host }. Choisissez un mot de passe et vous pourrez commencer.
mail-account-act = Choisissez votre mot de passe ici :
mail-account-verb = Choisir un mot de passe
mail-account-not-me = Si ce message vous surprend, vous n’avez rien à faire : sans mot de passe, le compte ne peut pas servir.
mail-reset-subject = Un nouveau mot de passe pour Convoke
mail-reset-lead = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe sur { $host }.
mail-reset-act = Choisissez un nouveau mot de passe ici :
mail-reset-verb = Choisir un nouveau mot de passe
mail-reset-not-me = Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe ne change pas.
mail-link-until = Le lien est valable jusqu’au { $until }, une seule fois.
mail-test-subject = Le courrier de Convoke arrive
mail-test-title = Le courrier arrive.
mail-test-lead = Voici l’essai du { $at } (UTC), demandé sur { $host }. Si vous le lisez, le chemin jusqu’à votre boîte est ouvert.

outbox-title = Courrier
outbox-lead = Tout ce qui part d’ici : ce qui attend, ce qui est parti, et la réponse du relais.
outbox-lead-programmes = Le courrier de vos programmes : ce qui attend, ce qui est parti, et la réponse du relais.
outbox-lead-cities = Le courrier des événements de vos villes : ce qui attend, ce qui est parti, et la réponse du relais.
outbox-test = M’envoyer un essai
outbox-search = Nom, adresse ou mots du relais
outbox-kind = Type
outbox-event = Événement
outbox-to = À
outbox-from = De
outbox-reply-to = Réponses à
outbox-subject = Objet
outbox-when = Quand
outbox-written = Enregistré
outbox-attempts = Tentatives
outbox-reply = Réponse du relais
outbox-failures = Tentatives sans succès
outbox-masked = Les liens personnels sont remplacés ici, pour que personne ne réponde à la place d’un autre.
outbox-cancel = Ne pas envoyer
outbox-waits-for-you = attend votre décision
outbox-none-title = Rien ne correspond
outbox-none = Retirez un filtre, ou regardez dans un autre tiroir.
outbox-empty-title = Rien ici
outbox-empty-waiting = Rien n’attend. Les invitations, confirmations et messages aux collègues se trouvent ici jusqu’à leur départ.
outbox-empty-went = Rien n’est encore parti. Ce que le relais a pris est gardé ici avec sa réponse.
outbox-empty-failed = Aucun échec. Ce qu’un relais refuse définitivement se trouve ici avec sa raison, et peut être retenté.
outbox-empty-doubt = Rien d’incertain. Un message se trouve ici quand la connexion s’est rompue après sa remise et avant la réponse du relais.
outbox-empty-held-back = Rien n’a été retenu. Les messages à qui ne veut plus en recevoir, ou à des adresses qui les refusent, se trouvent ici.
outbox-empty-cancelled = Rien n’a été annulé. Un message en attente peut être retenu avant son départ ; il reste alors lisible ici.
outbox-drawer-waiting = En attente
outbox-drawer-went = Partis
outbox-drawer-failed = En échec
outbox-drawer-doubt = Incertains
outbox-drawer-held-back = Retenus
outbox-drawer-cancelled = Annulés
outbox-state-queued = En file
outbox-state-leased = En cours d’envoi
outbox-state-sent = Parti
outbox-state-retry = À retenter
outbox-state-failed = Échoué
outbox-state-suppressed = Retenu
outbox-state-cancelled = Annulé
outbox-state-doubt = Incertain
outbox-kind-invitation = Invitation ou rappel
outbox-kind-answer-confirmation = Confirmation d’une réponse
outbox-kind-event-notice = Changement d’un événement
outbox-kind-release-request = Demande de validation
outbox-kind-account-invitation = Invitation d’un collègue
outbox-kind-password-reset = Nouveau mot de passe
outbox-kind-round-test = Essai d’une invitation
outbox-kind-relay-test = Essai
outbox-kind-gate-nudge = Demande d’un élément attendu
outbox-kind-clearance-lapsed = Mécène retiré de la page publique
outbox-kind-event-at-risk = Événement fragilisé
outbox-kind-step-days = Nouvelles dates d’une étape
outbox-kind-digest = Message du lundi
outbox-attempt-put-off = remis à plus tard
outbox-attempt-refused = refusé
outbox-attempt-doubt = sans réponse
outbox-reason-address-refused = Cette boîte n’existe pas. Cherchez une autre adresse, ou téléphonez.
outbox-reason-message-refused = Le relais refuse ce message ; sa réponse dit pourquoi.
outbox-reason-refused-by-policy = Le serveur du destinataire refuse nos messages ; sa réponse dit pourquoi.
outbox-reason-gave-up = Remis à plus tard pendant deux jours. Retentez l’envoi, ou téléphonez.
outbox-reason-unknown-reply = La réponse du relais nous est inconnue. Lisez-la et décidez.
outbox-reason-unsendable = L’adresse ou le message ne peut pas passer par ce relais.
outbox-reason-address-unsendable = Ce relais ne peut pas écrire à cette adresse. Cherchez-en une autre, ou téléphonez.
outbox-reason-do-not-contact = Cette personne a demandé qu’on ne lui écrive plus.
outbox-reason-suppressed = Cette adresse est sur la liste de celles à qui ne jamais écrire.
outbox-reason-refused-before = Le relais a refusé cette adresse au cours du dernier mois.
outbox-reason-erased = Les données de cette personne ont été effacées.
outbox-reason-address-removed = L’adresse a été retirée du carnet d’adresses avant le départ du message.
outbox-reason-by-staff = Annulé par un collègue.
outbox-reason-gone = Ce dont il parlait n’existe plus.
outbox-reason-settled = C’était réglé avant le départ du message.
outbox-reason-link-expired = Son lien avait expiré avant le départ.
outbox-reason-seat-removed = L’invité n’a plus de place.
outbox-reason-event-off = L’événement est annulé, reporté ou passé.
outbox-reason-programme-closed = Le programme a été clos avant le départ du message.
outbox-reason-too-early = L’événement a été déplacé et n’a pas encore eu lieu ; personne n’est encore interrogé à son sujet.
outbox-reason-round-recalled = Les invitations ont été retirées avant l’envoi.
outbox-reason-superseded = Une réponse plus récente compte.
outbox-reason-replaced = Un message plus récent décrit l’événement tel qu’il est.
outbox-reason-notice-recalled = Le changement a été retiré avant d’être annoncé.
outbox-reason-answered = La réponse est arrivée avant le départ du message ; il n’y avait plus rien à demander.
outbox-reason-turned-off = Cette personne ne veut plus du message du lundi.
outbox-reason-too-late = Le lundi était passé avant que le message puisse partir.
outbox-reason-nothing-to-say = Il n’y avait rien à signaler cette semaine.
outbox-moot-title = Le message n’existe plus
outbox-idle = Personne n’envoie : du courrier attend depuis plusieurs minutes et aucun processus d’envoi ne tourne.
outbox-idle-cure = Rien n’est perdu. Lancez « convoke serve » ou « convoke work » sur le serveur, et il partira.
outbox-see = Voir le courrier
outbox-alarm-safe = Rien n’est perdu : le courrier attend et repartira de lui-même.
outbox-alarm-since = Depuis : { $ago }.
outbox-alarm-next = Prochain essai : { $time }.
outbox-alarm-now = Un nouvel essai aura lieu avec le prochain message à envoyer.
outbox-alarm-connect = Le relais de courrier est injoignable.
outbox-alarm-tls = Le relais n’offre pas de connexion chiffrée.
outbox-alarm-greeting = Le relais refuse la connexion.
outbox-alarm-login = Le relais refuse notre identification.
outbox-alarm-unavailable = Le relais est occupé.
outbox-alarm-garbage = Ce qui répond n’est pas un relais de courrier.
outbox-alarm-silence = Le relais ne répond pas.
outbox-alarm-lost = Le relais coupe la connexion.
outbox-alarm-storage = Impossible d’écrire dans le dossier du courrier.
outbox-alarm-sender = Le relais refuse notre adresse d’expéditeur.
outbox-alarm-refusing = Le relais refuse tous les destinataires.
outbox-again-title = Retenter l’envoi
outbox-cancel-title = Ne pas envoyer
outbox-again-why = Ils repartent en file sous le même Message-ID. Ceux qui ne veulent plus de nos messages n’en recevront pas.
outbox-cancel-why = Ce qui est déjà en route part quand même. Les messages annulés restent lisibles ici.
outbox-nothing-selected = Rien n’est sélectionné.
outbox-selected-none = Rien de la sélection ne peut plus changer : c’est parti, ou en route.
mailbox-title = Boîte aux lettres
mailbox-lead = Le courrier n’est pas envoyé mais déposé dans le dossier { $folder }. Le voici tel que ses lecteurs le verraient.
mailbox-empty-title = Pas encore de courrier
mailbox-empty = Validez une série d’invitations ou envoyez-vous un essai : le message sera ici.
mailbox-search = Destinataire ou objet
mailbox-calendar = Entrée d’agenda
mailbox-links = Liens de ce message
mailbox-file = Fichier
note-mail-again = De nouveau en file.
note-mail-again-many = { $n ->
    [0] Il ne restait rien à relancer.
    [one] Un message est de nouveau en file.
   *[other] { $n } messages sont de nouveau en file.
}
note-mail-cancelled = Ce ne sera pas envoyé.
note-mail-cancelled-many = { $n ->
    [0] Il ne restait rien à annuler.
    [one] Un message ne partira pas.
   *[other] { $n } messages ne partiront pas.
}
note-mail-test = L’essai est en route vers vous.
problem-mail-too-late = Ce message ne peut plus être changé
problem-mail-too-late-why = Il est parti, ou en route. La liste montre où il en est.
problem-mail-broken-off = L’opération s’est interrompue
problem-mail-broken-off-why = Elle a porté sur { $done } messages sur { $all } ; les autres restent inchangés. Revenez en arrière et choisissez-les de nouveau pour continuer.
outbox-again-count = { $n ->
    [one] 1 message sera retenté.
   *[other] { $n } messages seront retentés.
 }
outbox-cancel-count = { $n ->
    [one] 1 message ne sera pas envoyé.
   *[other] { $n } messages ne seront pas envoyés.
 }
outbox-again-do = { $n ->
    [one] Retenter 1 message
   *[other] Retenter { $n } messages
 }
outbox-cancel-do = { $n ->
    [one] Ne pas envoyer 1 message
   *[other] Ne pas envoyer { $n } messages
 }
outbox-kind-review-request = Demande de relecture
outbox-kind-review-stuck = Trop peu de relecteurs
outbox-kind-changes-asked = Modifications demandées ou approbation retirée
outbox-kind-version-approved = Version approuvée
