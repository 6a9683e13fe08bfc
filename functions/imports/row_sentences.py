"""What a problem with a row or a file says to a person, and what to do about it: zh-CN and en.

`{value}` is the cell, `{column}` its heading, `{other}` another row's number.
"""

ROW_SENTENCES: dict[str, tuple[str, str]] = {
    "name_missing": ("没有姓名。请填写姓名。", "There is no name. Fill it in."),
    "position_missing": ("没有应聘岗位。请填写岗位名称。", "There is no position. Fill in the position applied for."),
    "position_unknown": (
        "没有名为“{value}”的岗位。请改成已有岗位，或允许新建岗位。",
        "There is no position “{value}”. Use an existing one, or allow new positions.",
    ),
    "contact_missing": (
        "邮箱和手机都没有。请至少填写一项。",
        "There is neither a mail address nor a phone number. Fill in at least one.",
    ),
    "mail_invalid": (
        "“{value}”不是有效的邮箱地址。请改成如 name@example.com 的完整地址。",
        "“{value}” is not a mail address. Write it in full, such as name@example.com.",
    ),
    "mail_not_ascii": (
        "邮箱“{value}”的 @ 前面含有无法投递的文字。请只用字母、数字和符号。",
        "The part before @ in “{value}” cannot be delivered to. Use plain letters, digits and signs.",
    ),
    "phone_invalid": (
        "“{value}”不是电话号码。请只填数字，国外号码加国家代码，如 +44。",
        "“{value}” is not a phone number. Write digits, with a country code such as +44 for foreign numbers.",
    ),
    "phone_length": (
        "电话“{value}”的位数不对。请补全号码（手机为 11 位，国外号码加国家代码，如 +44）。",
        "“{value}” has the wrong number of digits. Complete it; foreign numbers need a country code such as +44.",
    ),
    "phone_rounded": (
        "电话“{value}”被表格软件省略了末尾数字。请把该列设为“文本”后重新填写。",
        "The spreadsheet has rounded the number “{value}”. Format the column as text and enter it again.",
    ),
    "type_unknown": (
        "招聘类型“{value}”无法识别。请填写“校招”或“社招”，或留空。",
        "The type “{value}” is not known. Write campus or experienced, or leave it empty.",
    ),
    "language_unknown": (
        "语言“{value}”无法识别。请填写“中文”或“英文”，或留空。",
        "The language “{value}” is not known. Write Chinese or English, or leave it empty.",
    ),
    "zone_unknown": (
        "时区“{value}”无法识别。请使用如 Asia/Shanghai 的名称，或留空。",
        "The time zone “{value}” is not known. Use a name such as Asia/Shanghai, or leave it empty.",
    ),
    "too_long": ("“{column}”的内容太长。请缩短后再导入。", "The text in “{column}” is too long. Shorten it."),
    "two_people": (
        "邮箱和手机分别属于两位已有的候选人。请核对“{value}”，改正其中一项。",
        "The mail address and the phone number belong to two different candidates. Check “{value}” and correct one.",
    ),
    "two_people_in_file": (
        "邮箱和手机在前面的行里属于两个人（见第 {other} 行）。请核对“{value}”，改正其中一项。",
        "Earlier rows give the mail address and the phone number to two people (see row {other}). Correct one of them.",
    ),
    # rows that go in, but that HR should look at
    "mail_missing": (
        "没有邮箱，会导入，但无法给这位候选人发邮件。请尽量补上。",
        "There is no mail address: the row goes in, but this candidate cannot be sent mail. Add one if you can.",
    ),
    "phone_unknown_prefix": (
        "电话“{value}”的号段不常见，已照样导入。请核对是否写错。",
        "The prefix of “{value}” is not a known one. The row goes in; check the number for a slip.",
    ),
    "several_mails": ("有多个邮箱，只取第一个。", "There are several mail addresses; the first one is taken."),
    "several_phones": ("有多个电话，只取第一个。", "There are several phone numbers; the first one is taken."),
    "duplicate_in_file": (
        "与第 {other} 行是同一个人、同一岗位，按所选的重复处理方式处理。",
        "This is the same person and position as row {other}. It goes the way chosen for duplicates.",
    ),
    "duplicate_existing": (
        "这位候选人已经在该岗位的名单里，按所选的重复处理方式处理。",
        "This candidate is there already for this position. The row goes the way chosen for duplicates.",
    ),
    "name_differs": (
        "邮箱或手机相同，但姓名“{value}”与之前的不同。请核对是否为同一个人。",
        "The mail address or phone number is the same, but the name “{value}” differs. Check that it is one person.",
    ),
}

