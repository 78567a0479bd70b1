# Ce qui n’a pas marché, et que faire.

problem-home = Retour à l’accueil
problem-back = Revenir au formulaire, dans son état actuel
problem-kept = Ce que vous avez saisi
problem-kept-why = Rien de cela n’est enregistré. Copiez d’ici ce que vous voulez garder.
problem-page-aside = La description de l’interface
problem-not-found = Il n’y a rien ici
problem-not-found-why = L’adresse est peut-être mal saisie, ou ce qui s’y trouvait a été déplacé ou ne vous est pas ouvert.
problem-forbidden = Vous pouvez voir, mais pas faire cela
problem-forbidden-why = Votre rôle ne le prévoit pas. L’administration ou la coordination du programme peut vous aider.
problem-key-lacks = Cette clé ne le permet pas
problem-key-lacks-why = Votre compte y a droit, mais la clé n’a pas la portée « { $scope } ». Créez-en une qui la comporte sur la page de votre compte.
problem-share-internal = Aucun lien ne mène à un livrable interne
problem-share-internal-why = Un livrable interne n’est lu que par qui a un rôle dans le programme. Qui peut le modifier (coordination, coordination locale de la ville ou responsable scientifique) peut le rendre externe, et des liens pourront être créés ; ou bien l’administration donne un rôle à la personne.
problem-wants-person = Une personne doit se connecter pour cela
problem-wants-person-why = Une clé ne suffit pas pour donner ou retirer le rôle d’administration, fermer le compte qui le porte, retirer un second facteur, créer une autre clé ou valider le nom et le logo d’un mécène : connectez-vous et faites-le sur les pages.
problem-no-such-method = Cette adresse ne répond pas à cette méthode
problem-no-such-method-why = Elle ne répond qu’à { $allowed }. Rien n’a été modifié.
problem-sign-in = Connectez-vous d’abord
problem-sign-in-why = Il faut un compte, ou une clé dans l’en-tête « Authorization: Bearer … ».
problem-bad-token = Cette clé ne fonctionne pas
problem-bad-token-why = Elle a été désactivée, elle a expiré ou elle est incomplète. Créez-en une nouvelle sous « Votre compte ».
problem-invalid = Certaines indications ne conviennent pas
problem-invalid-why = Chaque champ ci-dessous dit pourquoi. Rien n’a été enregistré.
problem-invalid-why-asked = La raison est donnée ci-dessous pour chaque paramètre.
problem-stale = Quelqu’un a été plus rapide
problem-stale-why = Le contenu a changé depuis que vous l’avez ouvert. Rechargez la page, lisez la nouvelle version et refaites votre modification.
problem-bad-if-match = If-Match ne contient pas de version
problem-bad-if-match-why = L’en-tête est mal formé : envoyez l’ETag lu en dernier, entre ses guillemets, ou *. Rien n’a été modifié.
problem-no-if-match = Précisez la version
problem-no-if-match-why = Toute modification demande l’en-tête If-Match avec l’ETag lu en dernier, pour que personne ne perde son travail.
problem-key-reused = Cette clé appartient à une autre requête
problem-key-reused-why = L’en-tête Idempotency-Key a déjà accompagné un autre contenu, ou vos droits ont changé depuis. Prenez une nouvelle clé pour une nouvelle requête.
problem-request-at-work = Cette requête est déjà en cours
problem-request-at-work-why = La première requête portant cette Idempotency-Key n’a pas encore de réponse. Renvoyez-la dans un instant.
problem-request-in-doubt = Cette requête a peut-être été exécutée
problem-request-in-doubt-why = La première requête portant cette Idempotency-Key a échoué en chemin ou a été interrompue, et nul ne sait si elle a agi. Vérifiez si elle a été exécutée ; sinon, renvoyez-la avec une nouvelle clé.
problem-forged = Ce formulaire ne vient pas de notre page
problem-forged-why = Rien n’a été modifié. Rechargez la page et renvoyez le formulaire.
problem-too-many = Trop de demandes
problem-too-many-why = Patientez { $minutes } min et réessayez. Rien n’est perdu.
problem-too-large = C’est trop volumineux
problem-too-large-why = La limite est ici de { $limit }. Raccourcissez, ou envoyez en plusieurs fois.
problem-unreadable = Contenu illisible
problem-unreadable-why = L’envoi est incomplet ou n’a pas la forme attendue. Rien n’a été modifié ; vérifiez-le et renvoyez-le.
problem-bad-json = Ce n’est pas du JSON
problem-bad-json-why = La lecture s’arrête ligne { $line }, colonne { $column }. Rien n’a été modifié.
problem-not-json = L’envoi n’est pas annoncé comme JSON
problem-not-json-why = Envoyez le contenu avec l’en-tête « Content-Type: application/json ». Rien n’a été modifié.
problem-too-slow = L’envoi a pris trop de temps
problem-too-slow-why = Ce que vous avez envoyé s’est arrêté en route. Vérifiez votre connexion et recommencez.
problem-broken-off = La connexion s’est interrompue
problem-broken-off-why = Tout n’est pas arrivé. Rien n’a été modifié ; veuillez renvoyer.
problem-unsupported-media = Ce type de contenu n’est pas accepté ici
problem-unsupported-media-why = La description de l’interface indique les types acceptés.
problem-busy = Occupé pour le moment
problem-busy-why = La base de données ne répond pas à temps. Rien n’est perdu ; réessayez dans une minute.
problem-internal = La faute est de notre côté
problem-internal-why = Quelque chose a échoué qui n’aurait pas dû. C’est noté sous le numéro ci-dessous. Rien n’a été enregistré à moitié.
problem-duplicate = Cela existe déjà
problem-duplicate-why = Un élément du même nom ou de la même adresse est déjà présent. Ouvrez-le, ou nommez celui-ci autrement.
problem-dead-link = Ce lien n’est plus valable
problem-dead-link-why = Il a déjà servi ou il a expiré. Demandez-en un nouveau.
problem-already-set-up = L’installation est déjà faite
problem-already-set-up-why = Connectez-vous, ou demandez un compte à l’administration.
problem-last-administrator = C’est le dernier compte d’administration
problem-last-administrator-why = Confiez d’abord ce rôle à quelqu’un d’autre, pour que l’installation reste gérable.
problem-gate-closed = Cet événement ne peut pas encore être confirmé
problem-gate-closed-why = Il attend ce que liste « missing ». Réunissez-le, ou confirmez avec un motif si vous en avez le droit.
problem-gate-no-owner = Personne à qui le rappeler
problem-gate-no-owner-why = Personne n’en répond encore. Désignez d’abord un responsable.
problem-gate-own = Personne d’autre à qui le rappeler
problem-gate-own-why = Vous seul(e) en répondez : aucun rappel n’est envoyé à soi-même.
problem-gate-no-address = Aucune adresse où écrire
problem-gate-no-address-why = La personne qui en répond n’a pas d’adresse qui reçoive du courrier, ou a demandé à ne pas être sollicitée. Téléphonez-lui.
problem-gate-met = C’est acquis entre-temps
problem-gate-met-why = Ce que vous vouliez rappeler ne manque plus. Rechargez la page.
problem-programme-closed = Ce programme est clos
problem-programme-closed-why = Rien n’y peut être modifié avant sa réouverture : votre saisie n’a donc pas été enregistrée.
problem-programme-closed-why-asked = Il reste consultable, mais rien n’y peut être modifié avant sa réouverture.
invalid-required = À remplir.
invalid-given-twice = Cela nous est parvenu plusieurs fois. Merci de ne l’indiquer qu’une fois.
invalid-too-long = { $limit } caractères au plus.
invalid-too-long-by = { $length } caractères ; { $limit } au plus.
invalid-lines-differ = Lignes trouvées : { $found } ; il en faut { $wanted }, une par choix.
invalid-meaning-unsaid = Des réponses ont été données avec les anciens libellés. Confirmez que les nouveaux ont le même sens : elles vaudront alors pour eux. Pour un autre sens, ajoutez une question.
invalid-before-event-ends = L’événement dure jusqu’au { $when }. Choisissez un moment plus tard : ce questionnaire porte sur lui, une fois passé.
invalid-choice-moved = Une ligne reprend les mots d’un autre choix. Les réponses déjà données changeraient de sens : laissez chaque choix à sa ligne.
invalid-too-short = { $limit } caractères au moins.
invalid-out-of-range = { $how ->
    [one] Seul { $max } est possible ici.
   *[several] Un nombre de { $min } à { $max }.
 }
