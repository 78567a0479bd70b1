//! Which column says what: guessed from its heading in English, French and Chinese, simplified and traditional.

use super::model::{Column, Field, Mapping};
use crate::tables::fold_header;

/// Headings as [`fold_header`] leaves them: lower case, without accents, spaces and punctuation.
const HEADINGS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name", "fullname", "nativename", "nameinitsownscript", "nomdanssonecriture", "本文字姓名", "contact", "contactname", "contactperson", "person", "participant", "guest",
            "displayname", "nom", "nomcomplet", "nometprenom", "prenometnom", "nomprenom", "prenomnom", "personne", "invite",
            "interlocuteur", "姓名", "名字", "中文姓名", "中文名", "中文名字", "联系人", "联系人姓名", "嘉宾姓名", "聯絡人", "聯繫人",
        ],
    ),
    (
        Field::LatinName,
        &[
            "latinname", "nameinlatinletters", "romanisedname", "romanizedname", "nameinenglish", "englishname", "pinyin", "拉丁字母姓名",
            "namepinyin", "nameinpinyin", "nomlatin", "nomenlettreslatines", "nomenpinyin", "拼音", "名字拼音", "姓名拼音", "英文名",
            "英文姓名", "英文名字", "拉丁名", "外文姓名", "外文名",
        ],
    ),
    (
        Field::FamilyName,
        &["familyname", "familynameinlatinletters", "nomdefamilleenlettreslatines", "姓拉丁字母", "lastname", "surname", "nomdefamille", "nomdusage", "patronyme", "姓", "姓氏", "familienname"],
    ),
    (
        Field::GivenName,
        &["givenname", "givennames", "firstname", "firstnames", "forename", "prenom", "prenoms", "名", "名称名", "vorname"],
    ),
    (
        Field::Salutation,
        &[
            "salutation", "formofaddress", "greeting", "openingline", "formuledappel", "formuledadresse", "appel", "称呼", "称谓",
            "尊称", "稱呼", "稱謂", "尊稱", "抬头称呼",
        ],
    ),
    (
        Field::Organisation,
        &[
            "organisation", "organization", "organisationname", "organizationname", "company", "companyname", "institution",
            "employer", "affiliation", "office", "university", "organisme", "societe", "entreprise", "etablissement",
            "structure", "employeur", "raisonsociale", "单位", "单位名称", "工作单位", "机构", "机构名称", "公司", "公司名称", "组织",
            "所在单位", "單位", "單位名稱", "工作單位", "機構", "機構名稱", "公司名稱", "組織",
        ],
    ),
    (Field::SalutationEn, &["formofaddressenglish", "formuledappelanglais", "称呼英文", "salutationen"]),
    (Field::SalutationFr, &["formofaddressfrench", "formuledappelfrancais", "称呼法文", "salutationfr"]),
    (Field::SalutationZh, &["formofaddresschinese", "formuledappelchinois", "称呼中文", "salutationzh"]),
    (Field::RoleEn, &["roleenglish", "fonctionanglais", "职务英文", "roleen"]),
    (Field::RoleFr, &["rolefrench", "fonctionfrancais", "职务法文", "rolefr"]),
    (Field::RoleZh, &["rolechinese", "fonctionchinois", "职务中文", "rolezh"]),
    (
        Field::OrganisationKind,
        &[
            "organisationkind", "organisationtype", "organizationtype", "kindoforganisation", "typeoforganisation", "sector",
            "typedorganisme", "typedorganisation", "naturedelorganisme", "单位类型", "单位性质", "机构类型", "單位類型", "單位性質",
            "機構類型",
        ],
    ),
    (
        Field::Role,
        &[
            "role", "position", "jobtitle", "job", "function", "post", "fonction", "poste", "职务", "职位", "职称", "岗位", "职务职称",
            "職務", "職位", "職稱", "崗位",
        ],
    ),
    (
        Field::Email,
        &[
            "email", "emailaddress", "mail", "mailaddress", "mailaddresses", "emailaddresses", "emails", "adresseselectroniques", "courriel", "adressemail", "adresseemail",
            "adresseelectronique", "adressedecourriel", "mel", "邮箱", "邮件", "电子邮箱", "电子邮件", "邮箱地址", "邮件地址", "电邮",
            "信箱", "電郵", "電子郵件", "電子郵箱", "郵箱", "電子信箱",
        ],
    ),
    (
        Field::Phone,
        &[
            "phone", "phonenumber", "telephone", "telephonenumber", "mobile", "mobilephone", "cell", "cellphone", "tel", "portable",
            "telephoneportable", "gsm", "numerodetelephone", "电话", "手机", "手机号", "手机号码", "电话号码", "联系电话", "联系方式",
            "办公电话", "電話", "手機", "電話號碼", "聯絡電話", "手機號碼",
        ],
    ),
    (
        Field::Language,
        &[
            "language", "preferredlanguage", "languageofletters", "languedescourriers", "通信语言", "lang", "langue", "languepreferee", "languedecorrespondance", "语言", "语种", "首选语言",
            "沟通语言", "語言", "語種",
        ],
    ),
    (
        Field::Groups,
        &[
            "group", "groups", "stakeholdergroup", "stakeholdergroups", "groupe", "groupes", "groupedacteurs",
            "groupesdacteurs", "groupesdepartiesprenantes", "利益相关群体", "分组", "组别", "群组", "小组", "利益相关方", "類別分組", "分組", "組別", "群組",
        ],
    ),
    (
        Field::Tags,
        &[
            "tag", "tags", "label", "labels", "keyword", "keywords", "category", "categories", "etiquette", "etiquettes",
            "motscles", "motcle", "categorie", "标签", "关键词", "类别", "標籤", "標簽", "關鍵詞", "類別",
        ],
    ),
    (
        Field::Notes,
        &[
            "note", "notes", "remark", "remarks", "comment", "comments", "remarque", "remarques", "commentaire", "commentaires",
            "observations", "备注", "说明", "附注", "備註", "備注", "說明",
        ],
    ),
    (
        Field::Key,
        &[
            "key", "sourcekey", "keyinthesource", "id", "externalid", "contactid", "identifier", "uid", "cle", "identifiant",
            "clesource", "cledanslasource", "编号", "序号编号", "标识", "来源编号", "來源編號", "編號", "標識",
        ],
    ),
];

