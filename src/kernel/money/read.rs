//! Amounts as they are typed.

use super::chinese;
use super::{Currency, Money};
use crate::kernel::locale::Locale;

/// Why an amount was not understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyFault {
    Unreadable,
    /// Of which currency is neither said nor chosen.
    NoCurrency,
    /// A point or comma before three digits parts thousands here and decimals there.
    Ambiguous {
        one: Money,
        other: Money,
    },
    /// More decimals than the currency has.
    Decimals {
        digits: u32,
    },
    /// Nothing, or more than is taken.
    OutOfRange {
        currency: Currency,
    },
}

impl MoneyFault {
    /// The last part of the message's key.
    pub const fn key(&self) -> &'static str {
        match self {
            MoneyFault::Unreadable => "money-unreadable",
            MoneyFault::NoCurrency => "money-no-currency",
            MoneyFault::Ambiguous { .. } => "money-ambiguous",
            MoneyFault::Decimals { .. } => "money-decimals",
            MoneyFault::OutOfRange { .. } => "money-range",
        }
    }
    /// What its sentence is filled with.
    pub fn args(self, locale: Locale) -> Vec<(&'static str, String)> {
        match self {
            MoneyFault::Unreadable | MoneyFault::NoCurrency => Vec::new(),
            MoneyFault::Ambiguous { one, other } => {
                let plain = |m: Money| format!("{} {}", m.plain(), m.currency);
                vec![
                    ("one", one.shown(locale)),
                    ("other", other.shown(locale)),
                    ("plain", plain(one)),
                    ("otherplain", plain(other)),
                ]
            }
            MoneyFault::Decimals { digits } => vec![("digits", digits.to_string())],
            MoneyFault::OutOfRange { currency } => {
                vec![("most", Money::new(Money::MOST, currency).shown(locale))]
            }
        }
    }
}

/// How currencies are written; longer ones first, where one is part of another.
const SIGNS: &[(&str, Currency)] = &[
    ("人民币", Currency::Cny),
    ("瑞士法郎", Currency::Chf),
    ("欧元", Currency::Eur),
    ("美元", Currency::Usd),
    ("英镑", Currency::Gbp),
    ("日元", Currency::Jpy),
    ("円", Currency::Jpy),
    ("港元", Currency::Hkd),
    ("港币", Currency::Hkd),
    ("韩元", Currency::Krw),
    ("元", Currency::Cny),
    ("CN¥", Currency::Cny),
    ("JP¥", Currency::Jpy),
    ("US$", Currency::Usd),
    ("$US", Currency::Usd),
    ("HK$", Currency::Hkd),
    ("RMB", Currency::Cny),
    ("YUANS", Currency::Cny),
    ("YUAN", Currency::Cny),
    ("EUROS", Currency::Eur),
    ("EURO", Currency::Eur),
    ("SFR.", Currency::Chf),
    ("FR.", Currency::Chf),
    ("€", Currency::Eur),
    ("£", Currency::Gbp),
    ("$", Currency::Usd),
];

/// Words for powers of ten behind a number.
const POWERS: &[(&str, u32)] =
    &[("千万", 7), ("百万", 6), ("万", 4), ("亿", 8), ("千", 3), ("MIO", 6), ("K", 3), ("M", 6)];

/// Letters in one size and width, without spaces and marks that part thousands without doubt.
fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '￥' => '¥',
        c => c,
    };
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_' | '整' | '正' | '约');
    crate::kernel::invalid::seen(text).chars().filter(kept).map(narrow).flat_map(char::to_uppercase).collect()
}

/// The currency that the text names, and the text without it.
fn currency(text: &str, chosen: Option<Currency>) -> Result<(Option<Currency>, String), MoneyFault> {
    let mut rest = text.to_owned();
    let mut found: Option<Currency> = None;
    let mut note = |currency: Currency| match found {
        Some(other) if other != currency => Err(MoneyFault::Unreadable),
        _ => {
            found = Some(currency);
            Ok(())
        }
    };
    for currency in Currency::ALL {
        if rest.contains(currency.code()) {
            rest = rest.replacen(currency.code(), "", 1);
            note(currency)?;
        }
    }
    for (sign, currency) in SIGNS {
        if rest.contains(sign) {
            rest = rest.replacen(sign, "", 1);
            // 人民币十万元 names one currency twice.
            note(*currency)?;
        }
    }
    if rest.contains('¥') {
        rest = rest.replacen('¥', "", 1);
        let said = if chosen == Some(Currency::Jpy) { Currency::Jpy } else { Currency::Cny };
        if found.is_none_or(|f| !matches!(f, Currency::Cny | Currency::Jpy)) {
            return if found.is_some() { Err(MoneyFault::Unreadable) } else { Ok((Some(said), rest)) };
        }
    }
    Ok((found, rest))
}