invalid-not-a-cursor = Ce n’est pas la valeur de « next » de la page précédente ; sans elle, on part du début.
invalid-not-a-number = Un nombre est attendu.
invalid-email-too-long = L’adresse est trop longue : 254 caractères au plus, dont 64 avant le @.
invalid-email-no-at = Une adresse comporte un seul @, avec quelque chose de chaque côté.
invalid-email-character = Elle contient une espace, une parenthèse ou un autre caractère qu’aucune adresse ne comporte.
invalid-email-domain = Ce qui suit le @ n’est pas un nom de domaine.
invalid-email-dots = Il y a un point de trop avant le @.
invalid-bad-date = Une date comme 2016-05-24.
invalid-bad-clock = Une heure comme 09:00.
invalid-bad-time = Une date et une heure comme 2016-05-24 09:00.
invalid-skipped-hour = Ce jour-là, les horloges sautent cette heure. Choisissez-en une avant ou après.
invalid-wants-administrator = Seul un administrateur peut lever cette règle.
invalid-unable = Seul un membre que son rôle autorise à faire ce travail ici peut en répondre. Choisissez quelqu’un dans la liste.
invalid-unknown-zone =
    { $hint ->
        [near] Aucun fuseau horaire ne porte ce nom. Vouliez-vous dire { $zones } ?
       *[none] Un fuseau comme Asia/Shanghai ou Europe/Brussels.
    }
