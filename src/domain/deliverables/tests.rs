use super::*;
use crate::access::{Denied, Role};
use crate::domain::programme::tests::{context, member, new_programme};
use crate::domain::programme::{Outline, OwnerChoice};
use crate::kernel::ids::DeliverableId;
use crate::kernel::invalid::Invalid;
use crate::kernel::localised::Localised;
use crate::kernel::page::PageRequest;
use crate::testing::{TestDatabase, database};

#[test]
fn the_table_of_states() {
    use DeliverableState::*;
    let mut lines = Vec::new();
    for from in DeliverableState::ALL {
        let to: Vec<&str> = from.ways().iter().map(|s| s.as_str()).collect();
        lines.push(format!("{from}: {}", to.join(" ")));
    }
    let table = [
        "outlined: draft withdrawn",
        "draft: in-review outlined withdrawn",
        "in-review: approved draft withdrawn",
        "approved: published in-review superseded withdrawn",
        "published: superseded withdrawn",
        "withdrawn: draft",
        "superseded: ",
    ];
    assert_eq!(lines, table);
    assert!(Approved.may_become(Published, Audience::External));
    assert!(!Approved.may_become(Published, Audience::Internal), "what is internal is never published");
    assert!(Approved.wants_reason(InReview) && Draft.wants_reason(Withdrawn) && !Draft.wants_reason(InReview));
    assert!(InReview.wants_reason(Draft), "whoever gives work back says why");
}

#[test]
fn late_is_after_the_day() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    let today = day("2016-04-18");
    for (state, due, late) in [
        (DeliverableState::Draft, Some("2016-04-17"), true),
        (DeliverableState::Draft, Some("2016-04-18"), false),
        (DeliverableState::Draft, None, false),
        (DeliverableState::InReview, Some("2016-01-01"), true),
        (DeliverableState::Approved, Some("2016-01-01"), false),
        (DeliverableState::Withdrawn, Some("2016-01-01"), false),
    ] {
        assert_eq!(is_late(state, due.map(day), today), late, "{state} {due:?}");
    }
}

fn planted(db: &TestDatabase) -> Outline {
    let cx = context(member(Role::Administrator, None, None));
    db.write_now(|conn| {
        crate::domain::overview::create_from_template(conn, &cx, &new_programme("cities", &["hangzhou", "datong"]))
    })
    .expect("created")
}

#[test]
fn lists_filter_and_page() {
    let db = database();
    let outline = planted(&db);
    let cx = context(member(Role::Auditor, Some(outline.programme.id), None));
    let list = |filter: &Filter, after: Option<i64>, limit: i64| {
        db.read_now(|conn| super::list(conn, &cx, &outline, filter, PageRequest::new(after, Some(limit))))
            .expect("list")
    };
    let everything = list(&Filter::default(), None, 200).items;
    assert_eq!(everything.len(), 17, "eight in each city and one of the programme");
    assert!(everything.is_sorted_by_key(|d| d.due_on));
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = list(&Filter::default(), after, 5);
        paged.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged, everything, "pages put together are the list");

    let datong = outline.cities[1].id;
    let of_city = Filter { city: Some(datong), ..Filter::default() };
    assert_eq!(list(&of_city, None, 200).items.len(), 8);
    let of_column = Filter { step_kind: Some("conference".to_owned()), audience: Some(Audience::External), ..of_city };
    assert_eq!(list(&of_column, None, 200).items.len(), 2);
    let late = list(&Filter { lateness: Some(Lateness::Late), ..Filter::default() }, None, 200).items;
    let today = outline.programme.today(cx.now);
    let by_hand: Vec<_> = everything.iter().filter(|d| d.is_late(today)).cloned().collect();
    assert!(!late.is_empty());
    assert_eq!(late, by_hand);
    let soon = list(&Filter { lateness: Some(Lateness::Soon), ..Filter::default() }, None, 200).items;
    assert!(soon.iter().all(|d| !late.contains(d)));
    let unowned = Filter { owner: Some(OwnerFilter::Nobody), ..Filter::default() };
    assert_eq!(list(&unowned, None, 200).items.len(), 17);
}

