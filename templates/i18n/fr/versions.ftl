review-mail-request-subject = À relire : « { $title } »
review-mail-request = { $name } vous demande de relire une version de ce livrable :
review-mail-request-act = Lisez-la et donnez votre avis ici :
review-mail-request-verb = Lire et relire
review-mail-request-why = Vous êtes parmi ses relecteurs. Le livrable compte comme atteint quand ils sont assez nombreux à l’approuver.
review-mail-changes-subject = Modifications demandées : « { $title } »
review-mail-changes = { $name } demande des modifications avant d’approuver ce livrable :
review-mail-changes-act = Toutes les remarques, et la place de la version suivante :
review-mail-changes-verb = Voir ce qui est demandé
review-mail-changes-why = Vous avez rédigé cette version ou répondez du livrable.
review-mail-approved-subject = Approuvé : « { $title } »
review-mail-approved = Cette version est approuvée : c’est désormais celle du livrable.
review-mail-approved-act = La voir ici :
review-mail-approved-verb = Voir la version
review-mail-approved-why = Vous avez rédigé cette version ou répondez du livrable.
review-mail-notes = Ce qui a changé :
version-one = Version
version-title = Version { $number }
version-all = Versions
version-pinned = Version approuvée
version-gallery = Fichiers de cette version
version-none = Aucune version pour l’instant
version-none-why = Une version, c’est le rapport, la carte ou le graphique tel qu’il est : ses fichiers dans chaque langue et une ligne sur ce qui a changé. Elle reste modifiable jusqu’à sa relecture.
version-no-files = Aucun fichier n’a encore été ajouté.
version-new = Nouvelle version
version-begin = Commencer la version
version-notes = Ce qui a changé
version-notes-help = Une ligne pour qui connaît la version précédente : « Chiffres de 2015 ajoutés, chapitre 3 abrégé ».
version-by = Auteur
version-at = Quand
version-begun-at = Commencée
version-submitted-at = Mise en relecture
version-decided-at = Décision
version-submit = Mettre en relecture
version-submit-nobody = Aucun relecteur n’est désigné. Toute personne habilitée à modifier le livrable l’approuve elle-même.
version-submit-to = { $names } recevront un message et la liront. Approbations nécessaires : { $quorum }.
version-submit-closed = Ensuite, aucun fichier de cette version ne peut plus être ajouté ni retiré ; la suite sera la version suivante.
version-discard = Jeter le brouillon
version-state-draft = Brouillon
version-state-in-review = En relecture
version-state-returned = Modifications demandées
version-state-approved = Approuvée
version-state-superseded = Remplacée
version-state-withdrawn = Retirée
file-add = Ajouter des fichiers
file-add-verb = Ajouter au brouillon
file-remove = Retirer
file-field = Fichiers
file-field-help = PDF, Office, OpenDocument, images, SVG, CSV, texte, ZIP de cartes ; { $limit } au plus chacun. La nature d’un fichier se lit dans son contenu.
file-language = Langue de ces fichiers
file-language-help = Cartes et graphiques sont de toute langue. Apportez les fichiers d’une langue à la fois.
file-language-mul = Toute langue
file-language-en = Anglais
file-language-fr = Français
file-language-zh = Chinois
file-language-de = Allemand
review-title = Relecteurs
review-name = Désigner les relecteurs
review-by-hand = Personne n’est désigné : l’état se change à la main.
review-nobody-to-name = Personne dans ce programme ne peut encore relire. Invitez d’abord quelqu’un.
review-reviewers-help = Des membres avec un compte qui voient ce livrable. Sans personne, quiconque peut le modifier l’approuve à la main.
review-quorum = Approbations nécessaires
review-quorum-help = Nombre de personnes désignées qui doivent approuver une version.
review-quorum-of = Approbations nécessaires : { $quorum } sur { $n }.
review-own = Approuver son propre travail
review-own-forbidden = Interdit
review-own-allowed = Permis
review-author = auteur de la dernière version
review-standing = Approbations : { $approvals } sur { $quorum } nécessaires.
review-waiting = n’a pas répondu
review-said = Ce qui a été dit
review-nothing-said = Rien pour l’instant.
review-verdict = Votre avis
review-words = En quelques mots
review-words-help = Un motif, sauf pour une approbation.
review-send = Envoyer
review-make-comment = Une simple remarque
review-make-approve = Je l’approuve
review-make-changes = Je demande des modifications
review-make-take-back = Je retire mon approbation
review-verdict-comment = remarque
review-verdict-approve = approuve
review-verdict-changes = demande des modifications
review-verdict-take-back = a retiré son approbation
problem-version-under-way = Une version est déjà en cours
problem-version-under-way-why = Il y a un seul brouillon ou une seule version en relecture à la fois. Continuez avec elle, ou jetez d’abord le brouillon.
problem-version-none = Il n’y a encore rien à relire
problem-version-none-why = Les relecteurs lisent des fichiers : commencez une version et ajoutez-en un.
problem-version-closed = Cette version est close
problem-version-closed-why = Seul un brouillon se modifie, et seule une version en relecture se décide. Rouvrez-la pour voir où elle en est.
problem-reviewers-decide = Ce sont les relecteurs qui décident
problem-reviewers-decide-why = Des relecteurs sont désignés pour ce livrable : personne ne l’approuve à la main. Retirez-les d’abord si ce n’est pas voulu.
problem-own-work = C’est votre propre travail
problem-own-work-why = Qui a rédigé une version ou apporté l’un de ses fichiers ne l’approuve pas. Quelqu’un d’autre doit le faire.
problem-nothing-to-take-back = Vous n’avez pas d’approbation à retirer
problem-nothing-to-take-back-why = Elle est déjà retirée, ou la version a été soumise de nouveau à ses relecteurs.
problem-approved-already = Vous l’avez déjà approuvée
problem-approved-already-why = Une seule approbation par relecteur compte.
problem-bring-again = Apportez de nouveau le fichier
problem-bring-again-why = Le même contenu était en cours de suppression. Apporté de nouveau, il sera gardé.
review-mail-version = Version { $number }, { $n ->
    [one] un fichier
   *[other] { $n } fichiers
}
version-files = { $n ->
    [0] aucun fichier
    [one] un fichier
   *[other] { $n } fichiers
}
review-people = { $n ->
    [0] personne
    [one] une personne
   *[other] { $n } personnes
}
review-remark = Ajouter une remarque
