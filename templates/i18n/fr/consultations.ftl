# What participants are asked before an event and after it: the desk, the sheet, the mails.

consultations-title = Contributions des parties prenantes
consultations-lead = Demandez leur avis à celles et ceux qui viennent : une fois avant l’événement, une fois après. Chacun reçoit son propre lien, sans compte à créer.
consultations-phase-before = Avant l’événement
consultations-phase-after = Après l’événement
consultations-phase-before-why = Ce que les participants attendent, savent et souhaitent avant de se rencontrer.
consultations-phase-after-why = Ce qu’ils en retiennent, et ce qu’ils en pensent désormais.
consultations-sheet-before = Votre avis avant l’événement
consultations-sheet-after = Votre avis après l’événement
consultations-standing-draft = Brouillon
consultations-standing-ahead = Ouvre plus tard
consultations-standing-open = Ouvert
consultations-standing-over = Clos
consultations-create = Créer un questionnaire
consultations-none-yet = Il n’y a pas encore de questionnaire.
consultations-open-page = Ouvrir
consultations-to-all = Voir les questionnaires
consultations-count-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }
consultations-count-asked = { $n ->
    [one] { $n } personne sollicitée
   *[other] { $n } personnes sollicitées
 }
consultations-count-sent = { $n ->
    [one] { $n } a répondu
   *[other] { $n } ont répondu
 }
consultations-window = { $opens } – { $closes }
consultations-until = Ouvert jusqu’au { $when }
consultations-opens = Ouvre le { $when }
consultations-opens-help = À l’heure du lieu. Vide : dès que vous l’ouvrez.
consultations-closes-help = À l’heure du lieu. Les réponses peuvent être données et changées jusque-là.
consultations-intro-help = Affiché au-dessus des questions : pourquoi vous demandez, et ce que deviennent les réponses. Dans toutes les langues, ou dans aucune.
consultations-questions = Questions
consultations-question = Question
consultations-settings = Dates et introduction
consultations-add = Ajouter une question
consultations-kind-text = Texte libre
consultations-kind-scale = Échelle
consultations-kind-single = Un seul choix
consultations-kind-multiple = Plusieurs choix
consultations-new-text = Nouvelle question : texte libre
consultations-new-scale = Nouvelle question : échelle
consultations-new-single = Nouvelle question : un seul choix
consultations-new-multiple = Nouvelle question : plusieurs choix
consultations-question-edit = Modifier la question
consultations-question-remove = Retirer cette question ?
consultations-question-remove-why = { $n ->
    [0] Personne n’y a répondu.
    [one] Une personne y a répondu. Sa réponse est conservée, mais ne compte plus et n’est plus montrée.
   *[other] { $n } personnes y ont répondu. Leurs réponses sont conservées, mais ne comptent plus et ne sont plus montrées.
 }
consultations-question-remove-act = La retirer
consultations-answered-fixed = { $n ->
    [one] Une personne a répondu à cette question. Vous pouvez en corriger les mots ; son type, son échelle et le nombre de ses choix restent. La formulation précédente est conservée.
   *[other] { $n } personnes ont répondu à cette question. Vous pouvez en corriger les mots ; son type, son échelle et le nombre de ses choix restent. La formulation précédente est conservée.
 }
consultations-earlier-words = Formulations précédentes
consultations-earlier-until = Jusqu’au { $when }
consultations-earlier = { $n ->
    [one] Une réponse a été donnée à une formulation précédente.
   *[other] { $n } réponses ont été données à une formulation précédente.
 }
consultations-earlier-wording = formulation précédente
consultations-limit = Caractères au plus
consultations-text-limit = { $n ->
    [one] Un caractère au plus
   *[other] { $n } caractères au plus
 }
