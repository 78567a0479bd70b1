//! Staff's text: Markdown in, cleaned HTML and plain text out. Pure.
//!
//! What holds: nothing a writer types and nothing a placeholder is filled with becomes a tag, an image or a script; links go to
//! `https`, `http`, `mailto` and `tel` only; a filled value is never Markdown. Rendering and cleaning need milliseconds at most, but
//! a round of mails does them once for each language ([`Prepared`]) and then only fills.

mod apart;
mod flanking;
mod html;
mod length;
mod markdown;
pub mod placeholders;
mod plain;
mod prepared;
#[cfg(test)]
mod tests;

pub use html::{mail_html, page_html};
pub use length::length;
pub use plain::{plain, plain_unwrapped};
pub use prepared::Prepared;
