# Relays: organisations that pass results on, what they are offered, and what they tell.

relays-title = Relais
relays-short = Des chambres et des consulats le transmettent à leurs membres, et disent combien l’ont reçu.
relays-lead = Ce que chambres, ambassades et consulats transmettent à leurs membres, et le nombre de destinataires qu’ils déclarent.
relays-board = Vue d’ensemble
relays-channels = Canaux
relays-csv = Télécharger en CSV
relays-none = Rien n’est encore transmis
relays-none-why = Il faut un canal, c’est-à-dire un organisme qui transmet, et un dossier : des textes courts et le fichier d’un livrable externe.
relays-results = Livrables
relays-result = Livrable
relays-house = Organisme
relays-country = Pays
relays-language = Langue
relays-offered-on = Proposé le
relays-embargo = Embargo
relays-members = Membres atteints
relays-forwarded-on = Transmis le
relays-source = Indiqué par
relays-not-offered = pas proposé
relays-reached = membres : { $members }
relays-reach = Portée
relays-total = { $n ->
    [one] Membres atteints : { $members }, selon { $n } compte rendu.
   *[other] Membres atteints : { $members }, selon { $n } comptes rendus.
 }
relays-reach-none = Aucun organisme n’a encore dit combien de membres l’ont reçu.
relays-declared = Selon les organismes ; un membre de deux d’entre eux compte deux fois.
relays-declared-why = Le nombre de destinataires est celui que l’organisme déclare. Les ouvertures de la page et les téléchargements sont comptés par lien, non par personne.
relays-by-languages = Par langue
relays-by-countries = Par pays
relays-reports = { $n ->
    [one] { $n } compte rendu
   *[other] { $n } comptes rendus
 }
relays-channels-lead = Les organismes qui transmettent les résultats, chacun par un interlocuteur et dans la langue de celui-ci.
relays-channels-none = Aucun canal pour l’instant
relays-channels-none-why = Un canal est une chambre, une ambassade ou un consulat qui transmet les résultats à ses membres.
relays-channel-new = Ajouter un canal
relays-channel-edit = Modifier le canal
relays-channel-retired = n’est plus sollicité
relays-channel-retire = Ne plus solliciter
relays-channel-retire-of = Ne plus solliciter : { $house }
relays-channel-back = Solliciter de nouveau
relays-channel-back-of = Solliciter de nouveau : { $house }
relays-channel-remove = Retirer
relays-channel-remove-of = Retirer : { $house }
relays-channel-members = Membres qu’il touche
relays-channel-members-help = Selon l’organisme ; vide tant qu’on ne le sait pas.
relays-channel-note = Note
relays-channel-offered = Proposés
relays-officer = Interlocuteur
relays-officer-help = La personne à qui nous écrivons, dans la langue de sa fiche. Si vous en choisissez une autre, les liens de la précédente cessent de fonctionner ; envoyez à la nouvelle un lien depuis chaque relais.
relays-officer-choose = Choisissez une personne
relays-officer-nobody = Aucune personne de cet organisme n’est encore enregistrée. Ajoutez d’abord son interlocuteur parmi les personnes, en l’y rattachant.
relays-choose-lead = Chambres, ambassades et consulats ; cherchez tout autre organisme.
relays-choose-search = Chercher un organisme
relays-choose-none = Aucun organisme trouvé
relays-choose-none-why = Ajoutez-le d’abord aux organismes.
relays-choose-already = est déjà un canal
relays-of-result = Ce qui est transmis
relays-offer = Proposer aux canaux
relays-offer-act = Envoyer les messages
relays-offer-n = { $n ->
    [one] { $n } message peut partir
   *[other] { $n } messages peuvent partir
 }
