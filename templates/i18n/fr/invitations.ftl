# Guests and invitations on the desk.

invitations-guests = Invités
invitations-rounds = Invitations
invitations-chase = À appeler
invitations-add = Ajouter des invités
invitations-add-act = Ajouter à l’événement
invitations-add-lead = Ajouter quelqu’un n’envoie rien. Les invitations partent quand vous validez l’envoi.
invitations-invite = Inviter
invitations-empty = Personne pour l’instant
invitations-empty-why = Les invités sont des personnes de votre carnet. Choisissez-les par nom ou par groupe ; écrivez ensuite ce qu’ils liront, vérifiez, puis validez l’envoi.
invitations-search = Nom ou organisme
invitations-search-people = Nom, pinyin ou organisme
invitations-standing = Affichés
invitations-standing-all = Tous
invitations-standing-not-invited = Pas encore invités
invitations-standing-unanswered = Invités, sans réponse
invitations-standing-accepted = Viennent
invitations-standing-tentative = Peut-être
invitations-standing-declined = Ne viennent pas
invitations-standing-waiting = En attente
invitations-standing-refused = Message refusé
invitations-standing-by-phone = À prévenir par téléphone
invitations-answer-none = Pas de réponse
invitations-answer-accepted = Vient
invitations-answer-tentative = Peut-être
invitations-answer-declined = Ne vient pas
invitations-answer-waiting = Sur liste d’attente
invitations-delivery-not-invited = Pas invité
invitations-delivery-no-mail = Sollicité sans courriel
invitations-delivery-on-its-way = En route
invitations-delivery-delivered = Remis
invitations-delivery-refused = Refusé
invitations-delivery-suppressed = À ne pas contacter
invitations-delivery-doubt = Incertain
invitations-written-in = { $then } ; désormais { $now }
invitations-door-page = par la page
invitations-door-api = par l’interface
invitations-door-mail = par courriel
invitations-door-calendar = par l’agenda
invitations-door-staff = par l’équipe
invitations-door-command = par commande
invitations-door-engine = par le système
invitations-col-latin = Nom en lettres latines
invitations-col-organisation = Organisme
invitations-col-role = Fonction
invitations-col-delivery = Invitation
invitations-col-invited = Invité le
invitations-col-answer = Réponse
invitations-col-line = Rang sur la liste d’attente
invitations-col-door = Par quelle voie
invitations-col-answered = Répondu le
invitations-by-group = Ont accepté, par groupe
invitations-by-place = Ont accepté, par lieu
invitations-by-door = Voies de réponse
invitations-bars = Invités qui ont accepté, sur tous ceux de la liste.
invitations-bars-unnamed = { $n ->
    [one] Une place n’a pas encore de nom et n’y figure pas.
   *[other] { $n } places n’ont pas encore de nom et n’y figurent pas.
 }
invitations-place-unknown = Lieu inconnu
invitations-refused-note = { $n ->
    [one] Le message d’un invité a été refusé.
   *[other] Les messages de { $n } invités ont été refusés.
 }
invitations-refused-on = refusée le { $day } : { $reply }
invitations-ask-refused = Solliciter à nouveau, à une autre adresse.
invitations-by-phone-note = { $n ->
    [one] Un invité qui peut venir ne reçoit aucun message : prévenez-le par téléphone en cas de changement.
   *[other] { $n } invités qui peuvent venir ne reçoivent aucun message : prévenez-les par téléphone en cas de changement.
 }
invitations-tell-by-phone = À prévenir par téléphone
invitations-in-line = nº { $n } sur la liste
invitations-bar-part = { $word } : { $n }
invitations-turn = { $free ->
    [one] Une place est libre
   *[other] { $free } places sont libres
 } et { $waiting ->
    [one] une personne attend
   *[other] { $waiting } personnes attendent
 } ; en tête de liste : { $name }.
invitations-turn-unlimited = Le nombre de places n’est plus limité et { $waiting ->
    [one] une personne attend encore
   *[other] { $waiting } personnes attendent encore
 } ; en tête de liste : { $name }.
