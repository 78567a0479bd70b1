use super::*;
use crate::access::{Actor, Denied, Grant, Member, Role};
use crate::domain::outbox::desk::{
    Act, Drawer, Filter, OutboxError, Selection, act, act_on, counts, list, reach, show,
};
use crate::domain::outbox::lease::{claim, settle};
use crate::kernel::ids::ProgrammeId;
use crate::kernel::page::PageRequest;
use crate::testing::database;

fn member(role: Role, programme: Option<i64>) -> Context {
    let grants = vec![Grant { role, programme: programme.map(ProgrammeId::new), city: None }];
    let member = Member { account: AccountId::new(1), grants, token: None, closed: Vec::new() };
    Context { actor: Actor::Member(member), ..engine() }
}

fn of_programme(number: i64, programme: i64) -> NewMessage {
    NewMessage { programme: Some(ProgrammeId::new(programme)), ..invitation(number, &format!("g{number}@x.example")) }
}

/// Cancels all of a selection, part by part; says how many each part did.
fn cancel(conn: &mut Conn, cx: &Context, selection: &Selection) -> Result<Vec<usize>, OutboxError> {
    let last = reach(conn, cx, Act::Cancel, selection)?.last;
    let (mut parts, mut next) = (Vec::new(), Some(OutboxId::new(0)));
    while let Some(after) = next {
        let part = act(conn, cx, Act::Cancel, selection, (after, last))?;
        parts.push(part.done);
        next = part.next;
    }
    Ok(parts)
}

#[test]
fn many_are_done_part_by_part_and_what_comes_meanwhile_is_not_meant() {
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        let cx = member(Role::Administrator, None);
        let mails: Vec<NewMessage> = (1..=2_300).map(|n| of_programme(n, 1)).collect();
        enqueue_all(conn, &engine(), &mails)?;
        let all = Selection::Matching(Filter::default());
        let seen = reach(conn, &cx, Act::Cancel, &all)?;
        enqueue_all(conn, &engine(), &[of_programme(2_301, 1)])?;
        assert_eq!(seen.count, 2_300);
        let first = act(conn, &cx, Act::Cancel, &all, (OutboxId::new(0), seen.last))?;
        assert_eq!((first.done, first.next.is_some()), (1_000, true));
        let (mut done, mut next) = (first.done, first.next);
        while let Some(after) = next {
            let part = act(conn, &cx, Act::Cancel, &all, (after, seen.last))?;
            done += part.done;
            next = part.next;
        }
        assert_eq!(done, 2_300);
        assert_eq!(cancel(conn, &cx, &all)?, [1], "the one that came later is another question");
        Ok(())
    })
    .unwrap();
}

#[test]
fn everybody_sees_their_own_programmes_mail_and_administrators_all() {
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        enqueue_all(conn, &engine(), &[of_programme(1, 1), of_programme(2, 2), prompt(3, "claire@x.example")])?;
        let seen = |conn: &mut Conn, cx: &Context| {
            let page = list(conn, cx, &Filter::default(), PageRequest::default());
            page.map(|p| p.items.len())
        };
        assert_eq!(seen(conn, &member(Role::Administrator, None))?, 3);
        assert_eq!(seen(conn, &member(Role::Coordinator, Some(1)))?, 1);
        for role in [Role::PrincipalInvestigator, Role::Auditor] {
            let stranger = seen(conn, &member(role, Some(1)));
            assert!(
                matches!(stranger, Err(OutboxError::Denied(Denied::NotFound))),
                "{role}: the list is one of addresses"
            );
        }
        let auditor = member(Role::Auditor, Some(2));
        let all = Selection::Matching(Filter::default());
        assert!(matches!(cancel(conn, &auditor, &all), Err(OutboxError::Denied(Denied::Forbidden))));
        assert_eq!(cancel(conn, &member(Role::Coordinator, Some(1)), &all)?, [1], "only their own");
        Ok(())
    })
    .unwrap();
}

#[test]
fn drawers_count_rows_and_filters_narrow() {
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        let cx = member(Role::Administrator, None);
        let many: Vec<NewMessage> = (1..=5).map(|n| of_programme(n, 1)).collect();
        enqueue_all(conn, &engine(), &many)?;
        let mut one = worker("one");
        let taken = claim(conn, &engine(), &mut one, 3)?.taken;
        let refused = Verdict::Failed(FailReason::RefusedByPolicy);
        let ends = [end(&taken[0], Verdict::Sent, "250"), end(&taken[1], refused, "550 5.7.1 Spam_100%")];
        settle(conn, &engine(), "one", &ends)?;
        let count: Vec<i64> = counts(conn, &cx, &Filter::default())?.into_iter().map(|(_, n)| n).collect();
        assert_eq!(count, [3, 1, 1, 0, 0, 0]);
        let of = |conn: &mut Conn, filter: Filter| list(conn, &cx, &filter, PageRequest::default());
        let failed = of(conn, Filter { drawer: Some(Drawer::Failed), ..Filter::default() })?;
        assert_eq!(failed.items[0].reason.as_deref(), Some("refused-by-policy"));
        assert_eq!(of(conn, Filter { text: "G4@".into(), ..Filter::default() })?.items.len(), 1);
        assert_eq!(of(conn, Filter { text: "Spam_100%".into(), ..Filter::default() })?.items.len(), 1);
        assert_eq!(of(conn, Filter { text: "_".into(), ..Filter::default() })?.items.len(), 1, "no wildcard");
        assert_eq!(of(conn, Filter { kind: Some("relay-test".into()), ..Filter::default() })?.items.len(), 0);
        Ok(())
    })
    .unwrap();
}

