mod demanded;

use super::codes::{self, code_at};
use super::model::Typed;
use super::*;
use crate::access::{Action, Actor, Context, Demand, Denied, Door, Grant, Member, Role, Scope, TokenScope, require};
use crate::db::Conn;
use crate::domain::accounts::sign_in::{Begun, Entered, finish, resume};
use crate::domain::accounts::tokens::{self, NewToken};
use crate::domain::accounts::{
    Account, AccountError, NewAccount, Standing, create, own as own_account, passwords, show, sign_in,
};
use crate::domain::history::{self, Entity};
use crate::kernel::page::PageRequest;
use crate::kernel::sealing::{Bare, SealedFor};
use crate::kernel::time::Instant;
use crate::kernel::token::{Keys, Secret};
use crate::testing::{TestDatabase, database};

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };
const NOW: &str = "2016-04-18T08:00:10Z";

fn typed(text: &str) -> Typed {
    Typed::new(text)
}

struct House {
    db: TestDatabase,
    cx: Context,
    ana: Account,
}

impl House {
    fn new() -> House {
        let (db, now) = (database(), NOW.parse::<Instant>().unwrap());
        let cx = Context::system("test", Door::Command, now, now, Keys::new([7; 32]));
        let ana = db.write_now(|conn| person(conn, &cx, "ana@example.org")).unwrap();
        House { db, cx, ana }
    }
    fn write<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, AccountError>) -> Result<T, AccountError> {
        self.db.write_now(work)
    }
    /// So many seconds later, as herself.
    fn ana(&self, seconds: i64) -> Context {
        let member = Member { account: self.ana.id, grants: vec![ADMINISTRATOR], token: None, closed: Vec::new() };
        Context { actor: Actor::Member(member), ..self.at(seconds) }
    }
    fn at(&self, seconds: i64) -> Context {
        Context { machine: self.cx.machine.plus_seconds(seconds), ..self.cx.clone() }
    }
    fn secret(&self) -> Bare {
        let (sealed, _, _) = self.write(|c| Ok(store::factor(c, self.ana.id)?)).unwrap().expect("begun");
        self.cx.keys.unseal(SealedFor::SecondFactor, self.ana.id.raw(), &sealed).unwrap()
    }
    fn code(&self, seconds: i64) -> String {
        code_at(&self.secret(), self.at(seconds).machine)
    }
    /// Set up at second 0; the code of that half minute is used.
    fn on() -> (House, Vec<String>) {
        let house = House::new();
        house.write(|c| begin(c, &house.ana(0))).unwrap();
        let code = house.code(0);
        let begun = house.begun(0, "home");
        let codes = house.write(|c| confirm(c, &house.ana(0), Some(&begun), &typed(&code), None)).unwrap();
        (house, codes)
    }
    fn begun(&self, seconds: i64, network: &str) -> Begun {
        self.write(|c| sign_in::begin(c, &self.at(seconds), "ana@example.org", network)).unwrap()
    }
    /// A right password from a network: what waits for the code.
    fn waiting(&self, seconds: i64, network: &str) -> Secret {
        let begun = self.begun(seconds, network);
        match self.write(|c| finish(c, &self.at(seconds), &begun, "Firefox", 14)).unwrap() {
            Entered::CodeWanted(secret) => secret,
            Entered::Open(_) => panic!("a password alone opened it"),
        }
    }
    fn give(&self, seconds: i64, step: &Secret, code: &str) -> Answered {
        self.write(|c| answer(c, &self.at(seconds), step, &typed(code), ("Firefox", 14))).unwrap()
    }
    fn mails(&self) -> Vec<String> {
        use crate::db::schema::outbox;
        use diesel::prelude::*;
        let read = |c: &mut Conn| -> Result<Vec<String>, AccountError> {
            let rows: Vec<crate::db::types::Json> =
                outbox::table.order(outbox::id).select(outbox::message).load(c).map_err(crate::db::DbError::from)?;
            Ok(rows.iter().map(|json| json.as_str().to_owned()).collect())
        };
        self.db.read_now(read).unwrap()
    }
    fn told(&self, news: News) -> usize {
        self.mails().iter().filter(|m| m.contains(&format!("\"news\":\"{news}\""))).count()
    }
}

