//! The house's own rules, read from its sources: who may import whom, how long a file or function may be, and what never happens.

mod rules;
mod source;

use std::fmt::Write;

/// Fails with one line for each breach, under the rule's name.
fn no_breach(rule: &str, breaches: &[String]) {
    let mut told = String::new();
    for breach in breaches {
        writeln!(told, "  {breach}").expect("a text grows");
    }
    assert!(breaches.is_empty(), "{rule}: {} breach(es)\n{told}", breaches.len());
}
