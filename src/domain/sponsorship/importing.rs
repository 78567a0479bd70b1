//! Sponsors out of a table: what would become of each line, or all of it at once. A whole file is one transaction; a line that is refused
//! leaves nothing behind, and the others come in. Blank cells leave what is known as it is.

use std::path::Path;

use diesel::Connection;

use super::clash::Courted;
use super::columns::{Column, column};
use super::draft::SponsorshipDraft;
use super::model::{EventFace, Need, NewSponsorship, Package, Plan, Sponsorship, SponsorshipError, Stage};
use super::moving::{Step, advance};
use super::{packages, service, store};
use crate::access::{Action, Context, Denied, require};
use crate::db::Conn;
use crate::db::dialect::{Turn, take_turn};
use crate::domain::contacts::fold;
use crate::domain::imports::{self, ImportError, Pass, Source};
use crate::domain::programme::{self, Candidate, Outline, OwnerChoice};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{FieldError, Invalid, Reason};
use crate::kernel::localised::Localised;
use crate::kernel::money::Money;
use crate::tables::Row;

/// Lines of one file.
pub const MOST: usize = 2_000;

/// A table as it was read.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug)]
pub struct TableRow {
    pub line: u64,
    /// Its cells, or why it cannot be read.
    pub cells: Result<Vec<String>, imports::Why>,
}

impl Table {
    /// Reads a file whole. What cannot be read at all, or is too long, is an error.
    pub fn read(source: &Source) -> Result<Table, ImportError> {
        let mut reader = imports::open(source)?;
        let headers = reader.headers().to_vec();
        let mut rows = Vec::new();
        for row in reader.by_ref() {
            if rows.len() == MOST {
                return Err(ImportError::File(imports::too_many_rows(MOST)));
            }
            rows.push(match row {
                Ok(row) => TableRow { line: row.line(), cells: Ok(cells(&row)) },
                Err(error) => TableRow { line: error.line, cells: Err(imports::row_fault(&error)) },
            });
        }
        Ok(Table { headers, rows })
    }

    /// Everything detected.
    pub fn open(path: &Path, child: crate::tables::ChildLimits) -> Result<Table, ImportError> {
        // The headings stand in the first line that is not blank.
        Table::read(&Source { header_line: Some(1), ..Source::new(path, child) })
    }

    fn columns(&self) -> Vec<Option<Column>> {
        self.headers.iter().map(|header| column(header)).collect()
    }
}

fn cells(row: &Row) -> Vec<String> {
    row.iter().map(str::to_owned).collect()
}

/// What becomes of a line.
#[derive(Clone, Debug)]
pub enum Verdict {
    New,
    Same,
    Changed,
    Refused(Vec<Why>),
}

/// Why a line is refused.
#[derive(Clone, Debug)]
pub enum Why {
    Unreadable(imports::Why),
    Field(FieldError),
    Courted(Vec<Courted>),
    NoWay { from: Stage, to: Stage },
    Lacks(Need),
    NotAllowed,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub line: u64,
    pub firm: String,
    pub verdict: Verdict,
}

/// What lines may name, read once for all of them.
#[derive(Default)]
struct Named {
    events: Vec<EventFace>,
    packages: Vec<Package>,
    owners: Vec<Candidate>,
}

impl Named {
    fn read(
        conn: &mut Conn,
        cx: &Context,
        outline: &Outline,
        columns: &[Option<Column>],
    ) -> Result<Named, SponsorshipError> {
        let (id, mut named) = (outline.programme.id, Named::default());
        if columns.contains(&Some(Column::Event)) {
            named.events = service::events_open(conn, cx, id)?;
        }
        if columns.contains(&Some(Column::Package)) {
            named.packages = packages::list(conn, cx, id)?;
        }
        if columns.contains(&Some(Column::Owner)) {
            named.owners = programme::owner_candidates(conn, cx, id)?;
        }
        Ok(named)
    }
}

/// Brings a table in, or only says what would become of it.
pub fn run(
    conn: &mut Conn,
    cx: &Context,
    outline: &Outline,
    (table, pass): (&Table, Pass),
) -> Result<Vec<Line>, SponsorshipError> {
    service::sight(&cx.actor, outline.programme.id)?;
    let columns = table.columns();
    if !columns.contains(&Some(Column::Firm)) {
        return Err(Invalid::one("file", Reason::NoneNamed { name: "firm".to_owned() }).into());
    }
    let mut lines = Vec::with_capacity(table.rows.len());
    if pass == Pass::Write {
        take_turn(conn, Turn::Import)?;
    }
    let named = Named::read(conn, cx, outline, &columns)?;
    let tried = conn.transaction(|conn| {
        for row in &table.rows {
            lines.push(line(conn, cx, (outline, &named), (&columns, row))?);
        }
        // What was only tried is taken back.
        if pass == Pass::Dry { Err(SponsorshipError::Stale) } else { Ok(()) }
    });
    match tried {
        Ok(()) => Ok(lines),
        Err(SponsorshipError::Stale) if pass == Pass::Dry => Ok(lines),
        Err(fault) => Err(fault),
    }
}

