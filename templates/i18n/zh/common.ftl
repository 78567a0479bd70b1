# 所有页面共用的文字：框架、部件、动词、时间。

product-name = Convoke
skip-to-content = 跳到正文
main-navigation = 主导航
nav-programme = 项目
nav-events = 活动
nav-deliverables = 成果
nav-people = 人员
nav-organisations = 机构
nav-mail = 邮件
nav-accounts = 账户
nav-settings = 设置
nav-more = 更多
choose-programme = 切换项目
your-account = 您的账户
sign-out = 退出登录
choose-language = 语言
choose-theme = 外观
theme-auto = 跟随系统
theme-light = 浅色
theme-dark = 深色
page-where = 当前位置
page-request = 请求编号 { $id }

ago-now = 刚刚
ago-minutes = { $n }分钟前
ago-hours = { $n }小时前
ago-yesterday = 昨天
ago-days = { $n }天前
ago-weeks = { $n }周前
ago-months = { $n }个月前
ago-years = { $n }年前
due-late = 逾期{ $n }天
due-today = 今天
due-tomorrow = 明天

person-role-at = { $house } { $role }
form-optional = 可不填
form-problems = 有{ $n }处需要更正
form-untranslated = 尚无{ $language }
form-languages = 语言
language-en = 英文
language-fr = 法文
language-zh = 中文

list-next = 下一页
list-first = 第一页
list-shown = 显示{ $n }条
list-search = 搜索
list-filter = 筛选
list-reset = 显示全部
list-select-row = 选择{ $name }
list-select-page = 选择本页全部
list-select-all = 选择符合条件的全部{ $total }条
list-selected = { $n ->
    [0] 未选择
   *[other] 已选{ $n }条
 }
list-sort-by = 按{ $column }排序

clock-next-day = { $day }
undo-until = { $time }之前可以撤回。
undo-act = 撤回
confirm-back = 返回
history-by = 操作人：{ $name }
history-before = 修改前
history-after = 修改后
progress-of = { $done } / { $total }
progress-stop = 停止

preview-phone = 手机
preview-desk = 电脑
preview-dark = 深色
preview-text = 纯文本
preview-source = 源代码
preview-frame = 收件人看到的邮件

keys-title = 键盘快捷键
keys-search = 搜索
keys-go = 前往“{ $place }”
keys-help = 本列表
keys-close = 关闭

# 各页面可用的动词与词语。
act-save = 保存
act-cancel = 取消
act-edit = 编辑
act-delete = 删除
act-remove = 移除
act-add = 添加
act-search = 搜索
act-filter = 筛选
act-show = 查看
act-open = 打开
act-close = 关闭
act-back = 返回
act-continue = 继续
act-send = 发送
act-retry = 重试
act-stop = 停止
act-download = 下载
act-upload = 上传文件
act-export = 导出
act-import = 导入
act-preview = 预览
act-copy = 复制
act-clone = 复制
act-sign-in = 登录
word-yes = 是
word-no = 否
word-none = 无
word-all = 全部
word-any = 不限
word-and = 和
word-or = 或
word-name = 姓名
word-title = 标题
word-description = 说明
word-date = 日期
word-time = 时间
word-place = 地点
word-city = 城市
word-state = 状态
word-language = 语言
word-email = 电子邮箱
word-phone = 电话
word-note = 备注
word-notes = 备注
word-owner = 负责人
word-due = 截止日期
word-kind = 类型
word-role = 职务
word-group = 群体
word-groups = 群体
word-tags = 标签
word-history = 历史记录
word-number = 数量
word-people = 人员
word-today = 今天
word-unknown = 未知
word-not-set = 未填写
word-said = { $word }：{ $said }
history-field-in = { $field }（{ $language }）

# 两人修改了同一内容。
merge-title = 两个版本
merge-lead = 您编辑期间，有人保存了修改。双方的内容都没有丢失：请就以下每处不同作出选择，然后一次保存。
merge-before = 原为：
merge-mine = 您的版本
merge-theirs = 对方已保存的版本
merge-hand = 在此手动合并
merge-blank = 空
merge-undecided = 双方都修改了此项，请选择其一，或手动合并。
merge-written = 您在此写了合并后的文字，请选择它，或选择两个版本之一。
merge-after = 未列出的内容双方一致。
merge-save = 保存所选内容
note-merged-alike = 他人已保存了相同的内容，无需再作修改。
