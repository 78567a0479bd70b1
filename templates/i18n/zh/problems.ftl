# 出了什么问题，以及如何处理。

problem-home = 返回首页
problem-back = 返回表单（当前版本）
problem-kept = 您刚才填写的内容
problem-kept-why = 以下内容未保存，如仍需要，请从这里复制。
problem-page-aside = 接口说明
problem-not-found = 此处没有内容
problem-not-found-why = 地址可能有误，或内容已移动，或未对您开放。
problem-forbidden = 您可以查看，但不能执行此操作
problem-forbidden-why = 您的角色没有这项权限，请联系管理员或项目协调人。
problem-key-lacks = 此密钥不能执行此操作
problem-key-lacks-why = 您的账户有此权限，但密钥缺少“{ $scope }”范围。请在账户页面新建含该范围的密钥。
problem-share-internal = 内部成果不能用链接分享
problem-share-internal-why = 内部成果只供在项目中有角色的人员阅读。有权编辑该成果的人（协调人、该城市的地方协调人或课题负责人）可将其改为对外成果，然后即可建立链接；或者请管理员授予对方一个角色。
problem-wants-person = 此操作须由本人登录后进行
problem-wants-person-why = 密钥不能用来授予或收回管理员角色、停用管理员的账户、关闭他人的两步验证、创建其他密钥，也不能审核赞助方的标志与名称；请登录后在页面上操作。
problem-no-such-method = 此地址不支持这种请求方法
problem-no-such-method-why = 仅支持 { $allowed }，未作任何更改。
problem-sign-in = 请先登录
problem-sign-in-why = 需要账户，或在请求头“Authorization: Bearer …”中提供密钥。
problem-bad-token = 密钥无效
problem-bad-token-why = 密钥已停用、已过期或复制不完整。请在“您的账户”中重新生成。
problem-invalid = 部分内容无法接受
problem-invalid-why = 原因见各栏说明。所有内容均未保存。
problem-invalid-why-asked = 原因逐项列在下面。
problem-stale = 有人先一步修改了
problem-stale-why = 您打开之后内容已有变化。请重新载入，查看新版本后再修改。
problem-bad-if-match = If-Match 中没有版本
problem-bad-if-match-why = 请求头格式不正确：请填写最近读取的 ETag（带引号），或 *。未作任何更改。
problem-no-if-match = 请注明所依据的版本
problem-no-if-match-why = 修改时须在 If-Match 请求头中写明最近读取的 ETag，以免覆盖他人的修改。
problem-key-reused = 此 Idempotency-Key 属于另一个请求
problem-key-reused-why = 该 Idempotency-Key 曾用于内容不同的请求，或您的权限此后已变更。新的请求请使用新的 Idempotency-Key。
problem-request-at-work = 此请求正在处理
problem-request-at-work-why = 使用该 Idempotency-Key 的第一个请求尚未得到答复，请稍后重发。
problem-request-in-doubt = 此请求可能已经执行
problem-request-in-doubt-why = 使用该 Idempotency-Key 的第一个请求中途出错或被中断，无法确定是否已执行。请先查看结果；如未执行，请换用新的 Idempotency-Key 重新发送。
problem-forged = 该表单并非来自本站页面
problem-forged-why = 内容未作任何更改。请重新载入页面后再提交。
problem-too-many = 请求过于频繁
problem-too-many-why = 请等待{ $minutes }分钟后再试，内容不会丢失。
problem-too-large = 内容过大
problem-too-large-why = 此处最多接受{ $limit }。请缩减内容，或分次发送。
problem-unreadable = 无法读取
problem-unreadable-why = 发送的内容不完整或格式不符，未作任何更改。请检查后重新发送。
problem-bad-json = 内容不是 JSON
problem-bad-json-why = 读到第{ $line }行第{ $column }列时无法继续，未作任何更改。
problem-not-json = 内容未按 JSON 发送
problem-not-json-why = 请在请求头中写明“Content-Type: application/json”。未作任何更改。
problem-too-slow = 传输超时
problem-too-slow-why = 您发送的内容在途中中断，请检查网络后重新发送。
problem-broken-off = 连接中断
problem-broken-off-why = 内容未完整送达，未作任何更改，请重新发送。
problem-unsupported-media = 不接受此类内容
problem-unsupported-media-why = 可接受的类型请见接口说明。
problem-busy = 系统繁忙
problem-busy-why = 数据库未能及时响应。内容没有丢失，请稍后再试。
problem-internal = 系统出错了
problem-internal-why = 这是我们的问题，已按下方编号记录。您填写的内容没有被部分保存。
problem-duplicate = 已存在
problem-duplicate-why = 已有同名或同一地址的内容。请打开已有的，或换一个名称。
problem-dead-link = 链接已失效
problem-dead-link-why = 链接已使用过或已过期，请重新申请。
problem-already-set-up = 系统已安装完毕
problem-already-set-up-why = 请登录，或向管理员申请账户。
problem-last-administrator = 这是最后一位管理员
problem-last-administrator-why = 请先指定另一位管理员，否则系统将无人管理。
problem-gate-closed = 本活动暂时不能确认
problem-gate-closed-why = 前置条件尚缺“missing”所列各项。请先补齐；如有权限，也可说明理由后确认。
problem-gate-no-owner = 没有可提醒的人
problem-gate-no-owner-why = 此项尚无负责人，请先指定。
problem-gate-own = 没有其他可提醒的人
problem-gate-own-why = 此项仅由您本人负责，无需给自己发送提醒。
problem-gate-no-address = 没有可用的邮箱
problem-gate-no-address-why = 负责人没有可收信的邮箱，或已要求不再来信。请电话联系。
problem-gate-met = 此项已具备
problem-gate-met-why = 您要提醒的事项已不再缺少，请重新载入页面。
problem-programme-closed = 此项目已结束
problem-programme-closed-why = 重新开启之前，其中的内容不能更改，您提交的内容没有保存。
problem-programme-closed-why-asked = 您可以查看此项目；重新开启之前，其中的内容不能更改。
invalid-required = 请填写此项。
invalid-given-twice = 此项收到了多个内容，请您只填写一次。
invalid-too-long = 最多{ $limit }个字符。
invalid-too-long-by = 现有{ $length }个字符，最多{ $limit }个。
invalid-lines-differ = 现有{ $found }行，应为{ $wanted }行，每行一个选项。
invalid-choice-moved = 有一行用了另一选项原来的文字，已有的回答会因此变成另一种意思。请让每个选项留在原来的行。
invalid-meaning-unsaid = 已有人按原来的文字作答。请确认新文字含义相同，已有的回答将计入新文字之下；若含义不同，请另加一个问题。
invalid-before-event-ends = 活动持续到{ $when }。本问卷在活动之后征询意见，请选择更晚的时间。
invalid-too-short = 至少{ $limit }个字符。
invalid-out-of-range = { $how ->
    [one] 此处只能填写{ $max }。
   *[several] 请填写{ $min }至{ $max }之间的数字。
 }
