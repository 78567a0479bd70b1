# 从表格导入人员。

import-title = 导入人员
import-lead = 直接使用您已有的表格：CSV 或 Excel 均可。您会先看到每一行的处理结果，确认之后才会写入。
import-file = 表格文件
import-file-help = CSV 或 XLSX，最大{ $limit }。Excel 和 WPS 请用“另存为”保存为其中一种；Numbers 或 LibreOffice 请导出为 XLSX。
import-file-missing = 请先选择文件。
import-upload-verb = 查看此文件
import-earlier = 以往的导入
import-none-yet = 暂无记录。导入了什么、由谁导入、结果如何，都会列在这里。
import-how-title = 怎样的表格最好用
import-how-headings = 第一行是列标题，其余每行一个人。
import-how-columns = 系统按中文、英文或法文列标题识别各列，您可在下一步更正。
import-how-several = 姓和名可以分成两列。一个单元格可以写多个邮箱，用分号隔开。
import-how-places = 城市和国家指机构所在地，仅补充尚未登记的信息。文件中的“请勿联系”会被保留，任何文件都不会取消已有的标记。
import-how-groups = 群体可用代码或任一语言的名称填写；可在群体页面查看和添加。
import-how-check = 写入之前会逐行检查。未通过的行可连同原因下载为文件。
import-how-again = 同一文件导入两次，不会重复添加。已有的人只会补充或更正，不会删除任何内容。
import-how-kept = 文件保留30天，之后自动删除。
import-example = 下载示例表格
import-by-command = 命令行
import-kilobytes = { $n } KB
import-megabytes = { $n } MB
import-gigabytes = { $n } GB

import-file-name = 文件
import-new = 新增
import-changed = 更改
import-same = 无变化
import-refused = 未通过
import-state-uploaded = 待核对各列
import-state-waiting = 等待中
import-state-checking = 检查中
import-state-running = 导入中
import-state-checked = 已检查，尚未导入
import-state-done = 已导入
import-state-stopped = 已停止
import-state-failed = 无法读取

import-step-file = 文件
import-step-columns = 各列
import-step-check = 检查
import-step-bring = 导入

import-encoding = 编码
import-separator = 分隔符
import-read-again = 重新读取
import-sheet = 工作表
import-sheet-read = 当前读取的是工作表“{ $sheet }”。此工作簿中还有：{ $others }。如需读取其他工作表，请在上方选择后重新读取。
import-encoding-help = 编码和分隔符已自动识别。如果姓名显示为乱码，请换一种编码后重新读取。
import-header-line = 列标题所在行
import-header-line-help = 列标题上方可以有表名等文字，这些文字不会导入。
import-unnamed = 以下各列有内容，但没有自己的列标题（例如位于合并单元格之下），因此不会导入：{ $columns }。如需导入，请在下方选择其含义。
import-encoding-utf-8 = UTF-8（各种语言）
import-encoding-gb18030 = GB18030（简体中文）
import-encoding-big5 = Big5（繁体中文）
import-encoding-windows-1252 = Windows-1252（西欧语言）
import-encoding-utf-16le = UTF-16LE（Excel 的“Unicode 文本”）
import-encoding-utf-16be = UTF-16BE
import-separator-comma = 逗号（,）
import-separator-semicolon = 分号（;）
import-separator-tab = 制表符
import-separator-pipe = 竖线（|）
import-garbled = 有些字符在此编码下无法识别，请尝试其他编码。
import-encoding-doubt = 文件中可用于判断编码的字符很少，或有字符与判断不符。现按“{ $encoding }”读取，请您查看下方姓名；如有错误，请选择其他编码。
import-header-only = 只有列标题，下面没有内容。
import-columns-title = 各列的含义
import-columns-lead = 忽略的列不会读取。邮箱、电话、群体、标签和备注可以来自多列，其余各项只能来自一列。
import-columns-nobody = 请指明哪一列是姓名，否则无法区分每个人。
import-column = 列
import-examples = 例如
import-says = 含义
import-column-says = “{ $column }”一列的含义
import-column-left-out = （忽略）
import-column-blank = 前几行为空
import-column-unnamed = 第{ $n }列（无标题）
import-rival = “{ $column }”（第{ $n }列）也表示“{ $field }”，但不会读取：该项取自“{ $read }”（第{ $m }列）。
import-rivals-choose = 如果应以另一列为准，请在下方选择该列，并忽略前一列。
import-column-twice = “{ $column }”：已有另一列表示“{ $field }”，请忽略其中一列。
import-first-rows = 读取结果的前{ $n }行
import-check-verb = 检查所有行
import-check-help = 此时不会写入任何内容，只说明每一行将如何处理。
import-change-columns = 修改各列含义

