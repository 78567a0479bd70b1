//! What people write in cells, in three languages, for what has one spelling here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::contacts::OrganisationKind;
use crate::i18n;
use crate::kernel::locale::Locale;
use crate::kernel::time::Instant;
use crate::tables::fold_header;

const LANGUAGES: &[(Locale, &[&str])] = &[
    (Locale::En, &["en", "eng", "english", "anglais", "英语", "英文", "英語", "engb", "enus"]),
    (Locale::Fr, &["fr", "fra", "fre", "french", "francais", "法语", "法文", "法語", "frfr", "frbe"]),
    (
        Locale::Zh,
        &[
            "zh",
            "chi",
            "zho",
            "cn",
            "chinese",
            "chinois",
            "mandarin",
            "中文",
            "汉语",
            "漢語",
            "普通话",
            "普通話",
            "国语",
            "國語",
            "zhcn",
            "zhhans",
            "zhtw",
            "zhhant",
            "simplifiedchinese",
            "chinoissimplifie",
            "简体中文",
            "繁體中文",
        ],
    ),
];

const KINDS: &[(OrganisationKind, &[&str])] = &[
    (
        OrganisationKind::University,
        &[
            "universite",
            "college",
            "school",
            "academic",
            "academia",
            "大学",
            "高校",
            "大學",
            "学院",
            "院校",
            "科研院所",
        ],
    ),
    (
        OrganisationKind::CityOffice,
        &[
            "cityoffice",
            "city",
            "municipality",
            "government",
            "localgovernment",
            "publicauthority",
            "mairie",
            "municipalite",
            "collectivite",
            "administration",
            "servicemunicipal",
            "政府",
            "市政府",
            "政府部门",
            "政府机关",
            "机关",
            "政府部門",
        ],
    ),
    (
        OrganisationKind::Chamber,
        &["chamberofcommerce", "chambre", "chambredecommerce", "cci", "商会", "商會", "工商联"],
    ),
    (
        OrganisationKind::Firm,
        &["company", "business", "industry", "entreprise", "societe", "企业", "公司", "企業", "民营企业", "国有企业"],
    ),
    (
        OrganisationKind::Embassy,
        &[
            "consulate",
            "embassyorconsulate",
            "ambassade",
            "consulat",
            "大使馆",
            "领事馆",
            "使馆",
            "使领馆",
            "大使館",
            "領事館",
        ],
    ),
    (
        OrganisationKind::Medium,
        &["media", "press", "presse", "newspaper", "journal", "媒体", "媒體", "新闻媒体", "报社"],
    ),
    (OrganisationKind::Association, &["ngo", "ong", "society", "协会", "学会", "协会学会", "協會", "學會", "社会组织"]),
    (OrganisationKind::Other, &["autre", "其他", "其它"]),
];

/// The language as it is spelled here; what is not known stays as it is, to be refused by its own words.
pub(super) fn language(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let folded = fold_header(text);
    let known = LANGUAGES.iter().find(|(_, words)| words.contains(&folded.as_str()));
    known.map_or_else(|| text.to_owned(), |(locale, _)| locale.tag().to_owned())
}

/// The kind as it is spelled here; likewise.
pub(super) fn kind(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let kind = KIND_NAMED.get(&fold_header(text));
    kind.map_or_else(|| text.trim().to_owned(), |kind| kind.as_str().to_owned())
}

/// Our own words before what people write.
static KIND_NAMED: LazyLock<HashMap<String, OrganisationKind>> = LazyLock::new(|| {
    let own = OrganisationKind::ALL.iter().map(|kind| (fold_header(kind.as_str()), *kind));
    let others = KINDS.iter().flat_map(|(kind, words)| words.iter().map(|word| ((*word).to_owned(), *kind)));
    let mut all = HashMap::new();
    for (word, kind) in own.chain(others) {
        all.entry(word).or_insert(kind);
    }
    all
});

/// What countries are called besides the names we write.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("CN", &["PRC", "PR China", "People's Republic of China", "République populaire de Chine", "中华人民共和国"]),
    ("GB", &["UK", "Great Britain", "Grande-Bretagne", "英国"]),
    ("US", &["USA", "United States of America", "États-Unis d'Amérique", "美利坚合众国"]),
    ("NL", &["Holland", "The Netherlands", "Hollande"]),
    ("DE", &["Deutschland"]),
    ("BE", &["België"]),
];

static NAMED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let others = COUNTRIES.iter().flat_map(|(code, names)| names.iter().map(|name| (*name, *code)));
    i18n::country_names().chain(others).map(|(name, code)| (fold_header(name), code)).collect()
});

/// The country's code; likewise.
pub(super) fn country(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    if text.len() == 2 && text.is_ascii() && text != "UK" {
        return text.to_owned();
    }
    NAMED.get(&fold_header(text)).map_or_else(|| text.to_owned(), |code| (*code).to_owned())
}

const YES: &[&str] = &["yes", "y", "oui", "o", "true", "vrai", "x", "1", "是", "对"];
const NO: &[&str] = &["no", "n", "non", "false", "faux", "0", "否", "不是", "无"];

/// The reason of a wish not to be written to: nothing for a blank, a dash and a no; an empty one for a yes; else what stands there, without
/// the moment our own files put before it.
pub(super) fn wish(text: &str) -> Option<String> {
    let folded = fold_header(text);
    let dashes = text.chars().all(|c| matches!(c, '-' | '–' | '—' | '/' | '.'));
    if dashes || NO.contains(&folded.as_str()) {
        return None;
    }
    if YES.contains(&folded.as_str()) {
        return Some(String::new());
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let dated = first.parse::<Instant>().is_ok();
    Some(if dated { rest } else { text }.trim().to_owned())
}
