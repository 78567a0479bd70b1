//! Amounts as they are typed.

use super::chinese;
use super::{Currency, Money};
use crate::kernel::locale::Locale;
use crate::kernel::wide;

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

/// How currencies are written, beside their codes; longer ones first, where one is part of another.
const SIGNS: &[(&str, Currency)] = &[
    ("人民币", Currency::Cny),
    ("瑞士法郎", Currency::Chf),
    ("新加坡元", Currency::Sgd),
    ("欧元", Currency::Eur),
    ("美元", Currency::Usd),
    ("美金", Currency::Usd),
    ("英镑", Currency::Gbp),
    ("日元", Currency::Jpy),
    ("円", Currency::Jpy),
    ("港元", Currency::Hkd),
    ("港币", Currency::Hkd),
    ("韩元", Currency::Krw),
    ("加元", Currency::Cad),
    ("澳元", Currency::Aud),
    ("新元", Currency::Sgd),
    ("元", Currency::Cny),
    ("CN¥", Currency::Cny),
    ("JP¥", Currency::Jpy),
    ("US$", Currency::Usd),
    ("$US", Currency::Usd),
    ("HK$", Currency::Hkd),
    ("CA$", Currency::Cad),
    ("AU$", Currency::Aud),
    ("RMB", Currency::Cny),
    ("YUANS", Currency::Cny),
    ("YUAN", Currency::Cny),
    ("EUROS", Currency::Eur),
    ("EURO", Currency::Eur),
    ("SFR.", Currency::Chf),
    ("FR.", Currency::Chf),
    ("€", Currency::Eur),
    ("£", Currency::Gbp),
];

/// Signs of several currencies: the one said elsewhere or chosen, where it is among them, else the first.
const SHARED: &[(&str, &[Currency])] = &[
    ("¥", &[Currency::Cny, Currency::Jpy]),
    ("$", &[Currency::Usd, Currency::Cad, Currency::Aud, Currency::Hkd, Currency::Sgd]),
];

/// Words for powers of ten behind a number, longer ones first, where one ends as another does.
const POWERS: &[(&str, u32)] = &[
    ("万亿", 12),
    ("千万", 7),
    ("百万", 6),
    ("万", 4),
    ("亿", 8),
    ("千", 3),
    ("MILLIONEN", 6),
    ("MILLIONS", 6),
    ("MILLION", 6),
    ("MIO.", 6),
    ("MIO", 6),
    ("MLN", 6),
    ("MRD.", 9),
    ("MRD", 9),
    ("TSD.", 3),
    ("TSD", 3),
    ("K", 3),
    ("M", 6),
];

/// A power of ten as it was written.
#[derive(Clone, Copy)]
struct Power {
    tens: u32,
    /// In Chinese, where a comma always parts thousands, and a point always decimals.
    han: bool,
}

/// Letters in one size and width, in simplified characters. Spaces and apostrophes between two figures become one space, which must part
/// thousands; elsewhere they fall away.
fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '￥' => '¥',
        '−' | '–' | '—' => '-',
        '萬' => '万',
        '億' => '亿',
        '圓' | '圆' => '元',
        '歐' => '欧',
        '鎊' => '镑',
        '幣' => '币',
        '兩' => '两',
        '貳' => '贰',
        '參' | '叄' => '叁',
        '陸' => '陆',
        c => wide::narrow(c),
    };
    let seen = crate::kernel::invalid::seen(text);
    let kept = seen.chars().map(narrow).filter(|c| !matches!(c, '整' | '正' | '约')).flat_map(char::to_uppercase);
    let (mut out, mut parted) = (String::with_capacity(text.len()), false);
    for c in kept {
        if c.is_whitespace() || matches!(c, '\'' | '’' | '_') {
            parted = true;
            continue;
        }
        if parted && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push(' ');
        }
        parted = false;
        out.push(c);
    }
    out
}

/// The text without what names a currency at one of its ends, and which one that is. In the middle it would part the number: 3€50.
fn taken_off(text: &str, known: Option<Currency>) -> Option<(Currency, &str)> {
    let without = |sign: &str| text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
    let shared = |all: &[Currency]| known.filter(|known| all.contains(known)).or_else(|| all.first().copied());
    let signs = || SIGNS.iter().find_map(|(sign, currency)| Some((*currency, without(sign)?)));
    let codes = || Currency::ALL.into_iter().find_map(|currency| Some((currency, without(currency.code())?)));
    let others = || SHARED.iter().find_map(|(sign, all)| without(sign).and_then(|rest| Some((shared(all)?, rest))));
    signs().or_else(codes).or_else(others)
}

