//! What a phone's camera reads, drawn as one path.

use std::fmt::Write;

use qrcode::{Color, QrCode};

/// Squares of quiet round it, which cameras want.
const QUIET: usize = 4;

pub struct Qr {
    /// The length of a side, in squares.
    pub side: usize,
    /// The dark squares, as an SVG path.
    pub path: String,
}

/// None where the text is too long for any; then it is typed.
pub fn drawn(text: &str) -> Option<Qr> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, colour) in code.into_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            write!(path, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    Some(Qr { side: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_eyes_and_stays_within_its_frame() {
        let qr = drawn("otpauth://totp/Convoke:ana@example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Convoke").unwrap();
        let dark: Vec<(usize, usize)> = qr
            .path
            .split('M')
            .skip(1)
            .map(|square| square.split_once("h1v1h-1z").unwrap().0.split_once(' ').unwrap())
            .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
            .collect();
        let far = qr.side - QUIET - 7;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            let eye: Vec<bool> = (0..7).map(|n| dark.contains(&(x + n, y + 3))).collect();
            assert_eq!(eye, [true, false, true, true, true, false, true], "at {x} {y}");
        }
        assert!(dark.iter().all(|(x, y)| (QUIET..qr.side - QUIET).contains(x) && (QUIET..qr.side - QUIET).contains(y)));
        assert!(drawn(&"x".repeat(4_000)).is_none());
    }
}
