# Mécènes : entreprises sollicitées, échanges, affichage public.

nav-sponsors = Mécènes
history-kind-sponsorship = Mécène
sponsorship-stage-identified = Repéré
sponsorship-stage-contacted = Contacté
sponsorship-stage-met = Rencontré
sponsorship-stage-proposed = Proposition faite
sponsorship-stage-pledged = Promis
sponsorship-stage-signed = Signé
sponsorship-stage-received = Reçu
sponsorship-stage-fulfilled = Accompli
sponsorship-stage-declined = Décliné
sponsorship-make-identified = Revenir à repéré
sponsorship-make-contacted = Nous sommes en contact
sponsorship-make-met = Nous nous sommes rencontrés
sponsorship-make-proposed = Une proposition a été faite
sponsorship-make-pledged = Ils se sont engagés
sponsorship-make-signed = La convention est signée
sponsorship-make-received = Le soutien est reçu
sponsorship-make-fulfilled = Tout est accompli
sponsorship-make-declined = Ils ont décliné
sponsorship-what-identified = L’entreprise rejoint celles à qui personne n’a encore parlé.
sponsorship-what-contacted = Quelqu’un a écrit ou téléphoné, et l’entreprise nous connaît.
sponsorship-what-met = Nous nous sommes assis à une même table.
sponsorship-what-proposed = Ils ont une proposition de notre part : une formule ou un montant.
sponsorship-what-pledged = Ils ont dit ce qu’ils donneront. Cela compte comme promis, non comme acquis.
sponsorship-what-signed = Il existe une convention. Le soutien compte comme acquis, et les conditions qui attendent des mécènes en tiennent compte.
sponsorship-what-received = L’argent, ou ce qui était promis en nature, est arrivé.
sponsorship-what-fulfilled = Ils ont tenu leur promesse, et nous la nôtre.
sponsorship-what-declined = Ils ne comptent plus nulle part. On pourra les solliciter à nouveau.
sponsorship-activity-mail = Courriel
sponsorship-activity-call = Appel
sponsorship-activity-meeting = Rendez-vous
sponsorship-activity-note = Note
sponsorship-sort-firm = Entreprise
sponsorship-sort-stage = Étape
sponsorship-sort-owner = Responsable
sponsorship-sort-next = À suivre
sponsorship-board = Tableau
sponsorship-list = Liste
sponsorship-search = Nom d’une entreprise
sponsorship-new = Solliciter une entreprise
sponsorship-create = Ajouter l’entreprise
sponsorship-create-anyway = L’ajouter quand même
sponsorship-none = Personne n’est encore sollicité
sponsorship-none-why = Les entreprises et les chambres qui pourraient soutenir le programme figurent ici, de la première idée à la dernière promesse tenue, avec la personne qui les suit et la prochaine démarche.
sponsorship-none-match = Aucun résultat
sponsorship-none-match-why = Aucun mécène ne répond à tous ces critères.
sponsorship-of-programme = Ensemble du programme
sponsorship-nobody = Personne pour l’instant
sponsorship-overdue = En retard
sponsorship-by-stage = Par étape
sponsorship-set-target = Fixer l’objectif
sponsorship-export = Enregistrer en CSV
sponsorship-workbook = Enregistrer en XLSX
sponsorship-move = Déplacer
sponsorship-move-of = Où va maintenant { $firm }
sponsorship-more = { $n ->
    [one] Encore un dans la liste
   *[other] Encore { $n } dans la liste
 }
