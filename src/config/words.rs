//! What is written nearly right: names of variables, addresses of places, levels of the log.

use toml::{Table, Value};

use super::{ConfigError, Data, Files, PREFIX, Security, bad};

/// Variables with our prefix that are no keys: the file's name, those of tests and measurements, and what a cluster writes into the
/// environment of everything beside a service of our name.
const OTHERS: &[&str] = &["CONFIG", "TEST_", "BENCH_", "SERVICE_", "PORT"];

/// A variable that means to set something and would be passed over.
pub(super) fn strays(known: &Table, environment: &[(String, String)]) -> Result<(), ConfigError> {
    let stray = environment.iter().find_map(|(name, _)| {
        let rest = name.strip_prefix(PREFIX)?;
        let other = OTHERS.iter().any(|own| if own.ends_with('_') { rest.starts_with(own) } else { rest == *own });
        let linked = rest.strip_prefix("PORT_").is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
        (!rest.contains("__") && !other && !linked).then_some(name)
    });
    let Some(name) = stray else { return Ok(()) };
    let variables = known.iter().flat_map(|(section, values)| {
        let keys = values.as_table().into_iter().flat_map(Table::keys);
        keys.map(move |key| format!("{PREFIX}{}__{}", section.to_uppercase(), key.to_uppercase()))
    });
    // The prefix alone makes all of them alike: what stands behind it is compared.
    let behind = |variable: &str| variable.strip_prefix(PREFIX).unwrap_or(variable).replace("__", "_");
    let sought = behind(name);
    let variables: Vec<String> = variables.collect();
    let nearest = most_like(&sought, variables.iter().map(|v| (behind(v), v.clone())));
    Err(ConfigError::UnknownVariable { name: name.clone(), nearest })
}

/// The value whose spelling is most like what was sought, if one is like it at all.
fn most_like(sought: &str, known: impl Iterator<Item = (String, String)>) -> Option<String> {
    let scored = known.map(|(spelling, value)| (strsim::jaro_winkler(&spelling, sought), value));
    let near = scored.filter(|(score, _)| *score > 0.75);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, value)| value)
}

/// Numbers that no key can hold, before they are read into their own types, which would not say whose they are.
pub(super) fn numbers(merged: &Table) -> Result<(), ConfigError> {
    for (section, values) in merged {
        for (key, value) in values.as_table().into_iter().flatten() {
            let Value::Integer(number) = *value else { continue };
            let bytes = key.ends_with("limit");
            if number < 0 || !bytes && number > i64::from(u32::MAX) {
                let expected = if bytes { "a whole number, 0 or more" } else { "a whole number from 0 to 4294967295" };
                return Err(bad(&format!("{section}.{key}"), expected, &number.to_string()));
            }
        }
    }
    Ok(())
}

/// Whether an address begins as one of its kind does. What comes behind may hold a password and is not repeated; what is like none of
/// them is refused by whoever reads the address.
pub(super) fn scheme(key: &str, address: &str, expected: &'static str, known: &[&str]) -> Result<(), ConfigError> {
    let Some((typed, _)) = address.trim().split_once(':') else { return Ok(()) };
    let small = typed.to_lowercase();
    if known.contains(&small.as_str()) {
        return Ok(());
    }
    match most_like(&small, known.iter().map(|k| ((*k).to_owned(), format!("{k}:")))) {
        None => Ok(()),
        Some(nearest) => Err(misspelt(key, expected, format!("{typed}:…"), nearest)),
    }
}

/// What a folder or a file of the installation has to be: an empty name is the folder that the program happens to be started in.
pub(super) fn places(data: &Data, security: &Security) -> Vec<ConfigError> {
    let wanted = [
        ("data.dir", &data.dir, "the name of a folder, such as /var/lib/convoke"),
        ("security.key_file", &security.key_file, "the name of a file, such as security.key"),
    ];
    let empty = wanted.into_iter().filter(|(_, path, _)| path.as_os_str().is_empty());
    empty.map(|(key, _, expected)| bad(key, expected, "")).collect()
}

