//! Every piece is drawn once in every language: macros are only compiled where they are used.

use askama::Template;

use super::chrome::{Chrome, Front, Place, Section};
use super::pieces::{
    Changed, Choice, Column, Control, Fault, Field, LanguageTabs, Mark, Notice, Pager, Past, PersonView, Problem,
    Sorted, Tone, Undo, told_apart,
};
use crate::i18n::Words;
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::kernel::time::{WallTime, Zone};

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "base/desk.html" %}{% import "pieces/marks.html" as marks %}{% import "pieces/lists.html" as lists %}{% import "pieces/forms.html" as forms %}{% import "pieces/mails.html" as mails %}
{% block title %}All{% endblock %}{% block main %}
{{ marks::glyph("mail") }}{{ marks::state("done", "done", "Held") }}{{ marks::mark(mark) }}{{ marks::clocks(w, w.clocks(wall, zone, "Datong", "Paris")) }}
{{ marks::person(person) }}{{ marks::empty("None", "Why", "/add", "Add") }}{{ marks::progress(w, 3, 1200, "left", "/stop", chrome.csrf) }}
<form class="filters">{{ lists::search(w, "li", "Name") }}{{ lists::pick("kind", "Kind", choices) }}{{ lists::apply(w, "/people") }}</form>
<table class="list"><tr>{{ lists::select_page(w) }}{{ lists::column(w, column) }}</tr><tr>{{ lists::select_row(w, "1", "Li") }}</tr></table>
{% call lists::bulk(w, 1200) %}<button>Tag</button>{% endcall %}{{ lists::pager(w, pager) }}{{ lists::history(w, pasts) }}
{{ forms::problems(w, problems) }}{{ forms::languages(w, tabs) }}{% for f in fields %}{{ forms::field(w, f) }}{% endfor %}{{ forms::acts(w, "Save", "/back") }}
{% call forms::confirm(w, chrome.csrf, "/do", "Do it", "/back", "grave") %}<p>28 people</p>{% endcall %}
{{ mails::preview(w, "m", "/part", "text", "source", "fr") }}{% endblock %}"##
)]
struct Everything {
    w: Words,
    chrome: Chrome,
    mark: Mark,
    wall: WallTime,
    zone: Zone,
    person: PersonView,
    choices: Vec<Choice>,
    column: Column,
    pager: Pager,
    pasts: Vec<Past>,
    problems: Vec<Problem>,
    tabs: LanguageTabs,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "base/front.html" %}{% block title %}{{ front.host }}{% endblock %}{% block main %}<h1>{{ w.t("act-open") }}</h1>{% endblock %}"#
)]
struct Stranger {
    w: Words,
    front: Front,
}

fn chrome(w: Words) -> Chrome {
    Chrome {
        w,
        here: Section::People,
        member_name: "Claire <Moreau>".to_owned(),
        member_href: "/account".to_owned(),
        member_zone_label: "Paris".to_owned(),
        now_label: "Mon 18 Apr 2016, 10:12".to_owned(),
        csrf: "secret-of-the-form".to_owned(),
        looked: None,
        programme: None,
        places: vec![Place::new(Section::People, "/people").counting(1200), Place::new(Section::Settings, "/settings")],
        path: "/people?q=li".to_owned(),
        again: None,
        locale_action: "/locale".to_owned(),
        sign_out_action: "/sign-out".to_owned(),
        request_id: "r1".to_owned(),
        notice: Some(Notice::new(Tone::Done, "Saved & kept.")),
        undo: Some(Undo { text: "57".to_owned(), until: "10:17".to_owned(), action: "/undo".to_owned() }),
        version: "1",
    }
}

fn fields() -> Vec<Field> {
    let choices = || vec![Choice::of("a", "First", "a"), Choice::of("b", "Second", "a")];
    vec![
        Field::line("name", "Name").value("\"><script>").error(Some("Too long".to_owned())).help("Short").limit(80),
        Field::area("note", "Note", 3).optional(),
        Field::new("kind", "Kind", Control::Select(choices())),
        Field::new("door", "Door", Control::Radios(choices())),
        Field::new("groups", "Groups", Control::Checks(choices())),
        Field::new("second", "Second", Control::Tick).value("yes"),
        Field::new("file", "File", Control::File(".csv")).autocomplete("off"),
    ]
}

fn everything(locale: Locale) -> String {
    let w = Words::new(locale);
    let name = PersonName { native: "王建国".to_owned(), latin: "Wang Jianguo".to_owned(), ..PersonName::default() };
    let past = Past {
        what: "Moved".to_owned(),
        who: "Li Na".to_owned(),
        ago: w.t("ago-yesterday"),
        exact: "17 Apr 2016, 10:12".to_owned(),
        machine: "2016-04-17T08:12:00Z".to_owned(),
        note: Some("by phone".to_owned()),
        changes: vec![Changed::of("starts", ("Start".to_owned(), "23 May".to_owned(), "24 May".to_owned()))],
    };
    let page = Everything {
        w,
        chrome: chrome(w),
        mark: Mark::at_risk("At risk"),
        wall: WallTime::parse("2016-05-24 02:00", "Asia/Shanghai".parse().unwrap()).unwrap(),
        zone: "Europe/Paris".parse().unwrap(),
        person: PersonView::new(&name, locale).href("/people/x").note("Deputy director"),
        choices: vec![Choice::of("a", "All", "a")],
        column: Column { label: "Name".to_owned(), href: "?sort=name".to_owned(), sorted: Sorted::Up },
        pager: Pager { shown: 50, first: None, next: Some("?after=50".to_owned()) },
        pasts: vec![past],
        problems: Problem::of(&fields()),
        tabs: LanguageTabs::new("texts", |l| vec![Field::line(format!("title.{l}"), "Title")]),
        fields: fields(),
    };
    page.render().unwrap()
}

