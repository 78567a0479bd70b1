//! One line of a table: read whole, so that everything wrong with it is told at once, and then acted upon.

use super::owners::owner;
use super::{Named, Remark, Verdict, Why, refused, ways};
use crate::access::{Action, Context, Denied, require};
use crate::db::{Conn, DbError};
use crate::domain::contacts::fold;
use crate::domain::programme::{Outline, OwnerChoice};
use crate::domain::sponsorship::columns::{self, Column};
use crate::domain::sponsorship::draft::SponsorshipDraft;
use crate::domain::sponsorship::model::{
    EventFace, NewSponsorship, Package, Part, Plan, SponsorFile, Sponsorship, SponsorshipError, Stage,
};
use crate::domain::sponsorship::moving::{Step, advance, as_told};
use crate::domain::sponsorship::stages::Given;
use crate::domain::sponsorship::{clash, files, service, store};
use crate::kernel::invalid::{ClosedList, FieldError, Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;

/// Why nothing comes of a line.
pub(super) enum Stop {
    Refused(Vec<Why>),
    Fault(SponsorshipError),
}

impl From<SponsorshipError> for Stop {
    fn from(fault: SponsorshipError) -> Self {
        Stop::Fault(fault)
    }
}
impl From<DbError> for Stop {
    fn from(fault: DbError) -> Self {
        Stop::Fault(fault.into())
    }
}
impl From<Denied> for Stop {
    fn from(fault: Denied) -> Self {
        Stop::Fault(fault.into())
    }
}
impl From<diesel::result::Error> for Stop {
    fn from(fault: diesel::result::Error) -> Self {
        Stop::Fault(fault.into())
    }
}

type Done = (Verdict, Vec<Remark>);

/// A line as far as it could be read; cells that could not are left out of it.
struct Read {
    draft: SponsorshipDraft,
    new: NewSponsorship,
    stage: Option<Stage>,
    /// Why they declined.
    why: String,
}

pub(super) fn one(
    conn: &mut Conn,
    cx: &Context,
    (outline, named): (&Outline, &Named),
    of: &dyn Fn(Column) -> String,
) -> Result<Done, Stop> {
    let (read, Invalid(faults)) = read(named, of);
    let Some(read) = read else { return Err(Stop::Refused(faults.into_iter().map(Why::Field).collect())) };
    if faults.is_empty() {
        return act(conn, cx, outline, &read);
    }
    // What else stands in the way is told with it, as far as the rest of the line shows.
    let rest = match act(conn, cx, outline, &read) {
        Ok(_) => Vec::new(),
        Err(Stop::Refused(whys)) => whys,
        Err(Stop::Fault(fault)) => refused(fault)?,
    };
    let rest: Vec<Why> = rest.into_iter().filter(|why| stands(why, &faults)).collect();
    Err(Stop::Refused(faults.into_iter().map(Why::Field).chain(rest).collect()))
}

/// What stages rest on.
const RESTS: &[&str] =
    &["amount", "currency", "in_kind", "in_kind_value", "in_kind_currency", "package", "signed_on", "agreement"];

/// Whether a reason would hold if the faulty cells were right.
fn stands(why: &Why, faults: &[FieldError]) -> bool {
    let among = |fields: &[&str]| faults.iter().any(|fault| fields.contains(&fault.field.as_str()));
    match why {
        Why::Lacks(_) => !among(RESTS),
        Why::Courted(_) => !among(&["confirm", "owner"]),
        Why::Field(other) => faults.iter().all(|fault| fault.field != other.field),
        Why::Unreadable(_) | Why::NoWay { .. } | Why::NotAllowed => true,
    }
}

/// The line and all its faults. None: without its firm or its event there is nothing to look at.
fn read(named: &Named, of: &dyn Fn(Column) -> String) -> (Option<Read>, Invalid) {
    let mut bad = Invalid::default();
    let event = bad.keep(event(&named.events, &of(Column::Event)));
    let package = bad.keep(package(&named.packages, &of(Column::Package)));
    let owner = bad.keep(owner(&named.owners, &of(Column::Owner)));
    let stage = bad.keep(stage(&of(Column::Stage)));
    let mut draft = SponsorshipDraft {
        organisation: of(Column::Firm),
        website: of(Column::Website),
        event: event.clone().unwrap_or_default(),
        package: package.unwrap_or_default(),
        amount: of(Column::Amount),
        currency: of(Column::Currency),
        in_kind: of(Column::InKind),
        in_kind_value: of(Column::InKindValue),
        in_kind_currency: of(Column::InKindCurrency),
        next_action: of(Column::NextAction),
        next_on: of(Column::NextOn),
        notes: of(Column::Notes),
        signed_on: of(Column::SignedOn),
        agreement: of(Column::Agreement),
        confirm: of(Column::Confirm),
        ..SponsorshipDraft::default()
    };
    let mut checked = draft.check();
    if let Err(Invalid(faults)) = checked {
        let blanked = faults.iter().all(|fault| blank(&mut draft, &fault.field));
        bad.0.extend(faults);
        checked = if blanked { draft.check() } else { Err(Invalid::default()) };
    }
    let read = match (checked, event) {
        (Ok(new), Some(_)) => {
            let plan = Plan { owner: owner.unwrap_or(OwnerChoice::Nobody), ..new.plan };
            let new = NewSponsorship { plan, ..new };
            Some(Read { draft, new, stage: stage.flatten(), why: of(Column::Declined) })
        }
        _ => None,
    };
    (read, bad)
}

/// Empties what was not understood, with what belongs to it; whether something is left to look at.
fn blank(draft: &mut SponsorshipDraft, field: &str) -> bool {
    match field {
        "amount" | "currency" => {
            draft.amount.clear();
            draft.currency.clear();
        }
        "in_kind" | "in_kind_value" | "in_kind_currency" => {
            draft.in_kind.clear();
            draft.in_kind_value.clear();
            draft.in_kind_currency.clear();
        }
        "next_action" | "next_on" => {
            draft.next_action.clear();
            draft.next_on.clear();
        }
        "website" => draft.website.clear(),
        "notes" => draft.notes.clear(),
        "signed_on" => draft.signed_on.clear(),
        "agreement" => draft.agreement.clear(),
        "confirm" => draft.confirm.clear(),
        _ => return false,
    }
    true
}

fn act(conn: &mut Conn, cx: &Context, outline: &Outline, read: &Read) -> Result<Done, Stop> {
    match known(conn, cx, outline, &read.new)? {
        Some(before) => change(conn, cx, &before, read),
        None => begin(conn, cx, outline, read),
    }
}

/// What is known is changed, and taken one step on where the file says so.
fn change(conn: &mut Conn, cx: &Context, before: &Sponsorship, read: &Read) -> Result<Done, Stop> {
    require(&cx.actor, Action::EditSponsorship, before.scope())?;
    let plan = over(before, &read.new.plan, &read.draft);
    let to = read.stage.filter(|to| *to != before.stage);
    let paper = files::current(conn, before.id, Part::Agreement)?;
    let mut whys = match to {
        Some(to) if !ways(before.stage).contains(&to) => vec![Why::NoWay { from: before.stage, to }],
        Some(to) => wanting((&plan, paper.as_ref()), to, &read.why),
        None => Vec::new(),
    };
    let after = match service::edit(conn, cx, before, before.version, &plan) {
        Ok(after) => after,
        Err(fault) => {
            whys.extend(refused(fault)?);
            return Err(Stop::Refused(whys));
        }
    };
    if !whys.is_empty() {
        return Err(Stop::Refused(whys));
    }
    let moved = match to {
        Some(to) => advance(conn, cx, &after, after.version, &step(to, &read.why))?,
        None => after,
    };
    let verdict = if moved.version == before.version { Verdict::Same } else { Verdict::Changed };
    Ok((verdict, Vec::new()))
}

/// What is new comes in at the stage that it has reached.
fn begin(conn: &mut Conn, cx: &Context, outline: &Outline, read: &Read) -> Result<Done, Stop> {
    let to = read.stage.filter(|to| *to != Stage::Identified);
    let mut whys = to.map_or_else(Vec::new, |to| wanting((&read.new.plan, None), to, &read.why));
    let made = match service::begin(conn, cx, outline, (&read.new, service::Wait::No)) {
        Ok(made) => made,
        Err(fault) => {
            whys.extend(refused(fault)?);
            return Err(Stop::Refused(whys));
        }
    };
    if !whys.is_empty() {
        return Err(Stop::Refused(whys));
    }
    let mut remarks = Vec::new();
    if !read.new.confirm.is_empty() {
        let mut others = clash::others(conn, &made.firm, made.owner.as_ref().map(|owner| owner.id))?;
        others.retain(|other| other.id != made.id);
        if !others.is_empty() {
            remarks.push(Remark::Beside(others));
        }
    }
    match to {
        None => {}
        Some(to) if made.stage.may_become(to) => {
            advance(conn, cx, &made, made.version, &step(to, &read.why))?;
        }
        Some(to) => {
            as_told(conn, cx, &made, made.version, &step(to, &read.why))?;
            remarks.push(Remark::Told(to));
        }
    }
    Ok((Verdict::New, remarks))
}

fn step(to: Stage, why: &str) -> Step {
    Step { reason: why.to_owned(), ..Step::to(to) }
}

/// Everything that a stage wants and the line has not.
fn wanting((plan, paper): (&Plan, Option<&SponsorFile>), to: Stage, why: &str) -> Vec<Why> {
    let mut whys: Vec<Why> = Given::planned(plan, paper).lacking(to).map(Why::Lacks).collect();
    if to == Stage::Declined && why.is_empty() {
        whys.push(Why::Field(FieldError { field: "why_declined".to_owned(), reason: Reason::Required }));
    }
    whys
}

/// The courting that a line is about, if there is one.
fn known(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    new: &NewSponsorship,
) -> Result<Option<Sponsorship>, SponsorshipError> {
    let Some(firm) = service::known_firm(conn, cx, &new.firm)? else { return Ok(None) };
    let event = match &new.event {
        None => None,
        Some(id) => Some(crate::domain::events::by_public_id(conn, cx, outline.programme.id, id)?.event.id),
    };
    match store::same(conn, outline.programme.id, firm, event)? {
        Some(id) => Ok(store::anywhere(conn, &id)?),
        None => Ok(None),
    }
}

/// What a file says over what is known.
fn over(before: &Sponsorship, plan: &Plan, draft: &SponsorshipDraft) -> Plan {
    let own = Plan::of(before);
    let text = |typed: &str, said: &String, own: String| if typed.is_empty() { own } else { said.clone() };
    let sum = |said: Option<Money>, own: Option<Money>| said.or(own);
    Plan {
        owner: if plan.owner == OwnerChoice::Nobody { own.owner } else { plan.owner.clone() },
        package: plan.package.clone().or(own.package),
        amount: sum(plan.amount, own.amount),
        in_kind: text(&draft.in_kind, &plan.in_kind, own.in_kind),
        in_kind_value: sum(plan.in_kind_value, own.in_kind_value),
        next_action: text(&draft.next_action, &plan.next_action, own.next_action),
        next_on: plan.next_on.or(own.next_on),
        notes: text(&draft.notes, &plan.notes, own.notes),
        signed_on: plan.signed_on.or(own.signed_on),
        agreement: text(&draft.agreement, &plan.agreement, own.agreement),
        public_name: own.public_name,
        people: own.people,
    }
}

/// Whether a name is one of a thing's, in any language.
fn is_called(name: &Localised, typed: &str) -> bool {
    name.iter().any(|(_, own)| fold::joined(own) == fold::joined(typed))
}

/// The events that are meant by a title; an id means one. An event that was made of another has its title at first.
pub(super) fn events_meant<'a>(all: &'a [EventFace], typed: &str) -> Vec<&'a EventFace> {
    match all.iter().find(|e| e.public_id.as_str() == typed) {
        Some(one) => vec![one],
        None => all.iter().filter(|e| is_called(&e.title, typed)).collect(),
    }
}

