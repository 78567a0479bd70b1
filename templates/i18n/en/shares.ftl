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
share-none-internal = This deliverable is internal: no link opens it, those that were made before included.
share-state-open = Open
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
share-how-ends = It ends with its day, when it is revoked, and when the approval is withdrawn; for good, when what was external turns internal.
share-public-for = Shared with { $recipient }
share-public-waits = Nothing is ready to be read yet. Please open this link again later.
share-public-gone = What could be read here was withdrawn or replaced. Please ask whoever sent you this link.
share-public-approved = Approved { $date }
share-public-until = The link works until { $date }.
share-public-counted = Openings of this link and downloads from it are counted, and whoever sent it sees how many there were.
share-end-with = { $n ->
    [one] Turned internal, its one open share link ends at once.
   *[other] Turned internal, its { $n } open share links end at once.
}
note-share-made-already = The link is made already. Its address was shown once; if it was not copied, revoke it and make another.
