use super::sign_in::{Entered, begin, begin_with, finish, known_device, resume};
use super::tokens::NewToken;
use super::*;
use crate::access::{Action, Actor, Context, Demand, Denied, Door, Grant, Member, Role, Scope, TokenScope, may};
use crate::db::Conn;
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::testing::database;

fn system() -> Context {
    let now: Instant = "2016-04-18T08:00:00Z".parse().unwrap();
    Context::system("test", Door::Command, now, now, Keys::new([7; 32]))
}

fn member(conn: &mut Conn, cx: &Context, email: &str, grants: Vec<Grant>) -> Account {
    let mut new = NewAccount::parse(email, "Claire Moreau", "fr", "Europe/Paris").unwrap();
    new.grants = grants;
    create(conn, cx, &new, &passwords::hash("a quiet river at noon").unwrap()).unwrap()
}

const ADMINISTRATOR: Grant = Grant { role: Role::Administrator, programme: None, city: None };

#[test]
fn a_right_password_opens_a_sign_in_that_can_be_ended() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        member(conn, &cx, "claire@example.org", vec![ADMINISTRATOR]);
        let begun = begin(conn, &cx, " Claire@Example.org ", "192.0.2.1")?;
        assert!(passwords::verify("a quiet river at noon", begun.hash.as_deref()));
        assert!(!passwords::verify("a quiet river at night", begun.hash.as_deref()));
        let Entered::Open(secret) = finish(conn, &cx, &begun, "Firefox", 14)? else { panic!("no code was set up") };
        let signed_in = resume(conn, cx.machine, &secret, Demand::Nobody)?.expect("signed in");
        assert_eq!(signed_in.name, "Claire Moreau");
        assert!(may(&Actor::Member(signed_in.member), Action::ManageAccounts, Scope::Installation));
        assert!(resume(conn, cx.machine.plus_days(15), &secret, Demand::Nobody)?.is_none(), "it runs out");
        sign_in::end(conn, &cx, signed_in.sign_in.unwrap())?;
        assert!(resume(conn, cx.machine, &secret, Demand::Nobody)?.is_none(), "it was ended");
        Ok(())
    })
    .unwrap();
}

#[test]
fn settings_that_are_saved_as_they_are_stay_the_version_they_are() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        let claire = member(conn, &cx, "claire@example.org", vec![]);
        let own = Member { account: claire.id, grants: Vec::new(), token: None, closed: Vec::new() };
        let cx = Context { actor: Actor::Member(own), ..cx.clone() };
        let same = OwnSettings::parse("Claire Moreau", "fr", "Europe/Paris", None)?;
        assert_eq!(edit_own(conn, &cx, claire.version, &same)?.version, claire.version);
        let other = OwnSettings::parse("Claire Moreau", "en", "Europe/Paris", None)?;
        assert_eq!(edit_own(conn, &cx, claire.version, &other)?.version, claire.version + 1);
        assert!(matches!(edit_own(conn, &cx, claire.version, &same), Err(AccountError::Stale)));
        Ok(())
    })
    .unwrap();
}

#[test]
fn unknown_addresses_are_verified_against_a_real_hash() {
    let (db, cx) = (database(), system());
    let begun = db.write_now(|conn| begin(conn, &cx, "nobody@example.org", "192.0.2.1")).unwrap();
    assert!(begun.hash.is_none());
    let started = std::time::Instant::now();
    assert!(!passwords::verify("whatever", None));
    assert!(started.elapsed().as_millis() >= 5, "as slow as a real one");
}

