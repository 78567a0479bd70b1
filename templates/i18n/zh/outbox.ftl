# 邮件：待发、已发，以及给成员的信。

mail-hello = { $name }，您好：
mail-account-subject = 您的 Convoke 账户
mail-account-lead = 我们已在 { $host } 为您开通账户。设置密码后即可使用。
mail-account-act = 请在此设置密码：
mail-account-verb = 设置密码
mail-account-not-me = 如果您并不知情，无需任何操作：没有密码，该账户无法使用。
mail-reset-subject = 重设 Convoke 密码
mail-reset-lead = 有人（很可能是您本人）请求在 { $host } 重设密码。
mail-reset-act = 请在此设置新密码：
mail-reset-verb = 设置新密码
mail-reset-not-me = 如果不是您本人操作，无需理会：您的密码不会改变。
mail-link-until = 该链接有效期至{ $until }，且只能使用一次。
mail-test-subject = Convoke 的邮件可以送达
mail-test-title = 邮件已送达。
mail-test-lead = 这是您于 { $at }（UTC）在 { $host } 要求发送的测试邮件。能读到它，说明从那里到您邮箱的路是通的。
