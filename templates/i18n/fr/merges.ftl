# Deux fiches d’une même personne ou d’un même organisme réunies, puis séparées ; adresses qui changent de mains.

merging-open = Fusionner…
merging-compare = Comparer et fusionner
merging-title = Réunir deux fiches
merging-lead = Une fiche reste, l’autre la rejoint avec tout ce qui s’y rattache. Pendant trente jours, on peut les séparer de nouveau.
merging-halves = Les deux fiches côte à côte
merging-kept = Reste
merging-other = La rejoint
merging-of-kept = De la fiche qui reste
merging-of-other = De la fiche qui part
merging-swap = Garder plutôt celle-ci
merging-united = Adresses, organismes, groupes et étiquettes sont réunis ; de deux fonctions dans un même organisme compte celle de la fiche qui reste, et de deux réponses à un même questionnaire la dernière. Ce qui se rattachait à la fiche qui part se rattache désormais à celle qui reste, et ses anciens liens continuent de fonctionner.
merging-silences = L’une des deux a demandé qu’on ne lui écrive plus. Ensuite, plus aucun message ne part vers l’une ou l’autre adresse.
merging-choose = Quelle valeur garder
merging-both-notes = Les deux, l’une sous l’autre
merging-seats-title = Toutes deux ont une place au même événement
merging-seats-why = Une place reste. L’autre est fermée, le siège qu’elle occupait se libère, et son lien mène à la place qui reste.
merging-seats-unseen = Toutes deux ont une place à un événement dont vous ne voyez pas les invités. La place qui a reçu la dernière réponse reste.
merging-agreed = { $n ->
    [one] { $n } champ identique
   *[other] { $n } champs identiques
 }
merging-after = La page de la fiche qui part dira où elle est allée. Les deux historiques se lisent depuis la fiche qui reste.
merging-act = Réunir les deux fiches
merging-changed = Quelque chose a changé entre-temps. Voici l’état actuel : regardez-le encore une fois.
merging-both-members = Chacune des deux fiches appartient à un membre : { $first } et { $second }. Deux comptes ne peuvent pas n’en faire qu’un. Fermez l’un d’eux ou demandez à un administrateur de le détacher.
merging-somebody = une fiche dont le nom n’est plus conservé

merging-pick-title = Qui est-ce aussi ?
merging-pick-lead = Choisissez la fiche de la même personne. Vous comparez les deux avant que quoi que ce soit ne change.
merging-pick-search = Une autre personne
merging-pick-two = Cochez deux personnes
merging-pick-two-why = Deux fiches sont comparées côte à côte, puis réunies. Cochez-en exactement deux dans la liste et choisissez de nouveau « Fusionner… ».
merging-pick-back = Vers les personnes

merging-list-title = Fiches réunies
merging-list-lead = Quelle fiche a rejoint laquelle, et ce qu’on peut encore annuler.
merging-none-title = Rien de réuni pour l’instant
merging-none = Quand une personne figure deux fois dans le carnet, ouvrez l’une de ses fiches et comparez-la à l’autre. Ce qui est réuni figure ici et peut être annulé pendant trente jours.
merging-when = Quand
merging-state = Annuler
merging-until = Annuler, jusqu’au { $day }
merging-for-good = Une seule fiche, pour de bon
merging-undone-by = Annulé { $ago } par { $name }
merging-section = A rejoint cette fiche

merging-undo = Annuler
merging-undo-title = Séparer de nouveau deux fiches
merging-went-into = A rejoint
merging-undo-lead = { $other } redevient une fiche à part, à côté de { $kept }.
merging-entry = Fiche
merging-back-fields = ses propres champs et étiquettes, comme ils étaient
merging-goes-back = Est rendu :
merging-stays = A été modifié depuis et, sauf mention contraire, reste à { $kept } :
merging-stays-field = { $field } : modifié depuis
merging-stays-address = l’adresse { $address } : modifiée depuis
merging-stays-seat = la place à « { $event } » : quelqu’un a répondu par elle depuis ; elle repart avec cette réponse
merging-stays-answer = la réponse donnée depuis à « { $event } » : elle reste avec la place qui est restée
merging-stays-waits = le siège à « { $event } » : il a été donné à quelqu’un d’autre ; la place revient et attend
merging-stays-gone = { $what } : attribué ailleurs ou retiré depuis
merging-stays-key = la clé « { $key } » : une autre fiche la porte désormais ; elle ne revient pas
merging-stays-wish = le souhait de ne plus recevoir de messages : les deux l’ont ; levez-le à la main s’il n’a jamais été le leur
merging-some-event = un événement
merging-undo-act = Séparer les deux fiches
merging-after-first = { $name } a été fusionné plus tard. Annulez d’abord cette fusion-là.
merging-look-there = Y aller

merging-gone-title = Cette fiche en a rejoint une autre
merging-gone = Le { $when }, { $by } a réuni { $other } avec { $kept }.
merging-gone-why = Tout ce qui s’y rattachait s’y trouve. Les anciens liens continuent de fonctionner.
merging-gone-go = Vers la fiche