/// The currency that the text names, and the text without it. 人民币十万元 names one currency twice.
fn currency(text: &str, chosen: Option<Currency>) -> Result<(Option<Currency>, &str), MoneyFault> {
    let (mut rest, mut found): (&str, Option<Currency>) = (text, None);
    while let Some((said, less)) = taken_off(rest, found.or(chosen)) {
        if found.is_some_and(|other| other != said) {
            return Err(MoneyFault::Unreadable);
        }
        (rest, found) = (less, Some(said));
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

/// Without what says that it is less than nothing, and whether there was any.
fn less_than_nothing(text: &str) -> (bool, &str) {
    let bracketed = || text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    text.strip_prefix('-').or_else(bracketed).map_or((false, text), |rest| (true, rest))
}

pub(super) fn read(text: &str, chosen: Option<Currency>) -> Result<Money, MoneyFault> {
    let text = narrowed(text);
    let (outside, text) = less_than_nothing(&text);
    let (said, rest) = currency(text, chosen)?;
    let (inside, rest) = less_than_nothing(rest);
    if rest.is_empty() {
        return Err(MoneyFault::Unreadable);
    }
    let Some(currency) = said.or(chosen) else {
        // What is no amount in any currency is not helped by naming one.
        let readable = amount(rest, Currency::Eur) != Err(MoneyFault::Unreadable);
        return Err(if readable { MoneyFault::NoCurrency } else { MoneyFault::Unreadable });
    };
    match amount(rest, currency) {
        Err(MoneyFault::Unreadable) => Err(MoneyFault::Unreadable),
        _ if outside || inside => Err(MoneyFault::OutOfRange { currency }),
        read => read,
    }
}

fn amount(text: &str, currency: Currency) -> Result<Money, MoneyFault> {
    if let Some(whole) = chinese::number(text) {
        return money(&Number { digits: whole, decimals: 0 }, 0, currency);
    }
    let text = closed(text);
    let power = POWERS
        .iter()
        .find_map(|(word, tens)| Some((text.strip_suffix(word)?, Power { tens: *tens, han: !word.is_ascii() })));
    let (number, power) = power.unwrap_or((text.as_str(), Power { tens: 0, han: false }));
    match reading(number, currency, power)? {
        Reading::One(number) => money(&number, power.tens, currency),
        Reading::Two(one, other) => match (money(&one, power.tens, currency), money(&other, power.tens, currency)) {
            (Ok(one), Ok(other)) => Err(MoneyFault::Ambiguous { one, other }),
            (Ok(money), Err(_)) | (Err(_), Ok(money)) => Ok(money),
            (Err(fault), Err(_)) => Err(fault),
        },
    }
}

/// A stroke in the place of the decimals says that there are none: 1.500,- and 1'500.--
fn closed(text: &str) -> String {
    let bare = text.trim_end_matches('-');
    if bare.len() < text.len() && bare.ends_with(['.', ',']) { format!("{bare}00") } else { text.to_owned() }
}

fn reading(text: &str, currency: Currency, power: Power) -> Result<Reading, MoneyFault> {
    if text.contains(' ') {
        let (groups, after) = text.rsplit_once(['.', ',']).unwrap_or((text, ""));
        return Ok(Reading::One(parted(&in_groups(groups, ' ')?, after)?));
    }
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
    either(before, (sign, after), currency, power)
}

/// One sign alone, which may part thousands or decimals.
fn either(before: &str, (sign, after): (char, &str), currency: Currency, power: Power) -> Result<Reading, MoneyFault> {
    let may_be_thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    let decimals = parted(before, after)?;
    if !may_be_thousands || (power.han && sign == '.') {
        return Ok(Reading::One(decimals));
    }
    let thousands = whole(&format!("{before}{after}"))?;
    let for_certain = sign == ',' && (currency.groups_by_commas() || power.han);
    if for_certain || (power.tens == 0 && currency.digits() == 0) {
        return Ok(Reading::One(thousands));
    }
    Ok(if power.tens > 0 || after.ends_with('0') {
        Reading::Two(thousands, decimals)
    } else {
        // Three decimals that all count are none of this currency.
        Reading::One(thousands)
    })
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

/// So many digits are reckoned with before the point; more are too much of any currency.
const WHOLE: usize = 15;
/// And so many behind it; more are too fine for any.
const FINE: usize = 12;

fn parted(before: &str, after: &str) -> Result<Number, MoneyFault> {
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if before.is_empty() || !is_number(before) || !is_number(after) {
        return Err(MoneyFault::Unreadable);
    }
    let (before, after) = (before.trim_start_matches('0'), after.trim_end_matches('0'));
    if before.len() > WHOLE {
        return Ok(Number { digits: i128::from(Money::MOST) * 10, decimals: 0 });
    }
    if after.len() > FINE {
        return Ok(Number { digits: 1, decimals: 20 });
    }
    let decimals = u32::try_from(after.len()).map_err(|_| MoneyFault::Unreadable)?;
    let digits: i128 = format!("0{before}{after}").parse().map_err(|_| MoneyFault::Unreadable)?;
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
