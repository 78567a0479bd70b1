//! A small programme to tell stories of: three cities, an announced conference in Datong, guests who read three languages, one round
//! of invitations ready to be released.

use std::collections::BTreeMap;

use convoke::access::{Grant, Role};
use convoke::domain::contacts::{
    self, AddressDraft, Contact, ContactDraft, NewContact, NewOrganisation, OrganisationDraft,
};
use convoke::domain::events::{self, EventInput, EventState, EventView, Standing};
use convoke::domain::invitations::{self, Audience, Delegation, DelegationDraft, NewDelegation, Round, RoundText};
use convoke::domain::overview;
use convoke::domain::programme::{CityDraft, Outline, ProgrammeDraft};
use convoke::kernel::locale::Locale;
use convoke::kernel::localised::Localised;

use super::TestApp;

pub struct World {
    pub outline: Outline,
    /// The conference in Datong: two places, three guests.
    pub event: EventView,
    /// Wang Jianguo (zh), Claire Martin (fr), Anna Schmidt (en).
    pub guests: Vec<Contact>,
    pub round: Round,
}

/// Texts in three languages, as typed.
fn typed(en: &str, fr: &str, zh: &str) -> BTreeMap<Locale, String> {
    [(Locale::En, en), (Locale::Fr, fr), (Locale::Zh, zh)].map(|(l, t)| (l, t.to_owned())).into()
}

const GUESTS: [(&str, &str, &str, &str); 3] = [
    ("王建国", "Wang Jianguo", "zh", "wang.jianguo@datong.example.cn"),
    ("Claire Martin", "", "fr", "claire.martin@universite.example.fr"),
    ("Anna Schmidt", "", "en", "anna.schmidt@chamber.example.de"),
];

impl World {
    pub fn build(app: &TestApp) -> World {
        let outline = programme(app);
        let event = conference(app, &outline);
        let guests: Vec<Contact> = GUESTS.iter().map(|(n, l, tag, mail)| guest(app, n, l, tag, mail)).collect();
        let round = round(app, &event, &guests);
        World { outline, event, guests, round }
    }

    /// The foreign affairs office of Datong with two places, written to in Chinese through Zhao Min.
    pub fn institution(&self, app: &TestApp) -> Delegation {
        let draft = OrganisationDraft {
            name: Localised::three("Foreign Affairs Office of Datong", "", "大同市外事办公室"),
            kind: "city-office".to_owned(),
            ..OrganisationDraft::default()
        };
        let new = NewOrganisation::parse(draft).expect("an organisation");
        let house = app.act(|conn, cx| contacts::create_organisation(conn, cx, &new));
        let person = guest(app, "赵敏", "Zhao Min", "zh", "zhao.min@datong.example.cn");
        let draft = DelegationDraft {
            organisation: house.public_id.to_string(),
            contact: person.person.public_id.to_string(),
            places: "2".to_owned(),
            language: "zh".to_owned(),
            salutation: Localised::three("", "", "尊敬的赵主任："),
            closing: Localised::three("", "", "此致\n敬礼"),
            ..DelegationDraft::default()
        };
        let new = NewDelegation::parse(&draft).expect("a delegation");
        app.act(|conn, cx| {
            let facts = invitations::event_facts(conn, self.event.event.id)?;
            invitations::invite_institution(conn, cx, &facts, &new)
        })
    }

    /// The coordinator of the whole programme.
    pub fn coordinator(&self) -> Vec<Grant> {
        vec![Grant { role: Role::Coordinator, programme: Some(self.outline.programme.id), city: None }]
    }
}

