review-mail-request-subject = Please review: “{ $title }”
review-mail-request = { $name } asks you to review a version of this deliverable:
review-mail-request-act = Read it and say what you think here:
review-mail-request-verb = Read and review
review-mail-request-why = You are one of its reviewers. It counts as reached when enough of them approve.
review-mail-changes-subject = Changes are asked for: “{ $title }”
review-mail-changes = { $name } asks for changes to this deliverable before it can be approved:
review-mail-changes-act = All comments, and the place for the next version:
review-mail-changes-verb = See what is asked for
review-mail-changes-why = You wrote this version or answer for the deliverable.
review-mail-approved-subject = Approved: “{ $title }”
review-mail-approved = This version is approved and is the deliverable’s own from now on:
review-mail-approved-act = See it here:
review-mail-approved-verb = See the version
review-mail-approved-why = You wrote this version or answer for the deliverable.
review-mail-notes = What changed:
version-one = Version
version-title = Version { $number }
version-all = Versions
version-pinned = Approved version
version-gallery = Files of this version
version-none = No version yet
version-none-why = A version is the report, map or chart as it stands: its files in each language, and a line on what changed. It may be changed until it goes to review.
version-no-files = No file has been added yet.
version-new = New version
version-begin = Begin the version
version-notes = What changed
version-notes-help = One line for those who know the version before: “Figures of 2015 added, chapter 3 shortened”.
version-by = Author
version-at = When
version-begun-at = Begun
version-submitted-at = Sent to review
version-decided-at = Decided
version-submit = Send to review
version-submit-nobody = No reviewers are named. Whoever may edit the deliverable approves it by hand.
version-submit-to = { $names } will get a mail and read it. Approvals needed: { $quorum }.
version-submit-closed = After that no file of this version can be added or removed; what comes later is the next version.
version-discard = Throw the draft away
version-state-draft = Draft
version-state-in-review = In review
version-state-returned = Changes asked for
version-state-approved = Approved
version-state-superseded = Superseded
version-state-withdrawn = Withdrawn
file-add = Add files
file-add-verb = Add to the draft
file-remove = Remove
file-field = Files
file-field-help = PDF, Office, OpenDocument, images, SVG, CSV, text, ZIP of maps; up to { $limit } each. What a file is, is found in its content.
file-language = Language of these files
file-language-help = Maps and charts are of any language. Bring the files of one language at a time.
file-language-mul = Any language
file-language-en = English
file-language-fr = French
file-language-zh = Chinese
file-language-de = German
review-title = Reviewers
review-name = Name reviewers
review-by-hand = Nobody is named: the state is changed by hand.
review-nobody-to-name = Nobody in this programme may review yet. Invite somebody first.
review-reviewers-help = Members with an account who see this deliverable. With nobody named, whoever may edit it approves by hand.
review-quorum = Approvals needed
review-quorum-help = So many of the named must approve a version.
review-quorum-of = Approvals needed: { $quorum } of { $n }.
review-own = Approving one’s own work
review-own-forbidden = Not allowed
review-own-allowed = Allowed
review-author = author of the newest version
review-standing = Approvals: { $approvals } of { $quorum } needed.
review-waiting = has not answered
review-said = What was said
review-nothing-said = Nothing yet.
review-verdict = Your answer
review-words = In words
review-words-help = A reason, except for an approval.
review-send = Send
review-make-comment = Only a remark
review-make-approve = I approve it
review-make-changes = I ask for changes
review-make-take-back = I take my approval back
review-verdict-comment = remarked
review-verdict-approve = approves
review-verdict-changes = asks for changes
review-verdict-take-back = took the approval back
problem-version-under-way = A version is under way already
problem-version-under-way-why = There is one draft or one version in review at a time. Go on with it, or throw the draft away first.
problem-version-none = There is nothing to review yet
problem-version-none-why = Reviewers read files: begin a version and add one.
problem-version-closed = This version is closed
problem-version-closed-why = Only a draft changes, and only a version in review is decided about. Open it again to see where it stands.
problem-reviewers-decide = The reviewers decide
problem-reviewers-decide-why = Reviewers are named for this deliverable, so nobody approves it by hand. Take them out first if that is not meant.
problem-own-work = This is your own work
problem-own-work-why = Whoever wrote a version or brought one of its files does not approve it. Somebody else has to.
problem-nothing-to-take-back = There is no approval of yours to take back
problem-nothing-to-take-back-why = It was taken back already, or the version was laid before its reviewers anew.
problem-approved-already = You have approved it already
problem-approved-already-why = One approval of each reviewer counts.
problem-bring-again = Please bring the file again
problem-bring-again-why = The same content was being removed at this moment. Brought once more, it is kept.
review-mail-version = Version { $number }, { $n ->
    [one] one file
   *[other] { $n } files
}
version-files = { $n ->
    [0] no files
    [one] one file
   *[other] { $n } files
}
review-people = { $n ->
    [0] nobody
    [one] one person
   *[other] { $n } people
}
review-remark = Add a remark
