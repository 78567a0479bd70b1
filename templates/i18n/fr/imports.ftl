# Importer des personnes depuis un tableur.

import-title = Importer des personnes
import-lead = À partir du tableau que vous avez déjà : CSV ou Excel. Rien n’est enregistré avant que vous ayez vu ce que deviendrait chaque ligne.
import-file = Tableau
import-file-help = CSV ou XLSX, jusqu’à { $limit }. Depuis Excel, « Enregistrer sous » l’un ou l’autre ; depuis Numbers ou LibreOffice, exportez en XLSX.
import-file-missing = Choisissez d’abord un fichier.
import-upload-verb = Examiner ce fichier
import-earlier = Imports précédents
import-none-yet = Aucun pour l’instant. Vous trouverez ici ce qui a été importé, par qui et avec quel résultat.
import-how-title = Un bon tableau
import-how-headings = La première ligne porte les intitulés, chacune des suivantes une personne.
import-how-columns = Les colonnes sont reconnues à leur intitulé, en français, en anglais ou en chinois. Vous pourrez corriger à l’étape suivante.
import-how-several = Nom et prénom peuvent occuper deux colonnes. Une cellule peut contenir plusieurs adresses, séparées par des points-virgules.
import-how-places = La ville et le pays sont ceux de l’organisme et ne complètent que ce qui manquait. Un « ne pas contacter » du fichier est retenu ; aucun fichier n’en lève un.
import-how-groups = Les groupes se nomment par leur code ou leur nom, dans n’importe quelle langue ; une page permet de les voir et d’en ajouter.
import-how-check = Chaque ligne est vérifiée avant tout enregistrement. Les lignes refusées vous reviennent en fichier, avec les motifs.
import-how-again = Le même fichier deux fois n’ajoute personne deux fois. Une ligne sur quelqu’un de connu complète ou corrige, sans jamais rien enlever.
import-how-kept = Le fichier est gardé 30 jours, puis supprimé.
import-example = Un exemple pour commencer
import-by-command = ligne de commande
import-kilobytes = { $n } Ko
import-megabytes = { $n } Mo
import-gigabytes = { $n } Go

import-file-name = Fichier
import-new = Nouveaux
import-changed = Modifiés
import-same = Identiques
import-refused = Refusés
import-state-uploaded = colonnes à associer
import-state-waiting = en attente
import-state-checking = en cours de vérification
import-state-running = en cours d’import
import-state-checked = vérifié, pas encore importé
import-state-done = importé
import-state-stopped = arrêté
import-state-failed = illisible

import-step-file = Fichier
import-step-columns = Colonnes
import-step-check = Vérification
import-step-bring = Import

