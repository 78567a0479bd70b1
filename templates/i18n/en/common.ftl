# What every page shares: frame, pieces, verbs, past times.

product-name = Convoke
skip-to-content = Skip to content
main-navigation = Main
nav-programme = Programme
nav-events = Events
nav-deliverables = Deliverables
nav-people = People
nav-organisations = Organisations
nav-mail = Mail
nav-accounts = Accounts
nav-settings = Settings
nav-more = More
choose-programme = Change programme
your-account = Your account
sign-out = Sign out
choose-language = Language
choose-theme = Appearance
theme-auto = As the system
theme-light = Light
theme-dark = Dark
page-where = Where you are
page-request = Request { $id }

ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
 }
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
 }
ago-yesterday = yesterday
ago-days = { $n } days ago
ago-weeks = { $n } weeks ago
ago-months = { $n } months ago
ago-years = { $n } years ago
due-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
 }
due-today = today
due-tomorrow = tomorrow

person-role-at = { $role }, { $house }
form-optional = optional
form-tick = Please tick this box.
form-choose = Choose from: { $choices }.
form-problems = { $n ->
    [one] One thing to put right
   *[other] { $n } things to put right
 }
form-untranslated = No { $language } yet
form-languages = Languages
language-en = English
language-fr = French
language-zh = Chinese

list-next = Next page
list-first = First page
list-shown = { $n ->
    [one] 1 shown
   *[other] { $n } shown
 }
list-search = Search
list-filter = Filter
list-reset = Show all
list-select-row = Select { $name }
list-select-page = Select all on this page
list-select-all = { $n ->
    [one] Select the one that matches
   *[other] Select all { $n } that match
 }
list-selected = { $n ->
    [0] Nothing selected
    [one] 1 selected
   *[other] { $n } selected
 }
list-sort-by = Sort by { $column }

clock-next-day = on { $day }
clock-moment = { $when } { $place } time ({ $offset })
undo-until = Can be called back until { $time }.
undo-act = Call back
confirm-back = Go back
history-by = by { $name }
history-before = before
history-after = after
progress-of = { $done } of { $total }
progress-stop = Stop

preview-phone = Phone
preview-desk = Desk
preview-dark = Dark
preview-text = Text
preview-source = Source
preview-frame = The mail as its reader sees it

keys-title = Keyboard shortcuts
keys-search = search
keys-go = go to { $place }
keys-help = this list
keys-close = Close

# Verbs and words that any page may take.
act-save = Save
act-cancel = Cancel
act-edit = Edit
act-delete = Delete
act-remove = Remove
act-add = Add
act-search = Search
act-filter = Filter
act-show = Show
act-open = Open
act-close = Close
act-back = Back
act-continue = Continue
act-send = Send
act-retry = Try again
act-stop = Stop
act-download = Download
act-upload = Upload a file
act-export = Export
act-import = Import
act-preview = Preview
act-copy = Copy
act-clone = Clone
act-asks = { $act }…
act-sign-in = Sign in
word-yes = Yes
word-no = No
word-none = None
word-all = All
word-all-feminine = All
word-any = Any
word-and = and
word-or = or
word-name = Name
word-title = Title
word-description = Description
word-date = Date
word-time = Time
word-place = Place
word-city = City
word-state = State
word-language = Language
word-email = Mail address
word-phone = Phone
word-note = Note
word-notes = Notes
word-owner = Owner
word-due = Due
word-kind = Kind
word-role = Role
word-group = Group
word-groups = Groups
word-tags = Tags
word-history = History
word-number = Number
word-people = People
word-today = Today
word-unknown = Unknown
word-not-set = not set
word-said = { $word }: { $said }
history-field-in = { $field } ({ $language })

# Two people changed the same thing.
late-title = Something has changed
late-lead = Somebody else has changed this since you opened the page. Nothing has been done yet: see what is different now, then go on or leave it.
late-own-lead = You have changed this yourself, in another window, since this page was opened. Nothing has been done yet: see what is different now, then go on or leave it.
late-over-lead = This has changed since you opened the page, and what you wanted to do is no longer possible. Nothing was done.
late-look-lead = This has changed since you opened the page. Nothing was done: look at it as it is now, then decide.
late-look = Look at it now
late-changes = Changed since
late-kept = What you wrote
late-go = Go on anyway
merge-title = Two versions
merge-lead = Somebody else saved changes while you were editing. Nothing of either is lost: choose for each difference below, then save once.
merge-by = Last saved by { $name }, { $ago }.
merge-by-both = Changed by both of you
merge-by-them = Changed only by the other, and taken over unless you choose otherwise
merge-by-you = Changed only by you, and kept unless you choose otherwise
merge-own-lead = You saved changes yourself, in another window, while this form was open. Nothing of either is lost: choose for each difference below, then save once.
merge-own-by = Last saved by you, { $name }, { $ago }.
merge-own-both = Changed in both windows
merge-own-them = Changed only in the other window, and taken over unless you choose otherwise
merge-own-you = Changed only here, and kept unless you choose otherwise
merge-own-mine = From this window
merge-own-theirs = Saved from the other window
merge-own-undecided = You changed this in both windows. Choose one, or write it together.
merge-own-unchosen = You changed this in both windows. Choose one.
merge-before = Before:
merge-mine = Yours
merge-theirs = Theirs now
merge-hand = Written together here
merge-blank = nothing
merge-undecided = Both of you changed this. Choose one, or write it together.
merge-unchosen = Both of you changed this. Choose one.
merge-written = You wrote a text of your own here. Choose it, or one of the two versions.
merge-after = What is not listed here is the same on both sides.
merge-save = Save what is chosen
note-merged-alike = Somebody else had saved the same. There was nothing more to do.
note-merged-alike-own = You had saved the same yourself, in another window. There was nothing more to do.