invalid-not-a-cursor = 这不是上一页“next”给出的值；不填则从头开始。
invalid-not-a-number = 请填写数字。
invalid-email-too-long = 邮箱过长：最多254个字符，其中 @ 之前最多64个。
invalid-email-no-at = 邮箱应含一个 @，且前后均有内容。
invalid-email-character = 邮箱中有空格、括号或其他不允许的字符。
invalid-email-domain = @ 之后不是有效的域名。
invalid-email-dots = @ 前多了一个点。
invalid-bad-date = 请按2016-05-24的格式填写日期。
invalid-bad-clock = 请按09:00的格式填写时间。
invalid-bad-time = 请按2016-05-24 09:00的格式填写日期和时间。
invalid-skipped-hour = 当天时钟拨快，这一时刻并不存在。请改选前后的时间。
invalid-wants-administrator = 只有管理员可以取消这项规定。
invalid-unable = 只有角色允许在此处理这项工作的成员才能担任负责人。请从列表中选择。
invalid-unknown-zone =
    { $hint ->
        [near] 没有这个名称的时区，您是否想填 { $zones }？
       *[none] 请填写时区，例如 Asia/Shanghai 或 Europe/Brussels。
    }
invalid-own-deputy = 此人已是负责人，请另选一人，或不设代理人。
invalid-ends-before-start = 结束须在开始之后。
invalid-after-start = 该时间应早于活动开始时间。
invalid-outside-event = 我方环节的时间须在整个活动期间之内。
invalid-not-one-of = 请选择：{ $allowed }。
invalid-taken = 已被占用，请换一个。
invalid-no-such = { $quoted ->
    [yes] 没有找到“{ $name }”，请核对名称。
   *[no] 没有找到该名称，请核对。
 }
