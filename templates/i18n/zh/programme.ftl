programme-list = 项目
programme-new = 新建项目
programme-create = 创建项目
programme-edit = 项目设置
programme-empty = 还没有项目
programme-empty-why = 项目从模板开始：您填写城市，每个城市便有了各自的步骤、成果和起始日期。之后均可修改。
programme-empty-ask = 管理员为您分配角色后，项目就会显示在这里。
programme-template = 模板
programme-template-help = 每个城市的起点。步骤、成果和日期之后均可修改。
programme-summary = 简介
programme-slug = 网址名称
programme-slug-help = 小写字母、数字和连字符，例如 sustainable-cities。它会出现在链接中，以后不会改变。
programme-starts = 开始日期
programme-ends = 结束日期
programme-zone = 时区
programme-zone-help = IANA 时区名称，例如 Asia/Shanghai。
programme-own-zone-help = 项目负责方所在的时区，例如 Europe/Paris。每个城市另有自己的时区。
programme-rule = 邀请函由谁批准发送
programme-rule-alone = 由准备人本人批准
programme-rule-second-person = 由另一人批准
programme-cities = 城市
programme-cities-lead = 每个城市一行，按总览表中的顺序填写。空行会被忽略；以后可以随时添加城市，已有链接不变。
programme-city-row = 城市{ $n }
programme-city-row-add = 再加一个城市
programme-city-row-remove = 去掉这个城市
programme-city-add = 添加城市
programme-city-add-lead = 该城市将按模板获得步骤和成果，最早从今天开始。已有的链接、日历及其他内容均保持不变。
programme-city-name-en = 英文名称
programme-city-name-fr = 法文名称
programme-city-name-zh = 中文名称
programme-city-slug = 网址名称
programme-city-slug-help = 留空则由英文名称生成，以后不会改变。
programme-city-zone-kept = 已有日期的活动仍使用公布时的时区。
programme-latitude = 纬度（北纬，度）
programme-longitude = 经度（东经，度）
programme-coordinates-wanted = 请分别填写纬度和经度（以度为单位），例如 40.08 和 113.3。纬度为 −90 至 90，经度为 −180 至 180。
programme-hue = 颜色
programme-hue-next = 下一个未用的颜色
programme-hue-1 = 湖青
programme-hue-2 = 赭黄
programme-hue-3 = 草原绿
programme-hue-4 = 鸢尾紫
programme-hue-5 = 玫瑰红
programme-hue-6 = 天蓝
programme-hue-7 = 古铜
programme-hue-8 = 橄榄绿
programme-hue-9 = 砖红
programme-hue-10 = 紫罗兰
programme-hue-11 = 松绿
programme-hue-12 = 藕荷
programme-owner-email = 或按电子邮箱指定他人
programme-owner-email-help = 填写某位联系人的邮箱，将优先于上面的选择。
programme-past-engine = Convoke
programme-field-state = 状态
programme-field-starts_on = 开始日期
programme-field-ends_on = 结束日期
programme-field-due_on = 截止日期
programme-field-owner = 负责人
programme-field-deputy = 代理负责人
programme-field-state_by = 状态来源
programme-field-gate = 条件
programme-field-kind = 类型
programme-field-audience = 读者
programme-field-title = 标题
note-programme-created = 项目已建立。现在可以补充日期、负责人和活动。
programme-close = 结束项目
programme-close-lead = 系统不再自动发送与其有关的邮件（包括周一邮件和提醒），其中的内容也不能再更改。任何内容都不会删除：页面和文件仍可照常查看，您也可以随时重新开启。
programme-close-goes-on = 嘉宾和单位仍可通过各自的链接答复，已批准发送的邀请和通知仍会寄出，成果的分享链接在到期或撤销之前继续有效。人员、机构和角色照常可以更改。
programme-close-ahead = { $n ->
   *[other] 还有{ $n }场活动尚未举行：
 }
programme-close-guests = { $n ->
   *[other] 已邀请{ $n }位嘉宾。
 }
programme-close-silent = { $n ->
   *[other] 其中{ $n }位尚未答复。
 }
