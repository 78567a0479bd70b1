//! Names of places and of things, as the reader of a language calls them.

use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;

#[test]
fn two_names_that_read_alike_are_told_apart_by_what_they_are_called_elsewhere() {
    let (old, new) = (Localised::three("Water", "Eau", "水"), Localised::three("Water", "Eaux", "水"));
    let said = |locale| (Words::new(locale).beside(&old, &new), Words::new(locale).beside(&new, &old));
    assert_eq!(said(Locale::Fr), ("Eau".into(), "Eaux".into()));
    assert_eq!(said(Locale::En), ("Eau (French)".into(), "Eaux (French)".into()));
    assert_eq!(said(Locale::Zh), ("Eau（法文）".into(), "Eaux（法文）".into()));
    let bare = Localised::three("Water", "", "水");
    assert_eq!(Words::new(Locale::En).beside(&bare, &old), "Water", "nothing sets it apart but what it lacks");
    assert_eq!(Words::new(Locale::En).beside(&old, &bare), "Eau (French)");
    assert_eq!(Words::new(Locale::En).beside(&old, &old), "Water");
}

#[test]
fn towns_and_countries_are_called_as_the_reader_calls_them() {
    let (en, fr, zh) = (Words::new(Locale::En), Words::new(Locale::Fr), Words::new(Locale::Zh));
    assert_eq!(
        (fr.country("CN"), zh.country("cn"), en.country("BE")),
        ("Chine".into(), "中国".into(), "Belgium".into())
    );
    assert_eq!(zh.country("QQ"), "QQ", "a code without a name stays");
    assert_eq!(
        (zh.town("Hangzhou"), en.town("杭州"), fr.town("beijing")),
        ("杭州".into(), "Hangzhou".into(), "Pékin".into())
    );
    assert_eq!(zh.town("Little Snoring"), "Little Snoring");
}
