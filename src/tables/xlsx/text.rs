//! A workbook's values as text.

use calamine::{DataRef, ExcelDateTime};

/// The value as text, or `None` for a spreadsheet error such as `#REF!`.
///
/// Numbers as a person would type them (fifteen significant digits, no `.0`, no exponent), dates as `2016-04-18`, instants as
/// `2016-04-18T09:30:00`, times of day and durations as `09:30:00`.
pub(super) fn of(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => of_number(*number),
        DataRef::Bool(true) => "true".to_owned(),
        DataRef::Bool(false) => "false".to_owned(),
        DataRef::DateTime(instant) => of_instant(instant),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => return None,
    })
}

pub(super) fn of_number(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    // Workbooks keep 0.1 + 0.2 as 0.30000000000000004 and show 0.3.
    let shown = format!("{number:.14e}").parse().unwrap_or(number);
    match shown == 0.0 {
        true => "0".to_owned(),
        false => format!("{shown}"),
    }
}

fn of_instant(instant: &ExcelDateTime) -> String {
    if instant.is_duration() {
        return of_duration(instant.as_f64());
    }
    if instant.as_f64() < 0.0 {
        return of_number(instant.as_f64());
    }
    let (year, month, day, hour, minute, second, milli) = instant.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = match milli {
        0 => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    };
    match () {
        () if instant.as_f64() < 1.0 => time,
        () if (hour, minute, second, milli) == (0, 0, 0, 0) => date,
        () => format!("{date}T{time}"),
    }
}

fn of_duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
