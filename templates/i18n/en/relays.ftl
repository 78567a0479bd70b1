# Relays: organisations that pass results on, what they are offered, and what they tell.

relays-title = Relays
relays-short = Chambers and consulates pass it on to their members, and say how many got it.
relays-lead = What chambers, embassies and consulates pass on to their members, and how many they say got it.
relays-board = Overview
relays-channels = Channels
relays-csv = Download as CSV
relays-none = Nothing is passed on yet
relays-none-why = It takes a channel, which is an organisation that passes things on, and a package: short texts and the file of an external deliverable.
relays-results = Deliverables
relays-result = Deliverable
relays-house = Organisation
relays-country = Country
relays-language = Language
relays-offered-on = Offered on
relays-embargo = Embargo
relays-members = Members reached
relays-forwarded-on = Date passed on
relays-source = Told by
relays-not-offered = not offered
relays-reached = members: { $members }
relays-reach = Reach
relays-total = { $n ->
    [one] Members reached: { $members }, by one report.
   *[other] Members reached: { $members }, by { $n } reports.
 }
relays-reach-none = No organisation has told yet how many members got it.
relays-declared = Declared by the organisations; a member of two of them counts twice.
relays-declared-why = How many members got it is what each organisation declares. Openings of the page and downloads are counted by link, not by person.
relays-by-languages = By language
relays-by-countries = By country
relays-reports = { $n ->
    [one] { $n } report
   *[other] { $n } reports
 }
relays-channels-lead = Organisations that pass results on, each through one officer, in the officer’s language.
relays-channels-none = No channels yet
relays-channels-none-why = A channel is a chamber, an embassy or a consulate that passes results on to its members.
relays-channel-new = Add a channel
relays-channel-edit = Change the channel
relays-channel-retired = no longer asked
relays-channel-retire = Ask no more
relays-channel-retire-of = Ask no more: { $house }
relays-channel-back = Ask again
relays-channel-back-of = Ask again: { $house }
relays-channel-remove = Remove
relays-channel-remove-of = Remove: { $house }
relays-channel-members = Members it reaches
relays-channel-members-help = As the organisation says; empty while that is not known.
relays-channel-note = Note
relays-channel-offered = Offered
relays-officer = Officer
relays-officer-help = The person we write to, in the language of their entry. If you choose another officer, the links of the previous one stop working; send the new officer a link from each relay.
relays-officer-choose = Choose somebody
relays-officer-nobody = Nobody of this organisation is among the people yet. Add the officer there first, with it as their organisation.
relays-choose-lead = Chambers, embassies and consulates; search for any other organisation.
relays-choose-search = Search organisations
relays-choose-none = No organisation found
relays-choose-none-why = Add it to the organisations first.
relays-choose-already = is a channel already
relays-of-result = What is passed on
relays-offer = Offer it to channels
relays-offer-act = Send the mails
relays-offer-n = { $n ->
    [one] One mail can leave
   *[other] { $n } mails can leave
 }
relays-offer-to = Who gets a mail
relays-offer-everybody = Every channel has been offered it
relays-offer-no-one = There is nobody to offer it to now
relays-left-out = Left out
relays-by-language = { $language }: { $n }
relays-why-offered = was offered it already
relays-why-retired = is no longer asked
relays-why-do-not-contact = the officer asked not to be written to
relays-why-no-address = the officer has no address
relays-why-address-refused = the officer’s address was refused
relays-why-suppressed = we never write to this address
relays-why-no-text = there are no texts in the officer’s language
relays-why-waits = the offer has not left yet, and will say so itself
relays-why-knows = was told so already
relays-why-rests = is told once the deliverable is approved again
relays-waits = It is not approved now, so it can be offered to nobody. Links that went out say that it is being revised; offers that had not left leave once it is approved again.
relays-withdrawn = It was withdrawn or replaced. Links that went out say so.
relays-told-stop = { $n ->
    [one] One officer who was offered it and has not passed it on is asked by mail not to, five minutes from then.
   *[other] { $n } officers who were offered it and have not passed it on are asked by mail not to, five minutes from then.
 }
relays-told-go = { $n ->
    [one] One officer who was asked not to pass it on is told by mail that it is approved again, five minutes from then.
   *[other] { $n } officers who were asked not to pass it on are told by mail that it is approved again, five minutes from then.
 }
relays-internal = It is internal. Nothing of it is passed on, and links that went out open nothing.
relays-rest-with = { $n ->
    [one] Turned internal, the link of the one channel that was offered it rests: it opens nothing until the deliverable is external again.
   *[other] Turned internal, the links of the { $n } channels that were offered it rest: they open nothing until the deliverable is external again.
 }
