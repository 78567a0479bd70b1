//! What a field is called where people read of it away from its form: by its label there, and never by the name a program gives it.

use crate::i18n::Words;
use crate::kernel::locale::Locale;

/// Where labels are named, those that belong to no one form first.
const PLACES: [&str; 7] =
    ["field-", "event-field-", "contacts-field-", "programme-field-", "gates-field-", "history-field-", "word-"];

/// The label of a field as services name it: `title.fr`, `email_0`, `cities.2.zone`, `parts.0.kinds`.
pub fn label(w: Words, field: &str) -> String {
    let (name, language) = match field.rsplit_once('.').map(|(name, tag)| (name, tag.parse::<Locale>())) {
        Some((name, Ok(locale))) => (name, Some(locale)),
        _ => (field, None),
    };
    let label = known(w, name).unwrap_or_else(|| name.replace(['_', '.', '/'], " "));
    match language {
        Some(locale) => in_language(w, &label, locale),
        None => label,
    }
}

/// A label with the language it is asked for in, unless it says that itself.
pub fn in_language(w: Words, label: &str, language: Locale) -> String {
    let called = w.t(format!("language-{language}"));
    if label.to_lowercase().contains(&called.to_lowercase()) {
        return label.to_owned();
    }
    w.with("history-field-in", &[("field", &label), ("language", &called)])
}

/// By the last step of the way that is called anything: what is named by a row's number is called as its row is.
fn known(w: Words, name: &str) -> Option<String> {
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let steps = name.rsplit(['.', '/']).filter(|step| !number(step));
    let mut bare = steps.map(|step| match step.rsplit_once('_') {
        Some((bare, nth)) if number(nth) => bare,
        // The question has a name of its own.
        Some(("q", _)) => "q",
        _ => step,
    });
    let of =
        |name: &str| PLACES.iter().map(|place| format!("{place}{name}")).find(|key| w.has(key)).map(|key| w.t(key));
    // "owner_email" is an address, "codes_password" a password.
    bare.find_map(|step| of(step).or_else(|| of(step.rsplit_once('_')?.1)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// How services and pages refuse a field by its name.
    const REFUSING: [&str; 9] = [
        "Invalid::one(\"",
        "Invalid::one(format!(\"",
        ".add(\"",
        ".add(format!(\"",
        ".take(\"",
        ".take(&format!(\"",
        ".checked(bad, \"",
        ".checked(&mut bad, \"",
        "near(&mut faults, \"",
    ];

    fn refused(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Programs are told the names that they sent.
            if path.is_dir() && !matches!(name.as_str(), "tests" | "api") {
                refused(&path, found);
            }
            if !path.is_file() || name.ends_with("tests.rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            // As one line, however it was broken.
            let line = source.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
            let literals = REFUSING.iter().flat_map(|opener| line.split(opener).skip(1));
            found.extend(literals.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }

    /// `{at}kinds` is the field of some part, `column_{at}` of some column; what is a placeholder alone is named elsewhere.
    fn filled(name: &str) -> Option<String> {
        let (mut whole, mut rest) = (String::new(), name);
        while let Some((before, after)) = rest.split_once('{') {
            whole.push_str(before);
            let (_, after) = after.split_once('}')?;
            whole.push_str(if before.is_empty() && !after.is_empty() && !after.starts_with('.') {
                "parts.0."
            } else {
                "0"
            });
            rest = after;
        }
        whole.push_str(rest);
        let own = whole.split('.').next()?;
        own.chars().any(|c| c.is_ascii_alphabetic()).then_some(whole)
    }

    #[test]
    fn every_field_that_is_refused_has_a_label() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut names = BTreeSet::new();
        for room in ["domain", "kernel", "web"] {
            refused(&src.join(room), &mut names);
        }
        assert!(names.len() > 100, "the sources were read: {names:?}");
        let bare =
            |name: &String| name.rsplit_once('.').filter(|(_, l)| l.parse::<Locale>().is_ok()).map(|b| b.0.to_owned());
        let fields = names.iter().filter_map(|name| filled(name)).map(|name| bare(&name).unwrap_or(name));
        let mute: BTreeSet<String> = fields.filter(|name| known(Words::new(Locale::En), name).is_none()).collect();
        assert!(mute.is_empty(), "these have no label (templates/i18n/*/fields.ftl): {mute:#?}");
    }

    #[test]
    fn a_field_is_called_as_its_form_calls_it() {
        let said = |locale, name: &str| label(Words::new(locale), name);
        assert_eq!(said(Locale::En, "ends_on"), "Last day");
        assert_eq!(said(Locale::En, "email_2"), "Mail address");
        assert_eq!(said(Locale::En, "title.fr"), "Title (French)");
        assert_eq!(said(Locale::Fr, "subject.zh"), "Objet (chinois)");
        assert_eq!(said(Locale::Zh, "subject.fr"), "主题（法文）");
        assert_eq!(said(Locale::En, "cities.0.zone"), "Time zone");
        for (name, own) in [("words", "review-words"), ("recipient", "share-recipient"), ("price", "sponsorship-price")]
        {
            for locale in Locale::ALL {
                assert_eq!(said(locale, name), Words::new(locale).t(own), "{locale}: {name}");
            }
        }
        assert_eq!(said(Locale::Fr, "currency"), "Devise");
        assert_eq!((said(Locale::Zh, "from"), said(Locale::Zh, "until")), ("从".to_owned(), "至".to_owned()));
        assert_eq!(said(Locale::En, "people.0.names.zh"), "People (Chinese)");
        assert_eq!(said(Locale::En, "choices.native_name"), "Name");
        assert_eq!(said(Locale::En, "codes_password"), "Password");
        assert_eq!(said(Locale::En, "q_bcdfghjk23456789"), "Question");
        assert_eq!(said(Locale::En, "no_such"), "no such");
    }
}
