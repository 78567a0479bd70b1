# 工作台上的活动。

events-title = 活动
events-event = 活动
events-when = 时间
events-guests = 嘉宾
events-new = 筹备活动
events-create = 创建活动
events-new-title = 新活动
events-edit-title = 修改活动
events-period-upcoming = 即将举行
events-period-past = 已结束
events-period-all = 全部
events-any-city = 所有城市
events-any-kind = 所有类型
events-any-state = 所有状态
events-no-date = 日期未定
events-nobody-asked = 尚未邀请
events-coming = { $n }人参加
events-coming-of = { $capacity }个名额，已占{ $accepted }个
events-waiting = { $n }人候补
events-none-match = 没有符合条件的活动
events-none-match-why = 换个城市、类型或状态试试；已结束的活动在“已结束”一栏。
events-none-past = 还没有结束的活动
events-none-past-why = 活动结束后会自动移到这里。
events-empty = 还没有活动
events-empty-why = 活动以会场当地时间为准，地点用两种文字标明，邀请以嘉宾自己的语言发出。

events-move = 改期
events-replan = 确定新日期
events-ics = 日历文件
events-former-date = 原定日期已失效。
events-venue = 会场
events-room = { $room }室
events-map = 地图
events-reply-by = 答复截止
events-capacity = 名额
events-capacity-none = 不限
events-capacity-places = { $n }个名额
events-languages = 会议语言
events-untranslated = 缺少标题的语言
events-host = 主办方
events-host-name = 主办单位
events-host-contact = 对方联系人
events-host-more = 主办单位及我方时段
events-slot = 我方时段
events-deadlines = 主办方的截止日期
events-deadlines-none = 尚未登记截止日期。
events-deadline-add = 添加截止日期
events-deadline-met = 已完成
events-deadline-meet = 标为已完成
events-deadline-reopen = 改为未完成
events-deadline-label = 事项
events-deadline-due_on = 截止日期
events-deadline-url = 链接
events-accepted = 参加
events-tentative = 待定
events-declined = 不参加
events-on-list = 候补
events-silent = 已邀请，未答复
events-invited = 已邀请
events-invited-of = { $invited }人，共{ $seats }人
events-guests-none = 还没有嘉宾席位。
events-to-guests = 嘉宾与邀请
events-contact = 嘉宾联系人
events-contact-none = 尚未指定联系人，嘉宾的回信将无人接收。
events-contact-why = 嘉宾的回信发往此邮箱；电话显示在答复页面上。
events-older = 更早的记录
events-by-system = Convoke