#[test]
fn strangers_are_stopped_and_lock_nobody_out() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        member(conn, &cx, "claire@example.org", vec![]);
        let home = begin(conn, &cx, "claire@example.org", "home")?;
        finish(conn, &cx, &home, "Firefox", 14)?;
        for network in 0..10 {
            for _ in 0..8 {
                match begin(conn, &cx, "claire@example.org", &format!("stranger {network}")) {
                    Ok(_) | Err(AccountError::TooMany { .. }) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        let stranger = begin(conn, &cx, "claire@example.org", "stranger 0");
        assert!(matches!(stranger, Err(AccountError::TooMany { minutes: 15, counted: Counted::OnAccount })));
        let fresh = begin(conn, &cx, "claire@example.org", "stranger 99");
        assert!(matches!(fresh, Err(AccountError::TooMany { .. })), "a new stranger is held by the account's limit");
        assert!(begin(conn, &cx, "claire@example.org", "home").is_ok(), "her own network stays open");
        let kept = home.device(&cx).expect("an account");
        let on_the_way = begin_with(conn, &cx, "claire@example.org", "stranger 99", Some(&kept));
        assert!(on_the_way.is_ok(), "her own browser stays open, wherever it is");
        let other = member(conn, &cx, "bo@example.org", vec![]);
        for forged in [kept.replace('.', "x."), kept[1..].to_owned(), known_device(&cx, other.id), String::new()] {
            let tried = begin_with(conn, &cx, "claire@example.org", "stranger 98", Some(&forged));
            assert!(matches!(tried, Err(AccountError::TooMany { .. })), "{forged}");
        }
        for _ in 0..8 {
            drop(begin_with(conn, &cx, "claire@example.org", "home", Some(&kept)));
        }
        let stolen = begin_with(conn, &cx, "claire@example.org", "thief", Some(&kept));
        assert!(matches!(stolen, Err(AccountError::TooMany { .. })), "a browser has its own limit");
        let later = Context { machine: cx.machine.plus_seconds(16 * 60), ..cx.clone() };
        assert!(begin(conn, &later, "claire@example.org", "stranger 0").is_ok());
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_network_that_guesses_at_others_is_told_so_whoever_comes_from_it() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        member(conn, &cx, "claire@example.org", vec![]);
        for guess in 0..60 {
            begin(conn, &cx, &format!("somebody{}@example.org", guess / 6), "office")?;
        }
        for email in ["claire@example.org", "nobody@example.org"] {
            let held = begin(conn, &cx, email, "office");
            assert!(matches!(held, Err(AccountError::TooMany { counted: Counted::FromNetwork, .. })), "{email}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn guesses_that_come_all_at_once_are_counted_before_they_are_looked_at() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        member(conn, &cx, "claire@example.org", vec![]);
        Ok(())
    })
    .unwrap();
    let guess = || db.write_now(|conn| begin(conn, &cx, "claire@example.org", "away")).is_ok();
    let let_in = std::thread::scope(|scope| {
        let all: Vec<_> = (0..24).map(|_| scope.spawn(guess)).collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|let_in| *let_in).count()
    });
    assert_eq!(let_in, 8);
    // Whoever knows the password is not counted: they may come and go.
    for _ in 0..20 {
        let begun = db.write_now(|conn| begin(conn, &cx, "claire@example.org", "home")).unwrap();
        db.write_now(|conn| finish(conn, &cx, &begun, "Firefox", 14)).unwrap();
    }
}

#[test]
fn a_link_is_good_once_and_ends_other_sign_ins() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        let account = member(conn, &cx, "claire@example.org", vec![]);
        let begun = begin(conn, &cx, "claire@example.org", "home")?;
        let Entered::Open(cookie) = finish(conn, &cx, &begun, "Firefox", 14)? else { panic!("no code was set up") };
        ask_reset(conn, &cx, &account.email)?;
        let link = link_for_mail(conn, &cx, 1)?.expect("a link");
        let (head, last) = link.token.split_at(link.token.len() - 1);
        let flipped = format!("{head}{}", if last == "x" { "y" } else { "x" });
        assert!(matches!(open_link(conn, &cx, &flipped), Err(AccountError::DeadLink)));
        let late = Context { machine: cx.machine.plus_seconds(7_201), ..cx.clone() };
        assert!(matches!(open_link(conn, &late, &link.token), Err(AccountError::DeadLink)));
        set_password(conn, &cx, &link.token, "hash")?;
        assert!(resume(conn, cx.machine, &cookie, Demand::Nobody)?.is_none());
        assert!(matches!(set_password(conn, &cx, &link.token, "hash"), Err(AccountError::DeadLink)));
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_first_administrator_is_made_once() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        // Two nodes on one database print one each.
        let other = make_setup_link(conn, &cx)?.expect("a link");
        let secret = make_setup_link(conn, &cx)?.expect("another link");
        let new = NewAccount::parse("a@example.org", "Ann", "en", "Europe/Brussels").unwrap();
        let late = Context { machine: cx.machine.plus_days(2), ..cx.clone() };
        assert!(matches!(set_up(conn, &late, &secret, &new, "h"), Err(AccountError::DeadLink)));
        assert!(is_set_up_open(conn, &cx, &other)? && is_set_up_open(conn, &cx, &secret)?);
        set_up(conn, &cx, &secret, &new, "h")?;
        assert!(!is_set_up_open(conn, &cx, &other)? && is_set_up_by(conn, &other)?, "its page says that it is done");
        assert!(matches!(set_up(conn, &cx, &other, &new, "h"), Err(AccountError::DeadLink)));
        assert!(make_setup_link(conn, &cx)?.is_none());
        assert!(matches!(set_up(conn, &cx, &secret, &new, "h"), Err(AccountError::DeadLink)));
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_last_administrator_stays() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        let only = member(conn, &cx, "a@example.org", vec![ADMINISTRATOR]);
        let held = show(conn, &cx, &only.public_id)?.grants[0].id;
        assert!(matches!(disable(conn, &cx, &only.public_id), Err(AccountError::LastAdministrator)));
        assert!(matches!(revoke_grant(conn, &cx, &only.public_id, held), Err(AccountError::LastAdministrator)));
        member(conn, &cx, "b@example.org", vec![ADMINISTRATOR]);
        disable(conn, &cx, &only.public_id)
    })
    .unwrap();
}

