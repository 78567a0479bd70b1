overview-caption = Steps by city
overview-schedule = Plan an event
overview-more = Edit
overview-empty = No cities yet
overview-empty-why = Add the first city: it brings the steps and deliverables of the template along.
overview-empty-ask = The programme’s coordinator has not added any city yet.
overview-others-more = { $n ->
    [one] one more event
   *[other] { $n } more events
}
overview-others-at-risk = { $more }, { $n } at risk
overview-own = Programme
overview-own-note = beyond the cities
overview-own-none = No event beyond the cities yet.
overview-late = Late
overview-waits = Waits for a gate
overview-day-time = { $day }, { $time }
overview-due = due { $day }
overview-due-by = { $name } · due { $day }
overview-begins = begins { $day }
overview-ends = ends { $day }
overview-approved-of = { $n } of { $of } approved
overview-deliverables-late = { $n ->
    [one] 1 deliverable late
   *[other] { $n } deliverables late
 }
overview-event-unreported = over; how did it go?
overview-step-over = past its last day
overview-nobody-invited = nobody invited yet
overview-accepted-places = { $n } of { $of } places taken
overview-accepted-asked = { $n } of { $of } guests accepted
overview-deadline = { $label }: { $day }
overview-on-day = on { $day }
overview-no-date = no date yet
overview-of = { $n } of { $of }
overview-tally-approved = deliverables approved
overview-tally-approved-external = external deliverables approved
overview-tally-soon = due in the next fortnight
overview-tally-late = late
overview-tally-answered = invitations answered
overview-next = Next on the calendar
overview-next-none = No dated event lies ahead.
overview-due-title = Late or due this fortnight
overview-due-none = Nothing is late, and nothing is due within a fortnight.
overview-due-none-external = No external deliverable is late, and none is due within a fortnight.
overview-due-deliverable = deliverable
overview-due-deadline = wanted by the host
overview-due-reply = guests reply by then
overview-due-report = say how it went
overview-due-step-end = last day of the step
overview-due-reminder = a reminder did not leave
overview-due-none-match = Nothing that is late or due fits all of these filters.
overview-due-count = { $n ->
    [one] 1 thing to look after
   *[other] { $n } things to look after
 }
overview-late-n = Late: { $n }
overview-late-all = See all { $n } that are late
overview-soon-n = Due this fortnight: { $n }
overview-soon-all = See all { $n } due this fortnight
overview-kind-deliverable = Deliverable
overview-kind-deadline = Wanted by a host
overview-kind-reply = Guests’ replies
overview-kind-report = Event to report on
overview-kind-step-end = Last day of a step
overview-kind-reminder = Reminder that did not leave

timeline-title = Timeline
timeline-all = All cities
timeline-alt = Steps, events and deliverables by month; the table below says the same.
timeline-key = Bars are steps, rings are events, diamonds are deliverables on their due day; filled means done, approved or settled.
timeline-table = The same as a table
timeline-step = Step
timeline-bar = { $title }, { $days }: { $state }
timeline-due = { $title }, due { $day }
timeline-due-many = { $n } deliverables due { $days }
timeline-more = { $n ->
    [one] One more deliverable is in their list
   *[other] { $n } more deliverables are in their list
 }
timeline-past = { $n } already done
timeline-ahead-none = Nothing is open any more.
