# 自动提醒：邮件。
reminders-mail-silent-subject = { $event }：敬候答复
reminders-mail-silent = 我们已邀请您参加“{ $event }”，尚未收到您的答复。无论您能否出席，烦请告知，以便我们安排。
reminders-mail-office = 我们已邀请{ $organisation }参加“{ $event }”，尚未收到贵单位的答复。无论能否派员出席，烦请您告知，以便我们安排。
reminders-mail-coming-subject = { $event }：时间与地点
reminders-mail-coming = “{ $event }”即将举行。为方便您查阅，现再次附上时间与地点。期待与您见面。
reminders-mail-owner-before-deadline-subject = 答复将于{ $day }截止：{ $title }
reminders-mail-owner-before-deadline = “{ $title }”的嘉宾可在{ $when }前答复。尚未答复者列于活动页面。
reminders-mail-owner-before-start-subject = { $day }举行：{ $title }
reminders-mail-owner-before-start = “{ $title }”将于{ $when }开始。相关情况请见其页面。
reminders-mail-owner-before-due-subject = { $day }到期：{ $title }
reminders-mail-owner-before-due = “{ $title }”应于{ $when }完成。版本与审阅人请见其页面。
reminders-mail-of-city = { $title }（{ $city }）
reminders-mail-verb = 打开页面
reminders-mail-why = 您是负责人，且项目设有自动提醒，因此收到此邮件。
outbox-kind-guest-reminder = 自动提醒（嘉宾）
outbox-kind-owner-reminder = 自动提醒（负责人）
outbox-reason-reminder-off = 邮件发出前，提醒规则已被移除或停用。
outbox-reason-reminder-moved = 所依据的日期已更改。
outbox-reason-reminder-late = 未能在有效时间内发出。
event-did-reminder-set = 为活动设置了提醒
programme-past-reminder-added = 添加提醒
programme-past-reminder-edited = 修改提醒
programme-past-reminder-removed = 移除提醒
event-field-reminder = 提醒
event-field-days = 提前天数
event-field-clock = 时刻
event-field-late = 逾时处理
event-field-wish = 对本活动
programme-field-reminder = 提醒
programme-field-days = 提前天数
programme-field-clock = 时刻
programme-field-late = 逾时处理
reminders-kind-silent-before-deadline = 尚未答复的嘉宾，答复截止前
reminders-kind-silent-before-start = 尚未答复的嘉宾，活动开始前
reminders-kind-coming-before-start = 将出席的嘉宾，活动开始前
reminders-kind-owner-before-deadline = 活动负责人，答复截止前
reminders-kind-owner-before-start = 活动负责人，活动开始前
reminders-kind-owner-before-due = 成果负责人，到期前
reminders-late-skip = 当日发出，否则不发
reminders-late-send = 若仍有意义，则延后发出
reminders-wish-follow = 按项目设置
reminders-wish-off = 停用
reminders-wish-other = 单独设定时间
# 页面。
reminders-title = 自动提醒
reminders-lead = 项目按活动所在地的日历天数自动提醒相关人员。每个日期对每人只提醒一次；活动可另设时间，也可停用。
reminders-new = 添加提醒
reminders-none = 尚无提醒
reminders-none-why = 提醒会在若干天前自动写信给尚未答复的嘉宾、将出席的嘉宾或负责人。
reminders-when = { $days ->
    [0] 当天{ $clock }
   *[other] 提前{ $days }天，{ $clock }
}
reminders-next = 即将发出
reminders-next-none = 目前没有待发的提醒。
reminders-more = 之后还有{ $n }项。
reminders-past = 有{ $n }项的时刻已过，不再发送。
reminders-displaced = 另有{ $n }项同日稍后发给相同嘉宾的提醒将不再发送。
reminders-closed = 项目已结束，重新开启前不发送任何邮件。
reminders-people = { $n ->
    [0] 目前无人
   *[other] { $n }人
}
reminders-language = { $language }：{ $count }
reminders-left-do-not-contact = { $n }人不希望收到邮件。
reminders-left-no-address = { $n }人没有邮箱地址。
reminders-left-address-refused = { $n }人的邮箱地址被拒收。
reminders-left-suppressed = { $n }个地址在永不发送名单上。
reminders-left-chased = { $n }人当天或此后已由同事提醒。
reminders-left-later = { $n }人在该时刻之后才受邀或接受邀请。
reminders-form-lead = 保存前会显示将要发出的内容。
reminders-days-help = 按所在地日历天数计，0至180。
reminders-clock-help = 所在地时间，如09:00。被时钟跳过的时刻顺延；重复出现的时刻以第一次为准。
reminders-check = 查看将发出的提醒
reminders-check-title = 保存前确认
reminders-check-armed = 以下提醒将会发出：
reminders-check-none = 目前不会因此发出任何提醒。
reminders-check-off = 本活动不再发送此提醒。
reminders-save = 保存提醒
reminders-remove-title = 移除提醒
reminders-remove-armed = 以下提醒将不再发出：
reminders-remove-none = 目前它不会发出任何邮件。
reminders-remove = 移除
reminders-event-lead = 项目的自动提醒对本活动的安排，以及已发送的情况。
reminders-all = 项目的全部提醒
reminders-institutions = 代表单位出席者不会收到时间与地点的自动提醒，由其所在单位告知。
reminders-own-lead = 项目设定的时间：{ $when }。保存前会显示将要发出的内容。
reminders-set = 为本活动更改
reminders-sent = 已生成{ $written }封：发出{ $gone }封，未发{ $stopped }封。
reminders-mails = 查看邮件
reminders-standing-off = 已停用
reminders-standing-never = 无可依据的日期
reminders-standing-ahead = 已安排
reminders-standing-due = 即将发出
reminders-standing-sent = 已生成
reminders-standing-unarmed = 设定时已过发送时刻
reminders-standing-passed = 已过，未发出
reminders-shift-shifts = { $n ->
    [0] 提醒改期：{ $kind } · { $before } → { $after } · 目前无人
   *[other] 提醒改期：{ $kind } · { $before } → { $after } · { $n }人
}
reminders-shift-stays = { $n ->
    [0] 提醒时间不变，对象有变：{ $kind }，{ $after }；目前无人
   *[other] 提醒时间不变，对象有变：{ $kind }，{ $after }；{ $n }人
}
reminders-shift-anew = { $n ->
    [0] 新安排提醒：{ $kind } · { $after } · 目前无人
   *[other] 新安排提醒：{ $kind } · { $after } · { $n }人
}
reminders-shift-lost = { $n ->
    [0] 不再发送的提醒：{ $kind } · { $before } · 原本也无人收到
   *[other] 不再发送的提醒：{ $kind } · { $before } · { $n }人
}
note-reminder-removed = 提醒已移除。
reminders-stopped = { $n ->
    [0] 已安排的提醒将不再发送。
   *[other] { $n }封提醒将不再发送。
}
reminders-deadline-title = 更改答复截止时间
reminders-deadline-lead = 以下提醒将随之变动：
reminders-standing-closed = 项目已结束
reminders-standing-doubled = 当日已有另一封提醒
event-did-reminder-missed = 一项提醒未在当天发出
event-did-reminder-sent = 补发了一项未按时发出的提醒
event-did-reminder-dismissed = 一项未按时发出的提醒已决定不再发送
reminders-late-task = 当天发出；过期则请人决定是否补发
reminders-standing-missed = 未在当天发出
reminders-standing-dismissed = 已决定不发送
reminders-missed-title = 未在当天发出的提醒
reminders-missed-lead = 原定{ $day }发出，但当天没有发送。
reminders-missed-armed = 现在发送，将送达：
reminders-missed-nobody = 目前已没有需要提醒的人。
reminders-missed-send = 立即发送
reminders-missed-dismiss = 不再发送
reminders-missed-reason = 不发送的原因
note-reminder-missed-sent-many = 现在发出{ $n }封提醒。
note-reminder-dismissed = 这项提醒不再发送。
note-reminder-missed-over = 这项提醒已无需决定：其间已有人处理，或已过时效。
