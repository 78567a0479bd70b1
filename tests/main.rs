//! Everything that is proven from outside: the house's own rules, the database's shape, and the stories of the product over HTTP,
//! SMTP and a browser. One binary, so that it links once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod api;
mod api_accounts;
mod api_exchange;
mod api_keys;
mod architecture;
mod bombs;
mod browser;
mod cli;
mod contacts;
mod crash;
mod desk;
mod digest;
mod events;
mod guarding;
mod guests;
mod history;
mod house;
mod imports;
mod invitations;
mod licences;
mod links;
mod mail;
mod migrations;
mod programme;
mod relay;
mod retention;
mod rights;
mod routes;
mod support;
mod tls;
