use super::*;

fn load(file: Option<&str>, env: &[(&str, &str)]) -> Result<Config, String> {
    let env = env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("own.toml");
    if let Some(text) = file {
        std::fs::write(&path, text).unwrap();
    }
    Config::load(file.map(|_| path.as_path()), env).map_err(|e| e.to_string())
}

#[test]
fn defaults_are_whole_and_good() {
    let config = load(None, &[]).unwrap();
    assert_eq!(config.mail.tls, "required");
    assert_eq!(config.database_url().unwrap(), DatabaseUrl::Sqlite("var/convoke.db".into()));
}

#[test]
fn environment_wins_over_file_and_file_over_defaults() {
    let config = load(
        Some("[mail]\nconnections = 10\nrate = 5"),
        &[("CONVOKE_MAIL__CONNECTIONS", "12"), ("CONVOKE_TEST_POSTGRES", "no key"), ("CONVOKE_SERVICE_HOST", "no key")],
    )
    .unwrap();
    assert_eq!((config.mail.connections, config.mail.rate), (12, 5));
}

#[test]
fn faults_name_the_key_the_reason_and_the_nearest_spelling() {
    for (file, env, wanted) in [
        ("[mail]\nconections = 3", None, "there is no key mail.conections; did you mean mail.connections?"),
        ("[mial]\nrate = 3", None, "did you mean mail.rate?"),
        ("[mail]\nrate = \"fast\"", None, "mail.rate must be a whole number"),
        ("[mail]\ntls = \"maybe\"", None, "mail.tls must be \"required\" or \"none\", not \"maybe\""),
        ("[server]\nbind = \"everywhere\"", None, "server.bind must be an IP address and port"),
        (
            "[accounts]\nsecond_factor = \"some\"",
            None,
            "accounts.second_factor must be \"administrators\", \"everybody\" or \"nobody\", not \"some\"",
        ),
        ("[server\n", None, "own.toml"),
        (
            "",
            Some(("CONVOKE_MAIL__RATE", "many")),
            "CONVOKE_MAIL__RATE: mail.rate must be a whole number, not \"many\"",
        ),
        ("", Some(("CONVOKE_SERVER__BINDS", "x")), "did you mean server.bind?"),
        (
            "",
            Some(("CONVOKE_DATABASE__URL", "mysql://u:secret@h/x")),
            "database.url must be sqlite:PATH or postgres://",
        ),
        (
            "",
            Some(("CONVOKE_WORK__LEASE", "1")),
            "CONVOKE_WORK__LEASE: work.lease must be between 10 and 3600, not \"1\"",
        ),
        ("[files]\nurl = \"ftp://h\"", None, "files.url must be empty, or s3://bucket/prefix"),
        ("[work]\nlease = 1", None, "own.toml: work.lease must be between 10 and 3600"),
        ("", Some(("CONVOKE_MAIL__RATE", "-1")), "CONVOKE_MAIL__RATE: mail.rate must be a whole number from 0"),
        ("[mail]\nrate = -1", None, "own.toml: mail.rate must be a whole number from 0"),
        (
            "",
            Some(("CONVOKE_MAIL_URL", "x")),
            "CONVOKE_MAIL_URL: there is no such setting; did you mean CONVOKE_MAIL__URL?",
        ),
        ("", Some(("CONVOKE_FOO", "x")), "CONVOKE_FOO: there is no such setting"),
        ("", Some(("CONVOKE_LOG__LEVEL", "inof")), "CONVOKE_LOG__LEVEL: log.level must be error, warn,"),
        ("[log]\nlevel = \"info,convoke=debgu\"", None, "did you mean debug?"),
        (
            "",
            Some(("CONVOKE_DATABASE__URL", "postgress://u:secret@h/x")),
            "not \"postgress:…\"; did you mean postgres:?",
        ),
        ("", Some(("CONVOKE_MAIL__URL", "smpt://u:secret@h")), "not \"smpt:…\"; did you mean smtp:?"),
        ("[data]\ndir = \"\"", None, "own.toml: data.dir must be the name of a folder"),
        ("[security]\nkey_file = \"\"", None, "security.key_file must be the name of a file"),
        ("[server]\nbody_limit = 0", None, "server.body_limit must be between 16384 and 1073741824, not \"0\""),
        ("[server]\nupload_limit = 0", None, "server.upload_limit must be between 1 and"),
        ("[server]\nthreads = 3000", None, "server.threads must be between 0 and 256"),
        ("[server]\ntrusted_proxies = 33", None, "server.trusted_proxies must be between 0 and 32"),
        ("[work]\ndrain = 601", None, "work.drain must be between 0 and 600"),
        ("[database]\nurl = [\"postgres://u:secret@h/x\"]", None, "database.url must be a text in quotes, not \"…\""),
        (
            "",
            Some(("CONVOKE_MAIL__FROM", "B\u{fffd}ro <office@example.org>")),
            "CONVOKE_MAIL__FROM: mail.from must be a text in UTF-8",
        ),
    ] {
        let env: Vec<_> = env.into_iter().collect();
        let fault = load(Some(file), &env).unwrap_err();
        assert!(fault.contains(wanted), "{fault:?} lacks {wanted:?}");
        assert!(!fault.replace("files.secret", "").contains("secret"), "a password was shown: {fault}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let file = "[mail]\nconections = 3\ntls = \"maybe\"\n[mial]\nrate = 3\n[work]\nlease = 1";
    let told = load(Some(file), &[("CONVOKE_SERVER__BINDS", "x"), ("CONVOKE_MAIL__RATE", "many")]).unwrap_err();
    assert_eq!(told.lines().count(), 6, "{told}");
    for key in ["mail.conections", "mail.tls", "mial.rate", "work.lease", "server.binds", "mail.rate must be"] {
        assert!(told.contains(key), "{key}: {told}");
    }
}

#[test]
fn a_filter_of_the_log_is_taken() {
    for filter in ["warn", "info,convoke=debug", "convoke::work=trace,off", "INFO"] {
        assert_eq!(load(None, &[("CONVOKE_LOG__LEVEL", filter)]).unwrap().log.level, filter);
    }
}

#[test]
fn without_a_public_address_links_lead_to_where_it_listens() {
    let url = |env: &[(&str, &str)]| load(None, env).unwrap().base_url().to_owned();
    assert_eq!(url(&[]), "http://127.0.0.1:8080");
    assert_eq!(url(&[("CONVOKE_SERVER__BIND", "192.0.2.7:9000")]), "http://192.0.2.7:9000");
    assert_eq!(url(&[("CONVOKE_SERVER__BIND", "0.0.0.0:9000")]), "http://127.0.0.1:9000");
    assert_eq!(url(&[("CONVOKE_SERVER__BIND", "[::1]:9000")]), "http://[::1]:9000");
    let both = [("CONVOKE_SERVER__BIND", "0.0.0.0:9000"), ("CONVOKE_SERVER__PUBLIC_URL", "https://example.org/")];
    assert_eq!(url(&both), "https://example.org");
}

#[test]
fn a_public_address_is_one_that_paths_can_be_put_behind() {
    let public = |url: &str| load(None, &[("CONVOKE_SERVER__PUBLIC_URL", url)]);
    for good in
        ["https://x.org/", "http://a", "http://192.0.2.1:81", "https://[2001:db8::1]:8443", "https://münster.example"]
    {
        assert!(public(good).is_ok(), "{good}");
    }
    for (url, wanted) in [
        ("ftp://x.org", "begins with http"),
        ("https://x.org/sub?x", "without a query or fragment"),
        ("https://x.org#top", "without a query or fragment"),
        ("https://x.org/sub/", "without a path"),
        ("http://127.0.0.1:8767/path", "without a path"),
        ("http://a b.org", "without spaces"),
        ("https://", "with a host"),
        ("https:///sub", "with a host"),
        ("https://x..org", "with a host"),
        ("https://ana@x.org", "with a host"),
        ("https://x.org:", "with a host"),
        ("https://x.org:99999", "with a host"),
        ("https://[::x]", "with a host"),
    ] {
        let fault = public(url).unwrap_err();
        assert!(fault.contains("server.public_url must be an address") && fault.contains(wanted), "{url}: {fault}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let config = load(
        None,
        &[
            ("CONVOKE_DATABASE__URL", "postgres://u:secret@h/x"),
            ("CONVOKE_MAIL__URL", "smtp://u:secret@h"),
            ("CONVOKE_FILES__URL", "s3://maps"),
            ("CONVOKE_FILES__KEY_ID", "somebody"),
            ("CONVOKE_FILES__SECRET", "secret"),
        ],
    )
    .unwrap();
    assert!(!format!("{config:?} {:?}", config.database_url()).contains("secret"));
}

#[test]
fn a_store_wants_its_key() {
    let fault = load(Some("[files]\nurl = \"s3://maps\""), &[]).unwrap_err();
    assert!(fault.contains("files.key_id must be set together with files.secret"), "{fault}");
}

#[test]
fn a_store_is_named_so_that_it_can_be_asked() {
    let with = |key: &str, value: &str| {
        let own = format!("CONVOKE_FILES__{key}");
        let mut keys = BTreeMap::from([
            ("CONVOKE_FILES__URL", "s3://maps/own folder"),
            ("CONVOKE_FILES__ENDPOINT", "http://127.0.0.1:9000/"),
            ("CONVOKE_FILES__KEY_ID", "somebody"),
            ("CONVOKE_FILES__SECRET", "something"),
        ]);
        keys.insert(&own, value);
        load(None, &keys.into_iter().collect::<Vec<_>>())
    };
    for (key, good) in [("ENDPOINT", ""), ("ENDPOINT", "https://s3.example.org/tenant"), ("URL", "s3://b"), ("URL", "")]
    {
        assert!(with(key, good).is_ok(), "{key} {good}");
    }
    let left_over = load(None, &[("CONVOKE_FILES__ENDPOINT", "127.0.0.1:9000")]);
    assert!(left_over.is_ok(), "of an address that nobody is asked at nothing is wanted: {left_over:?}");
    for (key, value, wanted) in [
        ("ENDPOINT", "127.0.0.1:9000", "files.endpoint must be empty, or an address"),
        ("ENDPOINT", "http://", "files.endpoint must be empty, or an address"),
        ("ENDPOINT", "ftp://h", "files.endpoint must be empty, or an address"),
        ("ENDPOINT", "https://münster.example", "files.endpoint must be empty, or an address"),
        ("URL", "s3:///prefix", "files.url must be empty, or s3://bucket/prefix"),
        ("URL", "s3://my maps", "files.url must be empty, or s3://bucket/prefix"),
        ("REGION", "", "files.region must be a word such as us-east-1"),
        ("KEY_ID", "some\nbody", "files.key_id must be the key's name"),
    ] {
        let fault = with(key, value).unwrap_err();
        assert!(fault.contains(wanted), "{key} {value}: {fault}");
    }
}

#[test]
fn authorities_of_ones_own_are_a_file_of_the_installation() {
    assert_eq!(load(None, &[]).unwrap().trusted_authorities(), None);
    let own = |path: &str| load(None, &[("CONVOKE_MAIL__TRUSTED", path)]).unwrap().trusted_authorities().unwrap();
    assert_eq!(own("authority.pem"), std::path::Path::new("var/authority.pem"));
    assert_eq!(own("/etc/ssl/authority.pem"), std::path::Path::new("/etc/ssl/authority.pem"));
}