invitations-before = { $n ->
    [one] Une personne attend une place depuis plus longtemps : enregistrer « Vient » donne d’abord la place libre à cet invité. Vous pouvez continuer.
   *[other] { $n } personnes attendent une place depuis plus longtemps : enregistrer « Vient » donne d’abord une place libre à cet invité. Vous pouvez continuer.
 }
invitations-bar-open = Sans réponse, invités ou non
invitations-tally-invited = Invités
invitations-mails-delivered = { $n ->
    [0] Aucune invitation n’est encore remise.
    [one] Une invitation est remise.
   *[other] { $n } invitations sont remises.
 }
invitations-mails-on-their-way = { $n ->
    [one] Une est en route.
   *[other] { $n } sont en route.
 }
invitations-mails-not-yet = { $n ->
    [one] Un invité n’est pas encore sollicité.
   *[other] { $n } invités ne sont pas encore sollicités.
 }
invitations-none-match = Aucun invité ne correspond
invitations-none-match-why = Élargissez le filtre, ou affichez tout le monde.
invitations-xlsx = Fichier Excel
invitations-csv = Fichier CSV
invitations-paper = Pour le jour même
invitations-sheet = Feuille d’émargement
invitations-sheet-how = Choisissez la langue, puis imprimez depuis votre navigateur. Les noms sont classés par ordre alphabétique ; les dernières lignes sont pour les personnes venues sans s’être annoncées.
invitations-tents = Chevalets de table
invitations-tents-how = Choisissez la langue, puis imprimez sur carton A4, à taille réelle. Deux par feuille : coupez le long des tirets, puis pliez chacun au milieu.
invitations-paper-accepted = Personnes attendues
invitations-paper-all = Tous les invités, sauf ceux qui ont décliné
invitations-paper-nobody = Personne n’a encore accepté
invitations-paper-nobody-why = Chaque personne qui accepte aura ici son chevalet, avec son nom dans les deux écritures.
invitations-signature = Signature
invitations-enter = Saisir la réponse
invitations-enter-title = Saisir une réponse
invitations-enter-act = Enregistrer cette réponse
invitations-source = Par quelle voie
invitations-source-help = Par exemple : sa secrétaire Mme Chen. Nécessaire pour « Autrement ».
invitations-source-words = Précisions
invitations-note-help = Pour votre équipe seulement ; l’invité ne la lit pas.
invitations-way-phone = Téléphone
invitations-way-mail = Courriel ou lettre
invitations-way-in-person = De vive voix
invitations-way-other = Autrement
invitations-by-phone = par téléphone
invitations-by-mail = par courrier
invitations-by-in-person = de vive voix
invitations-preview-no-address = aucune adresse : cet invité ne reçoit pas de message
invitations-preview-hidden = une adresse que vous ne pouvez pas voir
invitations-chase-empty = Personne à appeler
invitations-chase-empty-why = Les personnes invitées qui n’ont pas répondu apparaissent ici, avec leur numéro.
invitations-chase-lead = { $n ->
    [one] Un invité n’a pas encore répondu.
   *[other] { $n } invités n’ont pas encore répondu.
 }
invitations-chase-until = Les réponses comptent jusqu’au { $when }.
invitations-chase-copy = Noms et numéros à copier
invitations-chase-write = Écrire un rappel
invitations-nobody-found = Personne ne correspond
invitations-nobody-found-why = Essayez une partie du nom, en caractères ou en pinyin.
invitations-no-people = Le carnet est vide
invitations-no-people-why = Ajoutez d’abord des personnes, une à une ou depuis un tableur.
invitations-seated = Déjà sur la liste
invitations-remove = Retirer
invitations-remove-title = Retirer des invités
invitations-remove-what = { $n ->
    [one] Un invité quitte la liste de cet événement.
   *[other] { $n } invités quittent la liste de cet événement.
 }
invitations-remove-why = Leur lien ne fonctionne plus et les messages en attente ne partent pas. Personne n’est prévenu. Leurs réponses restent consignées.
invitations-remove-accepted = { $n ->
    [one] L’un d’eux avait accepté ; sa place redevient libre.
   *[other] { $n } d’entre eux avaient accepté ; leurs places redeviennent libres.
 }