fn person(conn: &mut Conn, cx: &Context, email: &str) -> Result<Account, AccountError> {
    let mut new = NewAccount::parse(email, "Ana Ferreira", "en", "Europe/Paris")?;
    new.grants = vec![ADMINISTRATOR];
    create(conn, cx, &new, &passwords::hash("a quiet river at noon")?)
}

fn opened(answer: &Answered) -> bool {
    matches!(answer, Answered::Open { .. })
}

#[test]
fn codes_are_those_of_the_standard() {
    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    let secret = Bare::new(b"12345678901234567890".to_vec());
    for (second, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        let at = Instant::from_micros(second * 1_000_000);
        assert_eq!(code_at(&secret, at), code);
        assert_eq!(codes::step_of(&secret, &typed(code), at), Some(second / 30), "{code}");
    }
    assert_eq!(codes::in_fours(&secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    let address = codes::address(&secret, "Convoke h.example", "ana+x@example.org");
    assert_eq!(
        address,
        "otpauth://totp/Convoke%20h.example:ana%2Bx@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Convoke%20h.example"
    );
    assert_eq!(format!("{secret:?} {:?}", typed("287082")), "Bare(…) Typed(…)");
}

#[test]
fn clocks_may_differ_by_half_a_minute_and_no_more() {
    let secret = Bare::new(b"12345678901234567890".to_vec());
    let now = Instant::from_micros(1_111_111_110 * 1_000_000);
    for (drift, good) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
        let code = code_at(&secret, now.plus_seconds(drift));
        assert_eq!(codes::step_of(&secret, &typed(&code), now).is_some(), good, "{drift} seconds");
    }
    let code = code_at(&secret, now);
    let apart = format!("{} {}", &code[..3], &code[3..]);
    let wide: String = code.chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap()).collect();
    for written in [apart, format!(" {code} "), wide] {
        assert!(codes::step_of(&secret, &typed(&written), now).is_some(), "{written}");
    }
    for wrong in [&code[..5], "", "abcdef", &format!("{code}0")] {
        assert!(codes::step_of(&secret, &typed(wrong), now).is_none(), "{wrong}");
    }
}

#[test]
fn a_secret_is_sealed_for_its_row_and_key() {
    let (keys, secret) = (Keys::new([7; 32]), Bare::random());
    let kept = keys.seal(SealedFor::SecondFactor, 1, &secret).unwrap();
    assert_ne!(kept, keys.seal(SealedFor::SecondFactor, 1, &secret).unwrap());
    assert_eq!(keys.unseal(SealedFor::SecondFactor, 1, &kept), Ok(secret.clone()));
    assert!(keys.unseal(SealedFor::SecondFactor, 2, &kept).is_err(), "another row");
    assert!(Keys::new([8; 32]).unseal(SealedFor::SecondFactor, 1, &kept).is_err(), "another key");
    let bent = kept.replacen(&kept[20..21], if &kept[20..21] == "A" { "B" } else { "A" }, 1);
    for damaged in [bent.as_str(), "", "AAAA", "no base 64 at all"] {
        assert!(keys.unseal(SealedFor::SecondFactor, 1, damaged).is_err(), "{damaged}");
    }
}

