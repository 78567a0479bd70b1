//! Making two entries one.

use diesel::sql_types::Text;

use super::*;
use crate::access::Denied;
use crate::db::references::{self, Reference};
use crate::domain::history::{self, Entity};
use crate::kernel::page::PageRequest;
use crate::kernel::token::LinkToken;

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    a: String,
    #[diesel(sql_type = Text)]
    b: String,
}

/// Every column of the database that points to a table.
pub(super) fn keys(c: &mut Conn, table: &str) -> Vec<(String, String)> {
    let rows: Vec<Key> = match c {
        Conn::Sqlite(c) => diesel::sql_query(format!(
            "SELECT m.name AS a, f.\"from\" AS b FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" = '{table}'"
        ))
        .load(c),
        Conn::Postgres(c) => diesel::sql_query(format!(
            "SELECT k.table_name::text AS a, k.column_name::text AS b FROM information_schema.key_column_usage k \
             JOIN information_schema.referential_constraints r ON r.constraint_name = k.constraint_name \
             JOIN information_schema.table_constraints t ON t.constraint_name = r.unique_constraint_name \
             WHERE t.table_name = '{table}'"
        ))
        .load(c),
    }
    .unwrap();
    rows.into_iter().map(|key| (key.a, key.b)).collect()
}

/// What tells of a merge stays where it is.
const OWN: [(&str, &str); 3] = [("contacts", "merged_into"), ("merges", "kept_id"), ("merges", "other_id")];

#[test]
fn every_column_that_points_to_a_contact_moves_with_a_merge() {
    let db = database();
    let keys = db.read_now(|c| -> Result<_, DbError> { Ok(keys(c, "contacts")) }).unwrap();
    assert!(keys.len() >= 11, "{keys:?}");
    let known = |(table, column): &(String, String)| {
        OWN.contains(&(table, column))
            || (table, column) == (&"contact_tags".to_owned(), &"contact_id".to_owned())
            || REFERENCES.iter().any(|(_, at)| at.table == table && at.column == column)
    };
    let forgotten: Vec<_> = keys.iter().filter(|key| !known(key)).collect();
    assert!(forgotten.is_empty(), "no slice moves {forgotten:?}: see merging::REFERENCES and replace_everywhere");
}

/// Two entries, the second with everything that may hang on one.
fn two(house: &House) -> (Contact, Contact) {
    let kept = house.made(ContactDraft {
        groups: vec!["planners".to_owned()],
        tags: vec!["visa".to_owned()],
        ..draft("Wang Jianguo", &["wjg@example.cn", "office@example.cn"])
    });
    let affiliation = AffiliationDraft { organisation: "大同市规划局".to_owned(), ..AffiliationDraft::default() };
    let other = house.made(ContactDraft {
        phone: "+86 352 555 0101".to_owned(),
        groups: vec!["planners".to_owned(), "architects".to_owned()],
        tags: vec!["Visa".to_owned(), "2016".to_owned()],
        affiliations: vec![affiliation],
        source_key: "crm-7".to_owned(),
        ..draft("王建国", &["office@example.cn", "wang@163.example"])
    });
    house.seat_at(&house.event, &other);
    house.mail(&other, "one");
    let set = |c: &mut Conn, at: (&str, &str)| {
        let (table, column) = at;
        let sql = format!("UPDATE {table} SET {column} = {} WHERE id = (SELECT min(id) FROM {table})", other.person.id);
        assert_eq!(diesel::sql_query(sql).execute(c).unwrap(), 1, "{at:?}");
    };
    house
        .write(|c| {
            account(c);
            for at in
                [("steps", "owner_id"), ("steps", "deputy_id"), ("deliverables", "owner_id"), ("events", "contact_id")]
            {
                set(c, at);
            }
            set(c, ("accounts", "contact_id"));
            super::hanging::hang(c, house, other.person.id);
            Ok(())
        })
        .unwrap();
    (kept, other)
}

fn account(c: &mut Conn) {
    use crate::db::schema::accounts;
    diesel::insert_into(accounts::table)
        .values((
            accounts::public_id.eq(PublicId::random()),
            accounts::version.eq(1_i64),
            accounts::email.eq("claire@example.org"),
            accounts::email_folded.eq("claire@example.org"),
            accounts::name.eq("Claire"),
            accounts::password_hash.eq("x"),
            accounts::locale.eq("fr"),
            accounts::zone.eq("Europe/Paris"),
            accounts::created_at.eq(0_i64),
        ))
        .execute(c)
        .unwrap();
}

/// How many rows point to somebody, by table and column.
fn hanging(house: &House, on: ContactId) -> Vec<(&'static str, &'static str, usize)> {
    let count = |c: &mut Conn| -> Result<_, DbError> {
        let mut found = Vec::new();
        for (_, at) in REFERENCES {
            let n = references::pointing(c, *at, on.raw())?.len();
            if n > 0 {
                found.push((at.table, at.column, n));
            }
        }
        let tags = Reference { table: "contact_tags", column: "contact_id", key: "contact_id" };
        found.push(("contact_tags", "contact_id", references::pointing(c, tags, on.raw())?.len()));
        Ok(found)
    };
    house.db.read_now(count).unwrap()
}

