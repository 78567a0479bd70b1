//! Convoke runs a research-and-outreach programme that happens in several cities at once: it plans the programme's steps, brings the
//! right people to its events, and gets its results to the readers they were written for.
//!
//! # The map
//!
//! | module | what it is |
//! | --- | --- |
//! | [`kernel`] | leaf values without input or output: ids, time, addresses, languages, links |
//! | [`config`] | `config/convoke.toml` with a file and the environment on top |
//! | [`db`] | one connection over SQLite and PostgreSQL, tables, migrations; the only place that names a database |
//! | [`access`] | who acts ([`access::Actor`]), what they may ([`access::may`], one table), the [`access::Context`] of a use case |
//! | [`i18n`] | the product's sentences in English, French and Chinese; dates and numbers as people write them |
//! | [`text`] | staff's Markdown to safe HTML and plain text, placeholders |
//! | [`calendar`] | iCalendar out, with time zones made from the zones' own transitions |
//! | [`tables`] | CSV and XLSX in and out, encodings, as streams of rows |
//! | [`domain`] | the product, one folder a noun: use cases, rules, storage |
//! | [`files`] | what is uploaded: taken in, looked at by content, kept under its hash in a folder or a store that speaks S3 |
//! | [`mail`] | letters, their words, and the ways they leave (SMTP, Maildir, memory); the only user of lettre |
//! | [`work`] | the engine: claims, sends, settles; tasks that are safe to repeat |
//! | [`web`] | pages for members, the JSON API, pages for strangers |
//! | [`app`] | the composition root |
//! | [`cli`] | the commands |
//!
//! # Import order
//!
//! `kernel <- {config, db, access, i18n, text, calendar, tables} <- domain <- {files, mail} <- {work, web} <- app <- cli`; each may import what
//! stands to its left. Slices of the domain have an order too (see [`domain`]). `tests/architecture` reads the sources and holds
//! these edges, the length of files and functions, and the list of what never happens.
//!
//! Where the order is read with a grain of salt, and why:
//! - `config` and `access` read two small things of `db`: the database's address, and the macro `text_enum!` by which a closed list of
//!   words is an enum, a column and JSON at once. A second macro for the same would be worse.
//! - Words are looked up by string keys, not by an enum a noun: templates name keys too, and writing each in three more places found
//!   no fault that the tests in `i18n` do not find (every key used exists, in all languages, with the same placeholders; none idle).
//! - Sending does not use lettre's connection: its commands cannot tell "not fully written" from "no reply", and that difference is
//!   what the outbox's promise rests on. TLS and authentication remain lettre's (see [`mail`]).
//!
//! # What always holds
//!
//! - State never changes on GET or HEAD; only when a sign-in or a key was last used is noted, at most once an hour, and visits of a
//!   share link, or of the page of a house that passes something on, are counted.
//! - Rights are decided by services, beside the data; what an actor may not see is "not found".
//! - In a closed programme nothing is changed by anybody who works on it, until it is opened again; what guests do by their links goes on.
//! - Where a second factor is on, a password alone opens nothing; where it is demanded and missing, nothing but setting it up.
//! - What leaves is a row written in the transaction of its cause, at least once, under one Message-ID.
//! - Capacity is decided behind a locked row; uniqueness by an index.
//! - An event is a promise on a wall clock: local time and zone are the truth, instants are derived.

pub mod access;
pub mod app;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod db;
pub mod domain;
pub mod files;
pub mod i18n;
pub mod kernel;
pub mod mail;
pub mod tables;
pub mod text;
pub mod web;
pub mod work;

#[cfg(test)]
extern crate self as convoke;
#[cfg(test)]
#[path = "../tests/support/database.rs"]
mod testing;
