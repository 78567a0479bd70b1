agenda-title = Agenda
agenda-none-short = No sessions yet.
agenda-undated-short = An agenda needs the event’s date first.
agenda-count = { $n ->
    [one] one session
   *[other] { $n } sessions
}
agenda-warnings-count = { $n ->
    [one] One thing to look at
   *[other] { $n } things to look at
}
agenda-open = Open the agenda
agenda-begin = Begin the agenda
agenda-add = Add a session
agenda-add-pause = Add a break
agenda-add-at = Add a session at { $time }, { $room }
agenda-copy = Copy from another event
agenda-printed = Printed programme
agenda-public = Public programme
agenda-hosted-by = Within the event of
agenda-our-part = Our part: { $range }. Sessions lie within it.
agenda-whole-event = The whole event: { $range }
agenda-undated = The event has no date, so sessions can be neither added nor moved. What is here was copied; it goes to the event’s first day once there is one.
agenda-set-date = Set the date
agenda-empty = The day is still empty
agenda-empty-why = Sessions say what happens when, in which room and with whom. Parallel ones stand side by side; you are told when somebody would be in two places at once.
agenda-days = Days
agenda-time = Time
agenda-no-room = No room yet
agenda-drag-help = Drag a session to another time or room, or open it and use “Move”.
agenda-look = Look at this
agenda-slides-count = { $n ->
    [one] one file of slides
   *[other] { $n } files of slides
}
agenda-taken-out = Taken out
agenda-put-back = Put back
agenda-put-back-named = Put “{ $session }” back
agenda-is-out = This session was taken out of the agenda.
agenda-new-title = Add a session
agenda-edit-title = Edit session
agenda-when-where = When and where
agenda-within = The agenda lies within { $range }.
agenda-people = Who appears
agenda-people-help = Type a name or a mail address: whoever is among your contacts is linked. Any other name is kept as one to come, such as “Professor from Bologna, to be named”. The order is that of the programme; an emptied line is left out.
agenda-nobody = Nobody is named yet.
agenda-unnamed = to be named
agenda-still-to-come = name to come
agenda-to-come-short = { $name } (to come)
agenda-name-follows = to be announced
agenda-interpreted = interpretation into { $languages }
agenda-session = Session
agenda-move = Move
agenda-move-act = Move the session
agenda-pause = Coffee break
agenda-pause-act = Insert the break
agenda-remove = Take out
agenda-remove-title = Remove this session from the agenda?
agenda-remove-people = { $n ->
    [one] One person appears in it.
   *[other] { $n } people appear in it.
}
agenda-remove-slides = { $n ->
    [one] One file of slides goes with it.
   *[other] { $n } files of slides go with it.
}
agenda-remove-undo = It can be put back from the agenda, with everything in it.

agenda-shift-title = Shift what follows
agenda-shift-lead = Move everything after this session by some minutes, or insert a break. You see what would collide before anything changes.
agenda-shift-open = Shift or insert a break
agenda-shift-what = What to do
agenda-shift-after = Move everything after this session
agenda-shift-from = Move this session and everything after it
agenda-shift-pause = Insert a break after it and move the rest
agenda-shift-minutes = Minutes
agenda-shift-minutes-help = Later, or with a minus earlier. Only this day moves.
agenda-shift-look = Look at it
agenda-shift-moves = { $n ->
    [one] One session moves
   *[other] { $n } sessions move
}
agenda-shift-moves-nothing = Nothing follows on this day
agenda-shift-puts-in = A break is inserted, { $hours }.
agenda-shift-act = { $n ->
    [one] Move one session
   *[other] Move { $n } sessions
}
agenda-shift-before = Now
agenda-shift-then = Then
agenda-blocked = It cannot be done like this
agenda-blocked-room = “{ $session }” would lie over “{ $other }”, { $hours }, in the same room.
agenda-blocked-outside = “{ $session }”, { $hours }, would lie outside the event.

agenda-copy-title = Copy an agenda
agenda-copy-lead = Sessions come over with their titles, rooms and languages, at the same distance from the beginning. Slides stay where they are.
agenda-copy-from = From
agenda-copy-origin = { $event } ({ $n ->
    [one] one session
   *[other] { $n } sessions
})
agenda-copy-people = With the people who appear
agenda-copy-people-help = Leave it out where others will chair and speak.
agenda-copy-act = Copy the agenda
agenda-copy-none = No other event has an agenda
agenda-copy-none-why = Once another event of the programme has one, it can be copied here.

agenda-printed-how = Choose the language, then print from your browser: nothing but the programme goes on the paper.
agenda-fallback = { $n ->
    [one] One session has no title in this language; another one stands in.
   *[other] { $n } sessions have no title in this language; another one stands in.
}
agenda-public-title = Programme
agenda-public-back = About the event
agenda-public-link = See the programme

