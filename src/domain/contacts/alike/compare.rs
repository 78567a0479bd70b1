//! Two names side by side.

use super::lexicon::Class;
use super::short;
use super::spelling::{self, Words};
use super::tokens::{Parsed, Token};
use super::words::WORKS;

/// From here on two names are told to be alike.
pub(super) const ALIKE: f64 = 0.8;
/// From here on they are the same, but for legal forms and little words.
pub(super) const SAME: f64 = 0.995;
/// What reading a name as the other's abbreviation costs.
const SHORTENED: f64 = 0.97;

/// How alike two names are, from 0 to 1: the best over the ways to read each.
pub(super) fn best(a: &[Parsed], b: &[Parsed]) -> f64 {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| score(x, y)));
    pairs.fold(0.0, f64::max)
}

fn score(a: &Parsed, b: &Parsed) -> f64 {
    let plain = weighed(&a.tokens, &b.tokens, Whole::Yes);
    if plain >= ALIKE { plain } else { shortened(a, b).max(shortened(b, a)).max(plain) }
}

/// As if a word of the one were made of the first letters of the other.
fn shortened(short: &Parsed, long: &Parsed) -> f64 {
    let mut best: f64 = 0.0;
    for word in short::words_like_one(&short.words) {
        for drawn in short::drawn_together(&long.words, word) {
            let long = Parsed::of_words(drawn);
            best = best.max(SHORTENED * weighed(&short.tokens, &long.tokens, Whole::No));
        }
    }
    best
}

/// Whether both names are compared as they stand: an abbreviation leaves its country out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

/// Whether words that say little are written together with the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Soft {
    Joined,
    Apart,
}

/// What a token weighs that both have.
const fn weight(class: Class) -> f64 {
    match class {
        Class::Core => 1.0,
        Class::Number => 0.6,
        Class::Kind | Class::Country | Class::Town => 0.5,
        Class::Trade => 0.45,
        Class::Soft => 0.12,
        Class::Filler | Class::Legal => 0.0,
    }
}

/// Without a name of its own a house is told by its other words.
const SOFT_ALONE: f64 = 0.25;

/// Two names laid beside each other: what both have, and what is left of each.
struct Laid<'a> {
    /// What both have, as heavy as it is.
    shared: f64,
    /// The same, as far as it is alike.
    common: f64,
    whole: Whole,
    nameless: bool,
    placed: bool,
    chamber: bool,
    /// Both have a name of their own, or one of several.
    named: bool,
    left: [Vec<&'a Token>; 2],
}

fn weighed(a: &[Token], b: &[Token], whole: Whole) -> f64 {
    let laid = lay(a, b, whole);
    if laid.common == 0.0 {
        return 0.0;
    }
    let lacking: f64 = laid.left.iter().flatten().map(|token| laid.cost(token)).sum();
    let likeness = 2.0 * laid.common / (2.0 * laid.shared + lacking);
    likeness * laid.contradiction()
}

fn lay<'a>(a: &'a [Token], b: &'a [Token], whole: Whole) -> Laid<'a> {
    let is_named = |tokens: &[Token]| tokens.iter().any(|t| t.is(Class::Core));
    let mut laid = Laid {
        shared: 0.0,
        common: 0.0,
        whole,
        nameless: !is_named(a) || !is_named(b),
        placed: false,
        chamber: false,
        named: false,
        left: [vec![], vec![]],
    };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, t) in a.iter().enumerate() {
        let near = b.iter().enumerate().map(|(j, u)| (likeness(t, u), i, j));
        pairs.extend(near.filter(|(near, ..)| *near > 0.0));
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
    let (mut taken_a, mut taken_b) = (vec![false; a.len()], vec![false; b.len()]);
    for (near, i, j) in pairs {
        if taken_a[i] || taken_b[j] {
            continue;
        }
        (taken_a[i], taken_b[j]) = (true, true);
        let soft = laid.nameless && a[i].is(Class::Soft);
        let weight = if soft { SOFT_ALONE } else { (weight(a[i].class) + weight(b[j].class)) / 2.0 };
        laid.shared += weight;
        laid.common += weight * near;
        laid.placed |= a[i].class.is_place() || b[j].class.is_place();
        laid.chamber |= a[i].notion == Some("chamber");
        laid.named |= near >= 1.0 && a[i].is(Class::Core) && b[j].is(Class::Core) && a[i].text.len() >= 4;
    }
    let rest = |tokens: &'a [Token], taken: &[bool]| {
        tokens.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(token, _)| token).collect::<Vec<_>>()
    };
    laid.left = [rest(a, &taken_a), rest(b, &taken_b)];
    laid.forgive();
    laid.join();
    laid
}