/// What a store that speaks S3 wants. Each request's address and signature are put together from it: what they cannot hold is told here.
pub(super) fn bucket(files: &Files) -> Vec<ConfigError> {
    let mut faults = Vec::new();
    // Nobody is asked at an address that is left over.
    if files.url.is_empty() {
        return faults;
    }
    let endpoint = "empty, or an address such as https://s3.example.org, with a port if need be";
    if !(files.endpoint.is_empty() || is_endpoint(&files.endpoint)) {
        faults.push(bad("files.endpoint", endpoint, &files.endpoint));
    }
    let word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    let named = files.url.strip_prefix("s3://").map(|place| place.split('/').next().unwrap_or_default());
    if !named.is_some_and(word) {
        let expected = "empty, or s3://bucket/prefix with a bucket of letters, digits, dots and dashes";
        faults.push(bad("files.url", expected, &files.url));
    }
    if !word(&files.region) {
        faults.push(bad("files.region", "a word such as us-east-1", &files.region));
    }
    if files.key_id.is_empty() || files.secret.is_empty() {
        faults.push(bad("files.key_id", "set together with files.secret where files.url names a store", ""));
    } else if !files.key_id.chars().all(|c| c.is_ascii_graphic()) {
        faults.push(bad("files.key_id", "the key's name in letters, digits and signs, without spaces", "…"));
    }
    faults
}

/// An address of which requests can be made.
fn is_endpoint(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    rest.is_some_and(|rest| rest.chars().all(plain) && is_place(rest.split('/').next().unwrap_or_default()))
}

/// What our own address has to be: paths are put behind it, in mails that nobody corrects. Else what is expected.
pub(super) fn web_address(url: &str) -> Result<(), &'static str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return Err("an address that begins with http:// or https://") };
    if url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\^`{|}".contains(c)) {
        return Err("an address without spaces, quotation marks and brackets");
    }
    if rest.contains(['?', '#']) {
        return Err("an address without a query or fragment: leave out what begins with ? or #");
    }
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    if !is_place(place) {
        return Err("an address with a host such as convoke.example.org, and a port if need be");
    }
    // Pages link to one another from the root.
    if path.chars().any(|c| c != '/') {
        return Err(
            "an address without a path (give it a host name or a port of its own, such as https://convoke.example.org)",
        );
    }
    Ok(())
}

/// A host, with a port or without.
fn is_place(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    let port = port.is_none_or(|port| digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0));
    let label = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.strip_suffix('.').unwrap_or(host).split('.').all(label),
    };
    host && port
}

const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];
const FILTERS: &str = "error, warn, info, debug or trace, or a filter such as \"info,convoke=debug\"";

/// A filter takes any word for the name of a module, and then logs nothing else: a level that is none is found here.
pub(super) fn log_level(filter: &str) -> Result<(), ConfigError> {
    for part in filter.split(',').map(str::trim) {
        let level = part.rsplit_once('=').map_or(part, |(_, level)| level).to_lowercase();
        if LEVELS.contains(&level.as_str()) {
            continue;
        }
        let nearest = most_like(&level, LEVELS.iter().map(|l| ((*l).to_owned(), (*l).to_owned())));
        return Err(match nearest {
            Some(nearest) => misspelt("log.level", FILTERS, filter.to_owned(), nearest),
            None => bad("log.level", FILTERS, filter),
        });
    }
    match filter.parse::<tracing_subscriber::EnvFilter>() {
        Ok(_) => Ok(()),
        Err(_) => Err(bad("log.level", FILTERS, filter)),
    }
}

fn misspelt(key: &str, expected: &'static str, found: String, nearest: String) -> ConfigError {
    ConfigError::Misspelt { source_name: "configuration".to_owned(), key: key.to_owned(), expected, found, nearest }
}
