# What participants are asked before an event and after it: the desk, the sheet, the mails.

consultations-title = Stakeholder input
consultations-lead = Ask those who come for their views: once before the event, once after it. Each gets a link of their own; no account is needed.
consultations-phase-before = Before the event
consultations-phase-after = After the event
consultations-phase-before-why = What participants expect, know and wish for before they meet.
consultations-phase-after-why = What they take away, and what they think now.
consultations-sheet-before = Your views before the event
consultations-sheet-after = Your views after the event
consultations-standing-draft = Draft
consultations-standing-ahead = Opens later
consultations-standing-open = Open
consultations-standing-over = Closed
consultations-create = Make a questionnaire
consultations-none-yet = There is no questionnaire yet.
consultations-open-page = Open
consultations-to-all = See the questionnaires
consultations-count-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }
consultations-count-asked = { $n ->
    [one] { $n } asked
   *[other] { $n } asked
 }
consultations-count-sent = { $n ->
    [one] { $n } answered
   *[other] { $n } answered
 }
consultations-window = { $opens } – { $closes }
consultations-until = Open until { $when }
consultations-opens = Opens on { $when }
consultations-opens-help = On the venue’s clock. Empty: as soon as you open it.
consultations-closes-help = On the venue’s clock. Answers can be given and changed until then.
consultations-intro-help = Said above the questions: why you ask, and what becomes of the answers. In all languages, or in none.
consultations-questions = Questions
consultations-question = Question
consultations-settings = Times and introduction
consultations-add = Add a question
consultations-kind-text = Free text
consultations-kind-scale = Scale
consultations-kind-single = One choice
consultations-kind-multiple = Several choices
consultations-new-text = New question: free text
consultations-new-scale = New question: scale
consultations-new-single = New question: one choice
consultations-new-multiple = New question: several choices
consultations-question-edit = Change the question
consultations-question-remove = Remove the question?
consultations-question-remove-why = { $n ->
    [0] Nobody has answered it.
    [one] One person has answered it. The answer is kept, but counts nowhere and is shown nowhere any more.
   *[other] { $n } people have answered it. Their answers are kept, but count nowhere and are shown nowhere any more.
 }
consultations-question-remove-act = Remove it
consultations-answered-fixed = { $n ->
    [one] One person has answered this question. You may correct its words; its kind, its range and the number of its choices stay. The earlier words are kept.
   *[other] { $n } people have answered this question. You may correct its words; its kind, its range and the number of its choices stay. The earlier words are kept.
 }
consultations-earlier-words = Earlier words
consultations-earlier-until = Until { $when }
consultations-earlier = { $n ->
    [one] One answer was given to earlier words of this question.
   *[other] { $n } answers were given to earlier words of this question.
 }
consultations-earlier-wording = earlier words
consultations-limit = Characters at most
consultations-text-limit = { $n ->
    [one] At most one character
   *[other] At most { $n } characters
 }
consultations-least = Lowest step
consultations-most = Highest step
consultations-low = What the lowest step means
consultations-high = What the highest step means
consultations-scale-ends = { $least } ({ $low }) to { $most } ({ $high })
consultations-opinion = No opinion
consultations-opinion-offered = May be chosen
consultations-opinion-asked = Is not offered
consultations-choices = Choices
consultations-choices-help = One a line, in the same order in every language.
consultations-same = The new words mean what the former ones meant
consultations-same-help = Wanted where you change choices or the ends of a scale: answers already given then count for the new words.
consultations-need-required = Required
consultations-need-optional = Optional
consultations-up = Move up: { $question }
consultations-down = Move down: { $question }
consultations-revised = words corrected
consultations-copy-before = { $n ->
    [one] Take over one question of the questionnaire after the event
   *[other] Take over { $n } questions of the questionnaire after the event
 }
consultations-copy-after = { $n ->
    [one] Take over one question of the questionnaire before the event
   *[other] Take over { $n } questions of the questionnaire before the event
 }
