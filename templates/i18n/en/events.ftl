# Events on the desk.

events-title = Events
events-event = Event
events-when = When
events-guests = Guests
events-new = Plan an event
events-create = Create the event
events-new-title = A new event
events-edit-title = Change the event
events-period-upcoming = Upcoming
events-period-past = Past
events-period-all = All
events-any-city = All cities
events-any-kind = All kinds
events-any-state = All states
events-no-date = No date yet
events-nobody-asked = Nobody asked yet
events-coming = { $n } coming
events-coming-of = { $accepted } of { $capacity } places taken
events-waiting = { $n } waiting
events-none-match = No event fits this filter
events-none-match-why = Other cities, kinds or states may have some; past events are under “Past”.
events-none-past = Nothing is over yet
events-none-past-why = Events move here by themselves when their last hour has passed.
events-empty = No event is planned
events-empty-why = An event has a date on its venue’s clock, a place in two scripts, and guests who are asked in their own language.

events-move = Move
events-replan = Set a new date
events-ics = Calendar file
events-former-date = This date no longer holds.
events-venue = Venue
events-room = Room { $room }
events-map = Map
events-reply-by = Answers until
events-capacity = Capacity
events-capacity-none = As many as come
events-capacity-places = { $n ->
    [one] 1 place
   *[other] { $n } places
 }
events-languages = Languages spoken
events-untranslated = Title missing in
events-host = Host
events-host-name = Hosted by
events-host-contact = Their contact
events-host-more = Who hosts it, and when our part is
events-slot = Our part
events-deadlines = The host’s deadlines
events-deadlines-none = No deadline noted yet.
events-deadline-add = Add a deadline
events-deadline-met = Met
events-deadline-meet = Mark as met
events-deadline-reopen = Not met after all
events-deadline-label = What is due
events-deadline-due_on = Due on
events-deadline-url = Link
events-accepted = Coming
events-tentative = Perhaps
events-declined = Not coming
events-on-list = On the waiting list
events-silent = Invited, no answer yet
events-invited = Invited
events-invited-of = { $invited } of { $seats }
events-guests-none = Nobody has a seat yet.
events-to-guests = Guests and invitations
events-contact = Contact for guests
events-contact-none = Nobody is named. Guests’ replies would have nowhere to go.
events-contact-why = Guests’ replies go to this address; the number stands on their answer page.
events-older = Older entries
events-by-system = Convoke

events-where-when = Where and when
events-told = { $n ->
    [one] One guest has been told of this time and place. To change them, use “Move”: the guest is told.
   *[other] { $n } guests have been told of this time and place. To change them, use “Move”: they are told.
 }