import-encoding = Encodage
import-separator = Séparateur
import-read-again = Relire
import-sheet = Feuille
import-sheet-read = La feuille lue est « { $sheet } ». Le classeur contient aussi : { $others }. Pour en lire une autre, choisissez-la ci-dessus et relisez.
import-encoding-help = L’encodage et le séparateur ont été déduits du fichier. Si les noms sont illisibles, choisissez un autre encodage et relisez.
import-header-line = Ligne des titres de colonnes
import-header-line-help = Des titres peuvent précéder les en-têtes ; ce qui se trouve au-dessus n’est pas importé.
import-unnamed = Ces colonnes contiennent quelque chose mais n’ont pas d’en-tête propre, comme sous des cellules fusionnées, et sont laissées de côté : { $columns }. Indiquez ci-dessous ce qu’elles contiennent si vous les voulez.
import-encoding-utf-8 = UTF-8 (toutes langues)
import-encoding-gb18030 = GB18030 (chinois simplifié)
import-encoding-big5 = Big5 (chinois traditionnel)
import-encoding-windows-1252 = Windows-1252 (Europe occidentale)
import-encoding-utf-16le = UTF-16LE (« Texte Unicode » d’Excel)
import-encoding-utf-16be = UTF-16BE
import-separator-comma = virgule ( , )
import-separator-semicolon = point-virgule ( ; )
import-separator-tab = tabulation
import-separator-pipe = barre ( | )
import-garbled = Certains caractères n’ont pas de sens dans cet encodage. Un autre convient sans doute mieux.
import-encoding-doubt = Peu de lettres de ce fichier révèlent son encodage, ou certaines le contredisent. Il est lu comme : { $encoding }. Regardez les noms ci-dessous, et choisissez un autre encodage s’ils sont faux.
import-header-only = Il y a des intitulés, mais aucune ligne au-dessous.
import-columns-title = Ce que dit chaque colonne
import-columns-lead = Les colonnes laissées de côté ne sont pas lues. Plusieurs peuvent donner des adresses, des téléphones, des groupes, des étiquettes ou des notes ; tout le reste vient d’une seule.
import-columns-nobody = Indiquez la colonne des noms : sans elle, personne ne se distingue.
import-column = Colonne
import-examples = Par exemple
import-says = Signifie
import-column-says = Ce que dit la colonne « { $column } »
import-column-left-out = (laissée de côté)
import-column-blank = vide dans les premières lignes
import-column-unnamed = Colonne { $n }, sans intitulé
import-rival = « { $column } » (colonne { $n }) donne aussi « { $field } » et reste de côté : c’est « { $read } » (colonne { $m }) qui est lue.
import-rivals-choose = Si c’est l’autre qui convient, choisissez-la ci-dessous et laissez la première de côté.
import-column-twice = « { $column } » : une autre colonne donne déjà « { $field } ». Laissez l’une des deux de côté.
import-first-rows = { $n ->
    [one] La première ligne telle qu’elle a été lue
   *[other] Les { $n } premières lignes telles qu’elles ont été lues
 }
import-check-verb = Vérifier toutes les lignes
import-check-help = Rien n’est encore enregistré : la vérification dit ce que deviendrait chaque ligne.
import-change-columns = Modifier les colonnes

import-field-name = Nom
import-field-latin-name = Nom en lettres latines
import-field-family-name = Nom de famille
import-field-given-name = Prénom
import-field-salutation = Formule d’appel
import-field-salutation-en = Formule d’appel (anglais)
import-field-salutation-fr = Formule d’appel (français)
import-field-salutation-zh = Formule d’appel (chinois)
import-field-organisation = Organisme
import-field-organisation-kind = Type d’organisme
import-field-place = Ville de l’organisme
import-field-country = Pays de l’organisme
import-field-role = Fonction
import-field-role-en = Fonction (anglais)
import-field-role-fr = Fonction (français)
import-field-role-zh = Fonction (chinois)
import-field-email = Courriel
import-field-phone = Téléphone
import-field-language = Langue
import-field-groups = Groupes
import-field-tags = Étiquettes
import-field-notes = Notes
import-field-key = Clé dans la source
import-field-do-not-contact = Ne pas contacter
import-of-field = { $field } : { $said }

import-line = Ligne
import-reason = Motif
import-changes = Ce qui change
import-lines-read = { $n ->
    [one] { $n } ligne lue
   *[other] { $n } lignes lues
 }
import-waits = Début dans un instant.
import-tried = Résultat de l’essai : nouveaux, { $new } ; modifiés, { $changed } ; identiques, { $same } ; refusés, { $refused }.
import-unattended = Personne n’est à l’œuvre : lancez « convoke serve » ou « convoke work » sur le serveur. L’import commencera alors de lui-même.
import-checking-note = Chaque ligne est comparée aux personnes connues. Vous pouvez quitter cette page ; rien ne s’arrête.
import-running-note = Vous pouvez quitter cette page ; rien ne s’arrête. Arrêté ou interrompu, l’import reprend après la dernière ligne acquise.
import-stopping = L’import s’arrête après les lignes en cours.
import-would-new = { $n ->
    [one] serait nouvelle
   *[other] seraient nouvelles
 }
import-would-changed = { $n ->
    [one] compléterait ou corrigerait
   *[other] compléteraient ou corrigeraient
 }
import-would-same = { $n ->
    [one] n’apprend rien de neuf
   *[other] n’apprennent rien de neuf
 }
import-would-refused = { $n ->
    [one] ne peut être prise
   *[other] ne peuvent être prises
 }
