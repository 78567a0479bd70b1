//! Every page as its weakest readers find it: no link leads to a closed door, and no form is offered that would be refused.

use std::collections::BTreeSet;

use convoke::access::{Grant, Role};
use convoke::domain::events::{self, DeadlineInput, MoveInput, Standing};
use convoke::domain::invitations;
use convoke::kernel::ids::{CityId, ProgrammeId};

use crate::support::form::Form;
use crate::support::world::World;
use crate::support::{Page, TestApp, TestClient, send};

/// A world in which everything can be done that a button offers: a draft, a released round and a move that can be called back.
pub fn busy() -> (TestApp, World) {
    let app = TestApp::start();
    let world = World::build(&app);
    let (programme, event) = (world.outline.programme.id, world.event.event.public_id.clone());
    app.act(|conn, cx| {
        let facts = invitations::event_facts(conn, world.event.event.id)?;
        let round = invitations::find_round(conn, cx, &facts, &world.round.public_id)?;
        invitations::copy_round(conn, cx, &facts, &round)?;
        invitations::release(conn, cx, &round, round.version)
    });
    let input =
        DeadlineInput { label: "Abstracts".into(), due_on: "2016-04-30".to_owned(), ..DeadlineInput::default() };
    app.act(|conn, cx| events::add_deadline(conn, cx, programme, &event, &input));
    app.act(|conn, cx| {
        let version = events::by_public_id(conn, cx, programme, &event)?.event.version;
        let city = world.event.city.as_ref().map(|c| c.public_id.to_string()).unwrap_or_default();
        let (starts, ends) = ("2016-06-07T09:00".to_owned(), "2016-06-07T17:00".to_owned());
        let input = MoveInput { city, starts, ends, ..MoveInput::default() };
        events::reschedule(conn, cx, Standing { programme, event: &event, version }, &input)
    });
    (app, world)
}

/// Where a walk goes: pages of ours, each once for every set of names in its query.
pub fn place(link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let own = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/assets/");
    let names: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    own.then(|| format!("{path}?{}", names.into_iter().collect::<Vec<_>>().join("&")))
}

/// What a walk found: addresses refused, pages that are shut for now, and the forms of all pages.
#[derive(Default)]
pub struct Walk {
    pub refused: Vec<String>,
    pub shut: Vec<String>,
    pub forms: Vec<(String, Form)>,
}

impl Walk {
    pub async fn through(client: &TestClient) -> Walk {
        let (mut walk, mut seen, mut ahead) =
            (Walk::default(), BTreeSet::new(), vec![("nowhere".to_owned(), "/".to_owned())]);
        while let Some((from, link)) = ahead.pop() {
            if !place(&link).is_some_and(|place| seen.insert(place)) {
                continue;
            }
            let page = client.get(&link).await;
            walk.note(&from, &link, &page);
            if page.status == 409 {
                walk.shut.push(format!("{from} leads to {link}"));
            }
            let next = page.links().into_iter().chain((page.status == 303).then(|| page.location().to_owned()));
            ahead.extend(next.map(|next| (link.clone(), next)));
            for form in page.forms().into_iter().flat_map(pressed) {
                match form.method.as_str() {
                    "post" => walk.forms.push((link.clone(), form)),
                    // A form that only asks is a link with a query.
                    "get" => ahead.push((link.clone(), asked(&form))),
                    _ => {}
                }
            }
        }
        walk
    }

    fn note(&mut self, from: &str, what: &str, page: &Page) {
        if matches!(page.status, 403 | 404) || page.status >= 500 {
            self.refused.push(format!("{from} leads to {what}: {}", page.status));
        }
    }
}

/// The form as each of its buttons would send it.
fn pressed(form: Form) -> Vec<Form> {
    if form.buttons.is_empty() {
        return vec![form];
    }
    let with = |button: &(String, String)| {
        let mut one = form.clone();
        one.fields.push(button.clone());
        one
    };
    form.buttons.iter().map(with).collect()
}

fn asked(form: &Form) -> String {
    let query: Vec<String> = form.fields.iter().map(|(n, v)| format!("{n}={}", escaped(v))).collect();
    format!("{}?{}", form.action.split('?').next().unwrap_or_default(), query.join("&"))
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

fn grant(role: Role, programme: ProgrammeId, city: Option<CityId>) -> Vec<Grant> {
    vec![Grant { role, programme: Some(programme), city }]
}

#[tokio::test]
async fn nobody_is_offered_what_they_may_not_do() {
    let (app, world) = busy();
    let (programme, city) = (world.outline.programme.id, |n: usize| Some(world.outline.cities[n].id));
    let mut refused = Vec::new();
    for (who, grants) in [
        ("auditor", grant(Role::Auditor, programme, None)),
        ("editor", grant(Role::Editor, programme, None)),
        ("relay officer", grant(Role::RelayOfficer, programme, None)),
        ("relay officer of Hangzhou", grant(Role::RelayOfficer, programme, city(0))),
        ("auditor of Datong", grant(Role::Auditor, programme, city(1))),
        ("auditor of Hangzhou", grant(Role::Auditor, programme, city(0))),
        ("investigator", grant(Role::PrincipalInvestigator, programme, None)),
        ("investigator in Hangzhou", grant(Role::PrincipalInvestigator, programme, city(0))),
        ("local coordinator of Hangzhou", grant(Role::LocalCoordinator, programme, city(0))),
        ("coordinator of Hangzhou", grant(Role::Coordinator, programme, city(0))),
    ] {
        let client = app.member(&format!("{}@example.org", who.replace(' ', ".")), grants).await;
        let mut walk = Walk::through(&client).await;
        assert!(walk.forms.len() > 5, "{who} has walked");
        let own = |form: &Form| form.action == "/sign-out" || form.action.starts_with("/account");
        let forms = std::mem::take(&mut walk.forms).into_iter().filter(|(_, form)| !own(form));
        let mut sent = BTreeSet::new();
        for (from, form) in forms.filter(|(_, form)| sent.insert((form.action.clone(), form.fields.last().cloned()))) {
            let page = send(client.request(reqwest::Method::POST, &form.action).form(&form.fields)).await;
            walk.note(&from, &format!("POST {}", form.action), &page);
        }
        refused.extend(walk.refused.into_iter().map(|fault| format!("{who}: {fault}")));
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
