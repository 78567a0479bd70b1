//! Dates and numbers as tables; and that the sentences of all languages and the code that speaks them agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Words, catalogue};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::is_han;
use crate::kernel::time::{Instant, WallTime, Zone};

/// Words that any page may take without asking, and those of [`crate::kernel::invalid::Reason`], which have a test of their own.
const FREE: [&str; 3] = ["act-", "word-", "invalid-"];

const EN: Words = Words::new(Locale::En);
const FR: Words = Words::new(Locale::Fr);
const ZH: Words = Words::new(Locale::Zh);

fn three(f: impl Fn(Words) -> String) -> [String; 3] {
    [EN, FR, ZH].map(f).map(|text| text.replace('\u{a0}', " ").replace('\u{202f}', "_"))
}
fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}
fn wall(text: &str, zone: &str) -> WallTime {
    WallTime::parse(text, zone.parse().unwrap()).unwrap()
}

#[test]
fn dates_are_written_as_people_write_them() {
    let day = date(2016, 5, 24);
    assert_eq!(three(|w| w.date(day)), ["Tuesday 24 May 2016", "mardi 24 mai 2016", "2016年5月24日（星期二）"]);
    assert_eq!(three(|w| w.date_short(day)), ["24 May", "24 mai", "5月24日"]);
    assert_eq!(three(|w| w.day(day)), ["Tue 24 May", "mar. 24 mai", "5月24日 周二"]);
    assert_eq!(three(|w| w.date_medium(date(2017, 1, 1))), ["1 Jan 2017", "1er janv. 2017", "2017年1月1日"]);
    assert_eq!(three(|w| w.month(day)), ["May 2016", "mai 2016", "2016年5月"]);
    assert_eq!(three(|w| w.days(day, date(2016, 5, 26))), ["24–26 May 2016", "24–26 mai 2016", "2016年5月24日至26日"]);
}

#[test]
fn clocks_are_written_as_people_write_them() {
    let (nine, five) = (wall("2016-05-24 09:00", "Asia/Shanghai"), wall("2016-05-24 17:30", "Asia/Shanghai"));
    assert_eq!(three(|w| w.time(nine)), ["09:00", "9 h", "09:00"]);
    assert_eq!(three(|w| w.time(five)), ["17:30", "17 h 30", "17:30"]);
    assert_eq!(
        three(|w| w.moment(nine)),
        ["Tuesday 24 May 2016, 09:00", "mardi 24 mai 2016 à 9 h", "2016年5月24日（星期二）09:00"]
    );
    assert_eq!(
        three(|w| w.range(nine, five)),
        ["Tuesday 24 May 2016, 09:00–17:30", "mardi 24 mai 2016, 9 h – 17 h 30", "2016年5月24日（星期二）09:00–17:30"]
    );
    assert_eq!(
        three(|w| w.moment_at(nine, w.town("Datong").as_str())),
        [
            "Tuesday 24 May 2016, 09:00 Datong time (UTC+8)",
            "mardi 24 mai 2016 à 9 h, heure de Datong (UTC+8)",
            "2016年5月24日（星期二）09:00（大同当地时间，UTC+8）"
        ]
    );
    assert_eq!(ZH.moment_with_offset(nine), "2016年5月24日（星期二）09:00（UTC+8）");
    assert_eq!(
        three(|w| w.short_with_offset(nine)),
        ["24 May 2016, 09:00 (UTC+8)", "24 mai 2016, 9 h (UTC+8)", "2016年5月24日 09:00（UTC+8）"]
    );
    // Without a place the zone's city; the offset is that of the moment itself.
    let (summer, winter) = (wall("2016-10-29 18:00", "Europe/Brussels"), wall("2016-10-31 18:00", "Europe/Brussels"));
    assert!(EN.moment_at(summer, "").ends_with("18:00 Brussels time (UTC+2)"));
    assert!(EN.moment_at(winter, "").ends_with("18:00 Brussels time (UTC+1)"));
    let (evening, morning) = (wall("2016-10-29 22:00", "Europe/Brussels"), wall("2016-10-30 03:30", "Europe/Brussels"));
    assert_eq!(
        three(|w| w.clock_of("", evening, morning)),
        [
            "Brussels time (UTC+2 at the beginning, UTC+1 at the end)",
            "heure de Bruxelles (UTC+2 au début, UTC+1 à la fin)",
            "布鲁塞尔当地时间（开始时 UTC+2，结束时 UTC+1）"
        ]
    );
    assert_eq!(EN.clock_of("Datong", nine, five), "Datong time (UTC+8)");
    // Where a line ends behind the dash, the next begins with the hour.
    assert_eq!(FR.hours(nine, five), "9\u{a0}h\u{a0}– 17\u{a0}h\u{a0}30");
    let next = wall("2016-05-25 12:00", "Asia/Shanghai");
    assert_eq!(
        EN.range(nine, next).replace('\u{a0}', " "),
        "Tuesday 24 May 2016, 09:00 – Wednesday 25 May 2016, 12:00"
    );
}

