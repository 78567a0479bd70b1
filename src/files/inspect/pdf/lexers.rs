//! Objects that begin within what is open: a text, a remark, another object. Readers go to where a table says that an object begins,
//! whatever stands around it; so what is open is read on, and what begins in it is read beside it.

use super::letters::is_blank;
use super::lexer::{Event, Lexer};

pub(super) struct Lexers {
    pub outer: Lexer,
    pub inner: Option<Lexer>,
    /// What acts, once it was seen.
    pub found: Option<&'static str>,
}

impl Lexers {
    pub fn new() -> Lexers {
        Lexers { outer: Lexer::new(), inner: None, found: None }
    }

    /// What comes with this byte outside, and within.
    pub fn feed(&mut self, byte: u8) -> [Option<Event>; 2] {
        let outer = self.outer.feed(byte);
        self.found = self.found.or(self.outer.found);
        let mut inner = None;
        if let Some(within) = &mut self.inner {
            inner = within.feed(byte);
            self.found = self.found.or(within.found);
        }
        [outer, inner]
    }

    /// An object begins with the next byte. False where something is given up for it: no more than two are read at a time.
    pub fn begin(&mut self) -> bool {
        if self.outer.is_between() {
            self.outer = Lexer::new();
            self.inner = None;
            return true;
        }
        let was_open = self.inner.as_ref().is_some_and(|within| !within.is_between());
        self.inner = Some(Lexer::new());
        !was_open
    }

    /// What is outside is over; false where nothing within goes on behind it.
    pub fn goes_on(&mut self) -> bool {
        match self.inner.take() {
            Some(within) => {
                self.outer = within;
                true
            }
            None => false,
        }
    }
}

/// The head of an object, `12 0 obj`, in whatever it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Head {
    Nothing,
    Digit,
    Blank,
    O,
    B,
}

impl Head {
    /// Whether this byte is its last.
    pub fn ends_with(&mut self, byte: u8) -> bool {
        let before = *self;
        let numbered = matches!(before, Head::Digit | Head::Blank);
        *self = match byte {
            b'0'..=b'9' => Head::Digit,
            byte if numbered && is_blank(byte) => Head::Blank,
            b'o' if numbered => Head::O,
            b'b' if before == Head::O => Head::B,
            _ => Head::Nothing,
        };
        before == Head::B && byte == b'j'
    }
}
