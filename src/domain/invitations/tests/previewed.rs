//! What the page before a move says is what happens, to whom and how often: for many mixtures of guests.

use std::collections::BTreeMap;

use super::*;
use crate::domain::events::{MoveInput, NoticeKind, Shift, Standing};
use crate::kernel::ids::OutboxId;

/// When the event is moved: the first round has left, the second waits.
const MOVED: &str = "2016-04-18T09:02:00Z";
const ASKED: &str = "2016-04-18T09:00:00Z";

/// The next number below `n`, the same on every run.
fn roll(seed: &mut u64, n: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % n
}

/// Kind, reader, language, state, and when it is due.
type Mail = (String, Option<ContactId>, Locale, MessageState, i64);
type Mails = BTreeMap<OutboxId, Mail>;

impl House {
    fn all_mails(&self) -> Mails {
        let columns = (outbox::id, (outbox::kind, outbox::contact_id, outbox::locale, outbox::state, outbox::due_at));
        let read =
            |c: &mut Conn| -> Result<Vec<(OutboxId, Mail)>, DbError> { Ok(outbox::table.select(columns).load(c)?) };
        self.db.read_now(read).unwrap().into_iter().collect()
    }
    fn release_at(&self, now: &str) {
        let round = self.round();
        let staff = Context { now: at(now), ..self.staff(0) };
        match self.write(|c| release(c, &staff, &round, round.version)) {
            Ok(_) | Err(InvitationError::NobodyToInvite) => {}
            Err(other) => panic!("{other}"),
        }
    }
    /// A guest as chance has it: with an address, without, one that was refused, or who wants no mail.
    fn some_guest(&self, n: u64, seed: &mut u64) -> SeatId {
        let language = Locale::ALL[roll(seed, 3) as usize];
        let kind = roll(seed, 6);
        let contact = self
            .db
            .write_now(|c| -> Result<_, DbError> {
                let contact = person(c, &format!("g{n}"), language, kind != 0);
                if kind == 1 {
                    let own = addresses::table.filter(addresses::contact_id.eq(contact));
                    diesel::update(own).set(addresses::refused_at.eq(Some(0_i64))).execute(c)?;
                }
                if kind == 2 {
                    let silent = contacts::do_not_contact_at.eq(Some(0_i64));
                    diesel::update(contacts::table.find(contact)).set(silent).execute(c)?;
                }
                Ok(contact)
            })
            .unwrap();
        self.seat(contact)
    }
    /// Some answer, as if by telephone: whether they were invited or not.
    fn some_answers(&self, seats: &[SeatId], seed: &mut u64) {
        let facts = self.facts();
        for seat in seats {
            let wish =
                [None, Some(Wish::Accepted), Some(Wish::Tentative), Some(Wish::Declined)][roll(seed, 4) as usize];
            let Some(wish) = wish else { continue };
            let staff = Context { now: at(ASKED), ..self.staff(0) };
            let row = self.rows().into_iter().find(|row| row.id == *seat).unwrap();
            let given = Given { wish, note: String::new(), needs: None };
            self.write(|c| {
                record_answer(c, &staff, &facts, &row.public_id, &given, &Source::parse("phone", "").unwrap())
            })
            .unwrap();
        }
    }
}

