//! Choices that would read the same.

use std::collections::HashMap;

use super::Choice;

/// Each choice with what may be said of it besides, the most telling first. Of those that read the same as much is said as tells them apart;
/// what nothing tells apart is counted.
pub fn told_apart(all: impl IntoIterator<Item = (Choice, Vec<String>)>) -> Vec<Choice> {
    let (mut choices, details): (Vec<Choice>, Vec<Vec<String>>) = all.into_iter().unzip();
    let most = details.iter().map(Vec::len).max().unwrap_or(0);
    for nth in 0..most {
        let doubled = doubled(&choices);
        for ((choice, details), is_double) in choices.iter_mut().zip(&details).zip(doubled) {
            if let Some(detail) = details.get(nth).filter(|detail| is_double && !detail.is_empty()) {
                choice.label = format!("{} · {detail}", choice.label);
            }
        }
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for choice in &mut choices {
        let before = seen.entry(choice.label.clone()).or_default();
        *before += 1;
        if *before > 1 {
            choice.label = format!("{} ({before})", choice.label);
        }
    }
    choices
}

/// Which of them read as another does.
fn doubled(choices: &[Choice]) -> Vec<bool> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for choice in choices {
        *counts.entry(choice.label.as_str()).or_default() += 1;
    }
    choices.iter().map(|choice| counts.get(choice.label.as_str()).is_some_and(|n| *n > 1)).collect()
}
