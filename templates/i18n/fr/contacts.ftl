# Personnes et organismes.

contacts-title = Personnes
contacts-count = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
contacts-found = { $n ->
    [0] Personne ne correspond
    [one] 1 personne correspond
   *[other] { $n } personnes correspondent
 }
contacts-search = Nom, pinyin, organisme, adresse
contacts-add = Ajouter une personne
contacts-export-csv = En CSV
contacts-export-xlsx = En classeur Excel
contacts-empty-title = Personne pour l’instant
contacts-empty = Chaque personne est tenue une seule fois pour tous les programmes : son nom dans les deux écritures, la formule d’appel, son lieu de travail. Ajoutez la première à la main, ou importez le tableau que vous avez déjà.
contacts-none-title = Personne ne correspond
contacts-none = Essayez moins de mots ou un autre filtre. Les noms chinois se trouvent par leurs caractères comme par leur pinyin, avec ou sans tons : 王建国, wang jianguo, wjg.
contacts-all-groups = Tous les groupes
contacts-all-kinds = Tous les organismes
contacts-all-languages = Toutes les langues
contacts-all-tags = Toutes les étiquettes
contacts-mailbox = Adresse
contacts-mailbox-any = Avec ou sans
contacts-mailbox-with = Avec une adresse
contacts-mailbox-without = Sans adresse
contacts-consent = Peut-on écrire ?
contacts-consent-any = Peu importe
contacts-consent-may-contact = On peut écrire
contacts-consent-do-not-contact = Ne pas contacter
contacts-more-filters = Autres filtres
contacts-organisation = Organisme
contacts-organisation-and-role = Organisme et fonction
contacts-more-addresses = et { $n } de plus
contacts-no-address = Aucune adresse
contacts-is-silent = Ne pas contacter
contacts-refused = Message refusé
contacts-confirm-address = L’adresse est bonne : y écrire de nouveau
contacts-unaffiliated = Aucun organisme

contacts-native-name = Nom dans son écriture
contacts-native-name-help = Tel que la personne l’écrit : 王建国, Anne Laurent.
contacts-latin-name = Nom en lettres latines
contacts-latin-name-help = Seulement pour un nom d’une autre écriture. Laissé vide, un nom chinois est transcrit en pinyin.
contacts-family-name = Nom de famille, en lettres latines
contacts-family-name-help = Les listes sont triées d’après lui. Laissé vide, il est tiré du nom.
contacts-salutation = Formule d’appel
contacts-salutation-help = La première ligne entière d’une lettre, ponctuation comprise : « Chère Madame Laurent, »
contacts-language = Langue des courriers
contacts-language-likely = D’après le nom
contacts-phone = Téléphone
contacts-addresses = Adresses
contacts-email = Adresse électronique
contacts-label = Libellé
contacts-label-help = Bureau, secrétariat, privé
contacts-addresses-help = La première sert d’abord. Une adresse peut servir à plusieurs personnes.
contacts-more-address = Une adresse de plus
contacts-affiliations = Organismes et fonctions
contacts-affiliation-organisation = Organisme
contacts-affiliation-help = Choisissez-en un connu ou saisissez un nouveau nom : il sera ajouté.
contacts-affiliation-kind = Type, s’il est nouveau
contacts-role = Fonction
contacts-more-affiliation = Un organisme de plus
contacts-groups = Groupes de parties prenantes
contacts-tags = Étiquettes
contacts-tags-help = Séparez-les par des virgules.
contacts-notes = Notes
contacts-notes-help = Vues par les coordinateurs, jamais par les invités.
contacts-source-key = Clé dans la source
contacts-source-key-help = L’identifiant dans le tableau ou le système d’où vient la personne. Les imports la reconnaissent grâce à lui.
contacts-name = Nom
contacts-added = Ajoutée
contacts-changed = Dernière modification

contacts-add-title = Ajouter une personne
contacts-add-verb = Ajouter cette personne
contacts-add-anyway = Ajouter malgré tout
contacts-edit-title = Modifier { $name }
contacts-save = Enregistrer les modifications
contacts-likely-new-title = Déjà dans le carnet ?
contacts-likely-new = Ces personnes se ressemblent. Les homonymes sont fréquents : ce n’est qu’une indication.
contacts-likely-title = Peut-être la même personne
contacts-likely-address = Même adresse
contacts-likely-name-and-organisation = Même nom, même organisme
contacts-likely-name = Même nom
contacts-likely-sound = Même nom dans l’autre écriture

contacts-silence = Ne pas contacter
contacts-silence-title = Ne plus écrire à { $name } ?
contacts-silence-lead = { $n ->
    [0] Cette personne n’a pas d’adresse. Aucune adresse ajoutée plus tard ne recevra de courrier non plus.
    [one] Son adresse ne recevra plus aucun courrier d’ici, pour aucun événement ni bulletin, même si quelqu’un d’autre la partage. Les messages en attente sont retenus.
   *[other] Ses { $n } adresses ne recevront plus aucun courrier d’ici, pour aucun événement ni bulletin, même si quelqu’un d’autre en partage une. Les messages en attente sont retenus.
 }
contacts-silence-reason = Pourquoi, et comment le savons-nous
contacts-silence-reason-help = « Demandé au téléphone le 3 mai ». Conservé dans l’historique.
contacts-silence-verb = Ne plus écrire
contacts-unsilence = Écrire de nouveau
contacts-unsilence-title = Écrire de nouveau à { $name } ?
contacts-unsilence-lead = Seulement si la personne l’a demandé. Dites qui l’a dit et quand ; c’est conservé dans l’historique.
contacts-unsilence-verb = Autoriser de nouveau
contacts-silent-since = A demandé à ne plus recevoir de courrier, { $ago }.