#[test]
fn both_walls_are_shown_with_their_offsets() {
    let paris: Zone = "Europe/Paris".parse().unwrap();
    let clocks = EN.clocks(wall("2016-05-24 09:00", "Asia/Shanghai"), paris, "Datong", EN.zone_city(paris));
    assert_eq!((clocks.venue_time.as_str(), clocks.venue_offset.as_str()), ("09:00", "UTC+8"));
    assert_eq!((clocks.reader_time.as_str(), clocks.reader_offset.as_str()), ("03:00", "UTC+2"));
    assert_eq!(clocks.reader_place, "Paris");
    assert!(!clocks.reader_day_differs && !clocks.same);
    assert_eq!(clocks.machine, "2016-05-24T09:00+08:00");
    let early = EN.clocks(wall("2016-03-01 05:00", "Asia/Shanghai"), paris, "Datong", "Paris");
    assert!(early.reader_day_differs);
    assert_eq!((early.reader_time.as_str(), early.reader_offset.as_str()), ("22:00", "UTC+1"));
    assert_eq!(early.reader_day.replace('\u{a0}', " "), "Mon 29 Feb");
    // Paris sees two o'clock twice that night.
    for (venue, offset) in [("2016-10-30 08:00", "UTC+2"), ("2016-10-30 09:00", "UTC+1")] {
        let twice = EN.clocks(wall(venue, "Asia/Shanghai"), paris, "Datong", "Paris");
        assert_eq!((twice.reader_time.as_str(), twice.reader_offset.as_str()), ("02:00", offset), "{venue}");
    }
}

#[test]
fn zones_are_called_by_their_cities() {
    let zone = |name: &str| name.parse::<Zone>().unwrap();
    assert_eq!(three(|w| w.zone_city(zone("Europe/Brussels"))), ["Brussels", "Bruxelles", "布鲁塞尔"]);
    assert_eq!(EN.zone_city(zone("America/Port-au-Prince")), "Port-au-Prince");
    assert_eq!(EN.zone_city(zone("America/Argentina/Buenos_Aires")), "Buenos Aires");
}