consultations-copy-why = Questions asked in both can be compared.
consultations-no-questions = No questions yet
consultations-no-questions-why = Begin with a few: a scale for what can be compared, free text for what nobody thought of. Each is written in all languages.
consultations-lacks = Before it can be opened:
consultations-lacks-questions = at least one question
consultations-lacks-end = a time at which it closes
consultations-lacks-future = a time of closing that is still to come
consultations-lacks-date = a date of the event, which it asks about
consultations-lacks-held = the end of the event, or a time of opening after it
consultations-lacks-after = a time of closing after the event
consultations-do-open = Open the questionnaire
consultations-do-reopen = Open it again
consultations-do-close = Close it now
consultations-do-preview = See it as participants do
consultations-preview = This is how participants will see it. Nothing you fill in here is kept.
consultations-so-far = So far
consultations-asked = Asked
consultations-answered = Answered
consultations-parts = Begun
consultations-parts-why = Saved and not sent: nobody reads these, and they count nowhere.
consultations-turn-ask = Ask by mail
consultations-turn-remind = Remind
consultations-check-ask = { $n ->
    [0] Nobody would get a mail
    [one] One person will get a mail
   *[other] { $n } people will get a mail
 }
consultations-check-remind = { $n ->
    [0] Nobody would be reminded
    [one] One person will be reminded
   *[other] { $n } people will be reminded
 }
consultations-act-ask = { $n ->
    [one] Send one mail
   *[other] Send { $n } mails
 }
consultations-act-remind = { $n ->
    [one] Send one reminder
   *[other] Send { $n } reminders
 }
consultations-ask-why = Those who accepted, each in their language with a link of their own. For five minutes the mails can be called back.
consultations-ask-draft = Open the questionnaire first: the link would lead nowhere.
consultations-ask-over = The questionnaire is closed; nobody could answer any more.
consultations-ask-off = The event is cancelled or postponed; nobody is asked about it for now.
consultations-left-out = Who gets no mail, and why
consultations-excluded-do-not-contact = Asked us not to write
consultations-excluded-already-asked = Asked already
consultations-excluded-not-asked = Not asked yet
consultations-excluded-already-reminded = Reminded already; nobody is reminded twice
consultations-excluded-answered = Has answered
consultations-excluded-no-address = No address
consultations-excluded-address-refused = The address was refused
consultations-excluded-suppressed = The address is not to be written to
consultations-leaving-ask = { $n ->
    [one] One mail leaves soon.
   *[other] { $n } mails leave soon.
 }
consultations-leaving-remind = { $n ->
    [one] One reminder leaves soon.
   *[other] { $n } reminders leave soon.
 }
consultations-figures = Figures
consultations-by-question = By question
consultations-by-person = By person
consultations-sorting = Sorting
consultations-themes = Themes
consultations-passages-sorted = passages sorted
consultations-get-report = Material for the report (Markdown)
consultations-get-answers = All answers ({ $as })
consultations-get-figures = Figures ({ $as })
consultations-small-groups = Groups of fewer than three people are not shown apart, and are put together with others where their numbers could be told by subtracting: so nobody is known by their answer. Whoever belongs to several groups counts with the first.
consultations-few = Fewer than three people have answered: no figures yet, so that nobody is known by their answer.
consultations-nothing-yet = Nothing has come in yet
consultations-nothing-yet-why = Answers appear here as soon as somebody has sent theirs.
consultations-both = Before and after
consultations-both-why = The same questions, asked in both questionnaires.
consultations-chart-mean = Each bar is a group; at its end stands the mean.
consultations-chart-people = Each bar is a group and shows shares of what was chosen; at its end stands how many answered.
consultations-as-table = As a table
consultations-group = Stakeholder group
consultations-no-group = No group
consultations-rest = Smaller groups together
consultations-mean = Mean
consultations-counted = Answer
consultations-number = Number
consultations-answers = { $n ->
    [one] One answer
   *[other] { $n } answers
 }
