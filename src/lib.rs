pub mod access;
pub mod app;
pub mod calendar;
pub mod cli;
pub mod config;
pub mod db;
pub mod domain;
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
