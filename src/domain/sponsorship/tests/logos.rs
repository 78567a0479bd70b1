//! What strangers see, on a real database.

use super::super::*;
use super::courting::{House, because, house, sign};
use crate::access::{Actor, Context, Grant, Member, Role};
use crate::domain::accounts::{self, NewAccount};
use crate::domain::contacts::{self, NewOrganisation, OrganisationDraft};
use crate::domain::files::{self, FileKind, Noted, StoredFile};
use crate::kernel::files::FileName;
use crate::kernel::localised::Localised;

/// Somebody with an account who may clear.
fn person(house: &House, email: &str) -> Context {
    let mut new = NewAccount::parse(email, "Somebody", "en", "UTC").expect("an account");
    new.grants = vec![Grant { role: Role::Coordinator, programme: Some(house.outline.programme.id), city: None }];
    let (cx, grants) = (house.system(), new.grants.clone());
    let made = house.db.write_now(|c| accounts::create(c, &cx, &new, "no hash")).expect("made");
    Context { actor: Actor::Member(Member { account: made.id, grants, token: None, closed: Vec::new() }), ..cx }
}

fn logo(
    house: &House,
    cx: &Context,
    s: &Sponsorship,
    content: &str,
    kind: FileKind,
) -> Result<SponsorFile, SponsorshipError> {
    let stored = StoredFile { hash: format!("{content:0>64}"), size: 100, kind, pixels: None };
    let noted = house.db.write_now(|c| files::note(c, cx, &stored)).expect("noted");
    let Noted::Known { id, .. } = noted else { panic!("it is being removed") };
    let name = FileName::stored(format!("logo.{}", kind.endings()[0]));
    let brought = Bringing { file: id, stored, name, part: Part::Logo };
    house.write(|c| bring(c, cx, s, &brought))
}

fn shown(house: &House) -> Vec<String> {
    let all = house.write(|c| Ok(showing::shown(c, house.outline.programme.id)?)).expect("shown");
    all.into_iter().map(|s| s.name.best(crate::kernel::locale::Locale::En).to_owned()).collect()
}

#[test]
fn a_logo_is_public_between_two_clearances_and_the_first_change() {
    let house = house();
    let (one, two) = (person(&house, "one@example.org"), person(&house, "two@example.org"));
    let s = house.signed("Bluewater", None);
    let clear = |cx: &Context| house.write(|c| showing::clear(c, cx, &s));
    assert!(matches!(clear(&one), Err(SponsorshipError::NoLogo)));
    assert!(matches!(logo(&house, &one, &s, "a", FileKind::Pdf), Err(SponsorshipError::Invalid(_))), "no drawing");
    let file = logo(&house, &one, &s, "b", FileKind::Svg).expect("brought");
    clear(&one).expect("cleared");
    clear(&one).expect("cleared by the same person again");
    assert!(shown(&house).is_empty(), "one person is not two");
    clear(&two).expect("cleared by another");
    assert_eq!(shown(&house), ["Bluewater"]);
    let slug = house.outline.programme.slug.as_str();
    let public = |id: &crate::kernel::ids::PublicId| house.write(|c| showing::public_logo(c, slug, id));
    assert!(public(&file.public_id).is_ok());

    house.write(|c| showing::withdraw(c, &one, &s)).expect("withdrawn");
    assert!(shown(&house).is_empty() && public(&file.public_id).is_err());
    clear(&one).expect("cleared again");
    assert_eq!(shown(&house).len(), 1);

    let second = logo(&house, &one, &s, "c", FileKind::Png).expect("another");
    assert!(shown(&house).is_empty(), "nobody has cleared this one");
    clear(&one).expect("cleared");
    clear(&two).expect("cleared");
    assert!(public(&second.public_id).is_ok() && public(&file.public_id).is_err(), "the old one is gone");

    let now = house.again(&s);
    let plan = Plan { public_name: Localised::three("Bluewater Group", "", ""), ..Plan::of(&now) };
    let now = house.write(|c| edit(c, &one, &now, now.version, &plan)).expect("renamed");
    assert!(shown(&house).is_empty(), "nobody has cleared this name");
    clear(&one).expect("cleared");
    clear(&two).expect("cleared");
    assert_eq!(shown(&house), ["Bluewater Group"]);

    let back = Step { reason: "they asked for time".to_owned(), ..Step::to(Stage::Pledged) };
    house.go(&one, &now, &back).expect("back");
    assert!(shown(&house).is_empty() && public(&second.public_id).is_err());
    let back = house.again(&s);
    let again = house.go(&one, &back, &Step::to(Stage::Signed)).expect("signed again");
    assert!(shown(&house).is_empty(), "what was cleared before is void");
    clear(&one).expect("cleared");
    clear(&two).expect("cleared");
    house.go(&one, &again, &Step::to(Stage::Received)).expect("received");
    assert_eq!(shown(&house).len(), 1, "forward it stays");
}

