# Two entries for one person, or for one organisation, made one, parted again; addresses that change hands.

merging-open = Merge…
merging-compare = Compare and merge
merging-title = Make two entries one
merging-lead = One entry stays, the other goes into it with everything that hangs on it. For thirty days they can be parted again.
merging-halves = Both entries side by side
merging-kept = Stays
merging-other = Goes into it
merging-of-kept = From the entry that stays
merging-of-other = From the entry that goes
merging-swap = Let this one stay instead
merging-united = Addresses, organisations, groups and tags are united; of two roles in one organisation that of the entry that stays counts, and of two answers to one questionnaire the later. What hangs on the entry that goes hangs on the one that stays from then on, and its old links go on working.
merging-silences = One of them asked not to be written to. After this nobody writes to either address any more.
merging-choose = Which value stays
merging-both-notes = Both, one below the other
merging-seats-title = Both have a seat at the same event
merging-seats-why = One seat stays. The other is closed, a place it held is free, and its link leads to the seat that stays.
merging-seats-unseen = Both have a seat at an event whose guests you do not see. There the seat that was answered last stays.
merging-agreed = { $n ->
    [one] { $n } field on which both agree
   *[other] { $n } fields on which both agree
 }
merging-after = The page of the entry that goes will say where it went. Both histories are read from the entry that stays.
merging-act = Make them one
merging-changed = Something changed in the meantime. This is how it stands now; please look once more.
merging-both-members = Each entry belongs to a member: { $first } and { $second }. Two accounts cannot become one. Close one of them or have an administrator untie it first.
merging-somebody = an entry whose name is no longer kept

merging-pick-title = Who else is this?
merging-pick-lead = Choose the entry for the same person. You compare both before anything happens.
merging-pick-search = Somebody else
merging-pick-two = Tick two people
merging-pick-two-why = Two entries are compared side by side and then become one. Tick exactly two in the list and choose “Merge…” again.
merging-pick-back = To the people

merging-list-title = Merged entries
merging-list-lead = Which entry went into which, and what can still be undone.
merging-none-title = Nothing merged yet
merging-none = When one person is in the book twice, open one of the entries and compare it with the other. What was merged is listed here, and can be undone for thirty days.
merging-when = When
merging-state = Undo
merging-until = Undo, until { $day }
merging-for-good = One entry for good
merging-undone-by = Undone { $ago } by { $name }
merging-section = Went into this entry

merging-undo = Undo
merging-undo-title = Part two entries again
merging-went-into = Went into
merging-undo-lead = { $other } becomes an entry of its own again, beside { $kept }.
merging-entry = Entry
merging-back-fields = its own fields and tags, as they were
merging-goes-back = Goes back:
merging-stays = Was changed since, and unless said otherwise stays with { $kept }:
merging-stays-field = { $field }: edited since
merging-stays-address = the address { $address }: changed since
merging-stays-seat = the seat at “{ $event }”: somebody has answered by it since; it goes back with that answer
merging-stays-answer = the answer given since at “{ $event }”: it stays with the seat that stayed
merging-stays-waits = the place at “{ $event }”: it was given to somebody else; the seat comes back and waits
merging-stays-gone = { $what }: put elsewhere or taken away since
merging-stays-key = the key “{ $key }”: another entry has it by now, and it does not come back
merging-stays-wish = the wish not to be written to: both have it; lift it by hand where it was never theirs
merging-some-event = an event
merging-undo-act = Part them
merging-after-first = { $name } was merged later. That has to be undone first.
merging-look-there = Look there

merging-gone-title = This entry went into another
merging-gone = { $other } was merged into { $kept } on { $when } by { $by }.
merging-gone-why = Everything that hung on it is there. Old links go on working.
merging-gone-go = To the entry

merging-what-addresses = Addresses
merging-what-affiliations = Organisations
merging-what-groups = Groups
merging-what-tags = Tags
merging-what-steps = Steps they own
merging-what-deputies = Steps they stand in for
merging-what-deliverables = Deliverables they own
merging-what-accounts = Accounts
merging-what-events = Events they are the contact of
merging-what-seats = Seats at events
merging-what-mails = Mails
merging-n-addresses = { $n ->
    [one] { $n } address
   *[other] { $n } addresses
 }
merging-n-affiliations = { $n ->
    [one] { $n } place in an organisation
   *[other] { $n } places in organisations
 }
merging-n-groups = { $n ->
    [one] { $n } group
   *[other] { $n } groups
 }
merging-n-tags = { $n ->
    [one] { $n } tag
   *[other] { $n } tags
 }
merging-n-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
 }
merging-n-deputies = { $n ->
    [one] standing in for { $n } step
   *[other] standing in for { $n } steps
 }
merging-n-deliverables = { $n ->
    [one] { $n } deliverable
   *[other] { $n } deliverables
 }
merging-n-accounts = { $n ->
    [one] { $n } account
   *[other] { $n } accounts
 }
merging-n-events = { $n ->
    [one] { $n } event as its contact
   *[other] { $n } events as their contact
 }
merging-n-seats = { $n ->
    [one] { $n } seat
   *[other] { $n } seats
 }
merging-n-mails = { $n ->
    [one] { $n } mail
   *[other] { $n } mails
 }

merging-hand = Hand over
merging-hand-title = This address now belongs to somebody else
merging-hand-lead = Find the person who reads this mailbox now. You see what follows before it happens.
merging-hand-choose = This person
merging-hand-to = It becomes { $name }’s.
merging-hand-how = What about the holder until now?
merging-hand-moves = They no longer read it
merging-hand-shared = They share it
merging-hand-follows = If { $name } no longer reads it:
merging-hand-waiting = { $n ->
    [0] no mail waits for them there
    [one] { $n } mail that waits for them there does not leave
   *[other] { $n } mails that wait for them there do not leave
 }