consultations-least = Premier degré
consultations-most = Dernier degré
consultations-low = Sens du premier degré
consultations-high = Sens du dernier degré
consultations-scale-ends = de { $least } ({ $low }) à { $most } ({ $high })
consultations-opinion = Sans opinion
consultations-opinion-offered = Peut être choisi
consultations-opinion-asked = N’est pas proposé
consultations-choices = Choix
consultations-choices-help = Un par ligne, dans le même ordre dans chaque langue.
consultations-same = Les nouveaux libellés ont le même sens que les anciens
consultations-same-help = Nécessaire si vous modifiez des choix ou les extrémités d’une échelle : les réponses déjà données vaudront alors pour les nouveaux libellés.
consultations-need-required = Obligatoire
consultations-need-optional = Facultative
consultations-up = Monter : { $question }
consultations-down = Descendre : { $question }
consultations-revised = formulation corrigée
consultations-copy-before = { $n ->
    [one] Reprendre une question du questionnaire d’après
   *[other] Reprendre { $n } questions du questionnaire d’après
 }
consultations-copy-after = { $n ->
    [one] Reprendre une question du questionnaire d’avant
   *[other] Reprendre { $n } questions du questionnaire d’avant
 }
consultations-copy-why = Les questions posées dans les deux se comparent.
consultations-no-questions = Pas encore de question
consultations-no-questions-why = Commencez par quelques-unes : une échelle pour ce qui se compare, du texte libre pour ce que personne n’avait prévu. Chacune s’écrit dans toutes les langues.
consultations-lacks = Avant de pouvoir l’ouvrir :
consultations-lacks-questions = au moins une question
consultations-lacks-end = une date de clôture
consultations-lacks-future = une date de clôture à venir
consultations-lacks-date = une date pour l’événement sur lequel il porte
consultations-lacks-held = la fin de l’événement, ou une ouverture après celle-ci
consultations-lacks-after = une fermeture après l’événement
consultations-do-open = Ouvrir le questionnaire
consultations-do-reopen = Le rouvrir
consultations-do-close = Le clore maintenant
consultations-do-preview = Le voir comme les participants
consultations-preview = Les participants le verront ainsi. Rien de ce que vous saisissez ici n’est gardé.
consultations-so-far = À ce jour
consultations-asked = Sollicités
consultations-answered = Ont répondu
consultations-parts = Commencés
consultations-parts-why = Enregistrés sans être envoyés : personne ne les lit, ils ne comptent nulle part.
consultations-turn-ask = Solliciter par courriel
consultations-turn-remind = Relancer
consultations-check-ask = { $n ->
    [0] Personne ne recevrait de message
    [one] Une personne recevra un message
   *[other] { $n } personnes recevront un message
 }
consultations-check-remind = { $n ->
    [0] Personne ne serait relancé
    [one] Une personne sera relancée
   *[other] { $n } personnes seront relancées
 }
consultations-act-ask = { $n ->
    [one] Envoyer un message
   *[other] Envoyer { $n } messages
 }
consultations-act-remind = { $n ->
    [one] Envoyer un rappel
   *[other] Envoyer { $n } rappels
 }
consultations-ask-why = Celles et ceux qui ont accepté, chacun dans sa langue avec son propre lien. Pendant cinq minutes, les messages peuvent être retirés.
consultations-ask-draft = Ouvrez d’abord le questionnaire : le lien ne mènerait à rien.
consultations-ask-over = Le questionnaire est clos ; plus personne ne pourrait répondre.
consultations-ask-off = L’événement est annulé ou reporté ; personne n’est sollicité pour l’instant.
consultations-left-out = Qui ne reçoit rien, et pourquoi
consultations-excluded-do-not-contact = A demandé de ne plus être contacté
consultations-excluded-already-asked = Déjà sollicité
consultations-excluded-not-asked = Pas encore sollicité
consultations-excluded-already-reminded = Déjà relancé ; personne ne l’est deux fois
consultations-excluded-answered = A répondu
consultations-excluded-no-address = Sans adresse
consultations-excluded-address-refused = Adresse refusée
consultations-excluded-suppressed = Adresse à laquelle ne pas écrire
consultations-leaving-ask = { $n ->
    [one] Un message part bientôt.
   *[other] { $n } messages partent bientôt.
 }
