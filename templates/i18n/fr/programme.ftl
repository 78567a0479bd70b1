programme-list = Programmes
programme-new = Nouveau programme
programme-create = Créer le programme
programme-edit = Réglages du programme
programme-empty = Aucun programme pour l’instant
programme-empty-why = Un programme part d’un modèle : vous nommez les villes, et chacune reçoit ses étapes et ses livrables, avec des dates de départ. Tout peut être modifié par la suite.
programme-empty-ask = Un programme apparaîtra ici dès qu’un administrateur vous y aura donné un rôle.
programme-template = Modèle
programme-template-help = Ce par quoi chaque ville commence. Étapes, livrables et dates restent modifiables.
programme-summary = Résumé
programme-slug = Adresse
programme-slug-help = Minuscules sans accent, chiffres et traits d’union, par exemple villes-durables. Elle figure dans les liens et ne change jamais.
programme-starts = Premier jour
programme-ends = Dernier jour
programme-zone = Fuseau horaire
programme-zone-help = Un nom de la base IANA, par exemple Asia/Shanghai.
programme-own-zone-help = Celui du lieu d’où le programme est conduit, par exemple Europe/Paris. Chaque ville a le sien.
programme-rule = Qui fait partir les invitations
programme-rule-alone = La personne qui les a préparées
programme-rule-second-person = Une seconde personne
programme-cities = Villes
programme-cities-lead = Une ligne par ville, dans l’ordre du tableau. Les lignes vides sont ignorées ; une ville peut être ajoutée plus tard sans changer aucun lien.
programme-city-row = Ville { $n }
programme-city-row-add = Une ville de plus
programme-city-row-remove = Retirer cette ville
programme-city-add = Ajouter une ville
programme-city-add-lead = La ville reçoit les étapes et les livrables du modèle, à partir d’aujourd’hui au plus tôt. Les liens, les calendriers et tout ce qui existe restent tels quels.
programme-city-name-en = Nom en anglais
programme-city-name-fr = Nom en français
programme-city-name-zh = Nom en chinois
programme-city-slug = Adresse
programme-city-slug-help = Laissée vide, elle est tirée du nom anglais. Elle ne change jamais.
programme-city-zone-kept = Les événements datés gardent le fuseau horaire dans lequel ils ont été annoncés.
programme-latitude = Latitude, en degrés nord
programme-longitude = Longitude, en degrés est
programme-coordinates-wanted = Indiquez la latitude et la longitude, chacune dans son champ, en degrés : 40,08 et 113,3. La latitude va de −90 à 90, la longitude de −180 à 180.
programme-hue = Couleur
programme-hue-next = La prochaine libre
programme-hue-1 = Bleu lac
programme-hue-2 = Ocre
programme-hue-3 = Vert steppe
programme-hue-4 = Iris
programme-hue-5 = Rose
programme-hue-6 = Ciel
programme-hue-7 = Bronze
programme-hue-8 = Olive
programme-hue-9 = Brique
programme-hue-10 = Violet
programme-hue-11 = Pin
programme-hue-12 = Mauve
programme-owner-email = Ou quelqu’un d’autre, par son adresse électronique
programme-owner-email-help = Une adresse d’un de vos contacts. Elle l’emporte sur le choix ci-dessus.
programme-past-engine = Convoke
programme-field-state = État
programme-field-starts_on = Premier jour
programme-field-ends_on = Dernier jour
programme-field-due_on = Échéance
programme-field-owner = Responsable
programme-field-deputy = Suppléance
programme-field-state_by = Origine de l’état
programme-field-gate = Conditions
programme-field-kind = Type
programme-field-audience = Lecteurs
programme-field-title = Titre
note-programme-created = Le programme est en place. Il reste à préciser les dates, les responsables et les événements.
programme-close = Clore le programme
programme-close-lead = Plus rien n’est envoyé automatiquement à son sujet, ni message du lundi ni alerte, et rien n’y peut être modifié. Rien n’est supprimé : ses pages et ses fichiers se consultent comme avant, et il peut être rouvert à tout moment.
programme-close-goes-on = Les invités et les institutions peuvent toujours répondre par leurs liens, les invitations et les avis déjà validés partent encore, et les liens vers les résultats restent valables jusqu’à leur terme ou jusqu’à ce que quelqu’un y mette fin. Les personnes, les organismes et les rôles se modifient comme d’habitude.
programme-close-ahead = { $n ->
    [one] Un événement est encore à venir :
   *[other] { $n } événements sont encore à venir :
 }
programme-close-guests = { $n ->
    [one] Une personne est invitée.
   *[other] { $n } personnes sont invitées.
 }
programme-close-silent = { $n ->
    [one] Une n’a pas encore répondu.
   *[other] { $n } n’ont pas encore répondu.
 }
