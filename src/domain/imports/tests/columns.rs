use super::*;
use crate::domain::contacts::NewContact;
use crate::domain::imports::draft;
use crate::kernel::locale::Locale;
use crate::tables::Row;

fn fields(headers: &[&str]) -> Vec<&'static str> {
    guess(headers.iter().copied()).0.iter().map(|c| c.field.map_or("-", |f| f.as_str())).collect()
}

#[test]
fn columns_are_known_by_their_headings_in_three_languages() {
    let chinese = ["姓名", "名字拼音", "称呼", "单位", "职务", "邮箱", "电话", "语言", "分组", "标签", "备注", "编号"];
    let all = [
        "name",
        "latin-name",
        "salutation",
        "organisation",
        "role",
        "email",
        "phone",
        "language",
        "groups",
        "tags",
        "notes",
        "key",
    ];
    assert_eq!(fields(&chinese), all);
    let traditional =
        ["姓名", "拼音", "稱呼", "單位名稱", "職稱", "電子郵件", "手機", "語言", "分組", "標籤", "備註", "編號"];
    assert_eq!(fields(&traditional), all);
    let english = [
        "Name",
        "Name in Latin letters",
        "Form of address",
        "Organization",
        "Job title",
        "E-Mail",
        "Phone number",
        "Language",
        "Group",
        "Tags",
        "Notes",
        "Key",
    ];
    assert_eq!(fields(&english), all);
    let french = [
        "Nom complet",
        "Nom en pinyin",
        "Formule d’appel",
        "Organisme",
        "Fonction",
        "Courriel",
        "Téléphone",
        "Langue",
        "Groupes",
        "Étiquettes",
        "Remarques",
        "Identifiant",
    ];
    assert_eq!(fields(&french), all);
}

#[test]
fn headings_are_read_as_people_write_them() {
    let table: &[(&[&str], &[&str])] = &[
        (&["Nom", "Prénom", "Adresse e-mail"], &["family-name", "given-name", "email"]),
        (&["Nom", "Courriel"], &["name", "email"]),
        (&["First Name", "Last Name", "E-mail 1", "E-mail 2"], &["given-name", "family-name", "email", "email"]),
        (&["姓", "名", "工作邮箱", "手机号码"], &["family-name", "given-name", "email", "phone"]),
        (&["ＥＭＡＩＬ", " n a m e ", "TEL."], &["email", "name", "phone"]),
        // What only one column may say goes to the first.
        (&["Name", "Full name", "Company", "Organisation"], &["name", "-", "organisation", "-"]),
        (&["", "Shoe size", "Name"], &["-", "-", "name"]),
        (&["姓名", "利益相关方组"], &["name", "groups"]),
        (&["Fonction (anglais)", "称呼（中文）", "Mail addresses"], &["role-en", "salutation-zh", "email"]),
        (&["姓名", "邮箱", "邮箱类型", "公司名"], &["name", "email", "-", "organisation"]),
    ];
    for (headers, expected) in table {
        assert_eq!(fields(headers), *expected, "{headers:?}");
    }
}

#[test]
fn address_books_of_common_programs_are_known() {
    let google = [
        "First Name",
        "Phonetic First Name",
        "Last Name",
        "Organization Name",
        "Organization Title",
        "E-mail 1 - Label",
        "E-mail 1 - Value",
        "Phone 1 - Label",
        "Phone 1 - Value",
    ];
    let says = ["given-name", "-", "family-name", "organisation", "role", "-", "email", "-", "phone"];
    assert_eq!(fields(&google), says);
    let google_before = ["Name", "E-mail 1 - Type", "E-mail 1 - Value", "Organization 1 - Name"];
    assert_eq!(fields(&google_before), ["name", "-", "email", "organisation"]);
    let outlook = ["First Name", "Last Name", "E-mail Address", "E-mail Type", "E-mail Display Name"];
    assert_eq!(fields(&outlook), ["given-name", "family-name", "email", "-", "-"]);
    let somebody_else_s =
        ["Name", "Mobile Phone", "Assistant's Phone", "Emergency Contact Phone", "Téléphone de l’assistant(e)"];
    assert_eq!(fields(&somebody_else_s), ["name", "phone", "-", "-", "-"]);
    assert_eq!(fields(&["姓名", "移动电话", "助理电话", "紧急联系人电话"]), ["name", "phone", "-", "-"]);
    let outlook_in_french = ["Prénom", "Nom", "Société", "Adresse de messagerie", "Type de messagerie"];
    assert_eq!(fields(&outlook_in_french), ["given-name", "family-name", "organisation", "email", "-"]);
    let civicrm = ["Contact ID", "Display Name", "Do Not Phone", "Do Not Email", "Email", "Phone", "Phone Type"];
    assert_eq!(fields(&civicrm), ["key", "name", "-", "do-not-contact", "email", "phone", "-"]);
    assert_eq!(fields(&["FN", "EMAIL;TYPE=WORK", "N"]), ["-", "email", "-"], "of a card, it is the address");
    assert_eq!(fields(&["Do Not Email", "No Bulk Emails (User Opt Out)"]), ["do-not-contact", "do-not-contact"]);
    let salesforce = ["Last Name", "Email", "Email Opt Out", "Email Bounced Date"];
    assert_eq!(fields(&salesforce), ["family-name", "email", "do-not-contact", "-"]);
}

