# Mail: what leaves, what waits, and the letters to members.

mail-hello = Hello { $name },
mail-account-subject = Your account with Convoke
mail-account-lead = an account has been made for you on { $host }. Choose a password and you can begin.
mail-account-act = Choose your password here:
mail-account-verb = Choose a password
mail-account-not-me = If you did not expect this, you need do nothing: without a password the account cannot be used.
mail-reset-subject = A new password for Convoke
mail-reset-lead = somebody, most likely you, asked for a new password on { $host }.
mail-reset-act = Choose a new password here:
mail-reset-verb = Choose a new password
mail-reset-not-me = If it was not you, you need do nothing: your password stays as it is.
mail-link-until = The link is good until { $until }, and once only.
mail-test-subject = Mail from Convoke arrives
mail-test-title = Mail arrives.
mail-test-lead = This is the test you asked for on { $host }, at { $at } (UTC). If you can read it, the way from there to your mailbox is open.