agenda-clone = { $n ->
    [one] Its agenda comes along: one session, without slides.
   *[other] Its agenda comes along: { $n } sessions, without slides.
}
agenda-warning-twice = { $person } is in “{ $one }” ({ $hours }) and in “{ $other }” ({ $others }) at the same time.
agenda-warning-elsewhere = { $person } is in “{ $one }” ({ $hours }) and at the same time in “{ $other }” of { $event } ({ $range }).
agenda-warning-chair = “{ $session }” ({ $hours }) has no chair.
agenda-warning-to-come = { $n ->
    [one] “{ $session }”: one name is still to come.
   *[other] “{ $session }”: { $n } names are still to come.
}
agenda-warning-outside = “{ $session }” ({ $range }) lies outside the event.
agenda-warning-gap = Nothing is planned on { $day }, { $hours }.
agenda-shifts-along = { $n ->
    [one] The agenda goes along: one session moves with the event.
   *[other] The agenda goes along: { $n } sessions move with the event.
}
agenda-falls-outside = { $n ->
    [one] One session would lie outside the event, which becomes shorter. It stays, with a warning.
   *[other] { $n } sessions would lie outside the event, which becomes shorter. They stay, with a warning.
}

session-kind-opening = Opening
session-kind-keynote = Keynote
session-kind-talk = Talk
session-kind-panel = Panel
session-kind-discussion = Discussion
session-kind-groups = Working groups
session-kind-break = Break
session-kind-social = Visit or reception
session-kind-closing = Closing
session-part-chair = { $n ->
    [one] Chair
   *[other] Chairs
}
session-part-speaker = { $n ->
    [one] Speaker
   *[other] Speakers
}
session-part-discussant = { $n ->
    [one] Discussant
   *[other] Discussants
}
session-part-interpreter = { $n ->
    [one] Interpreter
   *[other] Interpreters
}
session-does-chair = Chairs
session-does-speaker = Speaks
session-does-discussant = Discusses
session-does-interpreter = Interprets
session-field-kind = Kind
session-field-title = Title
session-field-description = Description
session-field-starts = Begins
session-field-ends = Ends
session-field-room = Room
session-field-room-in = Room in { $language }
session-field-person-in = Person { $n } in { $language }
agenda-room-elsewhere = The room in other languages
agenda-name-elsewhere = A name to come, in other languages
session-field-languages = Languages spoken
session-field-interpretation = Interpretation into
session-field-part = What person { $n } does
session-field-person = Person { $n }
session-help-room = Parallel sessions have different rooms. Rooms already used are offered.
session-audience = Who sees them
session-audience-staff = Members of the programme
session-audience-public = Everybody, on the public programme
session-slides = Slides
session-slides-help = PDF, PowerPoint or OpenDocument, { $limit } each at most. Each file is kept as the next version.
session-slides-none = No slides yet.
session-slides-add = Add slides
session-slides-bring = Add these files
session-slides-publish = Show to everybody
session-slides-hide = Keep to members
session-slides-remove = Delete this file
session-slides-remove-why = The file is deleted for good. Other versions stay.

event-did-session-added = Session added to the agenda
event-did-session-edited = Session changed
event-did-session-moved = Session moved
event-did-session-removed = Session taken out of the agenda
event-did-session-put-back = Session put back into the agenda
event-did-agenda-followed = Agenda moved along with the event
event-did-agenda-shifted = Part of the agenda shifted
event-did-agenda-copied = Agenda copied from another event
event-did-break-inserted = Break inserted into the agenda
event-did-slides-added = Slides added
event-did-slides-marked = Said who sees slides
event-did-slides-removed = Slides deleted
event-field-session = Session
event-field-appearing = Who appears
event-field-session_kind = Kind of session
event-field-interpretation = Interpretation into
event-field-slides = Slides
event-field-audience = Who sees them
event-field-minutes = Minutes
event-field-sessions = Sessions

note-session-added = The session is in the agenda.
note-session-saved = Saved.
note-session-moved = The session has its new place.
note-session-removed = The session is taken out. It can be put back below.
note-session-put-back = The session is back in the agenda.
note-agenda-shifted = Done. The agenda has its new hours.
note-agenda-copied = The agenda is copied.
note-agenda-copied-many = { $n ->
    [one] One session is copied.
   *[other] { $n } sessions are copied.
}
note-slides-added = The slides are added.

problem-session-undated = The event has no date yet
problem-session-undated-why = Sessions stand on the event’s clock. Set its beginning and end first.
problem-session-no-longer-fits = It no longer fits
problem-session-no-longer-fits-why = Its room is taken at that time, or the time lies outside the event. Move the other session first, or add this one anew.
problem-session-collides = The shift would collide
problem-session-collides-why = The agenda has changed meanwhile. Look at the shift once more: it says what stands in the way.

invalid-outside-agenda = It must lie within { $range }.
invalid-room-taken = “{ $by }” has this room, { $hours }. Choose another room or another time.
invalid-several-named = { $n } people are called “{ $name }”. Give the mail address of the one you mean.
agenda-chaired = Chaired by { $names }
