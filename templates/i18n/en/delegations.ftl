# Institutions at an event: on the desk, on their own page, in their letters.

delegations-title = Institutions
delegations-add = Invite an institution
delegations-add-act = Give it these places
delegations-empty = No institution yet
delegations-empty-why = An office, a chamber or a university is asked once, through one person, for several places; it says how many it takes and names who comes.
delegations-choose = Which institution?
delegations-choose-lead = Nobody is written to yet. The letter leaves when you release it.
delegations-search = Name of the institution
delegations-none-found = No institution found
delegations-none-found-why = Try part of its name, or add it to your organisations first.
delegations-institution = Institution
delegations-contact = Written to
delegations-contact-help = Who speaks for the institution. Whoever did before hears nothing more, and their link stops working.
delegations-no-mailbox = no address
delegations-places = Places
delegations-places-help = From 1 to 50.
delegations-rank = Protocol order
delegations-rank-help = 1 stands first. Left empty, it comes after the others.
delegations-language = Language of the letter
delegations-wording = Formal wording
delegations-wording-why = How the letter begins and closes. Only the language of the letter is needed.
delegations-salutation-label = Salutation
delegations-salutation-help = For instance: Dear Director Wang,
delegations-closing-label = Closing
delegations-closing-help = Each line stands by itself.
delegations-salutation = Dear Sir or Madam,
delegations-closing = Yours faithfully,
delegations-lonely = Nobody at this institution is in your address book.
delegations-lonely-act = Look at the institution
delegations-place = Place
delegations-col-accepted = Places secured
delegations-col-taken = Taken
delegations-col-named = Named
delegations-wait = { $n ->
    [one] one place waits
   *[other] { $n } places wait
 }
delegations-of-places = { $n ->
    [one] One place belongs to an institution.
   *[other] { $n } places belong to institutions.
 }
delegations-not-yet = { $n ->
    [one] The one institution not invited yet
   *[other] All { $n } institutions not invited yet
 }
delegations-who-are-silent = { $n ->
    [one] A reminder to the one institution without an answer
   *[other] A reminder to the { $n } institutions without an answer
 }
delegations-default-name = Letter to institutions
delegations-default-subject = Invitation to your institution: {"{"}event{"}"}, {"{"}date{"}"}
delegations-default-body = We have the honour of inviting your institution to “{"{"}event{"}"}”, to be held in {"{"}city{"}"} on {"{"}date{"}"}, and would be grateful if you would name those who will represent it.
delegations-chase-default-name = Reminder to institutions
delegations-chase-default-subject = {"{"}event{"}"}, {"{"}date{"}"}: awaiting your institution’s answer
delegations-chase-default-body = We had the honour of inviting your institution to “{"{"}event{"}"}”, and have not yet had its answer. We would be grateful to learn whether it will be represented, and by whom. If it cannot be, please tell us too: its places could then be offered to others.
delegations-chase = { $n ->
    [one] One institution was asked and has not answered
   *[other] { $n } institutions were asked and have not answered
 }
delegations-counting = What the event counts
delegations-counting-why = For its capacity, its waiting list and the conditions of its gate.
delegations-counting-places = Places that institutions take, named or not
delegations-counting-people = People with a name
delegations-counting-act = Count like this
delegations-silent = Whoever speaks for this institution asked not to be written to. Telephone, or choose somebody else.
delegations-unasked = Nobody who speaks for this institution has been written to yet.
delegations-unasked-act = Write the letter
delegations-unlinked = This institution has answered already, so no letter asks it again; but whoever speaks for it now has no link yet. Send them what it has answered, with the link by which they change it and name who comes.
delegations-link = Send the answer and the link
delegations-turn = { $n ->
    [one] This institution waits, and one place could be its own now.
   *[other] This institution waits, and { $n } places could be its own now.
 }
delegations-turn-before = { $n ->
    [one] One place of others has been waited for longer. You may go on.
   *[other] { $n } places of others have been waited for longer. You may go on.
 }
delegations-turn-free = { $n ->
    [one] One place is free.
   *[other] { $n } places are free.
 }
delegations-turn-unlimited = Places are not limited any more.
delegations-turn-waiting = { $n ->
    [one] Institutions wait for one place.
   *[other] Institutions wait for { $n } places.
 }
delegations-admit = { $n ->
    [one] Give it the place
   *[other] Give it { $n } places
 }
