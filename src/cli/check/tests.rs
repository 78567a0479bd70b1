use super::*;

#[test]
fn what_is_missing_in_the_database_is_cured_by_its_own_name() {
    let url = ("CONVOKE_DATABASE__URL".to_owned(), "postgres://convoke@127.0.0.1/convoke".to_owned());
    let config = Config::load(None, [url].into_iter()).unwrap();
    for (said, cure) in [
        ("connection to server at \"127.0.0.1\" failed: FATAL: role \"convoke\" does not exist", "createuser"),
        ("could not open database: FATAL: role \"convoke\" does not exist", "createuser"),
        ("connection to server at \"127.0.0.1\" failed: FATAL: database \"convoke\" does not exist", "createdb"),
    ] {
        assert!(cure_of_database(&config, said).contains(cure), "{said}");
    }
}

#[test]
fn what_an_address_asks_for_in_vain_is_cured_in_the_address() {
    let cured = |url: &str, said: &str| {
        let url = ("CONVOKE_DATABASE__URL".to_owned(), url.to_owned());
        cure_of_database(&Config::load(None, [url].into_iter()).unwrap(), said)
    };
    let said = "sslmode value \"require\" invalid when SSL support is not compiled in";
    assert!(cured("postgres://h/x?sslmode=require", said).contains("--features postgres-tls"));
    assert!(cured("postgres://h/x?foo=1", "invalid URI query parameter: \"foo\"").contains("behind ?"));
    assert!(cured("sqlite:x.db", "database disk image is malformed").contains("bring back a backup"));
}

#[test]
fn rights_that_the_role_lacks_are_named_with_the_words_that_give_them() {
    use super::grants::finding;
    use crate::db::grants::{Lack, Standing};
    let standing = |schema: &str, may_create| Standing { role: "app".into(), schema: schema.into(), may_create };
    let lack = |privilege: &str, name: &str| Lack { privilege: privilege.into(), name: name.into() };
    let said = |standing: &Standing, lacks: &[Lack]| match finding(standing, lacks) {
        Some(Finding::Bad { what, cure }) => (what, cure),
        Some(Finding::Good(text)) => panic!("{text}"),
        None => panic!("nothing is lacking"),
    };
    assert!(finding(&standing("public", true), &[]).is_none());
    let (what, cure) = said(&standing("", false), &[]);
    assert!(
        what.contains("USAGE") && cure.contains("GRANT USAGE, CREATE ON SCHEMA public TO \"app\""),
        "{what} {cure}"
    );
    let (what, cure) = said(&standing("public", false), &[]);
    assert_eq!(what, "database: the role \"app\" lacks CREATE in schema \"public\"");
    assert!(cure.ends_with("GRANT CREATE ON SCHEMA \"public\" TO \"app\""), "{cure}");
    let lacks: Vec<Lack> = ["a", "b", "c", "d", "e", "f"].iter().map(|name| lack("UPDATE", name)).collect();
    let (what, cure) = said(&standing("public", true), &lacks);
    assert_eq!(what, "database: the role \"app\" lacks UPDATE on a, b, c, d and 2 more");
    assert!(
        cure.contains("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"public\" TO \"app\""),
        "{cure}"
    );
}