#[test]
fn tags_are_among_what_is_told_before_two_become_one() {
    let house = house();
    let (kept, other) = two(&house);
    let hangs = house.plan(&kept, &other).unwrap().hangs;
    let tags = hangs.iter().find(|h| h.what == Hangs::Tags).map(|h| (h.kept, h.other));
    assert_eq!(tags, Some((1, 2)));
}

#[test]
fn everything_that_hung_on_two_hangs_on_one() {
    let house = house();
    let (kept, other) = two(&house);
    let had = hanging(&house, other.person.id);
    assert_eq!(had.len(), REFERENCES.len() + 1, "the test forgets something: {had:?}");
    let merge = house.merge(&kept, &other).unwrap();
    // What both had stays with the other: the address, the group, the tag.
    let left = [("addresses", "contact_id", 1), ("contact_groups", "contact_id", 1), ("contact_tags", "contact_id", 1)];
    assert_eq!(hanging(&house, other.person.id), left);
    let now = house.again(&kept);
    assert_eq!(now.person.name.native, "王建国");
    assert_eq!(now.person.phone, "+86 352 555 0101");
    assert_eq!(emails(&now), ["wjg@example.cn", "office@example.cn", "wang@163.example"], "the kept one's come first");
    assert_eq!(now.person.groups, ["planners", "architects"]);
    assert_eq!(now.person.tags, ["2016", "visa"]);
    assert_eq!(now.person.affiliations.len(), 1);
    assert_eq!(now.source_key.as_deref(), Some("crm-7"));
    assert!(house.is_gone(&other) && merge.stands());
    let said = house.db.read_now(|c| past::<People>(c, &house.staff(), &now)).unwrap();
    let said: Vec<&str> = said.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(said, ["merged-away", "merged", "created", "created"], "the history of both is read from the one");
}