#[test]
fn the_paper_of_before_they_declined_signs_nothing_when_they_are_asked_again() {
    let house = house();
    let cx = person(&house, "one@example.org");
    let s = house.signed("Bluewater", None);
    let stored = StoredFile { hash: format!("{:0>64}", "a"), size: 100, kind: FileKind::Pdf, pixels: None };
    let noted = house.db.write_now(|c| files::note(c, &cx, &stored)).expect("noted");
    let Noted::Known { id, .. } = noted else { panic!("it is being removed") };
    let name = FileName::stored("agreement.pdf".to_owned());
    let brought = Bringing { file: id, stored, name, part: Part::Agreement };
    house.write(|c| bring(c, &cx, &s, &brought)).expect("brought");
    let papers = || house.write(|c| files_of(c, &cx, &s)).expect("listed").len();
    let off = house.go(&cx, &house.again(&s), &because(Stage::Declined, "another board")).expect("declined");
    assert_eq!(papers(), 1, "what it had signed is still told");
    let asked = house.go(&cx, &off, &because(Stage::Contacted, "a new year")).expect("asked again");
    assert_eq!(papers(), 0);
    let pledged = house.go(&cx, &asked, &Step::to(Stage::Pledged)).expect("pledged");
    let lacks = house.go(&cx, &pledged, &Step { agreement: String::new(), ..sign() });
    assert!(matches!(lacks, Err(SponsorshipError::Lacks(Need::Agreement))), "{lacks:?}");
}

#[test]
fn what_a_clearance_comes_to_is_told_and_one_person_is_not_two() {
    use showing::Cleared;
    let house = house();
    let (one, two) = (person(&house, "one@example.org"), person(&house, "two@example.org"));
    let s = house.signed("Bluewater", None);
    logo(&house, &one, &s, "b", FileKind::Svg).expect("brought");
    let clear = |cx: &Context| house.write(|c| showing::clear(c, cx, &s)).expect("cleared");
    assert_eq!((clear(&one), clear(&one)), (Cleared::First, Cleared::Again));
    let standing = house.write(|c| showing::standing(c, &one, &s)).expect("told");
    let able: Vec<_> = standing.others.iter().map(|(account, _)| Some(*account)).collect();
    assert_eq!(able, [two.actor.account()], "who else may");
    assert_eq!((clear(&two), clear(&one)), (Cleared::Shown, Cleared::Shown));
    logo(&house, &one, &s, "b", FileKind::Svg).expect("the same again");
    assert_eq!(shown(&house), ["Bluewater"], "nothing is another");
    let now = house.again(&s);
    let back = Step { reason: "they asked for time".to_owned(), ..Step::to(Stage::Pledged) };
    house.go(&one, &now, &back).expect("back");
    assert_eq!((clear(&one), clear(&two)), (Cleared::First, Cleared::Unsigned));
}

