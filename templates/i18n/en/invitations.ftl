# Guests and invitations on the desk.

invitations-guests = Guests
invitations-rounds = Invitations
invitations-chase = To telephone
invitations-add = Add guests
invitations-add-act = Add to the event
invitations-add-lead = Adding somebody sends nothing. Invitations leave when you release them.
invitations-invite = Invite
invitations-empty = No guests yet
invitations-empty-why = Guests are people from your address book. Choose them by name or by group; then write what they read, check, and release.
invitations-search = Name or organisation
invitations-search-people = Name, pinyin or organisation
invitations-standing = Shown
invitations-standing-all = Everybody
invitations-standing-not-invited = Not invited yet
invitations-standing-unanswered = Invited, no answer yet
invitations-standing-accepted = Coming
invitations-standing-tentative = Perhaps
invitations-standing-declined = Not coming
invitations-standing-waiting = Waiting
invitations-standing-refused = Mail refused
invitations-standing-by-phone = To be told by telephone
invitations-answer-none = No answer
invitations-answer-accepted = Coming
invitations-answer-tentative = Perhaps
invitations-answer-declined = Not coming
invitations-answer-waiting = On the waiting list
invitations-delivery-not-invited = Not invited
invitations-delivery-no-mail = Asked without a mail
invitations-delivery-on-its-way = On its way
invitations-delivery-delivered = Delivered
invitations-delivery-refused = Refused
invitations-delivery-suppressed = Not to be written to
invitations-delivery-doubt = In doubt
invitations-written-in = { $then }; from now on { $now }
invitations-door-page = by the page
invitations-door-api = by the interface
invitations-door-mail = by mail
invitations-door-calendar = by calendar
invitations-door-staff = by staff
invitations-door-command = by command
invitations-door-engine = by the system
invitations-col-latin = Name in Latin letters
invitations-col-organisation = Organisation
invitations-col-role = Role
invitations-col-delivery = Invitation
invitations-col-invited = Invited on
invitations-col-answer = Answer
invitations-col-line = Place on the waiting list
invitations-col-door = How it came
invitations-col-answered = Answered on
invitations-by-group = Coming, by group
invitations-by-place = Coming, by place
invitations-by-door = How answers came
invitations-bars = Coming, out of all with a seat.
invitations-bars-unnamed = { $n ->
    [one] One place has no name yet and stands in none of these.
   *[other] { $n } places have no name yet and stand in none of these.
 }
invitations-place-unknown = Place unknown
invitations-refused-note = { $n ->
    [one] One guest’s mail was refused.
   *[other] { $n } guests’ mails were refused.
 }
invitations-refused-on = refused on { $day }: { $reply }
invitations-ask-refused = Ask them again, at another address.
invitations-by-phone-note = { $n ->
    [one] One guest who may come gets no mail: tell them by telephone when something changes.
   *[other] { $n } guests who may come get no mail: tell them by telephone when something changes.
 }
invitations-tell-by-phone = Tell by telephone
invitations-in-line = { $n } in line
invitations-bar-part = { $word }: { $n }
invitations-turn = { $free ->
    [one] One place is free
   *[other] { $free } places are free
 }, and { $waiting ->
    [one] one person waits
   *[other] { $waiting } people wait
 }; the first in line is { $name }.
invitations-turn-unlimited = Places are not limited any more, and { $waiting ->
    [one] one person still waits
   *[other] { $waiting } people still wait
 }; the first in line is { $name }.
invitations-before = { $n ->
    [one] One person has waited longer for a place: recording “Coming” gives the free place to this guest first. You may go on.
   *[other] { $n } people have waited longer for a place: recording “Coming” gives a free place to this guest first. You may go on.
 }
invitations-bar-open = No answer, invited or not
invitations-tally-invited = Invited
invitations-mails-delivered = { $n ->
    [0] No invitation is delivered yet.
    [one] One invitation is delivered.
   *[other] { $n } invitations are delivered.
 }
invitations-mails-on-their-way = { $n ->
    [one] One is on its way.
   *[other] { $n } are on their way.
 }