#[test]
fn numbers_lists_and_past_times() {
    assert_eq!(three(|w| w.count(1_200_345)), ["1,200,345", "1_200_345", "1,200,345"]);
    assert_eq!(three(|w| w.count(999usize)), ["999", "999", "999"]);
    assert_eq!(EN.count(-1200), "−1,200");
    assert_eq!(three(|w| w.list(&["a", "b", "c"])), ["a, b and c", "a, b et c", "a、b和c"]);
    assert_eq!(EN.list(&["a"]), "a");
    let now: Instant = "2016-04-18T08:00:00Z".parse().unwrap();
    assert_eq!(
        three(|w| w.ago(now.plus_seconds(-180), now, Zone::UTC)),
        ["3 minutes ago", "il y a 3 minutes", "3分钟前"]
    );
    assert_eq!(EN.ago(now.plus_seconds(-60), now, Zone::UTC), "1 minute ago");
    assert_eq!(EN.ago(now.plus_days(-1), now, Zone::UTC), "yesterday");
    assert_eq!(EN.ago(now.plus_days(5), now, Zone::UTC), "just now");
    assert_eq!(EN.ago(now.plus_days(-60), now, Zone::UTC), "8 weeks ago");
    assert_eq!(EN.ago(now.plus_days(-61), now, Zone::UTC), "2 months ago");
    assert_eq!(EN.ago(now.plus_days(-730), now, Zone::UTC), "23 months ago");
    // Not two whole days, and yet two nights in Paris; in Shanghai one.
    let evening: Instant = "2016-04-16T17:00:00Z".parse().unwrap();
    let days = |zone: &str| three(|w| w.ago(evening, now, zone.parse::<Zone>().unwrap()));
    assert_eq!(days("Europe/Paris"), ["2 days ago", "il y a 2 jours", "2天前"]);
    assert_eq!(days("Asia/Shanghai"), ["yesterday", "hier", "昨天"]);
    let early: Instant = "2016-04-18T00:10:00Z".parse().unwrap();
    assert_eq!(EN.ago(early, early.plus_seconds(85_200), Zone::UTC), "23 hours ago");
    assert_eq!(three(|w| w.due(date(2016, 4, 15), date(2016, 4, 18))), ["3 days late", "3 jours de retard", "逾期3天"]);
}

#[test]
fn an_unknown_key_shows_itself() {
    assert_eq!(FR.t("no-such-key-anywhere"), "[no-such-key-anywhere]");
}

// What follows reads the sources.

/// Key -> placeholders, of one language.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn sentences(locale: Locale) -> Sentences {
    let mut all = Sentences::new();
    for (_, text) in catalogue::sources(locale) {
        let mut key = String::new();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((name, _)) = line.split_once('=').filter(|_| begins) {
                key = name.trim().to_owned();
                all.entry(key.clone()).or_default();
            }
            let names = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
            });
            all.entry(key.clone()).or_default().extend(names);
        }
    }
    all.remove("");
    all
}

fn files(under: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, endings, out);
        } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
            out.push(path);
        }
    }
}

/// Texts of all templates and sources but this file, without their comments, which may show examples.
fn speakers() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("templates"), &["html", "txt", "xml"], &mut paths);
    files(&root.join("src"), &["rs"], &mut paths);
    paths.retain(|p| !p.ends_with("src/i18n/tests.rs"));
    let read = |p: PathBuf| {
        let text = std::fs::read_to_string(&p).unwrap();
        let code: Vec<_> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        (p, without_comments(&code.join("\n")))
    };
    paths.into_iter().map(read).collect()
}

/// A template without its `{# … #}`.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("{#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    // A raw string in Rust may hold `{#` without being a template; then nothing is cut.
    parts.for_each(|part| out.push_str(part.split_once("#}").map_or(part, |(_, after)| after)));
    out
}

/// The literals given to `.t(`, `.n(` and `.with(`.
fn keys_called(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for call in [".t(", ".n(", ".with(", ".before("] {
        for (at, _) in text.match_indices(call) {
            let Some(rest) = text[at + call.len()..].trim_start().strip_prefix('"') else { continue };
            let Some(literal) = rest.split('"').next() else { continue };
            let like_a_key = literal.contains('-') && literal.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if like_a_key && !literal.ends_with('-') {
                found.push(literal);
            }
        }
    }
    found
}

#[test]
fn every_language_compiles() {
    for locale in Locale::ALL {
        let (_, faults) = catalogue::compile(locale);
        assert!(faults.is_empty(), "{locale}: {faults:#?}");
    }
}

