//! The fields of an event's forms: from what was typed, from what is stored, and as they are shown.

use crate::domain::events::{
    CityFace, ContactCard, Event, EventInput, EventKind, EventView, HostInput, Hosting, Label, MoveInput, Passed,
    StepFace,
};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::kernel::locale::Locale;
use crate::kernel::time::{WallTime, Zone};
use crate::web::Fields;
use crate::web::field_names::in_language;
use crate::web::merging::Seen;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs, Need};

/// What a form offers to choose from.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub cities: Vec<CityFace>,
    pub steps: Vec<StepFace>,
    pub elsewhere: Elsewhere,
}

/// Whether an event outside the programme's cities may be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Elsewhere {
    Offered,
    /// To those who hold cities only.
    Withheld,
}

/// The event as typed.
pub(super) fn input(f: &Fields) -> EventInput {
    let text = |name: &str| f.text(name).to_owned();
    EventInput {
        kind: text("kind"),
        hosting: text("hosting"),
        city: text("city"),
        step: text("step"),
        title: f.localised("title"),
        description: f.localised("description"),
        venue_name: f.localised("venue_name"),
        venue_address: f.localised("venue_address"),
        room: text("room"),
        map_url: text("map_url"),
        place: f.localised("place"),
        languages: f.all("languages").map(str::to_owned).collect(),
        zone: zone(f),
        starts: text("starts"),
        ends: text("ends"),
        passed: Passed::ticked(f.flag("passed")),
        capacity: text("capacity"),
        reply_by: text("reply_by"),
        contact_name: text("contact_name"),
        contact_email: text("contact_email"),
        contact_phone: text("contact_phone"),
        host: HostInput {
            name: f.localised("host_name"),
            url: text("host_url"),
            contact: text("host_contact"),
            slot_starts: text("slot_starts"),
            slot_ends: text("slot_ends"),
        },
    }
}

/// The zone as typed; one that only came with the city the form began with goes with that city.
fn zone(f: &Fields) -> String {
    let followed = f.text("zone") == f.text("began_zone") && f.text("city") != f.text("began_city");
    if followed { String::new() } else { f.text("zone").to_owned() }
}

pub(super) fn move_input(f: &Fields) -> MoveInput {
    let text = |name: &str| f.text(name).to_owned();
    MoveInput {
        city: text("city"),
        place: f.localised("place"),
        zone: text("zone"),
        starts: text("starts"),
        ends: text("ends"),
        passed: Passed::ticked(f.flag("passed")),
        reply_by: text("reply_by"),
        slot_starts: text("slot_starts"),
        slot_ends: text("slot_ends"),
        reason: f.localised("reason").into(),
    }
}

/// As `datetime-local` wants it.
fn typed(at: Option<WallTime>) -> String {
    at.map(WallTime::as_typed).unwrap_or_default()
}

/// Why an event is moved or called off, in each language of its guests.
pub(super) fn reason(w: Words, typed: &Fields, faults: &Invalid, need: Need) -> LanguageTabs {
    let fault = |name: &str| faults.0.iter().find(|f| f.field == name).map(|f| w.reason(&f.reason));
    LanguageTabs::new("reasons", |l| {
        let name = format!("reason.{l}");
        // One language is enough; that none is given is told in the reader's own tab.
        let missing = (l == w.locale()).then(|| fault("reason")).flatten();
        let field = Field::area(name.as_str(), w.t("event-field-reason"), 3).limit(Label::LIMIT_REASON);
        let field = Field { need, ..field.help(w.t("event-help-reason")) };
        vec![field.value(typed.text(&name)).error(fault(&name).or(missing))]
    })
}

