//! Houses that pass the maps of Hangzhou on: one has told to how many, one will do it, one is silent, one cannot.

use std::collections::BTreeSet;

use super::programme::Made;
use super::{DemoError, at};
use crate::access::Context;
use crate::db::Conn;
use crate::domain::contacts::{self, Filter, OrganisationFilter, OrganisationKind};
use crate::domain::deliverables::{self, Audience, Deliverable, DeliverableKind, EditDeliverable};
use crate::domain::events::UNDO_SECONDS;
use crate::domain::programme::OwnerChoice;
use crate::domain::relays::{self, Channel, ChannelDraft, PackageDraft, Relay, ToldDraft};
use crate::kernel::locale::Locale;
use crate::kernel::page::PageRequest;
use crate::kernel::time::Instant;

fn fault<E: std::error::Error>(error: E) -> DemoError {
    DemoError::of("relays")(&error)
}

/// A house by its English name, its kind, how many members it says it reaches, and what it told: an act, a number and how many days ago.
struct House {
    name: &'static str,
    kind: OrganisationKind,
    members: &'static str,
    told: Option<(&'static str, &'static str, i64)>,
}

const HOUSES: &[House] = &[
    House {
        name: "Franco-Chinese Chamber of the North",
        kind: OrganisationKind::Chamber,
        members: "1,200",
        told: Some(("report", "850", 3)),
    },
    House { name: "Eurochambers", kind: OrganisationKind::Chamber, members: "", told: None },
    House {
        name: "Benelux Chamber in Zhejiang",
        kind: OrganisationKind::Chamber,
        members: "340",
        told: Some(("declined", "", 4)),
    },
    House {
        name: "Economic Service, French Consulate (example)",
        kind: OrganisationKind::Embassy,
        members: "",
        told: Some(("taken", "", 4)),
    },
];

/// When the offers leave: the outbox and the mailbox show them. Nothing where no map is approved yet.
pub(super) fn make(conn: &mut Conn, cx: &Context, made: &Made) -> Result<BTreeSet<Instant>, DemoError> {
    let days_ago = |days: i64| at(cx, cx.now.plus_days(-days));
    let mut channels = Vec::new();
    for house in HOUSES {
        channels.extend(channel(conn, &days_ago(20), made, house)?.map(|channel| (channel, house)));
    }
    let Some(of) = published(conn, &days_ago(8), made)? else { return Ok(BTreeSet::new()) };
    let new = package().check().map_err(|e| DemoError::invalid("relays", &e))?;
    let package = relays::write_package(conn, &days_ago(7), &of, &new).map_err(fault)?;
    let offering = days_ago(6);
    let all: Vec<_> = channels.iter().map(|(channel, _)| channel.public_id.clone()).collect();
    relays::offer(conn, &offering, &of, (package.version, &all)).map_err(fault)?;
    let told = relays::whole(conn, cx, &of).map_err(fault)?.relays;
    for (channel, house) in &channels {
        let relay = told.iter().find(|relay| relay.channel.id == channel.id);
        if let Some((relay, told)) = relay.zip(house.told) {
            tell(conn, (&days_ago(told.2), cx), (&of, relay), told)?;
        }
    }
    Ok(BTreeSet::from([offering.now.plus_seconds(UNDO_SECONDS)]))
}

/// A house as a channel, through the first of its people.
fn channel(conn: &mut Conn, cx: &Context, made: &Made, house: &House) -> Result<Option<Channel>, DemoError> {
    let page = PageRequest::new(None, Some(PageRequest::MAX));
    let filter = OrganisationFilter { text: String::new(), kind: Some(house.kind) };
    let all = contacts::list_organisations(conn, cx, &filter, page).map_err(fault)?.items;
    let Some(of) = all.into_iter().find(|of| of.name.get(Locale::En) == Some(house.name)) else { return Ok(None) };
    let filter = Filter { organisation: Some(of.public_id.clone()), ..Filter::default() };
    let people = contacts::list(conn, cx, &filter, page).map_err(fault)?.items;
    let Some(officer) = people.first() else { return Ok(None) };
    let draft = ChannelDraft {
        organisation: of.public_id.to_string(),
        officer: officer.public_id.to_string(),
        members: house.members.to_owned(),
        note: String::new(),
    };
    let new = draft.check().map_err(|e| DemoError::invalid(house.name, &e))?;
    Ok(Some(relays::create_channel(conn, cx, made.programme, &new).map_err(fault)?))
}