invitations-remove-act = { $n ->
    [one] Retirer un invité
   *[other] Retirer { $n } invités
 }
invitations-remove-none = Personne n’est coché
invitations-remove-none-why = Cochez les invités à retirer, puis recommencez.
invitations-and-more = { $n ->
    [one] et un autre
   *[other] et { $n } autres
 }
invitations-step-who = Qui
invitations-step-text = Ce qu’ils lisent
invitations-step-check = Vérifier
invitations-step-release = Envoyer
invitations-audience = Qui inviter ?
invitations-audience-help = Vous pourrez ensuite cocher les invités un à un.
invitations-not-yet = { $n ->
    [one] Le seul invité pas encore sollicité
   *[other] Les { $n } pas encore sollicités
 }
invitations-whose-mail-refused = { $n ->
    [one] L’invité dont le message a été refusé, à une autre adresse
   *[other] Les { $n } dont le message a été refusé, à une autre adresse
 }
invitations-who-are-silent = { $n ->
    [one] Un rappel à l’invité sans réponse
   *[other] Un rappel aux { $n } sans réponse
 }
invitations-group-of = { $name } ({ $n })
invitations-all-invited = Tous les invités de la liste ont reçu leur invitation
invitations-all-invited-why = Ajoutez des invités pour aller plus loin.
invitations-choose-act = Garder ce choix
invitations-people = { $n ->
    [one] une personne
   *[other] { $n } personnes
 }
invitations-rounds-empty = Aucune invitation
invitations-rounds-empty-why = Une invitation part en quatre étapes : qui, ce qu’ils lisent, vérifier, envoyer.
invitations-round-name = Nom
invitations-round-name-help = Pour votre équipe ; les invités ne le voient pas.
invitations-subject = Objet
invitations-body = Message
invitations-text-act = Enregistrer et vérifier
invitations-placeholders = Ce qui se remplit seul
invitations-placeholders-why = Tapez-les tels quels, accolades comprises. L’encadré avec la date et le lieu, le bouton et le lien s’ajoutent d’eux-mêmes.
invitations-placeholder-name = le nom de l’invité
invitations-placeholder-salutation = la formule d’appel de l’invité
invitations-placeholder-event = le titre de l’événement
invitations-placeholder-city = la ville
invitations-placeholder-date = le jour
invitations-placeholder-time = les heures, sur place ; sur plusieurs jours, celle du début
invitations-placeholder-venue = le nom du lieu
invitations-placeholder-reply-by = le dernier jour pour répondre et son heure, à l’horloge du lieu
invitations-placeholder-link = la page de réponse de l’invité
invitations-state-draft = Brouillon
invitations-state-asked = Attend une seconde personne
invitations-state-released = Envoi autorisé
invitations-state-recalled = Retirée
invitations-will-get = { $n ->
    [one] Une personne recevra un message
   *[other] { $n } personnes recevront un message, chacune dans une langue
 }
invitations-leaving = { $n ->
    [one] Une personne va recevoir un message
   *[other] { $n } personnes vont recevoir un message
 }
invitations-got-nobody = Personne n’a reçu de message
invitations-got = { $n ->
    [one] Un message a été envoyé à une personne
   *[other] Un message a été envoyé à { $n } personnes
 }
invitations-shared-title = Adresses partagées
invitations-shared = { $n ->
    [one] Une personne parmi elles partage une adresse
   *[other] { $n } d’entre elles partagent une adresse
 }
invitations-shared-why = Chacune reçoit son propre message, avec son nom et son lien. Si une adresse n’appartient qu’à une seule, corrigez celle de l’autre.
invitations-shared-hidden = Une même adresse
invitations-will-not = { $n ->
    [one] Une personne ne recevra rien ; voici pourquoi
   *[other] { $n } personnes ne recevront rien ; voici pourquoi
 }
invitations-did-not = { $n ->
    [one] Une personne n’a rien reçu ; voici pourquoi
   *[other] { $n } personnes n’ont rien reçu ; voici pourquoi
 }
