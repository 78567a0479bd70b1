//! Addresses of links in mails, copied with what stood behind them: a bracket, a full stop. Whoever opens one is led to the address itself.

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;

use crate::web::fields::encode;

/// Where links with a secret lead.
const BY_SECRET: [&str; 9] = ["/a/", "/d/", "/n/", "/r/", "/s/", "/input/", "/digest/", "/password/", "/set-up/"];

/// What closes a sentence or a bracket in any of our languages, and a space; no secret has any of it.
const CLOSING: &str = ".,;:!?)]}>'\"’”»…。，、；：！？）】》」』 \u{a0}\u{3000}";

/// The address that was meant, where another was asked for.
pub(super) fn meant(req: &ServiceRequest) -> Option<String> {
    let uri = req.uri();
    let path = own(uri.path()).filter(|_| *req.method() == Method::GET)?;
    Some(match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

fn own(path: &str) -> Option<&str> {
    let head = BY_SECRET.iter().find(|head| path.starts_with(**head))?;
    let mut rest = path;
    while let Some(shorter) = CLOSING.chars().find_map(|sign| without(rest, sign)) {
        rest = shorter;
    }
    (rest.len() < path.len() && rest.len() > head.len()).then_some(rest)
}

/// The path without this sign at its end, as it stands there or as browsers write it.
fn without(path: &str, sign: char) -> Option<&str> {
    if let Some(rest) = path.strip_suffix(sign) {
        return Some(rest);
    }
    // Almost all end in a letter or digit of the secret.
    let tail = path.rfind('%').map(|_| encode(sign.encode_utf8(&mut [0; 4])))?;
    let at = path.len().checked_sub(tail.len())?;
    path.get(at..).filter(|end| end.eq_ignore_ascii_case(&tail)).and_then(|_| path.get(..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_behind_a_link_is_no_part_of_it() {
        for (asked, meant) in [
            ("/a/4-0123456789abcdef", None),
            ("/a/4-0123456789abcdef)", Some("/a/4-0123456789abcdef")),
            ("/a/4-0123456789abcdef).", Some("/a/4-0123456789abcdef")),
            ("/d/4-0123456789abcdef/letter,", Some("/d/4-0123456789abcdef/letter")),
            ("/n/4-0123456789abcdef%3E", Some("/n/4-0123456789abcdef")),
            ("/s/0123456789abcdef%e3%80%82", Some("/s/0123456789abcdef")),
            ("/input/4-0123456789abcdef%EF%BC%8C%20", Some("/input/4-0123456789abcdef")),
            ("/a/.", None),
            ("/a/", None),
            ("/e/some.", None),
            ("/people/x.", None),
        ] {
            assert_eq!(own(asked), meant, "{asked}");
        }
    }
}
