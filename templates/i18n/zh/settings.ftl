# 本系统的情况，供管理员查阅。

settings-title = 设置
settings-lead = 本系统的各项情况。每项旁边注明可更改它的配置键，写在配置文件或环境变量中，下次启动时生效。
settings-inbound-title = 未配置收件邮箱。
settings-inbound = 所有答复均通过页面或由工作人员登记：嘉宾可点击邮件中的链接答复，也可来电。嘉宾的回信会送达活动联系人，不会进入 Convoke。

settings-mail = 邮件
settings-sender = 发件人
settings-relay = 邮件服务器
settings-relay-login = 需登录。
settings-relay-no-login = 无需登录。
settings-relay-folder = 本机文件夹
settings-relay-folder-note = 邮件不会发出，均保存在 { $folder }。
settings-relay-memory = 不发送：邮件仅存于内存，重启后丢失
settings-tls = 加密
settings-tls-implicit = 全程 TLS
settings-tls-starttls = 必须使用 STARTTLS
settings-tls-none = 不加密
settings-rate = 总发送限速
settings-domain-rate = 对单个域名的限速
settings-rate-none = 不限
settings-rate-hourly = 每小时最多{ $n }封
settings-connections = 同时连接数
settings-alarm-rings = 邮件服务器目前无法使用
settings-alarm-none = 邮件服务器正常
settings-alarm-last = 最近一次警报：
settings-alarm-ended = 已于{ $when }解除

settings-place = 地址与数据
settings-address = 公开地址
settings-address-https = 所有链接均使用此地址，Cookie 亦与之绑定。
settings-address-http = 所有链接均使用此地址。未启用 https，密码与答复将以明文传输。
settings-listens = 监听地址
settings-database = 数据库
settings-database-sqlite = SQLite，单个文件
settings-database-postgres = PostgreSQL
settings-folder = 数据文件夹
settings-folder-note = 链接密钥与上传的文件均在此处，请一并备份。
settings-sign-in = 登录有效期
settings-sign-in-days = { $n }天未访问即失效
settings-version = 版本
settings-languages = 语言
settings-languages-note = 每位读者使用一种语言：成员自选，嘉宾按其登记的语言。

settings-people = 人员与程序
settings-members = { $n }个有效账户
settings-tokens = 程序密钥
settings-tokens-note = 各人自行创建；密钥的权限不超过其账户。
settings-api = 程序接口

settings-release = 邀请函由谁批准发送
settings-release-alone = 一人即可批准发送。
settings-release-second = 须由另一人批准发送。
settings-release-nobody = 尚无：请授予某人本项目的角色。
settings-release-change = 更改规则
