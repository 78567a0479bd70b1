//! A hundred thousand invented organisations in four languages, and a thousand checks whether one is known under another spelling: by the
//! keys that are kept, beside a comparison with every name. `CONVOKE_BENCH_ALIKE_ROWS` asks for another number.

use std::time::Instant;

use convoke::db::{DbError, dialect};
use convoke::domain::contacts::alike::{self, likeness};
use convoke::domain::contacts::{self, AffiliationDraft, ContactDraft, Mode, NewContact};

use super::crowd;
use super::support::TestApp;

/// What a check may take, in milliseconds.
const LIMIT: f64 = 20.0;
const CHECKS: usize = 1_000;
/// Comparing all takes long enough that a few say it.
const SCANS: usize = 3;

pub fn run() {
    let rows: usize = std::env::var("CONVOKE_BENCH_ALIKE_ROWS").map_or(100_000, |n| n.parse().unwrap());
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    let names: Vec<String> = (0..rows).map(name).collect();
    let began = Instant::now();
    for (at, batch) in names.chunks(1_000).enumerate() {
        let people: Vec<NewContact> = batch.iter().enumerate().map(|(n, name)| person(at * 1_000 + n, name)).collect();
        app.act(|conn, cx| contacts::upsert_batch(conn, cx, &people, Mode::Write).map(|_| ()));
    }
    println!(
        "\nalike on {kind}: {rows} organisations, each with a person, made in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    app.state.db.write_now(|conn| -> Result<(), DbError> { dialect::analyze(conn) }).unwrap();
    let (mut took, mut found) = (Vec::with_capacity(CHECKS), 0);
    for n in 0..CHECKS {
        let at = (n * 7_919) % rows;
        let asked = [respelled(n, &names[at])];
        let began = Instant::now();
        let told = app.state.db.read_now(|conn| alike::alike(conn, &asked, &[], None)).unwrap();
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
        found += usize::from(!told.is_empty());
    }
    took.sort_by(f64::total_cmp);
    let (median, worst) = (took[CHECKS / 2], took[CHECKS * 99 / 100]);
    println!("{:<44} {:>10} {:>10} {:>10} {:>10}", "", "p50 ms", "p99 ms", "limit ms", "found");
    println!("{:<44} {median:>10.1} {worst:>10.1} {LIMIT:>10} {found:>10}", "a check by keys");
    let began = Instant::now();
    let mut told = 0;
    for n in 0..SCANS {
        let asked = respelled(n, &names[(n * 7_919) % rows]);
        told += usize::from(names.iter().any(|name| likeness(&asked, name) >= 0.8));
    }
    let each = began.elapsed().as_secs_f64() * 1_000.0 / SCANS as f64;
    println!(
        "{:<44} {each:>10.0} {:>10} {:>10} {told:>6} of {SCANS}",
        "a comparison with each name, in memory", "", ""
    );
    assert!(worst <= LIMIT || cfg!(debug_assertions), "p99 {worst:.1} ms");
}

fn person(n: usize, organisation: &str) -> NewContact {
    let affiliation = AffiliationDraft { organisation: organisation.to_owned(), ..AffiliationDraft::default() };
    let draft =
        ContactDraft { native_name: format!("Person {n}"), affiliations: vec![affiliation], ..ContactDraft::default() };
    NewContact::parse(draft).unwrap()
}

const BEGIN: [&str; 24] = [
    "Bel", "Cor", "Dan", "El", "Far", "Gar", "Hel", "Ing", "Jor", "Kel", "Lan", "Mar", "Nor", "Ol", "Pel", "Quen",
    "Ros", "Sol", "Tor", "Ul", "Ver", "Wal", "Yor", "Zen",
];
const MIDDLE: [&str; 20] =
    ["a", "be", "co", "di", "e", "fi", "go", "i", "lo", "ma", "ne", "o", "po", "ri", "sa", "te", "u", "va", "wi", "zo"];
const END: [&str; 22] = [
    "bach", "berg", "court", "dal", "ette", "feld", "gan", "hof", "ier", "ken", "land", "mann", "nier", "ow", "point",
    "quet", "rand", "stein", "tel", "ville", "wick", "zer",
];
const HAN: [char; 40] = [
    '安', '百', '诚', '达', '恩', '丰', '冠', '浩', '宏', '嘉', '捷', '金', '凯', '康', '朗', '力', '铭', '诺', '鹏',
    '启', '荣', '瑞', '盛', '泰', '腾', '万', '伟', '祥', '欣', '鑫', '信', '旭', '亚', '毅', '永', '源', '远', '泽',
    '正', '卓',
];
const GERMAN: [&str; 8] = [
    "Maschinenbau GmbH",
    "Logistik GmbH & Co. KG",
    "Energie AG",
    "Bau GmbH",
    "Pharma SE",
    "Versicherung AG",
    "Software GmbH",
    "Architekten",
];
const FRENCH: [&str; 8] = [
    "Construction SAS",
    "Énergie SA",
    "Transports SARL",
    "Conseil",
    "Environnement",
    "Assurances SA",
    "Santé",
    "et Fils",
];
const ENGLISH: [&str; 8] = [
    "Engineering Ltd",
    "Capital LLC",
    "Foods Inc.",
    "Consulting plc",
    "Shipping Limited",
    "Software",
    "Water",
    "Media",
];
const CHINESE: [&str; 8] = [
    "科技有限公司",
    "集团股份有限公司",
    "建筑设计有限公司",
    "物流有限公司",
    "新能源有限公司",
    "贸易有限责任公司",
    "食品有限公司",
    "软件有限公司",
];
const CITIES: [&str; 12] =
    ["杭州", "大同", "呼和浩特", "上海", "深圳", "苏州", "青岛", "成都", "武汉", "西安", "沈阳", "昆明"];
const TOWNS: [&str; 10] =
    ["Lyon", "Köln", "Leeds", "Bordeaux", "Bremen", "Gent", "Lille", "Stuttgart", "Turin", "Nantes"];

/// The n-th name: mixed by a fixed rule, the same in every run.
fn name(n: usize) -> String {
    let mixed = |salt: u64| {
        let mut x = (n as u64 ^ (salt << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x ^= x >> 29;
        x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (x ^ (x >> 32)) as usize
    };
    let own = || format!("{}{}{}", BEGIN[mixed(1) % 24], MIDDLE[mixed(2) % 20], END[mixed(3) % 22]);
    match (n % 4, n % 25) {
        (_, 7) => format!("Chambre de commerce {} de {}", own(), TOWNS[mixed(4) % 10]),
        (_, 13) => format!("University of {}", own()),
        (0, _) => format!("{} {}", own(), GERMAN[mixed(5) % 8]),
        (1, _) => format!("{} {}", own(), FRENCH[mixed(6) % 8]),
        (2, _) => format!("{} {}", own(), ENGLISH[mixed(7) % 8]),
        _ => {
            let letters: String = (8..11).map(|salt| HAN[mixed(salt) % 40]).collect();
            format!("{}{letters}{}", CITIES[mixed(11) % 12], CHINESE[mixed(12) % 8])
        }
    }
}

/// As somebody else would write it: other legal form, a slip, capitals, or as it stands.
fn respelled(n: usize, name: &str) -> String {
    match n % 4 {
        0 => name.trim_end_matches(" GmbH").trim_end_matches("有限公司").to_uppercase(),
        1 => {
            let letters: Vec<char> = name.chars().collect();
            let gone = letters.len() / 2;
            letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, c)| c).collect()
        }
        2 => format!("{name} Holding"),
        _ => name.to_owned(),
    }
}