consultations-leaving-remind = { $n ->
    [one] Un rappel part bientôt.
   *[other] { $n } rappels partent bientôt.
 }
consultations-figures = Chiffres
consultations-by-question = Par question
consultations-by-person = Par personne
consultations-sorting = Classement
consultations-themes = Thèmes
consultations-passages-sorted = passages classés
consultations-get-report = Matière du rapport (Markdown)
consultations-get-answers = Toutes les réponses ({ $as })
consultations-get-figures = Chiffres ({ $as })
consultations-small-groups = Les groupes de moins de trois personnes ne sont pas montrés à part, et sont réunis à d’autres là où une soustraction les révélerait : personne n’est reconnu à sa réponse. Qui appartient à plusieurs groupes compte dans le premier.
consultations-few = Moins de trois personnes ont répondu : pas encore de chiffres, pour que personne ne soit reconnu à sa réponse.
consultations-nothing-yet = Rien n’est encore arrivé
consultations-nothing-yet-why = Les réponses apparaissent ici dès que quelqu’un a envoyé les siennes.
consultations-both = Avant et après
consultations-both-why = Les mêmes questions, posées dans les deux questionnaires.
consultations-chart-mean = Chaque barre est un groupe ; au bout figure la moyenne.
consultations-chart-people = Chaque barre est un groupe et montre la part de chaque choix ; au bout figure le nombre de réponses.
consultations-as-table = En tableau
consultations-group = Groupe de parties prenantes
consultations-no-group = Sans groupe
consultations-rest = Petits groupes réunis
consultations-mean = Moyenne
consultations-counted = Réponse
consultations-number = Nombre
consultations-answers = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
 }
consultations-nobody-said = Personne n’a encore répondu à cette question.
consultations-no-answer = Sans réponse
consultations-nobody-asked = Personne n’a encore été sollicité
consultations-nobody-asked-why = Une fois les messages partis, chaque personne sollicitée figure ici avec son avancement.
consultations-person-sent = A répondu
consultations-person-saved = Commencé
consultations-person-reminded = Relancé
consultations-person-asked = Sollicité
consultations-person-not-asked = Non sollicité
consultations-read = Lire
consultations-sent-at = Envoyé le
consultations-sent-ago = Envoyé { $ago }
consultations-quoting = Citation
consultations-quoting-named = à citer avec le nom
consultations-quoting-unnamed = à citer sans le nom
consultations-quoting-never = ne pas citer
consultations-quoting-unsaid = non précisé : ne pas citer
consultations-all-questions = Toutes les questions
consultations-show = Afficher
consultations-show-all = Tous les passages
consultations-show-unsorted = Pas encore classés
consultations-none-such = Aucun passage de ce genre.
consultations-no-passages = Pas encore de texte libre
consultations-no-passages-why = Ce que les participants écrivent est découpé en passages à chaque ligne vide. Vous les classez ici par thème.
consultations-no-themes = Il n’y a pas encore de thème.
consultations-sort-into = Classer la sélection dans :
consultations-set-aside = Sans thème
consultations-aside = sans thème
consultations-take-out = Retirer de
consultations-choose-passages = Cochez d’abord au moins un passage.
consultations-did-add = { $n ->
    [one] Un passage est maintenant dans « { $theme } ».
   *[other] { $n } passages sont maintenant dans « { $theme } ».
 }
consultations-did-take = { $n ->
    [one] Un passage n’est plus dans « { $theme } ».
   *[other] { $n } passages ne sont plus dans « { $theme } ».
 }
consultations-did-aside = { $n ->
    [one] Un passage est vu, sans thème.
   *[other] { $n } passages sont vus, sans thème.
 }
consultations-did-back = { $n ->
    [one] Un passage est de nouveau à classer.
   *[other] { $n } passages sont de nouveau à classer.
 }