delegations-standing-all = All institutions
delegations-standing-waiting = Waiting
delegations-none-waits = No institution waits
delegations-none-waits-why = Every place that an institution takes is its own.
delegations-delegates = Who comes
delegations-nobody = not named yet
delegations-name = Name
delegations-name-act = Name somebody
delegations-name-save = Name this person
delegations-name-later = You may name who comes later, and change the names until answers close.
delegations-substitute = Somebody else
delegations-substitute-title = Somebody else comes
delegations-instead = Instead of
delegations-changed-since = Somebody else has changed this place since you opened the form. Look at who comes now, and send it again if it still holds.
delegations-withdraw = Withdraw
delegations-withdraw-title = Withdraw a name
delegations-withdraw-why = The place stays yours; the person hears nothing more of this event, and what was noted of their needs is deleted.
delegations-withdraw-staff = The place stays the institution’s; the person hears nothing more of this event, and what was noted of their needs is deleted.
delegations-withdraw-act = Withdraw this name
delegations-story = What happened
delegations-somebody = somebody
delegations-story-created = { $n ->
    [one] One place is offered
   *[other] { $n } places are offered
 }
delegations-story-edited = { $n ->
    [one] One place is offered now
   *[other] { $n } places are offered now
 }
delegations-story-contact-replaced = { $who } is written to instead of { $former }
delegations-story-invited = The letter to { $who } was released
delegations-story-recalled = The letter was called back before it left
delegations-story-accepted = { $n ->
    [one] They come, and ask for one place
   *[other] They come, and ask for { $n } places
 }
delegations-story-tentative = { $n ->
    [one] They may come, with one place
   *[other] They may come, with { $n } places
 }
delegations-story-declined = They do not come
delegations-story-waits = { $n ->
    [one] One place was not free, and waits
   *[other] { $n } places were not free, and wait
 }
delegations-story-admitted = { $n ->
    [one] One place became free, and was given to them
   *[other] { $n } places became free, and were given to them
 }
delegations-story-linked = Their answer and their link were sent to { $who }
delegations-story-said = Said of them and not taken into their entry: { $said }
delegations-story-named = { $who } is named
delegations-story-substituted = { $who } comes instead of { $former }
delegations-story-withdrawn = { $former } is withdrawn
delegations-story-asked-again = The event moved; they are asked again
delegations-story-restored = The move was called back; their answer stands
delegations-story-removed = The places were withdrawn
delegations-taken-by = { $way } · taken by { $name }
delegations-letter-title = Letter
delegations-letter-read = Read and print the letter
delegations-letter-about = About
delegations-until = Answers until
delegations-all = All institutions
delegations-remove = Remove the institution
delegations-remove-what = { $n ->
    [one] The institution loses its place at this event.
   *[other] The institution loses its { $n } places at this event.
 }
delegations-remove-why = Its link stops working and mails that still wait are not sent. Nobody is told. What happened stays on record.
delegations-remove-accepted = { $n ->
    [one] One place it had is free again.
   *[other] { $n } places it had are free again.
 }
delegations-remove-act = Remove it
delegations-taken = Places they take
delegations-taken-help = { $n ->
    [one] One is offered. Left as it is where they do not come.
   *[other] { $n } are offered. Left as it is where they do not come.
 }
delegations-source-help = For instance: his secretary, Ms Chen. Needed for “another way”, and for names after the deadline.
delegations-native-name = Name in native script
delegations-native-help = As the person writes it: 李明, or Jean Dupont.
delegations-latin-name = Name in Latin letters
delegations-role = Role or title
delegations-role-help = For instance: Deputy Director.
delegations-likely = Who is meant?
delegations-likely-help = They may be one person, or namesakes.
delegations-likely-why = Somebody of this name is known. Please choose.
delegations-somebody-new = Somebody new
delegations-yours = Your answer
delegations-ask = Will your institution be represented?
delegations-ask-until = Will your institution be represented? Please answer by { $when }.
delegations-answer = Your answer
delegations-come = We will come
delegations-perhaps = Perhaps
delegations-stay-away = We cannot come
delegations-how-many = How many places do you take?
delegations-n-places = { $n ->
    [one] One place
   *[other] { $n } places
 }
