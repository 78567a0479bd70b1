//! Names that are alike: the table of pairs, the rules one by one, and what the database finds.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::db::Conn;
use crate::domain::contacts::alike::{self, LikelyHouse, Likeness, Sought, alike_houses, domain_of, likeness};
use crate::kernel::ids::OrganisationId;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::testing::database;

/// From here on two names are told to be alike.
const ALIKE: f64 = 0.8;

/// Two names, and whether they are one house.
struct Pair {
    a: String,
    b: String,
    same: bool,
    why: String,
    fold: String,
}

fn pairs() -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/name_pairs.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let read = |row: csv::StringRecord| Pair {
        a: row[0].to_owned(),
        b: row[1].to_owned(),
        same: &row[2] == "yes",
        why: row[3].to_owned(),
        fold: row[4].to_owned(),
    };
    reader.records().map(|row| read(row.unwrap())).collect()
}

/// What was told of pairs that are one (told, missed) and of pairs that are two (told, kept apart).
#[derive(Default, Clone, Copy)]
struct Tally {
    told: f64,
    missed: f64,
    mistaken: f64,
}

impl Tally {
    fn count(&mut self, same: bool, told: bool) {
        match (same, told) {
            (true, true) => self.told += 1.0,
            (true, false) => self.missed += 1.0,
            (false, true) => self.mistaken += 1.0,
            (false, false) => {}
        }
    }
    fn recall(self) -> f64 {
        self.told / (self.told + self.missed)
    }
    fn precision(self) -> f64 {
        self.told / (self.told + self.mistaken)
    }
}

#[test]
fn the_table_of_names_is_told_apart() {
    let (mut all, mut folds) = (Tally::default(), BTreeMap::<String, Tally>::new());
    let pairs = pairs();
    assert!(pairs.len() >= 300, "{}", pairs.len());
    for pair in &pairs {
        let score = likeness(&pair.a, &pair.b);
        assert!((score - likeness(&pair.b, &pair.a)).abs() < 1e-9, "{} | {}: either way the same", pair.a, pair.b);
        let told = score >= ALIKE;
        all.count(pair.same, told);
        folds.entry(pair.fold.clone()).or_default().count(pair.same, told);
        if told != pair.same {
            println!("{} {:.2} {} | {} ({})", pair.fold, score, pair.a, pair.b, pair.why);
        }
    }
    println!("all: recall {:.3}, precision {:.3}", all.recall(), all.precision());
    for (fold, tally) in &folds {
        println!("{fold}: recall {:.3}, precision {:.3}", tally.recall(), tally.precision());
    }
    for tally in [all, folds["held"]] {
        assert!(tally.recall() >= 0.95 && tally.precision() >= 0.90, "{} {}", tally.recall(), tally.precision());
    }
}

#[test]
fn what_the_database_is_asked_for_finds_what_a_comparison_of_all_would() {
    let db = database();
    let cx = system();
    let pairs = pairs();
    let mut names: Vec<&str> = pairs.iter().map(|p| p.a.as_str()).collect();
    names.sort();
    names.dedup();
    let mut ids: BTreeMap<String, OrganisationId> = BTreeMap::new();
    db.write_now(|conn| -> Result<(), ContactError> {
        for name in &names {
            ids.insert((*name).to_owned(), made(conn, &cx, name, "").id);
        }
        Ok(())
    })
    .unwrap();
    let (mut reached, mut known) = (0, 0);
    for pair in pairs.iter().filter(|p| likeness(&p.a, &p.b) >= ALIKE) {
        let found = db.read_now(|conn| alike::alike(conn, std::slice::from_ref(&pair.b), &[], None)).unwrap();
        assert!(found.len() <= 10 && found.iter().all(|one| one.score >= ALIKE));
        assert!(found.windows(2).all(|two| two[0].score >= two[1].score), "the likeliest first");
        known += 1;
        if found.iter().any(|one| one.organisation == ids[&pair.a]) {
            reached += 1;
        } else {
            println!("not reached: {} by {}", pair.a, pair.b);
        }
    }
    println!("reached {reached} of {known}");
    assert!(f64::from(reached) >= 0.97 * f64::from(known), "{reached} of {known}");
}

