//! Numbers in Chinese characters: 十万, 三万五千, 一百二十.

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
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The number, if the whole text is one.
pub(super) fn number(text: &str) -> Option<i128> {
    let (mut whole, mut part, mut last) = (0_i128, 0_i128, None);
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            last = Some(digit);
            continue;
        }
        let unit = unit(c)?;
        if unit >= 10_000 {
            let counted = part + last.take().unwrap_or(0);
            whole = if unit > 10_000 { (whole + counted.max(1)) * unit } else { whole + counted.max(1) * unit };
            part = 0;
        } else {
            part += last.take().unwrap_or(1) * unit;
        }
    }
    (!text.is_empty()).then(|| whole + part + last.unwrap_or(0))
}
