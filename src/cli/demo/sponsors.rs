//! Firms and chambers that are courted: some signed, one declined, one courted by two, and a logo that two persons have cleared.

use super::dates::days_before;
use super::programme::Made;
use super::results::acting;
use super::{Colleague, DemoError, at};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::files::{self, Noted};
use crate::domain::programme::{self, Outline};
use crate::domain::sponsorship::{
    self, ActivityDraft, Bringing, PackageDraft, Part, Sponsorship, SponsorshipDraft, SponsorshipError, Stage, Step,
    activities, packages, showing, targets,
};
use crate::kernel::locale::Locale;
use crate::web::AppState;

fn fault<E: std::error::Error>(error: E) -> DemoError {
    DemoError::of("sponsors")(&error)
}

/// A firm, for what it is courted, by whom, how far, and what was said last.
struct Story {
    firm: &'static str,
    /// The key of an event; empty: the programme itself.
    event: &'static str,
    owner: &'static str,
    stage: Stage,
    amount: &'static str,
    in_kind: (&'static str, &'static str),
    next: (&'static str, &'static str),
    said: (&'static str, &'static str),
    /// Why, where somebody else courts the firm, or why it declined.
    why: &'static str,
}

const STORIES: &[Story] = &[
    Story {
        firm: "Eau Bleue Engineering",
        event: "",
        owner: "paul.girard@bievre.example",
        stage: Stage::Received,
        amount: "12 000,00 EUR",
        in_kind: ("", ""),
        next: ("Send the report for companies as soon as it is out", "2016-06-20"),
        said: ("meeting", "Ils prennent la formule «\u{a0}Partenaire\u{a0}»\u{202f}; la convention est signée."),
        why: "",
    },
    Story {
        firm: "Rhine Tramways",
        event: "",
        owner: "claire.moreau@bievre.example",
        stage: Stage::Signed,
        amount: "8,000.00 EUR",
        in_kind: ("", ""),
        next: ("Ask when the transfer leaves", "2016-04-25"),
        said: ("call", "The agreement came back signed; the logo follows from their press office."),
        why: "",
    },
    Story {
        firm: "Datong Locomotive Parts",
        event: "datong-conference",
        owner: "zhang.min@yungang.example",
        stage: Stage::Pledged,
        amount: "10万元",
        in_kind: ("会场与同传设备两天", "3万元"),
        next: ("把协议草稿发给办公室主任", "2016-04-15"),
        said: ("meeting", "厂长口头同意赞助十万元，并提供会场和同声传译设备。"),
        why: "",
    },
    Story {
        firm: "Blue Steppe Dairy",
        event: "",
        owner: "li.na@qianjiang.example",
        stage: Stage::Proposed,
        amount: "5万元",
        in_kind: ("", ""),
        next: ("电话询问董事会的意见", "2016-04-20"),
        said: ("mail", "已寄出中英文方案，对方市场部表示有兴趣。"),
        why: "",
    },
    Story {
        firm: "Wärmehaus Building Systems",
        event: "",
        owner: "claire.moreau@bievre.example",
        stage: Stage::Met,
        amount: "",
        in_kind: ("", ""),
        next: ("Propose the package of a partner", "2016-04-27"),
        said: ("meeting", "Lunch in Brussels. They look for pilot sites in the north; Hohhot interests them most."),
        why: "",
    },
    Story {
        firm: "Rhine and Danube Chamber in North China",
        event: "",
        owner: "paul.girard@bievre.example",
        stage: Stage::Contacted,
        amount: "",
        in_kind: ("", ""),
        next: ("Rappeler le secrétaire général", "2016-04-12"),
        said: ("call", "Favorables, mais le budget de l’année est presque engagé."),
        why: "",
    },
    Story {
        firm: "Groendak Roofs",
        event: "",
        owner: "claire.moreau@bievre.example",
        stage: Stage::Identified,
        amount: "",
        in_kind: ("", ""),
        next: ("", ""),
        said: ("", ""),
        why: "",
    },
    Story {
        firm: "Pingcheng Clean Coal",
        event: "",
        owner: "li.na@qianjiang.example",
        stage: Stage::Declined,
        amount: "",
        in_kind: ("", ""),
        next: ("", ""),
        said: ("call", "今年没有赞助预算，请我们明年再联系。"),
        why: "今年没有赞助预算",
    },
    Story {
        firm: "Eau Bleue Engineering",
        event: "datong-conference",
        owner: "claire.moreau@bievre.example",
        stage: Stage::Contacted,
        amount: "",
        in_kind: ("", ""),
        next: ("Ask for a speaker on water networks", "2016-04-22"),
        said: ("mail", "Asked whether they would also stand behind the conference in Datong."),
        why: "Agreed with Paul: a separate sum, for the conference only",
    },
];