invitations-mails-not-yet = { $n ->
    [one] One guest is not invited yet.
   *[other] { $n } guests are not invited yet.
 }
invitations-none-match = No guest matches
invitations-none-match-why = Loosen the filter, or look at everybody.
invitations-xlsx = Excel file
invitations-csv = CSV file
invitations-paper = For the day itself
invitations-sheet = Sign-in sheet
invitations-sheet-how = Choose the language, then print from your browser. Names are sorted by family name; the last lines are for people who come unannounced.
invitations-tents = Name tents
invitations-tents-how = Choose the language, then print on A4 card at actual size. There are two to a sheet: cut along the dashes, then fold each one in the middle.
invitations-paper-accepted = Who is coming
invitations-paper-all = Everyone except those who declined
invitations-paper-nobody = Nobody is coming yet
invitations-paper-nobody-why = Whoever accepts gets a name tent here, with the name in both scripts.
invitations-signature = Signature
invitations-enter = Enter answer
invitations-enter-title = Enter an answer
invitations-enter-act = Record this answer
invitations-source = How it came
invitations-source-help = For instance: his secretary, Ms Chen. Needed for “another way”.
invitations-source-words = Details
invitations-note-help = For your team only; the guest does not read it.
invitations-way-phone = Telephone
invitations-way-mail = Mail or letter
invitations-way-in-person = In person
invitations-way-other = Another way
invitations-by-phone = by telephone
invitations-by-mail = by mail
invitations-by-in-person = in person
invitations-preview-no-address = no address: this guest gets no mail
invitations-preview-hidden = an address you may not see
invitations-chase-empty = Nobody to telephone
invitations-chase-empty-why = Everybody who was invited and has not answered is listed here, with the number to call.
invitations-chase-lead = { $n ->
    [one] One guest was invited and has not answered.
   *[other] { $n } guests were invited and have not answered.
 }
invitations-chase-until = Answers count until { $when }.
invitations-chase-copy = Names and numbers to copy
invitations-chase-write = Write a reminder
invitations-nobody-found = Nobody found
invitations-nobody-found-why = Try part of the name, in characters or pinyin.
invitations-no-people = The address book is empty
invitations-no-people-why = Bring in people first, one by one or from a spreadsheet.
invitations-seated = Has a seat
invitations-remove = Remove
invitations-remove-title = Remove guests
invitations-remove-what = { $n ->
    [one] One guest loses the seat at this event.
   *[other] { $n } guests lose their seats at this event.
 }
invitations-remove-why = Their link stops working and mails that still wait are not sent. Nobody is told. What they answered stays on record.
invitations-remove-accepted = { $n ->
    [one] One of them had accepted; the place is free again.
   *[other] { $n } of them had accepted; their places are free again.
 }
invitations-remove-act = { $n ->
    [one] Remove one guest
   *[other] Remove { $n } guests
 }
invitations-remove-none = Nobody was ticked
invitations-remove-none-why = Tick the guests to take away, then try again.
invitations-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
 }
invitations-step-who = Who
invitations-step-text = What they read
invitations-step-check = Check
invitations-step-release = Release
invitations-audience = Who is invited this time?
invitations-audience-help = You can tick guests one by one later.
invitations-not-yet = { $n ->
    [one] The one guest not invited yet
   *[other] All { $n } not invited yet
 }
invitations-whose-mail-refused = { $n ->
    [one] The one guest whose mail was refused, at another address
   *[other] The { $n } whose mail was refused, at another address
 }
invitations-who-are-silent = { $n ->
    [one] A reminder to the one guest without an answer
   *[other] A reminder to the { $n } without an answer
 }
invitations-group-of = { $name } ({ $n })
invitations-all-invited = Everybody with a seat is invited
invitations-all-invited-why = Add guests to invite more people.
invitations-choose-act = Keep this choice
invitations-people = { $n ->
    [one] one person
   *[other] { $n } people
 }