relays-offer-to = Qui reçoit un message
relays-offer-everybody = Il a été proposé à tous les canaux
relays-offer-no-one = Il ne peut être proposé à personne pour l’instant
relays-left-out = Laissés de côté
relays-by-language = { $language } : { $n }
relays-why-offered = a déjà été sollicité
relays-why-retired = n’est plus sollicité
relays-why-do-not-contact = l’interlocuteur ne souhaite plus de courrier
relays-why-no-address = l’interlocuteur n’a pas d’adresse
relays-why-address-refused = l’adresse de l’interlocuteur a été refusée
relays-why-suppressed = nous n’écrivons jamais à cette adresse
relays-why-no-text = aucun texte dans la langue de l’interlocuteur
relays-why-waits = la proposition n’est pas encore partie, et le dira d’elle-même
relays-why-knows = le sait déjà
relays-why-rests = sera prévenu quand le livrable sera de nouveau approuvé
relays-waits = Il n’est pas approuvé pour l’instant et ne peut être proposé à personne. Les liens déjà envoyés disent qu’il est en révision ; les propositions qui n’étaient pas encore parties partiront dès qu’il sera de nouveau approuvé.
relays-withdrawn = Il a été retiré ou remplacé. Les liens déjà envoyés le disent.
relays-told-stop = { $n ->
    [one] { $n } interlocuteur à qui il a été proposé, et qui ne l’a pas transmis, est prié par message, cinq minutes après, de ne pas le faire.
   *[other] { $n } interlocuteurs à qui il a été proposé, et qui ne l’ont pas transmis, sont priés par message, cinq minutes après, de ne pas le faire.
 }
relays-told-go = { $n ->
    [one] { $n } interlocuteur, prié de ne pas le transmettre, est prévenu par message, cinq minutes après, qu’il est de nouveau approuvé.
   *[other] { $n } interlocuteurs, priés de ne pas le transmettre, sont prévenus par message, cinq minutes après, qu’il est de nouveau approuvé.
 }
relays-internal = Il est interne. Rien n’en est transmis, et les liens déjà envoyés n’ouvrent rien.
relays-rest-with = { $n ->
    [one] S’il devient interne, le lien du canal à qui il a été proposé est mis en sommeil : il n’ouvre rien tant que le livrable n’est pas de nouveau externe.
   *[other] S’il devient interne, les liens des { $n } canaux à qui il a été proposé sont mis en sommeil : ils n’ouvrent rien tant que le livrable n’est pas de nouveau externe.
 }
relays-works-with = { $n ->
    [one] S’il devient externe, le lien du canal à qui il a été proposé sert de nouveau.
   *[other] S’il devient externe, les liens des { $n } canaux à qui il a été proposé servent de nouveau.
 }
relays-package-none = Rien n’est encore rédigé pour être transmis
relays-package-none-why = Un dossier se compose d’un texte court et d’un plus long dans chaque langue, avec un embargo s’il y en a un. Le fichier approuvé suit de lui-même.
relays-package-new = Rédiger le dossier
relays-package-edit = Modifier le dossier
relays-package-lead = Les deux textes d’une langue, ou aucun. Les interlocuteurs dont la langue n’a pas de texte sont laissés de côté lors de la proposition.
relays-package-offered = Il a déjà été proposé. Les liens montrent aussitôt les nouveaux textes. Avant d’enregistrer un autre embargo, vous verrez quels interlocuteurs en sont prévenus.
relays-check-title = Un autre embargo : ce qui s’ensuit
relays-check-told = { $n ->
    [0] Aucun interlocuteur n’est prévenu par message
    [one] { $n } interlocuteur est prévenu par message
   *[other] { $n } interlocuteurs sont prévenus par message
 }
relays-check-untold = Qui ne reçoit pas de message, et pourquoi
relays-check-undo = Les messages partent au bout de cinq minutes. Si vous revenez à l’ancien embargo d’ici là, personne n’est prévenu.
relays-check-act = Enregistrer ainsi
relays-texts = Textes
relays-text-short = Texte court
relays-text-long = Texte plus long
relays-limit-words = { $n } mots au plus
relays-limit-characters = { $n } caractères au plus
relays-embargo-help = Tant qu’il dure, les membres ne doivent pas le recevoir.
relays-embargo-none = Aucun
relays-embargo-day = Jusqu’à une date fixe
relays-embargo-event = Lié à un événement, et déplacé avec lui
relays-embargo-on = Libre à partir du
relays-embargo-after = Compté à partir du dernier jour de
relays-embargo-no-event = Aucun événement
relays-embargo-days = Jours après
relays-lapse-days = Jours avant l’expiration d’un relais resté sans réponse
relays-lapse-days-help = Après notre dernier message à l’interlocuteur, ou après la fin de l’embargo si elle est plus tardive. On peut encore répondre ensuite.
relays-lapse = Expire
relays-lapses = { $n ->
    [one] { $n } jour après notre dernier message, ou après l’embargo s’il finit plus tard
   *[other] { $n } jours après notre dernier message, ou après l’embargo s’il finit plus tard
 }
