share-title = Liens de partage
share-short = Pour l’extérieur : la version approuvée, jusqu’à une date, chaque ouverture comptée.
share-new = Un lien pour quelqu’un
share-make = Créer le lien
share-made = Le lien pour { $recipient } :
share-once = Il n’est montré qu’une fois. Copiez-le maintenant ; s’il se perd, révoquez-le et faites-en un autre.
share-waits = Rien n’est encore approuvé. Un lien créé maintenant s’ouvrira quand ce sera le cas.
share-none = Aucun lien n’a été créé.
share-recipient = Pour qui
share-recipient-help = Le nom d’une personne ou d’un service ; le destinataire le lira sur la page.
share-until = Jusqu’au
share-until-help = Son dernier jour de validité ; un an au plus.
share-none-internal = Ce livrable est interne : aucun lien ne l’ouvre. Les liens créés auparavant sont en sommeil et serviront de nouveau s’il redevient externe, sauf s’ils sont révoqués ou échus d’ici là.
share-state-open = Ouvert
share-state-waiting = Rien à voir pour l’instant : non approuvé
share-state-empty = Plus rien à voir : retiré ou remplacé
share-state-resting = En sommeil tant qu’il est interne
share-state-expired = Échu
share-state-revoked = Révoqué
share-visits = Visites
share-downloads = Téléchargements
share-by = créé par { $name }
share-last = dernier usage { $ago }
share-revoke = Révoquer
share-revoke-of = Révoquer : { $recipient }
share-how = Comment marchent les liens
share-how-opens = Un lien ouvre la version approuvée de ce seul livrable, quelle qu’elle soit, et rien d’autre.
share-how-counted = Chaque ouverture et chaque téléchargement commencé est compté. Les filtres de messagerie ouvrent aussi les liens.
share-how-ends = Il prend fin avec sa date ou par révocation. Tant que rien n’est approuvé, le visiteur lit qu’il n’y a rien à lire ; tant que le livrable est interne, le lien est en sommeil et n’ouvre rien.
share-public-for = Partagé avec { $recipient }
share-public-waits = Rien n’est encore prêt à être lu. Rouvrez ce lien plus tard.
share-public-gone = Ce qui pouvait être lu ici a été retiré ou remplacé. Adressez-vous à la personne qui vous a envoyé ce lien.
share-public-approved = Approuvé le { $date }
share-public-until = Le lien est valable jusqu’au { $date }.
share-public-counted = Les ouvertures de ce lien et les téléchargements sont comptés ; qui vous l’a envoyé en voit le nombre.
share-over-revoked-title = Ce lien a été retiré
share-over-revoked = Il a été retiré le { $date } et n’ouvre plus rien.
share-over-expired-title = Ce lien a pris fin
share-over-expired = Il était valable jusqu’au { $date } et n’ouvre plus rien.
share-over-ask = Il avait été créé pour { $recipient }. Si vous avez encore besoin de ce qui pouvait être lu ici, adressez-vous à la personne qui vous l’a envoyé ou à la coordination de « { $programme } ».
share-rest-with = { $n ->
    [one] S’il devient interne, son lien de partage est mis en sommeil : il n’ouvre rien tant que le livrable n’est pas de nouveau externe.
   *[other] S’il devient interne, ses { $n } liens de partage sont mis en sommeil : ils n’ouvrent rien tant que le livrable n’est pas de nouveau externe.
}
share-works-with = { $n ->
    [one] S’il devient externe, le lien en sommeil sert de nouveau.
   *[other] S’il devient externe, les { $n } liens en sommeil servent de nouveau.
}
note-share-made-already = Ce lien existe déjà. Son adresse n’a été affichée qu’une fois ; si elle n’a pas été copiée, révoquez-le et créez-en un autre.