#[test]
fn nothing_personal_stays_in_the_row_of_the_entry_that_went() {
    use crate::db::schema::contacts as rows;
    let house = house();
    let (kept, other) = two(&house);
    house.merge(&kept, &other).unwrap();
    let left: (String, String, String, String, String, Option<String>) = house
        .db
        .read_now(|c| -> Result<_, DbError> {
            Ok(rows::table
                .filter(rows::id.eq(other.person.id))
                .select((
                    rows::native_name,
                    rows::latin_name,
                    rows::phone,
                    rows::search_key,
                    rows::notes,
                    rows::source_key,
                ))
                .first(c)?)
        })
        .unwrap();
    assert_eq!(format!("{left:?}"), r#"("", "", "", "", "", None)"#);
}

#[test]
fn the_old_name_and_the_old_link_lead_to_the_new_entry() {
    let house = house();
    let [a, b, c] = ["A", "B", "C"].map(|name| house.person(name, &[&format!("{name}@example.org")]));
    let link = house.staff().keys.link(Purpose::DoNotContact, a.person.id.raw(), &a.person.nonce);
    house.merge(&b, &a).unwrap();
    house.merge(&c, &b).unwrap();
    let went = |of: &Contact| {
        let found = house.db.read_now(|conn| went_into::<People>(conn, &house.staff(), &of.person.public_id)).unwrap();
        found.map(|(_, heir)| heir)
    };
    assert_eq!(went(&a), Some(c.person.public_id.clone()), "a chain is followed to its end");
    assert_eq!(went(&c), None);
    let token = LinkToken::parse(&link).unwrap();
    let of = house.db.read_now(|conn| contacts::of_link(conn, &context(Actor::Nobody), &token)).unwrap();
    assert_eq!(of, c.person.id, "who stops mail by an old link stops it");
}

#[test]
fn a_file_that_names_either_key_means_the_one_entry() {
    let house = house();
    let [kept, other] = [("A", "crm-1"), ("B", "crm-2")].map(|(name, key)| {
        house.made(ContactDraft { source_key: key.to_owned(), ..draft(name, &[&format!("{name}@example.org")]) })
    });
    let merge = house.merge(&kept, &other).unwrap();
    assert_eq!(house.again(&kept).source_key.as_deref(), Some("crm-1"));
    let row = NewContact::parse(ContactDraft {
        source_key: "crm-2".to_owned(),
        phone: "+33 1".to_owned(),
        ..draft("B", &["b@elsewhere.example"])
    });
    let row = row.unwrap();
    house.db.write_now(|c| contacts::upsert_batch(c, &house.staff(), &[row], contacts::Mode::Write)).unwrap();
    let now = house.again(&kept);
    assert_eq!((now.person.phone.as_str(), emails(&now).len()), ("+33 1", 3), "nobody is in the book twice again");
    house.undo(&merge).unwrap();
    let keys = [&kept, &other].map(|of| house.again(of).source_key);
    assert_eq!(keys, [Some("crm-1".to_owned()), Some("crm-2".to_owned())]);
}

#[test]
fn a_wish_not_to_be_written_to_is_eithers() {
    let house = house();
    for kept_is_silent in [true, false] {
        let (kept, other) = (house.person("Kept", &["k@example.org"]), house.person("Other", &["o@example.org"]));
        let silent = if kept_is_silent { &kept } else { &other };
        let door = crate::access::Door::Staff;
        house.db.write_now(|c| contacts::do_not_contact(c, &house.staff(), silent.person.id, "asked", door)).unwrap();
        assert!(house.plan(&kept, &other).unwrap().silences());
        house.merge(&kept, &other).unwrap();
        let now = house.again(&kept);
        assert_eq!(now.do_not_contact.map(|wish| wish.reason).as_deref(), Some("asked"));
        let quiet: i64 = house
            .db
            .read_now(|c| -> Result<_, DbError> {
                use crate::db::schema::suppressions;
                let digests = ["k@example.org", "o@example.org"].map(|e| house.staff().keys.digest(e));
                Ok(suppressions::table.filter(suppressions::email_digest.eq_any(digests)).count().get_result(c)?)
            })
            .unwrap();
        assert_eq!(quiet, 2, "both addresses, whosever the wish was");
    }
}

#[test]
fn what_cannot_be_one_is_refused_and_changes_nothing() {
    let house = house();
    let (kept, other) = two(&house);
    assert!(matches!(house.plan(&kept, &kept), Err(MergeError::Same)));
    let stale = Versions { kept: kept.version, other: other.version + 1 };
    let both = (&kept.person.public_id, &other.person.public_id);
    let late = house.write(|c| merge_contacts(c, &house.staff(), both, stale, &Choices::default()));
    assert!(matches!(late, Err(MergeError::Stale)));
    house
        .write(|c| {
            let sql = format!(
                "INSERT INTO accounts (public_id, version, email, email_folded, name, locale, zone, created_at, contact_id) \
                 VALUES ('22222222222222b2', 1, 'b@example.org', 'b@example.org', 'Lina', 'en', 'UTC', 0, {})",
                kept.person.id
            );
            diesel::sql_query(sql).execute(c).map_err(DbError::from)?;
            Ok(())
        })
        .unwrap();
    let refused = house.merge(&kept, &other).unwrap_err();
    assert!(matches!(&refused, MergeError::BothMembers(a, b) if (a.as_str(), b.as_str()) == ("Lina", "Claire")));
    assert_eq!(house.plan(&kept, &other).unwrap().members, Some(("Lina".to_owned(), "Claire".to_owned())));
    assert_eq!(house.again(&other), other, "nothing is half done");
}

#[test]
fn who_may_merge() {
    let house = house();
    let (kept, other) = (house.person("A", &[]), house.person("B", &[]));
    let table = [
        (Role::Coordinator, None),
        (Role::LocalCoordinator, Some(Denied::Forbidden)),
        (Role::PrincipalInvestigator, Some(Denied::Forbidden)),
        (Role::Auditor, Some(Denied::NotFound)),
    ];
    for (role, refusal) in table {
        let cx = house.as_role(role);
        let asked = house.db.read_now(|c| plan(c, &cx, &kept.person.public_id, &other.person.public_id));
        let denied = match asked {
            Ok(_) => None,
            Err(MergeError::Denied(denied)) => Some(denied),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(denied, refusal, "{role}");
    }
}

#[test]
fn saving_what_stands_there_writes_nothing() {
    let house = house();
    let (kept, _) = two(&house);
    let before = house.again(&kept);
    let after = house.edit(&kept, |_| {});
    assert_eq!(after, before, "no new version");
    let entries = house
        .db
        .read_now(|c| history::of_entity(c, Entity::Contact, kept.person.id.raw(), PageRequest::default()))
        .unwrap();
    assert_eq!(entries.items.len(), 1, "only that it was added");
}

#[test]
fn the_log_of_a_person_is_the_log_of_all_their_entries() {
    use crate::domain::history::{Asked, Whole};
    let house = house();
    let [kept, other] = ["A", "B"].map(|name| house.person(name, &[]));
    house.merge(&kept, &other).unwrap();
    let asked = Asked { about: Some(kept.person.public_id.clone()), ..Asked::default() };
    let log = house
        .db
        .read_now(|c| history::whole(c, &house.staff(), Whole::Installation, &asked, PageRequest::default()))
        .unwrap();
    let said: Vec<&str> = log.page.items.iter().map(|e| e.action.as_str()).collect();
    assert_eq!(said, ["merged-away", "merged", "created", "created"]);
}
