//! Whatever is done in whatever order: when all is quiet, what guests last read is what holds, and nobody was told twice.

use std::collections::{HashMap, HashSet};

use super::mails::Read;
use super::*;
use crate::db::schema::event_notices;
use crate::domain::outbox::{Claimed, Verdict};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// One event's life.
struct Life<'a> {
    house: &'a House,
    seats: Vec<SeatId>,
    now: Instant,
    dice: Dice,
    /// On their way, with what their readers will read.
    flying: Vec<(Claimed, Result<Read, mail::Moot>)>,
    read: Vec<Read>,
    /// What each guest last said, and when.
    said: HashMap<SeatId, (Answer, Instant)>,
    log: Vec<String>,
}

impl Life<'_> {
    fn cx(&self) -> Context {
        Context { now: self.now, machine: self.now, ..self.house.staff(0) }
    }
    fn step(&mut self) {
        self.now = self.now.plus_seconds(1 + self.dice.roll(150) as i64);
        let done = match self.dice.roll(12) {
            0..=2 => self.moves(),
            3 => self.calls_off(NoticeKind::Postponed),
            4 if self.dice.roll(3) == 0 => self.calls_off(NoticeKind::Cancelled),
            4..=6 => self.calls_back(),
            7 => self.answers(),
            8 | 9 => self.takes(2),
            _ => self.lands(2),
        };
        self.log.push(format!("{:?} {done}", self.now));
    }
    fn which(&self) -> i64 {
        self.house.facts().view.event.version
    }
    fn moves(&mut self) -> String {
        let day = ["24", "27", "31"][self.dice.roll(3) as usize];
        let (house, cx, version) = (self.house, self.cx(), self.which());
        let input = MoveInput {
            city: house.facts().view.city.as_ref().unwrap().public_id.to_string(),
            starts: format!("2016-05-{day}T09:00"),
            ends: format!("2016-05-{day}T17:00"),
            reply_by: "2016-05-10T18:00".to_owned(),
            ..MoveInput::default()
        };
        let done = house.db.write_now(|c| -> Result<_, Fault> {
            let which = Standing { programme: house.programme, event: &house.event_public, version };
            let (_, notice) = events::reschedule(c, &cx, which, &input)?;
            Ok(tell_guests(c, &cx, house.event, notice, NoticeKind::Moved)?)
        });
        format!("to {day}: {done:?}")
    }
    fn calls_off(&mut self, kind: NoticeKind) -> String {
        let (house, cx, version) = (self.house, self.cx(), self.which());
        let done = house.db.write_now(|c| -> Result<_, Fault> {
            let which = Standing { programme: house.programme, event: &house.event_public, version };
            let (_, notice) = match kind {
                NoticeKind::Postponed => events::postpone(c, &cx, which, &"flood".into())?,
                _ => events::cancel(c, &cx, which, &"no money".into())?,
            };
            Ok(tell_guests(c, &cx, house.event, notice, kind)?)
        });
        format!("{kind}: {done:?}")
    }
    fn calls_back(&mut self) -> String {
        let (house, cx) = (self.house, self.cx());
        let event = house.facts().view.event;
        let done = house.db.write_now(|c| -> Result<_, Fault> {
            let asked = events::waiting_asked(&cx, &event).map(|question| question.tell(c)).transpose()?.flatten();
            // By itself, as whoever calls back asks it, it comes to the same.
            let alone = events::pending(c, &event, cx.now)?.map(|pending| (pending.notice, pending.back));
            assert_eq!(asked.clone().and_then(|(notice, back)| Some((notice, back?))), alone);
            let Some((waiting, _)) = asked else { return Ok(None) };
            let recalled = events::recall(c, &cx, house.programme, &house.event_public, waiting.sequence)?;
            Ok(recalled.map(|recalled| call_back(c, &cx, &recalled)).transpose()?)
        });
        format!("back: {done:?}")
    }
    fn answers(&mut self) -> String {
        let seat = self.seats[self.dice.roll(4) as usize];
        let wish = if self.dice.roll(3) == 0 { Wish::Tentative } else { Wish::Accepted };
        let given = Given { wish, note: String::new(), needs: None };
        let cx = Context { now: self.now, machine: self.now, ..self.house.context(Actor::Guest(seat), NOW) };
        let done = self.house.write(|c| answer(c, &cx, seat, &given));
        if let Ok(Answered::Recorded(answer)) = done {
            self.said.insert(seat, (answer, self.now));
        }
        format!("{seat} says {wish:?}: {done:?}")
    }
    /// The engine takes some of what is due, and writes it.
    fn takes(&mut self, most: usize) -> String {
        let taken = self.house.claim(&mut self.house.worker(), self.now, most);
        let kinds: Vec<String> = taken.iter().map(|c| format!("{:?}", c.message)).collect();
        for claimed in taken {
            let letter = self.house.write_letter(&claimed, self.now);
            self.flying.push((claimed, letter));
        }
        format!("takes {kinds:?}")
    }
    /// Some of it lands, or is put off.
    fn lands(&mut self, most: usize) -> String {
        let landing: Vec<_> = self.flying.drain(..most.min(self.flying.len())).collect();
        let what = format!("lands {:?}", landing.iter().map(|(c, l)| (&c.message, l)).collect::<Vec<_>>());
        for (claimed, letter) in landing {
            let verdict = match &letter {
                Err(moot) => Verdict::Moot(moot.to_string()),
                Ok(_) if self.dice.roll(3) == 0 => Verdict::RetryAfter(60 + self.dice.roll(400) as i64),
                Ok(_) => Verdict::Sent,
            };
            let sent = verdict == Verdict::Sent;
            self.house.settle(&claimed, verdict, self.now);
            if sent {
                self.read.extend(letter);
            }
        }
        what
    }
    /// Until nothing waits any more.
    fn rests(&mut self) {
        for _ in 0..60 {
            self.now = self.now.plus_seconds(120);
            let (taken, landed) = (self.takes(100), self.lands(100));
            self.log.push(format!("{:?} {taken}; {landed}", self.now));
        }
        assert!(self.flying.is_empty());
    }
    fn check(&self) {
        let event = self.house.facts().view.event;
        let off = !event.time_holds();
        let day = event.when.filter(|_| !off).map(|slot| slot.start.stored());
        let mut told = HashSet::new();
        for read in self.read.iter().filter(|r| r.notice.is_some()) {
            assert!(told.insert((read.notice, read.seat)), "told twice: {read:?}\n{}", self.log.join("\n"));
        }
        let moves: Vec<Instant> = self
            .house
            .db
            .read_now(|c| -> Result<_, DbError> {
                Ok(event_notices::table
                    .filter(event_notices::event_id.eq(self.house.event))
                    .filter(event_notices::kind.eq(NoticeKind::Moved))
                    .filter(event_notices::recalled_at.is_null())
                    .select(event_notices::created_at)
                    .load(c)?)
            })
            .unwrap();
        for guest in self.house.rows() {
            let last = self.read.iter().rev().find(|r| r.seat == guest.id).unwrap();
            assert_eq!(last.day, day, "{} believes otherwise\n{}", guest.id, self.log.join("\n"));
            let (said, at) = self.said[&guest.id];
            let expected = if moves.iter().any(|moved| *moved > at) { Answer::None } else { said };
            let since = Some(at).filter(|_| expected != Answer::None);
            assert_eq!((guest.answer, guest.answered_at), (expected, since), "{}\n{}", guest.id, self.log.join("\n"));
        }
    }
}

#[test]
fn in_whatever_order_guests_end_with_what_holds() {
    let mut house = House::new(Rule::Alone, "");
    let city = house.facts().view.city.unwrap().public_id;
    for name in ["a", "b", "c", "d"] {
        house.guest(name, Locale::En);
    }
    let contacts: Vec<ContactId> = house.rows().iter().map(|g| g.contact).collect();
    for seed in 0..150 {
        let view = house.create_event(&city, "");
        (house.event, house.event_public) = (view.event.id, view.event.public_id);
        let seats: Vec<SeatId> = contacts.iter().map(|contact| house.seat(*contact)).collect();
        house.invite_all();
        let mut life = Life {
            house: &house,
            seats: seats.clone(),
            now: at(LATER),
            dice: Dice(seed),
            flying: Vec::new(),
            read: Vec::new(),
            said: HashMap::new(),
            log: vec![format!("seed {seed}")],
        };
        for seat in seats {
            house.says(seat, Wish::Accepted, LATER).unwrap();
            life.said.insert(seat, (Answer::Accepted, at(LATER)));
        }
        for _ in 0..(8 + seed % 20) {
            life.step();
        }
        life.rests();
        life.check();
    }
}
