//! Several people at once, in orders that nobody planned: gate, flag and history agree at the end.

use super::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

/// So many random orders; `CONVOKE_GATE_ORDERS=1000` by hand.
fn orders() -> u64 {
    std::env::var("CONVOKE_GATE_ORDERS").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Approve(&'static str),
    Withdraw(&'static str),
    Confirm,
    Settle,
}

/// Does it if it may be done now; being too late or too early is part of the game.
fn perform(house: &House, view: &EventView, act: Act) {
    use DeliverableState::{Approved, InReview};
    let go = |kind: &str, from: DeliverableState, to: DeliverableState| {
        let one = house.report(kind);
        if one.state == from {
            match house.go(&one, to) {
                Ok(()) | Err(GateError::Stale) => {}
                Err(fault) => panic!("{fault}"),
            }
        }
    };
    match act {
        Act::Approve(kind) => go(kind, InReview, Approved),
        Act::Withdraw(kind) => go(kind, Approved, InReview),
        Act::Settle => {
            let cx = house.coordinator();
            house.write(|c| reconcile(c, &cx)).expect("settled");
        }
        Act::Confirm => {
            let view = house.again(view);
            match house.confirm(&house.coordinator(), &view, Wish::AsItStands) {
                Ok(_) | Err(GateError::Closed(_) | GateError::Event(_)) => {}
                Err(fault) => panic!("{fault}"),
            }
        }
    }
}

/// What history tells: whether it is confirmed, and how often it was at risk and came out of it.
fn agree(house: &House, view: &EventView, order: &str) {
    house.settle();
    let (standing, verbs) = (house.standing(view), house.verbs(view));
    let count = |verb: &str| verbs.iter().filter(|v| *v == verb).count();
    let confirmed = standing.view.event.state == EventState::Confirmed;
    assert_eq!(count("confirmed"), usize::from(confirmed), "{order}: {verbs:?}");
    assert_eq!(standing.pass.is_some(), confirmed, "{order}: what was confirmed rests on something");
    let at_risk = confirmed && !standing.verdict.open();
    assert_eq!(standing.risk.is_some(), at_risk, "{order}: {:?} {verbs:?}", standing.verdict);
    assert_eq!(count("at-risk") - count("risk-ended"), usize::from(at_risk), "{order}: {verbs:?}");
    // The history of the results: after each confirmation the last word on each was an approval.
    let states: Vec<DeliverableState> = ["analysis", "seminar"].map(|kind| house.report(kind).state).to_vec();
    assert_eq!(standing.verdict.open(), states.iter().all(|s| s.is_reached()), "{order}: {states:?}");
}

#[test]
fn approving_withdrawing_and_confirming_at_once_in_random_orders() {
    for seed in 0..orders() {
        let mut dice = rand::rngs::StdRng::seed_from_u64(seed);
        let house = house();
        let view = house.event("workshop");
        house.approve("analysis");
        house.approve("seminar");
        if dice.random_bool(0.5) {
            house.withdraw_approval("seminar");
        }
        let mut acts = Vec::new();
        for kind in ["analysis", "seminar"] {
            for _ in 0..dice.random_range(1..4) {
                acts.extend([Act::Withdraw(kind), Act::Approve(kind)]);
            }
        }
        acts.extend([Act::Confirm, Act::Confirm, Act::Settle, Act::Settle]);
        acts.shuffle(&mut dice);
        let order = format!("seed {seed}: {acts:?}");
        std::thread::scope(|scope| {
            let (house, view) = (&house, &view);
            for hand in acts.chunks(acts.len().div_ceil(3)) {
                scope.spawn(move || hand.iter().for_each(|act| perform(house, view, *act)));
            }
        });
        agree(&house, &view, &order);
    }
}
