//! A server elsewhere: its address, and connections to it that die or never come about.

use diesel::RunQueryDsl;

use crate::db::{Conn, DatabaseUrl, DbError, conn};
use crate::testing::database;

#[test]
fn an_address_is_told_without_its_secrets() {
    let told = |url: &str| url.parse::<DatabaseUrl>().unwrap().to_string();
    for url in [
        "postgres://convoke:secret@db.example.org/convoke",
        "postgres://db.example.org/convoke?user=convoke&password=secret",
        "postgres://convoke:secret@db.example.org/convoke?sslpassword=secret",
        "postgres://convoke:sec@ret@db.example.org/convoke",
    ] {
        assert!(!told(url).contains("secret") && !told(url).contains("ret@"), "{}", told(url));
        assert!(told(url).contains("db.example.org/convoke"), "{}", told(url));
    }
    assert_eq!(told("postgres://db.example.org/convoke"), "postgres://db.example.org/convoke");
    for url in ["postgres://convoke:sec?ret@db.example.org/convoke", "postgres://h?user=a@b&password=secret"] {
        assert_eq!(told(url), "postgres://…", "what stands before a ? may be half a password");
    }
}

#[tokio::test]
async fn connections_that_died_at_rest_trouble_nobody() {
    let db = database();
    let DatabaseUrl::Postgres(_) = db.url() else { return };
    let one = |conn: &mut Conn| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        Ok::<_, DbError>(diesel::sql_query("SELECT 1").execute(conn)?)
    };
    // Several at once, so that several rest afterwards.
    let (a, b, c) = tokio::join!(db.read(one), db.read(one), db.write(one));
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    diesel::sql_query(kill).execute(&mut db.connect().unwrap()).unwrap();
    for _ in 0..3 {
        db.read(one).await.expect("a living connection");
        db.write(one).await.expect("a living connection");
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for_without_end() {
    for (url, wanted) in [
        ("postgres://u@h", "postgres://u@h?connect_timeout=10"),
        ("postgres://u:p@h:5432/x", "postgres://u:p@h:5432/x?connect_timeout=10"),
        ("postgres://h/x?", "postgres://h/x?connect_timeout=10"),
        ("postgres://h/x?sslmode=disable", "postgres://h/x?sslmode=disable&connect_timeout=10"),
        ("postgres://h/x?sslmode=disable&connect_timeout=3", "postgres://h/x?sslmode=disable&connect_timeout=3"),
        ("postgres://u:p?w@h/x", "postgres://u:p?w@h/x?connect_timeout=10"),
        ("postgres://u:p?w@h/x?sslmode=disable", "postgres://u:p?w@h/x?sslmode=disable&connect_timeout=10"),
        ("postgres://h/x?user=a@b", "postgres://h/x?user=a@b&connect_timeout=10"),
    ] {
        assert_eq!(conn::bounded(url), wanted);
    }
}
