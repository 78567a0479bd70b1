//! Names within the room that a drawing has for them.

/// A name in as many lines as it takes, two at most, each within the room, in the drawing's units.
pub(super) fn lines(name: &str, room: i64) -> Vec<String> {
    if width(name) <= room {
        return vec![name.to_owned()];
    }
    let ends = breaks(name).into_iter().take_while(|end| width(name[..*end].trim_end()) <= room);
    match ends.last() {
        Some(end) => vec![name[..end].trim_end().to_owned(), fitted(name[end..].trim_start(), room)],
        None => vec![fitted(name, room)],
    }
}

/// Where a line may end: behind a space, and between Chinese characters.
fn breaks(name: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let may = |pair: &[(usize, char)]| pair[0].1 == ' ' || (is_wide(pair[0].1) && is_wide(pair[1].1));
    letters.windows(2).filter(|pair| may(pair)).map(|pair| pair[1].0).collect()
}

/// As much of a name as there is room for.
fn fitted(name: &str, room: i64) -> String {
    if width(name) <= room {
        return name.to_owned();
    }
    let mut left = room - letter('…');
    let kept = name.chars().take_while(|c| {
        left -= letter(*c);
        left >= 0
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

const fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// A Chinese character takes the room of two letters.
const fn letter(c: char) -> i64 {
    if is_wide(c) { 14 } else { 7 }
}

fn width(name: &str) -> i64 {
    name.chars().map(letter).sum()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_name_stays_before_the_next_one_in_two_lines() {
        assert_eq!(lines("Séminaire", 63), ["Séminaire"]);
        assert_eq!(lines("Analyse de données de réseaux", 160), ["Analyse de données de", "réseaux"]);
        assert_eq!(lines("Atelier des parties prenantes", 100), ["Atelier des", "parties prena…"]);
        assert_eq!(lines("网络数据分析", 50), ["网络数", "据分析"]);
        assert_eq!(lines("Stakeholders", 40), ["Stak…"]);
    }
}