FILE_SENTENCES: dict[str, tuple[str, str]] = {
    "too_big": (
        "文件有 {value}，超过 50 MB。请拆分成几个文件再导入。",
        "The file has {value}; the limit is 50 MB. Split it into several files.",
    ),
    "empty_file": ("文件是空的。请检查后重新上传。", "The file is empty. Check it and upload it again."),
    "no_rows": (
        "没有找到候选人。请确认表格里有标题行（姓名、手机、邮箱、岗位）和候选人。",
        "No candidates were found. The table needs a row of headings (name, phone, mail, position) and rows below it.",
    ),
    "not_uploaded": (
        "文件“{value}”还没有上传完成，或上传已过期。请重新上传。",
        "The file “{value}” has not arrived, or came too late. Upload it again.",
    ),
    "size_differs": (
        "文件“{value}”没有完整上传。请重新上传。",
        "The file “{value}” has not arrived whole. Upload it again.",
    ),
    "old_excel": (
        "这是旧版 .xls 文件或带密码的文件。请在 Excel 里另存为不带密码的 .xlsx 再上传。",
        "This is an old .xls file or has a password. Save it as .xlsx without a password and upload that.",
    ),
    "web_page": (
        "这其实是一个网页文件。请用 Excel 打开，另存为 .xlsx 再上传。",
        "This is really a web page. Open it in Excel, save it as .xlsx and upload that.",
    ),
    "not_a_table": (
        "这不是表格文件。请上传 .xlsx 或 .csv。",
        "This is not a table. Upload an .xlsx or a .csv file.",
    ),
    "broken_file": (
        "文件已损坏，无法读取。请在 Excel 里重新另存为 .xlsx 再上传。",
        "The file is damaged. Open it in Excel, save it again as .xlsx and upload that.",
    ),
    "broken_csv": (
        "第 {value} 行附近有没有配对的引号，后面的内容无法读取。请改正后再上传。",
        "Near row {value} a quotation mark has no partner. Correct it and upload the file again.",
    ),
    "unpacks_too_big": (
        "文件解压后太大，无法读取。请只保留候选人表格，另存后再上传。",
        "The file unpacks to something far too big. Keep only the table of candidates and save it again.",
    ),
    "too_many_columns": (
        "表格超过 {value} 列。请删除多余的列再上传。",
        "The table has more than {value} columns. Delete those that are not needed.",
    ),
    "too_many_rows": (
        "表格超过 {value} 行。请拆分成几个文件再导入。",
        "The table has more than {value} rows. Split it into several files.",
    ),
    "too_many_cells": (
        "表格范围太大（可能在很远的单元格里有内容）。请把候选人复制到新表格再上传。",
        "The sheet stretches too far (perhaps by a stray cell). Copy the candidates to a new sheet and upload that.",
    ),
    "huge_cell": (
        "第 {value} 行有一个单元格的内容过长，可能是引号没有配对。请改正后再上传。",
        "A cell in row {value} is far too long, perhaps for want of a closing quotation mark. Correct it.",
    ),
    "unknown_sheet": (
        "没有名为“{value}”的工作表。请从列表中选择。",
        "There is no sheet “{value}”. Choose one from the list.",
    ),
    "unknown_column": (
        "没有第“{value}”列。请重新选择对应的列。",
        "There is no column “{value}”. Choose the columns again.",
    ),
    "field_twice": (
        "“{value}”对应了两列。请只保留一列。",
        "Two columns are taken for “{value}”. Keep one of them.",
    ),
    "no_rejects": (
        "这次导入没有需要修改的行。",
        "This import has no rows to correct.",
    ),
    # notes
    "sheet_ignored": (
        "工作表“{value}”里没有候选人标题行，已忽略。",
        "The sheet “{value}” has no candidate headings and is left out.",
    ),
    "sheet_not_chosen": (
        "工作表“{value}”这次不导入。如需要，请再次上传并选择它。",
        "The sheet “{value}” is not part of this import. Upload the file again and choose it if you need it.",
    ),
    "no_header": (
        "没有找到标题行，请为每一列选择内容。",
        "No row of headings was found. Say for each column what it holds.",
    ),
    "column_missing": (
        "没有找到“{value}”列，请在下面选择对应的列。",
        "No column was found for “{value}”. Choose it below.",
    ),
    "encoding_guessed": (
        "文件编码是推测的（{value}），请检查姓名是否显示正确。",
        "The encoding is a guess ({value}). Check that the names look right.",
    ),
    "checked_partly": (
        "文件较大，预览只核对了前 {value} 位候选人是否已存在；导入时会全部核对。",
        "The file is large: the preview looked up the first {value} candidates only. The import checks them all.",
    ),
    "more_problems": (
        "问题较多，这里只列出前 {value} 条；导入后可下载全部。",
        "There are many problems; only the first {value} are listed. All are in the file after the import.",
    ),
    "rejects_left_out": (
        "有问题的行太多，还有 {value} 行没有放进这个文件。请改好后，把原文件拆成几份再导入：已导入的人不会重复。",
        "There are too many bad rows: {value} more are not in this file. Repair your own file and import it in"
        " parts; people who are in already are not added again.",
    ),
}