#[test]
fn a_renamed_firm_and_a_new_logo_say_what_was_cleared_before() {
    let house = house();
    let (one, two) = (person(&house, "one@example.org"), person(&house, "two@example.org"));
    let s = house.signed("Bluewater", None);
    logo(&house, &one, &s, "b", FileKind::Svg).expect("brought");
    let standing = || {
        let now = house.again(&s);
        house.write(|c| showing::standing(c, &one, &now)).expect("told")
    };
    let clear = |cx: &Context| house.write(|c| showing::clear(c, cx, &s)).expect("cleared");
    assert_eq!(standing().lapse, None, "nobody had cleared anything");
    clear(&one);
    clear(&two);
    assert_eq!((standing().shown, standing().lapse), (true, None));
    let by_name = || house.write(|c| Ok(showing::shown_by_own_name(c, &[s.firm.id])?)).expect("counted");
    assert_eq!(by_name(), 1, "another name would hide it");
    let outlook = |cx: &Context| house.db.read_now(|c| lapsing::outlook(c, cx, s.firm.id));
    let before = outlook(&house.system()).expect("told");
    assert_eq!((before.shown.len(), before.hidden.len()), (1, 0));
    let auditor = outlook(&house.role(Role::Auditor));
    assert!(matches!(auditor, Err(contacts::ContactError::Denied(_))), "it is told to those who change names");
    // Somebody renames the organisation, far from its sponsorship.
    let cx = house.system();
    let known = house.db.write_now(|c| contacts::organisation(c, &cx, &s.firm.public_id)).expect("known");
    let draft = OrganisationDraft { name: Localised::three("Redwater", "", ""), ..OrganisationDraft::default() };
    let new = NewOrganisation::parse(draft).expect("a firm");
    let renamed = house.db.write_now(|c| lapsing::edit_organisation(c, &cx, &known.public_id, known.version, &new));
    renamed.expect("renamed");
    let after = outlook(&cx).expect("told");
    assert_eq!((after.shown.len(), after.hidden.len()), (0, 1));
    assert_eq!(after.hidden[0].cleared.best(crate::kernel::locale::Locale::En), "Bluewater");
    assert_eq!(after.hidden[0].clearers.len(), 2, "both have to do it anew");
    let told = standing();
    assert!(!told.shown && told.given.is_empty() && shown(&house).is_empty());
    assert_eq!(by_name(), 0, "it is hidden by now");
    let lapse = told.lapse.expect("it says why");
    assert_eq!(lapse.name.expect("the name").best(crate::kernel::locale::Locale::En), "Bluewater");
    assert_eq!((lapse.by.len(), lapse.other_logo, told.others.len()), (2, false, 2));
    clear(&one);
    assert_eq!((standing().given.len(), standing().lapse.is_some()), (1, true));
    clear(&two);
    assert_eq!((standing().shown, standing().lapse), (true, None));
    assert_eq!(shown(&house), ["Redwater"]);
    house.write(|c| showing::withdraw(c, &two, &s)).expect("withdrawn");
    assert_eq!((standing().shown, standing().lapse), (false, None), "it is the same as was cleared");
    logo(&house, &one, &s, "c", FileKind::Png).expect("another");
    let lapse = standing().lapse.expect("it says why");
    assert_eq!((lapse.name, lapse.other_logo), (None, true));
}

#[test]
fn whose_account_is_disabled_counts_no_more() {
    let house = house();
    let (one, two) = (person(&house, "one@example.org"), person(&house, "two@example.org"));
    let s = house.signed("Bluewater", None);
    logo(&house, &one, &s, "a", FileKind::Png).expect("brought");
    for cx in [&one, &two] {
        house.write(|c| showing::clear(c, cx, &s)).expect("cleared");
    }
    assert_eq!(shown(&house), ["Bluewater"]);
    let cx = house.system();
    let mut head = NewAccount::parse("head@example.org", "Somebody", "en", "UTC").expect("an account");
    head.grants = vec![Grant { role: Role::Administrator, programme: None, city: None }];
    house.db.write_now(|c| accounts::create(c, &cx, &head, "no hash")).expect("made");
    let gone = house.db.write_now(|c| accounts::own(c, &two)).expect("known").public_id;
    house.db.write_now(|c| accounts::disable(c, &cx, &gone)).expect("disabled");
    assert!(shown(&house).is_empty(), "one person is not two");
}

#[test]
fn a_sponsor_of_an_event_that_is_not_public_is_not() {
    let house = house();
    let (one, two) = (person(&house, "one@example.org"), person(&house, "two@example.org"));
    let event = house.event();
    let s = house.signed("Bluewater", Some(event.public_id.clone()));
    logo(&house, &one, &s, "a", FileKind::Png).expect("brought");
    let clear = |cx: &Context| house.write(|c| showing::clear(c, cx, &s)).expect("cleared");
    assert_eq!((clear(&one), clear(&two)), (showing::Cleared::First, showing::Cleared::Early));
    assert!(shown(&house).is_empty(), "strangers would learn of the event");
    let standing = || house.write(|c| showing::standing(c, &one, &s)).expect("told");
    assert_eq!((standing().shown, standing().early, standing().lapse), (false, true, None));
    use crate::domain::events::{self, EventState, Standing};
    let cx = house.system();
    let which = Standing { programme: house.outline.programme.id, event: &event.public_id, version: event.version };
    house.db.write_now(|c| events::advance(c, &cx, which, EventState::Announced)).expect("announced");
    assert_eq!(shown(&house), ["Bluewater"]);
    assert_eq!((standing().shown, standing().early), (true, false));
}

#[test]
fn a_content_that_a_sponsor_has_is_not_removed() {
    let house = house();
    let cx = house.system();
    let s = house.signed("Bluewater", None);
    logo(&house, &cx, &s, "a", FileKind::Png).expect("brought");
    let idle = StoredFile { hash: format!("{:0>64}", "b"), size: 100, kind: FileKind::Png, pixels: None };
    house.db.write_now(|c| files::note(c, &cx, &idle)).expect("noted");
    let later = Context { machine: cx.machine.plus_days(3), ..cx.clone() };
    let doomed = house.db.write_now(|c| files::doom(c, &later)).expect("looked");
    assert_eq!(doomed, [idle.hash], "what nobody has goes, what a sponsor has stays");
}