merging-what-addresses = Adresses
merging-what-affiliations = Organismes
merging-what-groups = Groupes
merging-what-tags = Étiquettes
merging-what-steps = Étapes dont elle répond
merging-what-deputies = Étapes dont elle est suppléante
merging-what-deliverables = Livrables dont elle répond
merging-what-accounts = Comptes
merging-what-events = Événements dont elle est le contact
merging-what-seats = Places aux événements
merging-what-mails = Messages
merging-n-addresses = { $n ->
    [one] { $n } adresse
   *[other] { $n } adresses
 }
merging-n-affiliations = { $n ->
    [one] { $n } fonction dans un organisme
   *[other] { $n } fonctions dans des organismes
 }
merging-n-groups = { $n ->
    [one] { $n } groupe
   *[other] { $n } groupes
 }
merging-n-tags = { $n ->
    [one] { $n } étiquette
   *[other] { $n } étiquettes
 }
merging-n-steps = { $n ->
    [one] { $n } étape
   *[other] { $n } étapes
 }
merging-n-deputies = { $n ->
    [one] suppléance de { $n } étape
   *[other] suppléance de { $n } étapes
 }
merging-n-deliverables = { $n ->
    [one] { $n } livrable
   *[other] { $n } livrables
 }
merging-n-accounts = { $n ->
    [one] { $n } compte
   *[other] { $n } comptes
 }
merging-n-events = { $n ->
    [one] contact de { $n } événement
   *[other] contact de { $n } événements
 }
merging-n-seats = { $n ->
    [one] { $n } place
   *[other] { $n } places
 }
merging-n-mails = { $n ->
    [one] { $n } message
   *[other] { $n } messages
 }

merging-hand = Céder
merging-hand-title = Cette adresse appartient désormais à quelqu’un d’autre
merging-hand-lead = Cherchez la personne qui lit maintenant cette boîte. Vous voyez ce qui s’ensuit avant que cela ne se fasse.
merging-hand-choose = Cette personne
merging-hand-to = Elle passe à { $name }.
merging-hand-how = Et la personne qui l’avait jusqu’ici ?
merging-hand-moves = Elle ne la lit plus
merging-hand-shared = Elles la partagent
merging-hand-follows = Si { $name } ne la lit plus :
merging-hand-waiting = { $n ->
    [0] aucun message ne l’y attend
    [one] { $n } message qui l’y attend ne part pas
   *[other] { $n } messages qui l’y attendent ne partent pas
 }
merging-hand-links = { $n ->
    [0] aucun lien n’y a été envoyé
    [one] { $n } lien cesse de fonctionner, où qu’il ait été envoyé ; écrivez de nouveau à la personne à une autre adresse
   *[other] { $n } liens cessent de fonctionner, où qu’ils aient été envoyés ; écrivez de nouveau à la personne à une autre adresse
 }
merging-hand-answers = les réponses déjà données restent les siennes ; qui lit maintenant la boîte ne les voit ni ne les change
merging-hand-others = { $names } la lisent aussi et la gardent
merging-hand-silent = elle a demandé qu’on ne lui écrive plus : l’adresse reste muette jusqu’à ce que ce souhait soit levé
merging-hand-act = Céder l’adresse

note-people-merged = Les deux fiches n’en font plus qu’une.
note-people-parted = Ce sont de nouveau deux fiches.
note-address-handed-over = L’adresse est cédée.
note-address-shared = Les deux ont désormais l’adresse.

contacts-action-merged = A absorbé une autre fiche
contacts-action-merged-away = A rejoint une autre fiche
contacts-action-parted = Séparée d’une fiche absorbée
contacts-action-parted-again = De nouveau une fiche à part
contacts-action-address-handed-over = A cédé une adresse
contacts-action-address-taken-over = A repris une adresse
contacts-field-merged = Fiche qui a rejoint celle-ci
history-seat-restored = Place rendue
history-seat-link-renewed = Ancien lien désactivé
history-source-seat-doubled = La même personne avait deux places
history-source-seat-parted = Les fiches ont été séparées de nouveau
outbox-reason-address-handed-over = L’adresse appartient désormais à quelqu’un d’autre.

problem-merged-away = Cette fiche a été réunie à une autre
problem-merged-away-why = Elle se lit et se modifie désormais à l’adresse { $address }. Ce que vous avez envoyé était écrit pour la fiche qui n’est plus : rien n’a été enregistré.
problem-merge-same = C’est déjà une seule fiche
problem-merge-same-why = Choisissez deux fiches différentes à réunir.
problem-merge-both-members = Toutes deux sont membres
problem-merge-both-members-why = Deux comptes ne peuvent pas n’en faire qu’un. Fermez l’un d’eux, ou demandez à un administrateur de le détacher de sa personne, puis réunissez les fiches.
problem-merge-too-old = Une seule fiche, pour de bon
problem-merge-too-old-why = Trente jours ont passé. Ce qu’il faut pour séparer les fiches n’est plus conservé.
problem-merge-undone = Déjà annulé
problem-merge-undone-why = Ces deux fiches ont été séparées de nouveau.
problem-merge-not-last = Une fusion plus récente d’abord
problem-merge-not-last-why = Les fusions d’une même fiche s’annulent dans l’ordre, la plus récente d’abord.

