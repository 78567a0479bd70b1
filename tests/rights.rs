//! Who may do what: one picture of the whole table, so that a change of rights is read before it is merged.

use std::fmt::Write;

use convoke::access::{
    Action, Actor, Denied, Grant, Member, Role, Scope, TokenScope, holds, may, require, require_held,
};
use convoke::kernel::ids::Id;

/// Somebody with one grant: in which programme, in which city of it.
fn holder(role: Role, programme: Option<i64>, city: Option<i64>) -> Actor {
    let grant = Grant { role, programme: programme.map(Id::new), city: city.map(Id::new) };
    Actor::Member(Member { account: Id::new(1), grants: vec![grant], token: None, closed: Vec::new() })
}

/// Where each column looks: the installation, the grant's own programme, its own city, another city of it, another programme.
fn places() -> [(char, Scope); 5] {
    [
        ('I', Scope::Installation),
        ('P', Scope::Programme(Id::new(1))),
        ('C', Scope::City(Id::new(1), Id::new(1))),
        ('c', Scope::City(Id::new(1), Id::new(2))),
        ('x', Scope::Programme(Id::new(2))),
    ]
}

#[test]
fn rights_are_what_this_table_says() {
    let actors = [
        ("nobody", Actor::Nobody),
        ("guest", Actor::Guest(Id::new(1))),
        (
            "member without a grant",
            Actor::Member(Member { account: Id::new(1), grants: vec![], token: None, closed: Vec::new() }),
        ),
        ("auditor of the programme", holder(Role::Auditor, Some(1), None)),
        ("auditor of a city", holder(Role::Auditor, Some(1), Some(1))),
        ("editor", holder(Role::Editor, Some(1), None)),
        ("relay officer", holder(Role::RelayOfficer, Some(1), None)),
        ("principal investigator", holder(Role::PrincipalInvestigator, Some(1), None)),
        ("local coordinator", holder(Role::LocalCoordinator, Some(1), Some(1))),
        ("coordinator of a city", holder(Role::Coordinator, Some(1), Some(1))),
        ("coordinator", holder(Role::Coordinator, Some(1), None)),
        ("administrator", holder(Role::Administrator, None, None)),
        ("administrator who has to set up a second factor", Actor::Enrolling(Id::new(1))),
        ("the engine", Actor::System("test")),
    ];
    let mut table = String::from(
        "I the installation   P the own programme   C the own city   c another city of it   x another programme\n\n",
    );
    for (n, (name, _)) in actors.iter().enumerate() {
        writeln!(table, "{:>2} {name}", n + 1).expect("a text grows");
    }
    write!(table, "\n{:22}", "").expect("a text grows");
    for n in 1..=actors.len() {
        write!(table, "{n:<7}").expect("a text grows");
    }
    for action in Action::ALL {
        write!(table, "\n{:22}", action.as_str()).expect("a text grows");
        for (_, actor) in &actors {
            let cell: String =
                places().iter().map(|(sign, scope)| if may(actor, *action, *scope) { *sign } else { '·' }).collect();
            write!(table, "{cell}  ").expect("a text grows");
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("rights", table.join("\n"));
}

/// The same as [`holder`], of programme 1, which is closed.
fn of_closed(role: Role, token: Option<Vec<TokenScope>>) -> Actor {
    let programme = (role != Role::Administrator).then(|| Id::new(1));
    let grants = vec![Grant { role, programme, city: None }];
    Actor::Member(Member { account: Id::new(1), grants, token, closed: vec![Id::new(1)] })
}

#[test]
fn in_a_closed_programme_nothing_is_changed_and_whoever_could_is_told_so() {
    let (own, other) = (Scope::Programme(Id::new(1)), Scope::Programme(Id::new(2)));
    let (coordinator, administrator) = (of_closed(Role::Coordinator, None), of_closed(Role::Administrator, None));
    let left: Vec<_> = Action::ALL.iter().filter(|a| may(&coordinator, **a, own)).map(|a| a.as_str()).collect();
    let expected = [
        "see-programme",
        "see-internal",
        "close-programme",
        "see-guests",
        "read-input",
        "see-needs",
        "see-contacts",
        "see-details",
        "edit-contacts",
        "merge-contacts",
        "import-contacts",
        "export-contacts",
        "see-outbox",
        "manage-outbox",
        "see-history",
        "see-sponsorship",
        "see-relays",
    ];
    assert_eq!(left, expected);
    let closed = Err(Denied::Closed(Id::new(1)));
    for actor in [&coordinator, &administrator] {
        assert!(holds(actor, Action::EditEvent, own));
        assert_eq!(require(actor, Action::EditEvent, own), closed);
        assert_eq!(require(actor, Action::EditEvent, Scope::City(Id::new(1), Id::new(7))), closed);
        assert_eq!(require_held(actor, Action::EditEvent, own), Ok(()));
        assert_eq!(require(actor, Action::CloseProgramme, own), Ok(()));
        assert_eq!(require(actor, Action::EditContacts, Scope::Installation), Ok(()));
    }
    assert_eq!(require(&administrator, Action::EditEvent, other), Ok(()), "another one is open");
    assert_eq!(require(&coordinator, Action::EditEvent, other), Err(Denied::NotFound));
    assert_eq!(require(&of_closed(Role::Auditor, None), Action::EditEvent, own), Err(Denied::Forbidden));
    assert_eq!(require_held(&of_closed(Role::Auditor, None), Action::EditEvent, own), Err(Denied::Forbidden));
    let key = of_closed(Role::Coordinator, Some(vec![TokenScope::Read]));
    assert_eq!(require(&key, Action::EditEvent, own), Err(Denied::KeyLacks(TokenScope::Write)));
}

#[test]
fn a_token_never_does_more_than_its_scopes_and_its_account() {
    let mut table = String::new();
    for action in Action::ALL {
        let allowed = |role: Role, scope: TokenScope| {
            let grant = Grant { role, programme: (role != Role::Administrator).then(|| Id::new(1)), city: None };
            let member =
                Member { account: Id::new(1), grants: vec![grant], token: Some(vec![scope]), closed: Vec::new() };
            places().iter().any(|(_, place)| may(&Actor::Member(member.clone()), *action, *place))
        };
        let scopes: Vec<_> = TokenScope::ALL.iter().filter(|s| allowed(Role::Administrator, **s)).collect();
        let scopes: Vec<_> = scopes.into_iter().map(|s| s.as_str()).collect();
        writeln!(table, "{:22}{}", action.as_str(), scopes.join(" ")).expect("a text grows");
        for scope in TokenScope::ALL {
            for role in Role::ALL {
                let without = holder(*role, (*role != Role::Administrator).then_some(1), None);
                let account = places().iter().any(|(_, place)| may(&without, *action, *place));
                assert!(account || !allowed(*role, *scope), "{role} with a token may {action}, without one not");
            }
        }
    }
    insta::assert_snapshot!("token_scopes", table);
}
