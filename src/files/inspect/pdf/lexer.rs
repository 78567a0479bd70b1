//! The words of a PDF's objects, byte by byte, and what of them acts.

use super::super::within;
use super::letters::{digits, file_name, is_regular, letters, plain};

/// Bytes of one word that are kept. No name of ours is so long, and of a file's name the end counts.
const KEPT: usize = 2_048;

/// What a file is refused for, as a PDF calls it.
pub(super) const SCRIPT: &str = "/JavaScript";
pub(super) const LAUNCH: &str = "/Launch";
pub(super) const ATTACHED: &str = "/EmbeddedFile";

/// Where an object goes over into something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Event {
    End,
    StreamEnd,
    /// Its bytes begin behind the end of this line.
    Stream,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Between,
    Comment,
    Name,
    Word,
    /// In brackets, so many deep.
    Text {
        deep: usize,
        escaped: bool,
    },
    /// Behind `<`: a dictionary or digits.
    Opening,
    Digits,
    /// Behind `>`.
    Closing,
}

/// The name that came just before, as far as what follows is of interest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
    Other,
    /// What kind of action it is.
    Kind,
    Script,
    FileName,
    Filter,
    Count,
    First,
    /// Its number was told; a word behind it says that the number is another object's.
    FirstTold,
    Length,
    LengthTold,
    Predictor,
}

impl Before {
    fn of(name: &[u8]) -> Before {
        match name {
            b"S" => Before::Kind,
            b"JS" => Before::Script,
            b"F" | b"UF" | b"DOS" | b"Mac" | b"Unix" => Before::FileName,
            b"Filter" => Before::Filter,
            b"N" => Before::Count,
            b"First" => Before::First,
            b"Length" => Before::Length,
            b"Predictor" => Before::Predictor,
            _ => Before::Other,
        }
    }
}

/// Whether names that come are those of filters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Filters {
    No,
    One,
    Many,
}

/// How a stream's bytes are packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Packing {
    Plain,
    Deflated,
    /// In a way that is not looked into here.
    Other,
}

/// What was said in an object so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    object_stream: bool,
    count: bool,
    first: Option<u64>,
    first_elsewhere: bool,
    length: u64,
    length_elsewhere: bool,
    attachment: bool,
    file: bool,
    acting_name: bool,
    rendition: bool,
    script: bool,
    filters: u32,
    deflated: bool,
    odd: bool,
}

impl Said {
    /// A stream of objects: by its type, or by the two numbers that readers need of it.
    pub fn holds_objects(&self) -> bool {
        self.object_stream || (self.count && self.first.is_some())
    }
    /// Where the first of its objects begins: before stand their places.
    pub fn first(&self) -> u64 {
        self.first.unwrap_or_default()
    }
    /// So many bytes it has at least, whatever words stand in them.
    pub fn length(&self) -> u64 {
        self.length
    }
    pub fn is_attachment(&self) -> bool {
        self.attachment
    }
    pub fn packing(&self) -> Packing {
        match self.filters {
            _ if self.odd => Packing::Other,
            _ if self.holds_objects() && self.first_elsewhere => Packing::Other,
            0 if self.holds_objects() && self.length_elsewhere => Packing::Other,
            0 => Packing::Plain,
            1 if self.deflated => Packing::Deflated,
            _ => Packing::Other,
        }
    }
}

/// Takes bytes one after another.
#[derive(Debug)]
pub(super) struct Lexer {
    state: State,
    word: Vec<u8>,
    before: Before,
    filters: Filters,
    /// Dictionaries and lists that are open.
    depth: usize,
    pub said: Said,
    /// What acts, once it was seen.
    pub found: Option<&'static str>,
}

impl Lexer {
    pub fn new() -> Lexer {
        Lexer {
            state: State::Between,
            word: Vec::new(),
            before: Before::Other,
            filters: Filters::No,
            depth: 0,
            said: Said::default(),
            found: None,
        }
    }

    pub fn feed(&mut self, byte: u8) -> Option<Event> {
        match self.state {
            State::Between => self.between(byte),
            State::Comment => {
                if matches!(byte, b'\r' | b'\n') {
                    self.state = State::Between;
                }
            }
            State::Name | State::Word if is_regular(byte) => self.keep(byte),
            State::Name => {
                self.name();
                self.between(byte);
            }
            State::Word => {
                let event = self.bare_word();
                self.between(byte);
                return event;
            }
            State::Text { deep, escaped } => self.text(byte, deep, escaped),
            State::Opening if byte == b'<' => self.opens(),
            State::Opening | State::Digits if byte == b'>' => self.string(&digits(&self.word)),
            State::Opening | State::Digits => {
                self.state = State::Digits;
                self.keep(byte);
            }
            State::Closing if byte == b'>' => self.closes(),
            State::Closing => self.between(byte),
        }
        None
    }

    /// Whether nothing is open.
    pub fn is_between(&self) -> bool {
        self.depth == 0 && self.state == State::Between
    }

    fn between(&mut self, byte: u8) {
        self.word.clear();
        self.state = match byte {
            b'/' => State::Name,
            b'%' => State::Comment,
            b'(' => State::Text { deep: 0, escaped: false },
            b'<' => State::Opening,
            b'>' => State::Closing,
            b'[' => return self.lists(),
            b']' => return self.closes(),
            byte if is_regular(byte) => {
                self.keep(byte);
                State::Word
            }
            _ => State::Between,
        };
    }

