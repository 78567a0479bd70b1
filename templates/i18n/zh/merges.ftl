# 同一人或同一机构的两份登记合并、再分开；邮箱易主。

merging-open = 合并…
merging-compare = 比较并合并
merging-title = 合并两份登记
merging-lead = 保留一份登记，另一份连同其所有关联并入其中。三十天内可以重新分开。
merging-halves = 两份登记并排比较
merging-kept = 保留
merging-other = 并入
merging-of-kept = 取自保留的登记
merging-of-other = 取自并入的登记
merging-swap = 改为保留这一份
merging-united = 邮箱、机构、群体和标签合在一起；同一机构有两个职务的，以保留的登记为准；同一问卷有两份答复的，以较晚提交的为准。并入的登记所关联的一切从此归保留的登记，原有链接继续有效。
merging-silences = 其中一位曾要求不再联系。合并之后，两边的邮箱都不再收到邮件。
merging-choose = 保留哪个值
merging-both-notes = 两者都保留，上下排列
merging-seats-title = 两份登记在同一活动都有席位
merging-seats-why = 保留一个席位。另一个关闭，所占名额释放，其链接转到保留的席位。
merging-seats-unseen = 两份登记在某活动都有席位，而您无权查看该活动的嘉宾。届时保留最后答复的席位。
merging-agreed = { $n }个字段两边一致
merging-after = 并入的登记，其页面会说明去向。两边的历史都可在保留的登记中查看。
merging-act = 合并
merging-changed = 期间有内容变动。以下为最新情况，请您再看一遍。
merging-both-members = 两份登记都关联成员账户：{ $first }和{ $second }。两个账户不能合为一个。请先停用其中之一，或请管理员解除关联。
merging-somebody = 名称已不再保存的登记

merging-pick-title = 与谁是同一人？
merging-pick-lead = 请选择同一人的另一份登记。合并之前，您会先看到两者的比较。
merging-pick-search = 其他人
merging-pick-two = 请勾选两人
merging-pick-two-why = 两份登记并排比较，然后合而为一。请在列表中恰好勾选两人，再次选择“合并…”。
merging-pick-back = 返回人员列表

merging-list-title = 已合并的登记
merging-list-lead = 哪份登记并入了哪份，哪些还可以撤销。
merging-none-title = 尚无合并
merging-none = 若同一人登记了两次，请打开其中一份，与另一份比较。合并记录列在此处，三十天内可以撤销。
merging-when = 时间
merging-state = 撤销
merging-until = 可撤销至{ $day }
merging-for-good = 已永久合并
merging-undone-by = { $name }于{ $ago }撤销
merging-section = 已并入此登记

merging-undo = 撤销
merging-undo-title = 重新分开两份登记
merging-went-into = 并入了
merging-undo-lead = { $other }将重新成为独立的登记，与{ $kept }并列。
merging-entry = 登记
merging-back-fields = 自身的字段和标签，恢复原样
merging-goes-back = 归还：
merging-stays = 之后有变动，除另有说明外留在{ $kept }名下：
merging-stays-field = { $field }：之后有修改
merging-stays-address = 邮箱 { $address }：之后有变动
merging-stays-seat = “{ $event }”的席位：之后已有人通过它答复，席位连同该答复一并归还
merging-stays-answer = “{ $event }”之后收到的答复：留在保留的席位上
merging-stays-waits = “{ $event }”的名额：已给了别人；席位归还，进入候补
merging-stays-gone = { $what }：之后已改归他处或移除
merging-stays-key = 来源编号“{ $key }”：现已归其他登记所有，不再归还
merging-stays-wish = 不再联系的意愿：两边都有；若本非其意，请手动解除
merging-some-event = 某活动
merging-undo-act = 分开
merging-after-first = { $name }在此之后合并，请先撤销那一次。
merging-look-there = 前往查看

merging-gone-title = 此登记已并入另一份
merging-gone = { $other }已于{ $when }由{ $by }并入{ $kept }。
merging-gone-why = 其所有关联都在那里。原有链接继续有效。
merging-gone-go = 前往该登记

merging-what-addresses = 邮箱
merging-what-affiliations = 机构
merging-what-groups = 群体
merging-what-tags = 标签
merging-what-steps = 负责的步骤
merging-what-deputies = 代理的步骤
merging-what-deliverables = 负责的成果
merging-what-accounts = 账户
merging-what-events = 担任联系人的活动
merging-what-seats = 活动席位
merging-what-mails = 邮件
merging-n-addresses = { $n }个邮箱
merging-n-affiliations = { $n }个机构职务
merging-n-groups = { $n }个群体
merging-n-tags = { $n }个标签
merging-n-steps = { $n }个步骤
merging-n-deputies = 代理{ $n }个步骤
merging-n-deliverables = { $n }项成果
merging-n-accounts = { $n }个账户
merging-n-events = { $n }个活动的联系人
merging-n-seats = { $n }个席位
merging-n-mails = { $n }封邮件

merging-hand = 移交
merging-hand-title = 此邮箱现归他人
merging-hand-lead = 请查找现在使用此邮箱的人。移交之前，您会先看到其后果。
merging-hand-choose = 就是此人
merging-hand-to = 此邮箱将归{ $name }。
merging-hand-how = 原持有人呢？
merging-hand-moves = 不再使用
merging-hand-shared = 两人共用
merging-hand-follows = 若{ $name }不再使用：
merging-hand-waiting = { $n ->
    [0] 没有待发到此邮箱的邮件
   *[other] 待发到此邮箱的{ $n }封邮件不再发出
 }