sponsorship-sum = { $secured } signés, { $pledged } promis
sponsorship-sum-target = { $secured } signés et { $pledged } promis sur { $target }
sponsorship-kind-worth = en nature, environ { $sum }
sponsorship-kind-only = en nature
sponsorship-firm = Entreprise
sponsorship-firm-help = Par son nom dans n’importe quelle langue. Si elle est inconnue, elle sera ajoutée aux organismes.
sponsorship-website = Site web
sponsorship-website-help = D’une entreprise encore inconnue : https://…
sponsorship-event = Pour
sponsorship-stage = Étape
sponsorship-package = Formule
sponsorship-amount = Montant
sponsorship-amount-help = Comme vous l’écririez : 1 500,50 €, 1,500.00, 10万元. Une devise écrite ici l’emporte sur celle choisie.
sponsorship-currency = Devise
sponsorship-in-kind = En nature
sponsorship-in-kind-help = Salles, papier, interprètes : ce qui est donné à la place de l’argent, ou en plus.
sponsorship-in-kind-value = Valeur estimée
sponsorship-in-kind-currency = Devise de cette valeur
sponsorship-next = À suivre
sponsorship-next-action = Prochaine démarche
sponsorship-next-on = Pour le
sponsorship-next-by = { $action }, pour le { $day }
sponsorship-next-help = Elle remplace la démarche notée auparavant.
sponsorship-notes = Notes
sponsorship-people = Dans l’entreprise
sponsorship-people-help = Les personnes de l’entreprise avec qui nous parlons.
sponsorship-owner-email-help = L’adresse d’un membre qui peut solliciter des mécènes ici. Elle l’emporte sur le choix ci-dessus.
sponsorship-signed-on = Signé le
sponsorship-agreement = Convention
sponsorship-agreement-help = L’essentiel de l’accord en quelques mots ; ou joignez d’abord la convention signée.
sponsorship-public-name = Nom public
sponsorship-public-name-help = S’il diffère du nom de l’entreprise. Un nouveau nom devra être validé à nouveau.
sponsorship-confirm = Pourquoi vous continuez
sponsorship-confirm-help = Cela reste dans l’historique, pour qui le demandera.
sponsorship-courted-title = Quelqu’un frappe déjà à cette porte
sponsorship-courted-ask = Parlez-leur d’abord. S’il est juste de continuer, dites pourquoi et ajoutez l’entreprise.
sponsorship-kin-same = cette même entreprise
sponsorship-kin-alike = une entreprise semblable
sponsorship-twice-here = Cette entreprise est déjà sollicitée à ce titre.
sponsorship-twice-see = La voir
sponsorship-clash-count = { $n ->
    [one] une autre
   *[other] { $n } autres
 }
sponsorship-reason = Pourquoi
sponsorship-lacks-offer = Une proposition demande une formule ou un montant.
sponsorship-lacks-pledge = Une promesse demande un montant, ou ce qui est donné en nature.
sponsorship-lacks-agreement = Une signature demande sa date, et une note ou le fichier de la convention.
sponsorship-lacks-edit = Compléter
sponsorship-declined-because = Décliné : { $why }
sponsorship-to-firm = Voir l’organisme
sponsorship-where-next = Et maintenant
sponsorship-what-was-said = Ce qui s’est dit
sponsorship-said = Ce qui s’est dit
sponsorship-said-none = Rien n’est encore noté
sponsorship-said-none-why = Notez appels, courriels et rendez-vous en une ou deux lignes : qui prendra la suite saura où l’on en est.
sponsorship-say = Noter ce qui s’est dit
sponsorship-say-lead = Les notes ne font que s’ajouter. Une erreur est corrigée par une autre note, et reste lisible.
sponsorship-correct = Corriger
sponsorship-correct-lead = Votre texte remplace le précédent, qui reste lisible, barré.
sponsorship-corrected = corrigé
sponsorship-when = Quand
sponsorship-with = Avec qui
sponsorship-with-help = Les personnes de l’entreprise se désignent en modifiant le mécène.
sponsorship-then = Ensuite : { $next }
sponsorship-public = En public
sponsorship-shown = Nom et logo sont affichés
sponsorship-early = Validés, et affichés dès que l’événement sera public
sponsorship-hidden = Non affichés
sponsorship-public-unsigned = Rien n’est affiché avant la signature de la convention.
sponsorship-public-no-logo = Il n’y a pas encore de logo.
sponsorship-public-wanted = { $n ->
    [one] Une personne encore doit valider le logo et le nom tels quels.
   *[other] { $n } personnes doivent valider le logo et le nom tels quels.
 }