    fn keep(&mut self, byte: u8) {
        if self.word.len() >= KEPT {
            self.word.drain(..KEPT / 2);
        }
        self.word.push(byte);
    }

    fn name(&mut self) {
        let name = plain(&self.word);
        let before = std::mem::replace(&mut self.before, Before::of(&name));
        let what = match name.as_slice() {
            b"JavaScript" => Some(SCRIPT),
            b"Launch" => Some(LAUNCH),
            _ => None,
        };
        // As the kind of an action, or as an object of its own that an action's kind points at; elsewhere it may be any name.
        if before == Before::Kind || self.depth == 0 {
            self.found = self.found.or(what);
        }
        if self.filters != Filters::No {
            self.said.filters += 1;
            self.said.deflated = matches!(name.as_slice(), b"FlateDecode" | b"Fl");
            self.before = Before::Other;
        }
        if self.filters == Filters::One {
            self.filters = Filters::No;
        } else if matches!(self.before, Before::Filter | Before::FileName) {
            // Of streams within other objects `/F` is short for it.
            self.filters = Filters::One;
        }
        match name.as_slice() {
            b"ObjStm" => self.said.object_stream = true,
            b"EmbeddedFile" => self.said.attachment = true,
            b"EF" => self.said.file = true,
            b"Rendition" if before == Before::Kind => self.said.rendition = true,
            _ => {}
        }
        self.judge();
    }

    fn bare_word(&mut self) -> Option<Event> {
        self.state = State::Between;
        let before = std::mem::replace(&mut self.before, Before::Other);
        let event = match self.word.as_slice() {
            b"stream" => Some(Event::Stream),
            b"endobj" => Some(Event::End),
            b"endstream" => Some(Event::StreamEnd),
            _ => None,
        };
        match before {
            Before::Script => self.said.script = true,
            Before::Count => self.said.count = true,
            Before::First => {
                let told = number(&self.word);
                // Of two that differ nobody knows which one a reader goes by.
                self.said.odd |= told.is_none() || self.said.first.is_some_and(|first| told != Some(first));
                self.said.first = Some(told.or(self.said.first).unwrap_or_default());
                self.before = Before::FirstTold;
            }
            Before::FirstTold => self.said.first_elsewhere = true,
            Before::Length => {
                self.said.length = self.said.length.max(number(&self.word).unwrap_or_default());
                self.before = Before::LengthTold;
            }
            Before::LengthTold => self.said.length_elsewhere = true,
            Before::Predictor => self.said.odd |= self.word != b"1",
            // What its filter is stands elsewhere.
            Before::Filter => self.said.odd = true,
            Before::Other | Before::Kind | Before::FileName => {}
        }
        if self.filters == Filters::One {
            self.filters = Filters::No;
        }
        self.judge();
        event
    }

    fn text(&mut self, byte: u8, deep: usize, escaped: bool) {
        let (deep, escaped) = match byte {
            _ if escaped => (deep, false),
            b'\\' => (deep, true),
            b'(' => (deep + 1, false),
            b')' if deep == 0 => return self.string(&letters(&self.word)),
            b')' => (deep - 1, false),
            _ => (deep, false),
        };
        self.state = State::Text { deep, escaped };
        if self.before == Before::FileName {
            self.keep(byte);
        }
    }

    /// A string is whole; `told` are its bytes, where they are a file's name.
    fn string(&mut self, told: &[u8]) {
        self.state = State::Between;
        match std::mem::replace(&mut self.before, Before::Other) {
            Before::Script => self.found = self.found.or(Some(SCRIPT)),
            Before::FileName => {
                let name = file_name(told);
                self.said.acting_name |= within::acts_when_opened(&name) || within::is_archive_by_name(&name);
            }
            _ => {}
        }
        self.filters = Filters::No;
        self.judge();
    }

    fn opens(&mut self) {
        if self.depth == 0 {
            self.said = Said::default();
        }
        self.state = State::Between;
        self.before = Before::Other;
        self.filters = Filters::No;
        self.depth += 1;
    }

    fn lists(&mut self) {
        self.state = State::Between;
        self.before = Before::Other;
        self.depth += 1;
        self.filters = if self.filters == Filters::One { Filters::Many } else { Filters::No };
    }

    fn closes(&mut self) {
        self.state = State::Between;
        self.before = Before::Other;
        self.filters = Filters::No;
        self.depth = self.depth.saturating_sub(1);
    }

    /// What acts only by what stands beside it.
    fn judge(&mut self) {
        let said = &self.said;
        if said.rendition && said.script {
            self.found = self.found.or(Some(SCRIPT));
        }
        if said.file && said.acting_name {
            self.found = self.found.or(Some(ATTACHED));
        }
    }
}

/// A whole number without a sign; none of what is no such number, or too large.
fn number(word: &[u8]) -> Option<u64> {
    word.iter().try_fold(0_u64, |told, byte| match *byte {
        digit @ b'0'..=b'9' => told.checked_mul(10)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    })
}
