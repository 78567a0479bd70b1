//! What was typed into a form, kept as typed so that a refused form is shown again whole.

use std::collections::{BTreeMap, BTreeSet};

use super::merging::is_frame;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

/// What members' forms ask for by boxes of which several may be ticked, by the last part of their names; ids are those of the rows of a list,
/// and what is missing is all that a page told of.
const LISTS: [&str; 12] = [
    "id",
    "groups",
    "languages",
    "interpretation",
    "people",
    "reviewers",
    "scopes",
    "kinds",
    "steps",
    "deliverables",
    "missing",
    "channel",
];

/// Names and values of a form, in the order they came; a name may come more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn new(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }
    /// The value of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }
    /// The value of a field that was sent and is not blank.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|v| !v.is_empty())
    }
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }
    /// Whether a box was ticked.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), "yes" | "on" | "true" | "1")
    }
    /// The version that a form was shown with. One that names none is over none there is, and meets whatever has become of the thing.
    pub fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or(0)
    }
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
    /// `title.en`, `title.fr` and `title.zh` as they were typed, blank ones too.
    pub fn by_language(&self, name: &str) -> BTreeMap<Locale, String> {
        Locale::ALL.map(|l| (l, self.text(&format!("{name}.{l}")).to_owned())).into()
    }
    /// The same as one text.
    pub fn localised(&self, name: &str) -> Localised {
        Localised::new(self.by_language(name).into_iter().map(|(l, text)| (l, text.trim().to_owned())))
    }
    pub fn set_localised(&mut self, name: &str, text: &Localised) {
        for (locale, value) in text.iter() {
            self.set(&format!("{name}.{}", locale.tag()), value);
        }
    }
    /// What is asked once, and what came more than once of it: no value is taken for the other. To be shown again, a text stands there in
    /// all that came, and a choice is open.
    pub fn once(&self, choices: &[&str], texts: &[&str]) -> (Fields, Invalid) {
        let (mut typed, mut faults) = (self.clone(), Invalid::default());
        for name in choices.iter().chain(texts) {
            let values: Vec<&str> = self.all(name).collect();
            if values.len() > 1 {
                faults.add(*name, Reason::GivenTwice);
                typed.set(name, if choices.contains(name) { String::new() } else { values.join(" / ") });
            }
        }
        (typed, faults)
    }
    /// All that came more than once.
    pub fn doubled(&self) -> Invalid {
        let (mut seen, mut told, mut faults) = (BTreeSet::new(), BTreeSet::new(), Invalid::default());
        for (name, _) in self.iter() {
            if !seen.insert(name) && told.insert(name) {
                faults.add(name, Reason::GivenTwice);
            }
        }
        faults
    }
    /// What is asked once and came with values that differ: none of them is taken for the others. Lists go on, and so does what a form's
    /// frame sends.
    pub fn at_odds(&self) -> Invalid {
        let (mut first, mut told, mut faults) = (BTreeMap::new(), BTreeSet::new(), Invalid::default());
        for (name, value) in self.iter() {
            let differs = *first.entry(name).or_insert(value) != value;
            let is_list = name.rsplit('.').next().is_some_and(|last| LISTS.contains(&last));
            if differs && !is_list && !is_frame(name) && told.insert(name) {
                faults.add(name, Reason::GivenTwice);
            }
        }
        faults
    }
    /// The same names and values as a query, in a stable order; blank ones left out.
    pub fn query(&self) -> String {
        let sorted: BTreeMap<&str, &str> = self.iter().filter(|(_, v)| !v.is_empty()).collect();
        let pair = |(n, v): (&&str, &&str)| format!("{}={}", encode(n), encode(v));
        sorted.iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

/// Percent-encodes a value for a query (RFC 3986, 2.3: all but the unreserved characters).
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

impl<'de> serde::Deserialize<'de> for Fields {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Vec::<(String, String)>::deserialize(d).map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_more_than_once_is_named_once() {
        let pair = |name: &str| (name.to_owned(), "x".to_owned());
        let fields = Fields::new(["next", "email", "email", "email", "code", "code"].map(pair).to_vec());
        let told = fields.doubled().0;
        let named: Vec<&str> = told.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(named, ["email", "code"]);
        assert!(Fields::new(["email", "code"].map(pair).to_vec()).doubled().0.is_empty());
    }

    #[test]
    fn values_that_differ_are_at_odds_where_one_is_asked_for() {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let fields = |pairs: &[(&str, &str)]| Fields::new(pairs.iter().copied().map(pair).collect());
        let named = |pairs: &[(&str, &str)]| -> Vec<String> {
            fields(pairs).at_odds().0.into_iter().map(|fault| fault.field).collect()
        };
        assert_eq!(named(&[("title.en", "a"), ("title.en", "b"), ("title.en", "c"), ("note", "x")]), ["title.en"]);
        assert!(named(&[("seen", "yes"), ("seen", "yes"), ("title.en", "a"), ("title.fr", "b")]).is_empty());
        for list in ["groups", "id", "p.0.steps", "missing", "act", "mine:languages"] {
            assert!(named(&[(list, "a"), (list, "b")]).is_empty(), "{list}");
        }
    }

    /// Names of what a template has within its forms once for each of several things, where no name says which.
    fn repeated(template: &str) -> Vec<String> {
        let (mut loops, mut around, mut found) = (0_usize, 0, Vec::new());
        for (at, _) in template.match_indices(['<', '{']) {
            let rest = &template[at..];
            let named = ["hidden", "checkbox"]
                .iter()
                .find_map(|kind| rest.strip_prefix(&format!("<input type=\"{kind}\" name=\"")))
                .and_then(|rest| rest.split('"').next());
            if rest.starts_with("{% for ") {
                loops += 1;
            } else if rest.starts_with("{% endfor") {
                loops -= 1;
            } else if rest.starts_with("<form") {
                around = loops;
            } else if rest.starts_with("</form") {
                around = 0;
            } else if let Some(name) = named.filter(|name| loops > around && !name.contains('{')) {
                found.push(name.to_owned());
            }
        }
        found
    }

    fn templates(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { templates(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn what_a_form_sends_for_each_of_several_things_is_a_list() {
        // Of the sheets, the one that was read.
        const ONE_OF_ALL: [&str; 1] = ["sheet_was"];
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/admin");
        let mut known = BTreeSet::new();
        for path in templates(&root) {
            for name in repeated(&std::fs::read_to_string(&path).unwrap()) {
                let is_one = is_frame(&name) || ONE_OF_ALL.contains(&name.as_str());
                assert!(is_one || LISTS.contains(&name.as_str()), "{}: {name}", path.display());
                known.insert(name);
            }
        }
        assert!(known.contains("id") && known.contains("missing"), "the forms were not found: {known:?}");
    }
}