import-field-name = 姓名
import-field-latin-name = 拉丁字母姓名
import-field-family-name = 姓
import-field-given-name = 名
import-field-salutation = 称呼
import-field-salutation-en = 称呼（英文）
import-field-salutation-fr = 称呼（法文）
import-field-salutation-zh = 称呼（中文）
import-field-organisation = 机构
import-field-organisation-kind = 机构类别
import-field-place = 机构所在城市
import-field-country = 机构所在国家
import-field-role = 职务
import-field-role-en = 职务（英文）
import-field-role-fr = 职务（法文）
import-field-role-zh = 职务（中文）
import-field-email = 邮箱
import-field-phone = 电话
import-field-language = 语言
import-field-groups = 群体
import-field-tags = 标签
import-field-notes = 备注
import-field-key = 来源编号
import-field-do-not-contact = 请勿联系
import-of-field = { $field }：{ $said }

import-line = 行
import-reason = 原因
import-changes = 更改内容
import-lines-read = 已读取{ $n }行
import-waits = 即将开始。
import-tried = 检查结果：新增 { $new }，更改 { $changed }，无变化 { $same }，未通过 { $refused }。
import-unattended = 当前没有处理进程：请在服务器上启动“convoke serve”或“convoke work”，导入随后会自动开始。
import-checking-note = 正在与已有人员逐行比对。您可以离开此页，检查不会中断。
import-running-note = 您可以离开此页，导入不会中断。停止或中断后，可从最后一条已完成的行之后继续。
import-stopping = 处理完手头的几行后即停止。
import-would-new = { $n ->
   *[other] 行，将新增人员
 }
import-would-changed = { $n ->
   *[other] 行，将补充或更正
 }
import-would-same = { $n ->
   *[other] 行没有新内容
 }
import-would-refused = { $n ->
   *[other] 行未通过
 }
import-did-new = { $n ->
   *[other] 人已新增
 }
import-did-changed = { $n ->
   *[other] 人已更正
 }
import-did-same = { $n ->
   *[other] 行没有新内容
 }
import-did-refused = { $n ->
   *[other] 行未通过
 }
import-ready = 新增{ $new }人，更正{ $changed }人。
import-nothing-to-do = 文件中的人员均已存在，无需导入。
import-all-refused = 文件中没有一行可以直接导入，暂无可导入的内容。
import-refused-note = 有{ $n }行不会导入，原因见下。
import-bring-verb = 导入{ $n }人
import-discard = 丢弃此文件
import-discard-title = 丢弃此文件？
import-discard-lead = 文件及逐行检查结果将被删除。何时、由谁上传的记录会保留在列表中。
import-discard-written = 已导入或更正的{ $n }人不受影响。
import-refused-file = 下载未通过的行（CSV）
import-see-people = 查看人员
import-mend-note = 有{ $n }行未通过。请下载这些行，更正后再导入该文件即可，其中只有这些行。
import-another = 导入另一个文件
import-stopped-dry = 检查没有完成，未写入任何内容。
import-stopped-write = 前{ $n }行已经完成，不会撤销。继续时从其后开始。
import-go-on = 继续
import-failed-note = 此前已导入的内容保留，没有只完成一半的行。
import-file-gone = 文件及逐行结果已不再保留。
import-lines-new = 新增
import-lines-changed = 更改
import-lines-same = 无变化
import-lines-refused = 未通过
import-capped = 仅列出前{ $n }行。
import-no-lines = 这里没有内容。

