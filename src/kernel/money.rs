//! Money: whole minor units of one currency, read as people type it and written as they write it. Nothing here is ever converted.

mod chinese;
mod read;

pub use read::MoneyFault;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::locale::Locale;

/// A currency: its code (ISO 4217), how many decimals it has, and how each language calls it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Currency {
    Eur,
    Cny,
    Usd,
    Gbp,
    Chf,
    Jpy,
    Hkd,
    Krw,
    Sgd,
    Sek,
    Nok,
    Dkk,
    Pln,
    Czk,
    Huf,
    Cad,
    Aud,
}

impl Currency {
    /// In the order in which forms offer them.
    pub const ALL: [Currency; 17] = {
        use Currency::*;
        [Eur, Cny, Usd, Gbp, Chf, Jpy, Hkd, Krw, Sgd, Sek, Nok, Dkk, Pln, Czk, Huf, Cad, Aud]
    };

    /// By ISO 4217.
    pub const fn code(self) -> &'static str {
        use Currency::*;
        match self {
            Eur => "EUR",
            Cny => "CNY",
            Usd => "USD",
            Gbp => "GBP",
            Chf => "CHF",
            Jpy => "JPY",
            Hkd => "HKD",
            Krw => "KRW",
            Sgd => "SGD",
            Sek => "SEK",
            Nok => "NOK",
            Dkk => "DKK",
            Pln => "PLN",
            Czk => "CZK",
            Huf => "HUF",
            Cad => "CAD",
            Aud => "AUD",
        }
    }
    /// Decimals of its minor unit.
    pub const fn digits(self) -> u32 {
        match self {
            Currency::Jpy | Currency::Krw => 0,
            _ => 2,
        }
    }
    /// Where it is at home thousands are parted by commas, and nothing else is.
    const fn groups_by_commas(self) -> bool {
        use Currency::*;
        matches!(self, Cny | Usd | Gbp | Jpy | Hkd | Krw | Sgd | Aud)
    }
    const fn symbol(self) -> Option<&'static str> {
        match self {
            Currency::Eur => Some("€"),
            Currency::Gbp => Some("£"),
            Currency::Usd => Some("US$"),
            Currency::Cny => Some("CN¥"),
            Currency::Jpy => Some("JP¥"),
            _ => None,
        }
    }
    const fn chinese(self) -> Option<&'static str> {
        match self {
            Currency::Eur => Some("欧元"),
            Currency::Usd => Some("美元"),
            Currency::Gbp => Some("英镑"),
            Currency::Chf => Some("瑞士法郎"),
            Currency::Jpy => Some("日元"),
            Currency::Hkd => Some("港元"),
            Currency::Krw => Some("韩元"),
            _ => None,
        }
    }
    const fn factor(self) -> i64 {
        10_i64.pow(self.digits())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is no currency that is known here.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a currency that is known here")]
pub struct UnknownCurrency;

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let text = text.trim();
        Currency::ALL.into_iter().find(|c| c.code().eq_ignore_ascii_case(text)).ok_or(UnknownCurrency)
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// In the smallest unit of the currency: cents, or yen.
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    /// More than anybody gives, and far from the end of what can be counted: sums of a programme stay whole.
    pub const MOST: i64 = 100_000_000_000_000;

    /// `minor` is in the smallest unit of the currency.
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// As people type it: "1.500,00 EUR", "1 500,50 €", "¥120,000", "10万元", "人民币十万元", "1,5 Mio". A currency in the text counts
    /// before `chosen`; a sign that several share means the chosen one, where it is among them. What could be read in two ways is refused
    /// with both.
    pub fn parse(text: &str, chosen: Option<Currency>) -> Result<Money, MoneyFault> {
        read::read(text, chosen)
    }

    /// For programs and files, and read back as it was: "1500.50", with all its decimals and no groups.
    pub fn plain(self) -> String {
        let factor = self.currency.factor();
        let (whole, rest) = (self.minor / factor, (self.minor % factor).abs());
        match self.currency.digits() {
            0 => whole.to_string(),
            digits => format!("{whole}.{rest:0width$}", width = digits as usize),
        }
    }

    /// As a reader of this language writes it; decimals only where there are any.
    pub fn shown(self, locale: Locale) -> String {
        let factor = self.currency.factor();
        let (whole, rest) = (self.minor / factor, (self.minor % factor).abs());
        let (group, point) = if locale == Locale::Fr { ("\u{202f}", ",") } else { (",", ".") };
        let mut number = grouped(whole, group);
        if rest != 0 {
            number.push_str(&format!("{point}{rest:0width$}", width = self.currency.digits() as usize));
        }
        let code = self.currency.code();
        match locale {
            Locale::En => match self.currency.symbol() {
                Some(symbol) => format!("{symbol}{number}"),
                None => format!("{code}\u{a0}{number}"),
            },
            Locale::Fr => match self.currency {
                // Singular up to two, nothing at all included.
                Currency::Cny if self.minor.unsigned_abs() < 2 * factor.unsigned_abs() => format!("{number}\u{a0}yuan"),
                Currency::Cny => format!("{number}\u{a0}yuans"),
                Currency::Usd => format!("{number}\u{a0}$\u{a0}US"),
                Currency::Eur => format!("{number}\u{a0}€"),
                Currency::Gbp => format!("{number}\u{a0}£"),
                _ => format!("{number}\u{a0}{code}"),
            },
            Locale::Zh => match (self.currency, self.currency.chinese()) {
                // At home the sign says enough; the yen, which shares it, is called by its name.
                (Currency::Cny, _) => format!("¥{number}"),
                (_, Some(name)) => format!("{number}{name}"),
                (_, None) => format!("{number}\u{a0}{code}"),
            },
        }
    }
}

fn grouped(number: i64, between: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(between);
        }
        out.push(digit);
    }
    if number < 0 { format!("−{out}") } else { out }
}
