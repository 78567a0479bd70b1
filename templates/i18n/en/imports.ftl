# Bringing in people from a spreadsheet.

import-title = Import people
import-lead = From the spreadsheet you already have: CSV or Excel. Nothing is brought in before you have seen what would become of each line.
import-file = Spreadsheet
import-file-help = CSV or XLSX, up to { $limit }. From Excel, “Save as” either will do; from Numbers or LibreOffice, export as XLSX.
import-file-missing = Choose a file first.
import-upload-verb = Look at this file
import-earlier = Earlier imports
import-none-yet = None yet. What was imported, by whom and with what result, will be listed here.
import-how-title = What makes a good table
import-how-headings = The first row holds the headings, each other row one person.
import-how-columns = Columns are recognised by their headings in English, French or Chinese. You can correct that in the next step.
import-how-several = Family and given name may stand in two columns. One cell may hold several addresses, separated by semicolons.
import-how-places = Place and country are the organisation’s, and say only what was not known. A “do not contact” in the file is kept; nothing in a file lifts one.
import-how-groups = Groups are named by their code or their name in any language; there is a page to see and add them.
import-how-check = Each line is checked before anything is written. Refused lines come back as a file, with the reasons.
import-how-again = The same file twice adds nobody twice. A line about somebody known adds or corrects, and never removes.
import-how-kept = The file is kept for 30 days, then removed.
import-example = An example to begin with
import-by-command = command line
import-kilobytes = { $n } KB
import-megabytes = { $n } MB
import-gigabytes = { $n } GB

import-file-name = File
import-new = New
import-changed = Changed
import-same = The same
import-refused = Refused
import-state-uploaded = columns to be matched
import-state-waiting = waiting
import-state-checking = being checked
import-state-running = being imported
import-state-checked = checked, not yet imported
import-state-done = imported
import-state-stopped = stopped
import-state-failed = could not be read

import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-bring = Import

import-encoding = Encoding
import-separator = Separator
import-read-again = Read again
import-sheet = Sheet
import-sheet-read = This is the sheet “{ $sheet }”. The workbook also holds: { $others }. To read another, choose it above and read again.
import-encoding-help = Encoding and separator were found out from the file. If names look garbled, choose another encoding and read again.
import-header-line = Headings are in row
import-header-line-help = Titles may stand above the headings; what stands above them is not imported.
import-unnamed = These columns hold something but have no heading of their own, as under merged cells, and are left out: { $columns }. Choose below what they say if you want them.
import-encoding-utf-8 = UTF-8 (any language)
import-encoding-gb18030 = GB18030 (simplified Chinese)
import-encoding-big5 = Big5 (traditional Chinese)
import-encoding-windows-1252 = Windows-1252 (Western Europe)
import-encoding-utf-16le = UTF-16LE (“Unicode text” of Excel)
import-encoding-utf-16be = UTF-16BE
import-separator-comma = comma ( , )
import-separator-semicolon = semicolon ( ; )
import-separator-tab = tab
import-separator-pipe = bar ( | )
import-garbled = Some characters mean nothing in this encoding. Another one may be right.
import-encoding-doubt = Few letters of this file tell its encoding, or some tell otherwise. It is read as { $encoding }. Please look at the names below, and choose another encoding if they are wrong.
import-header-only = There are headings, but no line below them.
import-columns-title = What each column says
import-columns-lead = Columns left out are not read. Several may give addresses, phone numbers, groups, tags or notes; everything else comes from one column.
import-columns-nobody = Say which column holds the names: nobody can be told apart without.
import-column = Column
import-examples = For example
import-says = Says
import-column-says = What the column “{ $column }” says
import-column-left-out = (left out)
import-column-blank = empty in the first rows
import-column-unnamed = Column { $n }, without a heading
import-rival = “{ $column }” (column { $n }) says “{ $field }” too and is left out: that is read from “{ $read }” (column { $m }).
import-rivals-choose = If the other one is right, choose it below and leave the first out.
import-column-twice = “{ $column }”: another column says “{ $field }” already. Leave one of them out.
import-first-rows = { $n ->
    [one] The first row as it was read
   *[other] The first { $n } rows as they were read
 }