/// The first map that is approved, given to everybody.
fn published(conn: &mut Conn, cx: &Context, made: &Made) -> Result<Option<Deliverable>, DemoError> {
    let all = deliverables::all(conn, cx, made.programme).map_err(fault)?;
    let Some(map) = all.into_iter().find(|d| d.kind == DeliverableKind::Map && d.state.is_reached()) else {
        return Ok(None);
    };
    let edit = EditDeliverable {
        kind: map.kind,
        audience: Audience::External,
        title: map.title.clone(),
        due_on: map.due_on,
        owner: map.owner.as_ref().map_or(OwnerChoice::Nobody, |owner| OwnerChoice::Contact(owner.public_id.clone())),
    };
    Ok(Some(deliverables::edit(conn, cx, &map, map.version, &edit).map_err(fault)?))
}

fn tell(
    conn: &mut Conn,
    (then, now): (&Context, &Context),
    (of, relay): (&Deliverable, &Relay),
    (act, members, _): (&str, &str, i64),
) -> Result<(), DemoError> {
    let zone = relays::whole(conn, now, of).map_err(fault)?.place.zone;
    let on = if act == "report" { then.now.at(zone).date().to_string() } else { String::new() };
    let draft = ToldDraft { act: act.to_owned(), members: members.to_owned(), on, reason: String::new() };
    relays::enter(conn, then, of, (&relay.public_id, relay.version), &draft).map_err(fault)
}

fn package() -> PackageDraft {
    let three = |en: &str, fr: &str, zh: &str| {
        [(Locale::En, en), (Locale::Fr, fr), (Locale::Zh, zh)].map(|(l, text)| (l, text.to_owned())).into()
    };
    PackageDraft {
        short: three(
            "How has the land of Hangzhou been used over twenty years, and where does the city grow next? Maps drawn from public data show it at a glance. They are free to use.",
            "Comment le sol de Hangzhou a-t-il été utilisé en vingt ans, et où la ville grandira-t-elle ? Des cartes tirées de données publiques le montrent d’un coup d’œil. Elles sont libres d’usage.",
            "二十年来杭州的土地如何利用，城市将向何处发展？根据公开数据绘制的地图一目了然，可自由使用。",
        ),
        long: three(
            "The programme on sustainable urbanisation has drawn maps of Hangzhou from public data: how the land was used in 1996 and in 2015, and how the streets connect its quarters.\n\nThey show where housing, industry and water meet, and where companies that build, move or clean something may find work in the years to come. The report of the conference will say more; the maps are free to use, with their source.",
            "Le programme sur l’urbanisation durable a tiré de données publiques des cartes de Hangzhou : l’usage du sol en 1996 et en 2015, et la façon dont les rues relient ses quartiers.\n\nElles montrent où se rencontrent logement, industrie et eau, et où des entreprises qui construisent, transportent ou assainissent pourront trouver à faire. Le rapport de la conférence en dira davantage ; les cartes sont libres d’usage, avec mention de la source.",
            "可持续城镇化项目根据公开数据绘制了杭州地图：1996年与2015年的土地利用状况，以及街道如何连接各个城区。\n\n地图显示了住房、工业与水系的交汇之处，也显示了从事建设、交通和环境治理的企业今后可能的机会。会议报告将作进一步说明；地图可自由使用，请注明来源。",
        ),
        embargo: "none".to_owned(),
        lapse_days: "60".to_owned(),
        ..PackageDraft::default()
    }
}