events-where-when = 时间与地点
events-told = 已有{ $n }位嘉宾得知此时间和地点。如需更改，请使用“改期”，系统会通知嘉宾。
events-no-city = 不属于项目城市
events-choose-city = 请选择城市
events-no-step = 不属于任何步骤
events-markdown = Markdown：**加粗**、列表、[链接](https://…)。

events-move-title = 活动改期
events-replan-title = 确定新日期
events-move-check = 查看影响
events-move-tells = 已有{ $n }位嘉宾得知当前日期，将收到新日期的通知。
events-check-title = 改期前确认
events-before = 原定
events-after = 改为
events-tells = 将有{ $n }位嘉宾收到邮件
events-tells-nobody = 无需通知任何嘉宾
events-tells-language = { $language }：{ $count }封
events-unreachable = 另有{ $n }位嘉宾没有可用邮箱，请电话通知。
events-by-phone = 须电话告知：{ $n }位嘉宾
events-by-phone-where = 之后可在嘉宾名单中查看：
events-declined-untold = { $n }位已表示不参加的嘉宾不会收到邮件；其答复页上可重新答复。
events-asked-again = 将请{ $n }位嘉宾重新答复，原答复保留在记录中。
events-held = 另有{ $n }封与该活动有关的邮件将多等五分钟，再以新的日期发出。
events-shift-answers = 答复截止时间改为{ $after }（原为{ $before }）。
events-shift-step = 活动不再属于“{ $step }”步骤，该步骤仍留在原城市。
events-shift-gate = 该步骤的{ $n }项确认条件对本活动不再适用。
events-shift-venue = 会场“{ $venue }”将被移除，请随后填写新的会场。
events-shift-deadline = 主办方的截止事项“{ $label }”仍为{ $day }，不随之改动。
events-replanned-as = 活动将重新变为“已计划”。
events-move-and-tell = 改期并通知{ $n }位嘉宾
events-move-act = 改期
events-postponed-title = 推迟活动
events-postponed-what = 当前日期将失效；在确定新日期之前，答复链接暂停使用。
events-postponed-act = { $n ->
    [0] 推迟活动
   *[other] 推迟并通知{ $n }位嘉宾
 }
events-cancelled-title = 取消活动
events-cancelled-what = 五分钟内可以撤回此次取消，此后只能复制为新活动。
events-cancelled-act = { $n ->
    [0] 取消活动
   *[other] 取消并通知{ $n }位嘉宾
 }
events-undo = { $done }：{ $mails }撤回后将恢复{ $back }及原有答复，历史记录保留两次操作。
events-undo-date = { $when }
events-undo-state = “{ $state }”状态和原定日期
events-undo-mails = { $n ->
    [0] 无需发送邮件。
   *[other] 有{ $n }封邮件等待发送。
 }
events-bound = { $mails }邮件将于{ $time }发出，活动此后又有改动，已无法撤回。
events-bound-answered = { $mails }邮件将于{ $time }发出，已有嘉宾就新日期作出答复，无法撤回。
events-bound-mails = { $n ->
   *[other] 有{ $n }封邮件通知最近一次改期、推迟或取消。
 }
events-bound-see = 查看邮件
events-tells-later = 邮件将在五分钟后发出，在此之前可以撤回此次变更。
events-clone-title = 复制活动
events-clone-what = 新建一个设想，标题、内容、会场和联系人相同
events-clone-guests = { $n ->
    [0] 不邀请任何人，不发送任何邮件。
   *[other] 不复制原有的{ $n }位嘉宾，不发送任何邮件。
 }
events-clone-date = 保留日期：{ $date }。
events-clone-no-date = 新活动暂无日期。
events-clone-deadlines = 主办方的截止日期中，只保留尚未到期的。
events-clone-act = 复制

event-kind-seminar = 研讨会
event-kind-workshop = 工作坊
event-kind-conference = 会议
event-kind-panel = 专题讨论
event-kind-closing-conference = 闭幕会议
event-hosting-ours = 我方主办
event-hosting-others = 他方主办
event-state-idea = 设想
event-state-planned = 已计划
event-state-announced = 已公布
event-state-confirmed = 已确认
event-state-held = 已举行
event-state-reported = 已总结
event-state-postponed = 已推迟
event-state-cancelled = 已取消
event-way-idea = 退回设想
event-way-planned = 列入计划
event-way-announced = 公布
event-way-confirmed = 确认
event-way-held = 标为已举行
event-way-reported = 标为已总结
event-way-postponed = 推迟…
event-way-cancelled = 取消活动…

event-field-kind = 类型
event-field-hosting = 主办
event-field-city = 城市
event-field-step = 步骤
event-field-title = 标题
event-field-description = 说明
event-field-venue_name = 会场名称
event-field-venue_address = 地址
event-field-room = 房间
event-field-map_url = 地图链接
event-field-place = 时间旁显示的城市
event-field-languages = 会议语言
event-field-zone = 时区
event-field-starts = 开始
event-field-ends = 结束
event-field-passed = 活动确实在当时举行
event-field-capacity = 名额
event-field-reply_by = 答复截止
event-field-contact_name = 姓名
event-field-contact_email = 邮箱
event-field-contact_phone = 电话
event-field-host_name = 主办单位
event-field-host_url = 主办方网页
event-field-host_contact = 对方联系人
event-field-slot = 我方时段
event-field-slot_starts = 我方时段开始
event-field-slot_ends = 我方时段结束
event-field-reason = 原因
event-field-state = 状态
event-help-zone = 会场当地时区，用IANA名称，例如Asia/Shanghai。留空则采用城市时区。
event-help-reply_by = 以会场当地时间为准，须早于活动开始。留空则开始前均可答复。
event-help-capacity = 只有确认参加才占用名额。留空则不限人数。
event-help-host_contact = 对方负责人：姓名、地址、电话。
event-help-reason = 一两句话，会写进给嘉宾的邮件和历史记录。某种语言留空时，使用该语言的嘉宾会看到英文；没有英文，则看到其他语言的文字。

event-did-created = 已创建
event-did-edited = 已修改
event-did-cloned = 由其他活动复制
event-did-moved = 已改期
event-did-planned = 已列入计划
event-did-replanned = 已重新安排
event-did-returned = 已退回设想
event-did-announced = 已公布
event-did-confirmed = 已确认
event-did-held = 已标为举行
event-did-reported = 已标为总结
event-did-postponed = 已推迟
event-did-cancelled = 已取消
event-did-recalled = 已撤回变更
event-did-deadline-added = 已添加截止日期
event-did-deadline-met = 截止事项已完成
event-did-deadline-reopened = 截止事项改为未完成
event-did-deadline-removed = 已删除截止日期

note-event-saved = 已保存。
note-event-moved = 活动已改期，系统将在五分钟后邮件通知已知原日期的嘉宾。
note-event-recalled = 变更已撤回。活动恢复原状，未通知任何人。
note-event-idea = 已退回设想。
note-event-planned = 活动已列入计划。
note-event-announced = 活动已公布。
note-event-confirmed = 活动已确认。
note-event-held = 已标为举行。
note-event-reported = 已标为总结。
note-event-postponed = 活动已推迟，系统将在五分钟后邮件通知已知日期的嘉宾。
note-event-cancelled = 活动已取消，系统将在五分钟后邮件通知受邀嘉宾。

problem-event-no-way = 活动不能这样变更
problem-event-no-way-why = 活动状态已变，或没有这样的步骤。请打开活动查看当前可做的操作。
problem-event-settled = 该活动的时间不再更改
problem-event-settled-why = 已举行、已总结或已取消的活动不能改期。如需另办，请复制该活动。
problem-event-lacks-date = 日期未定
problem-event-lacks-date-why = 请先填写开始和结束时间。
problem-event-lacks-place = 地点未定
problem-event-lacks-place-why = 请先选择城市或填写地点。
problem-event-lacks-beginning = 活动尚未开始
problem-event-lacks-beginning-why = 活动开始之后才能标为已举行。
problem-event-guests-know = 嘉宾已得知此时间
problem-event-guests-know-why = 已通知{ $guests }位嘉宾。请使用“改期”，系统会通知他们。
problem-event-nothing-moved = 没有任何变动
problem-event-nothing-moved-why = 日期、时区和城市均未改变。房间或文字的修改请在“编辑”中保存。

problem-event-known-already = 嘉宾已知的正是这一安排
problem-event-known-already-why = 上次变更的邮件尚未发出，请撤回该变更，原有答复随之恢复。
problem-event-mail-left = 已有相关邮件发出或正在发出
problem-event-mail-left-why = 可能已有人读到此次变更。请等其余邮件发出后再改期，系统将通知所有人。已取消的活动只能复制为新活动。
problem-event-too-late = 已无法撤回
problem-event-too-late-why = 五分钟已过，邮件正在发出。如需告知嘉宾其他日期，请再次改期。
problem-event-changed-since = 活动此后又有改动
problem-event-changed-since-why = 原先的状态已不适用。请再次改期，新邮件将取代等待中的邮件。
problem-event-answered-since = 已有嘉宾就新日期作出答复
problem-event-answered-since-why = 已答复的嘉宾知道新日期。请等邮件发出后再改回原日期，系统将通知所有人。

events-public-page = 公开页面
events-public-calendar = 添加到日历
events-public-cancelled = 本活动不再举行。
events-public-postponed = 本活动已延期，新日期将在此公布。
events-public-over = 本活动已结束。
events-reply-by-start = 至活动开始
event-did-gate-overridden = 条件未备，仍予确认
event-did-at-risk = 存在风险：所依据的条件已不再具备
event-did-risk-ended = 风险解除
event-did-nudged = 已就所缺条件发出提醒
event-did-gate-changed = 条件已更改
event-field-condition = 条件
event-field-gate = 条件
event-field-nudged = 被提醒人