events-no-city = No city of the programme
events-choose-city = Choose a city
events-no-step = No step
events-markdown = Markdown: **bold**, lists, [links](https://…).

events-move-title = Move the event
events-replan-title = Set a new date
events-move-check = See what will happen
events-move-tells = { $n ->
    [one] One guest knows the present date and will be told of the new one.
   *[other] { $n } guests know the present date and will be told of the new one.
 }
events-check-title = Before it moves
events-check-changed = The event has been changed since you began to move it. This is what will happen as it stands now.
events-before = Until now
events-after = From now on
events-tells = { $n ->
    [one] One guest gets a mail
   *[other] { $n } guests get a mail
 }
events-tells-nobody = No guest has to be told
events-tells-language = in { $language }: { $count }
events-unreachable = { $n ->
    [one] One guest has no address we may write to and is to be telephoned.
   *[other] { $n } guests have no address we may write to and are to be telephoned.
 }
events-by-phone = { $n ->
    [one] Must be told by telephone: one guest
   *[other] Must be told by telephone: { $n } guests
 }
events-by-phone-where = You find them again among the guests:
events-untold = { $n ->
    [one] One guest cannot be told by mail. Who, why, and which number to call:
   *[other] { $n } guests cannot be told by mail. Who, why, and which numbers to call:
 }
events-declined-untold = { $n ->
    [one] One guest who declined is not written to; their answer page lets them answer again.
   *[other] { $n } guests who declined are not written to; their answer pages let them answer again.
 }
events-asked-again = { $n ->
    [one] One answer is asked for again; the former one stays in the record.
   *[other] { $n } answers are asked for again; the former ones stay in the record.
 }
events-held = { $n ->
    [one] One other mail about the event waits five minutes longer, and then tells the new date.
   *[other] { $n } other mails about the event wait five minutes longer, and then tell the new date.
 }
events-shift-answers = Answers until { $after }; so far until { $before }.
events-shift-step = It no longer belongs to the step “{ $step }”, which stays in its city.
events-outside-step = It lies outside the days of its step “{ $step }” ({ $days }).
events-shift-gate = { $n ->
    [one] The step’s condition for confirming no longer applies to it.
   *[other] The step’s { $n } conditions for confirming no longer apply to it.
 }
events-shift-accepted = { $n ->
    [one] One condition for confirming counts guests who have accepted, and they are asked again: until enough accept anew it is not met, and an event that rests on it is at risk.
   *[other] { $n } conditions for confirming count guests who have accepted, and they are asked again: until enough accept anew they are not met, and an event that rests on them is at risk.
}
events-shift-venue = The venue “{ $venue }” is taken off; name a new one afterwards.
events-shift-deadline = The host’s deadline “{ $label }” stays on { $day }.
events-replanned-as = The event becomes “planned” again.
events-move-and-tell = { $n ->
    [one] Move it and tell one guest
   *[other] Move it and tell { $n } guests
 }
events-move-act = Move it
events-postponed-title = Postpone the event
events-postponed-what = The present date no longer holds; the link for answers rests until there is a new one.
events-postponed-act = { $n ->
    [0] Postpone it
    [one] Postpone it and tell one guest
   *[other] Postpone it and tell { $n } guests
 }
events-cancelled-title = Cancel the event
events-cancelled-what = For five minutes the cancellation can be called back; after that a cancelled event can only be cloned.
events-cancelled-act = { $n ->
    [0] Cancel it
    [one] Cancel it and tell one guest
   *[other] Cancel it and tell { $n } guests
 }
events-undo = { $done }: { $mails } Calling it back restores { $back } and the answers given; the history keeps both.
events-undo-date = { $when }
events-undo-state = “{ $state }” with the date it had
events-undo-mails = { $n ->
    [0] nobody is told by mail.
    [one] one mail waits.
   *[other] { $n } mails wait.
 }
events-bound = { $mails } They leave at { $time } and cannot be called back: the event was changed again since.
events-bound-answered = { $mails } They leave at { $time } and cannot be called back: a guest has answered for the new date.
events-bound-mails = { $n ->
    [one] One mail tells of its last move, postponement or cancellation.
   *[other] { $n } mails tell of its last move, postponement or cancellation.
 }
events-bound-see = See the mails
events-tells-later = The mails leave five minutes later; until then the change can be called back.
events-clone-title = Clone the event
events-clone-what = A new idea with the same title, texts, venue and contact
events-clone-guests = { $n ->
    [0] Nobody is invited, nothing is sent.
    [one] Its guest is not taken over, nothing is sent.
   *[other] Its { $n } guests are not taken over, nothing is sent.
 }
events-clone-date = The date is kept: { $date }.
events-clone-no-date = It begins without a date.
events-clone-deadlines = Of the host’s deadlines only those still ahead are kept.
events-clone-gate = { $n ->
    [one] Its own condition before the confirmation comes along.
   *[other] Its own { $n } conditions before the confirmation come along.
}
events-clone-left = Conditions on these deadlines of the host stay behind, for they are over: { $deadlines }.
note-clone-left = A condition before the confirmation stayed behind, for the deadline it names is over.
note-clone-left-many = { $n ->
    [one] One condition before the confirmation stayed behind, for the deadline it names is over.
   *[other] { $n } conditions before the confirmation stayed behind, for the deadlines they name are over.
}
events-clone-act = Clone it

event-kind-seminar = Seminar
event-kind-workshop = Workshop
event-kind-conference = Conference
event-kind-panel = Panel
event-kind-closing-conference = Closing conference
event-hosting-ours = Ours
event-hosting-others = Hosted by others
event-state-idea = Idea
event-state-planned = Planned
event-state-announced = Announced
event-state-confirmed = Confirmed
event-state-held = Held
event-state-reported = Reported
event-state-postponed = Postponed
event-state-cancelled = Cancelled
event-way-idea = Back to an idea
event-way-planned = Plan it
event-way-announced = Announce
event-way-confirmed = Confirm
event-way-held = Mark as held
event-way-reported = Mark as reported
event-way-postponed = Postpone…
event-way-cancelled = Cancel the event…

event-field-kind = Kind
event-field-hosting = Whose event
event-field-city = City
event-field-step = Step
event-field-title = Title
event-field-description = Description
event-field-venue_name = Name of the venue
event-field-venue_address = Address
event-field-room = Room
event-field-map_url = Link to a map
event-field-place = City as shown beside the clock
event-field-languages = Languages spoken
event-field-zone = Time zone
event-field-starts = Begins
event-field-ends = Ends
event-field-passed = The event took place then
event-field-capacity = Places
event-field-reply_by = Answers until
event-field-contact_name = Name
event-field-contact_email = Mail address
event-field-contact_phone = Phone
event-field-host_name = Host
event-field-host_url = Their page
event-field-host_contact = Their contact
event-field-slot = Our part
event-field-slot_starts = Our part begins
event-field-slot_ends = Our part ends
event-field-reason = Reason
event-field-state = State
event-field-position = Position
event-help-zone = The venue’s clock, as an IANA name such as Asia/Shanghai. Left empty, the city’s own.
event-help-reply_by = On the venue’s clock, before the event begins. Left empty, answers are taken until it begins.
event-help-capacity = Only an acceptance takes a place. Left empty, there is no limit.
event-help-host_contact = Who answers us there: name, address, number.
event-help-reason = One or two sentences, for the mail to the guests and for the history. Guests whose language you leave empty read the English, or else another.

event-did-created = Created
event-did-edited = Changed
event-did-cloned = Cloned from another event
event-did-moved = Moved
event-did-planned = Planned
event-did-replanned = Planned again
event-did-returned = Made an idea again
event-did-announced = Announced
event-did-confirmed = Confirmed
event-did-held = Marked as held
event-did-reported = Marked as reported
event-did-postponed = Postponed
event-did-cancelled = Cancelled
event-did-recalled = Change called back
event-did-deadline-added = Deadline added
event-did-deadline-met = Deadline met
event-did-deadline-reopened = Deadline reopened
event-did-deadline-removed = Deadline removed

note-event-saved = Saved.
note-event-moved = The event has its new date. Guests who knew the old one are told by mail, in five minutes.
note-event-recalled = The change is called back. The event is what it was, and nobody was told otherwise.
note-event-idea = It is an idea again.
note-event-planned = The event is planned.
note-event-announced = The event is announced.
note-event-confirmed = The event is confirmed.
note-event-held = Marked as held.
note-event-reported = Marked as reported.
note-event-postponed = The event is postponed. Guests who knew the date are told by mail, in five minutes.
note-event-cancelled = The event is cancelled. Guests who were invited are told by mail, in five minutes.

problem-event-no-way = The event cannot take this step
problem-event-no-way-why = Its state has changed, or no way leads there. Open the event to see what is possible now.
problem-event-settled = This event keeps its time
problem-event-settled-why = What was held, reported or cancelled is not moved any more. Clone it to plan another.
problem-event-lacks-date = It has no date yet
problem-event-lacks-date-why = Set its beginning and end first.
problem-event-lacks-place = It has no place yet
problem-event-lacks-place-why = Choose its city or name the place first.
problem-event-lacks-beginning = It has not begun yet
problem-event-lacks-beginning-why = An event can be marked as held once it has begun.
problem-event-guests-know = Guests know this time
problem-event-guests-know-why = { $guests } have been told. Use “Move”, which tells them of the change.
problem-event-nothing-moved = Nothing moves
problem-event-nothing-moved-why = Date, time zone and city are what they were. A changed room or text is saved under “Edit”.

problem-event-known-already = That is what the guests know
problem-event-known-already-why = The mails about the last change have not left. Call that change back instead: the answers given then stand again.
problem-event-mail-left = A mail about it has left or is leaving
problem-event-mail-left-why = Somebody may have read of the change already. Wait until its other mails have left, then move the event: everybody is told. A cancelled event can only be cloned.
problem-event-too-late = It can no longer be called back
problem-event-too-late-why = Five minutes have passed and the mails are leaving. Move the event to tell its guests of another date.
problem-event-changed-since = It was changed again since
problem-event-changed-since-why = What it was before no longer fits what it is now. Move the event: the new mails take the place of those that wait.
problem-event-answered-since = A guest has answered for the new date
problem-event-answered-since-why = Whoever has answered knows the new date. Wait until the mails have left, then move the event back: everybody is told.

events-public-page = Public page
events-public-calendar = Add to my calendar
events-public-cancelled = This event will not take place.
events-public-postponed = This event is postponed. The new date will be announced here.
events-public-over = This event is over.
events-reply-by-start = until it begins
event-did-gate-overridden = Confirmed although conditions were not met
event-did-at-risk = At risk: something it rests on is no longer in place
event-did-risk-ended = No longer at risk
event-did-nudged = Somebody was reminded of what is missing
event-did-gate-changed = Conditions changed
event-field-condition = Condition
event-field-unasked = No longer asked for
event-field-gate = Conditions
event-field-nudged = Reminded
