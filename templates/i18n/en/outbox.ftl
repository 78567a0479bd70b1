# Mail: what leaves, what waits, and the letters to members.

mail-hello = Hello { $name },
mail-account-subject = Your account with Convoke
mail-account-lead = An account has been made for you on { $host }. Choose a password and you can begin.
mail-account-act = Choose your password here:
mail-account-verb = Choose a password
mail-account-not-me = If you did not expect this, you need do nothing: without a password the account cannot be used.
mail-reset-subject = A new password for Convoke
mail-reset-lead = Somebody, most likely you, asked for a new password on { $host }.
mail-reset-act = Choose a new password here:
mail-reset-verb = Choose a new password
mail-reset-not-me = If it was not you, you need do nothing: your password stays as it is.
mail-link-until = The link is good until { $until }, and once only.
mail-test-subject = Mail from Convoke gets through
mail-test-title = Mail gets through.
mail-test-lead = This is the test of { $at } (UTC), asked for on { $host }. If you can read it, the way from there to your mailbox is open.

outbox-title = Mail
outbox-lead = All mail: what waits, what was sent, and what the relay answered.
outbox-lead-programmes = The mail of your programmes: what waits, what was sent, and what the relay answered.
outbox-lead-cities = The mail about your cities’ events: what waits, what was sent, and what the relay answered.
outbox-test = Send me a test
outbox-search = Name, address or the relay’s answer
outbox-kind = Kind
outbox-event = Event
outbox-to = To
outbox-from = From
outbox-reply-to = Replies to
outbox-subject = Subject
outbox-when = When
outbox-written = Queued
outbox-attempts = Attempts
outbox-reply = The relay’s answer
outbox-failures = Attempts that failed
outbox-masked = Personal links are replaced here, so that nobody answers for somebody else.
outbox-cancel = Don’t send
outbox-waits-for-you = waits for your decision
outbox-none-title = Nothing matches
outbox-none = Remove a filter, or look into another drawer.
outbox-empty-title = Nothing here
outbox-empty-waiting = Nothing waits. Invitations, confirmations and mails to colleagues appear here until they are sent.
outbox-empty-went = Nothing has been sent yet. What the relay has taken is kept here with its answer.
outbox-empty-failed = Nothing has failed. What a relay refuses for good appears here with its reason, and can be tried again.
outbox-empty-doubt = Nothing is in doubt. A mail appears here when the connection broke after it was handed over and before the relay answered.
outbox-empty-held-back = Nothing was held back. Mails to people who asked not to be written to, and to addresses that refuse mail, appear here.
outbox-empty-cancelled = Nothing was cancelled. A mail that waits can be kept from leaving; it then stays here to be read.
outbox-drawer-waiting = Waiting
outbox-drawer-went = Sent
outbox-drawer-failed = Failed
outbox-drawer-doubt = In doubt
outbox-drawer-held-back = Held back
outbox-drawer-cancelled = Cancelled
outbox-state-queued = Queued
outbox-state-leased = On its way
outbox-state-sent = Sent
outbox-state-retry = To be tried again
outbox-state-failed = Failed
outbox-state-suppressed = Held back
outbox-state-cancelled = Cancelled
outbox-state-doubt = In doubt
outbox-kind-invitation = Invitation or reminder
outbox-kind-answer-confirmation = Confirmation of an answer
outbox-kind-event-notice = Change of an event
outbox-kind-release-request = Request to release
outbox-kind-account-invitation = Invitation of a colleague
outbox-kind-password-reset = New password
outbox-kind-round-test = Test of an invitation
outbox-kind-relay-test = Test
outbox-kind-gate-nudge = Asked for a result
outbox-kind-clearance-lapsed = Sponsor no longer shown
outbox-kind-event-at-risk = Event at risk
outbox-kind-step-days = Other days of a step
outbox-kind-digest = Monday mail
outbox-attempt-put-off = put off
outbox-attempt-refused = refused
outbox-attempt-doubt = no answer
outbox-reason-address-refused = There is no such mailbox. Look for another address, or telephone.
outbox-reason-message-refused = The relay refuses this mail; its answer says why.
outbox-reason-refused-by-policy = The recipient’s server refuses our mail; its answer says why.
outbox-reason-gave-up = Put off for two days. Try again, or telephone.
outbox-reason-unknown-reply = The relay’s answer is not one we know. Read it and decide.
outbox-reason-unsendable = The address or the mail cannot be sent over this relay.
outbox-reason-address-unsendable = The address cannot be written to over this relay. Look for another one, or telephone.
outbox-reason-do-not-contact = This person asked not to be written to.
outbox-reason-suppressed = This address is on the list of those never to write to.
outbox-reason-refused-before = The relay refused this address within the last month.
outbox-reason-erased = This person’s data was erased.
outbox-reason-address-removed = The address was taken out of the address book before the mail left.
outbox-reason-by-staff = Cancelled by a colleague.
outbox-reason-gone = What it was about is no longer there.
outbox-reason-settled = It was settled before the mail left.
outbox-reason-link-expired = Its link had run out before it left.
outbox-reason-seat-removed = The guest has no seat any more.
outbox-reason-event-off = The event is off, postponed or over.
outbox-reason-programme-closed = The programme was closed before the mail left.
outbox-reason-too-early = The event has moved and is still to come; nobody is asked yet what it was like.
outbox-reason-round-recalled = The invitations were called back.
outbox-reason-superseded = A later answer counts.
outbox-reason-replaced = A later mail tells of the event as it is now.
outbox-reason-notice-recalled = The change was called back before anybody was told.
outbox-reason-answered = They answered before it left; there was nothing left to ask.
outbox-reason-turned-off = They want no Monday mail any more.
outbox-reason-too-late = Monday was over before it could leave.
outbox-reason-nothing-to-say = There was nothing to say this week.
outbox-moot-title = This mail no longer exists
outbox-idle = Nobody is sending: mail has waited for minutes and no worker runs.
outbox-idle-cure = Nothing is lost. Start “convoke serve” or “convoke work” on the server, and it leaves.
outbox-see = See the mail
outbox-alarm-safe = Nothing is lost: mail waits and goes on by itself.
outbox-alarm-since = Began { $ago }.
outbox-alarm-next = Next try: { $time }.
outbox-alarm-now = It is tried again with the next mail that is due.
outbox-alarm-connect = The mail relay cannot be reached.
outbox-alarm-tls = The mail relay offers no encrypted connection.
outbox-alarm-greeting = The mail relay refuses the connection.
outbox-alarm-login = The mail relay refuses our login.
outbox-alarm-unavailable = The mail relay is busy.
outbox-alarm-garbage = What answers is not a mail relay.
outbox-alarm-silence = The mail relay does not answer.
outbox-alarm-lost = The mail relay breaks the connection.
outbox-alarm-storage = The mailbox folder cannot be written to.
outbox-alarm-sender = The mail relay refuses our sender’s address.
outbox-alarm-refusing = The mail relay refuses every recipient.
outbox-again-title = Try again
outbox-cancel-title = Don’t send
outbox-again-why = They go back to the queue under the same Message-ID. People who asked not to be written to still get nothing.
outbox-cancel-why = What is already on its way still goes. Cancelled mails stay here to be read.
outbox-nothing-selected = Nothing is selected.
outbox-selected-none = Nothing selected can be changed any more: it went, or is on its way.
mailbox-title = Mailbox
mailbox-lead = Mail is not sent out but laid into the folder { $folder }. Here it is as its readers would see it.
mailbox-empty-title = No mail yet
mailbox-empty = Release a round of invitations or send yourself a test: it will lie here.
mailbox-search = Reader or subject
mailbox-calendar = Calendar entry
mailbox-links = Links in this mail
mailbox-file = File
note-mail-again = Back in the queue.
note-mail-again-many = { $n ->
    [0] Nothing was left to be tried again.
    [one] One mail is back in the queue.
   *[other] { $n } mails are back in the queue.
}
note-mail-cancelled = It will not be sent.
note-mail-cancelled-many = { $n ->
    [0] Nothing was left to be cancelled.
    [one] One mail will not be sent.
   *[other] { $n } mails will not be sent.
}
note-mail-test = The test is on its way to you.
problem-mail-too-late = This mail can no longer be changed
problem-mail-too-late-why = It went, or is on its way. The list shows where it stands now.
problem-mail-broken-off = It broke off half way
problem-mail-broken-off-why = It was done for { $done } of { $all } mails; the others are as they were. Go back and choose them again to go on.
outbox-again-count = { $n ->
    [one] 1 mail will be tried again.
   *[other] { $n } mails will be tried again.
 }
outbox-cancel-count = { $n ->
    [one] 1 mail will not be sent.
   *[other] { $n } mails will not be sent.
 }
outbox-again-do = { $n ->
    [one] Try 1 mail again
   *[other] Try { $n } mails again
 }
outbox-cancel-do = { $n ->
    [one] Don’t send 1 mail
   *[other] Don’t send { $n } mails
 }
outbox-kind-review-request = Request to review
outbox-kind-review-stuck = Too few reviewers left
outbox-kind-changes-asked = Changes asked for or approval taken back
outbox-kind-version-approved = Version approved