/// How alike two tokens are: the same notion in any language, the same characters, the same sound, or nearly the same letters.
fn likeness(t: &Token, u: &Token) -> f64 {
    if t.is(Class::Number) || u.is(Class::Number) {
        let same = t.class == u.class && t.key() == u.key();
        return if same { 1.0 } else { 0.0 };
    }
    if t.notion.is_some() && u.notion.is_some() {
        // 厂 is next to nothing in Chinese, and works a trade.
        let one_sort = t.class == u.class || t.notion == Some(WORKS);
        return if t.notion == u.notion && one_sort { 1.0 } else { 0.0 };
    }
    match (&t.han, &u.han) {
        (Some(a), Some(b)) => written_in_chinese(a, b, t.text == u.text),
        (None, None) => written_in_latin(t, u),
        _ if t.text == u.text && t.text.len() >= 4 => 1.0,
        _ if t.text.len() >= 6 && spelling::likeness(&t.text, &u.text, Words::Unknown) >= 0.88 => 0.85,
        _ => 0.0,
    }
}

/// One character for another of the same sound is what a keyboard by pinyin makes; in names of two characters it is another name.
fn written_in_chinese(a: &str, b: &str, sound_same: bool) -> f64 {
    if a == b {
        return 1.0;
    }
    let length = a.chars().count();
    let slips = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    let slip = sound_same && length >= 3 && length == b.chars().count() && slips == 1;
    if slip { 0.92 } else { 0.0 }
}

fn written_in_latin(t: &Token, u: &Token) -> f64 {
    let known = t.notion.is_some() || u.notion.is_some();
    let near = spelling::likeness(&t.text, &u.text, if known { Words::Known } else { Words::Unknown });
    if near > 0.0 {
        return near;
    }
    // "Univ", "Handelsk": only of words that the tables know, for Bio and Biomed are two names.
    let (short, long) = if t.text.len() < u.text.len() { (t, u) } else { (u, t) };
    let is_word = |x: &Token| matches!(x.class, Class::Kind | Class::Trade | Class::Soft);
    let cut_off = short.text.len() >= 4 && long.text.starts_with(&short.text) && (is_word(t) || is_word(u));
    if cut_off { 0.9 } else { 0.0 }
}

fn latin_joined(a: &str, b: &str) -> f64 {
    if a.len().min(b.len()) < 5 { 0.0 } else { spelling::likeness(a, b, Words::Unknown) }
}

fn han_joined(a: &str, b: &str) -> f64 {
    let (letters, others) = (a.chars().count(), b.chars().count());
    if a == b {
        return 1.0;
    }
    let slips = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    let slip = letters == others && letters >= 4 && slips == 1 && a.chars().next() == b.chars().next();
    if slip { 0.88 } else { 0.0 }
}

/// What a letter that is lost leaves of a likeness, where another word of the name is the same.
const SLIPPED: f64 = 0.85;

impl<'a> Laid<'a> {
    /// A short word with a letter lost, beside another that is the same: Silk Bridge and Silk Brige.
    fn forgive(&mut self) {
        let own = |left: &[&Token]| -> Vec<usize> {
            let is_own = |token: &Token| token.is(Class::Core) && token.han.is_none();
            left.iter().enumerate().filter(|(_, token)| is_own(token)).map(|(at, _)| at).collect()
        };
        let (a, b) = (own(&self.left[0]), own(&self.left[1]));
        let ([i], [j]) = (a.as_slice(), b.as_slice()) else { return };
        if self.named && spelling::lacks_one(&self.left[0][*i].text, &self.left[1][*j].text) {
            self.shared += weight(Class::Core);
            self.common += SLIPPED * weight(Class::Core);
            self.left[0].remove(*i);
            self.left[1].remove(*j);
        }
    }

    /// What is written in one word here and in several there: Thyssen Krupp, and 大华技朮 for 大华 and 技术.
    fn join(&mut self) {
        self.join_of(|token| token.han.is_none(), |token| &token.text, latin_joined);
        self.join_of(|token| token.han.is_some(), |token| token.han.as_deref().unwrap_or_default(), han_joined);
    }