consultations-nobody-said = Nobody has answered this question yet.
consultations-no-answer = No answer
consultations-nobody-asked = Nobody has been asked yet
consultations-nobody-asked-why = Once mails have left, everybody who was asked is listed here, with how far they have got.
consultations-person-sent = Answered
consultations-person-saved = Begun
consultations-person-reminded = Reminded
consultations-person-asked = Asked
consultations-person-not-asked = Not asked
consultations-read = Read
consultations-sent-at = Sent at
consultations-sent-ago = Sent { $ago }
consultations-quoting = Quoting
consultations-quoting-named = may be quoted by name
consultations-quoting-unnamed = may be quoted without name
consultations-quoting-never = not to be quoted
consultations-quoting-unsaid = has not said: not to be quoted
consultations-all-questions = All questions
consultations-show = Show
consultations-show-all = All passages
consultations-show-unsorted = Not sorted yet
consultations-none-such = No passages like this.
consultations-no-passages = No free text yet
consultations-no-passages-why = What participants write falls into passages at each blank line. Here you sort them into themes.
consultations-no-themes = There are no themes yet.
consultations-sort-into = Put what is ticked into:
consultations-set-aside = No theme
consultations-aside = no theme
consultations-take-out = Take out of
consultations-choose-passages = Tick at least one passage first.
consultations-did-add = { $n ->
    [one] One passage is now in “{ $theme }”.
   *[other] { $n } passages are now in “{ $theme }”.
 }
consultations-did-take = { $n ->
    [one] One passage is no longer in “{ $theme }”.
   *[other] { $n } passages are no longer in “{ $theme }”.
 }
consultations-did-aside = { $n ->
    [one] One passage is looked at, and of no theme.
   *[other] { $n } passages are looked at, and of no theme.
 }
consultations-did-back = { $n ->
    [one] One passage is to be sorted again.
   *[other] { $n } passages are to be sorted again.
 }
consultations-undo = Undo
consultations-unsorted = Not sorted yet
consultations-themes-lead = A passage may be in several themes. Those of the whole programme can be used at each of its events.
consultations-theme-new = New theme
consultations-theme-add = Add the theme
consultations-theme-edit = Change the theme
consultations-theme-name = Name
consultations-theme-remove = Remove the theme?
consultations-theme-remove-why = Passages that are in no other theme will have to be sorted again. The passages themselves stay.
consultations-theme-remove-act = Remove it
consultations-reach = For
consultations-reach-event = this event
consultations-reach-programme = the whole programme
consultations-a-participant = a participant
consultations-of-place = { $group }, { $place }
consultations-not-quoted = { $n ->
    [one] One more passage: not to be quoted, only to be told in other words.
   *[other] { $n } more passages: not to be quoted, only to be told in other words.
 }