merging-hand-links = { $n ->
    [0] 没有发往此处的链接
   *[other] { $n }个链接失效，无论曾发往何处；请改用其他邮箱重新发送
 }
merging-hand-answers = 已作的答复仍归原持有人，现在使用此邮箱的人既看不到也不能更改
merging-hand-others = { $names }也使用此邮箱，继续保留
merging-hand-silent = 原持有人曾要求不再联系：解除之前，此邮箱不会收到邮件
merging-hand-act = 移交邮箱

note-people-merged = 两份登记已合为一份。
note-people-parted = 已重新分为两份登记。
note-address-handed-over = 邮箱已移交。
note-address-shared = 两人现在共用此邮箱。

contacts-action-merged = 并入了另一份登记
contacts-action-merged-away = 已并入另一份登记
contacts-action-parted = 与并入的登记分开
contacts-action-parted-again = 重新成为独立登记
contacts-action-address-handed-over = 移交了邮箱
contacts-action-address-taken-over = 接收了邮箱
contacts-field-merged = 并入的登记
history-seat-restored = 席位已归还
history-seat-link-renewed = 原链接已停用
history-source-seat-doubled = 同一人有两个席位
history-source-seat-parted = 登记已重新分开
outbox-reason-address-handed-over = 此邮箱现归他人。

problem-merged-away = 这份登记已并入另一份
problem-merged-away-why = 现在请在 { $address } 查看和修改。您发送的内容是为已并入的登记写的，因此没有保存。
problem-merge-same = 这本来就是一份登记
problem-merge-same-why = 请选择两份不同的登记合并。
problem-merge-both-members = 两位都是成员
problem-merge-both-members-why = 两个账户不能合为一个。请先停用其中之一，或请管理员解除账户与人员的关联，然后再合并。
problem-merge-too-old = 已永久合并
problem-merge-too-old-why = 三十天已过，分开所需的资料不再保存。
problem-merge-undone = 已经撤销
problem-merge-undone-why = 这两份登记已重新分开。
problem-merge-not-last = 请先撤销之后的合并
problem-merge-not-last-why = 同一登记的合并须按次序撤销，最近的在先。

# 机构。

merging-house-united = 并入的登记，其人员、邀请、赞助和渠道从此归保留的登记。在两边都有职务的人员，只保留一项。表格和文件中的旧名称仍可识别。赞助方名称因此变更的，须经两人重新审核后才会对外显示。
merging-house-invited = 两份登记都已受邀参加“{ $event }”。请先撤下其中一份邀请，然后再合并。
merging-house-unseen-event = 某个您无权查看嘉宾的活动
merging-house-courted-stays = 并入的登记曾谢绝赞助“{ $thing }”。该记录以旧名称保持原样。
merging-house-courted-swap = 两份登记都曾受邀赞助“{ $thing }”，而保留的登记已谢绝。请改为保留另一份。
merging-house-courted-open = 两份登记都在“{ $thing }”的赞助洽谈中。请先将并入登记的赞助标为谢绝并注明原因，然后再合并。
merging-house-shown = { $n ->
   *[other] 有{ $n }项赞助已以登记的名称审核通过、可对外显示。名称若有更改，须由两人重新审核后才会显示。
 }
merging-house-unseen-programme = 某个您无权查看赞助方的项目
merging-house-see-kept = 保留登记的赞助
merging-house-see-other = 并入登记的赞助
merging-house-pick-title = 哪份登记是同一机构？
merging-house-pick-lead = 请选择同一机构的另一份登记。合并之前，您会先看到两者的比较。
merging-house-pick-search = 其他机构
merging-house-pick-back = 返回机构列表
merging-house-none = 若同一机构登记了两次，请打开其中一份，与另一份比较。合并记录列在此处，三十天内可以撤销。
merging-house-back-fields = 自身的字段，恢复原样
merging-house-gone-why = 其所有关联都在那里。旧名称仍可识别。
merging-what-people = 人员
merging-what-institutions = 单位邀请
merging-what-places = 活动名额
merging-what-courtings = 赞助
merging-n-people = { $n }位人员
merging-n-institutions = { $n }份单位邀请
merging-n-places = { $n }个活动名额
merging-n-courtings = { $n }项赞助
problem-merge-both-invited = 两份登记受邀参加同一活动
problem-merge-both-invited-why = 同一单位的两份邀请不能合为一份。请先在该活动中撤下其中一份，然后再合并。
problem-merge-both-courted = 两份登记都在洽谈同一赞助
problem-merge-both-courted-why = 同一机构在一个项目或活动中只洽谈一次赞助。请先将并入登记的赞助标为谢绝并注明原因，然后再合并。

merging-what-delegations = 担任联系人的单位
merging-what-sessions = 出席的环节
merging-what-input = 提交的意见
merging-what-sponsorships = 相关的赞助
merging-what-traces = 经过和信函中的记录
merging-n-delegations = { $n }个单位的联系人
merging-n-sessions = { $n }个环节
merging-n-input = { $n }份意见
merging-n-sponsorships = { $n }项赞助
merging-n-traces = { $n }处记录
merging-both-seated = 两人出席同一活动，且其中一人代表单位。请先在该活动中撤下其中一人，或为该单位另行指定人员，然后再合并。
problem-merge-both-seated = 两人在同一活动中都有席位
problem-merge-both-seated-why = 两人出席同一活动，且其中一人代表单位。请先在该活动中撤下其中一人，或为该单位另行指定人员，然后再合并。