invalid-several-called = 有多项名为“{ $name }”，请写明所指的一项：{ $allowed }。
invalid-not-among = “{ $name }”不在可选项之内：{ $allowed }。
invalid-past = 该时间已过，请选择更晚的时间，或留空。
invalid-past-day = 这一天已过，请选择今天或以后的日期。
invalid-too-far = 日期太远：最长一年，最晚为{ $last }。
invalid-not-yet = 这一天尚未到来，最晚为{ $last }。
invalid-too-many-words = 现有{ $length }个词，最多{ $limit }个。
invalid-too-many-characters = 现有{ $length }个字，最多{ $limit }个。
invalid-before-offer = 材料于{ $day }提供，不可能在此之前转发。
invalid-not-theirs = 此人不属于该机构，请选择该机构的人员。
invalid-far-away = 请填写{ $first }至{ $last }之间的日期（今天前后三十年）。请核对年份。
invalid-fixed = 此项在创建时确定，之后不能更改。
invalid-past-for-guests = 该时间已过，而改期会通知嘉宾。请选择更晚的时间。
invalid-past-unmeant = 该日期已过。请选择更晚的日期，或确认活动确实在当时举行。
invalid-answers-over = 答复截止时间为{ $when }（{ $offset }），收信人届时已无法答复。请先为活动设定更晚的截止时间。
invalid-unknown-placeholder = 没有这样的占位符：{ $pairs }。箭头后是最接近的可用占位符。
invalid-greets-twice = { "{" }salutation{ "}" } 本身就是完整的称呼，例如“王教授，您好：”。请删去它前面的“{ $word }”。
invalid-unknown-name =
    { $hint ->
        [near] 此处没有这个名称，是否应为“{ $nearest }”？
        [list] 此处没有这个名称。可用的有：{ $known }。
       *[none] 此处没有这个名称。
    }
invalid-wrong-kind =
    { $wanted ->
        [text] 应为引号中的文本。
        [number] 应为数字。
        [boolean] 应为 true 或 false。
        [list] 应为方括号中的列表。
        [object] 应为大括号中的对象。
       *[other] 格式与要求不符。
    }
invalid-unbalanced-brace = 大括号不成对。
invalid-missing-language = 缺少该语言的文本：{ $language }。
invalid-weak-password = 该密码容易被猜到，请加长或换一个。
invalid-same-password = 这就是您当前的密码，请另设一个。
invalid-wrong-password = 当前密码不正确。
invalid-control-character = 其中含有不可见字符，请重新输入。
invalid-line-break = 其中有换行。请写在一行内；若为两人或两项，请分开填写。
invalid-bad-phone = 请填写电话号码：数字，其间可用空格和 + ( ) - . /，可加分机（如“转12”）；至少3位数字，最多40个字符。
invalid-bad-url = 请填写以 https:// 或 http:// 开头的网址。
invalid-below-accepted = { $how ->
    [one] 已有1位嘉宾确认参加。名额不能少于1个。
   *[several] 已有{ $accepted }位嘉宾确认参加。名额不能少于此数。
 }