invitations-rounds-empty = No invitation yet
invitations-rounds-empty-why = An invitation goes out in four steps: who, what they read, check, release.
invitations-round-name = Name
invitations-round-name-help = For your team only; guests do not see it.
invitations-subject = Subject
invitations-body = Message
invitations-text-act = Save and check
invitations-placeholders = Filled in for each guest
invitations-placeholders-why = Type these as they stand, braces included. The ticket with time and place, the button and the plain link come by themselves.
invitations-placeholder-name = the guest’s name
invitations-placeholder-salutation = the greeting written for this guest
invitations-placeholder-event = the event’s title
invitations-placeholder-city = the city
invitations-placeholder-date = the day
invitations-placeholder-time = from when to when, at the venue; over several days, when it begins
invitations-placeholder-venue = the venue’s name
invitations-placeholder-reply-by = the last day and hour for answers, on the venue’s clock
invitations-placeholder-link = the guest’s own answer page
invitations-state-draft = Draft
invitations-state-asked = Waits for a second person
invitations-state-released = Released
invitations-state-recalled = Called back
invitations-will-get = { $n ->
    [one] One person will get a mail
   *[other] { $n } people will get a mail, each in one language
 }
invitations-leaving = { $n ->
    [one] One person will be written to
   *[other] { $n } people will be written to
 }
invitations-got-nobody = Nobody was written to
invitations-got = { $n ->
    [one] One person was written to
   *[other] { $n } people were written to
 }
invitations-shared-title = Addresses that several share
invitations-shared = { $n ->
    [one] One of them shares an address
   *[other] { $n } of them share an address
 }
invitations-shared-why = Each gets a mail of their own, with their own name and link. If an address belongs to one person only, correct the other’s.
invitations-shared-hidden = One address
invitations-will-not = { $n ->
    [one] One will not, and why
   *[other] { $n } will not, and why
 }
invitations-did-not = { $n ->
    [one] One was not, and why
   *[other] { $n } were not, and why
 }
invitations-uninvited = All who are not invited yet
invitations-why-later = seated since, or within reach only by now
invitations-not-written = not written
invitations-why-event-off = the event is off or over
invitations-why-event-undated = the event has no date yet
invitations-why-no-address = no address
invitations-why-address-refused = address refused before
invitations-why-suppressed = address not to be written to
invitations-why-do-not-contact = asked not to be written to
invitations-why-already-invited = already invited to this event
invitations-why-answered = has answered
invitations-why-not-asked = not invited yet
invitations-why-reminded-today = reminded on the same day already: { $when }; the next reminder can go the day after
invitations-why-taken-back = the mail was cancelled before it left
invitations-why-missing-translation = not written in { $language }
invitations-read-as = Read it as
invitations-read = Read
invitations-chases = A reminder to those without an answer
invitations-try = { $n ->
    [one] Send me the mail first
    [3] Send me all three first
   *[other] Send me all { $n } first
 }
invitations-try-why = One test mail in each language comes to your own address, marked as a test. Its links lead nowhere.
invitations-filled-today = Subject and letter are filled in here as the event is today. What has left is under Mail.
invitations-left-see = See the mails themselves
invitations-set-deadline = Set another deadline
invitations-test-subject = [Test · { $language }] { $subject }
invitations-test-banner = This is a test of “{ $round }”, as { $name } would read it. No guest has received it, and its links lead nowhere.
invitations-preview-stand-in = Nobody among the guests reads this language; the letter is shown as you would get it.
invitations-preview-title = As a guest reads it
invitations-preview-as = As
invitations-preview-dead = Links in this preview lead nowhere.
invitations-release = { $n ->
    [one] Release one invitation
   *[other] Release { $n } invitations
 }
invitations-release-why = They start leaving five minutes after release and can be called back until then.
invitations-release-chase = { $n ->
    [one] Release one reminder
   *[other] Release { $n } reminders
 }
