# What went wrong, and what to do about it.

problem-home = To the first page
problem-back = Back to the form, as it stands now
problem-kept = What you typed
problem-kept-why = It was not saved. Copy from here what you still want.
problem-page-aside = How the interface is described
problem-not-found = Nothing here
problem-not-found-why = The address may be mistyped, or what was here has moved or is not open to you.
problem-forbidden = You may look, but not do this
problem-forbidden-why = Your role does not include it. An administrator or the programme’s coordinator can help.
problem-key-lacks = This key may not do this
problem-key-lacks-why = Your account may, but the key lacks the scope “{ $scope }”. Make a key with it on the page of your account.
problem-share-internal = No link leads to an internal deliverable
problem-share-internal-why = Internal deliverables reach only those who hold a role in the programme. Whoever may edit the deliverable (a coordinator, the city’s local coordinator or a principal investigator) can make it external, so that links can be made; or an administrator gives the person a role.
problem-wants-person = Somebody has to sign in for this
problem-wants-person-why = A key is not enough to make, unmake or shut out an administrator, to take a second factor away, to make another key, or to clear a sponsor’s name and logo: sign in and do it on the pages.
problem-no-such-method = This cannot be asked of this address
problem-no-such-method-why = It answers to { $allowed } only. Nothing was changed.
problem-sign-in = Sign in first
problem-sign-in-why = This needs an account, or a key in the header “Authorization: Bearer …”.
problem-bad-token = This key does not work
problem-bad-token-why = It was ended, it ran out, or it was copied incompletely. Make a new one under “Your account”.
problem-invalid = Some of it cannot be taken
problem-invalid-why = Each field below says why. Nothing was saved.
problem-invalid-why-asked = Each name below says why.
problem-stale = Somebody else was faster
problem-stale-why = It was changed after you opened it. Load it again, look at the newer version, and repeat your change.
problem-bad-if-match = If-Match holds no version
problem-bad-if-match-why = The header is malformed: send the ETag you last read, in its quotation marks, or *. Nothing was changed.
problem-no-if-match = Say which version you mean
problem-no-if-match-why = A change needs the header If-Match with the ETag you last read, so that nobody’s work is lost.
problem-key-reused = This key belongs to another request
problem-key-reused-why = The Idempotency-Key was sent before with other words, or with rights that have changed since. Take a new key for a new request.
problem-request-at-work = This request is already at work
problem-request-at-work-why = The first request with this Idempotency-Key has not been answered yet. Send it again in a moment.
problem-request-in-doubt = This request may have been done
problem-request-in-doubt-why = The first request with this Idempotency-Key failed half way or was cut off, and nobody knows whether it acted. Look whether it was done; if not, send it with a new key.
problem-forged = This form was not sent from our page
problem-forged-why = Nothing was changed. Load the page again and send the form once more.
problem-too-many = Too many requests
problem-too-many-why = Please wait { $minutes } min and try again. Nothing was lost.
problem-too-large = That is too large
problem-too-large-why = At most { $limit } are taken here. Shorten it, or send it in parts.
problem-unreadable = This cannot be read
problem-unreadable-why = What was sent is incomplete or in another form than expected. Nothing was changed; look at it and send it again.
problem-bad-json = This is not JSON
problem-bad-json-why = It stops making sense at line { $line }, column { $column }. Nothing was changed.
problem-not-json = This is not sent as JSON
problem-not-json-why = Send the body with the header “Content-Type: application/json”. Nothing was changed.
problem-too-slow = It took too long to arrive
problem-too-slow-why = What you sent stopped on its way. Look at your connection and send it again.
problem-broken-off = The connection broke off
problem-broken-off-why = Not everything arrived. Nothing was changed; please send it again.
problem-unsupported-media = This kind of content is not taken here
problem-unsupported-media-why = Look at the description of the interface for the kinds that are.
problem-busy = Busy just now
problem-busy-why = The database is not answering in time. Nothing was lost; please try again in a minute.
problem-internal = That was our fault
problem-internal-why = Something failed that should not. It has been written down with the number below. Nothing you typed was half saved.
problem-duplicate = It exists already
problem-duplicate-why = Something with the same name or address is there already. Open that one, or name this one otherwise.
problem-dead-link = This link is no longer good
problem-dead-link-why = It was used before or has run out. Ask for a new one.
problem-already-set-up = This installation is set up already
problem-already-set-up-why = Sign in, or ask an administrator for an account.
problem-last-administrator = This is the last administrator
problem-last-administrator-why = Make somebody else an administrator first, so that the installation can still be run.
problem-gate-closed = This event cannot be confirmed yet
problem-gate-closed-why = Its gate waits for what is listed in “missing”. Give it, or confirm with a reason if you may.
problem-gate-no-owner = Nobody to remind
problem-gate-no-owner-why = Nobody answers for it yet. Name an owner first.
problem-gate-own = Nobody else to remind
problem-gate-own-why = Nobody but you answers for it, and nobody is reminded by themselves.
problem-gate-no-address = No address to write to
problem-gate-no-address-why = Whoever answers for it has no address that takes mail, or asked not to be written to. Please telephone.
problem-gate-met = It is in place by now
problem-gate-met-why = What you wanted to remind of is not missing any more. Load the page again.
problem-programme-closed = This programme is closed
problem-programme-closed-why = Nothing in it can be changed until it is opened again, so what you sent is not saved.
problem-programme-closed-why-asked = It can be read, but nothing in it can be changed until it is opened again.
invalid-required = Please fill this in.
invalid-given-twice = This came more than once. Please give it once.
invalid-too-long = At most { $limit } characters.
invalid-too-long-by = { $length } characters; at most { $limit } are taken.
invalid-lines-differ = Lines found: { $found }; wanted: { $wanted }, one for each choice.
invalid-choice-moved = A line has the words that another choice had. Answers given to the one would read as answers to the other: keep each choice on its line.
invalid-meaning-unsaid = Answers were given to the former words. Confirm that the new ones mean the same: the answers then count for them. For another meaning, add a new question.
invalid-before-event-ends = The event lasts until { $when }. Choose a later moment: this questionnaire asks about it afterwards.
invalid-too-short = At least { $limit } characters.
invalid-out-of-range = { $how ->
    [one] Only { $max } is possible here.
   *[several] A number from { $min } to { $max }.
 }