#[test]
fn all_languages_say_the_same() {
    let english = sentences(Locale::En);
    for locale in [Locale::Fr, Locale::Zh] {
        let other = sentences(locale);
        let missing: Vec<_> = english.keys().filter(|k| !other.contains_key(*k)).collect();
        let surplus: Vec<_> = other.keys().filter(|k| !english.contains_key(*k)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{locale} lacks {missing:?}, has besides {surplus:?}");
        for (key, placeholders) in &english {
            assert_eq!(placeholders, &other[key], "placeholders of {key} in {locale}");
        }
    }
}

/// As the Imprimerie nationale sets it: the narrow space before what parts or ends a sentence, the full one before a colon and inside
/// guillemets; neither breaks. What of a French text is set otherwise, sign and neighbour.
fn badly_spaced(french: &str) -> Option<String> {
    let (narrow, full) = ('\u{202f}', '\u{a0}');
    let signs: Vec<char> = french.chars().collect();
    let bad = |pair: &[char]| match (pair[0], pair[1]) {
        (before, ';' | '?' | '!') => before != narrow,
        (before, '»') => before != full,
        ('«', after) => after != full,
        // Clocks and addresses have theirs without any.
        (before, ':') => matches!(before, ' ' | '\u{202f}'),
        _ => false,
    };
    signs.windows(2).find(|pair| bad(pair)).map(|pair| pair.iter().collect())
}

#[test]
fn french_punctuation_stays_with_its_word() {
    for (text, found) in
        [("Oui\u{a0}?", "\u{a0}?"), ("a; b", "a;"), ("a\u{202f}: b", "\u{202f}:"), ("« a\u{a0}»", "« ")]
    {
        assert_eq!(badly_spaced(text).as_deref(), Some(found));
    }
    assert_eq!(badly_spaced("À 9:30, «\u{a0}a\u{a0}»\u{a0}: oui\u{202f}; non\u{202f}?"), None);
    for (path, text) in catalogue::sources(Locale::Fr) {
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(badly_spaced(line), None, "{path}: {line}");
        }
    }
    let mut examples = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("config"), &["toml"], &mut examples);
    for path in examples {
        let text = std::fs::read_to_string(&path).unwrap();
        for french in text.split("fr = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(badly_spaced(french), None, "{}: {french}", path.display());
        }
    }
}