consultations-undo = Annuler
consultations-unsorted = Pas encore classé
consultations-themes-lead = Un passage peut appartenir à plusieurs thèmes. Ceux du programme servent à chacun de ses événements.
consultations-theme-new = Nouveau thème
consultations-theme-add = Ajouter le thème
consultations-theme-edit = Modifier le thème
consultations-theme-name = Nom
consultations-theme-remove = Supprimer ce thème ?
consultations-theme-remove-why = Les passages sans autre thème seront de nouveau à classer. Les passages eux-mêmes restent.
consultations-theme-remove-act = Le supprimer
consultations-reach = Pour
consultations-reach-event = cet événement
consultations-reach-programme = tout le programme
consultations-a-participant = un participant
consultations-of-place = { $group }, { $place }
consultations-not-quoted = { $n ->
    [one] Un autre passage : à ne pas citer, seulement à reformuler.
   *[other] { $n } autres passages : à ne pas citer, seulement à reformuler.
 }
consultations-used-title = Ce que deviennent vos réponses
consultations-used = L’équipe qui prépare l’événement et son rapport lit vos réponses avec votre nom. Dans les chiffres, vous comptez avec votre groupe ; un groupe de moins de trois personnes n’est jamais montré à part.
consultations-no-opinion = Sans opinion
consultations-several = Plusieurs choix possibles.
consultations-required = Merci de répondre à cette question.
consultations-quote-ask = Pouvons-nous citer vos propos ?
consultations-quote-why = Sans choix de votre part, nous ne vous citons pas. Vous pouvez changer d’avis à tout moment par le même lien, même plus tard.
consultations-quote-named = Oui, avec mon nom
consultations-quote-unnamed = Oui, sans mon nom : seulement mon groupe et la ville de l’événement
consultations-quote-never = Non, merci de ne pas me citer
consultations-quote-save = Enregistrer ce souhait
consultations-quote-noted = Votre souhait est noté : « { $wish } ».
consultations-send = Envoyer mes réponses
consultations-send-again = Envoyer les changements
consultations-save = Enregistrer et continuer plus tard
consultations-save-why = Ce que vous enregistrez n’est lu par personne avant l’envoi.
consultations-sent = Merci. Nous avons vos réponses depuis le { $when }.
consultations-saved = Enregistré le { $when }, pas encore envoyé.
consultations-change-until = Vous pouvez les changer jusqu’au { $when }.
consultations-closed = Le délai de réponse est passé.
consultations-gone = Votre nom n’est plus sur la liste de cet événement : vos réponses restent telles quelles. Vous pouvez toujours changer d’avis sur le droit de les citer.
consultations-not-yet = Il n’est pas encore possible de répondre.
consultations-late = Les réponses que vous venez d’envoyer n’ont pas été enregistrées : le questionnaire est clos. Merci de les copier et de les adresser à la personne nommée ci-dessous.
consultations-ask-us = Une question ? Adressez-vous à la personne qui vous a invité.
consultations-questions-to = Une question ? Adressez-vous à
consultations-mail-subject-before = Votre avis avant « { $event } »
consultations-mail-subject-after = Votre avis après « { $event } »
consultations-mail-subject-remind = Rappel : votre avis sur « { $event } »
consultations-mail-ask-before = Avant « { $event } », nous aimerions connaître vos attentes et vos souhaits. Quelques minutes suffisent, y compris sur un téléphone.
consultations-mail-ask-after = Merci d’avoir pris part à « { $event } ». Nous aimerions savoir ce que vous en pensez désormais. Quelques minutes suffisent, y compris sur un téléphone.
consultations-mail-remind-before = Votre avis avant « { $event } » nous serait encore utile. Si vous avez quelques minutes, voici de nouveau votre lien ; nous ne vous relancerons plus.
consultations-mail-remind-after = Votre avis après « { $event } » nous serait encore utile. Si vous avez quelques minutes, voici de nouveau votre lien ; nous ne vous relancerons plus.
consultations-mail-here = Votre lien personnel :
consultations-mail-verb = Donner votre avis
consultations-mail-until = Vous pouvez répondre, et changer vos réponses, jusqu’au { $when }.
consultations-mail-used = Ce lien est personnel ; merci de ne pas le transmettre. Personne ne vous cite sans votre accord, à donner sur la page.
consultations-mail-why = Vous recevez ce message car vous avez accepté l’invitation à cet événement.
event-did-consultation-created = Questionnaire créé
event-did-consultation-edited = Questionnaire modifié
event-did-consultation-opened = Questionnaire ouvert
event-did-consultation-reopened = Questionnaire rouvert
event-did-consultation-closed = Questionnaire clos
event-did-consultation-copied = Questions reprises
event-did-consultation-question-added = Question ajoutée
event-did-consultation-question-edited = Question modifiée
event-did-consultation-question-moved = Une question a changé de place
event-did-consultation-question-removed = Question retirée
event-did-consultation-asked = Participants sollicités
event-did-consultation-reminded = Participants relancés
event-did-consultation-called-back = Sollicitations retirées avant l’envoi
event-did-consultation-reminder-called-back = Rappels retirés avant l’envoi
event-did-consultation-theme-added = Thème ajouté
event-did-consultation-theme-edited = Thème modifié
event-did-consultation-theme-removed = Thème supprimé
event-field-phase = Questionnaire
event-field-opens = Ouverture
event-field-closes = Clôture
event-field-intro = Introduction
event-field-wording = Question
event-field-need = Réponse
event-field-answers = Réponses
event-field-questions = Questions
event-field-people = Personnes
event-field-name = Nom
history-seat-gave-input = A donné son avis
history-seat-changed-input = A changé son avis
history-seat-quoting-set = A dit si on peut le citer
history-field-phase = Questionnaire
history-field-answers = Réponses
history-field-quoting = Citation
outbox-kind-consultation-ask = Demande d’avis
outbox-kind-consultation-reminder = Rappel de la demande d’avis
note-consultation-recalled = Les messages ont été retirés avant l’envoi.
note-consultation-recalled-many = { $n ->
    [one] Un message a été retiré avant l’envoi.
   *[other] { $n } messages ont été retirés avant l’envoi.
 }
