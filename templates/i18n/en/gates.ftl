# What must be given before an event is confirmed.

gates-title = Before it is confirmed
gates-title-after = What it rests on
gates-none = No conditions
gates-none-lead = Nothing is required before this event is confirmed.
gates-open = All conditions met
gates-open-lead = Everything is there: the event can be confirmed.
gates-open-undated-lead = Everything is there. The event can be confirmed once it is planned for a day.
gates-closed = Waits for conditions
gates-closed-lead = { $n ->
    [one] One thing is missing.
   *[other] { $n } things are missing.
 }
gates-passed = Conditions met
gates-passed-lead = Everything was there when the event was confirmed.
gates-overridden = Confirmed all the same
gates-overridden-by = { $name } confirmed this event although conditions were not met.
gates-overridden-short = confirmed over open conditions by { $name }
gates-at-risk = At risk
gates-at-risk-lead = Something this event rests on is no longer in place. Invitations stand; this ends by itself once it is back in place.
gates-risk-since = since { $when }
gates-lost = no longer in place: { $what }
gates-waits-for = waits for: { $what }
gates-waits-for-more = waits for: { $what }, and { $n } more
gates-either = one of several ways
gates-enough = this alone is enough
gates-together = one of several ways, together with { $what }
gates-nobody = Nobody answers for it yet
gates-deputy = Deputy:
gates-since = { $standing }, last changed { $ago }
gates-stuck = too few reviewers are left
gates-nudge = Send a reminder
gates-nudge-for = Send a reminder: { $what }
gates-refused-title = This event cannot be confirmed yet
gates-override-title = Confirm all the same
gates-override-lead = Your name and your reason stay on the event’s page and in its history for good.
gates-override-reason = Why
gates-override-reason-help = Say what makes up for what is missing.
gates-override-act = Confirm despite what is missing
gates-override-ask = A coordinator or the principal investigator can confirm it all the same, for a reason.
gates-back = Back to the event
gates-edit = Edit the conditions
gates-what-no-deliverable = a deliverable that could be approved
gates-what-accepted = { $accepted } of { $least } acceptances: { $group }
gates-what-step-date = { $step } ends on { $day }
gates-what-step-open = { $step } has no last day
gates-what-step-event = the event of “{ $step }” has to be held
gates-what-no-step = a step that does not exist here
gates-what-deadline = { $label }, wanted by { $day }
gates-what-no-deadline = a deadline of the host
gates-what-in = { $what } ({ $city })
gates-standing-due = { $state }, due { $day }
gates-standing-no-event = no event planned
note-gate-nudged = The reminder is on its way.
note-gate-nudged-today = They were reminded of this today already. The next reminder can go tomorrow.
note-gate-saved = The conditions are saved.

gates-mail-hello = Good day,
gates-mail-event = { $event }, { $day }
gates-nudge-subject = Needed for “{ $event }”: { $what }
gates-nudge-lead = The event below can only be confirmed once this is in place, and you answer for it:
gates-nudge-lead-either = The event below waits for this, or for something in its place, and you answer for it:
gates-nudge-lead-confirmed = The event below was confirmed although this is missing. It is still wanted, and you answer for it:
gates-nudge-lead-lost = The event below rests on this, which is no longer in place, and you answer for it:
gates-nudge-by = { $name } asks for your help. { $lead }
gates-nudge-after = If something is in the way, please tell the coordinator of the event.
gates-nudge-act = Look at it
gates-nudge-why = You get this mail because you are named as the person who answers for it.
gates-risk-subject = At risk: { $event }
gates-risk-lead = The event below is at risk: something it rests on is no longer in place.
gates-risk-after = Invitations stand and guests were told nothing. The warning ends by itself once everything is back in place.
gates-risk-act = See the event
gates-risk-why = You get this mail because you answer for this event or its step.

gates-edit-title = Conditions
gates-edit-step-lead = Events of this step are confirmed when these conditions are met.
gates-edit-event-lead = This event is confirmed when these conditions are met, and those of its step.
gates-edit-own-lead = This event is confirmed when these conditions are met.
gates-empty-why = Nothing is required yet. Add the first condition: results of earlier steps approved, say, or ten planners who have accepted. Until it is met, confirming is refused and says whom to ask.
gates-empty-group = This group is empty. Add a condition to it, or take it out.
gates-explained = In words
gates-explain-none = No condition stands here.
gates-explain-all = All of these:
gates-explain-any = At least one of these:
gates-told-all = all of these: { $what }
gates-told-any = at least one of these: { $what }
gates-told-two = { $one }; { $two }
gates-told-within = ({ $what })
gates-explain-not-yet = This is told in words as soon as every condition is filled in.
gates-met = met:
gates-not-met = not met yet:
gates-check = Check
gates-add = Add
gates-add-what = What is wanted
gates-remove = Take this condition out
gates-group = How these count together
gates-group-all = All of these
gates-group-any = Any one of these
gates-group-remove = Take this group out
gates-own-name = A name of its own
gates-title-in = Name, { $language }
gates-test-approved = Results of certain kinds approved
gates-test-named = Certain deliverables approved
gates-test-accepted = Enough guests of a group
gates-test-step = An earlier step is over
gates-test-deadline = The host’s deadline met
gates-test-group = A group of conditions
gates-field-kinds = Kinds of results
gates-field-steps = From which steps
gates-field-deliverables = Deliverables
gates-field-group = Group
gates-field-least = At least how many
gates-field-step = Step
gates-field-by = Over when
gates-field-deadline = Deadline
gates-by-held = its event was held
gates-by-date = its last day has passed
gates-say-approved = approved: { $what } · { $place }
gates-say-everything = every deliverable
gates-say-steps-before = steps before
gates-say-named = approved: { $what }
gates-say-accepted = { $n ->
    [one] at least one acceptance
   *[other] at least { $n } acceptances
 } · { $group }
gates-say-step-before = the step before
gates-say-held = the event was held · { $step }
gates-say-past = the last day has passed · { $step }
gates-say-deadlines = every deadline of the host is met
gates-say-deadline = the host’s deadline is met · { $label }
gates-conditions = { $n ->
    [one] one condition
   *[other] { $n } conditions
 }
gates-with-standing = { $what } ({ $standing })