import-why-file-unreadable = 文件无法读取，请再试一次。
import-why-file-empty = 文件是空的。
import-why-file-html = 这是网页，不是表格，与文件名无关。许多系统会把网页导出成“.xls”：请用 Excel 打开后另存为 XLSX。
import-why-file-xml = 这是 XML 文件，不是表格。请用 Excel 打开后另存为 XLSX。
import-why-file-pdf = 这是 PDF 文件，请索取生成它的原始表格。
import-why-file-image = 这是图片，请索取其中的原始表格。
import-why-file-old-excel = 这是旧版 Excel 工作簿（XLS），请打开后另存为 XLSX。
import-why-file-encrypted = 该工作簿有密码保护，请另存一份不带密码的副本。
import-why-file-binary-workbook = 这是二进制 Excel 工作簿（XLSB），请另存为 XLSX。
import-why-file-open-document = 这是 OpenDocument 文件，请另存为 XLSX 或 CSV。
import-why-file-archive = 这是压缩包或其他文档，不是表格。请解压后选择表格本身。
import-why-file-damaged-zip = 该工作簿已损坏或上传不完整。请打开后重新保存，再试一次。
import-why-file-rich-text = 这是文本文档，不是表格。请把其中的表格复制到电子表格中。
import-why-file-binary = 这不是表格：其中含有文本不会有的字节。
import-why-file-no-header = 文件有行，但行中没有内容。
import-why-file-ends-above = 第{ $line }行及其下方没有内容。请填写列标题实际所在的行。
import-why-file-header-too-many-columns = 第一行超过{ $limit }列。请删除不需要的列，或更换分隔符。
import-why-file-header-cell-too-long = 有一个列标题超过{ $limit } KB。第一行应为简短的列标题。
import-why-file-header-record-too-long = 第一行超过{ $limit } KB。第一行应为简短的列标题。
import-why-file-header-unclosed-quote = 第一行有引号没有闭合。
import-why-file-header-nul = 第一行含有不可见的 NUL 字符。
import-why-file-header-lost-characters = 列标题在此编码下无法读取，请更换编码。
import-why-file-header-ragged = 第一行无法读取。
import-why-file-needs-memory = 读取该工作簿需要超过{ $limit } MB 内存，已超出导入上限。请把工作表另存为 CSV。
import-why-file-too-slow = 读取该工作簿需要超过{ $limit }秒的计算时间，请把工作表另存为 CSV。
import-why-file-damaged = 该工作簿已损坏。请打开后重新保存，再试一次。
import-why-file-bomb = 该工作簿解压后远超应有的大小，请把工作表另存为 CSV。
import-why-file-too-large = 该工作簿解压后超过{ $limit } MB，请把工作表另存为 CSV。
import-why-file-too-many-parts = 该文件的组成部分超过{ $limit }个，远多于一张表格所需。请把工作表另存为 CSV。
import-why-file-no-sheet = 该工作簿中没有含表格的工作表。
import-why-file-no-such-sheet = 该工作簿中没有名为“{ $sheet }”的工作表。现有工作表：{ $sheets }。
import-why-file-without-sheets = 该文件是文本文件，没有工作表。
import-why-file-process = 工作簿读取程序出错。这是我们的问题，已记录；您可以改用 CSV 文件。
import-why-file-too-many-rows = 工作簿最多{ $limit }行。请把工作表另存为 CSV，CSV 没有此限制。
import-why-file-changed = 文件与核对各列时的不同，请重新核对。
import-why-too-many-columns = 超过{ $limit }列。
import-why-cell-too-long = 第{ $column }列的单元格超过{ $limit } KB。
import-why-record-too-long = 该行超过{ $limit } KB。
import-why-unclosed-quote = 有引号没有闭合。
import-why-nul = 含有不可见的 NUL 字符。
import-why-lost-characters = 含有此编码下无法识别的字符。
import-why-ragged = 有{ $found }个单元格，而列标题只有{ $expected }个：通常是文字中的分隔符没有加引号。
import-why-cell-error = 第{ $column }列在表格中显示为错误。
import-why-not-stored = 数据库未能接受该行。
import-why-changes = 有更改。

note-import-discarded = 文件已删除。
problem-import-file = 此文件无法读取
problem-import-file-why = { $why }
problem-import-state = 现在不能执行
problem-import-state-why = 打开此页之后，导入的状态已有变化，请重新载入。
problem-import-gone = 文件已不再保留
problem-import-gone-why = 文件在30天后或被丢弃时删除。请重新上传。