invalid-own-deputy = Cette personne en est déjà responsable. Choisissez quelqu’un d’autre, ou personne.
invalid-ends-before-start = La fin doit suivre le début.
invalid-after-start = Cette date doit précéder le début de l’événement.
invalid-outside-event = Notre partie doit se tenir pendant la manifestation.
invalid-not-one-of = Au choix : { $allowed }.
invalid-taken = C’est déjà pris. Choisissez autre chose.
invalid-no-such = { $quoted ->
    [yes] Rien ne porte le nom « { $name } ». Vérifiez-le.
   *[no] Rien ne porte ce nom. Vérifiez-le.
 }
invalid-several-called = Plusieurs s’appellent « { $name } ». Précisez lequel : { $allowed }.
invalid-not-among = « { $name } » n’est pas l’un de ceux-ci : { $allowed }.
invalid-past = Ce moment est passé. Choisissez-en un plus tard, ou laissez vide.
invalid-past-day = Ce jour est passé. Choisissez aujourd’hui ou un jour plus tard.
invalid-too-far = C’est trop loin : un an au plus, donc le { $last } au plus tard.
invalid-not-yet = Ce jour n’est pas encore venu : le { $last } au plus tard.
invalid-too-many-words = { $length } mots ; { $limit } au plus.
invalid-too-many-characters = { $length } caractères ; { $limit } au plus.
invalid-before-offer = Il a été proposé le { $day } et n’a pas pu être transmis avant.
invalid-not-theirs = Cette personne n’est pas rattachée à l’organisme. Choisissez l’une des siennes.
invalid-far-away = Une date du { $first } au { $last }, soit trente ans autour d’aujourd’hui. L’année est-elle juste ?
invalid-fixed = Ce choix, fait à la création, ne change plus.
invalid-past-for-guests = Ce moment est passé, et des invités en seraient informés. Choisissez-en un plus tard.
invalid-past-unmeant = La date est passée. Choisissez-en une plus tard, ou confirmez que l’événement a eu lieu à cette date.
invalid-answers-over = Les réponses comptent jusqu’au { $when } ({ $offset }) : qui lirait le message ne pourrait plus répondre. Fixez d’abord une échéance plus tardive pour l’événement.
invalid-unknown-placeholder = Champ inconnu : { $pairs }. Après chaque flèche figure le plus proche qui existe.
invalid-greets-twice = { "{" }salutation{ "}" } est une formule complète, par exemple « Chère Madame Laurent, ». Supprimez le « { $word } » qui la précède.
invalid-unknown-name =
    { $hint ->
        [near] Ce nom n’est pas connu ici. Vouliez-vous dire « { $nearest } » ?
        [list] Ce nom n’est pas connu ici. Sont connus : { $known }.
       *[none] Ce nom n’est pas connu ici.
    }
