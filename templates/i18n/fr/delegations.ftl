# Les institutions invitées : au bureau, sur leur propre page, dans leurs lettres.

delegations-title = Institutions
delegations-add = Inviter une institution
delegations-add-act = Lui réserver ces places
delegations-empty = Aucune institution pour l’instant
delegations-empty-why = Une administration, une chambre ou une université est sollicitée une seule fois, par une personne, pour plusieurs places ; elle dit combien elle en prend et qui vient.
delegations-choose = Quelle institution ?
delegations-choose-lead = Personne ne reçoit encore rien. La lettre part quand vous validez l’envoi.
delegations-search = Nom de l’institution
delegations-none-found = Aucune institution trouvée
delegations-none-found-why = Essayez une partie du nom, ou ajoutez-la d’abord à vos organismes.
delegations-institution = Institution
delegations-contact = Destinataire
delegations-contact-help = La personne qui parle pour l’institution. Celle d’avant ne reçoit plus rien et son lien cesse de fonctionner.
delegations-no-mailbox = sans adresse
delegations-places = Places
delegations-places-help = De 1 à 50.
delegations-rank = Rang protocolaire
delegations-rank-help = 1 vient en tête. Laissé vide, elle vient après les autres.
delegations-language = Langue de la lettre
delegations-wording = Formules
delegations-wording-why = Comment la lettre commence et se termine. Seule la langue de la lettre est nécessaire.
delegations-salutation-label = Formule d’appel
delegations-salutation-help = Par exemple : Monsieur le Directeur,
delegations-closing-label = Formule de politesse
delegations-closing-help = Chaque ligne est écrite à part.
delegations-salutation = Madame, Monsieur,
delegations-closing = Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre haute considération.
delegations-lonely = Personne de cette institution ne figure dans votre carnet d’adresses.
delegations-lonely-act = Voir l’institution
delegations-place = Place
delegations-col-accepted = Places obtenues
delegations-col-taken = Prises
delegations-col-named = Nommés
delegations-wait = { $n ->
    [one] une place en attente
   *[other] { $n } places en attente
 }
delegations-of-places = { $n ->
    [one] Une place est celle d’une institution.
   *[other] { $n } places sont celles d’institutions.
 }
delegations-not-yet = { $n ->
    [one] L’institution pas encore invitée
   *[other] Les { $n } institutions pas encore invitées
 }
delegations-who-are-silent = { $n ->
    [one] Un rappel à l’institution sans réponse
   *[other] Un rappel aux { $n } institutions sans réponse
 }
delegations-default-name = Lettre aux institutions
delegations-default-subject = Invitation de votre institution : {"{"}event{"}"}, {"{"}date{"}"}
delegations-default-body = Nous avons l’honneur d’inviter votre institution à l’événement « {"{"}event{"}"} », qui se tiendra à {"{"}city{"}"} le {"{"}date{"}"}, et vous serions reconnaissants de bien vouloir désigner les personnes qui la représenteront.
delegations-chase-default-name = Rappel aux institutions
delegations-chase-default-subject = {"{"}event{"}"}, {"{"}date{"}"} : dans l’attente de la réponse de votre institution
delegations-chase-default-body = Nous avons eu l’honneur d’inviter votre institution à l’événement « {"{"}event{"}"} » et n’avons pas encore reçu sa réponse. Nous vous serions reconnaissants de bien vouloir nous indiquer si elle sera représentée, et par qui. En cas d’empêchement, nous vous saurions gré de nous en informer également, afin que ses places puissent être proposées à d’autres.
delegations-chase = { $n ->
    [one] Une institution sollicitée n’a pas répondu
   *[other] { $n } institutions sollicitées n’ont pas répondu
 }