/// An event by its title or id; empty for the programme itself.
fn event(all: &[EventFace], typed: &str) -> Result<String, Invalid> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let name = typed.to_owned();
    match events_meant(all, typed).as_slice() {
        [one] => Ok(one.public_id.to_string()),
        [] => Err(Invalid::one("event", Reason::NoneNamed { name })),
        several => {
            let allowed = several.iter().map(|e| e.public_id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Invalid::one("event", Reason::SeveralCalled { name, allowed }))
        }
    }
}

fn package(all: &[Package], typed: &str) -> Result<String, Invalid> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let name = typed.to_owned();
    match packages_meant(all, typed).as_slice() {
        [one] => Ok(one.public_id.to_string()),
        [] => Err(Invalid::one("package", Reason::NoneNamed { name })),
        several => {
            let allowed = several.iter().map(|p| p.public_id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Invalid::one("package", Reason::SeveralCalled { name, allowed }))
        }
    }
}

/// The packages that are meant by a name; an id means one. One that is no longer offered may have left its name to another.
pub(super) fn packages_meant<'a>(all: &'a [Package], typed: &str) -> Vec<&'a Package> {
    match all.iter().find(|p| p.public_id.as_str() == typed) {
        Some(one) => vec![one],
        None => all.iter().filter(|p| is_called(&p.name, typed)).collect(),
    }
}

fn stage(typed: &str) -> Result<Option<Stage>, Invalid> {
    match typed {
        "" => Ok(None),
        text => {
            let none = || Invalid::one("stage", Reason::NotOneOf { allowed: Stage::words() });
            Ok(Some(columns::stage(text).ok_or_else(none)?))
        }
    }
}