invalid-wrong-kind =
    { $wanted ->
        [text] Un texte entre guillemets.
        [number] Un nombre.
        [boolean] Soit true, soit false.
        [list] Une liste entre crochets.
        [object] Un objet entre accolades.
       *[other] La forme n’est pas celle attendue.
    }
invalid-unbalanced-brace = Une accolade est ouverte ou fermée sans sa pareille.
invalid-missing-language = Le texte manque dans cette langue : { $language }.
invalid-weak-password = Trop facile à deviner. Choisissez plus long ou plus personnel.
invalid-same-password = C’est déjà votre mot de passe actuel. Choisissez-en un autre.
invalid-wrong-password = Ce n’est pas votre mot de passe actuel.
invalid-control-character = Un caractère invisible s’y trouve. Veuillez retaper le texte.
invalid-line-break = Il s’y trouve un retour à la ligne. Écrivez tout sur une seule ligne ou, s’il s’agit de deux éléments, faites une entrée pour chacun.
invalid-bad-phone = Un numéro de téléphone, s’il vous plaît : des chiffres, séparés par des espaces ou par + ( ) - . /, avec au besoin un poste (poste 12) ; au moins 3 chiffres, 40 caractères au plus.
invalid-bad-url = Une adresse qui commence par https:// ou http://.
invalid-below-accepted = { $how ->
    [one] Un invité a déjà accepté. Il faut au moins une place.
   *[several] { $accepted } invités ont déjà accepté. Il faut au moins autant de places.
 }
