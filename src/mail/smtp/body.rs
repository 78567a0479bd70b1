//! A message as it goes over the wire.

/// The header section.
pub(super) fn head(message: &[u8]) -> &[u8] {
    let end = message.windows(4).position(|w| w == b"\r\n\r\n");
    &message[..end.unwrap_or(message.len())]
}

/// The message as it goes over the wire: every line ends in CRLF, a leading dot is doubled (RFC 5321, 4.5.2), a lone dot ends it.
/// A lone CR or LF becomes CRLF, for relays that differ over it can be made to see two messages in one.
pub(super) fn stuff(message: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.reserve(message.len() + message.len() / 32 + 8);
    let mut rest = message;
    while !rest.is_empty() {
        let (line, after) = next_line(rest);
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
        rest = after;
    }
    out.extend_from_slice(b".\r\n");
}

/// Up to the next CR, LF or CRLF, and what follows it.
fn next_line(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(end) = memchr::memchr2(b'\r', b'\n', text) else { return (text, &[]) };
    let after = &text[end + 1..];
    let after = if text[end] == b'\r' { after.strip_prefix(b"\n").unwrap_or(after) } else { after };
    (&text[..end], after)
}
