//! What the form of a sponsorship has typed: there and back.

use crate::domain::sponsorship::{Plan, Sponsorship, SponsorshipDraft};
use crate::kernel::money::Money;
use crate::web::Fields;

/// An amount as a form has it typed: decimals only where there are any, and nothing that could be read in two ways.
pub(super) fn amount(money: Money) -> String {
    let plain = money.plain();
    plain.strip_suffix(".00").map(str::to_owned).unwrap_or(plain)
}

/// A sponsorship as the form would have it typed.
pub(super) fn fields_of(s: &Sponsorship) -> Fields {
    let plan = Plan::of(s);
    let mut typed = Fields::default();
    typed.set("version", s.version.to_string());
    typed.set("owner", s.owner.as_ref().map(|o| o.public_id.to_string()).unwrap_or_default());
    typed.set("package", plan.package.map(|id| id.to_string()).unwrap_or_default());
    typed.set("amount", plan.amount.map(amount).unwrap_or_default());
    typed.set("currency", plan.amount.map_or("EUR", |m| m.currency.code()));
    typed.set("in_kind", plan.in_kind);
    typed.set("in_kind_value", plan.in_kind_value.map(amount).unwrap_or_default());
    typed.set("in_kind_currency", plan.in_kind_value.map_or("EUR", |m| m.currency.code()));
    typed.set("next_action", plan.next_action);
    typed.set("next_on", plan.next_on.map(|on| on.to_string()).unwrap_or_default());
    typed.set("notes", plan.notes);
    typed.set("signed_on", plan.signed_on.map(|on| on.to_string()).unwrap_or_default());
    typed.set("agreement", plan.agreement);
    typed.set_localised("public_name", &plan.public_name);
    plan.people.iter().for_each(|id| typed.push("people", id.to_string()));
    typed
}

pub(super) fn draft(fields: &Fields) -> SponsorshipDraft {
    let text = |name: &str| fields.text(name).to_owned();
    SponsorshipDraft {
        organisation: text("organisation"),
        website: text("website"),
        event: text("event"),
        owner: text("owner"),
        owner_email: text("owner_email"),
        package: text("package"),
        amount: text("amount"),
        currency: text("currency"),
        in_kind: text("in_kind"),
        in_kind_value: text("in_kind_value"),
        in_kind_currency: text("in_kind_currency"),
        next_action: text("next_action"),
        next_on: text("next_on"),
        notes: text("notes"),
        signed_on: text("signed_on"),
        agreement: text("agreement"),
        public_name: fields.by_language("public_name"),
        people: fields.all("people").map(str::to_owned).collect(),
        confirm: text("confirm"),
    }
}
