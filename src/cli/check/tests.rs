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