#[test]
fn two_administrators_who_close_each_other_at_the_same_moment_leave_one() {
    let (db, cx) = (database(), system());
    for round in 0..8 {
        let make = |name: &str| {
            let email = format!("{name}{round}@example.org");
            db.write_now::<_, AccountError>(|conn| Ok(member(conn, &cx, &email, vec![ADMINISTRATOR]).public_id))
                .unwrap()
        };
        let pair = [make("a"), make("b")];
        let start = std::sync::Barrier::new(2);
        let close = |id: &PublicId| {
            start.wait();
            db.write_now(|conn| disable(conn, &cx, id))
        };
        let closed = std::thread::scope(|scope| {
            let runs: Vec<_> = pair.iter().map(|id| scope.spawn(|| close(id))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!(closed, 1);
        // Whoever was left goes too, so that the next pair are the only ones: as by another hand.
        db.write_now::<_, AccountError>(|conn| {
            for id in &pair {
                let account = show(conn, &cx, id)?.account.id;
                store::set_disabled(conn, account, Some(cx.machine))?;
            }
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn a_token_never_exceeds_its_scopes_or_its_account() {
    let (db, cx) = (database(), system());
    db.write_now::<_, AccountError>(|conn| {
        member(conn, &cx, "a@example.org", vec![ADMINISTRATOR]);
        let new = NewToken { name: "export".into(), scopes: vec![TokenScope::Read], expires_at: None };
        let token = tokens::create_for_email(conn, &cx, "a@example.org", &new)?;
        let actor = Actor::Member(tokens::resume(conn, cx.machine, &token)?.expect("known").member);
        assert!(may(&actor, Action::SeeContacts, Scope::Installation));
        assert!(!may(&actor, Action::EditContacts, Scope::Installation));
        assert!(tokens::resume(conn, cx.machine, &token.replace("cvk_", "cvk_x"))?.is_none());
        let by_key = Context { actor: actor.clone(), ..cx.clone() };
        let listed = tokens::list_own(conn, &by_key);
        assert!(matches!(listed, Err(AccountError::Denied(Denied::KeyLacks(TokenScope::Accounts)))));
        let Actor::Member(mut member) = actor else { panic!("a member") };
        member.token = Some(TokenScope::ALL.to_vec());
        let by_any_key = Context { actor: Actor::Member(member.clone()), ..cx.clone() };
        let made = tokens::create_own(conn, &by_any_key, &new);
        assert!(matches!(made, Err(AccountError::Denied(Denied::WantsPerson))), "no key makes another");
        member.token = None;
        let own = Context { actor: Actor::Member(member), ..cx.clone() };
        let id = tokens::list_own(conn, &own)?[0].public_id.clone();
        tokens::revoke_own(conn, &own, &id)?;
        assert!(tokens::resume(conn, cx.machine, &token)?.is_none());
        Ok(())
    })
    .unwrap();
}

#[test]
fn weak_passwords_are_told_why() {
    use crate::kernel::invalid::Reason;
    assert_eq!(passwords::check_strength("short", &[]), Err(Reason::TooShort { limit: 10 }));
    assert_eq!(passwords::check_strength("password1234", &[]), Err(Reason::WeakPassword));
    assert_eq!(passwords::check_strength("clairemoreau", &["claire", "moreau"]), Err(Reason::WeakPassword));
    assert_eq!(passwords::check_strength("a quiet river at noon", &[]), Ok(()));
}

#[test]
fn strangers_see_no_accounts() {
    let (db, cx) = (database(), system());
    let nobody = Context { actor: Actor::Nobody, ..cx };
    let seen = db.read_now(|conn| list(conn, &nobody));
    assert!(matches!(seen, Err(AccountError::Denied(Denied::NotFound))));
}