/// A number before its power of ten is applied: digits, and how many of them are decimals.
struct Number {
    digits: i128,
    decimals: u32,
}

enum Reading {
    One(Number),
    /// As thousands, as decimals.
    Two(Number, Number),
}

pub(super) fn read(text: &str, chosen: Option<Currency>) -> Result<Money, MoneyFault> {
    let text = narrowed(text);
    let (said, rest) = currency(&text, chosen)?;
    let rest = rest.strip_suffix(".-").or_else(|| rest.strip_suffix(",-")).unwrap_or(&rest);
    if rest.is_empty() {
        return Err(MoneyFault::Unreadable);
    }
    let currency = said.or(chosen).ok_or(MoneyFault::NoCurrency)?;
    if let Some(whole) = chinese::number(rest) {
        return money(&Number { digits: whole, decimals: 0 }, 0, currency);
    }
    let power = POWERS.iter().find_map(|(word, power)| rest.strip_suffix(word).map(|number| (number, *power)));
    let (number, power) = power.unwrap_or((rest, 0));
    match reading(number, currency, power)? {
        Reading::One(number) => money(&number, power, currency),
        Reading::Two(one, other) => {
            Err(MoneyFault::Ambiguous { one: money(&one, power, currency)?, other: money(&other, power, currency)? })
        }
    }
}

fn reading(text: &str, currency: Currency, power: u32) -> Result<Reading, MoneyFault> {
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    if signs.iter().any(|(_, c)| !matches!(c, '.' | ',')) {
        return Err(MoneyFault::Unreadable);
    }
    let Some((at, sign)) = signs.last().copied() else { return Ok(Reading::One(whole(text)?)) };
    let (before, after) = (&text[..at], &text[at + 1..]);
    let mixed = signs.iter().any(|(_, c)| *c != sign);
    if mixed {
        // The last sign parts decimals, and stands once; the other parts thousands.
        let other = if sign == '.' { ',' } else { '.' };
        if signs.iter().filter(|(_, c)| *c == sign).count() > 1 {
            return Err(MoneyFault::Unreadable);
        }
        return Ok(Reading::One(parted(&in_groups(before, other)?, after)?));
    }
    if signs.len() > 1 {
        return Ok(Reading::One(whole(&in_groups(text, sign)?)?));
    }
    let may_be_thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if !may_be_thousands || power > 0 {
        return Ok(Reading::One(parted(before, after)?));
    }
    let thousands = whole(&format!("{before}{after}"))?;
    if currency.digits() == 0 || (sign == ',' && currency.groups_by_commas()) {
        return Ok(Reading::One(thousands));
    }
    let decimals = parted(before, after.trim_end_matches('0'))?;
    Ok(if after.ends_with('0') || after == "000" { Reading::Two(thousands, decimals) } else { Reading::One(thousands) })
}

/// The digits of groups of three.
fn in_groups(text: &str, sign: char) -> Result<String, MoneyFault> {
    let groups: Vec<&str> = text.split(sign).collect();
    let first = groups.first().is_some_and(|g| (1..=3).contains(&g.len()));
    let good = first && groups.iter().skip(1).all(|g| g.len() == 3);
    if good || groups.len() == 1 { Ok(groups.concat()) } else { Err(MoneyFault::Unreadable) }
}

fn whole(digits: &str) -> Result<Number, MoneyFault> {
    parted(digits, "")
}

fn parted(before: &str, after: &str) -> Result<Number, MoneyFault> {
    let all = format!("{before}{after}");
    let decimals = u32::try_from(after.len()).map_err(|_| MoneyFault::Unreadable)?;
    let good = !before.is_empty() && all.len() <= 24 && all.bytes().all(|b| b.is_ascii_digit());
    let digits = all.parse().ok().filter(|_| good).ok_or(MoneyFault::Unreadable)?;
    Ok(Number { digits, decimals })
}

fn money(number: &Number, power: u32, currency: Currency) -> Result<Money, MoneyFault> {
    let digits = currency.digits();
    let (up, down) = (10_i128.pow(power + digits), 10_i128.pow(number.decimals));
    let minor = number.digits.checked_mul(up).ok_or(MoneyFault::OutOfRange { currency })?;
    if minor % down != 0 {
        return Err(MoneyFault::Decimals { digits });
    }
    let minor = i64::try_from(minor / down).ok().filter(|m| (1..=Money::MOST).contains(m));
    minor.map(|minor| Money { minor, currency }).ok_or(MoneyFault::OutOfRange { currency })
}
