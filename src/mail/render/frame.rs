//! The type of a mail's cells. Outlook lets no cell inherit from the body, so each says its own; Chinese letters come first where
//! Chinese is read, and stand further apart.

use crate::kernel::locale::Locale;

/// What the templates in `templates/mail/pieces.html` need of every mail.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub lang: &'static str,
    /// Running text.
    pub text: String,
    /// What stands beside: never below 14 pixels.
    pub small: String,
    pub title: String,
    /// Above everything: this is a test.
    pub banner: Option<String>,
}

const LATIN: &str = "-apple-system,'Segoe UI',Roboto,Arial,'PingFang SC','Microsoft YaHei',sans-serif";
const CHINESE: &str = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',SimHei,sans-serif";
const LATIN_SERIF: &str = "Georgia,'Times New Roman','Songti SC',SimSun,serif";
const CHINESE_SERIF: &str = "'Songti SC','Noto Serif CJK SC',SimSun,serif";

impl Frame {
    pub(super) fn new(locale: Locale) -> Frame {
        let (sans, serif, height) = match locale {
            Locale::Zh => (CHINESE, CHINESE_SERIF, "1.7"),
            Locale::En | Locale::Fr => (LATIN, LATIN_SERIF, "1.5"),
        };
        let cell = |fonts: &str, size: u8, height: &str, ink: &str| {
            // A name or an address longer than the line is cut, and not the mail made wider than the phone.
            format!("font-family:{fonts};font-size:{size}px;line-height:{height};color:{ink};word-break:break-word")
        };
        Frame {
            lang: locale.bcp47(),
            text: cell(sans, 16, height, "#1d2126"),
            small: cell(sans, 14, height, "#5f6670"),
            title: format!("{};font-weight:600", cell(serif, 27, "1.25", "#1d2126")),
            banner: None,
        }
    }
}
