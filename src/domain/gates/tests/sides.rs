use super::super::sides::{Piece, Slot, assembled, slots};
use super::*;

fn guests(group: &str, least: i64) -> Part {
    when(Test::Accepted { group: group.to_owned(), least })
}

/// What is kept where nobody is asked: the side that says something new. And how often somebody is.
fn kept(before: &Gate, mine: &Gate, theirs: &Gate) -> (Gate, usize) {
    let all = slots(before, mine, theirs);
    let asked = |s: &&Slot| s.mine != s.theirs && s.before != s.mine && s.before != s.theirs;
    let piece = |s: &Slot| if s.before == s.mine { s.theirs.clone() } else { s.mine.clone() };
    let pieces: Vec<_> = all.iter().filter_map(|s| Some((s.place.clone(), piece(s)?))).collect();
    (assembled(&pieces), all.iter().filter(asked).count())
}

#[test]
fn what_one_side_adds_changes_or_takes_out_is_kept() {
    let before = all(vec![guests("planners", 10), Part::Group(any(vec![guests("firms", 2), guests("press", 1)]))]);
    let mine = all(vec![
        guests("planners", 12),
        Part::Group(any(vec![guests("firms", 2), guests("press", 1)])),
        guests("city", 1),
    ]);
    let theirs = any(vec![
        guests("planners", 10),
        Part::Group(any(vec![guests("firms", 2), guests("chambers", 3)])),
        when(Test::Step { kind: None, by: By::Held }),
    ]);
    let (gate, asked) = kept(&before, &mine, &theirs);
    assert_eq!(asked, 0);
    assert_eq!(
        gate,
        any(vec![
            guests("planners", 12),
            Part::Group(any(vec![guests("firms", 2), guests("chambers", 3)])),
            when(Test::Step { kind: None, by: By::Held }),
            guests("city", 1),
        ])
    );
}

#[test]
fn what_both_have_changed_is_asked_about() {
    let before = all(vec![guests("planners", 10), guests("firms", 2)]);
    for (mine, theirs, asked) in [
        // Two numbers.
        (
            all(vec![guests("planners", 12), guests("firms", 2)]),
            all(vec![guests("planners", 8), guests("firms", 2)]),
            1,
        ),
        // Taken out by one, changed by the other.
        (all(vec![guests("firms", 2)]), all(vec![guests("planners", 8), guests("firms", 2)]), 1),
        // Taken out by both, by one of them with the other condition.
        (all(vec![guests("firms", 2)]), Gate::open(), 0),
        // The same change twice, in another order.
        (all(vec![guests("firms", 3), guests("planners", 9)]), all(vec![guests("planners", 9), guests("firms", 3)]), 0),
    ] {
        assert_eq!(kept(&before, &mine, &theirs).1, asked, "{mine:?} {theirs:?}");
    }
    let (twice, asked) = kept(&Gate::open(), &all(vec![guests("city", 2)]), &all(vec![guests("city", 2)]));
    assert_eq!((twice, asked), (all(vec![guests("city", 2)]), 0), "added by both, once");
    let (_, asked) = kept(&Gate::open(), &all(vec![guests("city", 2)]), &all(vec![guests("city", 5)]));
    assert_eq!(asked, 1, "added by both, not alike");
}

#[test]
fn the_one_that_was_taken_out_is_told_from_the_one_that_was_changed() {
    let before = all(vec![guests("planners", 10), guests("firms", 5)]);
    let found = slots(&before, &all(vec![guests("firms", 6)]), &before);
    let mine: Vec<_> = found.iter().skip(1).map(|slot| slot.mine.clone()).collect();
    assert_eq!(mine, [None, Some(Piece::Part(guests("firms", 6)))]);
    let named = |kinds: Vec<deliverables::DeliverableKind>| {
        all(vec![when(Test::Approved { steps: vec!["b".to_owned(), "a".to_owned()], kinds })])
    };
    use deliverables::DeliverableKind::{Graph, Map};
    let (one, two) = (named(vec![Map, Graph]), named(vec![Graph, Map]));
    assert!(slots(&one, &one, &two).iter().all(|slot| slot.mine == slot.theirs), "an order is no change");
}

#[test]
fn each_side_is_put_together_again_as_it_was() {
    let before = all(vec![guests("planners", 10)]);
    let mine = any(vec![
        guests("planners", 10),
        Part::Group(all(vec![guests("firms", 1), Part::Group(any(vec![guests("press", 1)]))])),
    ]);
    let found = slots(&before, &mine, &before);
    let own: Vec<_> = found.iter().filter_map(|s| Some((s.place.clone(), s.mine.clone()?))).collect();
    assert_eq!(assembled(&own), mine);
    assert_eq!(assembled(&[]), Gate::open());
}