/// Parts that tell a heading whatever stands round them: "E-mail (work)", "Assistant's telephone", "工作邮箱".
const TELLING: &[(Field, &[&str])] = &[
    (Field::Email, &["email", "courriel", "邮箱", "郵箱", "电子邮件", "電子郵件", "电邮", "電郵"]),
    (Field::Phone, &["phone", "mobile", "手机", "手機", "电话", "電話"]),
];

/// Matches columns with fields by their headings. What only one column may say goes to the first that says it.
pub fn guess<'a>(headers: impl IntoIterator<Item = &'a str>) -> Mapping {
    let mut columns: Vec<Column> = Vec::new();
    for header in headers {
        let field = field_of(header).filter(|f| f.many() || columns.iter().all(|c| c.field != Some(*f)));
        columns.push(Column { header: header.to_owned(), field });
    }
    surname_beside_given(&mut columns);
    Mapping(columns)
}

fn field_of(header: &str) -> Option<Field> {
    let folded = fold_header(header);
    let plain = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let exact = |word: &str| HEADINGS.iter().find(|(_, words)| words.contains(&word)).map(|(field, _)| *field);
    let telling = || TELLING.iter().find(|(_, parts)| parts.iter().any(|p| plain.contains(p))).map(|(field, _)| *field);
    exact(&folded).or_else(|| exact(plain)).or_else(telling)
}

/// "Nom" beside "Prénom" is the family name, and so is "Name" beside "First name".
fn surname_beside_given(columns: &mut [Column]) {
    let has = |field: Field| columns.iter().any(|c| c.field == Some(field));
    if !has(Field::GivenName) || has(Field::FamilyName) {
        return;
    }
    let bare = |c: &&mut Column| c.field == Some(Field::Name) && matches!(fold_header(&c.header).as_str(), "nom" | "name");
    if let Some(column) = columns.iter_mut().find(bare) {
        column.field = Some(Field::FamilyName);
    }
}