/// The list says whom a mail goes to: who reads a name there looks for it.
#[test]
fn mail_is_found_by_the_name_of_whoever_it_goes_to() {
    use crate::db::DbError;
    use crate::db::schema::contacts;
    use diesel::prelude::*;
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        let cx = member(Role::Administrator, None);
        let known = contact(conn, None);
        let key = contacts::name_key.eq("王建国\nwang jianguo\nwangjianguo");
        diesel::update(contacts::table.find(known)).set(key).execute(conn).map_err(DbError::from)?;
        let theirs = NewMessage { contact: Some(known), ..invitation(1, "w.8@x.example") };
        enqueue_all(conn, &engine(), &[theirs, invitation(2, "else@x.example")])?;
        // Each way is a list of parts.
        let found = |conn: &mut Conn, text: &str, ways: &[&str]| {
            let parts = |way: &&str| way.split(' ').map(str::to_owned).collect::<Vec<String>>();
            let names: Vec<Vec<String>> = ways.iter().map(parts).collect();
            let filter = Filter { text: text.to_owned(), names, ..Filter::default() };
            let page = list(conn, &cx, &filter, PageRequest::default())?;
            let waiting: i64 = counts(conn, &cx, &filter)?.into_iter().map(|(_, n)| n).sum();
            assert_eq!(waiting, page.items.len() as i64, "{text}: what is counted is what is listed");
            Ok::<_, OutboxError>(page.items.into_iter().map(|one| one.email.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(found(conn, "王建国", &["王建国"])?, ["w.8@x.example"]);
        assert_eq!(found(conn, "Jianguo Wang", &["jianguowang", "jianguo wang"])?, ["w.8@x.example"]);
        assert_eq!(found(conn, "Wang Min", &["wangmin", "wang min"])?, Vec::<String>::new(), "each part");
        assert_eq!(found(conn, "else", &["else"])?, ["else@x.example"], "addresses as before");
        let gone = contacts::erased_at.eq(Some(now()));
        diesel::update(contacts::table.find(known)).set(gone).execute(conn).map_err(DbError::from)?;
        assert_eq!(found(conn, "王建国", &["王建国"])?, Vec::<String>::new(), "an erased name finds nobody");
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_failed_can_be_tried_again_and_what_went_cannot_be_changed() {
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        let cx = member(Role::Administrator, None);
        enqueue_all(conn, &engine(), &[of_programme(1, 1), of_programme(2, 1)])?;
        let mut one = worker("one");
        let taken = claim(conn, &engine(), &mut one, 2)?.taken;
        let failed = end(&taken[0], Verdict::Failed(FailReason::AddressRefused), "550 5.1.1");
        settle(conn, &engine(), "one", &[failed, end(&taken[1], Verdict::Sent, "250")])?;
        assert!(matches!(act_on(conn, &cx, Act::Cancel, &taken[0].public_id), Err(OutboxError::TooLate)));
        assert!(matches!(act_on(conn, &cx, Act::TryAgain, &taken[1].public_id), Err(OutboxError::TooLate)));
        let both = Selection::These(taken.iter().map(|c| c.public_id.clone()).collect());
        assert_eq!(reach(conn, &cx, Act::TryAgain, &both)?.count, 1);
        act_on(conn, &cx, Act::TryAgain, &taken[0].public_id)?;
        let again = claim(conn, &engine(), &mut one, 2)?;
        assert_eq!((again.taken.len(), again.taken[0].attempts), (1, 0), "the old refusal no longer stands");
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_list_says_who_gets_each_mail_where_it_is_somebody_known() {
    let db = database();
    db.write_now::<_, OutboxError>(|conn| {
        let cx = member(Role::Administrator, None);
        let known = NewMessage { contact: Some(contact(conn, None)), ..of_programme(1, 1) };
        enqueue_all(conn, &engine(), &[known, of_programme(2, 1)])?;
        let listed = list(conn, &cx, &Filter::default(), PageRequest::default())?.items;
        let names: Vec<Option<(&str, &str)>> = listed
            .iter()
            .map(|mail| mail.person.as_ref().map(|name| (name.native.as_str(), name.latin.as_str())))
            .collect();
        assert_eq!(names, [None, Some(("王建国", "Wang Jianguo"))], "the newest first");
        let shown = show(conn, &cx, &listed[1].public_id)?;
        assert_eq!(shown.listed.person.map(|name| name.family).as_deref(), Some("Wang"));
        Ok(())
    })
    .unwrap();
}
