//! The command line, as somebody types it: the real binary, a folder of its own.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::support::command::{Running, convoke, fed, run};
use crate::support::{PASSWORD, client_at, send};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn help_names_every_command_in_a_sentence() {
    let folder = folder();
    let (code, help, _) = run(&mut convoke(folder.path(), &["--help"]));
    assert_eq!(code, 0);
    for command in ["serve", "work", "demo", "migrate", "check", "user", "token", "import", "backup"] {
        let line =
            help.lines().find(|l| l.trim_start().starts_with(command)).unwrap_or_else(|| panic!("{command}: {help}"));
        assert!(line.split_whitespace().count() > 3, "{line}");
    }
    assert!(!folder.path().join("var").exists(), "asking for help makes nothing");
}

#[test]
fn a_wrong_configuration_says_what_where_and_the_nearest_spelling() {
    let folder = folder();
    let (code, _, said) = run(convoke(folder.path(), &["migrate"]).env("CONVOKE_SERVER__BINDE", "x"));
    assert_eq!(code, 1);
    assert!(said.contains("CONVOKE_SERVER__BINDE") && said.contains("server.bind?"), "{said}");
    let (code, _, said) = run(convoke(folder.path(), &["migrate"]).env("CONVOKE_SERVER__BIND", "nowhere"));
    assert!(code == 1 && said.contains("server.bind") && said.contains("127.0.0.1:8080"), "{said}");
    let file = folder.path().join("own.toml");
    std::fs::write(&file, "[mail]\nconections = 3\n").expect("a file");
    let (code, _, said) = run(&mut convoke(folder.path(), &["--config", file.to_str().unwrap(), "migrate"]));
    assert!(code == 1 && said.contains("own.toml") && said.contains("mail.connections?"), "{said}");
    std::fs::write(&file, "[mail]\nconnections = \"many\"\n").expect("a file");
    let (code, _, said) = run(&mut convoke(folder.path(), &["--config", file.to_str().unwrap(), "migrate"]));
    assert!(code == 1 && said.contains("mail.connections") && said.contains("whole number"), "{said}");
    let (code, _, said) = run(&mut convoke(folder.path(), &["--config", "missing.toml", "migrate"]));
    assert!(code == 1 && said.contains("missing.toml"), "{said}");
}

#[test]
fn an_environment_that_is_no_text_breaks_nothing() {
    let folder = folder();
    let latin = std::ffi::OsStr::from_bytes(b"B\xfcro <office@example.org>");
    let (code, out, said) = run(convoke(folder.path(), &["check"]).env("OFFICE", latin));
    assert_eq!(code, 0, "what is not ours is not read: {out}{said}");
    let (code, out, said) = run(convoke(folder.path(), &["check"]).env("CONVOKE_MAIL__FROM", latin));
    assert!(code == 1 && out.contains("CONVOKE_MAIL__FROM: mail.from must be a text in UTF-8"), "{out}{said}");
}

#[test]
fn a_secret_of_the_configuration_is_never_said() {
    let folder = folder();
    let url = "postgres://convoke:verysecret@127.0.0.1:1/none";
    for command in ["check", "migrate", "serve"] {
        let (code, out, err) = run(convoke(folder.path(), &[command]).env("CONVOKE_DATABASE__URL", url));
        assert_eq!(code, 1, "{command}: {out}{err}");
        assert!(!out.contains("verysecret") && !err.contains("verysecret"), "{command}: {out}{err}");
        assert!(format!("{out}{err}").contains("127.0.0.1:1"), "{command}: {out}{err}");
    }
    assert!(!folder.path().join(url).exists());
}

#[test]
fn check_tells_each_thing_with_its_cure() {
    let folder = folder();
    let (code, out, _) = run(&mut convoke(folder.path(), &["check"]));
    let database = folder.path().join("var/convoke.db");
    assert!(code == 0 && out.contains("is not there yet") && !database.exists(), "to look is not to make: {out}");
    std::fs::write(&database, "").expect("an empty database");
    let (code, out, _) = run(&mut convoke(folder.path(), &["check"]));
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("schema") && out.contains("convoke migrate"), "{out}");
    let (code, out, err) = run(&mut convoke(folder.path(), &["migrate"]));
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, _) = run(&mut convoke(folder.path(), &["check"]));
    assert_eq!(code, 0, "{out}");
    assert!(out.lines().all(|line| line.starts_with("good")), "{out}");
    assert!(out.contains("reaches nobody, until mail.url names a relay"), "nothing leaves as it is: {out}");
}