#[test]
fn every_piece_speaks_every_language_and_obeys_the_policy() {
    for locale in Locale::ALL {
        let html = everything(locale);
        assert!(html.contains(&format!("<html lang=\"{}\">", locale.bcp47())));
        assert!(!html.contains(" style=") && !html.contains(" onclick=") && !html.contains("<script>"), "{html}");
        assert!(html.contains("Claire &#60;Moreau&#62;") && html.contains("Saved &#38; kept."));
        assert!(html.contains("aria-describedby=\"f-name-error f-name-help\""));
        assert!(html.contains("lang=\"zh-Hans\">王建国</bdi>"));
        let forms = html.matches("method=\"post\"").count();
        assert_eq!(html.matches("value=\"secret-of-the-form\"").count(), forms, "every form carries its token");
    }
}

#[test]
fn a_stranger_may_change_the_language_by_a_link() {
    let w = Words::new(Locale::Fr);
    let page = Stranger { w, front: Front::new(w, "Urbanisation durable", "1").in_languages("/a/x") };
    let html = page.render().unwrap();
    assert!(html.contains("href=\"/a/x?lang=zh\" lang=\"zh-Hans\"") && html.contains("noindex"));
    assert!(html.contains("hreflang=\"fr\" aria-current=\"true\""));
}

#[test]
fn glyphs_named_are_drawn() {
    let sprite = include_str!("../../templates/pieces/sprite.html");
    let html = everything(Locale::En);
    for name in html.split("#g-").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(sprite.contains(&format!("id=\"g-{name}\"")), "{name}");
    }
}

#[test]
fn whoever_chose_nothing_is_told_the_choices_as_they_see_them() {
    for (locale, said) in [
        (Locale::En, "Choose from: First, Second."),
        (Locale::Fr, "Choisissez parmi\u{a0}: First, Second."),
        (Locale::Zh, "请从以下选项中选择：First、Second。"),
    ] {
        let why = Fault::Why(Words::new(locale), Reason::NotOneOf { allowed: "a, b".to_owned() });
        let choices = [("", "Nobody"), ("a", "First"), ("b", "Second")].map(|(v, label)| Choice::of(v, label, ""));
        let field = Field::new("door", "Door", Control::Radios(choices.to_vec())).error(Some(why));
        assert_eq!(field.error.as_deref(), Some(said));
    }
}

#[test]
fn a_summary_tells_fields_of_one_label_apart() {
    let late = |l| Some(Words::new(Locale::En).reason(&Reason::Required)).filter(|_| l != Locale::Fr);
    let tabs = LanguageTabs::new("words", |l| vec![Field::area(format!("body.{l}"), "Message", 3).error(late(l))]);
    let city = Field::line("cities.0.zone", "Time zone").of("Datong").error(late(Locale::En));
    let told = |w: Words| -> Vec<String> {
        let all = Problem::of(tabs.fields().chain([&city])).into_iter().map(|p| p.said(w));
        all.map(|said| said.split([':', '：', '\u{a0}']).next().unwrap().to_owned()).collect()
    };
    // In the reader's words: an own name in another script would be read by few.
    assert_eq!(told(Words::new(Locale::En)), ["Message (English)", "Message (Chinese)", "Time zone (Datong)"]);
    assert_eq!(told(Words::new(Locale::Fr)), ["Message (anglais)", "Message (chinois)", "Time zone (Datong)"]);
    assert_eq!(told(Words::new(Locale::Zh)), ["Message（英文）", "Message（中文）", "Time zone (Datong)"]);
}

#[test]
fn a_label_that_asks_is_followed_by_no_colon() {
    let said = |locale, label: &str| {
        let problem = Problem { field: "who".to_owned(), label: label.to_owned(), text: "…".to_owned() };
        problem.said(Words::new(locale))
    };
    assert_eq!(said(Locale::En, "Name"), "Name: …");
    assert_eq!(said(Locale::En, "Who is meant?"), "Who is meant? …");
    assert_eq!(said(Locale::Zh, "使用几席？"), "使用几席？…");
}

#[test]
fn of_choices_that_read_the_same_as_much_is_said_as_tells_them_apart() {
    let all = [
        ("Conference", ["Datong", "24 May 2016", "planned"]),
        ("Conference", ["Datong", "", "idea"]),
        ("Conference", ["Hohhot", "", "idea"]),
        ("Seminar", ["Datong", "24 May 2016", "planned"]),
        ("Conference", ["Datong", "", "idea"]),
    ];
    let offered = all.map(|(label, said)| (Choice::of(label, label, ""), said.map(str::to_owned).to_vec()));
    let labels: Vec<String> = told_apart(offered).into_iter().map(|choice| choice.label).collect();
    let wanted = [
        "Conference · Datong · 24 May 2016",
        "Conference · Datong · idea",
        "Conference · Hohhot",
        "Seminar",
        "Conference · Datong · idea (2)",
    ];
    assert_eq!(labels, wanted);
}
