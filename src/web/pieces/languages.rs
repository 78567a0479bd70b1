use super::{Field, Need};
use crate::kernel::locale::Locale;

/// The same fields in every language, one tab each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanguageTabs {
    /// Unique on the page.
    pub id: String,
    pub tabs: Vec<LanguageTab>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanguageTab {
    pub locale: Locale,
    pub fields: Vec<Field>,
}

impl LanguageTab {
    /// The key of the language's name in the reader's words.
    pub const fn language_key(&self) -> &'static str {
        match self.locale {
            Locale::En => "language-en",
            Locale::Fr => "language-fr",
            Locale::Zh => "language-zh",
        }
    }
    pub fn missing(&self) -> bool {
        self.fields.iter().any(|f| f.value.trim().is_empty() && f.need == Need::Required)
    }
    pub fn faulty(&self) -> bool {
        self.fields.iter().any(|f| f.error.is_some())
    }
}

impl LanguageTabs {
    /// Makes the tabs by a function from language to fields; name them like `title.fr`.
    pub fn new(id: impl Into<String>, fields: impl Fn(Locale) -> Vec<Field>) -> Self {
        let tab = |locale: Locale| {
            let fields = fields(locale).into_iter().map(|f| f.lang(locale)).collect();
            LanguageTab { locale, fields }
        };
        Self { id: id.into(), tabs: Locale::ALL.into_iter().map(tab).collect() }
    }
    /// The tab shown first: the first with an error, else the reader's own language.
    pub fn opened(&self, reader: Locale) -> usize {
        let own = || self.tabs.iter().position(|t| t.locale == reader);
        self.tabs.iter().position(LanguageTab::faulty).or_else(own).unwrap_or(0)
    }
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.tabs.iter().flat_map(|t| &t.fields)
    }
}