invalid-not-a-cursor = Not what `next` of the page before said; left out, it begins at the beginning.
invalid-not-a-number = A number, please.
invalid-email-too-long = The address is too long: at most 254 characters, 64 of them before the @.
invalid-email-no-at = An address has one @ with something on both sides.
invalid-email-character = There is a space, a bracket or another character that no address has.
invalid-email-domain = What follows the @ is not a domain.
invalid-email-dots = There is a dot too many before the @.
invalid-bad-date = A date such as 2016-05-24.
invalid-bad-clock = An hour such as 09:00.
invalid-bad-time = A date and time such as 2016-05-24 09:00.
invalid-skipped-hour = The clocks jump over this hour here on that day. Choose one before or after.
invalid-wants-administrator = Only an administrator may lift this rule.
invalid-unable = Only a member whose role lets them do this work here can answer for it. Choose somebody from the list.
invalid-unknown-zone =
    { $hint ->
        [near] There is no time zone of this name. Did you mean { $zones }?
       *[none] A zone such as Asia/Shanghai or Europe/Brussels.
    }
invalid-own-deputy = This person is the owner already. Choose somebody else, or nobody.
invalid-ends-before-start = It must end after it begins.
invalid-after-start = This must be before the event begins.
invalid-outside-event = Our part must lie within the event.
invalid-not-one-of = One of: { $allowed }.
invalid-taken = This is taken already. Choose another.
invalid-no-such = { $quoted ->
    [yes] There is nothing named “{ $name }”. Check the name.
   *[no] There is nothing of this name. Check it.
 }