contacts-history = Historique
contacts-by-system = le système
contacts-by-guest = la personne elle-même
contacts-action-created = Ajout
contacts-action-edited = Modification
contacts-action-silenced = Marquée « ne pas contacter »
contacts-action-unsilenced = Peut de nouveau recevoir du courrier
contacts-action-address-refused = Un message a été refusé
contacts-action-address-confirmed = Adresse confirmée
note-address-confirmed = L’adresse sert de nouveau.
contacts-action-erased = Effacé
contacts-action-other = Changement
contacts-field-language = Langue
contacts-field-groups = Groupes
contacts-field-source_key = Clé dans la source
contacts-field-native_name = Nom
contacts-field-latin_name = Nom en lettres latines
contacts-field-family_name = Nom de famille
contacts-field-salutation = Formule d’appel
contacts-field-phone = Téléphone
contacts-field-notes = Notes
contacts-field-addresses = Adresses
contacts-field-affiliations = Organismes et fonctions
contacts-field-tags = Étiquettes
contacts-field-name = Nom
contacts-field-kind = Type
contacts-field-place = Lieu
contacts-field-country = Pays
contacts-field-website = Site
contacts-value-changed = modifié

note-contact-added = Ajout enregistré.
note-contact-saved = Modifications enregistrées.
note-contact-silenced = Cette personne ne recevra plus de courrier.
note-contact-unsilenced = Cette personne peut de nouveau recevoir du courrier.
note-organisation-added = Ajout enregistré.
note-organisation-saved = Modifications enregistrées.

organisations-title = Organismes
organisations-count = { $n ->
    [one] { $n } organisme
   *[other] { $n } organismes
 }
organisations-search = Nom ou lieu, dans toute écriture
organisations-add = Ajouter un organisme
organisations-empty-title = Aucun organisme pour l’instant
organisations-empty = Universités, services municipaux, chambres, entreprises, ambassades, médias : chacun est tenu une seule fois, avec ses noms en trois langues. En nommer un nouveau auprès d’une personne l’ajoute aussi.
organisations-formerly = anciennement
organisations-none-title = Aucun organisme ne correspond
organisations-none = Essayez moins de mots. Les noms chinois se trouvent aussi par leur pinyin.
organisations-all-kinds = Tous les types
organisations-name = Nom
organisations-name-help = Une langue suffit ; les autres aident les lecteurs et la recherche.
organisations-kind = Type
organisations-place = Lieu
organisations-place-help = La ville.
organisations-country = Pays
organisations-country-help = Deux lettres : CN, FR, BE.
organisations-website = Site web
organisations-people = Personnes
organisations-people-all = Voir toutes
organisations-people-none = Personne pour l’instant. Ajoutez l’organisme à une personne pour la voir ici.
organisations-add-title = Ajouter un organisme
organisations-add-verb = Ajouter cet organisme
organisations-edit-title = Modifier { $name }
organisation-kind-university = Université
organisation-kind-city-office = Service municipal
organisation-kind-chamber = Chambre
organisation-kind-firm = Entreprise
organisation-kind-embassy = Ambassade ou consulat
organisation-kind-medium = Média
organisation-kind-association = Association
organisation-kind-other = Autre

export-contact-id = Fiche
export-contact-address-en = Formule d’appel (anglais)
export-contact-address-fr = Formule d’appel (français)
export-contact-address-zh = Formule d’appel (chinois)
export-contact-emails = Adresses électroniques
export-contact-role-en = Fonction (anglais)
export-contact-role-fr = Fonction (français)
export-contact-role-zh = Fonction (chinois)
export-contact-silent = Ne pas contacter

contacts-many-tags = Modifier les étiquettes
contacts-many-groups = Modifier les groupes
contacts-many-silence = Ne pas contacter
contacts-many-none = Personne n’est sélectionné.
contacts-many-count = { $n ->
    [one] { $n } personne sélectionnée
   *[other] { $n } personnes sélectionnées
 }
contacts-many-how = Que faut-il faire
contacts-many-tags-add = Ajouter les étiquettes
contacts-many-tags-remove = Retirer les étiquettes
contacts-many-groups-add = Ajouter au groupe
contacts-many-groups-remove = Retirer du groupe
contacts-many-do = { $n ->
    [one] Modifier { $n } personne
   *[other] Modifier { $n } personnes
 }
contacts-many-silence-why = Plus aucun message ne part vers leurs adresses, pas même ceux qui attendent déjà. On ne peut revenir en arrière que personne par personne.
contacts-many-silence-do = { $n ->
    [one] Ne plus écrire à cette personne
   *[other] Ne plus écrire à ces { $n } personnes
 }
note-people-tagged = Les étiquettes sont modifiées.
note-people-grouped = Les groupes sont modifiés.
note-people-silenced = On ne leur écrira plus.

contacts-invited-title = Invitations
contacts-invited-none = Encore aucune invitation.
contacts-invited-none-seen = Aucune invitation aux événements dont vous voyez les invités.
contacts-invited-ago = invitation envoyée { $ago }
contacts-answered-ago = réponse donnée { $ago }

groups-title = Groupes de parties prenantes
groups-lead = Ces groupes servent à trouver, inviter et compter les personnes. Un groupe garde son code dans les fichiers et les programmes quand ses noms changent.
groups-name = Nom
groups-others = Dans les autres langues
groups-code = Code
groups-add-title = Ajouter un groupe
groups-add-verb = Ajouter ce groupe
groups-rename-title = Noms de « { $name } »
note-group-added = Le groupe est créé.
note-group-saved = Les noms sont enregistrés.
