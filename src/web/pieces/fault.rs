use super::Control;
use crate::i18n::Words;
use crate::kernel::invalid::Reason;
use crate::kernel::locale::Locale;

/// What is wrong with a field, said by the field: only it knows by which words people see its choices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    Said(String),
    Why(Words, Reason),
}

impl From<String> for Fault {
    fn from(said: String) -> Fault {
        Fault::Said(said)
    }
}

impl Fault {
    /// In the reader's language, of a field that is filled in so.
    pub fn said(self, control: &Control) -> String {
        let choices = control.choices();
        match self {
            Fault::Said(said) => said,
            Fault::Why(w, Reason::Required) if *control == Control::Tick => w.t("form-tick"),
            Fault::Why(w, Reason::NotOneOf { .. } | Reason::NotAmong { .. }) if !choices.is_empty() => {
                let labels = choices.iter().filter(|c| !c.value.is_empty()).map(|c| c.label.as_str());
                let between = if w.locale() == Locale::Zh { "、" } else { ", " };
                w.with("form-choose", &[("choices", &labels.collect::<Vec<_>>().join(between))])
            }
            fault => fault.alone(),
        }
    }

    /// Of something that is no field of its own.
    pub fn alone(self) -> String {
        match self {
            Fault::Said(said) => said,
            Fault::Why(w, reason) => w.reason(&reason),
        }
    }
}