fn line(
    conn: &mut Conn,
    cx: &Context,
    around: (&Outline, &Named),
    (columns, row): (&[Option<Column>], &TableRow),
) -> Result<Line, SponsorshipError> {
    let cells = match &row.cells {
        Ok(cells) => cells,
        Err(why) => {
            let verdict = Verdict::Refused(vec![Why::Unreadable(why.clone())]);
            return Ok(Line { line: row.line, firm: String::new(), verdict });
        }
    };
    let of = |wanted: Column| {
        let filled = columns.iter().zip(cells).filter(|(c, _)| **c == Some(wanted)).map(|(_, cell)| cell.trim());
        filled.filter(|cell| !cell.is_empty()).take(1).collect::<String>()
    };
    let firm = of(Column::Firm);
    let verdict = match conn.transaction(|conn| one(conn, cx, around, &of)) {
        Ok(verdict) => verdict,
        Err(error) => Verdict::Refused(refused(error)?),
    };
    Ok(Line { line: row.line, firm, verdict })
}

/// What a person can mend; anything else ends the whole.
fn refused(error: SponsorshipError) -> Result<Vec<Why>, SponsorshipError> {
    Ok(match error {
        SponsorshipError::Invalid(Invalid(faults)) => faults.into_iter().map(Why::Field).collect(),
        SponsorshipError::Courted(others) => vec![Why::Courted(others)],
        SponsorshipError::NoWay { from, to } => vec![Why::NoWay { from, to }],
        SponsorshipError::Lacks(need) => vec![Why::Lacks(need)],
        SponsorshipError::Denied(Denied::NotFound | Denied::Forbidden) => vec![Why::NotAllowed],
        other => return Err(other),
    })
}

fn one(
    conn: &mut Conn,
    cx: &Context,
    (outline, named): (&Outline, &Named),
    of: &dyn Fn(Column) -> String,
) -> Result<Verdict, SponsorshipError> {
    let draft = SponsorshipDraft {
        organisation: of(Column::Firm),
        website: of(Column::Website),
        event: event(&named.events, &of(Column::Event))?,
        package: package(&named.packages, &of(Column::Package))?,
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
    let stage = match of(Column::Stage).as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Invalid::one("stage", Reason::NotOneOf { allowed: Stage::words() }))?),
    };
    let new = draft.check()?;
    let owner = owner(&named.owners, &of(Column::Owner))?;
    let new = NewSponsorship { plan: Plan { owner: owner.clone(), ..new.plan }, ..new };
    let why = of(Column::Declined);
    match known(conn, cx, outline, &new)? {
        Some(before) => {
            require(&cx.actor, Action::EditSponsorship, before.scope())?;
            let after = service::edit(conn, cx, &before, before.version, &over(&before, &new.plan, &draft))?;
            let moved = follow(conn, cx, after, (stage, &why))?;
            Ok(if moved.version == before.version { Verdict::Same } else { Verdict::Changed })
        }
        None => {
            let made = service::create(conn, cx, outline, &new)?;
            follow(conn, cx, made, (stage, &why))?;
            Ok(Verdict::New)
        }
    }
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

/// Moves forward to the stage that a file says, one after the other; back goes nobody by a file.
fn follow(
    conn: &mut Conn,
    cx: &Context,
    mut at: Sponsorship,
    (stage, why): (Option<Stage>, &str),
) -> Result<Sponsorship, SponsorshipError> {
    let Some(to) = stage else { return Ok(at) };
    while at.stage != to {
        let ways = at.stage.ways().iter().copied();
        let next = if to == Stage::Declined {
            at.stage.may_become(to).then_some(to)
        } else {
            ways.filter(|s| *s > at.stage && *s <= to && *s != Stage::Declined).max()
        };
        let Some(next) = next else { return Err(SponsorshipError::NoWay { from: at.stage, to }) };
        let step = Step { reason: why.to_owned(), ..Step::to(next) };
        at = advance(conn, cx, &at, at.version, &step)?;
    }
    Ok(at)
}

/// Whether a name is one of a thing's, in any language.
fn is_called(name: &Localised, typed: &str) -> bool {
    name.iter().any(|(_, own)| fold::joined(own) == fold::joined(typed))
}

/// An event by its title or id; empty for the programme itself.
fn event(all: &[EventFace], typed: &str) -> Result<String, Invalid> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let found = all.iter().find(|e| e.public_id.as_str() == typed || is_called(&e.title, typed));
    let none = || Invalid::one("event", Reason::NoneNamed { name: typed.to_owned() });
    Ok(found.ok_or_else(none)?.public_id.to_string())
}

fn package(all: &[Package], typed: &str) -> Result<String, Invalid> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let found = all.iter().find(|p| p.public_id.as_str() == typed || is_called(&p.name, typed));
    let none = || Invalid::one("package", Reason::NoneNamed { name: typed.to_owned() });
    Ok(found.ok_or_else(none)?.public_id.to_string())
}

/// An owner by address, id or name among those who are likely to answer for something.
fn owner(all: &[Candidate], typed: &str) -> Result<OwnerChoice, Invalid> {
    if typed.is_empty() {
        return Ok(OwnerChoice::Nobody);
    }
    if typed.contains('@') {
        return Ok(OwnerChoice::Email(typed.to_owned()));
    }
    if let Ok(id) = typed.parse::<PublicId>() {
        return Ok(OwnerChoice::Contact(id));
    }
    let wanted = fold::joined(typed);
    let found = all.iter().find(|c| [&c.name.native, &c.name.latin].iter().any(|n| fold::joined(n) == wanted));
    let none = || Invalid::one("owner", Reason::NoneNamed { name: typed.to_owned() });
    Ok(OwnerChoice::Contact(found.ok_or_else(none)?.public_id.clone()))
}
