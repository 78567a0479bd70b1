//! From what was decided to what the form would have sent.

use super::seen::is_frame;
use super::three_way::plain;
use crate::web::Fields;

/// The form as it stands after the decisions. A field that nobody has decided about leaves it without a version, so that it is asked
/// about again. Of anything but such an answer it is the form itself.
pub(crate) fn resolve(sent: Fields) -> Fields {
    if !sent.has("differs") {
        return sent;
    }
    let mut out = Fields::default();
    let frame = ["csrf", "form_key", "looked", "version", "act"];
    for (name, value) in sent.iter().filter(|(name, _)| !is_frame(name) || frame.contains(name)) {
        out.push(name, value);
    }
    let picked = |name: &str| {
        // A text that was just written by hand is never passed over for a side that was chosen beforehand.
        let written = plain(sent.text(&format!("hand:{name}"))) != plain(sent.text(&format!("drawn:{name}")));
        match sent.text(&format!("pick:{name}")) {
            "hand" => Some("hand"),
            "mine" if !written => Some("mine"),
            "theirs" if !written => Some("theirs"),
            "" if written => Some("hand"),
            _ => None,
        }
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
        for name in sent.all("differs") {
            out.push(&format!("pick:{name}"), picked(name).unwrap_or_default());
            let hand = format!("hand:{name}");
            if sent.has(&hand) {
                out.push(&hand, sent.text(&hand));
            }
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

    const ASKED: [(&str, &str); 14] = [
        ("csrf", "c"),
        ("version", "7"),
        ("was", "old"),
        ("now", "new"),
        ("room", "301"),
        ("differs", "title.en"),
        ("mine:title.en", "Mine"),
        ("theirs:title.en", "Theirs"),
        ("hand:title.en", "Both"),
        ("drawn:title.en", "Mine"),
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
        sent.set("hand:title.en", "Mine");
        sent.push("pick:languages", "theirs");
        let form = resolve(sent);
        assert_eq!((form.text("version"), form.text("was"), form.text("title.en")), ("0", "old", "Mine"));
        assert_eq!((form.text("pick:languages"), form.text("pick:title.en")), ("theirs", ""));
        assert!(form.has("undecided"));
    }

    #[test]
    fn what_is_written_by_hand_is_meant_or_asked_about() {
        let ask = |pick: &str| {
            let mut sent = fields(&ASKED);
            sent.push("pick:languages", "mine");
            sent.push("pick:title.en", pick);
            resolve(sent)
        };
        assert_eq!(ask("").text("title.en"), "Both", "nothing else was chosen");
        let asked = ask("theirs");
        assert_eq!(
            (asked.text("version"), asked.text("pick:title.en"), asked.text("hand:title.en")),
            ("0", "", "Both")
        );
        let mut again = fields(&ASKED);
        again.set("drawn:title.en", "Both");
        again.push("pick:title.en", "theirs");
        again.push("pick:languages", "mine");
        assert_eq!(resolve(again).text("title.en"), "Theirs", "seen and decided");
    }

    #[test]
    fn any_other_form_passes_as_it_is() {
        let plain = fields(&[("title.en", "A"), ("version", "1"), ("was", "x")]);
        assert_eq!(resolve(plain.clone()), plain);
    }
}
