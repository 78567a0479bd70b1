//! Figures, each beside a peer or a limit measured in the same run: `cargo bench --bench bench -- outbox`.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

mod alike;
mod answers;
mod crowd;
mod event;
mod history;
mod imports;
mod matrix;
mod outbox;
mod sink;
mod start;
// A bench uses a part of what the stories need.
#[allow(unused_imports)]
#[path = "../support/mod.rs"]
mod support;
mod uploads;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|w| w == name);
    if is_wanted("imports") {
        imports::run();
    }
    if is_wanted("alike") {
        alike::run();
    }
    if is_wanted("outbox") {
        outbox::run();
    }
    if is_wanted("answers") {
        answers::run();
    }
    if is_wanted("matrix") {
        matrix::run();
    }
    if is_wanted("event") {
        event::run();
    }
    if is_wanted("history") {
        history::run();
    }
    if is_wanted("uploads") {
        uploads::run();
    }
    if is_wanted("start") {
        start::run();
    }
}