delegations-counting = Ce que compte l’événement
delegations-counting-why = Pour sa capacité, sa liste d’attente et les conditions de sa confirmation.
delegations-counting-places = Les places que prennent les institutions, nommées ou non
delegations-counting-people = Les personnes nommées
delegations-counting-act = Compter ainsi
delegations-silent = La personne qui parle pour cette institution ne souhaite plus être contactée. Téléphonez, ou choisissez quelqu’un d’autre.
delegations-unasked = Aucune lettre n’est encore partie vers la personne qui parle pour cette institution.
delegations-unasked-act = Écrire la lettre
delegations-unlinked = Cette institution a déjà répondu, aucune lettre ne la sollicite donc à nouveau ; mais la personne qui parle pour elle désormais n’a pas encore de lien. Envoyez-lui la réponse donnée, avec le lien qui permet de la modifier et de nommer qui vient.
delegations-link = Envoyer la réponse et le lien
delegations-turn = { $n ->
    [one] Cette institution attend, et une place pourrait lui revenir dès maintenant.
   *[other] Cette institution attend, et { $n } places pourraient lui revenir dès maintenant.
 }
delegations-turn-before = { $n ->
    [one] D’autres attendent une place depuis plus longtemps. Vous pouvez continuer.
   *[other] D’autres attendent { $n } places depuis plus longtemps. Vous pouvez continuer.
 }
delegations-turn-free = { $n ->
    [one] Une place est libre.
   *[other] { $n } places sont libres.
 }
delegations-turn-unlimited = Le nombre de places n’est plus limité.
delegations-turn-waiting = { $n ->
    [one] Des institutions attendent une place.
   *[other] Des institutions attendent { $n } places.
 }
delegations-admit = { $n ->
    [one] Lui donner la place
   *[other] Lui donner { $n } places
 }
delegations-standing-all = Toutes les institutions
delegations-standing-waiting = En attente
delegations-none-waits = Aucune institution n’attend
delegations-none-waits-why = Chaque place prise par une institution lui est acquise.
delegations-delegates = Qui vient
delegations-nobody = pas encore de nom
delegations-name = Nommer
delegations-name-act = Nommer quelqu’un
delegations-name-save = Nommer cette personne
delegations-name-later = Vous pourrez nommer plus tard qui vient, et changer les noms jusqu’à la clôture des réponses.
delegations-substitute = Quelqu’un d’autre
delegations-substitute-title = Quelqu’un d’autre vient
delegations-instead = À la place de
delegations-changed-since = Cette place a changé depuis que vous avez ouvert le formulaire. Regardez qui vient à présent, puis renvoyez-le si cela vaut toujours.
delegations-withdraw = Retirer
delegations-withdraw-title = Retirer un nom
delegations-withdraw-why = La place reste la vôtre ; la personne n’entend plus parler de cet événement, et ce qui a été noté de ses besoins est effacé.
delegations-withdraw-staff = La place reste à l’institution ; la personne n’entend plus parler de cet événement, et ce qui a été noté de ses besoins est effacé.
delegations-withdraw-act = Retirer ce nom
delegations-story = Ce qui s’est passé
delegations-somebody = quelqu’un
delegations-story-created = { $n ->
    [one] Une place est offerte
   *[other] { $n } places sont offertes
 }
delegations-story-edited = { $n ->
    [one] Une place est désormais offerte
   *[other] { $n } places sont désormais offertes
 }
delegations-story-contact-replaced = { $who } reçoit désormais les lettres au lieu de { $former }
delegations-story-invited = L’envoi de la lettre à { $who } a été autorisé
delegations-story-recalled = La lettre a été retirée avant son départ
delegations-story-accepted = { $n ->
    [one] L’institution vient et demande une place
   *[other] L’institution vient et demande { $n } places
 }
delegations-story-tentative = { $n ->
    [one] L’institution viendra peut-être, avec une place
   *[other] L’institution viendra peut-être, avec { $n } places
 }
delegations-story-declined = L’institution ne vient pas
delegations-story-waits = { $n ->
    [one] Une place n’était pas libre : elle est en liste d’attente
   *[other] { $n } places n’étaient pas libres : elles sont en liste d’attente
 }
delegations-story-admitted = { $n ->
    [one] Une place s’est libérée et a été donnée à l’institution
   *[other] { $n } places se sont libérées et ont été données à l’institution
 }