note-consultation-undone = C’est annulé.
problem-consultation-there = Il y a déjà un questionnaire
problem-consultation-there-why = Un événement a un questionnaire avant et un après. Ouvrez celui qui existe.
problem-consultation-incomplete = Le questionnaire n’est pas complet
problem-consultation-incomplete-why = Il faut au moins une question et une date de clôture.
problem-consultation-time-passed = Son délai est passé
problem-consultation-time-passed-why = Fixez une clôture à venir, puis ouvrez-le.
problem-consultation-not-held = L’événement n’a pas encore eu lieu
problem-consultation-not-held-why = Ce questionnaire porte sur l’événement : il s’ouvre et se ferme après lui. Fixez une ouverture et une fermeture après sa fin, ou attendez qu’il soit passé.
problem-consultation-not-open = Le questionnaire n’est pas ouvert
problem-consultation-not-open-why = Ouvrez-le d’abord ; réponses et messages en dépendent.
problem-consultation-over = Le questionnaire est clos
problem-consultation-over-why = Il ne prend plus de réponses. La coordination de l’événement peut le rouvrir.
problem-consultation-nobody = Personne ne recevrait de message
problem-consultation-nobody-why = Toutes celles et ceux qui ont accepté sont exclus pour une raison ; la page avant l’envoi les nomme.
problem-consultation-event-off = L’événement n’a pas lieu pour l’instant
problem-consultation-event-off-why = Il est annulé ou reporté. Les participants pourront être sollicités dès qu’une nouvelle date sera fixée.
problem-consultation-mail-left = Les messages sont partis
problem-consultation-mail-left-why = Ils peuvent être retirés pendant cinq minutes, tant qu’aucun n’est parti.