# Organismes.

merging-house-united = Les personnes, invitations, mécénats et canaux de la fiche qui part sont désormais ceux de l’autre. Qui a une fonction dans les deux en garde une. Les anciens noms restent compris dans les formulaires et les fichiers. Un mécène qui change ainsi de nom n’est plus affiché tant que deux personnes ne l’ont pas validé à nouveau.
merging-house-invited = Les deux sont invités à « { $event } ». Retirez d’abord l’une des deux invitations ; les fiches pourront alors être réunies.
merging-house-unseen-event = un événement dont vous ne voyez pas les invités
merging-house-courted-stays = L’organisme de la fiche qui part a décliné le mécénat de « { $thing } ». Cela reste tel quel, sous son ancien nom.
merging-house-courted-swap = Les deux ont été sollicités comme mécènes de « { $thing } », et celui de la fiche qui reste a décliné. Gardez plutôt l’autre fiche.
merging-house-courted-open = Les deux sont sollicités comme mécènes de « { $thing } ». Marquez comme décliné le mécénat de la fiche qui part, avec le motif ; les fiches pourront alors être réunies.
merging-house-shown = { $n ->
    [one] Un mécénat est validé pour le public sous le nom de sa fiche. Si ce nom change, il n’est pas affiché avant que deux personnes aient validé le nouveau.
   *[other] { $n } mécénats sont validés pour le public sous les noms de ces fiches. Là où un nom change, ils ne sont pas affichés avant que deux personnes aient validé le nouveau.
 }
merging-house-unseen-programme = un programme dont vous ne voyez pas les mécènes
merging-house-see-kept = Mécénat de la fiche qui reste
merging-house-see-other = Mécénat de la fiche qui part
merging-house-pick-title = Quelle autre fiche désigne cet organisme ?
merging-house-pick-lead = Choisissez la fiche du même organisme. Vous comparez les deux avant que quoi que ce soit ne change.
merging-house-pick-search = Un autre organisme
merging-house-pick-back = Vers les organismes
merging-house-none = Quand un organisme figure deux fois dans le carnet, ouvrez l’une de ses fiches et comparez-la à l’autre. Ce qui est réuni figure ici et peut être annulé pendant trente jours.
merging-house-back-fields = ses propres champs, comme ils étaient
merging-house-gone-why = Tout ce qui s’y rattachait s’y trouve. Ses anciens noms restent compris.
merging-what-people = Personnes
merging-what-institutions = Invitations comme institution
merging-what-places = Places aux événements
merging-what-courtings = Mécénats
merging-n-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
merging-n-institutions = { $n ->
    [one] { $n } invitation comme institution
   *[other] { $n } invitations comme institution
 }
merging-n-places = { $n ->
    [one] { $n } place à un événement
   *[other] { $n } places à des événements
 }
merging-n-courtings = { $n ->
    [one] { $n } mécénat
   *[other] { $n } mécénats
 }
problem-merge-both-invited = Les deux sont invités au même événement
problem-merge-both-invited-why = Deux invitations d’une même institution ne peuvent pas n’en faire qu’une. Retirez d’abord l’une des deux, puis réunissez les fiches.
problem-merge-both-courted = Les deux sont sollicités pour le même mécénat
problem-merge-both-courted-why = Un organisme n’est sollicité qu’une fois pour un programme ou un événement. Marquez comme décliné le mécénat de la fiche qui part, avec le motif, puis réunissez les fiches.

merging-what-delegations = Institutions dont elle est l’interlocutrice
merging-what-sessions = Séances où elle intervient
merging-what-input = Ses contributions
merging-what-sponsorships = Mécénats qui la concernent
merging-what-traces = Mentions dans les récits et les lettres
merging-n-delegations = { $n ->
    [one] interlocutrice de { $n } institution
   *[other] interlocutrice de { $n } institutions
 }
merging-n-sessions = { $n ->
    [one] { $n } séance
   *[other] { $n } séances
 }
merging-n-input = { $n ->
    [one] { $n } contribution
   *[other] { $n } contributions
 }
merging-n-sponsorships = { $n ->
    [one] { $n } mécénat
   *[other] { $n } mécénats
 }
merging-n-traces = { $n ->
    [one] { $n } mention
   *[other] { $n } mentions
 }
problem-merge-both-seated = Toutes deux ont une place au même événement
merging-both-seated = Toutes deux viennent au même événement, et l’une au nom d’une institution. Retirez d’abord l’une des deux, ou désignez quelqu’un d’autre pour l’institution ; les fiches pourront alors être réunies.
problem-merge-both-seated-why = Toutes deux viennent au même événement, et l’une au nom d’une institution. Retirez d’abord l’une des deux, ou désignez quelqu’un d’autre pour l’institution ; les fiches pourront alors être réunies.