programme-close-first = 如有活动不再举行，请先将其取消：项目结束后将无法再通知嘉宾。
programme-close-reason = 原因
programme-closed = 已结束
programme-closed-by = { $name }于{ $day }结束了此项目。
programme-closed-on = 此项目已于{ $day }结束。
programme-closed-means = 系统不再自动发送与其有关的邮件，其中的内容也不能更改。嘉宾和单位仍可通过各自的链接答复。
programme-closed-bar = 其中的内容不能更改。
programme-closed-ask = 可以重新开启此项目的人员：{ $names }。
programme-reopen = 重新开启
programme-reopen-lead = 其中的内容可以再次更改，周一邮件将再次提及此项目，活动存在风险时也会通知相关人员。
note-programme-closed = 项目已结束。您可以查看，但不能更改其中的内容。
note-programme-reopened = 项目已重新开启。
note-programme-city-added = 城市已添加，步骤和成果一并建立。

step-state-planned = 已计划
step-state-under-way = 进行中
step-state-done = 已完成
step-state-cancelled = 已取消
step-starts = 开始日期
step-ends = 结束日期
step-reason = 原因
step-reason-help = 将与此次修改一同记入历史。
step-change = 修改这一步骤
step-gates = 活动确认前须具备
step-no-deliverables = 这一步骤还没有成果。
step-no-deliverables-external = 这一步骤目前没有对外成果。
step-no-events = 这一步骤还没有活动。
step-event-outside = 日期不在本步骤的起止日期之内
step-check-title = 更改日期之前
step-check-nothing = 没有交付期限、活动或确认条件受这些日期影响。
step-check-due = { $n ->
   *[other] { $n }项交付期限保持不变，相关提醒的时间也不变：
 }
step-check-outside = { $n ->
   *[other] { $n }场活动不在新的起止日期之内，活动日期保持不变：
 }
step-check-gates = { $n ->
   *[other] { $n }处确认条件将发生变化：
 }
step-check-reminded = { $n ->
   *[other] { $n }条提醒将发给其他人：
 }
step-check-turn-opens = 条件将得到满足
step-check-turn-closes = 条件将不再满足
step-check-turn-at-risk = 活动将存在风险
step-check-turn-safe = 活动将不再存在风险
step-check-untold = 系统不会为此发送邮件。
step-check-mails = { $n ->
   *[other] 系统会就此给{ $n }人发送邮件：{ $names }。
 }
step-check-warnings = { $n ->
   *[other] 另有{ $n }封邮件告知存在风险的活动的负责人。
 }
step-check-unreached = 以下人员没有可用的邮箱地址，无法收到邮件：{ $names }。
step-check-act = 保存这些日期
step-check-done-title = 将步骤设为完成之前
step-check-undone-none = 该步骤应有一场活动，但尚未举行。
step-check-undone-events = { $n ->
   *[other] { $n }场活动尚未举行：
 }
step-check-undone-results = { $n ->
   *[other] { $n }项成果尚未批准：
 }
step-check-reason = 历史记录将保留您的理由：{ $reason }
step-check-done-act = 仍设为完成
step-past-edited = 日期或负责人有改动
step-past-moved = 状态有改动
step-state-follow = 随实际进展
step-state-help = 选择“随实际进展”，状态会跟随本步骤的活动和成果：研讨会、工作坊或会议须已举行且成果均已批准，才算完成。手动设定的状态保持不变，并须说明理由。
note-step-unchanged = 未作更改：该步骤已是此状态，也未记录理由。
step-deputy = 代理负责人
step-deputy-help = 代行负责人职责，并收到同样的通知。
step-state-by-facts = 随实际进展
step-state-by-hand = 手动设定
step-past-followed = 状态随实际进展变更
step-past-gate-changed = 条件已更改

programme-past-created = 已建立
programme-past-edited = 已修改
programme-past-closed = 结束项目
programme-past-reopened = 重新开启
city-past-added = 已添加
city-past-edited = 已修改
programme-field-summary = 简介
programme-field-name = 名称
programme-field-zone = 时区
programme-field-release_rule = 邀请函由谁批准发送
programme-field-slug = 网址中的名称
programme-field-template = 模板
programme-field-latitude = 纬度
programme-field-longitude = 经度
programme-field-hue = 颜色
programme-field-version = 版本
programme-field-notes = 改动说明
programme-field-file = 文件
programme-field-language = 语言
programme-field-verdict = 意见
programme-field-reviewers = 审阅人
programme-field-quorum = 所需批准数
programme-field-own_work = 自己的成果
programme-field-until = 有效期至
programme-field-share = 接收人