import-did-new = { $n ->
    [one] nouvelle personne
   *[other] nouvelles personnes
 }
import-did-changed = { $n ->
    [one] personne corrigée
   *[other] personnes corrigées
 }
import-did-same = { $n ->
    [one] ligne sans rien de neuf
   *[other] lignes sans rien de neuf
 }
import-did-refused = { $n ->
    [one] ligne refusée
   *[other] lignes refusées
 }
import-ready = { $new ->
    [0] Personne de nouveau,
    [one] Une nouvelle personne,
   *[other] { $new } nouvelles personnes,
 } { $changed ->
    [0] personne à corriger.
    [one] une à corriger.
   *[other] { $changed } à corriger.
 }
import-nothing-to-do = Toutes les personnes de ce fichier sont déjà connues. Il n’y a rien à importer.
import-all-refused = Aucune ligne de ce fichier ne peut être reprise telle quelle. Il n’y a rien à importer.
import-refused-note = { $n ->
    [one] { $n } ligne sera laissée de côté ; le motif figure ci-dessous.
   *[other] { $n } lignes seront laissées de côté ; les motifs figurent ci-dessous.
 }
import-bring-verb = { $n ->
    [one] Importer { $n } personne
   *[other] Importer { $n } personnes
 }
import-discard = Écarter ce fichier
import-discard-title = Écarter ce fichier ?
import-discard-lead = Le fichier et ce qui a été trouvé ligne par ligne sont supprimés. Sa venue, sa date et son auteur restent dans la liste.
import-discard-written = { $n ->
    [one] La personne importée reste.
   *[other] Les { $n } personnes importées ou corrigées restent.
 }
import-refused-file = Lignes refusées en CSV
import-see-people = Voir les personnes
import-mend-note = { $n ->
    [one] { $n } ligne a été refusée. Téléchargez-la, corrigez-la et importez ce fichier : il ne contient qu’elle.
   *[other] { $n } lignes ont été refusées. Téléchargez-les, corrigez-les et importez ce fichier : il ne contient qu’elles.
 }
import-another = Importer un autre fichier
import-stopped-dry = La vérification n’est pas allée au bout. Rien n’a été enregistré.
import-stopped-write = { $n ->
    [one] { $n } ligne est acquise et le reste. La suite reprend après elle.
   *[other] { $n } lignes sont acquises et le restent. La suite reprend après elles.
 }
import-go-on = Reprendre
import-failed-note = Ce qui était importé reste ; rien n’est fait à moitié.
import-file-gone = Le fichier et ses lignes ne sont plus conservés.
import-lines-new = Nouvelles
import-lines-changed = Modifiées
import-lines-same = Rien de neuf
import-lines-refused = Refusées
import-capped = Seules les { $n } premières sont énumérées.
import-no-lines = Rien ici.

