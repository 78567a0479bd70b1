programme-list = Programmes
programme-new = New programme
programme-create = Create the programme
programme-edit = Programme settings
programme-empty = No programme yet
programme-empty-why = A programme begins from a template: you name the cities, and every city gets its steps and deliverables with dates to start from. Everything can be changed afterwards.
programme-empty-ask = You see a programme here as soon as an administrator gives you a role in one.
programme-template = Template
programme-template-help = What every city begins with. Steps, deliverables and dates can be changed afterwards.
programme-summary = Summary
programme-slug = Address
programme-slug-help = Small letters, digits and hyphens, such as sustainable-cities. It stands in links and never changes.
programme-starts = First day
programme-ends = Last day
programme-zone = Time zone
programme-zone-help = A name of the IANA database, such as Asia/Shanghai.
programme-own-zone-help = Where the programme is led from, such as Europe/Paris. Each city has a zone of its own.
programme-rule = Who releases invitations
programme-rule-alone = The person who prepared them
programme-rule-second-person = A second person
programme-cities = Cities
programme-cities-lead = One row for each city, in the order of the matrix. Empty rows are left out; cities can be added later without changing a link.
programme-city-row = City { $n }
programme-city-row-add = One more city
programme-city-row-remove = Remove this city
programme-city-add = Add a city
programme-city-add-lead = The city gets the steps and deliverables of the template, beginning today at the earliest. Links, calendars and everything else that exists stay as they are.
programme-city-name-en = Name in English
programme-city-name-fr = Name in French
programme-city-name-zh = Name in Chinese
programme-city-slug = Address
programme-city-slug-help = Left empty, it is made from the English name. It never changes.
programme-city-zone-kept = Events that have a date keep the time zone they were announced in.
programme-latitude = Latitude, degrees north
programme-longitude = Longitude, degrees east
programme-coordinates-wanted = Give latitude and longitude, each in its own field, as degrees: 40.08 and 113.3. Latitude goes from −90 to 90, longitude from −180 to 180.
programme-hue = Colour
programme-hue-next = The next free one
programme-hue-1 = Lake teal
programme-hue-2 = Ochre
programme-hue-3 = Steppe green
programme-hue-4 = Iris
programme-hue-5 = Rose
programme-hue-6 = Sky
programme-hue-7 = Bronze
programme-hue-8 = Olive
programme-hue-9 = Brick
programme-hue-10 = Violet
programme-hue-11 = Pine
programme-hue-12 = Mauve
programme-owner-email = Or somebody else, by mail address
programme-owner-email-help = An address of one of your contacts. It counts before the choice above.
programme-past-engine = Convoke
programme-field-state = State
programme-field-starts_on = First day
programme-field-ends_on = Last day
programme-field-due_on = Due
programme-field-owner = Owner
programme-field-deputy = Deputy
programme-field-state_by = Where the state comes from
programme-field-gate = Conditions
programme-field-kind = Kind
programme-field-audience = Readers
programme-field-title = Title
note-programme-created = The programme is set up. Dates, owners and events can now be filled in.
programme-close = Close the programme
programme-close-lead = Nothing is sent about it by itself any more, neither the Monday mail nor a warning, and nothing in it can be changed. Nothing is deleted: its pages and files can be read as before, and it can be opened again at any time.
programme-close-goes-on = Guests and institutions can still answer by their links, invitations and notices that are released still leave, and links to results stay good until they run out or somebody ends them. People, organisations and roles are changed as ever.
programme-close-ahead = { $n ->
    [one] One event is still to come:
   *[other] { $n } events are still to come:
 }
programme-close-guests = { $n ->
    [one] One guest is invited.
   *[other] { $n } guests are invited.
 }
programme-close-silent = { $n ->
    [one] One has not answered yet.
   *[other] { $n } have not answered yet.
 }
