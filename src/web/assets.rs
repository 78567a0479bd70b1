//! The stylesheet, the scripts and the mark, embedded.

use std::sync::OnceLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// All files of `templates/assets`, by their path below it.
#[derive(RustEmbed)]
#[folder = "templates/assets/"]
#[exclude = "*.png"]
pub struct Assets;

/// The parts of the stylesheet, one for each family of pieces; later ones may overrule earlier ones.
const PARTS: [&str; 15] = [
    "base",
    "frame",
    "marks",
    "matrix",
    "agenda",
    "board",
    "lists",
    "forms",
    "factor",
    "acts",
    "consultations",
    "letters",
    "mails",
    "api",
    "print",
];

/// The whole stylesheet, served as `/assets/convoke.css`.
pub fn stylesheet() -> &'static str {
    static WHOLE: OnceLock<String> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let part = |name: &&str| Assets::get(&format!("css/{name}.css"));
        PARTS.iter().filter_map(part).map(|file| String::from_utf8_lossy(&file.data).into_owned()).collect()
    })
}

/// A short digest of everything served here; it stands in the assets' addresses, which may then be cached for ever.
pub fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut digest = Sha256::new();
        for file in Assets::iter().filter_map(|path| Assets::get(&path)) {
            digest.update(&file.data);
        }
        digest.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_stylesheet_is_there_and_none_beside() {
        let parts: Vec<_> = Assets::iter().filter(|path| path.starts_with("css/")).collect();
        assert_eq!(parts.len(), PARTS.len(), "{parts:?}");
        assert!(PARTS.iter().all(|p| Assets::get(&format!("css/{p}.css")).is_some()));
        assert!(stylesheet().contains(":root") && version().len() == 10);
    }
}