/// What a new event's form begins with: what the link to it knows (`kind`, `city`, `step`), as far as it is offered.
pub(super) fn begun(card: &ContactCard, offer: &Offer, asked: &Fields) -> Fields {
    let mut f = Fields::default();
    f.set("hosting", Hosting::Ours.as_str());
    set_card(&mut f, card);
    if let Ok(kind) = asked.text("kind").parse::<EventKind>() {
        f.set("kind", kind.as_str());
    }
    let step = offer.steps.iter().find(|s| s.public_id.as_str() == asked.text("step"));
    let city = match (step, offer.cities.as_slice(), offer.elsewhere) {
        (Some(step), ..) => offer.cities.iter().find(|c| c.id == step.city),
        (None, [only], Elsewhere::Withheld) => Some(only),
        _ => offer.cities.iter().find(|c| c.public_id.as_str() == asked.text("city")),
    };
    if let Some(step) = step {
        f.set("step", step.public_id.as_str());
        f.set_localised("title", &step.title);
    }
    if let Some(city) = city {
        for (city_name, zone_name) in [("city", "zone"), ("began_city", "began_zone")] {
            f.set(city_name, city.public_id.as_str());
            f.set(zone_name, city.zone.name());
        }
    }
    f
}

fn set_card(f: &mut Fields, card: &ContactCard) {
    f.set("contact_name", &*card.name);
    f.set("contact_email", card.email.as_ref().map(ToString::to_string).unwrap_or_default());
    f.set("contact_phone", &*card.phone);
}

/// Time and place of an event.
pub(super) fn place_of(view: &EventView) -> Fields {
    let (mut f, event) = (Fields::default(), &view.event);
    f.set("version", event.version.to_string());
    f.set("city", view.city.as_ref().map(|c| c.public_id.to_string()).unwrap_or_default());
    f.set_localised("place", &event.place);
    f.set("zone", event.zone.name());
    f.set("starts", typed(event.when.map(|w| w.start)));
    f.set("ends", typed(event.when.map(|w| w.end)));
    f.set("reply_by", typed(event.reply_by));
    f.set("slot_starts", typed(event.host.slot.map(|s| s.start)));
    f.set("slot_ends", typed(event.host.slot.map(|s| s.end)));
    f
}

/// Everything of an event.
pub(super) fn of(view: &EventView) -> Fields {
    let (mut f, event): (Fields, &Event) = (place_of(view), &view.event);
    f.set("kind", event.kind.as_str());
    f.set("hosting", event.hosting.as_str());
    f.set("step", view.step.as_ref().map(|s| s.public_id.to_string()).unwrap_or_default());
    for (name, text) in [
        ("title", &event.title),
        ("description", &event.description),
        ("venue_name", &event.venue.name),
        ("venue_address", &event.venue.address),
        ("host_name", &event.host.name),
    ] {
        f.set_localised(name, text);
    }
    f.set("room", &*event.venue.room);
    f.set("map_url", &*event.venue.map_url);
    event.languages.iter().for_each(|l| f.push("languages", l.tag()));
    f.set("capacity", event.capacity.map(|n| n.to_string()).unwrap_or_default());
    set_card(&mut f, &event.card);
    f.set("host_url", &*event.host.url);
    f.set("host_contact", &*event.host.contact);
    f
}

/// The fields as shown: labels in the reader's words, values as typed, faults under them.
pub(super) struct FormView {
    w: Words,
    fields: Fields,
    faults: Invalid,
    offer: Offer,
}

impl FormView {
    pub fn new(w: Words, fields: Fields, faults: Invalid, offer: Offer) -> FormView {
        FormView { w, fields, faults, offer }
    }

    pub fn seen(&self) -> Seen {
        Seen::of(&self.fields)
    }
    /// Every field of an event's form, in its order. What guests know is moved and not edited, and stands in no field then.
    pub fn all(&self, told: i64) -> Vec<Field> {
        let mut all: Vec<Field> = self.texts().fields().cloned().collect();
        all.extend([self.kind(), self.languages()]);
        if told == 0 {
            all.extend([self.city(), self.helped("zone", "text")]);
            all.extend([self.line("starts", "datetime-local"), self.line("ends", "datetime-local")]);
            all.extend([self.line("slot_starts", "datetime-local"), self.line("slot_ends", "datetime-local")]);
        }
        all.extend([self.step(), self.helped("reply_by", "datetime-local"), self.helped("capacity", "text")]);
        all.extend(self.venue().fields().cloned());
        all.extend([self.line("room", "text"), self.line("map_url", "url"), self.line("contact_name", "text")]);
        all.extend([self.line("contact_email", "email"), self.line("contact_phone", "tel"), self.hosting()]);
        all.extend(self.host_name().fields().cloned());
        all.extend([self.line("host_url", "url"), self.area("host_contact", 2)]);
        all
    }

