share-title = 分享链接
share-short = 供项目外人员使用：仅限已批准的版本，计数，到期失效。
share-new = 为某人建立链接
share-make = 建立链接
share-made = { $recipient }的链接：
share-once = 链接只显示这一次，请立即复制。如果遗失，请撤销后重新建立。
share-waits = 目前没有已批准的版本。现在建立的链接会在批准后生效。
share-none = 还没有链接。
share-recipient = 给谁
share-recipient-help = 请写明个人或单位，对方会在页面上看到。
share-until = 有效期至
share-until-help = 链接可用的最后一天，最长一年。
share-none-internal = 这是内部成果：任何链接都不能打开它。以前建立的链接暂停使用，成果改为对外后即可恢复，届时已撤销或已过期的除外。
share-state-open = 有效
share-state-waiting = 暂无内容：尚未批准
share-state-empty = 已无内容：已撤回或被替换
share-state-resting = 内部期间暂停
share-state-expired = 已过期
share-state-revoked = 已撤销
share-visits = 访问
share-downloads = 下载
share-by = 由{ $name }建立
share-last = 最近使用：{ $ago }
share-revoke = 撤销
share-revoke-of = 撤销：{ $recipient }
share-how = 链接说明
share-how-opens = 链接只能打开该项成果当前已批准的版本，不能打开其他内容。
share-how-counted = 每次打开和每次开始下载都会计数。邮件扫描程序也会打开链接。
share-how-ends = 到期或撤销后，链接失效。尚无批准版本时，访问者会看到暂无可读内容的提示；成果为内部时，链接暂停，不能打开任何内容。
share-public-for = 分享给：{ $recipient }
share-public-waits = 目前还没有可供阅读的内容，请稍后再打开此链接。
share-public-gone = 此处的内容已撤回或被替换，请您联系发送此链接的人。
share-public-approved = 批准日期：{ $date }
share-public-until = 链接有效期至{ $date }。
share-public-counted = 此链接的打开次数和下载次数会被统计，发送者可以看到次数。
share-over-revoked-title = 此链接已撤销
share-over-revoked = 此链接已于{ $date }撤销，不能再打开任何内容。
share-over-expired-title = 此链接已过期
share-over-expired = 此链接有效期至{ $date }，不能再打开任何内容。
share-over-ask = 此链接是为{ $recipient }建立的。如您仍需要此处的内容，请联系发送此链接的人，或“{ $programme }”的协调人。
share-rest-with = { $n ->
   *[other] 改为内部后，该成果的{ $n }个分享链接将暂停使用，改回对外后即可恢复。
}
share-works-with = { $n ->
   *[other] 改为对外后，已暂停的{ $n }个链接将恢复使用。
}
note-share-made-already = 该链接已经生成，其地址只显示一次。若未复制，请撤销后重新生成。
