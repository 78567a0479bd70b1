# Rules that remind by themselves: their mails.
reminders-mail-silent-subject = { $event }: your answer is still open
reminders-mail-silent = We have invited you to “{ $event }” and do not know yet whether you can come. A short answer helps us to plan, even if it is no.
reminders-mail-office = We have invited { $organisation } to “{ $event }” and do not know yet whether and with whom you will take part. A short answer helps us to plan, even if it is no.
reminders-mail-coming-subject = { $event }: when and where
reminders-mail-coming = “{ $event }” is coming up soon. So that you have them at hand, here once more are the date and the place. We look forward to seeing you.
reminders-mail-owner-before-deadline-subject = Answers close on { $day }: { $title }
reminders-mail-owner-before-deadline = Guests of “{ $title }” can answer until { $when }. Those who have not answered yet are listed on the event’s page.
reminders-mail-owner-before-start-subject = On { $day }: { $title }
reminders-mail-owner-before-start = “{ $title }” begins on { $when }. Everything known about it so far is on its page.
reminders-mail-owner-before-due-subject = Due on { $day }: { $title }
reminders-mail-owner-before-due = “{ $title }” is due on { $when }. Its versions and reviewers are on its page.
reminders-mail-of-city = { $title } ({ $city })
reminders-mail-verb = Open its page
reminders-mail-why = You receive this mail because you are responsible for it; the programme sends such reminders by itself.
outbox-kind-guest-reminder = Reminder by a rule, to guests
outbox-kind-owner-reminder = Reminder by a rule, to those responsible
outbox-reason-reminder-off = The rule was removed or switched off before the mail left.
outbox-reason-reminder-moved = The date it counted from has changed.
outbox-reason-reminder-late = It could not leave in time to be of use.
event-did-reminder-set = A reminder was set for the event
programme-past-reminder-added = Reminder added
programme-past-reminder-edited = Reminder changed
programme-past-reminder-removed = Reminder removed
event-field-reminder = Reminder
event-field-days = Days before
event-field-clock = Time of day
event-field-late = When late
event-field-wish = For this event
programme-field-reminder = Reminder
programme-field-days = Days before
programme-field-clock = Time of day
programme-field-late = When late
reminders-kind-silent-before-deadline = Guests who have not answered, before answers close
reminders-kind-silent-before-start = Guests who have not answered, before the event begins
reminders-kind-coming-before-start = Guests who come, before the event begins
reminders-kind-owner-before-deadline = Whoever is responsible for the event, before answers close
reminders-kind-owner-before-start = Whoever is responsible for the event, before it begins
reminders-kind-owner-before-due = Whoever is responsible for a deliverable, before it is due
reminders-late-skip = Leaves on its day or not at all
reminders-late-send = Leaves later if it is still of use
reminders-wish-follow = As the programme has it
reminders-wish-off = Switched off
reminders-wish-other = At its own time
# Their pages.
reminders-title = Reminders
reminders-lead = The programme sends these reminders by itself, counting calendar days on the clock of the place. Nobody is reminded twice of the same day; an event may set another time, or switch a reminder off.
reminders-new = Add a reminder
reminders-none = No reminders yet
reminders-none-why = A reminder writes by itself to guests who have not answered, to those who come, or to whoever answers for something, some days before.
reminders-when = { $days ->
    [0] On the day itself, at { $clock }
    [one] One day before, at { $clock }
   *[other] { $days } days before, at { $clock }
}
reminders-next = What leaves next
reminders-next-none = Nothing is armed at present.
reminders-more = { $n ->
    [one] One more follows later.
   *[other] { $n } more follow later.
}
reminders-past = { $n ->
    [one] For one thing the hour has passed already: nothing is sent for it.
   *[other] For { $n } things the hour has passed already: nothing is sent for them.
}
reminders-displaced = { $n ->
    [one] One other reminder to the same guests falls away: it would leave later that day.
   *[other] { $n } other reminders to the same guests fall away: they would leave later that day.
}
reminders-closed = The programme is closed. Nothing is sent until it is opened again.
reminders-people = { $n ->
    [0] Nobody, as things are
    [one] One person
   *[other] { $n } people
}
reminders-language = { $language }: { $count }
reminders-left-do-not-contact = { $n ->
    [one] One person does not want to be written to.
   *[other] { $n } people do not want to be written to.
}
reminders-left-no-address = { $n ->
    [one] One person has no address.
   *[other] { $n } people have no address.
}
reminders-left-address-refused = { $n ->
    [one] The address of one person was refused.
   *[other] The addresses of { $n } people were refused.
}
reminders-left-suppressed = { $n ->
    [one] One address is on the list of those never to write to.
   *[other] { $n } addresses are on the list of those never to write to.
}
reminders-left-chased = { $n ->
    [one] One person was reminded by hand that day or since.
   *[other] { $n } people were reminded by hand that day or since.
}
reminders-left-later = { $n ->
    [one] One person was asked, or accepted, only after that hour.
   *[other] { $n } people were asked, or accepted, only after that hour.
}
reminders-form-lead = What it would arm is shown before it is saved.
reminders-days-help = Calendar days on the clock of the place, from 0 to 180.
reminders-clock-help = On the clock of the place, such as 09:00. An hour that the clocks skip moves on by as much; of one they show twice the first counts.
reminders-check = See what leaves
reminders-check-title = Before it is saved
reminders-check-armed = These reminders will leave:
reminders-check-none = As things are, nothing will be sent.
reminders-check-off = Nothing of it is sent for this event.
reminders-save = Save the reminder
reminders-remove-title = Remove the reminder
reminders-remove-armed = These reminders will not be sent:
reminders-remove-none = As things are, it would not send anything.
reminders-remove = Remove it
reminders-event-lead = What the programme’s reminders will do for this event, and what they have done.
reminders-all = All reminders of the programme
reminders-institutions = Those who come for an institution get no reminder of the date and the place: their institution tells them.
reminders-own-lead = The programme’s own time: { $when }. What would leave is shown before it is saved.
reminders-set = Change for this event
reminders-sent = { $written ->
    [one] One mail was written
   *[other] { $written } mails were written
}: { $gone } sent, { $stopped } held back.
reminders-mails = See the mails
reminders-standing-off = Switched off
reminders-standing-never = Nothing to count from
reminders-standing-ahead = Armed
reminders-standing-due = Leaves now
reminders-standing-sent = Written
reminders-standing-unarmed = Its hour had passed already
reminders-standing-passed = Passed, nothing left
reminders-shift-shifts = { $n ->
    [0] Reminder shifts: { $kind } · { $before } → { $after } · nobody, as things are
    [one] Reminder shifts: { $kind } · { $before } → { $after } · one person
   *[other] Reminder shifts: { $kind } · { $before } → { $after } · { $n } people
}
reminders-shift-stays = { $n ->
    [0] Reminder reaches other people: { $kind }, { $after }; nobody, as things are
    [one] Reminder reaches other people: { $kind }, { $after }; one person
   *[other] Reminder reaches other people: { $kind }, { $after }; { $n } people
}
reminders-shift-anew = { $n ->
    [0] Reminder armed anew: { $kind } · { $after } · nobody, as things are
    [one] Reminder armed anew: { $kind } · { $after } · one person
   *[other] Reminder armed anew: { $kind } · { $after } · { $n } people
}
reminders-shift-lost = { $n ->
    [0] Reminder will not be sent: { $kind } · { $before } · it would have reached nobody
    [one] Reminder will not be sent: { $kind } · { $before } · one person
   *[other] Reminder will not be sent: { $kind } · { $before } · { $n } people
}
note-reminder-removed = The reminder was removed.
reminders-stopped = { $n ->
    [0] Reminders that are armed will not be sent.
    [one] One reminder will not be sent.
   *[other] { $n } reminders will not be sent.
}
reminders-deadline-title = Another deadline for answers
reminders-deadline-lead = With it reminders change:
reminders-standing-closed = The programme is closed
reminders-standing-doubled = Another reminder goes to them that day
event-did-reminder-missed = A reminder did not leave on its day
event-did-reminder-sent = A reminder that had not left on its day was sent
event-did-reminder-dismissed = A reminder that had not left on its day was dismissed
reminders-late-task = Leaves on its day; after that somebody is asked
reminders-standing-missed = Did not leave on its day
reminders-standing-dismissed = Dismissed
reminders-missed-title = Not sent on their day
reminders-missed-lead = It was to leave on { $day }, and nothing was sent that day.
reminders-missed-armed = Sent now, it reaches:
reminders-missed-nobody = As things are, it would reach nobody any more.
reminders-missed-send = Send it now
reminders-missed-dismiss = Dismiss it
reminders-missed-reason = Why it is not sent
note-reminder-missed-sent-many = { $n ->
    [one] One reminder leaves now.
   *[other] { $n } reminders leave now.
 }
note-reminder-dismissed = The reminder is dismissed. Nothing is sent.
note-reminder-missed-over = Nobody is asked about this reminder any more: it was decided meanwhile, or its time is over.