invalid-several-called = Several are called “{ $name }”. Write which is meant: { $allowed }.
invalid-not-among = “{ $name }” is none of these: { $allowed }.
invalid-past = This moment has passed. Choose a later one, or leave it empty.
invalid-past-day = This day has passed. Choose today or a later day.
invalid-too-far = This is too far ahead: a year at most, so { $last } at the latest.
invalid-not-yet = This day has not come yet: { $last } at the latest.
invalid-too-many-words = { $length } words; at most { $limit } are taken.
invalid-too-many-characters = { $length } characters; at most { $limit } are taken.
invalid-before-offer = It was offered on { $day }, and cannot have been passed on before.
invalid-not-theirs = This person does not belong to the organisation. Choose one of its people.
invalid-far-away = A day from { $first } to { $last }, thirty years around today. Is the year right?
invalid-fixed = This stays what it was made with.
invalid-past-for-guests = This moment has passed, and guests would be told of it. Choose a later one.
invalid-past-unmeant = The date has passed. Choose a later one, or confirm that the event took place then.
invalid-answers-over = Answers count until { $when } ({ $offset }): whoever reads the mail could not answer any more. Set a later deadline on the event first.
invalid-unknown-placeholder = No such placeholder: { $pairs }. After each arrow stands the nearest there is.
invalid-greets-twice = { "{" }salutation{ "}" } is a whole greeting, such as “Dear Professor Wang,”. Leave out the “{ $word }” before it.
invalid-unknown-name =
    { $hint ->
        [near] This is not known here. Did you mean “{ $nearest }”?
        [list] This is not known here. Known are: { $known }.
       *[none] This is not known here.
    }
invalid-wrong-kind =
    { $wanted ->
        [text] A text in quotation marks.
        [number] A number.
        [boolean] Either true or false.
        [list] A list in square brackets.
        [object] An object in braces.
       *[other] This has another form than expected.
    }
invalid-unbalanced-brace = A brace is opened or closed without its counterpart.
invalid-missing-language = The text in this language is missing: { $language }.
invalid-weak-password = This is guessed quickly. Make it longer or less usual.
invalid-same-password = This is your present password. Choose another.
invalid-wrong-password = This is not your present password.
invalid-control-character = There is an invisible character in it. Please type it again.
invalid-line-break = There is a line break in it. Write it on one line or, if two are meant, give each an entry of its own.
invalid-bad-phone = A telephone number, please: digits with spaces and + ( ) - . / between them, and perhaps an extension (ext. 12); at least 3 digits, 40 characters at most.
invalid-bad-url = An address that begins with https:// or http://.
invalid-below-accepted = { $how ->
    [one] One guest has accepted already. The event needs at least one place.
   *[several] { $accepted } guests have accepted already. The event needs at least as many places.
 }