fn organisation(name: &str, website: &str) -> NewOrganisation {
    let locale = if name.chars().any(crate::kernel::names::is_han) { Locale::Zh } else { Locale::En };
    let draft = OrganisationDraft {
        name: Localised::new([(locale, name.to_owned())]),
        website: website.to_owned(),
        ..OrganisationDraft::default()
    };
    NewOrganisation::parse(draft).unwrap()
}

fn made(conn: &mut Conn, cx: &Context, name: &str, website: &str) -> Organisation {
    create_organisation(conn, cx, &organisation(name, website)).unwrap()
}

fn found(conn: &mut Conn, cx: &Context, name: &str, website: &str) -> Vec<(String, Likeness)> {
    let sought = Sought::of_new(&organisation(name, website));
    let said = |one: LikelyHouse| (one.organisation.name.best(Locale::En).to_owned(), one.alike.why);
    alike_houses(conn, cx, &sought).unwrap().into_iter().map(said).collect()
}

#[test]
fn what_is_found_follows_the_names_as_they_change() {
    let db = database();
    let cx = system();
    db.write_now(|conn| -> Result<(), ContactError> {
        let house = made(conn, &cx, "Müller Maschinenbau GmbH", "");
        let hit = |why| vec![("Müller Maschinenbau GmbH".to_owned(), why)];
        assert_eq!(found(conn, &cx, "Mueller Maschinenbau GmbH & Co. KG", ""), hit(Likeness::SameName));
        assert_eq!(found(conn, &cx, "Müler Maschinenbau", ""), hit(Likeness::AlikeName));
        assert_eq!(found(conn, &cx, "Müller Brot GmbH", ""), []);
        let own = alike_houses(conn, &cx, &Sought::of(&house))?;
        assert!(own.is_empty(), "nobody is their own double");
        let new = organisation("Kessler Maschinenbau GmbH", "");
        edit_organisation(conn, &cx, &house.public_id, house.version, &new)?;
        assert_eq!(found(conn, &cx, "Mueller Maschinenbau", ""), []);
        assert_eq!(found(conn, &cx, "Kesler Maschinenbau", "").len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_house_named_beside_a_person_is_found_and_so_is_its_people_s_domain() {
    let db = database();
    let cx = system();
    db.write_now(|conn| -> Result<(), ContactError> {
        let person = at("Anne Martin", "anne@lemaire-urbanisme.example", "Lemaire Urbanisme");
        create(conn, &cx, &person)?;
        let rows =
            [at("Jean Petit", "jean@gmail.com", "Ateliers Petit"), at("王伟", "ww@qianjiang.example", "钱江设计院")];
        upsert_batch(conn, &cx, &rows, Mode::Write)?;
        assert_eq!(
            found(conn, &cx, "Lemaire & Fils", "https://www.lemaire-urbanisme.example/fr")[0].1,
            Likeness::SameDomain
        );
        assert_eq!(found(conn, &cx, "Agence X", "https://gmail.com"), [], "anybody may have a mailbox there");
        assert_eq!(found(conn, &cx, "Qianjiang Architects", "http://qianjiang.example").len(), 1);
        assert_eq!(found(conn, &cx, "Lemaire Urbanisme SARL", "")[0].1, Likeness::SameName);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_domain_goes_with_the_last_address_that_had_it() {
    let db = database();
    let cx = system();
    db.write_now(|conn| -> Result<(), ContactError> {
        let person = create(conn, &cx, &at("Anne Martin", "anne@bureau.example", "Lemaire Urbanisme"))?;
        assert_eq!(found(conn, &cx, "Other", "http://bureau.example").len(), 1);
        assert!(!alike::is_outdated(conn)?);
        let moved = at("Anne Martin", "anne@elsewhere.example", "Lemaire Urbanisme");
        edit(conn, &cx, &person.person.public_id, person.version, &moved)?;
        assert!(alike::is_outdated(conn)?);
        assert_eq!(alike::renew(conn)?, 1);
        assert_eq!(found(conn, &cx, "Other", "http://bureau.example"), []);
        assert_eq!(found(conn, &cx, "Other", "http://elsewhere.example").len(), 1);
        assert_eq!(found(conn, &cx, "Lemaire Urbanisme", "").len(), 1, "its names stay");
        Ok(())
    })
    .unwrap();
}

#[test]
fn organisations_from_before_there_were_keys_get_theirs() {
    use crate::db::schema::{organisation_domains, organisation_keys, organisations};
    use diesel::prelude::*;
    let db = database();
    let cx = system();
    db.write_now(|conn| -> Result<(), ContactError> {
        made(conn, &cx, "华为技术有限公司", "https://www.huawei.example");
        let stored = |conn: &mut Conn| -> Vec<i64> {
            organisation_keys::table.order(organisation_keys::key).select(organisation_keys::key).load(conn).unwrap()
        };
        let keys = stored(conn);
        assert!((3..40).contains(&keys.len()), "{}", keys.len());
        diesel::delete(organisation_keys::table).execute(conn).unwrap();
        diesel::delete(organisation_domains::table).execute(conn).unwrap();
        diesel::update(organisations::table).set(organisations::keyed.eq(0)).execute(conn).unwrap();
        assert_eq!(found(conn, &cx, "Huawei Technologies Co., Ltd.", ""), []);
        assert_eq!(alike::renew(conn)?, 1);
        assert!(!alike::is_outdated(conn)?);
        assert_eq!(stored(conn), keys);
        assert_eq!(found(conn, &cx, "Huawei Technologies Co., Ltd.", "")[0].1, Likeness::SameName);
        assert_eq!(found(conn, &cx, "Other", "http://huawei.example").len(), 1);
        Ok(())
    })
    .unwrap();
}

#[test]
fn those_who_see_no_addresses_are_told_by_name_only() {
    let db = database();
    let cx = system();
    db.write_now(|conn| create(conn, &cx, &at("Anne Martin", "anne@bureau.example", "Lemaire Urbanisme"))).unwrap();
    let investigator = member(&cx, Role::PrincipalInvestigator);
    let stranger = Context { actor: Actor::Nobody, ..cx.clone() };
    db.read_now(|conn| -> Result<(), ContactError> {
        assert_eq!(found(conn, &investigator, "Other", "http://bureau.example"), []);
        assert_eq!(found(conn, &investigator, "Lemaire Urbanisme", "").len(), 1);
        let sought = Sought::parse(&["Lemaire Urbanisme"], &[]).unwrap();
        assert!(matches!(alike_houses(conn, &stranger, &sought), Err(ContactError::Denied(_))));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_domain_that_many_share_says_nothing() {
    let db = database();
    let cx = system();
    db.write_now(|conn| -> Result<(), ContactError> {
        for n in 0..20 {
            made(conn, &cx, &format!("Haus {n}"), "https://www.haus.example");
        }
        assert_eq!(found(conn, &cx, "Elsewhere", "https://haus.example").len(), 10);
        made(conn, &cx, "Haus 20", "https://www.haus.example");
        assert_eq!(found(conn, &cx, "Elsewhere", "https://haus.example").len(), 0);
        Ok(())
    })
    .unwrap();
}

#[test]
fn domains_are_those_of_houses() {
    for (typed, own) in [
        ("https://www.siemens.com/global/en.html", Some("siemens.com")),
        ("http://en.example.edu.cn", Some("example.edu.cn")),
        ("anne@stud.uni-koeln.de", Some("uni-koeln.de")),
        ("ghj.hangzhou.gov.cn", Some("ghj.hangzhou.gov.cn")),
        ("http://www.culture.gouv.fr:8080/x", Some("culture.gouv.fr")),
        ("shop.example.co.uk", Some("example.co.uk")),
        ("key.example", Some("key.example")),
        ("someone@qq.com", None),
        ("https://www.linkedin.com/company/x", None),
        ("https://shop.github.io", None),
        ("http://127.0.0.1", None),
        ("localhost", None),
        ("co.uk", None),
        ("gov.cn", None),
        ("", None),
    ] {
        assert_eq!(domain_of(typed).as_deref(), own, "{typed}");
    }
}

#[test]
fn a_question_names_something_and_not_too_much() {
    let fault = |names: &[&str], domains: &[&str]| Sought::parse(names, domains).unwrap_err().0[0].field.clone();
    assert_eq!(fault(&[], &[]), "name");
    assert_eq!(fault(&[" "], &[]), "name");
    assert_eq!(fault(&["x"; 11], &[]), "name");
    assert_eq!(fault(&["x"], &["y.example"; 11]), "domain");
    assert!(Sought::parse(&[], &["y.example"]).is_ok());
}

/// Rules one by one, beside the table: same name, alike, neither.
#[test]
fn names_are_the_same_alike_or_neither() {
    let same = [
        ("Siemens AG", "SIEMENS Aktiengesellschaft"),
        ("華為技術有限公司", "华为技术（集团）有限公司"),
        ("Schäfer & Söhne GmbH", "Schaefer und Soehne"),
        ("Chambre de commerce de l'Ain", "Chambre de Commerce de l’Ain"),
        ("浙江大学", "Zhejiang University"),
        ("Universität zu Köln", "University of Cologne"),
    ];
    for (a, b) in same {
        assert!(likeness(a, b) >= 0.995, "{a} | {b}: {}", likeness(a, b));
    }
    for (a, b) in [("EUCCC", "European Union Chamber of Commerce in China"), ("贸促会", "中国国际贸易促进委员会")]
    {
        assert!((ALIKE..0.995).contains(&likeness(a, b)), "{a} | {b}: {}", likeness(a, b));
    }
    let (long, short) = ("Deutscher Akademischer Austauschdienst (DAAD)", "DAAD");
    assert!(likeness(long, short) >= 0.995, "what stands in brackets is a name");
    assert!(likeness("BYD (比亚迪股份有限公司) Auto Industry", "比亚迪") >= ALIKE, "each script by itself");
    for (a, b) in [
        ("Siemens (USA)", "Bosch (USA)"),
        ("Siemens AG", "Siemens Energy AG"),
        ("杭州市规划局", "大同市规划局"),
        ("GmbH", "AG"),
        ("", "Siemens"),
        ("·", "·"),
    ] {
        assert!(likeness(a, b) < ALIKE, "{a} | {b}: {}", likeness(a, b));
    }
}

#[test]
fn a_check_costs_three_statements_and_reads_few_names() {
    use diesel::connection::{Connection, InstrumentationEvent};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let db = database();
    let cx = system();
    let names = ["Bel", "Cor", "Dan", "Gar", "Hel", "Jor", "Kel", "Lan", "Mar", "Nor"];
    let ends = ["bach", "berg", "feld", "hof", "mann", "stein", "tel", "ville", "wick", "quet"];
    db.write_now(|conn| -> Result<(), ContactError> {
        for n in 0..400 {
            let (name, end) = (names[n % 10], ends[n / 10 % 10]);
            let name = format!("{name}{end} {} GmbH", ["Bau", "Logistik", "Energie", "Verlag"][n / 100]);
            made(conn, &cx, &name, &format!("https://house-{n}.example"));
        }
        Ok(())
    })
    .unwrap();
    let mut conn = db.connect().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    let names = ["Helmann Logistik AG".to_owned(), "Helman Logistik".to_owned()];
    let domains = ["https://www.house-5.example".to_owned()];
    let began = std::time::Instant::now();
    let found = alike::alike(&mut conn, &names, &domains, None).unwrap();
    println!("a check took {:?}", began.elapsed());
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert_eq!(found.iter().filter(|one| one.why == Likeness::SameName).count(), 1);
    assert_eq!(found.iter().filter(|one| one.why == Likeness::SameDomain).count(), 1);
}