merging-hand-links = { $n ->
    [0] no link went there
    [one] { $n } link stops working, wherever it was sent; write to them again at another address
   *[other] { $n } links stop working, wherever they were sent; write to them again at another address
 }
merging-hand-answers = answers they gave stay theirs; whoever reads the mailbox now neither sees nor changes them
merging-hand-others = { $names } also read it, and keep it
merging-hand-silent = they asked not to be written to: the address stays silent until that is lifted
merging-hand-act = Hand the address over

note-people-merged = The two entries are one.
note-people-parted = They are two entries again.
note-address-handed-over = The address is handed over.
note-address-shared = Both have the address now.

contacts-action-merged = Took another entry in
contacts-action-merged-away = Went into another entry
contacts-action-parted = Parted from an entry that was merged
contacts-action-parted-again = An entry of its own again
contacts-action-address-handed-over = Handed an address over
contacts-action-address-taken-over = Took an address over
contacts-field-merged = Entry that went into this one
history-seat-restored = Seat given back
history-seat-link-renewed = Old link ended
history-source-seat-doubled = The same person had two seats
history-source-seat-parted = The entries were parted again
outbox-reason-address-handed-over = The address belongs to somebody else now.

problem-merged-away = This entry went into another
problem-merged-away-why = It is read and changed at { $address } now. What you sent was written for the entry that went, so nothing was saved.
problem-merge-same = That is one entry already
problem-merge-same-why = Choose two different entries to merge.
problem-merge-both-members = Both are members
problem-merge-both-members-why = Two accounts cannot become one. Close one of them, or have an administrator untie it from its person, and merge then.
problem-merge-too-old = It is one entry for good
problem-merge-too-old-why = Thirty days have passed. What it takes to part the entries is no longer kept.
problem-merge-undone = Undone already
problem-merge-undone-why = These two entries were parted again.
problem-merge-not-last = A later merge comes first
problem-merge-not-last-why = Merges of one entry are undone in order, the latest first.

# Organisations.

merging-house-united = People, invitations, sponsorships and channels of the entry that goes are the other’s from then on. Whoever has a place in both keeps one. The old names are still understood in forms and files. A sponsor that gets another name by it is not shown in public until two persons have cleared it again.
merging-house-invited = Both are invited to “{ $event }”. Take one of the two invitations away first; then they can be merged.
merging-house-unseen-event = an event whose guests you do not see
merging-house-courted-stays = The entry that goes declined to sponsor “{ $thing }”. That stays as it was, under its old name.
merging-house-courted-swap = Both were asked to sponsor “{ $thing }”, and the entry that stays declined. Let the other one stay instead.
merging-house-courted-open = Both are asked to sponsor “{ $thing }”. Mark the one of the entry that goes as declined, with the reason; then they can be merged.
merging-house-shown = { $n ->
    [one] One sponsorship is cleared for the public under the name of its entry. If that name changes, it is not shown before two persons have cleared the new one.
   *[other] { $n } sponsorships are cleared for the public under the names of these entries. Where a name changes, they are not shown before two persons have cleared the new one.
 }
merging-house-unseen-programme = a programme whose sponsors you do not see
merging-house-see-kept = Sponsorship of the entry that stays
merging-house-see-other = Sponsorship of the entry that goes
merging-house-pick-title = Which other entry is this organisation?
merging-house-pick-lead = Choose the entry for the same organisation. You compare both before anything happens.
merging-house-pick-search = Another organisation
merging-house-pick-back = To the organisations
merging-house-none = When one organisation is in the book twice, open one of the entries and compare it with the other. What was merged is listed here, and can be undone for thirty days.
merging-house-back-fields = its own fields, as they were
merging-house-gone-why = Everything that hung on it is there. Its old names are still understood.
merging-what-people = People
merging-what-institutions = Invitations as an institution
merging-what-places = Places at events
merging-what-courtings = Sponsorships
merging-n-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
merging-n-institutions = { $n ->
    [one] { $n } invitation as an institution
   *[other] { $n } invitations as an institution
 }
merging-n-places = { $n ->
    [one] { $n } place at an event
   *[other] { $n } places at events
 }
merging-n-courtings = { $n ->
    [one] { $n } sponsorship
   *[other] { $n } sponsorships
 }
problem-merge-both-invited = Both are invited to one event
problem-merge-both-invited-why = Two invitations of one institution cannot become one. Take one of the two away there, and merge then.
problem-merge-both-courted = Both are asked to sponsor the same thing
problem-merge-both-courted-why = A firm is courted once for a programme or an event. Mark the sponsorship of the entry that goes as declined, with the reason, and merge then.

merging-what-delegations = Institutions they speak for
merging-what-sessions = Sessions they appear in
merging-what-input = What they told us
merging-what-sponsorships = Sponsors they have to do with
merging-what-traces = Mentions in stories and letters
merging-n-delegations = { $n ->
    [one] speaking for { $n } institution
   *[other] speaking for { $n } institutions
 }
merging-n-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
 }
merging-n-input = { $n ->
    [one] { $n } sheet of input
   *[other] { $n } sheets of input
 }
merging-n-sponsorships = { $n ->
    [one] { $n } sponsorship
   *[other] { $n } sponsorships
 }
merging-n-traces = { $n ->
    [one] { $n } mention
   *[other] { $n } mentions
 }
merging-both-seated = Both come to the same event, and one of them for an institution. Take one of the two away there first, or name somebody else for the institution; then the entries can be merged.
problem-merge-both-seated = Both have a place at one event
problem-merge-both-seated-why = Both come to the same event, and one of them for an institution. Take one of the two away there first, or name somebody else for the institution; then the entries can be merged.
