//! Whether there is anything to see of a drawing: it has a size of its own, or a window on what is drawn, and neither is nought.

use quick_xml::events::BytesStart;

pub(super) fn is_seen(root: &BytesStart<'_>) -> bool {
    let (mut width, mut height, mut window) = (None, None, None);
    // What cannot be read of its attributes is refused elsewhere.
    for attribute in root.attributes().flatten() {
        let said = super::value(&attribute);
        let key: &str = attribute.key.as_ref();
        match key {
            "width" => width = side(&said),
            "height" => height = side(&said),
            "viewBox" => window = sides(&said),
            _ => {}
        }
    }
    let nought = |side: Option<f64>| side.is_some_and(|n| n <= 0.0);
    match window {
        _ if nought(width) || nought(height) => false,
        Some((across, down)) => across > 0.0 && down > 0.0,
        None => width.is_some() && height.is_some(),
    }
}

/// A length in whatever unit; a share of the page is no size by itself.
fn side(text: &str) -> Option<f64> {
    let text = text.trim();
    let share = text.ends_with('%');
    let number = text.trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic()).trim_end();
    number.parse().ok().filter(|n: &f64| !share || *n <= 0.0)
}

/// The width and height of a `viewBox`; none where it cannot be read, as browsers have it.
fn sides(text: &str) -> Option<(f64, f64)> {
    let parts = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [_, _, across, down] => Some((*across, *down)),
        _ => None,
    }
}