invalid-circle = 条件会循环等待自身：{ $way }。请去掉其中一项。
invalid-too-deep = 条件组最多嵌套{ $limit }层，请合并部分条件组。
invalid-too-many = 最多{ $limit }项。
problem-storage-full = 存储空间不足
problem-storage-full-why = 本次上传未保存任何内容，其他功能不受影响。请系统管理人员清理空间。
problem-database-full = 存储空间不足，无法保存
problem-database-full-why = 未保存任何内容。请系统管理人员清理磁盘空间，之后您可以重新提交。
problem-store-away = 文件存储暂时无法使用
problem-store-away-why = 本次上传未保存任何内容。请您几分钟后再试；如仍不行，请告知系统管理人员。
problem-store-away-why-asked = 暂时无法读取该文件。请您几分钟后再试；如仍不行，请告知系统管理人员。
invalid-file-name-path = “{ $name }”：文件名中不能有斜杠或“..”。
invalid-file-name-unseen = “{ $name }”：文件名中有会改变显示顺序的不可见字符，请重新命名。
invalid-file-name-control = “{ $name }”：文件名中有控制字符，请重新命名。
invalid-file-name-long = “{ $name }…”：文件名超过{ $limit }字节，请缩短。
invalid-file-name-empty = 文件“{ $name }”没有名称，请为其命名。
invalid-file-no-ending = “{ $name }”没有扩展名。其内容为{ $found }，请据此命名。
invalid-file-empty = “{ $name }”是空文件，请上传有内容的文件。
invalid-file-no-entries = “{ $name }”中只有文件夹或空文件。
invalid-file-no-pages = “{ $name }”中没有任何页面。
invalid-file-no-sheets = “{ $name }”中没有任何工作表。
invalid-file-no-slides = “{ $name }”中没有任何幻灯片。
invalid-file-no-lines = “{ $name }”中没有任何文字。
invalid-file-no-pixels = “{ $name }”没有宽度或高度。
invalid-file-large = “{ $name }”太大：不得超过{ $limit } MB。请缩小或拆分。
invalid-file-forbidden = “{ $name }”是程序、脚本或网页（{ $what }），不接受此类文件。
invalid-file-unknown = “{ $name }”不属于可接受的类型：PDF、Office、OpenDocument、图片、SVG、CSV、文本、ZIP。
invalid-file-lying = “{ $name }”的扩展名是“{ $ending }”，但内容为{ $found }。请上传正确的文件，或按实际类型命名。
invalid-file-cut-off = “{ $name }”（{ $found }）已损坏或不完整，请重新上传。
invalid-file-encrypted = “{ $name }”已加密，或压缩方式无法检查，请上传未加密的文件。
invalid-file-macros = “{ $name }”含有宏，请另存为不含宏的文件。
invalid-file-bomb = “{ $name }”解压后会膨胀数百倍，不接受此类文件。
invalid-file-entries = “{ $name }”包含的文件超过{ $limit }个，请分成几个压缩包。
invalid-file-entry-path = “{ $name }”中的“{ $entry }”会解压到文件夹之外，请重新打包。
invalid-file-entry-link = “{ $name }”中的“{ $entry }”是指向其他位置的链接，请直接打包文件本身。
invalid-file-nested = “{ $name }”中包含另一个压缩包“{ $entry }”，请直接打包其中的文件。
invalid-file-entry = “{ $name }”中包含“{ $entry }”：不接受程序、脚本、网页、快捷方式和含宏的文档。
invalid-file-entry-active = “{ $name }”中的“{ $entry }”含有宏或脚本、会从外部加载内容，或无法检查。请打包不含这些内容的副本。
invalid-file-entry-double = “{ $name }”中有两个“{ $entry }”：在许多系统上，仅大小写或重音写法不同的名称会被视为同一文件。请为其中一个改名。
invalid-file-behind = “{ $name }”在压缩包结尾之后还有{ $bytes }个字节，请重新打包。
invalid-file-pixels = “{ $name }”为{ $width } × { $height }像素，最多接受{ $limit }百万像素。
invalid-file-active-pdf = “{ $name }”打开时会执行操作（{ $found }）。含有脚本、启动程序的命令，或附有程序、压缩包的 PDF 不予接受。请另存一份普通副本，例如打印为 PDF。
invalid-file-active = “{ $name }”是会执行操作的图形：带有脚本、鼠标响应、对引用的动画，或内嵌其他页面。请导出为普通图形。
invalid-file-outside = “{ $name }”会从外部加载内容：“{ $reference }”。请将其嵌入图形或删除。
invalid-file-entities = “{ $name }”的文件头自行声明了实体或属性，请重新导出为普通 SVG。
invalid-file-deep = “{ $name }”的元素嵌套超过{ $limit }层，请简化。
invalid-file-growing = “{ $name }”重复引用自身部件，展开后增加超过{ $limit }个元素，会使浏览器停止响应。请简化，或改为上传图片。
invalid-file-circular = “{ $name }”的某个部件无限引用自身，请重新导出。
invalid-file-sizeless = “{ $name }”没有尺寸：width、height 或 viewBox 为零或缺失，显示不出任何内容。请带尺寸重新导出。
invalid-file-many = “{ $name }”超出数量：一个版本最多{ $limit }个文件。
invalid-file-same = 该语言下已有“{ $name }”。请先移除，或换一个名称。
invalid-file-second = “{ $name }”是第二个文件，此处只接受一个，请分别上传。
invalid-too-few-reviewers = 数目过大：所选人员中只有{ $able }人可以批准；目前打开的版本的作者，以及已无审阅权限的人，不能批准。