#[test]
fn more_than_one_statement_takes_can_be_wanted() {
    let db = database();
    let outline = planted(&db);
    let (p, cx) = (outline.programme.id, context(member(Role::Administrator, None, None)));
    let wanted = Wanted { ids: (1..=40_000).map(DeliverableId::new).collect(), ..Wanted::default() };
    let found = db.read_now(|conn| among(conn, &cx, p, &wanted)).expect("read");
    assert_eq!(found, db.read_now(|conn| super::all(conn, &cx, p)).expect("all"));
}

#[test]
fn moves_are_recorded_and_the_table_is_kept() {
    let db = database();
    let outline = planted(&db);
    let p = outline.programme.id;
    let cx = context(member(Role::LocalCoordinator, Some(p), Some(outline.cities[0].id)));
    let all = db.read_now(|conn| super::all(conn, &cx, p)).expect("all");
    let own = all.iter().find(|d| d.city == Some(outline.cities[0].id)).expect("one").clone();
    let elsewhere = all.iter().find(|d| d.city == Some(outline.cities[1].id)).expect("one").clone();

    let go = |d: &Deliverable, to, reason: &str| db.write_now(|conn| advance(conn, &cx, d, d.version, (to, reason)));
    let again = |d: &Deliverable| db.read_now(|conn| find(conn, &cx, p, &d.public_id)).expect("found");
    assert!(matches!(go(&elsewhere, DeliverableState::Draft, ""), Err(DeliverableError::Denied(Denied::Forbidden))));
    assert!(matches!(go(&own, DeliverableState::Approved, ""), Err(DeliverableError::NoWay { .. })));
    go(&own, DeliverableState::Draft, "").expect("drafted");
    assert!(matches!(go(&own, DeliverableState::Draft, ""), Err(DeliverableError::Stale)));
    let own = again(&own);
    assert!(matches!(go(&own, DeliverableState::Withdrawn, " "), Err(DeliverableError::Invalid(_))), "wants a reason");
    go(&own, DeliverableState::Withdrawn, "asked back by the city").expect("withdrawn");
    let own = again(&own);
    let told = db.read_now(|conn| history(conn, &cx, &own, PageRequest::default()));
    assert!(matches!(told, Err(DeliverableError::Denied(_))), "who acts here is not told of all that others did");
    let cx = context(member(Role::Auditor, Some(p), None));
    let past = db.read_now(|conn| history(conn, &cx, &own, PageRequest::default())).expect("history").items;
    assert_eq!(past[0].reason.as_deref(), Some("asked back by the city"));
    assert_eq!((past[0].changes[0].before.as_str(), past[0].changes[0].after.as_str()), ("draft", "withdrawn"));
}

#[test]
fn created_and_edited_by_hand() {
    let db = database();
    let outline = planted(&db);
    let cx = context(member(Role::Coordinator, Some(outline.programme.id), None));
    let new = NewDeliverable {
        step: Some(outline.steps[0].public_id.clone()),
        kind: DeliverableKind::Map,
        audience: Audience::Internal,
        title: Localised::three("Land use", "Occupation du sol", "土地利用"),
        due_on: None,
        owner: OwnerChoice::Nobody,
    };
    let made = db.write_now(|conn| create(conn, &cx, &outline, &new)).expect("created");
    assert_eq!((made.state, made.city), (DeliverableState::Outlined, Some(outline.steps[0].city)));
    let draft = DeliverableDraft {
        kind: "chart".to_owned(),
        audience: "external".to_owned(),
        title: [(crate::kernel::locale::Locale::En, "Land use by year".to_owned())].into(),
        due_on: "2016-05-01".to_owned(),
        ..Default::default()
    };
    let change = draft.check_edit().expect("lawful");
    let after = db.write_now(|conn| edit(conn, &cx, &made, made.version, &change)).expect("edited");
    assert_eq!((after.kind, after.version), (DeliverableKind::Chart, 2));
    let same = db.write_now(|conn| edit(conn, &cx, &after, after.version, &change)).expect("nothing to write");
    assert_eq!(same.version, 2);
    let stale = db.write_now(|conn| edit(conn, &cx, &made, made.version, &change));
    assert!(matches!(stale, Err(DeliverableError::Stale)));
    let Invalid(faults) =
        DeliverableDraft { kind: "book".to_owned(), ..Default::default() }.check().expect_err("refused");
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["kind", "audience", "title.en"]);
}

mod reviewing;
