# 受邀单位：后台、单位自己的页面、公函。

delegations-title = 单位
delegations-add = 邀请单位
delegations-add-act = 预留这些席位
delegations-empty = 还没有单位
delegations-empty-why = 向一个机关、商会或大学只发一次邀请，由一位联系人代收，预留若干席位；对方告知使用几席，并报送参会人员。
delegations-choose = 哪个单位？
delegations-choose-lead = 现在不会发出任何邮件。您批准发送之后，邀请函才会发出。
delegations-search = 单位名称
delegations-none-found = 没有找到单位
delegations-none-found-why = 请试试名称的一部分，或先把它加入机构名录。
delegations-institution = 单位
delegations-contact = 收函人
delegations-contact-help = 代表该单位与我们联系的人。换人之后，原联系人不再收到任何邮件，原链接随即失效。
delegations-no-mailbox = 没有邮箱
delegations-places = 席位
delegations-places-help = 1至50席。
delegations-rank = 礼宾次序
delegations-rank-help = 1排在最前。留空则排在最后。
delegations-language = 公函语言
delegations-wording = 公函用语
delegations-wording-why = 公函的称呼与结尾。只有公函所用的语言必须填写。
delegations-salutation-label = 称呼
delegations-salutation-help = 例如：尊敬的王局长：
delegations-closing-label = 结尾
delegations-closing-help = 每行单独成行。
delegations-salutation = 尊敬的领导：
delegations-closing = 此致
    敬礼
delegations-lonely = 通讯录里还没有这个单位的人。
delegations-lonely-act = 查看该单位
delegations-place = 席位
delegations-col-accepted = 已获席位
delegations-col-taken = 使用
delegations-col-named = 已报人员
delegations-wait = { $n ->
   *[other] { $n }席候补
 }
delegations-of-places = { $n ->
   *[other] 其中{ $n }席属于单位。
 }
delegations-not-yet = { $n ->
   *[other] 全部{ $n }个尚未邀请的单位
 }
delegations-who-are-silent = { $n ->
   *[other] 提醒{ $n }个尚未答复的单位
 }
delegations-default-name = 致各单位邀请函
delegations-default-subject = 关于邀请贵单位出席“{"{"}event{"}"}”的函
delegations-default-body = 兹定于{"{"}date{"}"}在{"{"}city{"}"}举行“{"{"}event{"}"}”，诚邀贵单位派员出席，并请告知参会人员名单。
delegations-chase-default-name = 提醒各单位
delegations-chase-default-subject = 关于敬请贵单位答复“{"{"}event{"}"}”邀请的函
delegations-chase-default-body = 此前曾函邀贵单位派员出席“{"{"}event{"}"}”，至今尚未收到答复。敬请告知贵单位是否派员出席及参会人员名单；如不便出席，亦请告知，以便将席位另作安排。
delegations-chase = { $n ->
   *[other] { $n }个单位已发函、尚未答复
 }
delegations-counting = 本活动如何计数
delegations-counting-why = 用于容量、候补名单和确认条件。
delegations-counting-places = 按单位使用的席位，不论是否已报人员
delegations-counting-people = 按已报姓名的人员
delegations-counting-act = 按此计数
delegations-silent = 该单位的联系人不愿再收到邮件。请打电话，或另选联系人。
delegations-unasked = 尚未向该单位现在的联系人发函。
delegations-unasked-act = 起草公函
delegations-unlinked = 该单位已经答复，不再另行发函；但现在的联系人还没有链接。请将该单位的答复连同链接发给联系人，以便更改答复、报送人员。
delegations-link = 发送答复与链接
delegations-turn = { $n ->
   *[other] 该单位正在候补，现在可获得{ $n }席。
 }
delegations-turn-before = { $n ->
   *[other] 另有{ $n }席候补更久。您仍可继续。
 }
delegations-turn-free = { $n ->
   *[other] 有{ $n }个空席。
 }
delegations-turn-unlimited = 名额已不再限制。
delegations-turn-waiting = { $n ->
   *[other] 各单位共有{ $n }席候补。
 }
delegations-admit = { $n ->
   *[other] 给予该单位{ $n }席
 }