#[test]
fn a_mapping_names_somebody_and_says_nothing_twice() {
    let mapping = guess(["Email", "Phone"]);
    assert_eq!(mapping.check().unwrap_err().0[0].field, "columns");
    let settings = Settings { mapping: guess(["A", "B"]), ..Settings::default() };
    let twice = settings.with_fields([Some(Field::Name), Some(Field::Name)].into_iter());
    assert_eq!(twice.mapping.check().unwrap_err().0[0].field, "column_1");
    let emails = settings.with_fields([Some(Field::Name), Some(Field::Email)].into_iter());
    assert!(emails.mapping.check().is_ok());
}

#[test]
fn of_two_columns_that_say_the_same_it_is_told_which_is_read() {
    let rivals = |mapping: &Mapping| -> Vec<(usize, usize, &str)> {
        mapping.rivals().iter().map(|rival| (rival.at, rival.read, rival.field.as_str())).collect()
    };
    let guessed = guess(["Name", "Firm", "Email", "Firm", "E-mail 2", "Shoe size"]);
    assert_eq!(rivals(&guessed), [(3, 1, "organisation")]);
    let settings = Settings { mapping: guessed, ..Settings::default() };
    let fields = [Some(Field::Name), None, Some(Field::Email), Some(Field::Organisation), None, None];
    assert_eq!(rivals(&settings.with_fields(fields.into_iter()).mapping), [(1, 3, "organisation")]);
}

fn contact(headers: &[&str], cells: &[&str]) -> Result<NewContact, Vec<Why>> {
    draft::contact(&Row::from_cells(2, cells.iter().copied()), &guess(headers.iter().copied()))
}

#[test]
fn names_are_joined_in_the_order_of_their_script() {
    let table: &[(&[&str], &[&str], (&str, &str, &str))] = &[
        (&["姓", "名"], &["王", "建国"], ("王建国", "", "")),
        (&["Nom", "Prénom"], &["Laurent", "Anne"], ("Anne Laurent", "", "Laurent")),
        (&["Vorname", "Nachname"], &["Anne", "Laurent"], ("Anne Laurent", "", "Laurent")),
        (&["First name", "Last name"], &["", "Laurent"], ("Laurent", "", "Laurent")),
        (&["姓名", "First name", "Last name"], &["王建国", "Jianguo", "Wang"], ("王建国", "Wang Jianguo", "Wang")),
        (&["姓名", "拼音"], &["王建国", "Wang Jianguo"], ("王建国", "Wang Jianguo", "")),
        (&["Full name", "Surname"], &["Anne Laurent", "Laurent"], ("Anne Laurent", "", "Laurent")),
    ];
    for (headers, cells, (native, latin, family)) in table {
        let name = contact(headers, cells).unwrap().name;
        assert_eq!((name.native.as_str(), name.latin.as_str(), name.family.as_str()), (*native, *latin, *family));
    }
}