programme-close-first = Mieux vaut annuler d’abord ce qui n’aura pas lieu : une fois le programme clos, plus personne ne peut en être averti.
programme-close-reason = Motif
programme-closed = Clos
programme-closed-by = Clos le { $day } par { $name }.
programme-closed-on = Clos le { $day }.
programme-closed-means = Plus rien n’est envoyé automatiquement à son sujet, et rien n’y peut être modifié. Les invités et les institutions peuvent toujours répondre par leurs liens.
programme-closed-bar = Rien n’y peut être modifié.
programme-closed-ask = Peuvent le rouvrir : { $names }.
programme-reopen = Rouvrir le programme
programme-reopen-lead = Il pourra de nouveau être modifié, le message du lundi en parlera de nouveau, et les personnes concernées seront alertées des événements fragilisés.
note-programme-closed = Le programme est clos. Il reste consultable, mais rien n’y peut être modifié.
note-programme-reopened = Le programme est rouvert.
note-programme-city-added = La ville est ajoutée, avec ses étapes et ses livrables.

step-state-planned = Prévue
step-state-under-way = En cours
step-state-done = Terminée
step-state-cancelled = Annulée
step-starts = Premier jour
step-ends = Dernier jour
step-reason = Motif
step-reason-help = Il figure dans l’historique, à côté de la modification.
step-change = Modifier cette étape
step-gates = Avant que l’événement soit confirmé
step-no-deliverables = Cette étape n’a encore aucun livrable.
step-no-deliverables-external = Cette étape n’a pour l’instant aucun livrable externe.
step-no-events = Aucun événement dans cette étape pour l’instant.
step-event-outside = Hors des dates de cette étape
step-check-title = Avant de changer les dates
step-check-nothing = Aucune échéance, aucun événement et aucune condition ne dépend de ces dates.
step-check-due = { $n ->
    [one] Une échéance reste inchangée, et ses rappels gardent leur heure :
   *[other] { $n } échéances restent inchangées, et leurs rappels gardent leur heure :
 }
step-check-outside = { $n ->
    [one] Un événement se trouve hors des nouvelles dates et garde sa date :
   *[other] { $n } événements se trouvent hors des nouvelles dates et gardent leur date :
 }
step-check-gates = { $n ->
    [one] Une confirmation en dépend :
   *[other] { $n } confirmations en dépendent :
 }
step-check-reminded = { $n ->
    [one] Un rappel s’adresse à d’autres personnes :
   *[other] { $n } rappels s’adressent à d’autres personnes :
 }
step-check-turn-opens = les conditions sont alors remplies
step-check-turn-closes = les conditions ne sont alors plus remplies
step-check-turn-at-risk = l’événement est alors fragilisé
step-check-turn-safe = l’événement n’est alors plus fragilisé
step-check-untold = Aucun message n’est envoyé à ce sujet.
step-check-mails = { $n ->
    [one] Une personne reçoit un message à ce sujet : { $names }.
   *[other] { $n } personnes reçoivent un message à ce sujet : { $names }.
 }
step-check-warnings = { $n ->
    [one] Un autre message prévient d’un événement fragilisé.
   *[other] { $n } autres messages préviennent les responsables d’un événement fragilisé.
 }
step-check-unreached = Aucune adresse ne permet d’écrire à { $names }.
step-check-act = Enregistrer ces dates
step-check-done-title = Avant de déclarer l’étape terminée
step-check-undone-none = L’étape demande un événement, et aucun ne s’est tenu.
step-check-undone-events = { $n ->
    [one] Un événement ne s’est pas tenu :
   *[other] { $n } événements ne se sont pas tenus :
 }
step-check-undone-results = { $n ->
    [one] Un livrable n’est pas approuvé :
   *[other] { $n } livrables ne sont pas approuvés :
 }
step-check-reason = L’historique garde votre motif : { $reason }
step-check-done-act = Déclarer terminée malgré tout
step-past-edited = Dates ou responsable modifiés
step-past-moved = État modifié
step-state-follow = Selon ce qui se passe
step-state-help = « Selon ce qui se passe » suit l’événement et les livrables de l’étape : un séminaire, un atelier ou une conférence est terminé une fois l’événement tenu et ses livrables approuvés. Un état fixé à la main demeure et demande un motif.
note-step-unchanged = Rien n’a été modifié : l’étape est déjà dans cet état. Aucun motif n’a été consigné.
step-deputy = Suppléance
step-deputy-help = Remplace le responsable et reçoit les mêmes messages que lui.
step-state-by-facts = suit ce qui se passe
step-state-by-hand = fixé à la main
step-past-followed = État adapté à ce qui s’est passé
step-past-gate-changed = Conditions modifiées

programme-past-created = Créé
programme-past-edited = Modifié
programme-past-closed = Clos
programme-past-reopened = Rouvert
city-past-added = Ajoutée
city-past-edited = Modifiée
programme-field-summary = Résumé
programme-field-name = Nom
programme-field-zone = Fuseau horaire
programme-field-release_rule = Qui fait partir les invitations
programme-field-slug = Nom dans les adresses
programme-field-template = Modèle
programme-field-latitude = Latitude
programme-field-longitude = Longitude
programme-field-hue = Couleur
programme-field-version = Version
programme-field-notes = Ce qui a changé
programme-field-file = Fichier
programme-field-language = Langue
programme-field-verdict = Avis
programme-field-reviewers = Relecteurs
programme-field-quorum = Approbations nécessaires
programme-field-own_work = Son propre travail
programme-field-until = Jusqu’au
programme-field-share = Destinataire