invalid-circle = Elle s’attendrait elle-même : { $way }. Retirez l’une de ces conditions.
invalid-too-deep = Les groupes s’emboîtent sur { $limit } niveaux au plus. Réunissez-en quelques-uns.
invalid-too-many = { $limit } au plus.
problem-storage-full = Il n’y a plus de place pour les fichiers
problem-storage-full-why = Rien de cet envoi n’a été gardé, et tout le reste continue. La personne qui gère l’installation doit faire de la place.
problem-database-full = Il n’y a plus de place pour enregistrer
problem-database-full-why = Rien n’a été enregistré. La personne qui gère l’installation doit faire de la place sur le disque ; vous pourrez alors renvoyer le tout.
problem-store-away = Les fichiers sont inaccessibles pour le moment
problem-store-away-why = Rien de cet envoi n’a été gardé. Réessayez dans quelques minutes ; si cela continue, prévenez la personne qui gère l’installation.
problem-store-away-why-asked = Ce fichier ne peut pas être lu pour le moment. Réessayez dans quelques minutes ; si cela continue, prévenez la personne qui gère l’installation.
invalid-file-name-path = « { $name } » : un nom sans barre oblique ni « .. », s’il vous plaît.
invalid-file-name-unseen = « { $name } » : le nom contient des marques invisibles qui retournent ce qui les entoure. Retapez-le.
invalid-file-name-control = « { $name } » : le nom contient un caractère de contrôle. Retapez-le.
invalid-file-name-long = « { $name }… » : le nom dépasse { $limit } octets. Raccourcissez-le.
invalid-file-name-empty = Le fichier « { $name } » n’a pas de nom. Donnez-lui-en un.
invalid-file-no-ending = « { $name } » n’a pas d’extension. C’est un fichier { $found } : nommez-le ainsi.
invalid-file-empty = « { $name } » est vide. Envoyez-le avec son contenu.
invalid-file-no-entries = « { $name } » ne contient que des dossiers ou des fichiers vides.
invalid-file-no-pages = « { $name } » n’a aucune page.
invalid-file-no-sheets = « { $name } » n’a aucune feuille.
invalid-file-no-slides = « { $name } » n’a aucune diapositive.
invalid-file-no-lines = « { $name } » n’a aucune ligne de texte.
invalid-file-no-pixels = « { $name } » n’a pas de largeur ou pas de hauteur.
invalid-file-large = « { $name } » est trop grand : { $limit } Mo au plus. Réduisez-le ou divisez-le.
invalid-file-forbidden = « { $name } » est un programme, un script ou une page ({ $what }). Ces fichiers ne sont pas acceptés.
invalid-file-unknown = « { $name } » n’est d’aucun genre accepté : PDF, Office, OpenDocument, images, SVG, CSV, texte, ZIP.
invalid-file-lying = « { $name } » se dit « { $ending } », mais son contenu est du { $found }. Envoyez le bon fichier, ou nommez-le pour ce qu’il est.
invalid-file-cut-off = « { $name } » ({ $found }) est endommagé ou s’arrête avant sa fin. Renvoyez-le.
invalid-file-encrypted = « { $name } » est chiffré ou compressé d’une façon illisible. Envoyez-le en clair.
invalid-file-macros = « { $name } » contient des macros. Enregistrez-le sans elles.
invalid-file-bomb = « { $name } » se décompresserait à de nombreuses fois sa taille. De tels fichiers ne sont pas acceptés.
invalid-file-entries = « { $name } » contient plus de { $limit } fichiers. Répartissez-les en plusieurs archives.
invalid-file-entry-path = « { $name } » contient « { $entry } », qui se décompresserait hors de son dossier. Compressez de nouveau le dossier.
invalid-file-entry-link = « { $name } » contient « { $entry } », un lien vers un autre emplacement. Mettez-y le fichier lui-même.
invalid-file-nested = « { $name } » contient une autre archive, « { $entry } ». Mettez-y ses fichiers directement.
invalid-file-entry = « { $name } » contient « { $entry } » : programmes, scripts, pages, raccourcis et documents à macros ne sont pas acceptés.
invalid-file-entry-active = « { $name } » contient « { $entry } », qui comporte des macros ou des scripts, charge un élément d’ailleurs, ou ne peut être examiné. Mettez-en une copie simple dans l’archive.
invalid-file-entry-double = « { $name } » contient deux fois « { $entry } » : sur bien des systèmes, des noms qui ne diffèrent que par les majuscules ou par l’écriture des accents désignent un seul fichier. Renommez l’un des deux.
invalid-file-behind = « { $name } » se prolonge au-delà de la fin de son archive (en octets : { $bytes }). Compressez-le de nouveau.
invalid-file-pixels = « { $name } » mesure { $width } × { $height } pixels. { $limit } millions au plus.
invalid-file-active-pdf = « { $name } » agit à l’ouverture ({ $found }). Les PDF à scripts, à commandes qui lancent des programmes, ou auxquels sont joints des programmes et des archives ne sont pas acceptés. Faites-en une copie simple, par exemple en l’imprimant vers un PDF.
invalid-file-active = « { $name } » est un dessin qui peut agir : il exécute des scripts, réagit à la souris, anime ce qu’il redessine ou contient une autre page. Exportez-le en dessin simple.
invalid-file-outside = « { $name } » est un dessin qui charge un élément d’ailleurs : « { $reference } ». Incorporez-le au dessin, ou retirez-le.
invalid-file-entities = « { $name } » est un dessin dont l’en-tête déclare ses propres entités ou attributs. Exportez-le de nouveau en SVG simple.
invalid-file-deep = « { $name } » est un dessin dont les éléments s’emboîtent sur plus de { $limit } niveaux. Simplifiez-le.
invalid-file-growing = « { $name } » est un dessin qui répète ses parties plus de { $limit } fois ; un navigateur s’y figerait. Simplifiez-le, ou envoyez une image.
invalid-file-circular = « { $name } » est un dessin qui montre sans fin une de ses parties à l’intérieur d’elle-même. Exportez-le de nouveau.
invalid-file-sizeless = « { $name } » est un dessin sans dimensions : width, height ou viewBox est nul ou manque, et l’on ne verrait rien. Exportez-le avec ses dimensions.
invalid-file-many = « { $name } » est de trop : une version compte { $limit } fichiers au plus.
invalid-file-same = « { $name } » est déjà là dans cette langue. Retirez-le d’abord, ou nommez celui-ci autrement.
invalid-file-second = « { $name } » est un second fichier, or un seul est accepté ici. Envoyez-les séparément.
invalid-too-few-reviewers = C’est trop : personnes désignées qui peuvent approuver : { $able }. Qui a écrit la version ouverte ne l’approuve pas, ni qui n’a plus le droit de relire.
