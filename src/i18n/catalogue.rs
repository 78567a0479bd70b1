//! The compiled sentences of all languages.

use std::collections::HashSet;
use std::sync::{Mutex, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::dates;
use crate::kernel::locale::Locale;

#[derive(RustEmbed)]
#[folder = "templates/i18n/"]
struct Sentences;

/// What can stand for a placeholder: texts and whole numbers, or references to them.
pub trait Arg {
    fn fluent(&self) -> FluentValue<'_>;
}

impl Arg for str {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}
impl Arg for String {
    fn fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}
impl<T: Arg + ?Sized> Arg for &T {
    fn fluent(&self) -> FluentValue<'_> {
        (**self).fluent()
    }
}
macro_rules! whole_numbers {
    ($($t:ty),*) => { $(impl Arg for $t {
        fn fluent(&self) -> FluentValue<'_> {
            FluentValue::from(*self)
        }
    })* };
}
whole_numbers!(i8, u8, i16, u16, i32, u32, i64, u64, isize, usize);

type Bundle = FluentBundle<FluentResource>;

/// One bundle for each of [`Locale::ALL`], in its order.
struct Catalogue(Vec<Bundle>);

impl Catalogue {
    fn bundle(&self, locale: Locale) -> Option<&Bundle> {
        Locale::ALL.iter().position(|l| *l == locale).and_then(|at| self.0.get(at))
    }
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue(Locale::ALL.into_iter().map(load).collect()))
}

fn load(locale: Locale) -> Bundle {
    let (bundle, faults) = compile(locale);
    for fault in faults {
        tracing::error!(locale = locale.tag(), fault, "a sentence of the interface cannot be read");
    }
    bundle
}

/// Compiles one language; what could not be read is left out and named.
pub(super) fn compile(locale: Locale) -> (Bundle, Vec<String>) {
    let mut faults = Vec::new();
    let tag = locale.bcp47().parse::<LanguageIdentifier>().unwrap_or_else(|e| {
        faults.push(format!("{}: {e}", locale.bcp47()));
        LanguageIdentifier::default()
    });
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolating marks are for mixed directions of writing; ours are all left to right, and the marks would break mails and copies.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => |value, _| number(value, Locale::En),
        Locale::Fr => |value, _| number(value, Locale::Fr),
        Locale::Zh => |value, _| number(value, Locale::Zh),
    }));
    for (path, text) in sources(locale) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(partly, errors)| {
            faults.extend(errors.iter().map(|e| format!("{path}: {e}")));
            partly
        });
        if let Err(errors) = bundle.add_resource(resource) {
            faults.extend(errors.iter().map(|e| format!("{path}: {e}")));
        }
    }
    (bundle, faults)
}

/// The embedded files of one language, by path.
pub(super) fn sources(locale: Locale) -> Vec<(String, String)> {
    let folder = format!("{}/", locale.tag());
    Sentences::iter()
        .filter(|path| path.starts_with(&folder) && path.ends_with(".ftl"))
        .filter_map(|path| {
            let file = Sentences::get(&path)?;
            Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// A whole number as the language groups it; none for anything else.
pub(super) fn number(value: &FluentValue<'_>, locale: Locale) -> Option<String> {
    match value {
        // Arguments are whole numbers only, and a count above 2^53 is out of any reader's world.
        FluentValue::Number(FluentNumber { value, .. }) if value.fract() == 0.0 =>
        {
            #[allow(clippy::cast_possible_truncation)]
            Some(dates::grouped(*value as i64, locale))
        }
        _ => None,
    }
}

pub(super) fn has(locale: Locale, key: &str) -> bool {
    [locale, Locale::En].into_iter().filter_map(|l| catalogue().bundle(l)).any(|b| b.has_message(key))
}

pub(super) fn format(locale: Locale, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let found = [locale, Locale::En].into_iter().find_map(|l| {
        let bundle = catalogue().bundle(l)?;
        let pattern = bundle.get_message(key)?.value()?;
        Some((l, bundle, pattern))
    });
    let Some((spoken, bundle, pattern)) = found else {
        report_once(locale, key, "no such sentence");
        return format!("[{key}]");
    };
    if spoken != locale {
        report_once(locale, key, "the sentence is not translated");
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    if let Some(error) = errors.first() {
        report_once(locale, key, &error.to_string());
    }
    text
}

fn report_once(locale: Locale, key: &str, fault: &str) {
    static SEEN: Mutex<Option<HashSet<(Locale, String)>>> = Mutex::new(None);
    let mut seen = SEEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if seen.get_or_insert_default().insert((locale, key.to_owned())) {
        tracing::error!(locale = locale.tag(), key, fault, "a sentence of the interface is wrong");
    }
}