delegations-story-linked = Sa réponse et son lien ont été envoyés à { $who }
delegations-story-said = Indiqué à son sujet, sans être repris dans sa fiche : { $said }
delegations-story-named = Nom donné : { $who }
delegations-story-substituted = { $who } vient à la place de { $former }
delegations-story-withdrawn = Nom retiré : { $former }
delegations-story-asked-again = L’événement a été déplacé ; la question est posée à nouveau
delegations-story-restored = Le déplacement a été annulé ; la réponse tient
delegations-story-removed = Les places ont été retirées
delegations-taken-by = { $way } · noté par { $name }
delegations-letter-title = Lettre
delegations-letter-read = Lire et imprimer la lettre
delegations-letter-about = Objet
delegations-until = Réponses jusqu’au
delegations-all = Toutes les institutions
delegations-remove = Retirer l’institution
delegations-remove-what = { $n ->
    [one] L’institution perd sa place à cet événement.
   *[other] L’institution perd ses { $n } places à cet événement.
 }
delegations-remove-why = Son lien cesse de fonctionner et les messages en attente ne partent pas. Personne n’est prévenu. Ce qui s’est passé reste consigné.
delegations-remove-accepted = { $n ->
    [one] Une place qu’elle avait est de nouveau libre.
   *[other] { $n } places qu’elle avait sont de nouveau libres.
 }
delegations-remove-act = Retirer
delegations-taken = Places prises
delegations-taken-help = { $n ->
    [one] Une est offerte. À laisser tel quel si l’institution ne vient pas.
   *[other] { $n } sont offertes. À laisser tel quel si l’institution ne vient pas.
 }
delegations-source-help = Par exemple : sa secrétaire, Mme Chen. Nécessaire pour « autrement », et pour un nom après la date limite.
delegations-native-name = Nom dans son écriture
delegations-native-help = Comme la personne l’écrit : 李明, ou Jean Dupont.
delegations-latin-name = Nom en lettres latines
delegations-role = Fonction ou titre
delegations-role-help = Par exemple : directrice adjointe.
delegations-likely = De qui s’agit-il ?
delegations-likely-help = Ce peut être la même personne, ou un homonyme.
delegations-likely-why = Quelqu’un de ce nom est connu. Veuillez choisir.
delegations-somebody-new = Quelqu’un de nouveau
delegations-yours = Votre réponse
delegations-ask = Votre institution sera-t-elle représentée ?
delegations-ask-until = Votre institution sera-t-elle représentée ? Merci de répondre avant le { $when }.
delegations-answer = Votre réponse
delegations-come = Nous viendrons
delegations-perhaps = Peut-être
delegations-stay-away = Nous ne pourrons pas venir
delegations-how-many = Combien de places prenez-vous ?
delegations-n-places = { $n ->
    [one] Une place
   *[other] { $n } places
 }
delegations-send = Envoyer cette réponse
delegations-full = Toutes les places sont prises. Vous pouvez répondre malgré tout : vos places attendront alors leur tour.
delegations-late = Ce que vous venez d’envoyer n’a pas pu être pris en compte.
delegations-no-places = Aucune place n’est prise.
delegations-place-none = pas encore de réponse
delegations-place-accepted = confirmée
delegations-place-tentative = peut-être
delegations-place-declined = rendue
delegations-place-waiting = en liste d’attente
delegations-understood-none = Vous n’avez pas encore répondu.
delegations-understood-accepted = { $n ->
    [one] Une place est réservée à votre institution.
   *[other] { $n } places sont réservées à votre institution.
 }
delegations-understood-waiting = { $n ->
    [one] Une place est en liste d’attente.
   *[other] { $n } places sont en liste d’attente.
 }
delegations-understood-tentative = { $n ->
    [one] Nous avons noté que votre institution participera peut-être, avec une place.
   *[other] Nous avons noté que votre institution participera peut-être, avec { $n } places.
 }
delegations-understood-declined = Nous avons noté que votre institution ne pourra pas participer. Merci de nous en avoir informés.
delegations-said-accepted = { $n ->
    [one] Elle a une place.
   *[other] Elle a { $n } places.
 }