relays-works-with = { $n ->
    [one] Turned external, the link of the one channel that was offered it works again.
   *[other] Turned external, the links of the { $n } channels that were offered it work again.
 }
relays-package-none = Nothing is written to be passed on
relays-package-none-why = A package is a short and a longer text in each language, with an embargo if there is one. The approved file goes along by itself.
relays-package-new = Write the package
relays-package-edit = Change the package
relays-package-lead = Both texts of a language, or none. Whoever reads a language that has none is left out when it is offered.
relays-package-offered = It was offered already. Links show the new texts at once. Before another embargo is saved you see which officers are told of it.
relays-check-title = Another embargo: what then happens
relays-check-told = { $n ->
    [0] No officer is told by mail
    [one] One officer is told by mail
   *[other] { $n } officers are told by mail
 }
relays-check-untold = Who gets no mail, and why
relays-check-undo = The mails leave after five minutes. If you change it back before then, nobody is told.
relays-check-act = Save it so
relays-texts = Texts
relays-text-short = Short text
relays-text-long = Longer text
relays-limit-words = { $n } words at most
relays-limit-characters = { $n } characters at most
relays-embargo-help = How long members are not to get it.
relays-embargo-none = None
relays-embargo-day = Until a fixed day
relays-embargo-event = Tied to an event, and moves with it
relays-embargo-on = Free from this day on
relays-embargo-after = Counted from the last day of
relays-embargo-no-event = No event
relays-embargo-days = Days after it
relays-lapse-days = Days until a silent relay lapses
relays-lapse-days-help = After our last mail to the officer, or after the end of the embargo where that is later. Whoever reports after that still can.
relays-lapse = Lapses
relays-lapses = { $n ->
    [one] { $n } day after our last mail, or after the embargo where that ends later
   *[other] { $n } days after our last mail, or after the embargo where that ends later
 }
relays-to = Offered to
relays-to-nobody = It has been offered to nobody yet.
relays-free = No embargo
relays-until = Free from { $day }
relays-unknown = Not to be passed on yet; the day is not known
relays-approval = Not to be passed on until it is approved again
relays-never = Not to be passed on any more
relays-day-unknown = not known yet
relays-day-approval = once approved again
relays-day-never = withdrawn
relays-knows = The officer was told: { $until }
relays-early = before the embargo as it is now
relays-early-why = It was passed on before the day from which it is free now. The officer may have known another day then.
relays-reason = Why not
relays-told = What the organisation says
relays-told-report = It was passed on
relays-told-taken = They will do it
relays-told-declined = They cannot
relays-told-late = Something else was entered meanwhile. This is how it stands; what you typed is still below.
relays-told-unsaved = That they will do it is saved. What else you typed below is not: enter it once it has been passed on.
relays-told-enter = Enter what they told us
relays-again = Send the link again
relays-again-why = The same mail goes to whoever is the officer now.
relays-again-act = Send it again
relays-shift = { $n ->
    [one] Embargo of “{ $title }”: { $before } → { $after }. One channel is told by mail.
   *[other] Embargo of “{ $title }”: { $before } → { $after }. { $n } channels are told by mail.
 }
relay-state-offered = offered
relay-state-taken = will do it
relay-state-forwarded = passed on
relay-state-reported = reported
relay-state-declined = declined
relay-state-lapsed = lapsed
relay-source-page = the organisation
relay-source-staff = entered by us
relay-source-none = nobody yet
note-relays-offered = The mail leaves in five minutes.
note-relays-offered-many = { $n ->
    [one] { $n } mail leaves in five minutes.
   *[other] { $n } mails leave in five minutes.
 }
relays-leaving = { $n ->
    [one] { $n } mail is about to leave.
   *[other] { $n } mails are about to leave.
 }