#[test]
fn check_cures_what_is_wrong() {
    let folder = folder();
    let check = |name: &str, value: &str| {
        let (code, out, err) = run(convoke(folder.path(), &["check"]).env(name, value));
        assert_eq!(code, 1, "{out}{err}");
        out
    };
    let out = check("CONVOKE_DATABASE__URL", "sqlite:/nowhere/x.db");
    assert!(out.contains("cannot be made") && out.contains("make that folder"), "{out}");
    std::fs::write(folder.path().join("song.mp3"), "ID3 la la la".repeat(200)).expect("a file");
    let out = check("CONVOKE_DATABASE__URL", &format!("sqlite:{}", folder.path().join("song.mp3").display()));
    assert!(
        out.contains("not a database") && out.contains("something else") && !out.contains("start the database"),
        "{out}"
    );
    let out = check("CONVOKE_MAIL__URL", "file:/proc/mail");
    assert!(out.contains("give the folder to the user") && !out.contains("smtp://"), "{out}");
    let out = check("CONVOKE_MAIL__RATES", "1");
    assert!(out.contains("mail.rate"), "{out}");
}

#[test]
fn check_names_the_cure_that_helps() {
    let folder = folder();
    let (code, out, err) = run(&mut convoke(folder.path(), &["--config", "none.toml", "check"]));
    assert!(
        code == 1 && out.contains("none.toml") && out.contains("--config") && !out.contains("explains"),
        "{out}{err}"
    );
    let check = |name: &str, value: &str| run(convoke(folder.path(), &["check"]).env(name, value)).1;
    let out = check("CONVOKE_MAIL__URL", "smtp://relay.example.org:99999");
    assert!(out.contains("from 1 to 65535") && !out.contains("convoke check"), "{out}");
    let out = check("CONVOKE_SERVER__PUBLIC_URL", "http://127.0.0.1:8767/path");
    assert!(out.contains("CONVOKE_SERVER__PUBLIC_URL") && out.contains("without a path"), "{out}");
}

#[test]
fn a_relay_that_takes_no_login_is_not_given_one() {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://ana:secret@127.0.0.1:{}", listener.local_addr().expect("an address").port());
    let relay = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a caller");
        let mut said = &stream;
        said.write_all(b"220 here\r\n").expect("said");
        for line in BufReader::new(&stream).lines().map_while(Result::ok) {
            if line.starts_with("QUIT") || said.write_all(b"250 ok\r\n").is_err() {
                break;
            }
        }
    });
    let folder = folder();
    let mut command = convoke(folder.path(), &["check"]);
    let (code, out, _) = run(command.env("CONVOKE_MAIL__URL", url).env("CONVOKE_MAIL__TLS", "none"));
    assert!(code == 1 && out.contains("leave user and password out of mail.url"), "{out}");
    relay.join().expect("the relay ends");
}

/// As `convoke check | head -0` does.
#[test]
fn nothing_panics_where_nobody_reads() {
    let folder = folder();
    for arguments in [&["check"][..], &["--print-config"], &["migrate"], &[], &["token", "create", "x", "--name", "x"]]
    {
        let (out, closed) = std::io::pipe().expect("a pipe");
        let mut command = convoke(folder.path(), arguments);
        command.stdout(closed).stderr(std::process::Stdio::piped());
        drop(out);
        let child = command.spawn().expect("it runs");
        drop(command);
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked") && ended.status.code() != Some(101), "{arguments:?}: {said}");
    }
}

#[test]
fn a_database_without_its_key_is_told_and_gets_no_other() {
    let folder = folder();
    let key = folder.path().join("var/security.key");
    std::fs::create_dir(folder.path().join("var")).expect("a folder");
    std::fs::write(&key, "la la la").expect("a key that is none");
    let (code, out, _) = run(&mut convoke(folder.path(), &["check"]));
    assert!(code == 1 && out.contains("is damaged") && out.contains("take it away"), "{out}");
    std::fs::remove_file(&key).expect("it goes");
    let arguments = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
    let (code, _, said) = fed(&mut convoke(folder.path(), &arguments), &format!("{PASSWORD}\n"));
    assert!(code == 0 && key.exists(), "{said}");
    std::fs::remove_file(&key).expect("it is lost");
    let (code, out, _) = run(&mut convoke(folder.path(), &["check"]));
    assert!(code == 1 && out.contains("security.key is not there") && out.contains("the backup"), "{out}");
    let (code, _, said) = run(&mut convoke(folder.path(), &["serve"]));
    assert!(code == 1 && said.contains("security.key is not there"), "{said}");
    assert!(!key.exists(), "another would only hide that it is lost");
}

