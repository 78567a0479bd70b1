//! Addresses as they stand in an envelope and in a header.

use crate::kernel::email::Email;

/// From whom and to whom one message goes: one mail to one address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope {
    /// Where a bounce goes.
    pub from: Email,
    pub to: Email,
}

/// Why an address cannot be written on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadAddress {
    #[error("the address holds a space, a control character or a bracket")]
    ForbiddenCharacter,
    #[error("the address has no domain")]
    NoDomain,
    #[error("the address's domain has no form in ASCII (IDNA)")]
    Domain,
}

/// The address with its domain in ASCII (punycode) and its local part quoted where RFC 5321 wants it. Only the local part
/// may be outside ASCII; then the relay must offer SMTPUTF8 (RFC 6531).
pub(super) fn addr_spec(email: &Email) -> Result<String, BadAddress> {
    // A stored address is trusted by its type; the wire trusts nobody.
    if email.as_str().chars().any(|c| c.is_control() || c.is_whitespace() || "<>\"\\".contains(c)) {
        return Err(BadAddress::ForbiddenCharacter);
    }
    let (local, domain) = (email.local_part(), email.domain());
    if local.is_empty() || domain.is_empty() {
        return Err(BadAddress::NoDomain);
    }
    let domain = match domain.is_ascii() {
        true => domain.to_owned(),
        false => idna::domain_to_ascii(domain).map_err(|_| BadAddress::Domain)?,
    };
    Ok(if is_dot_atom(local) { format!("{local}@{domain}") } else { format!("\"{local}\"@{domain}") })
}

/// RFC 5322, 3.2.3, with RFC 6531's characters outside ASCII.
fn is_dot_atom(local: &str) -> bool {
    let atext = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(atext))
}