invitations-uninvited = Toutes les personnes qui ne sont pas encore invitées
invitations-why-later = ajoutée depuis, ou joignable seulement depuis
invitations-not-written = pas rédigé
invitations-why-event-off = l’événement est annulé ou passé
invitations-why-event-undated = l’événement n’a pas encore de date
invitations-why-no-address = pas d’adresse
invitations-why-address-refused = adresse refusée auparavant
invitations-why-suppressed = adresse à ne pas utiliser
invitations-why-do-not-contact = ne souhaite plus être contacté
invitations-why-already-invited = déjà invité à cet événement
invitations-why-answered = a répondu
invitations-why-not-asked = pas encore invité
invitations-why-reminded-today = déjà relancé le même jour : { $when } ; le prochain rappel peut partir le lendemain
invitations-why-taken-back = le message a été annulé avant son départ
invitations-why-missing-translation = pas rédigé en { $language }
invitations-read-as = Lire en tant que
invitations-read = Lire
invitations-chases = Un rappel à ceux qui n’ont pas répondu
invitations-try = { $n ->
    [one] M’envoyer d’abord le message
    [3] M’envoyer d’abord les trois
   *[other] M’envoyer d’abord les { $n }
 }
invitations-try-why = Un message d’essai par langue arrive à votre propre adresse, marqué comme tel. Ses liens ne mènent nulle part.
invitations-filled-today = Objet et lettre sont remplis ici avec les données actuelles de l’événement. Ce qui est parti se trouve sous Courrier.
invitations-left-see = Voir les messages eux-mêmes
invitations-set-deadline = Fixer une autre échéance
invitations-test-subject = [Essai · { $language }] { $subject }
invitations-test-banner = Ceci est un essai de « { $round } », tel que { $name } le lirait. Aucun invité ne l’a reçu, et ses liens ne mènent nulle part.
invitations-preview-stand-in = Aucun invité ne lit cette langue ; le message est montré tel que vous le recevriez.
invitations-preview-title = Comme un invité le lit
invitations-preview-as = En tant que
invitations-preview-dead = Les liens de cet aperçu ne mènent nulle part.
invitations-release = { $n ->
    [one] Envoyer une invitation
   *[other] Envoyer { $n } invitations
 }
invitations-release-why = Elles partent cinq minutes après et peuvent être retirées d’ici là.
invitations-release-chase = { $n ->
    [one] Envoyer un rappel
   *[other] Envoyer { $n } rappels
 }
invitations-release-chase-why = Ils partent cinq minutes après et peuvent être retirés d’ici là.
invitations-ask = Demander la validation d’une seconde personne
invitations-second-why = Ce programme demande une seconde personne : toutes celles qui peuvent valider un envoi ici sont prévenues par courriel.
invitations-asked-own = Vous avez demandé la validation. Quelqu’un d’autre doit la donner.
invitations-not-yours = Vous pouvez consulter cet envoi ; d’autres peuvent le valider.
invitations-discard = Jeter ce brouillon
invitations-take-up = En refaire un brouillon
invitations-take-up-why = Le texte et les invités peuvent changer ; l’envoi se fait ensuite comme avant. Qui a été invité entre-temps n’est pas repris.
invitations-copy = Écrire à ceux qui restent
invitations-copy-why = Crée un brouillon avec ce texte pour tous ceux sans invitation.
invitations-copy-chase = Relancer encore une fois
invitations-copy-chase-why = Crée un brouillon avec ce texte pour ceux qui n’ont toujours pas répondu.
invitations-undo = « { $name } » va partir.
invitations-default-name = Premier envoi
invitations-default-subject = {"{"}event{"}"}, {"{"}date{"}"} : votre invitation
invitations-default-body = Nous serions heureux de vous accueillir à « {"{"}event{"}"} », à {"{"}city{"}"}, et d’entendre votre point de vue.
invitations-chase-default-name = Rappel
invitations-chase-default-subject = {"{"}event{"}"}, {"{"}date{"}"} : pouvons-nous compter sur vous ?
invitations-chase-default-body = Nous vous avons écrit au sujet de cette rencontre et restons sans nouvelles de vous. Un mot suffit, même si vous ne pouvez pas venir : votre place pourrait alors revenir à quelqu’un d’autre.
invitations-mail-request-subject = À valider : invitations à « { $event } »
invitations-mail-request = { $n ->
    [one] { $name } vous demande de relire l’invitation d’une personne à « { $event } » et de la valider :
   *[other] { $name } vous demande de relire les invitations de { $n } personnes à « { $event } » et de les valider :
 }
