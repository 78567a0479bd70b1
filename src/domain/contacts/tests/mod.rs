mod alike;
mod bulk;
mod details;
mod fold;
mod names;
mod organisations;
mod people;
mod ranks;

use super::*;
use crate::access::{Actor, Context, Door, Grant, Member, Role};
use crate::kernel::ids::{AccountId, ProgrammeId};
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;

fn system() -> Context {
    let now: Instant = "2016-04-18T08:00:00Z".parse().unwrap();
    Context::system("test", Door::Command, now, now, Keys::new([7; 32]))
}

fn member(cx: &Context, role: Role) -> Context {
    let programme = (role != Role::Administrator).then(|| ProgrammeId::new(1));
    let grants = vec![Grant { role, programme, city: None }];
    Context {
        actor: Actor::Member(Member { account: AccountId::new(1), grants, token: None, closed: Vec::new() }),
        ..cx.clone()
    }
}

fn draft(name: &str, email: &str) -> ContactDraft {
    let addresses = vec![AddressDraft { email: email.to_owned(), label: String::new() }];
    ContactDraft { native_name: name.to_owned(), addresses, ..ContactDraft::default() }
}

fn new(name: &str, email: &str) -> NewContact {
    NewContact::parse(draft(name, email)).unwrap()
}

fn at(name: &str, email: &str, organisation: &str) -> NewContact {
    let affiliation = AffiliationDraft { organisation: organisation.to_owned(), ..AffiliationDraft::default() };
    NewContact::parse(ContactDraft { affiliations: vec![affiliation], ..draft(name, email) }).unwrap()
}

fn by_text(text: &str) -> Filter {
    Filter { text: text.to_owned(), ..Filter::default() }
}