sponsorship-cleared-by = Validé par { $name }, { $when }
organisations-shown-hint = Cet organisme figure sous ce nom sur la page publique des mécènes de « { $programme } ». Sous un autre nom, il quitte cette page jusqu’à ce que deux personnes aient de nouveau validé son nom et son logo. Peuvent le faire : { $people }.
organisations-hidden = Son nom et son logo ont quitté la page publique des mécènes de « { $programme } » : ils avaient été validés sous le nom « { $cleared } ». Deux personnes doivent les valider de nouveau ; peuvent le faire : { $people }.
organisations-early-hint = Son nom et son logo sont validés pour la page des mécènes de « { $programme } » et y seront affichés dès que leur événement sera public. Sous un autre nom, deux personnes doivent d’abord les valider de nouveau. Peuvent le faire : { $people }.
organisations-hidden-early = Son nom et son logo ont été validés sous le nom « { $cleared } » pour la page des mécènes de « { $programme } », où personne au-dehors ne les voit : leur événement n’est pas public. Deux personnes doivent les valider de nouveau ; peuvent le faire : { $people }.
organisations-hidden-see = Voir le mécénat
sponsor-lapse-mail-subject = « { $firm } » n’est plus sur la page publique des mécènes
sponsor-lapse-mail-subject-early = « { $firm } » est à valider de nouveau
sponsor-lapse-mail-lead-early = Vous aviez validé le nom et le logo de « { $cleared } » pour la page des mécènes de « { $programme } ». L’organisme s’appelle désormais « { $firm } » : ni l’un ni l’autre ne seront affichés quand son événement deviendra public.
sponsor-lapse-mail-act-early = Ils le seront quand deux personnes les auront validés tels qu’ils sont. À voir ici :
sponsor-lapse-mail-lead = Vous aviez validé le nom et le logo de « { $cleared } » pour la page publique des mécènes de « { $programme } ». L’organisme s’appelle désormais « { $firm } » : ni l’un ni l’autre ne sont plus affichés.
sponsor-lapse-mail-act = Il sera de nouveau affiché quand deux personnes l’auront validé tel qu’il est. À voir ici :
sponsor-lapse-mail-verb = Voir le mécène
sponsor-lapse-mail-why = Vous recevez ce message parce que vous aviez validé ce mécène.
sponsorship-lapsed-name = Le nom « { $before } », validé par { $who }, a changé depuis : rien n’est affiché tant que deux personnes ne l’ont pas validé à nouveau.
sponsorship-lapsed-logo = Le logo validé par { $who } a été remplacé. Celui-ci n’est pas affiché tant que deux personnes ne l’ont pas validé.
sponsorship-lapsed-both = Le logo et le nom « { $before } », validés par { $who }, ont changé depuis : rien n’est affiché tant que deux personnes n’ont pas validé ceux d’aujourd’hui.
sponsorship-may-clear = En dehors de vous, cela revient à : { $who }.
sponsorship-nobody-may-clear = En dehors de vous, personne ne peut encore le faire ici : il y faut une personne de la coordination ou de la coordination locale, ou responsable scientifique.
note-sponsorship-cleared-first = Votre validation est notée. Rien n’est affiché avant celle d’une deuxième personne ; les personnes habilitées sont indiquées plus bas.
note-sponsorship-cleared-again = Vous aviez déjà validé, et cela compte une fois. Une deuxième personne doit le faire ; les personnes habilitées sont indiquées plus bas.
note-sponsorship-cleared-unsigned = Deux personnes ont validé. Le logo et le nom seront affichés dès que la convention sera signée.
note-sponsorship-cleared-early = Deux personnes ont validé. Le logo et le nom seront affichés dès que l’événement sera public.
note-sponsorship-cleared-shown = Deux personnes ont validé. Le logo et le nom sont affichés publiquement.
sponsorship-clear = Valider logo et nom
sponsorship-unclear = Retirer ma validation
sponsorship-logo-of = Logo de { $firm }
sponsorship-bring-logo = Déposer un logo
sponsorship-bring-agreement = Joindre la convention signée
sponsorship-bring-lead-logo = Un nouveau logo remplace l’ancien, et doit être validé par deux personnes avant d’être vu à l’extérieur.
sponsorship-bring-lead-agreement = Elle n’est lue que par celles et ceux qui sollicitent.
sponsorship-bring-help-logo = SVG ou PNG, jusqu’à 2 Mo.
sponsorship-bring-help-agreement = PDF, document texte ou image.
sponsorship-public-page = La page publique
sponsorship-public-title = Nos mécènes
sponsorship-public-thanks = Ils rendent ce travail possible.
sponsorship-no-history = Rien n’a changé depuis l’ajout.
sponsorship-packages = Formules
sponsorship-packages-none = Aucune formule
sponsorship-packages-none-why = Une formule dit ce que donne un mécène et ce qu’il reçoit, en trois langues, pour que tous les partenaires proposent la même chose.
sponsorship-package-new = Nouvelle formule
sponsorship-package-edit = Modifier la formule
sponsorship-package-name = Nom
sponsorship-benefits = Ce qu’ils reçoivent
sponsorship-price = Prix
sponsorship-package-retired = N’est plus proposée
sponsorship-package-retire = Ne plus la proposer
sponsorship-package-offer = La proposer à nouveau
sponsorship-targets = L’objectif
sponsorship-targets-lead = Une ligne par devise, par exemple 30 000 EUR ou 20万元. Les devises ne sont jamais additionnées.
sponsorship-target-line = Objectif { $n }
sponsorship-import = Importer un tableau
sponsorship-import-lead = Un tableau avec des en-têtes : entreprise, pour, étape, responsable, montant, devise, prochaine démarche, pour le, notes. Les colonnes inconnues sont ignorées ; les cellules vides ne changent rien.
sponsorship-import-help = CSV ou XLSX, jusqu’à { $limit } lignes. Le sort de chacune vous est d’abord montré.
sponsorship-import-try = Voir ce qui se passerait
sponsorship-import-run = { $n ->
    [one] Importer une ligne
   *[other] Importer { $n } lignes
 }
