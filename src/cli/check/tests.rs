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
fn a_login_put_off_is_not_blamed_on_the_password() {
    let cured = |text: &str| cure(meant(&RelayFault::new(Fault::Login, text)));
    assert!(cured("535 5.7.8 authentication failed").contains("password"));
    assert!(cured("454 4.7.0 temporary authentication failure").contains("try again"));
}

/// What is said of each, and whether it is well.
fn said(finding: &Finding) -> (bool, String) {
    match finding {
        Finding::Good(text) => (true, text.clone()),
        Finding::Bad { what, cure } => (false, format!("{what} / {cure}")),
    }
}

#[test]
fn clocks_and_connections_of_a_server_are_told() {
    use super::server::{connections, of_clock};
    for (apart, good, says) in [
        (0, true, "agree"),
        (-4_999_999, true, "agree"),
        (62_000_000, false, "62 seconds ahead of this machine"),
        (-7_000_000, false, "7 seconds behind this machine"),
    ] {
        let (well, text) = said(&of_clock(apart));
        assert!(well == good && text.contains(says), "{apart}: {text}");
    }
    for (all, each, good, says) in [
        (97, 8, true, "enough for 6 nodes of 16 each"),
        (17, 8, true, "for a second one raise the server's max_connections"),
        (10, 8, false, "this node alone may want 16"),
    ] {
        let (well, text) = said(&connections(all, each));
        assert!(well == good && text.contains(says), "{all}, {each}: {text}");
    }
}

#[test]
fn room_on_a_disk_is_told_in_the_words_of_the_system() {
    use super::space::{available, beside, finding};
    let table = "Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/sda1        102400000 99999999    204800      99% /srv\n";
    assert_eq!(available(table), Some(200));
    assert_eq!(available("df: no such thing"), None);
    assert_eq!(beside(Path::new("/srv/convoke.db")), Path::new("/srv"));
    assert_eq!(beside(Path::new("convoke.db")), Path::new("."), "there is no folder without a name");
    let (well, text) = said(&finding("data.dir", 200, Path::new("/srv")));
    assert!(!well && text.contains("200 MB are free for data.dir (/srv)") && text.contains("make room"), "{text}");
    assert!(said(&finding("data.dir", 40_960, Path::new("/srv"))).1.contains("40 GB"));
}

#[test]
fn addresses_that_do_not_fit_each_other_are_told() {
    use super::address::of;
    let here = "127.0.0.1:8080";
    for (url, bind, proxies, relay, says) in [
        ("http://127.0.0.1:8080", here, 0, None, ""),
        ("http://127.0.0.1:8080", here, 0, Some("localhost"), ""),
        ("http://[::1]:8080", "[::1]:8080", 0, None, ""),
        ("https://convoke.example.org", here, 1, Some("relay.example.org"), ""),
        ("http://convoke.example.org", "0.0.0.0:80", 0, Some("relay.example.org"), ""),
        ("http://127.0.0.1:8080", "0.0.0.0:8080", 0, None, "their own machine"),
        ("http://localhost:8080", here, 0, Some("relay.example.org"), "their own machine"),
        ("http://localhost:9000", here, 0, None, "but on 127.0.0.1:8080"),
        ("http://localhost", here, 0, None, "but on 127.0.0.1:8080"),
        ("https://convoke.example.org", here, 0, None, "server.trusted_proxies"),
    ] {
        let found = of(url, bind.parse().unwrap(), proxies, relay);
        let told: Vec<String> = found.iter().map(|finding| said(finding).1).collect();
        assert_eq!(told.is_empty(), says.is_empty(), "{url} {bind}: {told:?}");
        assert!(told.iter().all(|text| text.contains(says)), "{url} {bind}: {told:?}");
    }
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