invitations-release-chase-why = They start leaving five minutes after release and can be called back until then.
invitations-ask = Ask a second person to release
invitations-second-why = This programme wants a second person: everybody else who may release here is asked by mail.
invitations-asked-own = You have asked for the release. Somebody else must give it.
invitations-not-yours = You may look at this round; releasing it is for others.
invitations-discard = Throw this draft away
invitations-take-up = Make it a draft again
invitations-take-up-why = Its words and guests can be changed; then it is released as before. Whoever was invited meanwhile is left out.
invitations-copy = Write to those not yet invited
invitations-copy-why = Makes a new draft with these words for everybody without an invitation.
invitations-copy-chase = Remind once more
invitations-copy-chase-why = Makes a new draft with these words for those who still have not answered.
invitations-undo = “{ $name }” is about to leave.
invitations-default-name = First round
invitations-default-subject = {"{"}event{"}"}, {"{"}date{"}"}: your invitation
invitations-default-body = We would be glad to welcome you to “{"{"}event{"}"}” in {"{"}city{"}"}, and to hear your view.
invitations-chase-default-name = Reminder
invitations-chase-default-subject = {"{"}event{"}"}, {"{"}date{"}"}: may we count on you?
invitations-chase-default-body = We wrote to you about this meeting and have not yet heard from you. A word is enough, even if you cannot come: your place could then go to somebody else.
invitations-mail-request-subject = Please release: invitations to “{ $event }”
invitations-mail-request = { $n ->
    [one] { $name } asks you to look at the invitation of one guest to “{ $event }” and to release it:
   *[other] { $name } asks you to look at the invitations of { $n } guests to “{ $event }” and to release them:
 }
invitations-mail-request-chase-subject = Please release: reminders about “{ $event }”
invitations-mail-request-chase = { $n ->
    [one] { $name } asks you to look at the reminder to one guest who has not answered about “{ $event }” and to release it:
   *[other] { $name } asks you to look at the reminders to { $n } guests who have not answered about “{ $event }” and to release them:
 }
invitations-mail-request-act = Look and release here:
invitations-mail-request-verb = Look and release
invitations-mail-request-why = Nothing leaves before somebody other than the author has released it.
note-guests-added = The guests are on the list.
note-guests-none = Nobody was ticked, so nobody was added.
note-guests-removed = The guests are off the list.
note-answer-recorded = The answer is recorded.
note-answer-waits = The answer is recorded. No place is free: they are on the waiting list.
note-round-asked = The others who may release have been asked.
note-round-released = Released. The first mail leaves in five minutes.
note-round-recalled = Called back. Nobody was written to.
note-round-taken-up = A draft again. Nothing leaves before it is released.
note-round-tried = The test mails are on their way to you.
note-round-deleted = The draft is gone.
event-did-seats-added = Guests added
event-field-seats = Guests
problem-round-sealed = This round is released already
problem-round-sealed-why = Its words and guests stay as they were released. Start another round for what is missing.
problem-round-called-back = This round was called back
problem-round-called-back-why = Nothing of it has left. Make it a draft again to change it or to release it.
problem-round-not-asked = A second person must be asked first
problem-round-not-asked-why = This programme releases nothing on one person’s word. Ask for the release; somebody else gives it.
problem-round-second-person = Somebody else must release this
problem-round-second-person-why = You asked for this release, so you cannot give it.
problem-round-nobody = Nobody would get a mail
problem-round-nobody-why = Everybody chosen is left out for a reason, or nobody is chosen. Look at the reasons, or choose others.
problem-round-too-late = The first mails have left
problem-round-too-late-why = A round can be called back within five minutes of its release. What waits can still be stopped one by one under Mail.
problem-round-not-released = There is nothing to call back
problem-round-not-released-why = This round is not released, or was called back already.
problem-answers-cancelled = The event is cancelled
problem-answers-cancelled-why = A cancelled event takes no answers.
problem-answers-postponed = The event is postponed
problem-answers-postponed-why = Answers begin again with the new date.
problem-answers-over = The event is over
problem-answers-over-why = Answers no longer change anything.
problem-answers-none-free = No place is free
problem-answers-none-free-why = Somebody else has had it meanwhile, or the event takes no more. The institution keeps its turn.
problem-answers-deadline = The time for answers has passed
problem-answers-deadline-why = Staff can still enter an answer given by telephone.
