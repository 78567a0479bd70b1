# People and organisations.

contacts-title = People
contacts-count = { $n ->
    [one] 1 person
   *[other] { $n } people
 }
contacts-found = { $n ->
    [0] Nobody matches
    [one] 1 person matches
   *[other] { $n } people match
 }
contacts-search = Name, pinyin, organisation, address
contacts-add = Add a person
contacts-export-csv = As CSV
contacts-export-xlsx = As an Excel workbook
contacts-empty-title = Nobody here yet
contacts-empty = People are kept once for all programmes: their name in both scripts, how they are addressed, where they work. Add the first by hand, or import the spreadsheet you already have.
contacts-none-title = Nobody matches
contacts-none = Try fewer words or another filter. Chinese names are found by characters and by pinyin, with or without tones: 王建国, wang jianguo, wjg.
contacts-all-groups = All groups
contacts-all-kinds = All organisations
contacts-all-languages = All languages
contacts-all-tags = All tags
contacts-mailbox = Address
contacts-mailbox-any = With or without
contacts-mailbox-with = With an address
contacts-mailbox-without = Without an address
contacts-consent = May we write?
contacts-consent-any = Whether or not
contacts-consent-may-contact = We may write
contacts-consent-do-not-contact = Do not contact
contacts-more-filters = More filters
contacts-organisation = Organisation
contacts-organisation-and-role = Organisation and role
contacts-more-addresses = and { $n } more
contacts-no-address = No address
contacts-is-silent = Do not contact
contacts-refused = Mail refused
contacts-confirm-address = The address is right: write to it again
contacts-unaffiliated = No organisation

contacts-native-name = Name in its own script
contacts-native-name-help = As the person writes it: 王建国, Anne Laurent.
contacts-latin-name = Name in Latin letters
contacts-latin-name-help = Only for names in another script. Left empty, a Chinese name is written in pinyin.
contacts-family-name = Family name, in Latin letters
contacts-family-name-help = Lists are sorted by it. Left empty, it is taken from the name.
contacts-salutation = Form of address
contacts-salutation-help = The whole opening line of a letter, with its punctuation: “Dear Professor Wang,”
contacts-language = Language of letters
contacts-language-likely = By the name
contacts-phone = Phone
contacts-addresses = Addresses
contacts-email = Mail address
contacts-label = Label
contacts-label-help = Office, secretary, private
contacts-addresses-help = The first is used first. An address may serve several people.
contacts-more-address = One more address
contacts-affiliations = Organisations and roles
contacts-affiliation-organisation = Organisation
contacts-affiliation-help = Choose a known one or type a new name: it will be added.
contacts-affiliation-kind = Kind, if it is new
contacts-role = Role
contacts-more-affiliation = One more organisation
contacts-groups = Stakeholder groups
contacts-tags = Tags
contacts-tags-help = Separate them with commas.
contacts-notes = Notes
contacts-notes-help = Seen by coordinators, never by guests.
contacts-source-key = Key in the source
contacts-source-key-help = The identifier in the spreadsheet or system the person comes from. Imports recognise the person by it.
contacts-name = Name
contacts-added = Added
contacts-changed = Last changed

contacts-add-title = Add a person
contacts-add-verb = Add this person
contacts-add-anyway = Add all the same
contacts-edit-title = Edit { $name }
contacts-save = Save changes
contacts-likely-new-title = Already in the book?
contacts-likely-new = These people look alike. Namesakes are common, so it is only a hint.
contacts-likely-title = May be the same person
contacts-likely-address = Same address
contacts-likely-name-and-organisation = Same name, same organisation
contacts-likely-name = Same name
contacts-likely-sound = Same name in the other script

contacts-silence = Do not contact
contacts-silence-title = Stop writing to { $name }?
contacts-silence-lead = { $n ->
    [0] This person has no address. No later address of theirs will be written to either.
    [one] Their address will get no mail from here any more, for any event or newsletter, even where somebody else shares it. Mails that already wait are held back.
   *[other] Their { $n } addresses will get no mail from here any more, for any event or newsletter, even where somebody else shares one. Mails that already wait are held back.
 }
contacts-silence-reason = Why, and how we know
contacts-silence-reason-help = “Asked on the phone on 3 May”. Kept in the history.
contacts-silence-verb = Stop writing
contacts-unsilence = Write again
contacts-unsilence-title = Write to { $name } again?
contacts-unsilence-lead = Only do so when the person has asked for it. Say who said so and when; it is kept in the history.
contacts-unsilence-verb = Allow writing again
contacts-silent-since = Asked not to be written to, { $ago }.