#[test]
fn a_port_that_is_taken_has_one_cure() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (code, _, said) = run(&mut convoke(folder.path(), &["demo", "--port", &port, "--dir", "demo"]));
    assert!(code == 1 && said.contains("--port") && !said.contains("server.bind"), "{said}");
    let (_, help, _) = run(&mut convoke(folder.path(), &["user", "create", "--help"]));
    assert!(help.contains("as colleagues read it"), "{help}");
}

#[test]
fn check_tries_the_sender() {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://127.0.0.1:{}", listener.local_addr().expect("an address").port());
    let relay = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a caller");
        let mut said = &stream;
        said.write_all(b"220 here\r\n").expect("said");
        for line in BufReader::new(&stream).lines() {
            let reply = match line.expect("a line").split(' ').next() {
                Some("MAIL") => "530 5.7.0 Authentication required\r\n",
                Some("QUIT") => break,
                _ => "250 ok\r\n",
            };
            said.write_all(reply.as_bytes()).expect("said");
        }
    });
    let folder = folder();
    let mut command = convoke(folder.path(), &["check"]);
    let (code, out, _) = run(command.env("CONVOKE_MAIL__URL", url).env("CONVOKE_MAIL__TLS", "none"));
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("takes nothing from convoke@localhost: 530") && out.contains("wants a login"), "{out}");
    relay.join().expect("the relay ends");
}