import-why-file-unreadable = Le fichier n’a pas pu être lu. Veuillez réessayer.
import-why-file-empty = Le fichier est vide.
import-why-file-html = C’est une page web, pas un tableau, quoi qu’en dise son nom. Bien des systèmes en exportent sous « .xls » : ouvrez-la dans Excel et enregistrez-la en XLSX.
import-why-file-xml = C’est un fichier XML, pas un tableau. Ouvrez-le dans Excel et enregistrez-le en XLSX.
import-why-file-pdf = C’est un PDF. Demandez le tableau dont il est tiré.
import-why-file-image = C’est une image. Demandez le tableau qu’elle montre.
import-why-file-old-excel = C’est un ancien classeur Excel (XLS). Ouvrez-le et enregistrez-le en XLSX.
import-why-file-encrypted = Ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans protection.
import-why-file-binary-workbook = C’est un classeur Excel binaire (XLSB). Enregistrez-le en XLSX.
import-why-file-open-document = C’est un fichier OpenDocument. Enregistrez-le en XLSX ou en CSV.
import-why-file-archive = C’est une archive ou un autre document, pas un tableau. Décompressez-la et choisissez le tableau lui-même.
import-why-file-damaged-zip = Ce classeur est endommagé ou n’est pas arrivé entier. Ouvrez-le, enregistrez-le de nouveau et réessayez.
import-why-file-rich-text = C’est un texte, pas un tableau. Copiez son tableau dans un tableur.
import-why-file-binary = Ce n’est pas un tableau : il contient des octets qu’aucun texte ne comporte.
import-why-file-no-header = Il y a des lignes, mais rien dedans.
import-why-file-ends-above = Il n’y a rien à la ligne { $line } ni en dessous. Indiquez la ligne des titres de colonnes.
import-why-file-header-too-many-columns = La première ligne a plus de { $limit } colonnes. Supprimez celles qui sont inutiles ou choisissez un autre séparateur.
import-why-file-header-cell-too-long = Un intitulé dépasse { $limit } Ko. La première ligne doit porter des intitulés courts.
import-why-file-header-record-too-long = La première ligne dépasse { $limit } Ko. Elle doit porter des intitulés courts.
import-why-file-header-unclosed-quote = Un guillemet de la première ligne n’est jamais refermé.
import-why-file-header-nul = La première ligne contient un caractère NUL, invisible.
import-why-file-header-lost-characters = Les intitulés sont illisibles dans cet encodage. Choisissez-en un autre.
import-why-file-header-ragged = La première ligne est illisible.
import-why-file-needs-memory = Lire ce classeur demande plus de { $limit } Mo de mémoire, le maximum pour un import. Enregistrez la feuille en CSV.
import-why-file-too-slow = Lire ce classeur prend plus de { $limit } secondes de calcul. Enregistrez la feuille en CSV.
import-why-file-damaged = Ce classeur est endommagé. Ouvrez-le, enregistrez-le de nouveau et réessayez.
import-why-file-bomb = Ce classeur se décompresse en bien plus qu’il ne devrait contenir. Enregistrez la feuille en CSV.
import-why-file-too-large = Ce classeur dépasse { $limit } Mo une fois décompressé. Enregistrez la feuille en CSV.
import-why-file-too-many-parts = Ce fichier compte plus de { $limit } parties, bien plus qu’il n’en faut à un tableau. Enregistrez la feuille en CSV.
import-why-file-no-sheet = Ce classeur n’a aucune feuille avec un tableau.
import-why-file-no-such-sheet = Ce classeur n’a pas de feuille « { $sheet } ». Ses feuilles : { $sheets }.
import-why-file-without-sheets = Ce fichier est un texte, et n’a pas de feuilles.
import-why-file-process = Le lecteur de classeurs a échoué. La faute est de notre côté et elle est notée ; un fichier CSV fonctionnera.
import-why-file-too-many-rows = Un classeur peut avoir { $limit } lignes au plus. Enregistrez la feuille en CSV, qui n’a pas cette limite.
import-why-file-changed = Ce fichier n’est pas celui dont les colonnes ont été associées. Associez-les de nouveau.
import-why-too-many-columns = Plus de { $limit } colonnes.
import-why-cell-too-long = La cellule de la colonne { $column } dépasse { $limit } Ko.
import-why-record-too-long = La ligne dépasse { $limit } Ko.
import-why-unclosed-quote = Un guillemet est ouvert et jamais refermé.
import-why-nul = Elle contient un caractère NUL, invisible.
import-why-lost-characters = Elle contient des caractères sans signification dans cet encodage.
import-why-ragged = { $found } cellules pour { $expected } intitulés : le plus souvent, un séparateur dans un texte qui devrait être entre guillemets.
import-why-cell-error = Le tableur affiche une erreur dans la colonne { $column }.
import-why-not-stored = La base de données n’a pas pris cette ligne.
import-why-changes = change.

note-import-discarded = Le fichier est supprimé.
problem-import-file = Ce fichier ne peut être lu
problem-import-file-why = { $why }
problem-import-state = Pas maintenant
problem-import-state-why = L’import a avancé depuis que cette page est ouverte. Rechargez-la.
problem-import-gone = Le fichier n’est plus conservé
problem-import-gone-why = Les fichiers sont supprimés après 30 jours, ou lorsque quelqu’un les écarte. Importez-le de nouveau.