consultations-used-title = What becomes of your answers
consultations-used = The people who prepare the event and its report read your answers with your name. In figures you are counted with your group, and groups of fewer than three people are never shown apart.
consultations-no-opinion = No opinion
consultations-several = You may choose several.
consultations-required = Please answer this question.
consultations-quote-ask = May we quote what you wrote?
consultations-quote-why = If you choose nothing, we do not quote you. You can change this at any time, by the same link.
consultations-quote-named = Yes, with my name
consultations-quote-unnamed = Yes, without my name: only my group and the city of the event
consultations-quote-never = No, please do not quote me
consultations-quote-save = Save this wish
consultations-quote-noted = Your wish on quoting is noted: “{ $wish }”.
consultations-send = Send my answers
consultations-send-again = Send the changes
consultations-save = Save and go on later
consultations-save-why = What you save is read by nobody until you send it.
consultations-sent = Thank you. Your answers reached us on { $when }.
consultations-saved = Saved on { $when }, and not sent yet.
consultations-change-until = You can change them until { $when }.
consultations-closed = The time for answers has passed.
consultations-gone = You are no longer expected at this event, so your answers stay as they are. Whether we may quote them you can still change.
consultations-not-yet = Answers cannot be given yet.
consultations-late = Your answers just now were not taken: the questionnaire is closed. Please copy them and send them to the person named below.
consultations-ask-us = Questions? Please ask whoever invited you.
consultations-questions-to = Questions? Please ask
consultations-mail-subject-before = Your views before “{ $event }”
consultations-mail-subject-after = Your views after “{ $event }”
consultations-mail-subject-remind = A reminder: your views on “{ $event }”
consultations-mail-ask-before = Before we meet at “{ $event }”, we would like to know what you expect and what you wish for. It takes a few minutes, on a telephone too.
consultations-mail-ask-after = Thank you for having been part of “{ $event }”. We would like to know what you think now. It takes a few minutes, on a telephone too.
consultations-mail-remind-before = Your views before “{ $event }” would help us still. If you have a few minutes, here is your link once more; we will not remind you again.
consultations-mail-remind-after = Your views after “{ $event }” would help us still. If you have a few minutes, here is your link once more; we will not remind you again.
consultations-mail-here = Your own link:
consultations-mail-verb = Give your views
consultations-mail-until = You can answer, and change your answers, until { $when }.
consultations-mail-used = The link is yours alone; please do not pass it on. Nobody quotes you unless you say so there.
consultations-mail-why = You receive this message because you accepted the invitation to this event.
event-did-consultation-created = A questionnaire was made
event-did-consultation-edited = The questionnaire was changed
event-did-consultation-opened = The questionnaire was opened
event-did-consultation-reopened = The questionnaire was opened again
event-did-consultation-closed = The questionnaire was closed
event-did-consultation-copied = Questions were taken over
event-did-consultation-question-added = A question was added
event-did-consultation-question-edited = A question was changed
event-did-consultation-question-moved = A question changed places
event-did-consultation-question-removed = A question was taken out
event-did-consultation-asked = Participants were asked for their views
event-did-consultation-reminded = Participants were reminded to give their views
event-did-consultation-called-back = Mails asking for views were called back
event-did-consultation-reminder-called-back = Reminders were called back
event-did-consultation-theme-added = A theme was added
event-did-consultation-theme-edited = A theme was changed
event-did-consultation-theme-removed = A theme was removed
event-field-phase = Questionnaire
event-field-opens = Opens
event-field-closes = Closes
event-field-intro = Introduction
event-field-wording = Question
event-field-need = Answer
event-field-answers = Answers
event-field-questions = Questions
event-field-people = People
event-field-name = Name
history-seat-gave-input = Gave their views
history-seat-changed-input = Changed their views
history-seat-quoting-set = Said whether they may be quoted
history-field-phase = Questionnaire
history-field-answers = Answers
history-field-quoting = Quoting
outbox-kind-consultation-ask = Asked for views
outbox-kind-consultation-reminder = Reminder to give views
note-consultation-recalled = The mails were called back.
note-consultation-recalled-many = { $n ->
    [one] One mail was called back.
   *[other] { $n } mails were called back.
 }
note-consultation-undone = That was undone.
problem-consultation-there = There is a questionnaire already
problem-consultation-there-why = An event has one questionnaire before it and one after it. Open the one that is there.
problem-consultation-incomplete = The questionnaire is not complete
problem-consultation-incomplete-why = It wants at least one question and a time at which it closes.
problem-consultation-time-passed = Its time has passed
problem-consultation-time-passed-why = Set a time of closing that is still to come, then open it.
problem-consultation-not-held = The event is still to come
problem-consultation-not-held-why = This questionnaire asks about the event: it opens and closes after it. Set a time of opening and one of closing after its end, or wait until it is over.
problem-consultation-not-open = The questionnaire is not open
problem-consultation-not-open-why = Open it first; answers and mails wait for that.
problem-consultation-over = The questionnaire is closed
problem-consultation-over-why = It takes no more answers. Whoever coordinates the event can open it again.
problem-consultation-nobody = Nobody would get a mail
problem-consultation-nobody-why = Everybody who accepted is left out for a reason; the page before sending names them.
problem-consultation-event-off = The event does not take place for now
problem-consultation-event-off-why = It is cancelled or postponed. Participants can be asked once it has a date again.
problem-consultation-mail-left = The mails have left
problem-consultation-mail-left-why = They can be called back for five minutes, and only while none has left.