contacts-history = History
contacts-by-system = the system
contacts-by-guest = the person themselves
contacts-action-created = Added
contacts-action-edited = Edited
contacts-action-silenced = Marked “do not contact”
contacts-action-unsilenced = May be written to again
contacts-action-address-refused = Mail was refused
contacts-action-address-confirmed = Address confirmed
note-address-confirmed = The address is written to again.
contacts-action-erased = Erased
contacts-action-other = Changed
contacts-field-language = Language
contacts-field-groups = Groups
contacts-field-source_key = Key in the source
contacts-field-native_name = Name
contacts-field-latin_name = Name in Latin letters
contacts-field-family_name = Family name
contacts-field-salutation = Form of address
contacts-field-phone = Phone
contacts-field-notes = Notes
contacts-field-addresses = Addresses
contacts-field-affiliations = Organisations and roles
contacts-field-tags = Tags
contacts-field-name = Name
contacts-field-kind = Kind
contacts-field-place = Place
contacts-field-country = Country
contacts-field-website = Website
contacts-value-changed = changed

note-contact-added = Added.
note-contact-saved = Saved.
note-contact-silenced = No more mail will go to this person.
note-contact-unsilenced = This person may be written to again.
note-organisation-added = Added.
note-organisation-saved = Saved.

organisations-title = Organisations
organisations-count = { $n ->
    [one] 1 organisation
   *[other] { $n } organisations
 }
organisations-search = Name or place, in any script
organisations-add = Add an organisation
organisations-empty-title = No organisation yet
organisations-empty = Universities, city offices, chambers, firms, embassies, media: each is kept once, with its names in three languages. Naming a new one beside a person adds it too.
organisations-formerly = formerly
organisations-none-title = No organisation matches
organisations-none = Try fewer words. Chinese names are found by pinyin as well.
organisations-all-kinds = All kinds
organisations-name = Name
organisations-name-help = One language is enough; the others help readers and search.
organisations-kind = Kind
organisations-place = Place
organisations-place-help = City or town.
organisations-country = Country
organisations-country-help = Two letters: CN, FR, BE.
organisations-website = Website
organisations-people = People
organisations-people-all = See all
organisations-people-none = Nobody here yet. Add the organisation to a person to see them here.
organisations-add-title = Add an organisation
organisations-add-verb = Add this organisation
organisations-edit-title = Edit { $name }
organisation-kind-university = University
organisation-kind-city-office = City office
organisation-kind-chamber = Chamber
organisation-kind-firm = Firm
organisation-kind-embassy = Embassy or consulate
organisation-kind-medium = Media
organisation-kind-association = Association
organisation-kind-other = Other

export-contact-id = Record
export-contact-address-en = Form of address (English)
export-contact-address-fr = Form of address (French)
export-contact-address-zh = Form of address (Chinese)
export-contact-emails = Mail addresses
export-contact-role-en = Role (English)
export-contact-role-fr = Role (French)
export-contact-role-zh = Role (Chinese)
export-contact-silent = Do not contact

contacts-many-tags = Change tags
contacts-many-groups = Change groups
contacts-many-silence = Do not contact
contacts-many-none = Nobody is selected.
contacts-many-count = { $n ->
    [one] 1 person is selected
   *[other] { $n } people are selected
 }
contacts-many-how = What is to be done
contacts-many-tags-add = Add the tags
contacts-many-tags-remove = Remove the tags
contacts-many-groups-add = Add to the group
contacts-many-groups-remove = Take out of the group
contacts-many-do = { $n ->
    [one] Change 1 person
   *[other] Change { $n } people
 }
contacts-many-silence-why = No mail leaves for any of their addresses any more, and what already waits is held back. It can only be lifted one person at a time.
contacts-many-silence-do = { $n ->
    [one] Write to this person no more
   *[other] Write to these { $n } people no more
 }
note-people-tagged = The tags are changed.
note-people-grouped = The groups are changed.
note-people-silenced = They will not be written to any more.

contacts-invited-title = Invited to
contacts-invited-none = Not invited anywhere yet.
contacts-invited-none-seen = Not invited to any of the events whose guests you see.
contacts-invited-ago = sent { $ago }
contacts-answered-ago = answered { $ago }

groups-title = Stakeholder groups
groups-lead = By these groups people are found, invited and counted. A group keeps its code in files and programs when its names change.
groups-name = Name
groups-others = In the other languages
groups-code = Code
groups-add-title = Add a group
groups-add-verb = Add this group
groups-rename-title = Names of “{ $name }”
note-group-added = The group is there.
note-group-saved = The names are saved.