/// The stages on the way to one, in order.
fn way(to: Stage) -> Vec<Stage> {
    use Stage::{Contacted, Declined, Fulfilled, Identified, Met, Pledged, Proposed, Received, Signed};
    let forward = [Contacted, Met, Proposed, Pledged, Signed, Received, Fulfilled];
    match to {
        Identified => Vec::new(),
        Declined => vec![Contacted, Declined],
        to => forward.into_iter().take_while(|s| *s <= to).collect(),
    }
}

pub(super) fn make(state: &AppState, cx: &Context, made: &Made, others: &[Colleague]) -> Result<(), DemoError> {
    let then = at(cx, cx.now.plus_days(-60));
    let outline = state.db.write_now(|conn| offer(conn, &then, made)).map_err(fault)?;
    for (seed, story) in STORIES.iter().enumerate() {
        let one = state.db.write_now(|conn| court(conn, cx, (made, &outline), (story, seed)))?;
        if one.stage.is_signed() {
            let paul = others.iter().find(|c| c.account.email.as_str() == "paul.girard@bievre.example");
            let second = paul.filter(|_| one.stage == Stage::Received).map(|paul| acting(cx, paul, -3));
            draw(state, cx, &one, second.as_ref())?;
        }
    }
    Ok(())
}

/// Packages and targets.
fn offer(conn: &mut Conn, cx: &Context, made: &Made) -> Result<Outline, SponsorshipError> {
    let outline = programme::load_by_id(conn, cx, made.programme)?;
    let three = |en: &str, fr: &str, zh: &str| {
        [(Locale::En, en), (Locale::Fr, fr), (Locale::Zh, zh)].map(|(l, t)| (l, t.to_owned())).into()
    };
    let partner = PackageDraft {
        name: three("Partner", "Partenaire", "合作伙伴"),
        price: "12,000.00 EUR".to_owned(),
        benefits: three(
            "Logo on all pages and mails\nTwo seats at each conference\nThe report for companies a week before the others",
            "Logo sur toutes les pages et tous les messages\nDeux places à chaque conférence\nLe rapport aux entreprises une semaine avant les autres",
            "标志展示于全部页面与邮件\n每场会议两个席位\n提前一周获得企业报告",
        ),
        ..PackageDraft::default()
    };
    let friend = PackageDraft {
        name: three("Friend of a city", "Ami d’une ville", "城市之友"),
        price: "50,000.00 CNY".to_owned(),
        benefits: three(
            "Logo at one conference\nTwo seats there",
            "Logo à une conférence\nDeux places sur place",
            "标志展示于一场会议\n该会议两个席位",
        ),
        ..PackageDraft::default()
    };
    for draft in [partner, friend] {
        packages::create(conn, cx, made.programme, &draft.check()?)?;
    }
    let aim = targets::Aim { programme: made.programme, event: None };
    let sums = targets::check(&["45 000,00 EUR".to_owned(), "30万元".to_owned()])?;
    targets::set(conn, cx, aim, (&[], &sums))?;
    if let Some(view) = made.events.get("datong-conference") {
        let aim = targets::Aim { event: Some((view.event.id, view.event.city)), ..aim };
        targets::set(conn, cx, aim, (&[], &targets::check(&["15万元".to_owned()])?))?;
    }
    Ok(outline)
}