relays-to = Proposé à
relays-to-nobody = Il n’a encore été proposé à personne.
relays-free = Pas d’embargo
relays-until = Libre à partir du { $day }
relays-unknown = À ne pas transmettre encore ; la date n’est pas connue
relays-approval = À ne pas transmettre avant une nouvelle approbation
relays-never = À ne plus transmettre
relays-day-unknown = date encore inconnue
relays-day-approval = à la nouvelle approbation
relays-day-never = retiré
relays-knows = L’interlocuteur a été informé : { $until }
relays-early = avant l’embargo actuel
relays-early-why = Il a été transmis avant la date à partir de laquelle il est désormais libre. L’interlocuteur en connaissait peut-être une autre.
relays-reason = Motif du refus
relays-told = Ce que dit l’organisme
relays-told-report = C’est transmis
relays-told-taken = Il le fera
relays-told-declined = Il ne le peut pas
relays-told-late = Une autre réponse a été saisie entre-temps. Voici où l’on en est ; votre saisie est encore ci-dessous.
relays-told-unsaved = Leur accord est enregistré. Le reste de votre saisie, ci-dessous, ne l’est pas : saisissez-le quand ce sera transmis.
relays-told-enter = Saisir ce qu’ils nous ont dit
relays-again = Renvoyer le lien
relays-again-why = Le même message part à l’interlocuteur actuel.
relays-again-act = Renvoyer
relays-shift = { $n ->
    [one] Embargo de « { $title } » : { $before } → { $after }. { $n } canal est prévenu par message.
   *[other] Embargo de « { $title } » : { $before } → { $after }. { $n } canaux sont prévenus par message.
 }
relay-state-offered = proposé
relay-state-taken = pris en charge
relay-state-forwarded = transmis
relay-state-reported = compte rendu reçu
relay-state-declined = décliné
relay-state-lapsed = expiré
relay-source-page = l’organisme
relay-source-staff = saisi par nous
relay-source-none = encore personne
note-relays-offered = Le message part dans cinq minutes.
note-relays-offered-many = { $n ->
    [one] { $n } message part dans cinq minutes.
   *[other] { $n } messages partent dans cinq minutes.
 }
relays-leaving = { $n ->
    [one] { $n } message va partir.
   *[other] { $n } messages vont partir.
 }
deliverable-past-relay-called-back = Proposition à un canal annulée
note-relays-recalled = La proposition est annulée, et personne n’a été prévenu.
problem-relay-too-late = Les messages sont partis
problem-relay-too-late-why = Une proposition peut être annulée pendant cinq minutes.
note-relays-again = Le message est de nouveau en route.
problem-relay-not-given = Il ne peut pas être donné à l’extérieur pour l’instant
problem-relay-not-given-why = Seuls les livrables externes approuvés ou publiés sont proposés.
problem-relay-channel-twice = Cet organisme est déjà un canal
problem-relay-channel-twice-why = Un organisme n’est un canal qu’une fois par programme. Modifiez celui qui existe.
problem-relay-nobody = Personne ne recevrait de message
problem-relay-nobody-why = Personne n’est coché, ou personne ne peut être joint. La liste dit pourquoi.
problem-relay-over = Il a été retiré
problem-relay-over-why = On n’enregistre plus de réponse sur ce qui a été retiré.
deliverable-past-relay-package-written = Dossier pour les relais rédigé
deliverable-past-relay-package-edited = Dossier pour les relais modifié
deliverable-past-relay-offered = Proposé à un canal
deliverable-past-relay-offered-again = Lien renvoyé à un canal
deliverable-past-relay-moved = État d’un relais modifié
deliverable-past-relay-embargo-told = Canal prévenu d’une autre date
deliverable-past-relay-stop-told = Canal prié de ne pas transmettre
deliverable-past-relay-go-told = Canal prévenu de la nouvelle approbation
programme-past-channel-added = Canal ajouté
programme-past-channel-edited = Canal modifié
programme-past-channel-retired = Canal qui n’est plus sollicité
programme-past-channel-back = Canal de nouveau sollicité
programme-past-channel-removed = Canal retiré
programme-field-channel = Canal
programme-field-members = Membres
programme-field-relay_state = Relais
programme-field-relay_source = Indiqué par
programme-field-embargo_until = Libre à partir du
programme-field-forwarded_on = Transmis le
programme-field-lapse_days = Jours avant expiration
programme-field-short = Texte court
programme-field-long = Texte plus long
merging-what-channels = Canaux de transmission
merging-n-channels = { $n ->
    [one] { $n } canal
   *[other] { $n } canaux
 }
