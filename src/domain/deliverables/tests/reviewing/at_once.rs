//! Several people act on one deliverable at once: in whatever order, all agree at the end.

use super::*;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides).expect("small")
    }
}

/// Several people act at once, in whatever order; what holds at the end is what the history says.
#[test]
fn whoever_acts_at_once_all_agree_at_the_end() {
    let desk = Desk::open();
    desk.name(&[FIRST, SECOND], 2, OwnWork::Forbidden).expect("named");
    for seed in 0..40 {
        let acts = |who: usize, seed: u64| {
            let mut dice = Dice(seed * 7919 + who as u64);
            for _ in 0..4 {
                let number = latest(&desk);
                let done = match (who, dice.roll(5)) {
                    (WRITER, 0 | 1) => desk.write().and_then(|n| desk.submit(n)),
                    (WRITER, 2) => desk.by_hand(DeliverableState::InReview),
                    (WRITER, _) => desk.submit(number),
                    (_, 0..=2) => desk.say(who, number, Verdict::Approve),
                    (_, 3) => desk.say(who, number, Verdict::TakeBack),
                    _ => desk.say(who, number, Verdict::Changes),
                };
                if let Err(DeliverableError::Db(fault)) = done {
                    panic!("{fault}");
                }
            }
        };
        std::thread::scope(|scope| {
            for who in [WRITER, FIRST, SECOND] {
                scope.spawn(move || acts(who, seed));
            }
        });
        agreed(&desk, seed);
    }
}

/// Each takes the contents for itself until its end, and neither waits for what the other has.
#[test]
fn the_same_files_brought_in_another_order_hold_nobody_up() {
    let desk = Desk::open();
    let cx = desk.cx(WRITER);
    let two: Vec<Deliverable> =
        desk.db.read_now(|conn| all(conn, &cx, desk.programme)).expect("all").into_iter().take(2).collect();
    let brought = ["a", "b"].map(|letter| {
        let stored = StoredFile { hash: letter.repeat(64), size: 9, kind: FileKind::Pdf, pixels: None };
        let noted = desk.db.write_now::<_, DbError>(|conn| files::note(conn, &cx, &stored)).expect("noted");
        let Noted::Known { id, .. } = noted else { panic!("nobody removes it") };
        let name = FileName::parse(&format!("{letter}.pdf")).expect("a name");
        Adding { file: id, stored, name, language: FileLanguage::En }
    });
    for _ in 0..20 {
        std::thread::scope(|scope| {
            for (of, order) in two.iter().zip([[0, 1], [1, 0]]) {
                let (desk, cx, adding) = (&desk, &cx, order.map(|n: usize| brought[n].clone()));
                scope.spawn(move || {
                    let done = desk.db.write_now(|conn| -> Result<(), DeliverableError> {
                        let number = versions::begin(conn, cx, of, "")?.number;
                        versions::add_files(conn, cx, of, number, &adding)?;
                        versions::discard(conn, cx, of, number)
                    });
                    done.expect("nobody waits in a ring");
                });
            }
        });
    }
}

fn latest(desk: &Desk) -> i32 {
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    desk.db.read_now(|conn| versions::list(conn, &cx, &of)).expect("versions").first().map_or(1, |v| v.version.number)
}

fn agreed(desk: &Desk, seed: u64) {
    let (of, cx) = (desk.now(), desk.cx(WRITER));
    let all = desk.db.read_now(|conn| versions::list(conn, &cx, &of)).expect("versions");
    let count = |state| all.iter().filter(|v| v.version.state == state).count();
    let told = format!("seed {seed}: {}", desk.states());
    assert_eq!(count(VersionState::Approved), usize::from(of.state == DeliverableState::Approved), "{told}");
    assert!(count(VersionState::Draft) + count(VersionState::InReview) <= 1, "{told}");
    if of.state == DeliverableState::InReview {
        assert_eq!(count(VersionState::InReview), 1, "{told}");
    }
    for view in &all {
        let standing = desk.db.read_now(|conn| reviews::standing(conn, &of, &view.version)).expect("standing");
        match view.version.state {
            VersionState::Approved => assert!(standing.is_reached(), "{told}: {standing:?}"),
            VersionState::InReview => assert!(!standing.is_reached(), "{told}: {standing:?}"),
            _ => {}
        }
    }
    let auditor = context(member(Role::Auditor, Some(desk.programme), None));
    let mut past = Vec::new();
    let mut after = None;
    loop {
        let page = PageRequest::new(after, Some(200));
        let page = desk.db.read_now(|conn| history(conn, &auditor, &of, page)).expect("history");
        past.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let moved = past.iter().find(|e| e.action == "moved").and_then(|e| e.changes.first());
    assert_eq!(moved.map(|c| c.after.as_str()), Some(of.state.as_str()), "{told}: the history ends where it stands");
}