#[test]
fn cells_are_read_as_people_fill_them_in() {
    let headers = ["姓名", "邮箱", "备用邮箱", "单位", "单位类型", "职务", "语言", "标签", "分组", "电话", "手机"];
    let cells = [
        "王建国",
        "王建国 <w@example.cn>；w2@example.cn",
        "W@example.cn",
        "规划局",
        "政府",
        "副局长",
        "中文",
        "专家，嘉宾",
        "planners; media",
        "0352 1",
        "139",
    ];
    let new = contact(&headers, &cells).unwrap();
    let emails: Vec<&str> = new.addresses.iter().map(|a| a.email.as_str()).collect();
    assert_eq!(emails, ["w@example.cn", "w2@example.cn"]);
    assert_eq!(new.affiliations[0].kind, crate::domain::contacts::OrganisationKind::CityOffice);
    assert_eq!(new.affiliations[0].role.get(Locale::Zh), Some("副局长"));
    assert_eq!(new.language, Some(Locale::Zh));
    assert_eq!((new.tags, new.groups), (vec!["专家".into(), "嘉宾".into()], vec!["media".into(), "planners".into()]));
    assert_eq!(new.phone, "0352 1 / 139");

    let french = contact(
        &["Name", "Role", "Organisation", "Language", "Form of address"],
        &["Anne Laurent", "professeure", "ULiège", "français", "Chère Madame Laurent,"],
    )
    .unwrap();
    assert_eq!(french.affiliations[0].role.get(Locale::Fr), Some("professeure"));
    assert_eq!(french.name.address.get(Locale::Fr), Some("Chère Madame Laurent,"));
}

#[test]
fn several_in_one_cell_are_told_apart_as_google_writes_them() {
    let headers = ["Name", "Labels", "E-mail 1 - Value", "Phone 1 - Value"];
    let cells = ["Greta Öst", "Guests ::: VIP", "greta@example.org ::: g@example.org", "+46 70 1 ::: +46 71 2"];
    let new = contact(&headers, &cells).unwrap();
    let emails: Vec<&str> = new.addresses.iter().map(|a| a.email.as_str()).collect();
    assert_eq!(emails, ["greta@example.org", "g@example.org"]);
    assert_eq!(new.phone, "+46 70 1 / +46 71 2");
    assert_eq!(new.tags, ["Guests", "VIP"]);
}

#[test]
fn two_numbers_in_one_cell_are_two_and_two_people_are_told() {
    let several = contact(&["姓名", "电话"], &["王建国", "0352-5550101 转 12\n139 0000 0001"]).unwrap();
    assert_eq!(several.phone, "0352-5550101 转 12 / 139 0000 0001");
    let whys = contact(&["姓名", "邮箱"], &["钱进\n孙丽", "qian@example.cn\nsun@example.cn"]).unwrap_err();
    let said: Vec<(Option<Field>, &str)> = whys.iter().map(|w| (w.field, w.key.as_str())).collect();
    assert_eq!(said, [(Some(Field::Name), "line-break")]);
}

#[test]
fn whoever_wants_no_mail_by_one_of_several_columns_gets_none() {
    let headers = ["Display Name", "Do Not Email", "No Bulk Emails (User Opt Out)"];
    let wish = |cells: [&str; 2]| contact(&headers, &["Anna Schmidt", cells[0], cells[1]]).unwrap().do_not_contact;
    assert_eq!(wish(["No", "Yes"]), Some(String::new()));
    assert_eq!(wish(["Yes", ""]), Some(String::new()));
    assert_eq!(wish(["No", "0"]), None);
}

#[test]
fn a_refused_row_says_every_field_and_why() {
    let whys = contact(&["Name", "Email", "Language", "Role"], &["", "nobody", "Klingon", "chief"]).unwrap_err();
    let said: Vec<(Option<Field>, &str)> = whys.iter().map(|w| (w.field, w.key.as_str())).collect();
    assert_eq!(
        said,
        [(Some(Field::Name), "required"), (Some(Field::Language), "not-one-of"), (Some(Field::Email), "email-no-at"),]
    );
}

#[test]
fn a_role_without_an_organisation_is_kept_as_a_note() {
    let anne = contact(&["Name", "Job title", "Organisation"], &["Anne Laurent", "chief", ""]).unwrap();
    assert_eq!((anne.affiliations.len(), anne.notes.as_str(), anne.aside.as_str()), (0, "", "Job title: chief"));
    let wang = contact(&["姓名", "职务"], &["王建国", "副局长"]).unwrap();
    assert_eq!(wang.aside, "职务：副局长");
    let bea = contact(&["Nom complet", "Fonction", "Langue"], &["Bea Roux", "adjointe", "français"]).unwrap();
    assert_eq!(bea.aside, "Fonction\u{a0}: adjointe");
    let noted = contact(&["Name", "Role", "Notes"], &["Cleo Martin", "cook", "likes tea"]).unwrap();
    assert_eq!((noted.notes.as_str(), noted.aside.as_str()), ("likes tea\nRole: cook", ""));
    let placed = contact(&["Name", "Role", "Organisation"], &["Dora Meier", "chief", "UBO"]).unwrap();
    assert_eq!((placed.affiliations.len(), placed.aside.as_str()), (1, ""));
}
