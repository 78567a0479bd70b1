//! What we stand on may be given on: every crate's licence is a permissive one, one provider of cryptography, no system library.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// MPL-2.0 asks for the source of changes to its own files only, and we change none.
const UNCHANGED: &[(&str, &str)] = &[("cssparser", "MPL-2.0"), ("dtoa-short", "MPL-2.0")];

/// Crates that must stay out, and why.
const BANNED: &[(&str, &str)] = &[
    ("aws-lc-rs", "ring is the one provider of cryptography"),
    ("aws-lc-sys", "ring is the one provider of cryptography"),
    ("openssl-sys", "no system library is needed"),
    ("native-tls", "no system library is needed"),
    ("actix-governor", "GPL"),
    ("vtimezones-rs", "GPL"),
];

#[test]
fn every_crate_is_permissive_and_none_is_banned() {
    let metadata = metadata();
    let used = used(&metadata);
    let packages = metadata["packages"].as_array().expect("packages");
    let mut faults = Vec::new();
    for package in packages.iter().filter(|p| used.contains(p["id"].as_str().expect("an id"))) {
        let name = package["name"].as_str().expect("a name");
        let version = package["version"].as_str().expect("a version");
        match package["license"].as_str() {
            Some(licence) if permissive(licence) || UNCHANGED.contains(&(name, licence)) => {}
            Some(licence) => faults.push(format!("{name} {version}: {licence}")),
            None => faults.push(format!("{name} {version}: says no licence")),
        }
        if let Some((_, why)) = BANNED.iter().find(|(banned, _)| *banned == name) {
            faults.push(format!("{name} {version} must stay out: {why}"));
        }
        let source = package["source"].as_str().unwrap_or("this house");
        if source != "this house" && !source.starts_with("registry+") && !source.starts_with("sparse+") {
            faults.push(format!("{name} {version} comes from {source}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(used.len() > 50, "only {} crates were read", used.len());
}

fn metadata() -> Value {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("cargo's metadata")
}

/// Everything that is reached from our own crate.
fn used(metadata: &Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().expect("the tree");
    let edges: BTreeMap<&str, &Value> =
        nodes.iter().map(|n| (n["id"].as_str().expect("an id"), &n["dependencies"])).collect();
    let mut reached = BTreeSet::new();
    let mut next = vec![metadata["resolve"]["root"].as_str().expect("the root")];
    while let Some(id) = next.pop() {
        if reached.insert(id) {
            next.extend(edges[id].as_array().expect("edges").iter().map(|d| d.as_str().expect("an id")));
        }
    }
    reached
}

/// Whether an SPDX expression can be met with permissive licences alone: one side of an OR, both of an AND.
fn permissive(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let verdict = any_of(&words, &mut at);
    verdict && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        verdict |= all_of(words, at);
    }
    verdict
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        verdict &= one(words, at);
    }
    verdict
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let verdict = any_of(words, at);
        *at += 1;
        return verdict;
    }
    if words.get(*at) == Some(&"WITH") {
        let whole = format!("{word} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
        return PERMISSIVE.contains(&whole.as_str());
    }
    PERMISSIVE.contains(word)
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception OR MPL-2.0", true),
        ("MIT/Apache-2.0", true),
    ] {
        assert_eq!(permissive(expression), expected, "{expression}");
    }
}
