//! What officers would be told by a change of a package or of a result, before it is made.

use std::collections::BTreeMap;

use super::model::{Channel, Given, NewPackage, Package, Relay, RelayError};
use super::offering::{Why, locale_of, usable};
use super::packages::{allowed, resolve};
use super::until::Until;
use super::{embargo, looking, store};
use crate::access::{Action, Context, require};
use crate::db::{Conn, Stored};
use crate::domain::deliverables::{Deliverable, DeliverableState};
use crate::kernel::locale::Locale;

type Result<T> = std::result::Result<T, RelayError>;

/// What another embargo of a package would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Foreseen {
    pub before: Until,
    pub after: Until,
    /// So many officers get a mail, by language.
    pub told: BTreeMap<Locale, usize>,
    /// Of whom something is still expected, and who get none.
    pub untold: Vec<(Channel, Why)>,
}

impl Foreseen {
    /// Whether somebody has to have seen it before it is saved.
    pub fn asks(&self) -> bool {
        self.before != self.after && !(self.told.is_empty() && self.untold.is_empty())
    }
    /// How many officers get a mail.
    pub fn mails(&self) -> usize {
        self.told.values().sum()
    }
    /// By which a form says what was seen: the day, and to how many it is told.
    pub fn mark(&self) -> String {
        format!("{}:{}", self.after.stored(), self.mails())
    }
}

/// What saving the package so would do. Changes nothing.
pub fn foresee(
    conn: &mut Conn,
    cx: &Context,
    of: &Deliverable,
    (before, version): (&Package, i64),
    new: &NewPackage,
) -> Result<Foreseen> {
    allowed(cx, of)?;
    if before.version != version {
        return Err(RelayError::Stale);
    }
    let embargo = resolve(conn, cx, of, (Some(before.embargo), &new.embargo))?;
    let after = Package { embargo, short: new.short.clone(), long: new.long.clone(), ..before.clone() };
    let (was, will) = (embargo::until(conn, before)?, embargo::until(conn, &after)?);
    let mut found = Foreseen { before: was, after: will, told: BTreeMap::new(), untold: Vec::new() };
    for (relay, verdict) in verdicts(conn, cx, &after, will)? {
        let verdict = if Given::of(of) == Given::Open { verdict } else { Err(Why::Rests) };
        match verdict {
            Ok(locale) => *found.told.entry(locale).or_default() += 1,
            Err(why) => found.untold.push((relay.channel, why)),
        }
    }
    Ok(found)
}

/// How many officers would be told that a result is to be passed on no more, or again, once it is in this state.
pub fn foresee_state(conn: &mut Conn, cx: &Context, of: &Deliverable, next: DeliverableState) -> Result<usize> {
    require(&cx.actor, Action::SeeRelays, of.scope())?;
    let given = Given::of(&Deliverable { state: next, ..of.clone() });
    let package = store::package_of(conn, of.id)?;
    let Some(package) = package.filter(|_| given != Given::Never) else { return Ok(0) };
    let will = embargo::until(conn, &package)?.while_given(given);
    // Who learns of another day only does so whatever becomes of the result.
    let told = |(relay, verdict): &(Relay, Verdict)| verdict.is_ok() && (will.is_back() || relay.told.is_back());
    Ok(verdicts(conn, cx, &package, will)?.into_iter().filter(told).count())
}

type Verdict = std::result::Result<Locale, Why>;

/// Every relay of which something is still expected: in which language its officer would be told of this, or why they would not.
fn verdicts(conn: &mut Conn, cx: &Context, package: &Package, will: Until) -> Stored<Vec<(Relay, Verdict)>> {
    let mut open = store::relays_of(conn, &[package.id])?;
    open.retain(|relay| relay.state.is_open());
    let (letterboxes, unsent) = (looking::letterboxes(conn, cx, &open)?, looking::unsent(conn, &open)?);
    let verdict = |relay: &Relay| {
        if looking::is_unoffered(relay, &unsent, cx.now) {
            return Err(Why::Waits);
        }
        if !looking::knows(relay, &unsent).differs(will) {
            return Err(Why::Knows);
        }
        let officer = &relay.channel.officer;
        let own = letterboxes.get(&officer.id).map_or(&[][..], Vec::as_slice);
        usable(officer, own).map(|_| locale_of(relay, package))
    };
    let verdicts: Vec<Verdict> = open.iter().map(verdict).collect();
    Ok(open.into_iter().zip(verdicts).collect())
}