#[test]
fn it_is_on_after_its_first_code_and_not_before() {
    let house = House::new();
    assert_eq!(house.write(|c| status(c, &house.ana(0))).unwrap(), Status::Off);
    house.write(|c| begin(c, &house.ana(0))).unwrap();
    assert_eq!(house.write(|c| status(c, &house.ana(0))).unwrap(), Status::Begun);
    let shown = house.write(|c| enrolment(c, &house.ana(0), "Convoke")).unwrap().expect("the secret");
    assert_eq!(shown.secret, codes::in_fours(&house.secret()));
    let own = house.begun(0, "home");
    let refused = house.write(|c| confirm(c, &house.ana(0), Some(&own), &typed("000000"), None));
    assert!(matches!(refused, Err(AccountError::WrongCode)), "one in a million");
    let code = house.code(20);
    let begun = house.begun(5, "home");
    let entered = house.write(|c| finish(c, &house.at(5), &begun, "Firefox", 14)).unwrap();
    assert!(matches!(entered, Entered::Open(_)), "what is not confirmed is not asked for");
    let refused = house.write(|c| confirm(c, &house.ana(20), None, &typed(&code), None));
    assert!(matches!(refused, Err(AccountError::WrongCredentials)), "an open browser is no password");
    let codes = house.write(|c| confirm(c, &house.ana(20), Some(&own), &typed(&code), None)).unwrap();
    let kinds: std::collections::BTreeSet<_> = codes.iter().collect();
    assert_eq!((codes.len(), kinds.len()), (HOW_MANY, HOW_MANY));
    assert!(codes.iter().all(|c| c.len() == 11 && !c.contains(['i', 'l', 'o', 'u'])), "{codes:?}");
    assert!(matches!(house.write(|c| status(c, &house.ana(20))).unwrap(), Status::On { left: 10, .. }));
    assert!(house.write(|c| enrolment(c, &house.ana(20), "Convoke")).unwrap().is_none(), "shown no more");
    assert!(matches!(house.write(|c| begin(c, &house.ana(20))), Err(AccountError::FactorOn)));
    assert_eq!(house.told(News::On), 1);
}

#[test]
fn a_secret_waits_an_hour_for_its_first_code() {
    let house = House::new();
    house.write(|c| begin(c, &house.ana(0))).unwrap();
    let code = house.code(3_600);
    let late = house.write(|c| confirm(c, &house.ana(3_600), None, &typed(&code), None));
    assert!(matches!(late, Err(AccountError::NoFactor)));
    assert_eq!(house.write(|c| status(c, &house.ana(3_600))).unwrap(), Status::Off);
}

#[test]
fn a_code_opens_once_and_an_earlier_one_never_again() {
    let (house, _) = House::on();
    let now = house.code(60);
    let first = house.waiting(60, "home");
    assert!(opened(&house.give(60, &first, &now)));
    assert!(matches!(house.give(60, &first, &house.code(90)), Answered::Gone), "one step opens one sign-in");
    let second = house.waiting(61, "home");
    assert!(matches!(house.give(61, &second, &now), Answered::Wrong), "replayed");
    assert!(matches!(house.give(61, &second, &house.code(31)), Answered::Wrong), "older than the last");
    assert!(opened(&house.give(61, &second, &house.code(90))), "the next is good");
}

#[test]
fn a_step_runs_out_and_dies_with_the_password_it_came_by() {
    let (house, _) = House::on();
    let step = house.waiting(60, "home");
    assert!(matches!(house.give(661, &step, &house.code(661)), Answered::Gone), "ten minutes");
    assert!(matches!(house.give(60, &Secret::random(), &house.code(60)), Answered::Gone));
    let step = house.waiting(700, "home");
    let begun = house.begun(700, "home");
    house.write(|c| sign_in::change_password(c, &house.ana(700), &begun, 0, "another")).unwrap();
    assert!(matches!(house.give(700, &step, &house.code(700)), Answered::Gone));
}

#[test]
fn a_recovery_code_is_good_once_and_told() {
    let (house, codes) = House::on();
    let step = house.waiting(60, "home");
    let spoken = codes[3].to_uppercase().replace('0', "O").replace('1', "l").replace('-', " ");
    assert!(opened(&house.give(60, &step, &spoken)), "{spoken}");
    let again = house.waiting(60, "home");
    assert!(matches!(house.give(60, &again, &codes[3]), Answered::Wrong));
    assert!(matches!(house.write(|c| status(c, &house.ana(60))).unwrap(), Status::On { left: 9, .. }));
    assert_eq!(house.told(News::RecoveryUsed), 1);
}