    pub fn value(&self, name: &str) -> &str {
        self.fields.text(name)
    }
    /// Beginning and end as typed, for a form that does not let them change.
    pub fn when(&self) -> String {
        let zone = self.value("zone").parse().unwrap_or(Zone::UTC);
        let at = |name| WallTime::parse(self.value(name), zone);
        match (at("starts"), at("ends")) {
            (Ok(start), Ok(end)) => format!("{} ({})", self.w.range(start, end), zone.name()),
            _ => self.w.t("events-no-date"),
        }
    }
    fn filled(&self, field: Field) -> Field {
        let fault = error_of(self.w, &self.faults, &field.name);
        let value = self.fields.text(&field.name).to_owned();
        field.value(value).error(fault)
    }
    fn label(&self, name: &str) -> String {
        self.w.t(format!("event-field-{name}"))
    }
    pub fn line(&self, name: &'static str, kind: &'static str) -> Field {
        self.filled(Field::new(name, self.label(name), Control::Line(kind)).optional())
    }
    /// As [`Self::line`], with a sentence beside it.
    pub fn helped(&self, name: &'static str, kind: &'static str) -> Field {
        self.line(name, kind).help(self.w.t(format!("event-help-{name}")))
    }
    pub fn area(&self, name: &'static str, rows: u8) -> Field {
        self.filled(Field::area(name, self.label(name), rows).optional()).help(self.w.t(format!("event-help-{name}")))
    }
    pub fn required(&self, name: &'static str, kind: &'static str) -> Field {
        self.filled(Field::new(name, self.label(name), Control::Line(kind)))
    }

    /// The box to tick once a date has passed.
    pub fn passed(&self) -> Option<Field> {
        let asked = self.fields.flag("passed") || self.faults.0.iter().any(|f| f.field == "passed");
        asked.then(|| self.filled(Field::new("passed", self.label("passed"), Control::Tick)))
    }

    pub fn kind(&self) -> Field {
        let one = |k: &EventKind| Choice::of(k.as_str(), self.w.t(format!("event-kind-{k}")), self.value("kind"));
        let choices = EventKind::ALL.iter().map(one).collect();
        self.filled(Field::new("kind", self.label("kind"), Control::Select(choices)))
    }
    pub fn hosting(&self) -> Field {
        let one = |h: &Hosting| Choice::of(h.as_str(), self.w.t(format!("event-hosting-{h}")), self.value("hosting"));
        let choices = Hosting::ALL.iter().map(one).collect();
        self.filled(Field::new("hosting", self.label("hosting"), Control::Radios(choices)))
    }
    pub fn city(&self) -> Field {
        let none = match self.offer.elsewhere {
            Elsewhere::Offered => Some("events-no-city"),
            // Nobody's first city is taken for granted.
            Elsewhere::Withheld if self.value("city").is_empty() => Some("events-choose-city"),
            Elsewhere::Withheld => None,
        };
        let none = none.map(|key| Choice::of("", self.w.t(key), self.value("city")));
        let one = |c: &CityFace| {
            let label = format!("{} ({})", c.name.best(self.w.locale()), c.zone.name());
            Choice::of(c.public_id.to_string(), label, self.value("city"))
        };
        let choices = none.into_iter().chain(self.offer.cities.iter().map(one)).collect();
        let field = Field::new("city", self.label("city"), Control::Select(choices));
        self.filled(match self.offer.elsewhere {
            Elsewhere::Offered => field.optional(),
            Elsewhere::Withheld => field,
        })
    }
    pub fn step(&self) -> Field {
        let none = Choice::of("", self.w.t("events-no-step"), self.value("step"));
        let one = |s: &StepFace| {
            let city = self.offer.cities.iter().find(|c| c.id == s.city);
            let city = city.map(|c| c.name.best(self.w.locale())).unwrap_or_default();
            let label = format!("{city} {} · {}", s.ordinal, s.title.best(self.w.locale()));
            Choice::of(s.public_id.to_string(), label, self.value("step"))
        };
        let choices = [none].into_iter().chain(self.offer.steps.iter().map(one)).collect();
        self.filled(Field::new("step", self.label("step"), Control::Select(choices)).optional())
    }
    pub fn languages(&self) -> Field {
        let spoken: Vec<&str> = self.fields.all("languages").collect();
        let one = |l: Locale| Choice {
            value: l.tag().to_owned(),
            label: self.w.t(format!("language-{l}")),
            chosen: spoken.contains(&l.tag()),
        };
        let choices = Locale::ALL.into_iter().map(one).collect();
        self.filled(Field::new("languages", self.label("languages"), Control::Checks(choices)).optional())
    }