#[test]
fn chinese_counts_stand_without_spaces() {
    let loose = |line: &str| {
        line.match_indices("{ $n }").any(|(at, count)| {
            let (mut before, mut after) = (line[..at].chars().rev(), line[at + count.len()..].chars());
            let spaced = |near: Option<char>, next: Option<char>| near == Some(' ') && next.is_some_and(is_han);
            spaced(before.next(), before.next()) || spaced(after.next(), after.next())
        })
    };
    for (path, text) in catalogue::sources(Locale::Zh) {
        let found: Vec<&str> = text.lines().filter(|line| loose(line)).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

#[test]
fn no_blank_follows_a_sign_of_full_width() {
    assert_eq!(
        (EN.before("gates-deputy"), ZH.before("gates-deputy")),
        ("Deputy: ".to_owned(), "代理负责人：".to_owned())
    );
    let wide = |text: &str| text.ends_with(['：', '，', '。', '？', '；']);
    for (path, text) in catalogue::sources(Locale::Zh) {
        let loose: Vec<&str> = text.lines().filter(|line| line.contains("： ") || line.contains("， ")).collect();
        assert!(loose.is_empty(), "{path}: {loose:?}");
    }
    for (path, text) in speakers() {
        for (at, said) in text.match_indices("w.t(\"") {
            let Some((key, rest)) = text[at + said.len()..].split_once('"') else { continue };
            // On the same line, and not before the end of what it stands in.
            let follows = rest.strip_prefix(") }} ").is_some_and(|rest| !rest.starts_with("</"));
            assert!(!(follows && ZH.has(key) && wide(&ZH.t(key))), "{}: {key}", path.display());
        }
    }
}

#[test]
fn keys_hold_a_hyphen() {
    // The search for used keys tells them from other literals by it.
    let odd: Vec<_> = sentences(Locale::En).into_keys().filter(|k| !k.contains('-')).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn every_key_spoken_exists() {
    let english = sentences(Locale::En);
    let mut missing = BTreeSet::new();
    for (path, text) in speakers() {
        for key in keys_called(&text).into_iter().filter(|k| !english.contains_key(*k)) {
            missing.insert(format!("{}: {key}", path.display()));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_is_spoken() {
    let mut literals = BTreeSet::new();
    for (_, text) in speakers() {
        // Between quotes: whole keys, or beginnings that the code completes ("state-", "state-{name}").
        for piece in text.split('"') {
            let head = piece.split('{').next().unwrap_or_default();
            if piece.len() < 80 && head.contains('-') && head.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                literals.insert(head.to_owned());
            }
        }
    }
    let within: String = Locale::ALL.into_iter().flat_map(catalogue::sources).map(|(_, text)| text).collect();
    let idle: Vec<_> = sentences(Locale::En)
        .into_keys()
        .filter(|key| !FREE.iter().any(|f| key.starts_with(f)))
        .filter(|key| !literals.contains(key))
        .filter(|key| !literals.iter().any(|l| l.ends_with('-') && key.starts_with(l.as_str())))
        .filter(|key| !within.contains(&format!("{{ {key} }}")))
        .collect();
    assert!(idle.is_empty(), "nobody says {idle:#?}");
}

#[test]
fn every_reason_of_a_refusal_has_its_sentence_and_none_is_left_over() {
    let body = |source: &'static str| {
        source.split("pub const fn key").nth(1).and_then(|rest| rest.split("pub fn args").next()).unwrap()
    };
    let bodies = [
        include_str!("../kernel/invalid.rs"),
        include_str!("../kernel/files.rs"),
        include_str!("../kernel/email.rs"),
        include_str!("../kernel/money/read.rs"),
        include_str!("../kernel/invalid/places.rs"),
        include_str!("../kernel/invalid/relays.rs"),
    ]
    .map(body);
    let words = bodies.iter().flat_map(|body| body.split("=> \"").skip(1)).filter_map(|rest| rest.split('"').next());
    let keys: BTreeSet<String> = words.map(|k| format!("invalid-{k}")).collect();
    let spoken: BTreeSet<String> = sentences(Locale::En).into_keys().filter(|k| k.starts_with("invalid-")).collect();
    assert_eq!(keys, spoken);
}

#[test]
fn two_names_that_read_alike_are_told_apart_by_what_they_are_called_elsewhere() {
    let (old, new) = (Localised::three("Water", "Eau", "水"), Localised::three("Water", "Eaux", "水"));
    let said = |locale| (Words::new(locale).beside(&old, &new), Words::new(locale).beside(&new, &old));
    assert_eq!(said(Locale::Fr), ("Eau".into(), "Eaux".into()));
    assert_eq!(said(Locale::En), ("Eau (French)".into(), "Eaux (French)".into()));
    assert_eq!(said(Locale::Zh), ("Eau（法文）".into(), "Eaux（法文）".into()));
    let bare = Localised::three("Water", "", "水");
    assert_eq!(Words::new(Locale::En).beside(&bare, &old), "Water", "nothing sets it apart but what it lacks");
    assert_eq!(Words::new(Locale::En).beside(&old, &bare), "Eau (French)");
    assert_eq!(Words::new(Locale::En).beside(&old, &old), "Water");
}

#[test]
fn towns_and_countries_are_called_as_the_reader_calls_them() {
    let (en, fr, zh) = (Words::new(Locale::En), Words::new(Locale::Fr), Words::new(Locale::Zh));
    assert_eq!(
        (fr.country("CN"), zh.country("cn"), en.country("BE")),
        ("Chine".into(), "中国".into(), "Belgium".into())
    );
    assert_eq!(zh.country("QQ"), "QQ", "a code without a name stays");
    assert_eq!(
        (zh.town("Hangzhou"), en.town("杭州"), fr.town("beijing")),
        ("杭州".into(), "Hangzhou".into(), "Pékin".into())
    );
    assert_eq!(zh.town("Little Snoring"), "Little Snoring");
}