invalid-circle = It would wait for itself: { $way }. Take one of these conditions out.
invalid-too-deep = Groups may stand in one another { $limit } deep, not deeper. Join some of them into one.
invalid-too-many = At most { $limit }.
problem-storage-full = There is no room left for files
problem-storage-full-why = Nothing of this upload was kept, and everything else goes on. Whoever runs the installation has to make room.
problem-database-full = There is no room left to save
problem-database-full-why = Nothing was saved. Whoever runs the installation has to make room on its disk; then it can be sent once more.
problem-store-away = Files cannot be reached just now
problem-store-away-why = Nothing of this upload was kept. Please try again in a few minutes; if it goes on, tell whoever runs the installation.
problem-store-away-why-asked = The file cannot be fetched just now. Please try again in a few minutes; if it goes on, tell whoever runs the installation.
invalid-file-name-path = “{ $name }”: a name without slashes and without “..”, please.
invalid-file-name-unseen = “{ $name }”: there are invisible marks in the name that turn what stands beside them. Please type the name again.
invalid-file-name-control = “{ $name }”: there is a control character in the name. Please type the name again.
invalid-file-name-long = “{ $name }…”: the name has more than { $limit } bytes. Please shorten it.
invalid-file-name-empty = The file “{ $name }” has no name. Please give it one.
invalid-file-no-ending = “{ $name }” has no ending. It is a { $found } file: please name it so.
invalid-file-empty = “{ $name }” is empty. Please send it with its content.
invalid-file-no-entries = “{ $name }” has nothing in it but folders or empty files.
invalid-file-no-pages = “{ $name }” has no page.
invalid-file-no-sheets = “{ $name }” has no sheet.
invalid-file-no-slides = “{ $name }” has no slide.
invalid-file-no-lines = “{ $name }” has no line with words.
invalid-file-no-pixels = “{ $name }” has no width or no height.
invalid-file-large = “{ $name }” is too large: at most { $limit } MB. Please make it smaller or divide it.
invalid-file-forbidden = “{ $name }” is a program, a script or a page ({ $what }). Such files are not taken.
invalid-file-unknown = “{ $name }” is none of the kinds that are taken: PDF, Office, OpenDocument, images, SVG, CSV, text, ZIP.
invalid-file-lying = “{ $name }” is called “{ $ending }”, but its content is { $found }. Please send the right file, or name it as what it is.
invalid-file-cut-off = “{ $name }” ({ $found }) is damaged or ends before its end. Please send it again.
invalid-file-encrypted = “{ $name }” is encrypted or packed in a way that cannot be looked into. Please send it open.
invalid-file-macros = “{ $name }” holds macros. Please save it without them.
invalid-file-bomb = “{ $name }” would unpack to many times its size. Such files are not taken.
invalid-file-entries = “{ $name }” holds more than { $limit } files. Please pack them in several archives.
invalid-file-entry-path = “{ $name }” holds “{ $entry }”, which would be unpacked outside its folder. Please pack the folder again.
invalid-file-entry-link = “{ $name }” holds “{ $entry }”, a link to another place. Please pack the file itself.
invalid-file-nested = “{ $name }” holds another archive, “{ $entry }”. Please pack its files directly.
invalid-file-entry = “{ $name }” holds “{ $entry }”: programs, scripts, pages, shortcuts and documents with macros are not taken.
invalid-file-entry-active = “{ $name }” holds “{ $entry }”, which has macros or scripts, loads something from elsewhere, or cannot be looked into. Please pack a plain copy of it.
invalid-file-entry-double = “{ $name }” holds “{ $entry }” twice: on many systems, names that differ in capitals or in the way accents are written are one file. Please rename one of them.
invalid-file-behind = “{ $name }” continues past the end of its archive (in bytes: { $bytes }). Please pack it again.
invalid-file-pixels = “{ $name }” measures { $width } × { $height } pixels. At most { $limit } million are taken.
invalid-file-active-pdf = “{ $name }” acts when it is opened ({ $found }). PDFs with scripts, with commands that start programs, or with attached programs and archives are not taken. Please make a plain copy of it, for instance by printing it to a PDF.
invalid-file-active = “{ $name }” is a drawing that can act: it has scripts, listens to the mouse, moves what it draws again, or holds another page. Please export it as a plain drawing.
invalid-file-outside = “{ $name }” is a drawing that loads something from elsewhere: “{ $reference }”. Please embed it in the drawing, or take it out.
invalid-file-entities = “{ $name }” is a drawing whose head declares entities or attributes of its own. Please export it again as plain SVG.
invalid-file-deep = “{ $name }” is a drawing with elements in one another more than { $limit } deep. Please simplify it.
invalid-file-growing = “{ $name }” is a drawing that repeats its parts more than { $limit } times over; a browser would stand still. Please simplify it, or send a picture.
invalid-file-circular = “{ $name }” is a drawing that shows one of its parts within itself, without end. Please export it again.
invalid-file-sizeless = “{ $name }” is a drawing without a size: width, height or viewBox is nought or missing, so nothing would be seen. Please export it with its size.
invalid-file-many = “{ $name }” is one too many: a version has at most { $limit } files.
invalid-file-same = “{ $name }” is there already in this language. Remove it first, or name this one otherwise.
invalid-file-second = “{ $name }” is a second file, and one is taken here. Please send each by itself.
invalid-too-few-reviewers = Too many: of those named, { $able } can approve. Whoever wrote the open version does not, nor whoever may not review any more.