sponsorship-import-nothing = Il n’y a rien à importer.
sponsorship-import-counts = { $new ->
    [one] { $new } nouvelle
   *[other] { $new } nouvelles
 }, { $changed ->
    [one] { $changed } modifiée
   *[other] { $changed } modifiées
 }, { $same ->
    [one] { $same } identique
   *[other] { $same } identiques
 }, { $refused ->
    [one] { $refused } refusée
   *[other] { $refused } refusées
 }
sponsorship-import-line = Ligne
sponsorship-import-result = Ce qu’elle deviendrait
sponsorship-import-refused = Enregistrer les lignes refusées
sponsorship-import-more = { $n ->
    [one] Encore une ligne
   *[other] Encore { $n } lignes
 }
sponsorship-import-no-firm = Aucune colonne ne dit quelle entreprise : intitulez-en une « Entreprise ».
sponsorship-import-gone = Le fichier n’est plus conservé. Veuillez le choisir à nouveau.
sponsorship-import-columns-differ = Deux colonnes l’indiquent, et diffèrent à cette ligne. Videz l’une des deux, ou changez son intitulé.
sponsorship-import-rival = « { $column } » (colonne { $n }) donne aussi « { $field } », comme « { $read } » (colonne { $m }) : à chaque ligne, celle qui est remplie est lue.
sponsorship-import-rivals-then = Les lignes où elles diffèrent sont refusées.
sponsorship-import-courted = Déjà sollicitée : { $who }. Pour continuer, donnez une raison dans la colonne « confirm ».
sponsorship-import-no-way = Un tableau ne fait pas passer de « { $from } » à « { $to } ». Changez son étape sur sa propre page.
sponsorship-import-other-way = Un tableau ne fait avancer que d’un pas : de « { $from } » non pas à « { $to } », mais à : { $ways }.
sponsorship-import-told = Nouveau à l’étape « { $stage } » : les étapes précédentes sont reprises telles que votre tableau les donne.
sponsorship-import-beside = Maintenu pour la raison donnée, à côté de : { $who }.
sponsorship-import-not-allowed = Cette démarche ne vous revient pas. Adressez-vous à la coordination du programme.
sponsorship-line-new = nouvelle
sponsorship-line-changed = modifiée
sponsorship-line-same = identique
sponsorship-line-refused = refusée
sponsorship-column-id = Identifiant du mécène
sponsorship-declined-why = Raison du refus
sponsorship-past-created = Ajouté
sponsorship-past-edited = Modifié
sponsorship-past-moved = Étape changée
sponsorship-past-told = Reprise à cette étape, telle qu’un tableau la donnait
sponsorship-past-spoken = Un échange a été noté
sponsorship-past-corrected = Une note a été corrigée
sponsorship-past-logo-brought = Logo déposé
sponsorship-past-agreement-brought = Convention jointe
sponsorship-past-cleared = Logo et nom validés
sponsorship-past-uncleared = Validation retirée
sponsorship-past-clearing-void = Validations caduques : logo ou nom modifié, ou retour en deçà de la signature
programme-past-package-added = Formule de mécénat ajoutée
programme-past-package-edited = Formule de mécénat modifiée
programme-past-package-retired = Formule de mécénat retirée
programme-past-package-offered = Formule de mécénat remise en vigueur
programme-past-target-set = Objectif de mécénat fixé
programme-field-stage = Étape
programme-field-package = Formule
programme-field-price = Prix
programme-field-benefits = Contreparties
programme-field-amount = Montant
programme-field-in_kind = En nature
programme-field-in_kind_value = Valeur en nature
programme-field-next_on = Prochaine démarche pour le
programme-field-signed_on = Signé le
programme-field-public_name = Nom public
programme-field-clash = Déjà sollicité par d’autres
programme-field-activity = Nature
programme-field-target = Objectif
problem-sponsorship-no-way = Elle ne peut y aller depuis son étape actuelle
problem-sponsorship-no-way-why = Son étape a sans doute changé entre-temps. Rouvrez-la pour voir où elle en est et où elle peut aller.
problem-sponsorship-lacks-offer = Une proposition demande un contenu
problem-sponsorship-lacks-offer-why = Donnez-lui d’abord une formule ou un montant.
problem-sponsorship-lacks-pledge = Une promesse doit dire ce qui est donné
problem-sponsorship-lacks-pledge-why = Indiquez d’abord le montant, ou ce qui est donné en nature.
problem-sponsorship-lacks-agreement = Une signature demande sa convention
problem-sponsorship-lacks-agreement-why = Indiquez la date de signature, et une note ou le fichier de la convention.
problem-sponsorship-twice = L’entreprise est déjà sollicitée à ce titre
problem-sponsorship-twice-why = Retrouvez-la dans la liste des mécènes et poursuivez là.
problem-sponsorship-no-logo = Il n’y a pas de logo à valider
problem-sponsorship-no-logo-why = Déposez d’abord le logo du mécène.
problem-sponsorship-corrected = Cette note est déjà corrigée
problem-sponsorship-corrected-why = Corrigez plutôt la note plus récente.
problem-sponsorship-courted = D’autres sollicitent cette entreprise, ou une semblable
problem-sponsorship-courted-why = Déjà à cette porte : { $n }. Parlez-leur ; pour continuer, envoyez la raison dans « confirm ».
gates-test-sponsors = Assez de mécènes ont signé
gates-field-of = Mécènes de qui
gates-sponsors-event = de cet événement
gates-sponsors-programme = de tout le programme
gates-say-sponsors-event = { $n ->
    [one] au moins un mécène de l’événement a signé
   *[other] au moins { $n } mécènes de l’événement ont signé
 }
gates-say-sponsors-programme = { $n ->
    [one] au moins un mécène du programme a signé
   *[other] au moins { $n } mécènes du programme ont signé
 }
gates-what-sponsors-event = { $signed ->
    [one] { $signed } mécène de l’événement sur { $least } a signé
   *[other] { $signed } mécènes de l’événement sur { $least } ont signé
 }
gates-what-sponsors-programme = { $signed ->
    [one] { $signed } mécène du programme sur { $least } a signé
   *[other] { $signed } mécènes du programme sur { $least } ont signé
 }
invalid-legal-form = « { $name } » n’est qu’une forme juridique. Écrivez aussi le nom propre de l’organisme.
invalid-money-unreadable = Ce n’est pas un montant. Écrivez-le comme 1 500,50 ou 1,500.00.
invalid-money-no-currency = Précisez la devise : 1 500 EUR, 10万元.
invalid-money-ambiguous = Cela se lit { $one } ou { $other }. Écrivez { $plain } ou { $otherplain }.
invalid-money-decimals = Cette devise a au plus { $digits } décimales.
invalid-money-range = Un montant supérieur à zéro et d’au plus { $most } est attendu.