fn programme(app: &TestApp) -> Outline {
    let cities = [
        ("hangzhou", "杭州", "30.27", "120.15"),
        ("datong", "大同", "40.08", "113.3"),
        ("hohhot", "呼和浩特", "40.84", "111.75"),
    ];
    let city = |(slug, zh, latitude, longitude): &(&str, &str, &str, &str)| {
        let name = format!("{}{}", slug[..1].to_uppercase(), &slug[1..]);
        CityDraft {
            slug: (*slug).to_owned(),
            name: typed(&name, &name, zh),
            zone: "Asia/Shanghai".to_owned(),
            latitude: (*latitude).to_owned(),
            longitude: (*longitude).to_owned(),
            hue: String::new(),
        }
    };
    let draft = ProgrammeDraft {
        template: "four-steps".to_owned(),
        slug: "cities".to_owned(),
        title: typed("Sustainable cities", "Villes durables", "可持续城市"),
        summary: BTreeMap::new(),
        zone: "Europe/Paris".to_owned(),
        starts_on: "2015-11-02".to_owned(),
        ends_on: "2017-03-31".to_owned(),
        release_rule: "alone".to_owned(),
        cities: cities.iter().map(city).collect(),
    };
    let new = draft.check().expect("a programme");
    app.act(|conn, cx| overview::create_from_template(conn, cx, &new))
}

fn conference(app: &TestApp, outline: &Outline) -> EventView {
    let datong = outline.cities.iter().find(|c| c.slug.as_str() == "datong").expect("Datong");
    let input = EventInput {
        kind: "conference".to_owned(),
        hosting: "ours".to_owned(),
        city: datong.public_id.to_string(),
        title: Localised::three("Datong conference", "Conférence de Datong", "大同会议"),
        description: Localised::three(
            "Built on **three** reports.",
            "Fondée sur **trois** rapports.",
            "基于**三份**报告。",
        ),
        venue_name: Localised::three("City Museum", "Musée de la ville", "大同市博物馆"),
        venue_address: Localised::three("1 Taihe Road, Datong", "1 rue Taihe, Datong", "大同市太和路1号"),
        languages: ["en", "fr", "zh"].map(str::to_owned).to_vec(),
        starts: "2016-05-24T09:00".to_owned(),
        ends: "2016-05-24T17:30".to_owned(),
        capacity: "2".to_owned(),
        reply_by: "2016-05-17T18:00".to_owned(),
        contact_name: "Li Na".to_owned(),
        contact_email: "li.na@convoke.example".to_owned(),
        contact_phone: "+86 352 555 0101".to_owned(),
        ..EventInput::default()
    };
    let programme = outline.programme.id;
    let made = app.act(|conn, cx| events::create(conn, cx, programme, &input));
    let which = Standing { programme, event: &made.event.public_id, version: made.event.version };
    app.act(|conn, cx| events::advance(conn, cx, which, EventState::Announced))
}

fn guest(app: &TestApp, native: &str, latin: &str, language: &str, email: &str) -> Contact {
    let draft = ContactDraft {
        native_name: native.to_owned(),
        latin_name: latin.to_owned(),
        language: language.to_owned(),
        addresses: vec![AddressDraft { email: email.to_owned(), label: String::new() }],
        groups: Vec::new(),
        ..ContactDraft::default()
    };
    let new = NewContact::parse(draft).expect("a contact");
    app.act(|conn, cx| contacts::create(conn, cx, &new))
}

fn round(app: &TestApp, event: &EventView, guests: &[Contact]) -> Round {
    let text = RoundText {
        name: "First invitations".to_owned(),
        subject: Localised::three("Invitation: {event}", "Invitation : {event}", "邀请：{event}"),
        body: Localised::three(
            "{salutation}\n\nplease join us on {date}.\n\n{link}",
            "{salutation}\n\nrejoignez-nous le {date}.\n\n{link}",
            "{salutation}\n\n诚邀您于{date}出席。\n\n{link}",
        ),
    };
    let ids: Vec<_> = guests.iter().map(|g| g.person.id).collect();
    app.act(|conn, cx| {
        let facts = invitations::event_of(conn, cx, &event.event.public_id)?;
        invitations::add_seats(conn, cx, &facts, &ids)?;
        invitations::create_round(conn, cx, &facts, &text, &Audience::NotYetInvited)
    })
}