#[tokio::test]
async fn a_start_without_an_administrator_prints_a_link_good_once() {
    let folder = folder();
    let first = Running::start(&mut convoke(folder.path(), &["serve"]));
    assert_eq!(client_at(&first.address).get("/health/ready").await.body.trim(), "ready");
    let old = first.link().expect("a link");
    let (code, took) = first.stop();
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
    let key = std::fs::metadata(folder.path().join("var/security.key")).expect("a key");
    assert_eq!(key.permissions().mode() & 0o077, 0, "the key is its owner's alone");

    let second = Running::start(&mut convoke(folder.path(), &["serve"]));
    let new = second.link().expect("nobody used the first");
    let client = client_at(&second.address);
    let fields =
        [("name", "Ana"), ("email", "ana@example.org"), ("locale", "en"), ("zone", "UTC"), ("password", PASSWORD)];
    assert_eq!(client.get(&old).await.status, 200, "each node's link is good until one is used");
    assert_eq!(client.post(&new, &fields).await.status, 303);
    assert!(client.post(&old, &fields).await.status >= 400, "one use is the use of all");
    assert!(client.post(&new, &fields).await.status >= 400, "and once");
    second.stop();

    let third = Running::start(&mut convoke(folder.path(), &["serve"]));
    let fields = [("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(client_at(&third.address).submit("/sign-in", "/sign-in", &fields).await.status, 303);
    assert_eq!(third.link(), None);
    third.stop();
}

#[tokio::test]
async fn people_and_keys_are_made_on_the_command_line() {
    let folder = folder();
    let create = |email: &str| convoke(folder.path(), &["user", "create", email, "--name", "Ana", "--administrator"]);
    let (code, _, said) = fed(&mut create("ana@example.org"), "ana\n");
    assert!(code == 1 && said.contains("password"), "{said}");
    let (code, _, said) = fed(&mut create("no address"), PASSWORD);
    assert!(code == 1 && said.contains("email"), "{said}");
    let (code, out, said) = fed(&mut create("ana@example.org"), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{out}{said}");
    let (code, _, said) = fed(&mut create("ana@example.org"), &format!("{PASSWORD}\n"));
    assert!(code == 1 && said.contains("email"), "an address is one account's: {said}");
    let arguments = ["token", "create", "ana@example.org", "--name", "figures", "--scopes", "metrics, read"];
    let (code, token, _) = run(&mut convoke(folder.path(), &arguments));
    assert!(code == 0 && token.starts_with("cvk_"), "{token}");
    let (code, _, said) =
        run(&mut convoke(folder.path(), &["token", "create", "ana@example.org", "--name", "x", "--scopes", "all"]));
    assert!(code == 1 && said.contains("--scopes"), "{said}");
    let (code, _, said) = run(&mut convoke(folder.path(), &["token", "create", "bo@example.org", "--name", "x"]));
    assert!(code == 1 && said.contains("no account has the address \"bo@example.org\""), "{said}");
    let (code, _, said) = fed(create("cy@example.org").args(["--language", "de"]), PASSWORD);
    assert!(code == 1 && said.contains("--language: ") && !said.contains("locale"), "{said}");
    let server = Running::start(&mut convoke(folder.path(), &["serve"]));
    let request = client_at(&server.address).request(reqwest::Method::GET, "/metrics").bearer_auth(token.trim());
    assert_eq!(send(request).await.status, 200);
    assert_eq!(server.link(), None, "there is an administrator");
    server.stop();
}

#[test]
fn a_worker_says_that_it_works() {
    let folder = folder();
    let worker = Running::worker(&mut convoke(folder.path(), &["work"]));
    let limit = std::time::Instant::now() + Duration::from_secs(20);
    while !worker.said().contains("working") {
        assert!(std::time::Instant::now() < limit, "{}", worker.said());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_worker_does_not_start_when_its_links_would_lead_elsewhere_than_to_the_pages() {
    let folder = folder();
    let server = Running::start(&mut convoke(folder.path(), &["serve", "--no-work"]));
    let (code, _, said) = run(&mut convoke(folder.path(), &["work"]));
    assert!(code == 1 && said.contains(&server.address) && said.contains("server.public_url"), "{said}");
    // Told the same, it works; told another, it works and says so: the pages may be about to move.
    for (told, warned) in [(server.address.as_str(), false), ("https://convoke.example", true)] {
        let worker = Running::worker(convoke(folder.path(), &["work"]).env("CONVOKE_SERVER__PUBLIC_URL", told));
        let limit = std::time::Instant::now() + Duration::from_secs(20);
        while !worker.said().contains("working") {
            assert!(std::time::Instant::now() < limit, "{}", worker.said());
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(worker.said().contains("links in mails lead elsewhere"), warned, "{}", worker.said());
        assert_eq!(worker.stop().0, 0);
    }
    server.stop();
}

#[tokio::test]
async fn a_backup_made_while_serving_is_whole_and_starts() {
    let folder = folder();
    let arguments = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
    let (code, _, said) = fed(&mut convoke(folder.path(), &arguments), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{said}");
    let server = Running::start(&mut convoke(folder.path(), &["serve"]));
    let client = client_at(&server.address);
    let fields = [("email", "ana@example.org"), ("password", PASSWORD)];
    assert_eq!(client.submit("/sign-in", "/sign-in", &fields).await.status, 303);
    std::fs::create_dir_all(folder.path().join("var/imports")).expect("a folder");
    std::fs::write(folder.path().join("var/imports/waiting"), "name\nAnna\n").expect("an upload");
    let copy = folder.path().join("copy");
    let (code, out, said) = run(&mut convoke(folder.path(), &["backup", copy.to_str().unwrap()]));
    assert_eq!(code, 0, "{out}{said}");
    let (data, mode) = (folder.path().join("var"), |path: &std::path::Path| {
        std::os::unix::fs::PermissionsExt::mode(&path.metadata().expect("a folder").permissions()) & 0o777
    });
    assert_eq!((mode(&copy), mode(&data)), (0o700, 0o700), "both are their owner's alone");
    // So are the databases, wherever they are put later.
    for file in [copy.join("convoke.db"), data.join("convoke.db"), data.join("convoke.db-wal")] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert_eq!(std::fs::read_to_string(copy.join("imports/waiting")).expect("the upload's copy"), "name\nAnna\n");
    let (code, _, said) = run(&mut convoke(folder.path(), &["backup", copy.to_str().unwrap()]));
    assert!(code == 1 && said.contains("exists already"), "an old backup is not written over: {said}");
    server.stop();
    let mut restored = convoke(folder.path(), &["serve"]);
    let restored = Running::start(restored.env("CONVOKE_DATA__DIR", &copy));
    assert_eq!(client_at(&restored.address).submit("/sign-in", "/sign-in", &fields).await.status, 303);
    restored.stop();
}

#[test]
fn a_backup_that_fails_leaves_nothing_that_looks_like_one() {
    let folder = folder();
    let arguments = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
    let (code, _, said) = fed(&mut convoke(folder.path(), &arguments), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{said}");
    let (uploads, copy) = (folder.path().join("var/imports"), folder.path().join("copy"));
    std::fs::write(&uploads, "no folder").expect("something in the way");
    let (code, out, said) = run(&mut convoke(folder.path(), &["backup", "copy"]));
    assert!(code == 1 && said.contains("imports"), "{out}{said}");
    assert!(!copy.exists() && !folder.path().join("copy.part").exists(), "{out}{said}");
    std::fs::remove_file(&uploads).expect("the way is free");
    let (code, out, said) = run(&mut convoke(folder.path(), &["backup", "copy"]));
    assert!(code == 0 && copy.join("convoke.db").exists() && copy.join("security.key").exists(), "{out}{said}");
}

#[test]
fn a_backup_says_where_what_stands_elsewhere_belongs() {
    let folder = folder();
    let arguments = ["user", "create", "ana@example.org", "--name", "Ana", "--administrator"];
    let elsewhere = |arguments: &[&str]| {
        let mut command = convoke(folder.path(), arguments);
        command.env("CONVOKE_DATABASE__URL", "sqlite:people.db");
        command
    };
    let (code, _, said) = fed(&mut elsewhere(&arguments), &format!("{PASSWORD}\n"));
    assert_eq!(code, 0, "{said}");
    let copy = folder.path().join("copy");
    let (code, out, said) = run(&mut elsewhere(&["backup", copy.to_str().unwrap()]));
    assert_eq!(code, 0, "{out}{said}");
    assert!(out.contains("put convoke.db back as ") && out.contains("people.db"), "{out}");
    assert!(!out.contains("put security.key back"), "the key stands where it is looked for: {out}");
}

#[test]
fn a_demonstration_that_cannot_be_told_leaves_nothing_behind() {
    let folder = folder();
    let at = folder.path().join("early");
    let demo = |now: &str, port: &str| {
        let place = at.to_str().expect("a path");
        run(&mut convoke(folder.path(), &["demo", "--only-make", "--dir", place, "--now", now, "--port", port]))
    };
    let (code, _, said) = demo("2016-04-08T08:00:00Z", "0");
    assert!(code == 1 && said.contains("--now") && said.contains("2016-04-17"), "{said}");
    assert!(!at.exists());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (code, _, said) = demo("2016-04-18T08:00:00Z", &port);
    assert!(code == 1 && said.contains("--port") && !at.exists(), "{said}");
    let (code, out, said) = demo("2016-04-17T00:00:00Z", "0");
    assert!(code == 0 && out.contains("password"), "{said}");
    // Nothing listens at an address: what would is told.
    assert!(!out.contains("address") && out.contains("convoke serve"), "{out}");
    let serves = out.lines().find(|line| line.ends_with("convoke serve")).expect("a command");
    let mut command = convoke(folder.path(), &["serve", "--no-work"]);
    for (name, value) in serves.split_whitespace().filter_map(|word| word.split_once('=')) {
        command.env(name, value);
    }
    let running = Running::start(&mut command);
    assert!(at.join("convoke.db").exists() && !folder.path().join("var").exists(), "what was made is served");
    assert_eq!(running.stop().0, 0);
}

#[tokio::test]
async fn the_demonstration_is_ready_to_sign_in_and_touches_nothing_else() {
    let folder = folder();
    let occupied = folder.path().join("occupied");
    std::fs::create_dir(&occupied).expect("a folder");
    std::fs::write(occupied.join("convoke.db"), "mine").expect("a file");
    let (code, _, said) =
        run(&mut convoke(folder.path(), &["demo", "--dir", occupied.to_str().unwrap(), "--port", "0"]));
    assert!(code == 1 && said.contains("not empty"), "{said}");
    assert_eq!(std::fs::read_to_string(occupied.join("convoke.db")).expect("it is there"), "mine");

    let (running, email, password) = Running::demo(folder.path());
    let client = client_at(&running.address);
    let signed_in = client.submit("/sign-in", "/sign-in", &[("email", &email), ("password", &password)]).await;
    assert_eq!(signed_in.status, 303, "{}", signed_in.text());
    let mut page = client.get("/").await;
    while page.status == 303 {
        page = client.follow(&page).await;
    }
    page.says("Hangzhou").says("Datong").says("Hohhot");
    assert_eq!(client.get("/mailbox").await.status, 200);
    // What happened to an event is told in the order in which it did.
    let is_event =
        |link: &String| link.split_once("/events/").is_some_and(|(_, id)| id.len() == 16 && !id.contains('/'));
    let mut told = 0;
    for link in page.links().into_iter().filter(is_event) {
        let event = client.get(&link).await;
        let Some((_, story)) = event.body.split_once("<ol class=\"history\">") else { continue };
        let story = story.split("</ol>").next().unwrap_or_default();
        let days: Vec<&str> = story.split("datetime=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(days.is_sorted_by(|newer, older| newer >= older), "{link}: {days:?}");
        let place = |word: &str| story.find(&format!("<b>{word}</b>"));
        let both = place("Marked as held").zip(place("Planned"));
        assert!(both.is_none_or(|(held, planned)| held < planned), "{link}");
        told += 1;
    }
    assert!(told > 0, "events have a story");
    // The round was released in the past, and left then.
    let went = client.get("/mail?drawer=went&kind=invitation").await;
    went.says("6 Apr 2016, 10:26").does_not_say("minutes ago");
    assert!(!folder.path().join("var").exists(), "the demonstration has a folder of its own");
    let (code, took) = running.stop();
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn an_old_schema_on_postgresql_is_refused_and_migrate_is_named() {
    let server = std::env::var("CONVOKE_TEST_POSTGRES").unwrap_or_default();
    if server.is_empty() {
        return;
    }
    let database = crate::support::database::empty_database();
    database.migrate_down().expect("down");
    let convoke::db::DatabaseUrl::Postgres(url) = database.url() else { panic!("PostgreSQL was asked for") };
    let folder = folder();
    let (code, _, said) = run(convoke(folder.path(), &["serve"]).env("CONVOKE_DATABASE__URL", &url));
    assert!(code == 1 && said.contains("convoke migrate"), "{said}");
    let (code, out, said) = run(convoke(folder.path(), &["migrate"]).env("CONVOKE_DATABASE__URL", &url));
    assert!(code == 0 && out.contains("applied"), "{out}{said}");
    let (code, out, _) = run(convoke(folder.path(), &["migrate"]).env("CONVOKE_DATABASE__URL", &url));
    assert!(code == 0 && out.contains("up to date"), "{out}");
}

/// Takes a role away with all that it was given, however the test ends.
struct Leaver {
    url: String,
    role: String,
}

impl Drop for Leaver {
    fn drop(&mut self) {
        use diesel::connection::SimpleConnection;
        let role = &self.role;
        let gone = <diesel::PgConnection as diesel::Connection>::establish(&self.url)
            .map_err(|fault| fault.to_string())
            .and_then(|mut owner| {
                let away = format!("DROP OWNED BY {role}; DROP ROLE {role}");
                owner.batch_execute(&away).map_err(|fault| fault.to_string())
            });
        // A second panic on the way out of a first would hide it.
        if let Err(fault) = gone {
            eprintln!("the role {role} was left on the server: {fault}");
        }
    }
}

/// As an office's database keeper sets it up: the tables belong to another role.
#[test]
fn a_role_on_postgresql_without_its_grants_is_told_which_and_how_to_get_them() {
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    if std::env::var("CONVOKE_TEST_POSTGRES").unwrap_or_default().is_empty() {
        return;
    }
    let database = crate::support::database::empty_database();
    let convoke::db::DatabaseUrl::Postgres(url) = database.url() else { panic!("PostgreSQL was asked for") };
    let role = format!("app_{}", convoke::kernel::ids::PublicId::random());
    let mut owner = diesel::PgConnection::establish(&url).expect("connect");
    // Made before the role is: it belongs to the whole server, and a test that fails would leave it there.
    let _leaver = Leaver { url: url.clone(), role: role.clone() };
    let grants = format!("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {role}");
    owner.batch_execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'app'; {grants}")).expect("a role");
    let (_, place) = url.rsplit_once('@').expect("user and host");
    let folder = folder();
    let look = || {
        run(convoke(folder.path(), &["check"]).env("CONVOKE_DATABASE__URL", format!("postgres://{role}:app@{place}")))
    };
    let (code, out, _) = look();
    assert_eq!(code, 1);
    assert!(
        out.contains(&format!("the role \"{role}\" lacks")) && out.contains("UPDATE on account_links, accounts"),
        "{out}"
    );
    assert!(out.contains("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"public\""), "{out}");
    let all = format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");
    owner.batch_execute(&format!("{all}; GRANT CREATE ON SCHEMA public TO {role}")).expect("the rest");
    let (_, out, _) = look();
    assert!(out.contains("schema: up to date") && !out.contains(" lacks "), "{out}");
}
