# The Monday mail
digest-subject = Your week from { $day }: { $counts }
digest-title = Your week from { $day }
digest-count-late = { $n ->
    [one] 1 late
   *[other] { $n } late
}
digest-count-due = { $n ->
    [one] 1 due this week
   *[other] { $n } due this week
}
digest-count-at-risk = { $n ->
    [one] 1 at risk
   *[other] { $n } at risk
}
digest-count-blocked = { $n ->
    [one] 1 blocked
   *[other] { $n } blocked
}
digest-count-stuck = { $n ->
    [one] { $n } review stuck
   *[other] { $n } reviews stuck
}
digest-count-answers = { $n ->
    [one] 1 answer
   *[other] { $n } answers
}
digest-late = Late
digest-due = Due this week
digest-at-risk = At risk: something it rests on is no longer in place
digest-blocked = Blocked, with a day past or within six weeks
digest-stuck = In review, with too few reviewers left
digest-answered = Answered since last Monday
digest-more = { $n ->
    [one] and 1 more
   *[other] and { $n } more
}
digest-accepted = { $n ->
    [one] 1 coming
   *[other] { $n } coming
}
digest-tentative = { $n ->
    [one] 1 perhaps
   *[other] { $n } perhaps
}
digest-declined = { $n ->
    [one] 1 not coming
   *[other] { $n } not coming
}
digest-waiting = { $n ->
    [one] 1 on the waiting list
   *[other] { $n } on the waiting list
}
digest-why = You get this on Mondays, when there is something to say.
digest-settings = Your account:
digest-settings-link = Your account
digest-stop-line = No more Monday mails:
digest-stop-link = No more Monday mails
digest-stop-title = No more Monday mails?
digest-stop-why = The overview of your week will no longer come by mail. On the desk nothing changes.
digest-stop-act = Stop the Monday mail
digest-stop-done = No more Monday mails
digest-stop-done-why = The overview of your week no longer comes by mail. You can turn it on again in your account.
digest-wish = Write to me on Mondays
digest-wish-help = At 08:00 in your time zone: what is late, due, at risk, blocked and answered. Nothing comes when there is nothing to say.
digest-waits-owner = { $what } ({ $owner })
digest-no-owner = nobody answers for it yet
