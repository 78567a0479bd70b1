//! The form of a question, by its kind.

use crate::domain::consultations::{Need, Opinion, Question, QuestionDraft, QuestionKind};
use crate::i18n::Words;
use crate::kernel::invalid::Invalid;
use crate::web::Fields;
use crate::web::pieces::account_fields::error_of;
use crate::web::pieces::{Choice, Control, Field, LanguageTabs};

/// A new question of a kind, begun with what most want.
pub(super) fn begun(kind: QuestionKind) -> Fields {
    let mut typed = Fields::default();
    typed.set("kind", kind.as_str());
    typed.set("need", Need::Optional.as_str());
    typed.set("limit", "2000");
    typed.set("least", "1");
    typed.set("most", "5");
    typed.set("opinion", Opinion::Offered.as_str());
    typed
}

/// A question as the form would have it typed.
pub(super) fn fields_of(question: &Question) -> Fields {
    let draft = QuestionDraft::of(question);
    let mut typed = Fields::default();
    typed.set("version", question.version.to_string());
    for (name, value) in [
        ("kind", draft.kind),
        ("need", draft.need),
        ("limit", draft.limit),
        ("least", draft.least),
        ("most", draft.most),
        ("opinion", draft.opinion),
    ] {
        typed.set(name, value);
    }
    for (name, texts) in
        [("wording", draft.wording), ("low", draft.low), ("high", draft.high), ("choices", draft.choices)]
    {
        for (locale, text) in texts {
            typed.set(&format!("{name}.{locale}"), text);
        }
    }
    typed
}

pub(super) fn draft(fields: &Fields) -> QuestionDraft {
    let text = |name: &str| fields.text(name).to_owned();
    QuestionDraft {
        kind: text("kind"),
        need: text("need"),
        wording: fields.by_language("wording"),
        limit: text("limit"),
        least: text("least"),
        most: text("most"),
        low: fields.by_language("low"),
        high: fields.by_language("high"),
        opinion: text("opinion"),
        choices: fields.by_language("choices"),
        same: text("same"),
    }
}

/// The box to tick where other words are given to what was answered.
pub(super) fn same(w: Words, question: &Question, typed: &Fields, faults: &Invalid) -> Option<Field> {
    let asked = typed.text("same") == "yes" || faults.0.iter().any(|f| f.field == "same");
    (question.held > 0 && asked).then(|| {
        let tick = Field::new("same", w.t("consultations-same"), Control::Tick).help(w.t("consultations-same-help"));
        tick.value(typed.text("same")).error(error_of(w, faults, "same"))
    })
}

/// Of what is typed, the kind; a text where it is none.
pub(super) fn kind(fields: &Fields) -> QuestionKind {
    fields.text("kind").parse().unwrap_or(QuestionKind::Text)
}

pub(super) fn texts(w: Words, typed: &Fields, faults: &Invalid) -> LanguageTabs {
    LanguageTabs::new("texts", |l| {
        let name = |base: &str| format!("{base}.{l}");
        let value = |field: Field, base: &str| {
            let name = name(base);
            field.value(typed.text(&name)).error(error_of(w, faults, &name))
        };
        let line = |base: &str, label: &str| value(Field::line(name(base), w.t(label)), base).limit(120);
        let mut fields = vec![value(Field::area(name("wording"), w.t("event-field-wording"), 2), "wording").limit(500)];
        match kind(typed) {
            QuestionKind::Scale => {
                fields.push(line("low", "consultations-low"));
                fields.push(line("high", "consultations-high"));
            }
            QuestionKind::Single | QuestionKind::Multiple => {
                let area = Field::area(name("choices"), w.t("consultations-choices"), 6);
                fields.push(value(area, "choices").help(w.t("consultations-choices-help")));
            }
            QuestionKind::Text => {}
        }
        fields
    })
}

pub(super) fn settings(w: Words, typed: &Fields, faults: &Invalid) -> Vec<Field> {
    let number = |name: &str, label: &str| {
        Field::new(name, w.t(label), Control::Line("number")).value(typed.text(name)).error(error_of(w, faults, name))
    };
    let radios = |name: &str, label: &str, words: Vec<&'static str>| {
        let choice = |v: &&'static str| Choice::of(*v, w.t(format!("consultations-{name}-{v}")), typed.text(name));
        let control = Control::Radios(words.iter().map(choice).collect());
        Field::new(name, w.t(label), control).value(typed.text(name)).error(error_of(w, faults, name))
    };
    let mut fields = match kind(typed) {
        QuestionKind::Text => vec![number("limit", "consultations-limit")],
        QuestionKind::Scale => vec![
            number("least", "consultations-least"),
            number("most", "consultations-most"),
            radios("opinion", "consultations-opinion", Opinion::ALL.iter().map(|o| o.as_str()).collect()),
        ],
        QuestionKind::Single | QuestionKind::Multiple => Vec::new(),
    };
    fields.push(radios("need", "event-field-need", Need::ALL.iter().map(|n| n.as_str()).collect()));
    fields
}
