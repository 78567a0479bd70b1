# What this installation is, for those who run it.

settings-title = Settings
settings-lead = The state of this installation. Beside each item stands the key that sets it, in the configuration file or in the environment; it holds from the next start.
settings-inbound-title = No inbound mailbox is configured.
settings-inbound = Pages and staff carry all answers: guests answer by the link in their mail or by telephone. What they write back goes to the event’s contact, not to Convoke.

settings-mail = Mail
settings-sender = Sender
settings-relay = Relay
settings-relay-login = Convoke signs in there.
settings-relay-no-login = Convoke does not sign in there.
settings-relay-folder = A folder on this machine
settings-relay-folder-note = No mail leaves: it is kept in { $folder }.
settings-relay-memory = Nowhere: mail is kept in memory and lost at the next start
settings-tls = Encryption
settings-tls-implicit = TLS from the first byte
settings-tls-starttls = STARTTLS, required
settings-tls-none = None
settings-rate = To the relay
settings-domain-rate = To one domain
settings-rate-none = No limit
settings-rate-hourly = { $n ->
    [one] 1 mail an hour at most
   *[other] { $n } mails an hour at most
 }
settings-connections = Connections at one time
settings-alarm-rings = The relay cannot be used at present
settings-alarm-none = The relay takes mail
settings-alarm-last = Last alarm:
settings-alarm-ended = over since { $when }

settings-place = Address and data
settings-address = Public address
settings-address-https = It stands in every link; cookies are bound to it.
settings-address-http = It stands in every link. Without https, passwords and answers travel in the clear.
settings-listens = Listens on
settings-database = Database
settings-database-sqlite = SQLite, one file
settings-database-postgres = PostgreSQL
settings-folder = Data folder
settings-folder-note = The key of all links and the uploaded files are here. Keep it in the backup.
settings-sign-in = A sign-in lasts
settings-sign-in-days = { $n ->
    [one] 1 day without a visit
   *[other] { $n } days without a visit
 }
settings-version = Version
settings-languages = Languages
settings-languages-note = Every reader gets one: members their own, guests the one noted with them.

settings-people = People and programs
settings-members = { $n ->
    [one] 1 open account
   *[other] { $n } open accounts
 }
settings-tokens = Keys for programs
settings-tokens-note = Everybody makes their own; a key never has more rights than its account.
settings-api = Interface for programs

settings-release = Who may release invitations
settings-release-alone = One person is enough.
settings-release-second = A second person must agree.
settings-release-nobody = Nobody yet: give somebody a role in this programme.
settings-release-change = Change the rule