delegations-standing-all = 全部单位
delegations-standing-waiting = 候补
delegations-none-waits = 没有单位候补
delegations-none-waits-why = 各单位所用的席位均已落实。
delegations-delegates = 参会人员
delegations-nobody = 尚未报送
delegations-name = 报送
delegations-name-act = 报送参会人员
delegations-name-save = 报送此人
delegations-name-later = 参会人员可以以后再报，在答复截止之前均可更改。
delegations-substitute = 换人
delegations-substitute-title = 改派他人
delegations-instead = 接替
delegations-changed-since = 您打开此页之后，该席位已有变动。请查看现在的参会人员；如仍需更改，请重新提交。
delegations-withdraw = 撤回
delegations-withdraw-title = 撤回人员
delegations-withdraw-why = 席位仍归贵单位；此人不再收到本活动的消息，所登记的个人需求随即删除。
delegations-withdraw-staff = 席位仍归该单位；此人不再收到本活动的消息，所登记的个人需求随即删除。
delegations-withdraw-act = 撤回此人
delegations-story = 经过
delegations-somebody = 某人
delegations-story-created = { $n ->
   *[other] 预留{ $n }席
 }
delegations-story-edited = { $n ->
   *[other] 现预留{ $n }席
 }
delegations-story-contact-replaced = 收函人由{ $former }改为{ $who }
delegations-story-invited = 致{ $who }的公函已批准发送
delegations-story-recalled = 公函在发出前已撤回
delegations-story-accepted = { $n ->
   *[other] 答复参加，需要{ $n }席
 }
delegations-story-tentative = { $n ->
   *[other] 答复待定，可能使用{ $n }席
 }
delegations-story-declined = 答复不参加
delegations-story-waits = { $n ->
   *[other] { $n }席当时没有空额，列入候补
 }
delegations-story-admitted = { $n ->
   *[other] 空出{ $n }席，已给予该单位
 }
delegations-story-linked = 已将答复与链接发给{ $who }
delegations-story-said = 报送时另填，未写入其登记：{ $said }
delegations-story-named = 报送{ $who }
delegations-story-substituted = { $who }接替{ $former }
delegations-story-withdrawn = 撤回{ $former }
delegations-story-asked-again = 活动改期，重新征询
delegations-story-restored = 改期已撤销，原答复有效
delegations-story-removed = 席位已取消
delegations-taken-by = { $way } · 由{ $name }记录
delegations-letter-title = 公函
delegations-letter-read = 阅读并打印公函
delegations-letter-about = 事由
delegations-until = 答复截止
delegations-all = 全部单位
delegations-remove = 取消该单位的邀请
delegations-remove-what = { $n ->
   *[other] 该单位将失去本活动的{ $n }个席位。
 }
delegations-remove-why = 其链接随即失效，尚未发出的邮件不再发出。不会通知任何人。已发生的事情仍保留记录。
delegations-remove-accepted = { $n ->
   *[other] 其已获的{ $n }席重新空出。
 }
delegations-remove-act = 取消邀请
delegations-taken = 使用席位
delegations-taken-help = { $n ->
   *[other] 共预留{ $n }席。若不参加，保持不变即可。
 }
delegations-source-help = 例如：其秘书陈女士。选择“其他方式”或截止后报送时必须填写。
delegations-native-name = 姓名（本国文字）
delegations-native-help = 按本人书写：李明，或 Jean Dupont。
delegations-latin-name = 姓名（拉丁字母）
delegations-role = 职务或职称
delegations-role-help = 例如：副局长。
delegations-likely = 是哪一位？
delegations-likely-help = 可能是同一人，也可能是同名。
delegations-likely-why = 已有同名的人，请选择。
delegations-somebody-new = 新的人
delegations-yours = 贵单位的答复
delegations-ask = 贵单位是否派员出席？
delegations-ask-until = 贵单位是否派员出席？请于{ $when }之前答复。
delegations-answer = 答复
delegations-come = 参加
delegations-perhaps = 待定
delegations-stay-away = 不参加
delegations-how-many = 使用几席？
delegations-n-places = { $n ->
   *[other] { $n }席
 }