#[test]
fn the_same_code_given_by_many_at_once_opens_one() {
    let (house, codes) = House::on();
    for code in [house.code(60), codes[0].clone()] {
        let steps: Vec<Secret> = (0..6).map(|_| house.waiting(60, "home")).collect();
        let let_in = std::thread::scope(|scope| {
            let runs: Vec<_> = steps.iter().map(|step| scope.spawn(|| house.give(60, step, &code))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).filter(opened).count()
        });
        assert_eq!(let_in, 1);
    }
}

#[test]
fn guessing_is_stopped_told_once_and_keeps_nobody_out() {
    let (house, _) = House::on();
    let home = house.waiting(60, "home");
    assert!(opened(&house.give(60, &home, &house.code(60))));
    let thief = |n: usize| house.waiting(90, &format!("strange {n}"));
    let mut stopped = 0;
    for n in 0..4 {
        let step = thief(n);
        for _ in 0..10 {
            stopped += usize::from(matches!(house.give(90, &step, "123456"), Answered::TooMany { .. }));
        }
    }
    assert_eq!(stopped, 20, "twenty from all strangers together");
    let right = house.give(90, &thief(9), &house.code(90));
    assert!(matches!(right, Answered::TooMany { minutes: 60 }), "{right:?}");
    let own = house.waiting(120, "home");
    assert!(opened(&house.give(120, &own, &house.code(120))), "her own network stays open");
    let later = house.waiting(3_700, "strange 0");
    assert!(opened(&house.give(3_700, &later, &house.code(3_700))), "after an hour it is heard again");
    assert_eq!(house.told(News::Guessed), 1);
    // Without the password nobody is counted at all.
    for n in 0..30 {
        assert!(matches!(house.give(4_000, &Secret::random(), &format!("{n:06}")), Answered::Gone));
    }
    let step = house.waiting(4_000, "strange 5");
    assert!(opened(&house.give(4_000, &step, &house.code(4_000))));
}

#[test]
fn it_is_turned_off_and_renewed_with_password_and_code() {
    let (house, old) = House::on();
    let begun = house.begun(60, "home");
    let wrong = house.write(|c| renew_codes(c, &house.ana(60), &begun, &typed("123456")));
    assert!(matches!(wrong, Err(AccountError::WrongCode)));
    let code = house.code(60);
    let fresh = house.write(|c| renew_codes(c, &house.ana(60), &begun, &typed(&code))).unwrap();
    assert!(fresh.iter().all(|code| !old.contains(code)));
    let step = house.waiting(60, "home");
    assert!(matches!(house.give(60, &step, &old[0]), Answered::Wrong), "the old ones are dead");
    let begun = house.begun(60, "home");
    let kept = house.write(|c| turn_off(c, &house.ana(60), &begun, &typed(&fresh[0]), Demand::Administrators));
    assert!(matches!(kept, Err(AccountError::FactorDemanded)));
    house.write(|c| turn_off(c, &house.ana(60), &begun, &typed(&fresh[0]), Demand::Nobody)).unwrap();
    assert_eq!(house.write(|c| status(c, &house.ana(60))).unwrap(), Status::Off);
    assert_eq!((house.told(News::CodesRenewed), house.told(News::Off)), (1, 1));
    let again = house.write(|c| turn_off(c, &house.ana(60), &begun, &typed(&fresh[1]), Demand::Nobody));
    assert!(matches!(again, Err(AccountError::NoFactor)));
}