delegations-send = Send this answer
delegations-full = All places are taken. You may still answer: your places then wait in their turn.
delegations-late = What you sent just now could not be taken any more.
delegations-no-places = No place is taken.
delegations-place-none = no answer yet
delegations-place-accepted = confirmed
delegations-place-tentative = perhaps
delegations-place-declined = given up
delegations-place-waiting = on the waiting list
delegations-understood-none = You have not answered yet.
delegations-understood-accepted = { $n ->
    [one] One place is kept for your institution.
   *[other] { $n } places are kept for your institution.
 }
delegations-understood-waiting = { $n ->
    [one] One place is on the waiting list.
   *[other] { $n } places are on the waiting list.
 }
delegations-understood-tentative = { $n ->
    [one] We have noted that your institution may take part, with one place.
   *[other] We have noted that your institution may take part, with { $n } places.
 }
delegations-understood-declined = We have noted that your institution cannot take part. Thank you for telling us.
delegations-said-accepted = { $n ->
    [one] It has one place.
   *[other] It has { $n } places.
 }
delegations-said-waiting = { $n ->
    [one] It waits for one place.
   *[other] It waits for { $n } places.
 }
delegations-said-tentative = { $n ->
    [one] It may come, with one place.
   *[other] It may come, with { $n } places.
 }
delegations-said-declined = It does not come.
delegations-number = No. { $year }/{ $number }
delegations-attention = For the attention of { $name }, { $role }
delegations-mail-places = { $n ->
    [one] One place is reserved for your institution.
   *[other] { $n } places are reserved for your institution.
 }
delegations-mail-answer-here = To answer and to name who comes, without an account:
delegations-mail-verb = Answer and name who comes
delegations-mail-paper = The letter, to read and print:
delegations-mail-named = Your representatives: { $names }.
delegations-mail-name-later = Please tell us who will come as soon as you know.
delegations-notice-subject = { $subject } ({ $house })
delegations-mail-subject-none = { $event }: your institution’s answer
delegations-mail-subject-accepted = { $event }: the places of your institution
delegations-mail-subject-waiting = { $event }: the places of your institution are on the waiting list
delegations-mail-subject-tentative = { $event }: your institution may take part
delegations-mail-subject-declined = { $event }: your institution will not take part
note-delegation-added = The institution has its places. Nobody was written to.
note-delegation-saved = Saved.
note-delegation-removed = The institution is off the list.
note-delegate-named = The name is noted.
note-delegate-withdrawn = The name is withdrawn.
note-delegation-admitted = The places are theirs, and they are told by mail where they can be.
note-delegation-linked = The answer and the link are on their way.
note-counting-set = The event counts like this from now on.
event-did-institution-invited = Institution added
event-did-institution-edited = Institution’s invitation changed
event-did-institution-answered = An institution answered
event-did-institution-admitted = Places given to an institution that waited
event-did-institution-linked = Answer and link sent to an institution
event-did-institution-removed = Institution removed
event-did-institution-link-renewed = An institution’s old link ended
event-did-counting-set = Counted otherwise
event-field-institution = Institution
event-field-places = Places
event-field-rank = Protocol order
event-field-answer = Answer
event-field-counting = Counted
event-field-contact = Written to
event-field-language = Language
event-field-source = How it came
history-seat-named = Named by an institution
history-seat-substituted = Somebody else named
history-seat-withdrawn = Name withdrawn
history-field-delegate = Who comes
history-field-source = How it came
outbox-kind-delegation-invitation = Letter to an institution
outbox-kind-delegation-confirmation = Confirmation to an institution
outbox-reason-succeeded = Somebody else speaks or comes for the institution now.
invalid-named-twice = This person is named already.
invalid-holds-seat = { $whose ->
    [own] This person is invited in their own name. One person holds one seat.
   *[institution] This person comes for { $at } already. One person holds one seat.
 }
invalid-cannot-be-named = This person cannot be named here. Please ask us.
invalid-no-place-left = { $how ->
    [none] No place is taken. Say first how many you take.
    [one] The one place taken has a name. Take more places, or withdraw the name first.
   *[several] All { $places } places taken have a name. Take more places, or withdraw somebody first.
 }
invalid-below-taken = { $how ->
    [one] The institution takes one place already. Record another answer first.
   *[several] The institution takes { $taken } places already. Record another answer first.
 }
invalid-still-named = { $named } people are named: { $names }. Withdraw some of them first, or take more places.