outbox-kind-relay-offer = Proposé pour transmission
outbox-kind-relay-embargo = Autre embargo, ou retrait
relays-mail-subject = À transmettre à vos membres : { $title }
relays-mail-subject-embargo = Nouvelle date pour « { $title } »
relays-mail-subject-stop = À ne pas transmettre pour l’instant : { $title }
relays-mail-subject-over = À ne plus transmettre : { $title }
relays-mail-subject-go = De nouveau approuvé : { $title }
relays-mail-lead = Le document « { $title } », du programme « { $programme } », est disponible. Nous vous serions reconnaissants de bien vouloir le transmettre aux membres de votre organisme, { $house }.
relays-mail-lead-embargo = Nous avons proposé à votre organisme, { $house }, de transmettre à ses membres le document « { $title } », du programme « { $programme } ». La date à partir de laquelle il peut être transmis a changé.
relays-mail-lead-stop = Nous avons proposé à votre organisme, { $house }, de transmettre à ses membres le document « { $title } », du programme « { $programme } ». Il est en cours de révision.
relays-mail-lead-over = Nous avons proposé à votre organisme, { $house }, de transmettre à ses membres le document « { $title } », du programme « { $programme } ». Il a été retiré ou remplacé.
relays-mail-lead-go = Nous avons prié votre organisme, { $house }, de ne pas transmettre le document « { $title } », du programme « { $programme } ». Il est de nouveau approuvé.
relays-mail-free = Vous pouvez le transmettre dès maintenant.
relays-mail-embargo = Merci de ne pas le transmettre avant le { $day } (date locale de { $town }).
relays-mail-unknown = Merci de ne pas le transmettre pour l’instant. La date à partir de laquelle vous le pourrez n’est pas encore connue ; nous vous écrirons.
relays-mail-approval = Merci de ne pas le transmettre pour l’instant. Nous vous écrirons dès que vous le pourrez.
relays-mail-never = Merci de ne plus le transmettre.
relays-mail-there = Sur votre page : les textes à copier, les fichiers, et deux champs pour nous dire quel jour il a été transmis et combien de membres l’ont reçu. Aucun compte n’est nécessaire.
relays-mail-there-stop = Si vous l’avez déjà transmis, merci de nous le dire sur votre page. Aucun compte n’est nécessaire.
relays-mail-there-over = Votre page le dit aussi.
relays-mail-verb = Ouvrir la page
relays-mail-why = Vous recevez ce message parce que votre organisme transmet à ses membres des résultats de ce programme.
relays-public-lead = À l’attention de { $house }, de la part du programme « { $programme } ».
relays-public-waits = Il est en cours de révision. Revenez plus tard, et ne transmettez rien d’ici là.
relays-public-withdrawn = Il a été retiré ou remplacé. Merci de ne plus le transmettre.
relays-public-late = Une autre réponse nous est parvenue entre-temps. Voici où l’on en est ; votre saisie est encore ci-dessous.
relays-public-unsent = Ce que vous avez saisi ci-dessous n’est pas encore envoyé. Envoyez-le quand vous aurez transmis le document.
relays-public-members = Combien de membres l’ont reçu
relays-public-members-help = Un nombre, par exemple 1200. Laissez vide tant que vous ne le savez pas.
relays-public-on = Date de transmission
relays-public-reason = Pourquoi vous ne le pouvez pas, si vous voulez bien nous le dire
relays-public-taken = Merci de vous en charger. Revenez sur cette page quand ce sera fait.
relays-public-forwarded = Merci : transmis le { $day }. Dites-nous combien l’ont reçu quand vous le saurez.
relays-public-reported = { $n ->
    [one] Merci : transmis à { $n } membre le { $day }.
   *[other] Merci : transmis à { $n } membres le { $day }.
 }
relays-public-declined = Merci de nous avoir dit que vous ne pouvez pas le transmettre.
relays-public-correct = Vous pouvez corriger cela ci-dessous à tout moment.
relays-public-texts = Textes pour vos membres
relays-public-copy = Sélectionnez un texte et copiez-le dans votre envoi ou sur votre site.
relays-public-files = Fichiers
relays-public-done = Quand vous l’aurez transmis
relays-public-report = Dire que c’est transmis
relays-public-take = Nous le ferons
relays-public-decline = Nous ne pouvons pas le transmettre
relays-public-reason-send = Envoyer le motif
relays-public-counted = Nous comptons les ouvertures de cette page et les téléchargements, sans savoir de qui ils viennent.