#[test]
fn it_moves_to_another_phone_by_ones_own_hand() {
    let (house, codes) = House::on();
    let begun = |seconds: i64| house.begun(seconds, "home");
    let waiting = || {
        let (sealed, _) = house.write(|c| Ok(store::next(c, house.ana.id)?)).unwrap().expect("a move was begun");
        house.cx.keys.unseal(SealedFor::SecondFactor, house.ana.id.raw(), &sealed).unwrap()
    };
    let open = begun(60);
    let refused = house.write(|c| begin_move(c, &house.ana(60), &open, &typed("123456")));
    assert!(matches!(refused, Err(AccountError::WrongCode)));
    assert!(house.write(|c| move_enrolment(c, &house.ana(60), "Convoke")).unwrap().is_none());
    let old = house.secret();
    house.write(|c| begin_move(c, &house.ana(60), &open, &typed(&codes[0]))).expect("by a recovery code");
    let next = waiting();
    assert_ne!(next, old);
    let shown = house.write(|c| move_enrolment(c, &house.ana(60), "Convoke")).unwrap().expect("the new secret");
    assert_eq!(shown.secret, codes::in_fours(&next));

    // The present one goes on meanwhile.
    let step = house.waiting(90, "home");
    assert!(opened(&house.give(90, &step, &code_at(&old, house.at(90).machine))));
    let code = code_at(&next, house.at(120).machine);
    let open = begun(120);
    let own = |typed: &Typed| house.write(|c| end_move(c, &house.ana(120), &open, typed, None));
    assert!(matches!(own(&typed(&code_at(&old, house.at(120).machine))), Err(AccountError::WrongCode)));
    own(&typed(&code)).expect("moved");
    assert!(matches!(own(&typed(&code)), Err(AccountError::NoFactor)), "sent twice it acts once");
    assert_eq!(house.secret(), next);
    assert!(matches!(house.write(|c| status(c, &house.ana(120))).unwrap(), Status::On { left: 9, .. }));

    let step = house.waiting(150, "home");
    assert!(matches!(house.give(150, &step, &code_at(&old, house.at(150).machine)), Answered::Wrong), "the old one");
    assert!(opened(&house.give(150, &step, &code_at(&next, house.at(150).machine))));
    assert_eq!(house.told(News::Moved), 1);
}

#[test]
fn a_move_waits_an_hour_for_its_first_code() {
    let (house, codes) = House::on();
    let begun = house.begun(60, "home");
    house.write(|c| begin_move(c, &house.ana(60), &begun, &typed(&codes[0]))).unwrap();
    let (sealed, _) = house.write(|c| Ok(store::next(c, house.ana.id)?)).unwrap().expect("begun");
    let next = house.cx.keys.unseal(SealedFor::SecondFactor, house.ana.id.raw(), &sealed).unwrap();
    let code = code_at(&next, house.at(3_660).machine);
    let late = house.write(|c| end_move(c, &house.ana(3_660), &begun, &typed(&code), None));
    assert!(matches!(late, Err(AccountError::NoFactor)));
}

#[test]
fn history_tells_each_step_and_no_secret() {
    let (house, codes) = House::on();
    let secret = codes::in_fours(&house.secret());
    let step = house.waiting(60, "home");
    assert!(opened(&house.give(60, &step, &codes[0])));
    let begun = house.begun(120, "home");
    let now = house.code(120);
    let fresh = house.write(|c| renew_codes(c, &house.ana(120), &begun, &typed(&now))).unwrap();
    let begun = house.begun(120, "home");
    house.write(|c| turn_off(c, &house.ana(120), &begun, &typed(&fresh[0]), Demand::Nobody)).unwrap();
    let page = PageRequest::new(None, Some(50));
    let entries = house.write(|c| Ok(history::of_entity(c, Entity::Account, house.ana.id.raw(), page)?)).unwrap().items;
    let acts: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    for act in ["second-factor-on", "recovery-code-used", "recovery-codes-renewed", "second-factor-off"] {
        assert!(acts.contains(&act), "{act} among {acts:?}");
    }
    let told = format!("{entries:?}");
    for hidden in codes.iter().chain(&fresh).chain([&secret, &secret.replace(' ', "")]) {
        assert!(!told.contains(hidden.as_str()), "{hidden} stands in history");
    }
}

#[test]
fn what_is_over_is_forgotten() {
    let (house, _) = House::on();
    house.waiting(60, "home");
    let day = |days| house.cx.machine.plus_days(days);
    let forgotten = |before| house.write(|c| Ok(forget_before(c, before)?)).unwrap();
    assert_eq!((forgotten(day(0)), forgotten(day(1)), forgotten(day(1))), (0, 1, 0));
}
