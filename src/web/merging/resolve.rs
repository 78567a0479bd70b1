//! From what was decided to what the form would have sent.

use super::seen::is_frame;
use crate::web::Fields;

/// The form as it stands after the decisions. A field that nobody has decided about leaves it without a version, so that it is asked
/// about again. Of anything but such an answer it is the form itself.
pub(crate) fn resolve(sent: Fields) -> Fields {
    if !sent.has("differs") {
        return sent;
    }
    let mut out = Fields::default();
    let frame = ["csrf", "form_key", "version", "act"];
    for (name, value) in sent.iter().filter(|(name, _)| !is_frame(name) || frame.contains(name)) {
        out.push(name, value);
    }
    let picked = |name: &str| match sent.text(&format!("pick:{name}")) {
        "mine" => Some("mine"),
        "theirs" => Some("theirs"),
        "hand" => Some("hand"),
        _ => None,
    };
    let undecided = sent.all("differs").any(|name| picked(name).is_none());
    for name in sent.all("differs") {
        // Until all is decided, one's own side stays one's own.
        let from = picked(name).filter(|_| !undecided).unwrap_or("mine");
        sent.all(&format!("{from}:{name}")).for_each(|value| out.push(name, value));
    }
    if undecided {
        out.set("version", "0");
        out.set("undecided", "yes");
        out.set("was", sent.text("was"));
        for (name, value) in sent.iter().filter(|(n, _)| n.starts_with("pick:") || n.starts_with("hand:")) {
            out.push(name, value);
        }
    } else {
        out.set("was", sent.text("now"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    const ASKED: [(&str, &str); 13] = [
        ("csrf", "c"),
        ("version", "7"),
        ("was", "old"),
        ("now", "new"),
        ("room", "301"),
        ("differs", "title.en"),
        ("mine:title.en", "Mine"),
        ("theirs:title.en", "Theirs"),
        ("hand:title.en", "Both"),
        ("differs", "languages"),
        ("mine:languages", "en"),
        ("theirs:languages", "en"),
        ("theirs:languages", "zh"),
    ];

    #[test]
    fn each_field_becomes_what_was_decided() {
        let mut sent = fields(&ASKED);
        sent.push("pick:title.en", "hand");
        sent.push("pick:languages", "theirs");
        let form = resolve(sent);
        assert_eq!((form.text("title.en"), form.text("room"), form.text("version")), ("Both", "301", "7"));
        assert_eq!(form.all("languages").collect::<Vec<_>>(), ["en", "zh"]);
        assert_eq!(form.text("was"), "new", "what it is compared with from now on");
        assert!(form.iter().all(|(name, _)| !name.contains(':')));
    }

    #[test]
    fn without_a_decision_it_is_no_version_and_nothing_is_lost() {
        let mut sent = fields(&ASKED);
        sent.push("pick:languages", "theirs");
        let form = resolve(sent);
        assert_eq!((form.text("version"), form.text("was"), form.text("title.en")), ("0", "old", "Mine"));
        assert_eq!((form.text("pick:languages"), form.text("hand:title.en")), ("theirs", "Both"));
        assert!(form.has("undecided"));
    }

    #[test]
    fn any_other_form_passes_as_it_is() {
        let plain = fields(&[("title.en", "A"), ("version", "1"), ("was", "x")]);
        assert_eq!(resolve(plain.clone()), plain);
    }
}
