share-title = Share links
share-short = For outsiders: the approved version, counted, until a day.
share-new = A link for somebody
share-make = Make the link
share-made = The link for { $recipient }:
share-once = It is shown this once. Copy it now; if it gets lost, revoke it and make another.
share-waits = Nothing is approved yet. A link made now opens when something is.
share-none = No link has been made.
share-recipient = For whom
share-recipient-help = A person or an office by name. They read it on the page.
share-until = Until
share-until-help = The last day it works; a year at most.
share-none-internal = This deliverable is internal: no link opens it. Links made before rest, and work again when it is external, unless they have been revoked or have expired by then.
share-state-open = Open
share-state-waiting = Nothing to see yet: not approved
share-state-empty = Nothing to see any more: withdrawn or replaced
share-state-resting = Rests while internal
share-state-expired = Over
share-state-revoked = Revoked
share-visits = Visits
share-downloads = Downloads
share-by = made by { $name }
share-last = last used { $ago }
share-revoke = Revoke
share-revoke-of = Revoke: { $recipient }
share-how = How links work
share-how-opens = A link opens the approved version of this one deliverable, whichever it is, and nothing else.
share-how-counted = Every opening and every download begun is counted. Mail scanners open links too.
share-how-ends = It ends on its last day, or when it is revoked. While nothing is approved, a visitor is told that there is nothing to read; while the deliverable is internal, the link rests and opens nothing.
share-public-for = Shared with { $recipient }
share-public-waits = Nothing is ready to be read yet. Please open this link again later.
share-public-gone = What could be read here was withdrawn or replaced. Please ask whoever sent you this link.
share-public-approved = Approved { $date }
share-public-until = The link works until { $date }.
share-public-counted = Openings of this link and downloads from it are counted, and whoever sent it sees how many there were.
share-over-revoked-title = This link was withdrawn
share-over-revoked = It was withdrawn on { $date }, and opens nothing any more.
share-over-expired-title = This link has ended
share-over-expired = It worked until { $date }, and opens nothing any more.
share-over-ask = It was made for { $recipient }. If you still need what could be read here, please ask whoever sent it to you, or the coordinator of “{ $programme }”.
share-rest-with = { $n ->
    [one] Turned internal, its one share link rests: it opens nothing until the deliverable is external again.
   *[other] Turned internal, its { $n } share links rest: they open nothing until the deliverable is external again.
}
share-works-with = { $n ->
    [one] Turned external, the one link that rests works again.
   *[other] Turned external, the { $n } links that rest work again.
}
note-share-made-already = The link is made already. Its address was shown once; if it was not copied, revoke it and make another.
