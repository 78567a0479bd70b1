//! What a relay offers, read from its answer to EHLO.

use lettre::transport::smtp::authentication::Mechanism;

use super::wire::Reply;

/// What the relay said it can do (EHLO).
#[derive(Clone, Default, Debug)]
pub(super) struct Offers {
    pub(super) pipelining: bool,
    pub(super) eight_bit: bool,
    pub(super) utf8_addresses: bool,
    pub(super) starttls: bool,
    pub(super) login: Vec<Mechanism>,
    /// The most octets of a message (RFC 1870), where the relay says so.
    pub(super) size: Option<usize>,
}

impl Offers {
    pub(super) fn read(reply: &Reply) -> Offers {
        let mut offers = Offers::default();
        // The first line is the relay's name (RFC 5321, 4.1.1.1).
        for line in reply.lines.iter().skip(1) {
            // `AUTH=PLAIN` is an old spelling still met.
            let line = line.to_ascii_uppercase().replace('=', " ");
            let mut words = line.split_whitespace();
            match words.next() {
                Some("PIPELINING") => offers.pipelining = true,
                Some("8BITMIME") => offers.eight_bit = true,
                Some("SMTPUTF8") => offers.utf8_addresses = true,
                Some("STARTTLS") => offers.starttls = true,
                // No number, or 0: the relay takes what it can.
                Some("SIZE") => offers.size = words.next().and_then(|n| n.parse().ok()).filter(|n| *n > 0),
                Some("AUTH") => offers.read_mechanisms(words.collect()),
                _ => {}
            }
        }
        offers
    }

    fn read_mechanisms(&mut self, words: Vec<&str>) {
        for (word, mechanism) in [("PLAIN", Mechanism::Plain), ("LOGIN", Mechanism::Login)] {
            if words.contains(&word) && !self.login.contains(&mechanism) {
                self.login.push(mechanism);
            }
        }
    }
}