delegations-send = 提交答复
delegations-full = 席位已满。您仍可答复，所需席位将依次候补。
delegations-late = 您刚才提交的内容已无法受理。
delegations-no-places = 没有使用席位。
delegations-place-none = 尚未答复
delegations-place-accepted = 已获席位
delegations-place-tentative = 待定
delegations-place-declined = 已放弃
delegations-place-waiting = 候补
delegations-understood-none = 贵单位尚未答复。
delegations-understood-accepted = { $n ->
   *[other] 贵单位已获{ $n }席。
 }
delegations-understood-waiting = { $n ->
   *[other] { $n }席正在候补。
 }
delegations-understood-tentative = { $n ->
   *[other] 我们已记录贵单位暂未确定，可能使用{ $n }席。
 }
delegations-understood-declined = 我们已记录贵单位不能参加，感谢告知。
delegations-said-accepted = { $n ->
   *[other] 该单位已获{ $n }席。
 }
delegations-said-waiting = { $n ->
   *[other] 该单位有{ $n }席候补。
 }
delegations-said-tentative = { $n ->
   *[other] 该单位待定，可能使用{ $n }席。
 }
delegations-said-declined = 该单位不参加。
delegations-number = { $year }年第{ $number }号
delegations-attention = { $name }{ $role }
delegations-mail-places = { $n ->
   *[other] 已为贵单位预留{ $n }席。
 }
delegations-mail-answer-here = 请在此答复并报送参会人员，无需账户：
delegations-mail-verb = 答复并报送人员
delegations-mail-paper = 公函（可阅读、打印）：
delegations-mail-named = 参会人员：{ $names }。
delegations-mail-name-later = 参会人员确定后，敬请报送。
delegations-notice-subject = { $subject }（{ $house }）
delegations-mail-subject-none = { $event }：贵单位的答复
delegations-mail-subject-accepted = { $event }：贵单位席位已确认
delegations-mail-subject-waiting = { $event }：贵单位席位候补
delegations-mail-subject-tentative = { $event }：贵单位暂未确定
delegations-mail-subject-declined = { $event }：贵单位不参加
note-delegation-added = 已为该单位预留席位，尚未发函。
note-delegation-saved = 已保存。
note-delegation-removed = 已取消该单位的邀请。
note-delegate-named = 已登记人员。
note-delegate-withdrawn = 已撤回人员。
note-delegation-admitted = 席位已给予该单位，能收邮件的将收到通知。
note-delegation-linked = 答复与链接即将发出。
note-counting-set = 从现在起按此计数。
event-did-institution-invited = 添加单位
event-did-institution-edited = 更改单位邀请
event-did-institution-answered = 单位答复
event-did-institution-admitted = 给予候补单位席位
event-did-institution-linked = 向单位发送答复与链接
event-did-institution-removed = 取消单位邀请
event-did-institution-link-renewed = 单位原链接已停用
event-did-counting-set = 更改计数方式
event-field-institution = 单位
event-field-places = 席位
event-field-rank = 礼宾次序
event-field-answer = 答复
event-field-counting = 计数方式
event-field-contact = 收函人
event-field-language = 语言
event-field-source = 来源
history-seat-named = 单位报送人员
history-seat-substituted = 单位改派他人
history-seat-withdrawn = 单位撤回人员
history-field-delegate = 参会人员
history-field-source = 来源
outbox-kind-delegation-invitation = 致单位的公函
outbox-kind-delegation-confirmation = 致单位的确认
outbox-reason-succeeded = 该单位已换人联系或出席。
invalid-named-twice = 此人已在名单中。
invalid-holds-seat = { $whose ->
    [own] 此人已以个人名义受邀。一人只占一席。
   *[institution] 此人已代表{ $at }出席。一人只占一席。
 }
invalid-cannot-be-named = 此人无法在此报送，请与我们联系。
invalid-no-place-left = { $how ->
    [none] 尚未使用席位，请先答复使用几席。
    [one] 所用的1席已报送人员。请增加席位，或先撤回此人。
   *[several] 所用的{ $places }席均已报送人员。请增加席位，或先撤回一人。
 }
invalid-below-taken = { $how ->
    [one] 该单位已使用1席。请先录入新的答复。
   *[several] 该单位已使用{ $taken }席。请先录入新的答复。
 }
invalid-still-named = 已报送{ $named }人：{ $names }。请先撤回其中几位，或增加席位。