import-check-verb = Check all lines
import-check-help = Nothing is written yet: the check says what would become of each line.
import-change-columns = Change the columns

import-field-name = Name
import-field-latin-name = Name in Latin letters
import-field-family-name = Family name
import-field-given-name = Given name
import-field-salutation = Form of address
import-field-salutation-en = Form of address (English)
import-field-salutation-fr = Form of address (French)
import-field-salutation-zh = Form of address (Chinese)
import-field-organisation = Organisation
import-field-organisation-kind = Kind of organisation
import-field-place = Place of the organisation
import-field-country = Country of the organisation
import-field-role = Role
import-field-role-en = Role (English)
import-field-role-fr = Role (French)
import-field-role-zh = Role (Chinese)
import-field-email = Email
import-field-phone = Phone
import-field-language = Language
import-field-groups = Groups
import-field-tags = Tags
import-field-notes = Notes
import-field-key = Key in the source
import-field-do-not-contact = Do not contact
import-of-field = { $field }: { $said }

import-line = Line
import-reason = Reason
import-changes = What changes
import-lines-read = { $n ->
    [one] 1 line read
   *[other] { $n } lines read
 }
import-waits = It begins in a moment.
import-tried = Tried out before: { $new } new, { $changed } corrected, { $same } already known, { $refused } refused.
import-unattended = Nobody is at work: start “convoke serve” or “convoke work” on the server. It then begins by itself.
import-checking-note = Each line is compared with the people who are known. You may leave this page; nothing stops.
import-running-note = You may leave this page; nothing stops. Stopped or interrupted, it can go on behind the last line that counts.
import-stopping = It stops after the lines in hand.
import-would-new = { $n ->
    [one] would be new
   *[other] would be new
 }
import-would-changed = { $n ->
    [one] would add or correct something
   *[other] would add or correct something
 }
import-would-same = { $n ->
    [one] says nothing new
   *[other] say nothing new
 }
import-would-refused = { $n ->
    [one] cannot be taken
   *[other] cannot be taken
 }
import-did-new = { $n ->
    [one] new person
   *[other] new people
 }
import-did-changed = { $n ->
    [one] person corrected
   *[other] people corrected
 }
import-did-same = { $n ->
    [one] line said nothing new
   *[other] lines said nothing new
 }
import-did-refused = { $n ->
    [one] line refused
   *[other] lines refused
 }
import-ready = { $new ->
    [0] Nobody new,
    [one] One new person,
   *[other] { $new } new people,
 } { $changed ->
    [0] nobody changed.
    [one] one corrected.
   *[other] { $changed } corrected.
 }
import-nothing-to-do = Everybody in this file is known already. There is nothing to bring in.
import-all-refused = No line of this file can be taken as it is. There is nothing to bring in.
import-refused-note = { $n ->
    [one] One line will be left out; its reason stands below.
   *[other] { $n } lines will be left out; the reasons stand below.
 }
import-bring-verb = { $n ->
    [one] Import 1 person
   *[other] Import { $n } people
 }
import-discard = Discard this file
import-discard-title = Discard this file?
import-discard-lead = The file and what was found in it line by line are removed. That it was here, when and from whom stays in the list.
import-discard-written = { $n ->
    [one] The person it brought in stays.
   *[other] The { $n } people it brought in or corrected stay.
 }
import-refused-file = Refused lines as CSV
import-see-people = See the people
import-mend-note = { $n ->
    [one] One line was refused. Take it as a file, mend it there, and import that file: it holds only this line.
   *[other] { $n } lines were refused. Take them as a file, mend them there, and import that file: it holds only these lines.
 }
import-another = Import another file
import-stopped-dry = The check did not reach the end. Nothing was written.
import-stopped-write = { $n ->
    [one] One line is done and stays done. Going on starts after it.
   *[other] { $n } lines are done and stay done. Going on starts after them.
 }
import-go-on = Go on
import-failed-note = What was brought in before stays; nothing is half done.
import-file-gone = The file and its lines are no longer kept.
import-lines-new = New
import-lines-changed = Changed
import-lines-same = Nothing new
import-lines-refused = Refused
import-capped = Only the first { $n } are listed.
import-no-lines = None here.