fn mixture(mut seed: u64) {
    let house = House::new(Rule::Alone, if roll(&mut seed, 2) == 0 { "2" } else { "" });
    let first: Vec<SeatId> = (0..1 + roll(&mut seed, 5)).map(|n| house.some_guest(n, &mut seed)).collect();
    house.release_at(NOW);
    if roll(&mut seed, 3) > 0 {
        house.invitations_left();
    }
    let second: Vec<SeatId> = (10..10 + roll(&mut seed, 3)).map(|n| house.some_guest(n, &mut seed)).collect();
    house.some_answers(&first, &mut seed);
    house.release_at(ASKED);
    let uninvited: Vec<SeatId> = (20..20 + roll(&mut seed, 3)).map(|n| house.some_guest(n, &mut seed)).collect();
    house.some_answers(&second, &mut seed);
    house.some_answers(&uninvited, &mut seed);

    let staff = Context { now: at(MOVED), ..house.staff(0) };
    let input = MoveInput {
        city: house.facts().view.city.as_ref().unwrap().public_id.to_string(),
        zone: "Asia/Shanghai".to_owned(),
        starts: "2016-05-31T09:00".to_owned(),
        ends: "2016-05-31T17:00".to_owned(),
        reply_by: "2016-05-20T18:00".to_owned(),
        ..MoveInput::default()
    };
    let (plan, shifts) = house
        .db
        .read_now(|c| -> Result<_, InvitationError> {
            let planned = events::plan_move(c, &staff, house.programme, &house.event_public, &input).unwrap();
            Ok((plan_notice(c, &staff, house.event, NoticeKind::Moved)?, events::shifts(c, &planned)?))
        })
        .unwrap();
    let (mails, rows, until) = (house.all_mails(), house.rows(), house.facts().view.event.answers_until());

    let which = Standing { programme: house.programme, event: &house.event_public, version: house.facts().version };
    let (view, notice) = house.db.write_now(|c| events::reschedule(c, &staff, which, &input)).unwrap();
    let told = house.write(|c| tell_guests(c, &staff, house.event, notice, NoticeKind::Moved)).unwrap();

    // Who is told: a mail each, in their language, of one kind, and nobody else gets anything.
    let after = house.all_mails();
    let new: Vec<_> = after.iter().filter(|(id, _)| !mails.contains_key(id)).map(|(_, mail)| mail).collect();
    assert!(new.iter().all(|mail| mail.0 == "event-notice" && mail.3 == MessageState::Queued), "{seed}: {new:?}");
    assert_eq!((new.len(), told.queued), (plan.total, plan.total), "{seed}");
    for locale in Locale::ALL {
        let said = plan.by_locale.iter().find(|(l, _)| *l == locale).map_or(0, |(_, n)| *n);
        assert_eq!(new.iter().filter(|mail| mail.2 == locale).count(), said, "{seed}: {locale}");
    }
    // Who is asked again: those answers fall, and no other changes.
    let fallen = |row: &&GuestRow| !matches!(row.answer, Answer::None | Answer::Declined);
    let asked: Vec<SeatId> = rows.iter().filter(fallen).map(|row| row.id).collect();
    assert_eq!((asked.len(), told.asked_again), (plan.to_ask_again, plan.to_ask_again), "{seed}");
    let stands: BTreeMap<SeatId, Answer> = house.rows().into_iter().map(|row| (row.id, row.answer)).collect();
    for before in &rows {
        let expected = if asked.contains(&before.id) { Answer::None } else { before.answer };
        assert_eq!(stands[&before.id], expected, "{seed}");
    }
    // Whoever is asked again learns of it: by mail, or from the list to be telephoned; and nobody by both.
    let mailed: Vec<ContactId> = new.iter().filter_map(|mail| mail.1).collect();
    for row in &rows {
        let (mail, phone) = (mailed.contains(&row.contact), plan.by_phone.iter().any(|p| p.seat == row.public_id));
        assert!(!(mail && phone), "{seed}");
        assert!(mail || phone || !asked.contains(&row.id), "{seed}: {} would not know", row.name.native);
        assert!(!(mail || phone) || row.answer != Answer::Declined, "{seed}");
    }
    // What waits longer.
    let later = |id: &OutboxId| after[id].4 > mails[id].4;
    assert_eq!((mails.keys().filter(|id| later(id)).count(), told.held), (plan.held, plan.held), "{seed}");
    // What shifts.
    let expected = Shift::AnswersUntil { before: until, after: view.event.answers_until() };
    assert_eq!(shifts, [expected], "{seed}");
}

#[test]
fn what_is_said_before_a_move_is_what_happens() {
    (1..=25).for_each(mixture);
}