invitations-mail-request-chase-subject = À valider : rappels pour « { $event } »
invitations-mail-request-chase = { $n ->
    [one] { $name } vous demande de relire le rappel adressé à une personne sans réponse pour « { $event } » et de le valider :
   *[other] { $name } vous demande de relire les rappels adressés à { $n } personnes sans réponse pour « { $event } » et de les valider :
 }
invitations-mail-request-act = Pour relire et valider :
invitations-mail-request-verb = Relire et valider
invitations-mail-request-why = Rien ne part avant qu’une autre personne que l’auteur n’ait validé.
note-guests-added = Les invités sont sur la liste.
note-guests-none = Aucune case n’était cochée : personne n’a été ajouté.
note-guests-removed = Les invités ne sont plus sur la liste.
note-answer-recorded = La réponse est enregistrée.
note-answer-waits = La réponse est enregistrée. Plus aucune place libre : la personne est sur la liste d’attente.
note-round-asked = Les autres personnes habilitées ont été sollicitées.
note-round-released = Envoi autorisé. Le premier message part dans cinq minutes.
note-round-recalled = Envoi retiré. Personne n’a reçu de message.
note-round-taken-up = C’est de nouveau un brouillon. Rien ne part avant l’envoi.
note-round-tried = Les messages d’essai sont en route vers vous.
note-round-deleted = Le brouillon est supprimé.
event-did-seats-added = Invités ajoutés
event-field-seats = Invités
problem-round-sealed = Cet envoi est parti
problem-round-sealed-why = Son texte et ses destinataires restent tels quels. Commencez un autre envoi pour le reste.
problem-round-called-back = Cet envoi a été retiré
problem-round-called-back-why = Rien n’en est parti. Refaites-en un brouillon pour le modifier ou pour l’envoyer.
problem-round-not-asked = Il faut d’abord solliciter une seconde personne
problem-round-not-asked-why = Ce programme n’envoie rien sur la parole d’une seule personne. Demandez la validation ; quelqu’un d’autre la donne.
problem-round-second-person = Quelqu’un d’autre doit valider cet envoi
problem-round-second-person-why = Vous avez demandé cette validation ; vous ne pouvez pas la donner.
problem-round-nobody = Personne ne recevrait de message
problem-round-nobody-why = Toutes les personnes choisies sont écartées, ou aucune n’est choisie. Voyez les raisons, ou choisissez-en d’autres.
problem-round-too-late = Les premiers messages sont partis
problem-round-too-late-why = Un envoi se retire dans les cinq minutes. Ce qui attend encore peut être arrêté un à un dans la rubrique Courrier.
problem-round-not-released = Il n’y a rien à retirer
problem-round-not-released-why = Cet envoi n’est pas validé, ou a déjà été retiré.
problem-answers-cancelled = L’événement est annulé
problem-answers-cancelled-why = Un événement annulé ne reçoit plus de réponses.
problem-answers-postponed = L’événement est reporté
problem-answers-postponed-why = Les réponses reprennent avec la nouvelle date.
problem-answers-over = L’événement est passé
problem-answers-over-why = Les réponses n’y changent plus rien.
problem-answers-none-free = Aucune place n’est libre
problem-answers-none-free-why = Quelqu’un d’autre l’a eue entre-temps, ou l’événement n’en offre plus. L’institution garde son tour.
problem-answers-deadline = Le délai de réponse est passé
problem-answers-deadline-why = L’équipe peut encore saisir une réponse donnée par téléphone.