import-why-file-unreadable = The file could not be read. Please try once more.
import-why-file-empty = The file is empty.
import-why-file-html = This is a web page, not a table, whatever its name says. Many systems export one as “.xls”: open it in Excel and save it as XLSX.
import-why-file-xml = This is an XML file, not a table. Open it in Excel and save it as XLSX.
import-why-file-pdf = This is a PDF. Ask for the table it was made from.
import-why-file-image = This is a picture. Ask for the table it shows.
import-why-file-old-excel = This is an old Excel workbook (XLS). Open it and save it as XLSX.
import-why-file-encrypted = This workbook is protected by a password. Save a copy without one.
import-why-file-binary-workbook = This is a binary Excel workbook (XLSB). Save it as XLSX.
import-why-file-open-document = This is an OpenDocument file. Save it as XLSX or CSV.
import-why-file-archive = This is an archive or another document, not a table. Unpack it and choose the table itself.
import-why-file-damaged-zip = This workbook is damaged or did not arrive whole. Open it, save it again, and try once more.
import-why-file-rich-text = This is a text document, not a table. Copy its table into a spreadsheet.
import-why-file-binary = This is no table: it holds bytes that no text has.
import-why-file-no-header = There are lines, but nothing in them.
import-why-file-ends-above = There is nothing in row { $line } or below it. Say in which row the headings are.
import-why-file-header-too-many-columns = The first row has more than { $limit } columns. Remove those you do not need, or choose another separator.
import-why-file-header-cell-too-long = A heading is longer than { $limit } KB. The first row should hold short headings.
import-why-file-header-record-too-long = The first row is longer than { $limit } KB. It should hold short headings.
import-why-file-header-unclosed-quote = A quotation mark in the first row is never closed.
import-why-file-header-nul = The first row holds an invisible NUL character.
import-why-file-header-lost-characters = The headings cannot be read in this encoding. Choose another one.
import-why-file-header-ragged = The first row cannot be read.
import-why-file-needs-memory = This workbook needs more than { $limit } MB of memory to be read, which is the most an import may use. Save the sheet as CSV.
import-why-file-too-slow = This workbook takes more than { $limit } seconds of work to be read. Save the sheet as CSV.
import-why-file-damaged = This workbook is damaged. Open it, save it again, and try once more.
import-why-file-bomb = This workbook unpacks to far more than it should hold. Save the sheet as CSV.
import-why-file-too-large = This workbook unpacks to more than { $limit } MB. Save the sheet as CSV.
import-why-file-too-many-parts = This file has more than { $limit } parts, far more than a table needs. Save the sheet as CSV.
import-why-file-no-sheet = This workbook has no sheet with a table.
import-why-file-no-such-sheet = There is no sheet “{ $sheet }” in this workbook. Its sheets: { $sheets }.
import-why-file-without-sheets = This file is a text, and has no sheets.
import-why-file-process = The reader of workbooks failed. It is our fault, and it is noted; a CSV file will work.
import-why-file-too-many-rows = A workbook may have { $limit } rows at most. Save the sheet as CSV: there is no such limit.
import-why-file-changed = The file is not the one whose columns were matched. Match them again.
import-why-too-many-columns = More than { $limit } columns.
import-why-cell-too-long = The cell in column { $column } is longer than { $limit } KB.
import-why-record-too-long = The line is longer than { $limit } KB.
import-why-unclosed-quote = A quotation mark is opened and never closed.
import-why-nul = It holds an invisible NUL character.
import-why-lost-characters = It holds characters that mean nothing in this encoding.
import-why-ragged = { $found } cells where the headings are { $expected }: most often a separator within a text that should stand in quotation marks.
import-why-cell-error = The spreadsheet shows an error in column { $column }.
import-why-not-stored = The database did not take this line.
import-why-changes = changes.

note-import-discarded = The file is gone.
problem-import-file = This file cannot be read
problem-import-file-why = { $why }
problem-import-state = Not now
problem-import-state-why = The import has moved on since this page was opened. Load it again.
problem-import-gone = The file is no longer kept
problem-import-gone-why = Files are removed after 30 days, or when somebody discards them. Bring it in again.
