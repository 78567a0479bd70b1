//! One layer of the configuration over another: the defaults know which keys there are, and of what type.

use toml::{Table, Value};

use super::{ConfigError, Origins, PREFIX};

/// Where each key was last set, and what is wrong so far.
type Notes<'a> = (&'a mut Origins, &'a mut Vec<ConfigError>);

/// A file over what is known so far. What it has that is not known is noted, and the rest is taken.
pub(super) fn merge_file(merged: &mut Table, file: Table, origin: &str, (origins, faults): Notes<'_>) {
    for (section, values) in file {
        let Value::Table(values) = values else {
            faults.push(unknown(merged, origin, &section));
            continue;
        };
        for (key, value) in values {
            let name = format!("{section}.{key}");
            let Some(place) = place(merged, &section, &key) else {
                faults.push(unknown(merged, origin, &name));
                continue;
            };
            if !place.same_type(&value) {
                let found = if is_secret(&name) { "…".to_owned() } else { value.to_string() };
                let expected = expected_type(place);
                faults.push(ConfigError::BadValue { source_name: origin.to_owned(), key: name, expected, found });
                continue;
            }
            *place = value;
            origins.insert(name, origin.to_owned());
        }
    }
}

/// The environment over it.
pub(super) fn merge_environment(
    merged: &mut Table,
    environment: impl Iterator<Item = (String, String)>,
    (origins, faults): Notes<'_>,
) {
    for (source_name, text) in environment {
        let Some((section, key)) = source_name.strip_prefix(PREFIX).and_then(|rest| rest.split_once("__")) else {
            continue;
        };
        let (section, key) = (section.to_lowercase(), key.to_lowercase());
        let name = format!("{section}.{key}");
        let Some(place) = place(merged, &section, &key) else {
            faults.push(unknown(merged, &source_name, &name));
            continue;
        };
        if text.contains(char::REPLACEMENT_CHARACTER) {
            let (expected, found) = ("a text in UTF-8", "…".to_owned());
            faults.push(ConfigError::BadValue { source_name, key: name, expected, found });
            continue;
        }
        let value = match place {
            Value::Integer(_) => text.parse().ok().map(Value::Integer),
            Value::Boolean(_) => text.parse().ok().map(Value::Boolean),
            _ => Some(Value::String(text.clone())),
        };
        match value {
            Some(value) => {
                *place = value;
                origins.insert(name, source_name);
            }
            None => {
                let expected = expected_type(place);
                faults.push(ConfigError::BadValue { source_name, key: name, expected, found: text });
            }
        }
    }
}

/// What is never said again: it is a password, or may hold one.
fn is_secret(name: &str) -> bool {
    matches!(name, "files.key_id" | "files.secret" | "mail.url" | "database.url")
}

fn place<'a>(merged: &'a mut Table, section: &str, key: &str) -> Option<&'a mut Value> {
    merged.get_mut(section)?.as_table_mut()?.get_mut(key)
}

const fn expected_type(value: &Value) -> &'static str {
    match value {
        Value::Integer(_) => "a whole number",
        Value::Boolean(_) => "true or false",
        _ => "a text in quotes",
    }
}

/// The error for a key that does not exist, with the known key most like it.
fn unknown(known: &Table, origin: &str, key: &str) -> ConfigError {
    let names = known.iter().flat_map(|(section, values)| {
        values.as_table().into_iter().flat_map(move |t| t.keys().map(move |k| format!("{section}.{k}")))
    });
    let nearest = names.map(|n| (strsim::jaro_winkler(&n, key), n)).filter(|(score, _)| *score > 0.75);
    let nearest = nearest.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, n)| n);
    ConfigError::UnknownKey { source_name: origin.to_owned(), key: key.to_owned(), nearest }
}