delegations-said-waiting = { $n ->
    [one] Elle attend une place.
   *[other] Elle attend { $n } places.
 }
delegations-said-tentative = { $n ->
    [one] Elle viendra peut-être, avec une place.
   *[other] Elle viendra peut-être, avec { $n } places.
 }
delegations-said-declined = Elle ne vient pas.
delegations-number = N° { $year }/{ $number }
delegations-attention = À l’attention de { $name }, { $role }
delegations-mail-places = { $n ->
    [one] Une place est réservée à votre institution.
   *[other] { $n } places sont réservées à votre institution.
 }
delegations-mail-answer-here = Pour répondre et désigner vos représentants, sans compte :
delegations-mail-verb = Répondre et désigner vos représentants
delegations-mail-paper = La lettre, à lire et à imprimer :
delegations-mail-named = Vos représentants : { $names }.
delegations-mail-name-later = Merci de nous indiquer qui viendra dès que vous le saurez.
delegations-notice-subject = { $subject } ({ $house })
delegations-mail-subject-none = { $event } : la réponse de votre institution
delegations-mail-subject-accepted = { $event } : les places de votre institution
delegations-mail-subject-waiting = { $event } : les places de votre institution sont en liste d’attente
delegations-mail-subject-tentative = { $event } : votre institution participera peut-être
delegations-mail-subject-declined = { $event } : votre institution ne participera pas
note-delegation-added = L’institution a ses places. Personne n’a reçu de message.
note-delegation-saved = Enregistré.
note-delegation-removed = L’institution n’est plus sur la liste.
note-delegate-named = Le nom est noté.
note-delegate-withdrawn = Le nom est retiré.
note-delegation-admitted = Les places lui sont données ; elle en est informée par courriel si elle peut en recevoir.
note-delegation-linked = La réponse et le lien sont en route.
note-counting-set = L’événement compte désormais ainsi.
event-did-institution-invited = Institution ajoutée
event-did-institution-edited = Invitation d’une institution modifiée
event-did-institution-answered = Une institution a répondu
event-did-institution-admitted = Places données à une institution en attente
event-did-institution-linked = Réponse et lien envoyés à une institution
event-did-institution-removed = Institution retirée
event-did-institution-link-renewed = Ancien lien d’une institution désactivé
event-did-counting-set = Compté autrement
event-field-institution = Institution
event-field-places = Places
event-field-rank = Rang protocolaire
event-field-answer = Réponse
event-field-counting = Compté
event-field-contact = Destinataire
event-field-language = Langue
event-field-source = Par quelle voie
history-seat-named = Personne nommée par une institution
history-seat-substituted = Quelqu’un d’autre est nommé
history-seat-withdrawn = Nom retiré
history-field-delegate = Qui vient
history-field-source = Par quelle voie
outbox-kind-delegation-invitation = Lettre à une institution
outbox-kind-delegation-confirmation = Confirmation à une institution
outbox-reason-succeeded = Quelqu’un d’autre parle ou vient désormais pour l’institution.
invalid-named-twice = Cette personne est déjà nommée.
invalid-holds-seat = { $whose ->
    [own] Cette personne est invitée en son propre nom. Une personne n’a qu’un siège.
   *[institution] Cette personne vient déjà pour { $at }. Une personne n’a qu’un siège.
 }
invalid-cannot-be-named = Cette personne ne peut pas être nommée ici. Veuillez nous contacter.
invalid-no-place-left = { $how ->
    [none] Aucune place n’est prise. Dites d’abord combien vous en prenez.
    [one] La seule place prise a déjà un nom. Prenez davantage de places, ou retirez d’abord ce nom.
   *[several] Les { $places } places prises ont toutes un nom. Prenez davantage de places, ou retirez d’abord quelqu’un.
 }
invalid-below-taken = { $how ->
    [one] L’institution prend déjà une place. Saisissez d’abord une autre réponse.
   *[several] L’institution prend déjà { $taken } places. Saisissez d’abord une autre réponse.
 }
invalid-still-named = { $named } personnes sont nommées : { $names }. Retirez-en d’abord, ou prenez davantage de places.
