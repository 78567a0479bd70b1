//! Names of time zones as people write them: of one that there is not, those that may be meant.

use chrono_tz::TZ_VARIANTS;

use super::invalid::Reason;
use super::time::Zone;

/// A zone by its name; a refusal names what is near.
pub fn zone(typed: &str) -> Result<Zone, Reason> {
    typed.parse().map_err(|_| Reason::UnknownZone { near: near(typed) })
}

/// So many are named at most.
const MOST: usize = 3;

/// In bytes: whatever is longer is no slip in a name, and would take long to be compared with each.
const LONGEST: usize = 64;

/// What is called otherwise than its zone, or means several: places that share the clock of a larger one, and abbreviations.
const OTHERS: &[(&[&str], &[&str])] = &[
    (
        &[
            "beijing",
            "peking",
            "china",
            "datong",
            "hohhot",
            "hangzhou",
            "guangzhou",
            "canton",
            "shenzhen",
            "tianjin",
            "wuhan",
            "chengdu",
            "nanjing",
            "xi'an",
            "xian",
            "suzhou",
            "qingdao",
            "北京",
            "中国",
            "上海",
            "大同",
            "呼和浩特",
            "杭州",
            "广州",
            "深圳",
            "天津",
            "武汉",
            "成都",
            "南京",
            "西安",
            "苏州",
            "青岛",
            "重庆",
        ],
        &["Asia/Shanghai"],
    ),
    (&["cst"], &["Asia/Shanghai", "America/Chicago"]),
    (&["utc+8", "gmt+8", "+8", "+08:00"], &["Asia/Shanghai", "Asia/Singapore", "Australia/Perth"]),
    (&["cest", "utc+1", "gmt+1", "+1", "+01:00"], &["Europe/Brussels", "Europe/Paris", "Europe/Berlin"]),
    (&["bst"], &["Europe/London", "Asia/Dhaka"]),
    (&["ist"], &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    (&["edt"], &["America/New_York"]),
    (&["pst", "pdt"], &["America/Los_Angeles"]),
    (&["hkt", "香港"], &["Asia/Hong_Kong"]),
    (&["台北"], &["Asia/Taipei"]),
    (&["jst", "东京"], &["Asia/Tokyo"]),
    (&["brussel", "bruxelles", "antwerp", "ghent", "liège", "布鲁塞尔"], &["Europe/Brussels"]),
    (&["lyon", "marseille", "toulouse", "lille", "bordeaux", "strasbourg", "france", "巴黎"], &["Europe/Paris"]),
    (&["bonn", "cologne", "frankfurt", "hamburg", "munich", "germany", "柏林"], &["Europe/Berlin"]),
    (&["rotterdam", "the hague", "utrecht"], &["Europe/Amsterdam"]),
    (&["geneva", "genève", "basel", "bern"], &["Europe/Zurich"]),
    (&["milan", "turin", "naples", "roma"], &["Europe/Rome"]),
    (&["barcelona", "valencia"], &["Europe/Madrid"]),
    (&["cracow", "gdansk"], &["Europe/Warsaw"]),
    (&["edinburgh", "cambridge", "oxford", "manchester", "londres", "伦敦"], &["Europe/London"]),
];

/// Names are told by continent and city: the older ones beside them (PRC, US/Eastern) are taken and not spread.
const CONTINENTS: &[&str] =
    &["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

fn near(typed: &str) -> Vec<&'static str> {
    if typed.trim().len() > LONGEST {
        return Vec::new();
    }
    let sought = folded(typed);
    let sought = sought.strip_suffix(" time").or_else(|| sought.strip_suffix("时间")).unwrap_or(&sought);
    let city = last(sought);
    let other = |word: &str| OTHERS.iter().find(|(words, _)| words.contains(&word)).map(|(_, zones)| zones.to_vec());
    other(sought).or_else(|| other(city)).unwrap_or_else(|| nearly(sought, city))
}

/// Those whose name, or whose city alone, is spelt most alike.
fn nearly(sought: &str, city: &str) -> Vec<&'static str> {
    let known = TZ_VARIANTS.iter().map(|tz| tz.name());
    let known = known.filter(|name| name.split_once('/').is_some_and(|(land, _)| CONTINENTS.contains(&land)));
    let scored = known.filter_map(|name| {
        let whole = folded(name);
        let faults = [apart(sought, &whole), apart(city, last(&whole))];
        faults.into_iter().flatten().min().map(|faults| (faults, name))
    });
    let mut scored: Vec<(usize, &'static str)> = scored.collect();
    scored.sort_unstable();
    let fewest = scored.first().map_or(0, |(faults, _)| *faults);
    scored.into_iter().take_while(|(faults, _)| *faults == fewest).take(MOST).map(|(_, name)| name).collect()
}

/// How many slips one is from the other, if they are few for so short a word.
fn apart(typed: &str, known: &str) -> Option<usize> {
    let allowed = typed.chars().count() / 4;
    Some(strsim::osa_distance(typed, known)).filter(|slips| *slips <= allowed.min(MOST))
}

/// Without capitals, and with blanks for underscores.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace('_', " ")
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_written_small_is_the_zone() {
        for typed in ["asia/shanghai", " ASIA/SHANGHAI ", "Asia/Shanghai"] {
            assert_eq!(zone(typed).map(Zone::name), Ok("Asia/Shanghai"), "{typed}");
        }
        assert_eq!(zone("america/new york").map(Zone::name), Ok("America/New_York"));
    }

    #[test]
    fn what_is_no_name_is_refused_with_those_that_may_be_meant() {
        for (typed, wanted) in [
            ("Asia/Shanghi", vec!["Asia/Shanghai"]),
            ("Shanghai", vec!["Asia/Shanghai"]),
            ("shanghi", vec!["Asia/Shanghai"]),
            ("China/Shanghai", vec!["Asia/Shanghai"]),
            ("Beijing", vec!["Asia/Shanghai"]),
            ("Asia/Beijing", vec!["Asia/Shanghai"]),
            ("Beijing time", vec!["Asia/Shanghai"]),
            ("北京时间", vec!["Asia/Shanghai"]),
            ("CST", vec!["Asia/Shanghai", "America/Chicago"]),
            ("Bruxelles", vec!["Europe/Brussels"]),
            ("Europe/Brusels", vec!["Europe/Brussels"]),
            ("New York", vec!["America/New_York"]),
            ("Mars", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(zone(typed), Err(Reason::UnknownZone { near: wanted }), "{typed}");
        }
        let long = format!("{}/Shanghai", "x".repeat(LONGEST));
        assert_eq!(zone(&long), Err(Reason::UnknownZone { near: vec![] }), "it is not compared");
    }

    #[test]
    fn every_zone_that_is_offered_is_one() {
        for (words, zones) in OTHERS {
            for name in *zones {
                assert_eq!(zone(name).map(Zone::name), Ok(*name));
            }
            for word in *words {
                assert_eq!(folded(word), *word, "it would never be found");
                assert!(zone(word).is_err(), "{word} is a zone by itself");
            }
        }
    }
}
