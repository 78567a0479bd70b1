//! Numbers in Chinese characters, and with figures among them: 十万, 三万五千, 一五〇〇, 12万5000, 1亿2500万.

const MYRIAD: i128 = 10_000;
const GREATEST: i128 = 100_000_000;

fn digit(c: char) -> Option<i128> {
    let at = |list: &str| list.chars().position(|d| d == c).and_then(|n| i128::try_from(n).ok());
    at("零一二三四五六七八九").or_else(|| at("〇壹贰叁肆伍陆柒捌玖")).or((c == '两').then_some(2))
}

/// The units and what they stand for.
const fn unit(c: char) -> Option<i128> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1_000),
        '万' => Some(MYRIAD),
        '亿' => Some(GREATEST),
        _ => None,
    }
}

/// Figures that stand side by side.
#[derive(Clone, Copy, Default)]
struct Run {
    value: i128,
    length: u32,
    /// It begins with a nought: 一千零五.
    led: bool,
    ascii: bool,
}

#[derive(Default)]
struct Reader {
    /// Up to the last 万 or 亿.
    whole: i128,
    /// What was counted since.
    section: i128,
    run: Run,
    /// The last unit, and the last of 万 and 亿; 0 where there was none.
    unit: i128,
    great: i128,
}

/// The number, if the whole text is one and reads in one way: 二三万 (two or three) is none.
pub(super) fn number(text: &str) -> Option<i128> {
    if !text.chars().any(|c| digit(c).is_some() || unit(c).is_some()) {
        return None;
    }
    let mut reader = Reader::default();
    for c in text.chars() {
        match unit(c) {
            Some(unit) if unit >= MYRIAD => reader.great(unit)?,
            Some(unit) => reader.small(unit)?,
            None => reader.figure(c)?,
        }
    }
    reader.end()
}

impl Reader {
    fn figure(&mut self, c: char) -> Option<()> {
        let (value, ascii) = match c.to_digit(10) {
            Some(figure) => (i128::from(figure), true),
            None => (digit(c)?, false),
        };
        let run = self.run;
        if run.length > 0 && run.ascii != ascii {
            return None;
        }
        let led = if run.length == 0 { value == 0 } else { run.led };
        let value = run.value.checked_mul(10)?.checked_add(value)?;
        self.run = Run { value, length: run.length + 1, led, ascii };
        Some(())
    }

    /// The figures before a unit, where there are any. Of characters only one counts, with a nought before it or without.
    fn before(&mut self) -> Option<Option<i128>> {
        let run = std::mem::take(&mut self.run);
        if run.length == 0 {
            return Some(None);
        }
        let counting = if run.led { run.length - 1 } else { run.length };
        ((run.ascii || counting == 1) && run.value > 0).then_some(Some(run.value))
    }

    fn small(&mut self, unit: i128) -> Option<()> {
        if self.unit != 0 && self.unit < MYRIAD && unit >= self.unit {
            return None;
        }
        let begins = self.unit == 0;
        let count = match self.before()? {
            Some(count) => count,
            None if unit == 10 || begins => 1,
            None => return None,
        };
        self.section = self.section.checked_add(count.checked_mul(unit)?)?;
        self.unit = unit;
        Some(())
    }

    fn great(&mut self, unit: i128) -> Option<()> {
        // 三千五万 is nothing that anybody says.
        if self.unit >= 100 && self.run.length > 0 && !self.run.led && !self.run.ascii {
            return None;
        }
        let counted = self.before()?.unwrap_or(0).checked_add(self.section)?;
        let higher = unit == GREATEST && self.great == MYRIAD;
        let of = if higher { self.whole.checked_add(counted)? } else { counted };
        let in_order = self.great == 0 || higher || (unit == MYRIAD && self.great == GREATEST);
        if of == 0 || !in_order {
            return None;
        }
        let made = of.checked_mul(unit)?;
        self.whole = if higher { made } else { self.whole.checked_add(made)? };
        (self.section, self.unit, self.great) = (0, unit, unit);
        Some(())
    }

    /// A last figure without a unit counts in tens of the unit before it: 三万五 is 35,000, and 三万零五 is 30,005.
    fn end(mut self) -> Option<i128> {
        let run = self.run;
        let rest = if run.length == 0 {
            0
        } else if self.unit == 0 {
            run.value
        } else if self.unit == 10 || run.led {
            self.before()??
        } else if run.length == 1 {
            run.value.checked_mul(self.unit / 10)?
        } else if run.ascii && 10_i128.checked_pow(run.length) == Some(self.unit) {
            run.value
        } else {
            return None;
        };
        self.whole.checked_add(self.section)?.checked_add(rest)
    }
}