fn court(
    conn: &mut Conn,
    cx: &Context,
    (made, outline): (&Made, &Outline),
    (story, seed): (&Story, usize),
) -> Result<Sponsorship, DemoError> {
    let today = outline.programme.today(cx.now);
    let day = |days| days_before(cx, today, days, seed);
    let event = made.events.get(story.event).map(|view| view.event.public_id.to_string());
    let draft = SponsorshipDraft {
        organisation: story.firm.to_owned(),
        event: event.unwrap_or_default(),
        owner_email: story.owner.to_owned(),
        amount: story.amount.to_owned(),
        in_kind: story.in_kind.0.to_owned(),
        in_kind_value: story.in_kind.1.to_owned(),
        confirm: if story.stage == Stage::Declined { String::new() } else { story.why.to_owned() },
        ..SponsorshipDraft::default()
    };
    let new = draft.check().map_err(|e| DemoError::invalid(story.firm, &e))?;
    let mut one = sponsorship::create(conn, &day(50)?, outline, &new).map_err(fault)?;
    let way = way(story.stage);
    for (n, stage) in (0_i64..).zip(&way) {
        let then = day(44 - n * 6)?;
        let mut step = Step::to(*stage);
        if *stage == Stage::Declined {
            story.why.clone_into(&mut step.reason);
        }
        if *stage == Stage::Signed {
            step.signed_on = Some(outline.programme.today(then.now));
            "Agreement by letter, signed by both sides; one instalment.".clone_into(&mut step.agreement);
        }
        one = sponsorship::advance(conn, &then, &one, one.version, &step).map_err(fault)?;
    }
    if !story.said.1.is_empty() {
        let then = day(5)?;
        let said = ActivityDraft {
            kind: story.said.0.to_owned(),
            body: story.said.1.to_owned(),
            next_action: story.next.0.to_owned(),
            next_on: story.next.1.to_owned(),
            ..ActivityDraft::default()
        };
        let said = said.check(outline.programme.today(then.now)).map_err(|e| DemoError::invalid(story.firm, &e))?;
        activities::add(conn, &then, &one, &said).map_err(fault)?;
    }
    sponsorship::find(conn, cx, &one.public_id).map_err(fault)
}

/// A logo, cleared by whoever acts and, where there is one, a second person.
fn draw(state: &AppState, cx: &Context, one: &Sponsorship, second: Option<&Context>) -> Result<(), DemoError> {
    let svg = mark(one.firm.name.best(Locale::En));
    let received = state.files.keep_now("logo.svg", svg.as_bytes()).map_err(fault)?;
    let stored = received.file.clone();
    let noted = state.db.write_now(|conn| files::note(conn, cx, &stored))?;
    let Noted::Known { id, .. } = noted else { return Err(DemoError::Data("a logo is being removed".to_owned())) };
    let brought = Bringing { file: id, stored, name: received.name.clone(), part: Part::Logo };
    let then = at(cx, cx.now.plus_days(-4));
    let done = state.db.write_now(|conn| -> Result<(), SponsorshipError> {
        sponsorship::bring(conn, &then, one, &brought)?;
        showing::clear(conn, &then, one)?;
        if let Some(second) = second {
            showing::clear(conn, second, one)?;
        }
        Ok(())
    });
    done.map_err(fault)
}

/// A wordmark beside two waves, wide enough for its name in any serif.
fn mark(name: &str) -> String {
    let wide = 104 + 14 * name.chars().count();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} 80\" width=\"{wide}\" height=\"80\">\
         <path d=\"M12 34c10-12 20-12 30 0s20 12 30 0M12 52c10-12 20-12 30 0s20 12 30 0\" fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"6\" stroke-linecap=\"round\"/>\
         <text x=\"88\" y=\"46\" font-family=\"serif\" font-size=\"18\" fill=\"#1b1b1b\">{name}</text></svg>"
    )
}