programme-close-first = What does not take place is better cancelled first: once the programme is closed, nobody can be told of it.
programme-close-reason = Why
programme-closed = Closed
programme-closed-by = Closed on { $day } by { $name }.
programme-closed-on = Closed on { $day }.
programme-closed-means = Nothing is sent about it by itself any more, and nothing in it can be changed. Guests and institutions can still answer by their links.
programme-closed-bar = Nothing in it can be changed.
programme-closed-ask = It can be opened again by { $names }.
programme-reopen = Open it again
programme-reopen-lead = It can be changed again, the Monday mail will tell of it again, and those concerned will be warned of events at risk.
note-programme-closed = The programme is closed. It can be read, but nothing in it can be changed.
note-programme-reopened = The programme is open again.
note-programme-city-added = The city is added with its steps and deliverables.

step-state-planned = Planned
step-state-under-way = Under way
step-state-done = Done
step-state-cancelled = Cancelled
step-starts = First day
step-ends = Last day
step-reason = Why
step-reason-help = Stands in the history beside the change.
step-change = Change this step
step-gates = Before its event is confirmed
step-no-deliverables = This step has no deliverable yet.
step-no-deliverables-external = No external deliverable comes out of this step so far.
step-no-events = No event in this step yet.
step-event-outside = Outside the days of this step
step-check-title = Before the days change
step-check-nothing = No due date, no event and no gate depends on these days.
step-check-due = { $n ->
    [one] One due date stays as it is, and its reminders keep their hours:
   *[other] { $n } due dates stay as they are, and their reminders keep their hours:
 }
step-check-outside = { $n ->
    [one] One event lies outside the new days, and stays where it is:
   *[other] { $n } events lie outside the new days, and stay where they are:
 }
step-check-gates = { $n ->
    [one] One gate turns:
   *[other] { $n } gates turn:
 }
step-check-reminded = { $n ->
    [one] One reminder reaches other people:
   *[other] { $n } reminders reach other people:
 }
step-check-turn-opens = opens
step-check-turn-closes = closes
step-check-turn-at-risk = the event is at risk
step-check-turn-safe = the event is no longer at risk
step-check-untold = Nobody is sent a mail about it.
step-check-mails = { $n ->
    [one] One person gets a mail about it: { $names }.
   *[other] { $n } people get a mail about it: { $names }.
 }
step-check-warnings = { $n ->
    [one] One more mail goes to whoever answers for an event at risk.
   *[other] { $n } more mails go to those who answer for an event at risk.
 }
step-check-unreached = No address takes mail for { $names }.
step-check-act = Save these days
step-check-done-title = Before the step is set to done
step-check-undone-none = The step needs an event, and none was held.
step-check-undone-events = { $n ->
    [one] One event was not held:
   *[other] { $n } events were not held:
 }
step-check-undone-results = { $n ->
    [one] One deliverable is not approved:
   *[other] { $n } deliverables are not approved:
 }
step-check-reason = The history keeps your reason: { $reason }
step-check-done-act = Set to done all the same
step-past-edited = Dates or owner changed
step-past-moved = State changed
step-state-follow = As it happens
step-state-help = “As it happens” follows the step’s event and deliverables: a seminar, a workshop or a conference is done once it was held and its deliverables are approved. A state you set stays, and wants a reason.
note-step-unchanged = Nothing was changed: the step stands like that already. No reason was recorded.
step-deputy = Deputy
step-deputy-help = Stands in for the owner and is told what the owner is told.
step-state-by-facts = follows what happens
step-state-by-hand = set by hand
step-past-followed = State followed what happened
step-past-gate-changed = Conditions changed

programme-past-created = Set up
programme-past-edited = Changed
programme-past-closed = Closed
programme-past-reopened = Opened again
city-past-added = Added
city-past-edited = Changed
programme-field-summary = Summary
programme-field-name = Name
programme-field-zone = Time zone
programme-field-release_rule = Who releases invitations
programme-field-slug = Name in addresses
programme-field-template = Template
programme-field-latitude = Latitude
programme-field-longitude = Longitude
programme-field-hue = Colour
programme-field-version = Version
programme-field-notes = What changed
programme-field-file = File
programme-field-language = Language
programme-field-verdict = Answer
programme-field-reviewers = Reviewers
programme-field-quorum = Approvals needed
programme-field-own_work = One’s own work
programme-field-until = Until
programme-field-share = Recipient