    /// With its soft words or without them: "Bluewater" and "Blue Water Holding".
    fn join_of(&mut self, script: fn(&Token) -> bool, text: fn(&Token) -> &str, near: fn(&str, &str) -> f64) {
        let is_free = |token: &Token, soft: Soft| {
            let hard = matches!(token.class, Class::Core | Class::Kind | Class::Trade) && script(token);
            hard || (soft == Soft::Joined && token.is(Class::Soft) && script(token))
        };
        // A word of several notions stands in several tokens, one behind the other.
        let joined = |tokens: &[&Token]| {
            let mut parts: Vec<&str> = tokens.iter().map(|t| text(t)).collect();
            parts.dedup();
            parts.concat()
        };
        let weigh = |tokens: &[&Token]| tokens.iter().map(|t| weight(t.class)).sum::<f64>();
        let mut best: Option<(f64, f64, Soft)> = None;
        for soft in [Soft::Joined, Soft::Apart] {
            let free = |left: &Vec<&'a Token>| left.iter().copied().filter(|t| is_free(t, soft)).collect::<Vec<_>>();
            let [a, b] = self.left.each_ref().map(free);
            if a.is_empty() || b.is_empty() || (a.len() == 1 && b.len() == 1) {
                continue;
            }
            let near = near(&joined(&a), &joined(&b));
            if near > best.map_or(0.0, |(near, ..)| near) {
                best = Some((near, weigh(&a).max(weigh(&b)), soft));
            }
        }
        if let Some((near, heavy, soft)) = best {
            self.shared += heavy;
            self.common += near * heavy;
            self.left.iter_mut().for_each(|left| left.retain(|token| !is_free(token, soft)));
        }
    }

    /// What a token costs that one name has and the other has not.
    fn cost(&self, token: &Token) -> f64 {
        match token.class {
            Class::Country if self.whole == Whole::No => 0.2,
            Class::Town if token.late => 0.8,
            Class::Country | Class::Town if self.placed => 0.2,
            Class::Country => 0.8,
            Class::Town if self.nameless => 0.6,
            Class::Town => 0.35,
            // Of a chamber "commerce" says "commerce and industry".
            Class::Trade if self.chamber && matches!(token.notion, Some("industry" | "commerce")) => 0.2,
            Class::Kind if token.notion == Some("university") && !self.nameless => 0.45,
            Class::Trade if self.nameless => 0.8,
            Class::Trade | Class::Kind => 0.6,
            Class::Soft if self.nameless => SOFT_ALONE,
            Class::Soft => 0.12,
            Class::Number => 0.5,
            Class::Core => 1.0,
            Class::Filler | Class::Legal => 0.0,
        }
    }

    /// Whether each is somewhere else: a town here and a country there may be one place.
    fn elsewhere(&self) -> bool {
        let [a, b] = self.left.each_ref().map(|left| {
            let has = |class| left.iter().any(|t| t.is(class));
            (has(Class::Town), has(Class::Country))
        });
        (a.0 && b.0) || (a.1 && b.1)
    }

    /// Whether one is a factory, and the other an institute or a trader.
    fn works_elsewhere(&self) -> bool {
        let [a, b] = self.left.each_ref().map(|left| {
            let is_other = |token: &&Token| matches!(token.class, Class::Kind | Class::Trade);
            (
                left.iter().any(|t| t.is(Class::Soft) && t.notion == Some(WORKS)),
                left.iter().copied().any(|t| is_other(&t)),
            )
        });
        (a.0 && b.1) || (a.1 && b.0)
    }

    /// What each says and the other denies: another place, another number, another kind of house.
    fn contradiction(&self) -> f64 {
        let [a, b] = &self.left;
        let both = |is: fn(Class) -> bool| a.iter().any(|t| is(t.class)) && b.iter().any(|t| is(t.class));
        let mut factor = 1.0;
        for (denied, leaves) in [
            (self.elsewhere(), 0.55),
            (both(|c| c == Class::Number), 0.55),
            (both(|c| c == Class::Kind), 0.75),
            (both(|c| c == Class::Trade), 0.75),
            (both(|c| c == Class::Core), 0.8),
            (self.works_elsewhere(), 0.75),
        ] {
            if denied {
                factor *= leaves;
            }
        }
        factor
    }
}