    /// The field of this name, if it offers choices.
    fn chosen(&self, name: &str) -> Option<Field> {
        match name {
            "kind" => Some(self.kind()),
            "hosting" => Some(self.hosting()),
            "city" => Some(self.city()),
            "step" => Some(self.step()),
            "languages" => Some(self.languages()),
            _ => None,
        }
    }

    /// The zones that a programme's events are likely to be in; any other may be typed.
    pub fn zones(&self) -> Vec<&'static str> {
        let mut zones: Vec<&str> = self.offer.cities.iter().map(|c| c.zone.name()).collect();
        zones.extend(["Asia/Shanghai", "Europe/Brussels", "Europe/Paris", "Europe/Berlin", "Europe/London", "UTC"]);
        zones.sort_unstable();
        zones.dedup();
        zones
    }

    fn in_language(&self, locale: Locale, name: &str, control: Control, limit: usize) -> Field {
        let full = format!("{name}.{locale}");
        let field = self.filled(Field::new(full, self.label(name), control).optional().limit(limit));
        // What is wrong with a text as a whole is told in the reader's own tab.
        match error_of(self.w, &self.faults, name).filter(|_| locale == self.w.locale() && field.error.is_none()) {
            Some(fault) => field.error(Some(fault)),
            None => field,
        }
    }
    pub fn texts(&self) -> LanguageTabs {
        LanguageTabs::new("texts", |l| {
            let mut title = self.in_language(l, "title", Control::Line("text"), 200);
            // A tab without its title wears a dot; which language is needed is no matter of the form.
            title.need = crate::web::pieces::Need::Required;
            let mut description = self.in_language(l, "description", Control::Area(8), 20_000);
            description.help = Some(self.w.t("events-markdown"));
            vec![title, description]
        })
    }
    pub fn venue(&self) -> LanguageTabs {
        LanguageTabs::new("venue", |l| {
            let line = |name, limit| self.in_language(l, name, Control::Line("text"), limit);
            vec![line("venue_name", 200), line("venue_address", 400), line("place", 120)]
        })
    }
    pub fn place(&self) -> LanguageTabs {
        LanguageTabs::new("places", |l| vec![self.in_language(l, "place", Control::Line("text"), 120)])
    }
    pub fn reason(&self) -> LanguageTabs {
        reason(self.w, &self.fields, &self.faults, Need::Optional)
    }
    pub fn host_name(&self) -> LanguageTabs {
        LanguageTabs::new("host", |l| vec![self.in_language(l, "host_name", Control::Line("text"), 200)])
    }

    /// The summary above the form. A fault of a text as a whole leads to the reader's own language.
    pub fn problems(&self) -> Vec<crate::web::pieces::Problem> {
        let text = |f: &crate::kernel::invalid::FieldError| {
            let (base, language) = f.field.split_once('.').unwrap_or((&f.field, ""));
            let word = match language.parse::<Locale>() {
                Ok(language) => in_language(self.w, &self.label(base), language),
                Err(_) => self.label(base),
            };
            let said = self.chosen(base).and_then(|field| field.error).unwrap_or_else(|| self.w.reason(&f.reason));
            self.w.with("word-said", &[("word", &word), ("said", &said)])
        };
        let field = |f: &crate::kernel::invalid::FieldError| match f.field.as_str() {
            "title" | "host_name" | "reason" => format!("f-{}.{}", f.field, self.w.locale()),
            name => format!("f-{name}"),
        };
        self.faults
            .0
            .iter()
            .map(|f| crate::web::pieces::Problem { field: field(f), label: String::new(), text: text(f) })
            .collect()
    }
}
