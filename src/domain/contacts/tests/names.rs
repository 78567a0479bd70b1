use super::*;
use crate::kernel::locale::Locale;
use crate::kernel::names::PersonName;
use crate::testing::database;

#[test]
fn names_are_completed_and_kept() {
    let (db, cx) = (database(), system());
    db.write_now::<_, ContactError>(|conn| {
        let wang = create(conn, &cx, &new("欧阳建国", "o@example.cn"))?;
        assert_eq!(wang.person.name.latin, "Ouyang Jianguo");
        assert_eq!(wang.person.name.family, "Ouyang");
        assert_eq!(wang.person.language, Locale::Zh);
        let latin_only = ContactDraft { latin_name: "Anne Laurent".to_owned(), ..ContactDraft::default() };
        let anne = create(conn, &cx, &NewContact::parse(latin_only)?)?;
        assert_eq!(
            anne.person.name,
            PersonName { native: "Anne Laurent".to_owned(), family: "Laurent".to_owned(), ..PersonName::default() }
        );
        Ok(())
    })
    .unwrap();
}

/// Whole, and the family name as it sorts.
#[test]
fn a_comma_tells_the_family_name() {
    let table = [
        ("Weber, Karl", "Karl Weber", "Weber"),
        ("WEBER,Karl-Heinz", "Karl-Heinz WEBER", "WEBER"),
        ("van der Berg, Anna Maria", "Anna Maria van der Berg", "van der Berg"),
        ("García Márquez, Gabriel José", "Gabriel José García Márquez", "García Márquez"),
        ("Weber, Dr. Karl", "Dr. Karl Weber", "Weber"),
        ("Weber, Karl, Jr.", "Karl Weber, Jr.", "Weber"),
        ("Weber, Karl Jr.", "Karl Weber, Jr.", "Weber"),
        ("King, Jr., Martin Luther", "Martin Luther King, Jr.", "King"),
        ("King, Martin Luther Jr., Ph.D.", "Martin Luther King, Jr., Ph.D.", "King"),
        ("And, Metin", "Metin And", "And"),
        ("Ii, Naosuke", "Naosuke Ii", "Ii"),
        ("Karl Weber, Ph.D.", "Karl Weber, Ph.D.", "Weber"),
        ("Karl Weber,", "Karl Weber", "Weber"),
        // As it is said in China.
        ("Wang, Jianguo", "Wang Jianguo", "Wang"),
        ("Ouyang, Xiu", "Ouyang Xiu", "Ouyang"),
        ("王，建国", "王建国", "Wang"),
        ("欧阳,修", "欧阳修", "Ouyang"),
        ("王建国", "王建国", "Wang"),
        // No comma, nothing to tell apart, or two people.
        ("Karl Weber", "Karl Weber", "Weber"),
        ("王建国，李娜", "王建国，李娜", ""),
        ("Office of Urban Planning and Housing, City of Datong", "", ""),
        ("Office of the Mayor, Datong", "", ""),
        ("Weber and Sons, Ltd", "", ""),
        ("Weber & Fils, Paris", "", ""),
        ("Weber, Inc.", "", ""),
    ];
    for (typed, whole, family) in table {
        let draft = ContactDraft { native_name: typed.to_owned(), ..ContactDraft::default() };
        let name = crate::domain::contacts::input::completed(&NewContact::parse(draft).unwrap().name);
        assert_eq!(name.native, if whole.is_empty() { typed } else { whole }, "{typed}");
        if !family.is_empty() {
            assert_eq!(name.family, family, "{typed}");
        }
    }
    // Beside characters the Latin name keeps their order; what was said of the family name stands.
    let draft = |latin: &str, family: &str| ContactDraft {
        native_name: "李安娜".to_owned(),
        latin_name: latin.to_owned(),
        family_name: family.to_owned(),
        ..ContactDraft::default()
    };
    let name = NewContact::parse(draft("Lee, Anna", "")).unwrap().name;
    assert_eq!((name.latin.as_str(), name.family.as_str()), ("Lee Anna", "Lee"));
    assert_eq!(NewContact::parse(draft("Lee, Anna", "LEE")).unwrap().name.family, "LEE");
}