deliverable-past-relay-called-back = Offer to a channel called back
note-relays-recalled = The offer is called back, and nobody was told.
problem-relay-too-late = The mails have left
problem-relay-too-late-why = An offer can be called back for five minutes.
note-relays-again = The mail is on its way once more.
problem-relay-not-given = It cannot be given to outsiders now
problem-relay-not-given-why = Only external deliverables that are approved or published are offered.
problem-relay-channel-twice = This organisation is a channel already
problem-relay-channel-twice-why = An organisation is a channel of a programme once. Change the one there is.
problem-relay-nobody = Nobody would get a mail
problem-relay-nobody-why = Nobody was ticked, or none of them can be written to. The list says why.
problem-relay-over = It was withdrawn
problem-relay-over-why = No more reports are taken on what was withdrawn.
deliverable-past-relay-package-written = Package for relays written
deliverable-past-relay-package-edited = Package for relays changed
deliverable-past-relay-offered = Offered to a channel
deliverable-past-relay-offered-again = Link sent to a channel again
deliverable-past-relay-moved = State of a relay changed
deliverable-past-relay-embargo-told = Channel told of another day
deliverable-past-relay-stop-told = Channel asked not to pass it on
deliverable-past-relay-go-told = Channel told that it is approved again
programme-past-channel-added = Channel added
programme-past-channel-edited = Channel changed
programme-past-channel-retired = Channel no longer asked
programme-past-channel-back = Channel asked again
programme-past-channel-removed = Channel removed
programme-field-channel = Channel
programme-field-members = Members
programme-field-relay_state = Relay
programme-field-relay_source = Told by
programme-field-embargo_until = Free from
programme-field-forwarded_on = Date passed on
programme-field-lapse_days = Days until it lapses
programme-field-short = Short text
programme-field-long = Longer text
merging-what-channels = Channels for relays
merging-n-channels = { $n ->
    [one] { $n } channel
   *[other] { $n } channels
 }
outbox-kind-relay-offer = Offered to be passed on
outbox-kind-relay-embargo = Another embargo, or taken back
relays-mail-subject = To pass on to your members: { $title }
relays-mail-subject-embargo = Another date for “{ $title }”
relays-mail-subject-stop = Please do not pass it on yet: { $title }
relays-mail-subject-over = Please do not pass it on any more: { $title }
relays-mail-subject-go = Approved again: { $title }
relays-mail-lead = “{ $title }” of the programme “{ $programme }” is ready. We would be grateful if { $house } would pass it on to its members.
relays-mail-lead-embargo = We offered “{ $title }” of the programme “{ $programme }” to { $house }. The day from which it may be passed on has changed.
relays-mail-lead-stop = We offered “{ $title }” of the programme “{ $programme }” to { $house }. It is being revised.
relays-mail-lead-over = We offered “{ $title }” of the programme “{ $programme }” to { $house }. It has been withdrawn or replaced.
relays-mail-lead-go = We asked { $house } not to pass on “{ $title }” of the programme “{ $programme }”. It is approved again.
relays-mail-free = You may pass it on now.
relays-mail-embargo = Please do not pass it on before { $day } (local date in { $town }).
relays-mail-unknown = Please do not pass it on yet. We do not know yet from which day you may, and will write to you.
relays-mail-approval = Please do not pass it on for now. We will write to you as soon as you may.
relays-mail-never = Please do not pass it on any more.
relays-mail-there = On your page: texts to copy, the files, and two fields to tell us on which day it was passed on and how many members got it. No account is needed.
relays-mail-there-stop = If you have passed it on already, please tell us on your page. No account is needed.
relays-mail-there-over = Your page says so too.
relays-mail-verb = Open the page
relays-mail-why = You get this mail because your organisation passes results of this programme on to its members.
relays-public-lead = For { $house }, from the programme “{ $programme }”.
relays-public-waits = It is being revised. Please come back later, and pass nothing on until then.
relays-public-withdrawn = It was withdrawn or replaced. Please do not pass it on any more.
relays-public-late = We were told something else meanwhile. This is how it stands; what you typed is still below.
relays-public-unsent = What you typed below is not sent yet. Send it once you have passed the document on.
relays-public-members = How many members got it
relays-public-members-help = A number such as 1200. Leave it empty as long as you do not know it.
relays-public-on = On which day
relays-public-reason = Why you cannot, if you would tell us
relays-public-taken = Thank you for taking it on. Come back to this page when it is done.
relays-public-forwarded = Thank you for passing it on ({ $day }). Tell us how many got it when you know.
relays-public-reported = { $n ->
    [one] Thank you: passed on to { $n } member on { $day }.
   *[other] Thank you: passed on to { $n } members on { $day }.
 }
relays-public-declined = Thank you for telling us that you cannot pass it on.
relays-public-correct = You can correct this below at any time.
relays-public-texts = Texts for your members
relays-public-copy = Select a text and copy it into your mailing or onto your site.
relays-public-files = Files
relays-public-done = When you have passed it on
relays-public-report = Tell us it was passed on
relays-public-take = We will do it
relays-public-decline = We cannot pass it on
relays-public-reason-send = Send the reason
relays-public-counted = We count how often this page is opened and the file is fetched, and nothing about who does it.
