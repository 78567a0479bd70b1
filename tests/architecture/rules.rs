use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::no_breach;
use super::source::{Source, blanked, functions, names_store, paths_used, sources, walk};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

/// Each room and what stands to its left. `config` is read by all that come after it; `db` lends `access` and `config` the closed
/// lists and the address of the database, and `i18n` nothing.
const ORDER: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("db", &["kernel"]),
    ("config", &["kernel", "db"]),
    ("access", &["kernel", "db"]),
    ("i18n", &["kernel"]),
    ("text", &["kernel"]),
    ("calendar", &["kernel"]),
    ("tables", &["kernel"]),
    ("domain", &["kernel", "db", "config", "access", "i18n", "text", "calendar", "tables"]),
    ("files", &["kernel", "db", "config", "access", "i18n", "text", "calendar", "tables", "domain"]),
    ("mail", &["kernel", "db", "config", "access", "i18n", "text", "calendar", "tables", "domain"]),
    ("work", &["kernel", "db", "config", "access", "i18n", "text", "calendar", "tables", "domain", "files", "mail"]),
    ("web", &["kernel", "db", "config", "access", "i18n", "text", "calendar", "tables", "domain", "files", "mail"]),
];

#[test]
fn each_room_imports_only_what_stands_to_its_left() {
    let order: BTreeMap<_, _> = ORDER.iter().copied().collect();
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let room = source.room();
        if matches!(room, "app" | "cli" | "main" | "lib") {
            continue;
        }
        let Some(allowed) = order.get(room) else {
            breaches.push(format!("{}: the map knows no room called {room}", source.path));
            continue;
        };
        for (line, path) in paths_used(source) {
            let Some(to) = path.first().filter(|to| *to != room) else { continue };
            let known = order.contains_key(to.as_str()) || matches!(to.as_str(), "app" | "cli");
            if known && !allowed.contains(&to.as_str()) {
                breaches.push(format!("{}:{line}: {room} may not import {}", source.path, path.join("::")));
            }
        }
    }
    no_breach("import order", &breaches);
}

/// The order of slices as `src/domain/mod.rs` says it: the prose is the rule.
fn slice_order() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src/domain/mod.rs")).expect("the domain's map");
    let doc: String = text.lines().filter_map(|l| l.strip_prefix("//! ")).collect::<Vec<_>>().join(" ");
    let order = doc.split_once("never their `store`:").expect("the order of slices is said in src/domain/mod.rs").1;
    let order = order.split_once('.').map_or(order, |(order, _)| order);
    let names = order.split(['<', ',', '{', '}']).map(|s| s.trim().trim_matches('`').to_owned());
    names.filter(|s| !s.is_empty()).collect()
}

#[test]
fn slices_call_only_those_before_them_and_never_their_stores() {
    let order = slice_order();
    let rank = |slice: &str| order.iter().position(|s| s == slice);
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let Some(slice) = source.slice() else { continue };
        let Some(own) = rank(slice) else {
            breaches.push(format!("{}: src/domain/mod.rs gives {slice} no place in the order", source.path));
            continue;
        };
        for (line, path) in paths_used(source) {
            if path.first().is_none_or(|p| p != "domain") || path.get(1).is_none_or(|p| p == slice) {
                continue;
            }
            let whole = path.join("::");
            if rank(&path[1]).is_some_and(|theirs| theirs > own) {
                breaches.push(format!("{}:{line}: {slice} may not call a later slice: {whole}", source.path));
            }
            if names_store(&path) {
                breaches.push(format!("{}:{line}: another slice's store: {whole}", source.path));
            }
        }
    }
    no_breach("order of slices", &breaches);
}

#[test]
fn only_slices_and_the_database_know_tables_and_stores() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test() && !matches!(s.room(), "domain" | "db" | "lib")) {
        for (line, path) in paths_used(source) {
            if path.starts_with(&["db".to_owned(), "schema".to_owned()]) || names_store(&path) {
                breaches.push(format!("{}:{line}: {}", source.path, path.join("::")));
            }
        }
    }
    no_breach("tables and stores are the slices' own", &breaches);
}

#[test]
fn files_and_functions_stay_short() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let lines = source.text.lines().count();
        if lines > FILE_LINES {
            breaches.push(format!("{}: {lines} lines, {FILE_LINES} at most", source.path));
        }
        for (name, line, lines) in functions(source) {
            if lines > FUNCTION_LINES {
                breaches.push(format!("{}:{line}: {name} has {lines} lines, {FUNCTION_LINES} at most", source.path));
            }
        }
    }
    no_breach("lengths", &breaches);
}

/// A word that may stand in some files only.
struct Never {
    word: &'static str,
    why: &'static str,
    except: fn(&Source) -> bool,
}

const NEVER: &[Never] = &[
    Never { word: "Utc::now", why: "only the clock reads the time", except: |s| s.path == "src/kernel/time.rs" },
    Never {
        word: "Local::now",
        why: "only the clock reads the time, and never in a machine's zone",
        except: |_| false,
    },
    Never { word: "SystemTime::now", why: "only the clock reads the time", except: |s| s.path == "src/kernel/time.rs" },
    Never { word: ".unwrap()", why: "faults are told", except: |_| false },
    Never { word: ".expect(", why: "faults are told", except: |_| false },
    Never { word: ".unwrap_unchecked(", why: "faults are told", except: |_| false },
    Never { word: "let _ = ", why: "a swallowed result", except: |_| false },
    Never { word: "todo!", why: "finished work only", except: |_| false },
    Never { word: "unimplemented!", why: "finished work only", except: |_| false },
    Never { word: "block_in_place", why: "the database lives on blocking threads", except: |_| false },
    Never { word: "Conn::Sqlite", why: "only src/db names a backend", except: in_db },
    Never { word: "Conn::Postgres", why: "only src/db names a backend", except: in_db },
    Never { word: "SqliteConnection", why: "only src/db names a backend", except: in_db },
    Never { word: "PgConnection", why: "only src/db names a backend", except: in_db },
    Never { word: "diesel::pg", why: "only src/db names a backend", except: in_db },
    Never { word: "diesel::sqlite", why: "only src/db names a backend", except: in_db },
    Never { word: "lettre::", why: "mail is the only user of lettre", except: |s| s.room() == "mail" },
    Never {
        word: "GatePass for",
        why: "only gates gives leave to confirm",
        except: |s| s.path.starts_with("src/domain/gates/"),
    },
    Never { word: "set_var(", why: "the environment is read, never written", except: |_| false },
];

fn in_db(source: &Source) -> bool {
    source.room() == "db"
}

#[test]
fn what_never_happens_does_not_happen() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        for never in NEVER.iter().filter(|n| !(n.except)(source)) {
            breaches.extend(source.lines_with(never.word).into_iter().map(|line| format!("{line}   ({})", never.why)));
        }
    }
    no_breach("never", &breaches);
}

/// A fault turned into nothing at the end of a statement; turned into an option that is used, it is a decision.
#[test]
fn no_result_is_dropped_by_ok() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let lines = source.code.lines().enumerate().filter(|(_, l)| l.contains(".ok();") && !l.contains('='));
        breaches.extend(lines.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())));
    }
    no_breach("a swallowed error", &breaches);
}

#[test]
fn the_domain_knows_no_web_no_mail_and_no_runtime() {
    let foreign = ["actix_web", "actix_multipart", "askama", "lettre", "tokio", "fluent_bundle", "utoipa", "clap"];
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| matches!(s.room(), "domain" | "kernel" | "access") && !s.is_test()) {
        for name in foreign {
            breaches.extend(source.lines_with(&format!("{name}::")));
        }
    }
    no_breach("what the domain may not know", &breaches);
}

#[test]
fn the_database_is_spoken_to_by_slices_only() {
    let mut breaches = Vec::new();
    for source in
        sources().iter().filter(|s| matches!(s.room(), "web" | "work" | "mail" | "cli" | "app") && !s.is_test())
    {
        breaches.extend(source.lines_with("diesel::"));
    }
    no_breach("SQL stands in stores", &breaches);
}

/// Where in a line a statement is made. Errors, types of columns and the transaction that a run opens for each line of a file are none.
fn makes_statements(code: &str) -> bool {
    let harmless = ["result::", "sql_types::", "Connection;"];
    let mut after = code.split("diesel::").skip(1);
    after.any(|rest| !harmless.iter().any(|word| rest.starts_with(word)))
}

#[test]
fn statements_of_a_slice_stand_in_its_stores() {
    assert!(makes_statements("use diesel::prelude::*;") && makes_statements("diesel::update(rows)"));
    assert!(!makes_statements("impl From<diesel::result::Error> for Stop {"));
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| s.room() == "domain" && !s.is_test() && !s.is_store()) {
        let lines = source.code.lines().enumerate().filter(|(_, line)| makes_statements(line));
        breaches.extend(lines.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())));
        for (line, path) in paths_used(source) {
            let tools = |part: &String| matches!(part.as_str(), "schema" | "conditions" | "conn");
            if path.first().is_some_and(|part| part == "db") && path.get(1).is_some_and(tools) {
                breaches.push(format!("{}:{line}: {}", source.path, path.join("::")));
            }
        }
    }
    no_breach("statements stand in stores", &breaches);
}

#[test]
fn every_condition_is_asked_by_a_store() {
    let all = sources();
    let text = &all.iter().find(|s| s.path == "src/db/conditions.rs").expect("the conditions").text;
    let made = text.split("\ncondition!(\n").skip(1);
    let names = made.filter_map(|one| one.lines().map(str::trim).find(|line| !line.starts_with("///")));
    let names: Vec<&str> = names.map(|line| line.trim_end_matches(',')).collect();
    assert!(names.contains(&"accepted_seat"), "{names:?}");
    // By its function, or where a statement is written out, by the words of its type: `accepted_seat`'s is `AcceptedSeat`.
    let of_type = |name: &str| -> String {
        let large = |word: &str| word[..1].to_uppercase() + &word[1..];
        name.split('_').map(large).collect()
    };
    let asked = |name: &str| {
        let ways = [format!("conditions::{name}()"), format!("{}::WORDS", of_type(name))];
        all.iter().any(|s| !s.is_test() && ways.iter().any(|way| s.code.contains(way)))
    };
    let idle: Vec<String> = names.iter().filter(|name| !asked(name)).map(|name| (*name).to_owned()).collect();
    no_breach("conditions that nobody asks", &idle);
}

/// Writing belongs to one slice: its head names each of its tables, so that whoever looks for who changes a row finds the place.
#[test]
fn every_table_is_owned_by_a_slice() {
    let all = sources();
    let mut owned = BTreeSet::new();
    for source in all.iter().filter(|s| s.room() == "domain" && s.path.ends_with("/mod.rs")) {
        let head: Vec<&str> = source.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
        let head = head.join("\n");
        for said in head.split("\n\n").filter(|paragraph| paragraph.starts_with("Owns ")) {
            owned.extend(said.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    let mut breaches = Vec::new();
    for source in all.iter().filter(|s| s.path.starts_with("src/db/schema/")) {
        for table in source.code.split("table! {").skip(1) {
            let name: String = table.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !owned.contains(&name) {
                breaches.push(format!("{}: no slice says that it owns {name}", source.path));
            }
        }
    }
    assert!(owned.len() > 50, "the heads were not found: {owned:?}");
    no_breach("owners of tables", &breaches);
}

#[test]
fn modules_say_what_they_are() {
    let named = |s: &Source| {
        let vague = ["util", "utils", "helper", "helpers", "common", "misc", "manager"];
        s.module.iter().any(|part| vague.contains(&part.as_str()))
    };
    let breaches: Vec<String> = sources().iter().filter(|s| named(s)).map(|s| s.path.clone()).collect();
    no_breach("names", &breaches);
}

#[test]
fn public_functions_of_the_domain_take_no_bare_booleans() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| s.room() == "domain" && !s.is_test()) {
        for (at, _) in source.code.match_indices("pub fn ") {
            let rest = &source.code[at..];
            let signature = &rest[..rest.find(['{', ';']).unwrap_or(rest.len())];
            let arguments = signature.split("->").next().unwrap_or(signature);
            if arguments.contains(": bool") {
                let line = source.code[..at].matches('\n').count() + 1;
                let name: Vec<&str> = signature.split('(').take(1).collect();
                breaches.push(format!("{}:{line}: {}", source.path, name.join("")));
            }
        }
    }
    no_breach("an enum says more than a boolean", &breaches);
}

#[test]
fn templates_keep_the_content_security_policy() {
    let mut paths = Vec::new();
    walk(&root().join("templates"), "html", &mut paths);
    let mut breaches = Vec::new();
    for path in paths.iter().filter(|p| !p.starts_with(root().join("templates/mail"))) {
        let text = std::fs::read_to_string(path).expect("a template");
        let shown = path.strip_prefix(root()).expect("below the root").display();
        for (at, line) in text.lines().enumerate() {
            let handler = [" onclick=", " onchange=", " onsubmit=", " oninput=", " onload=", "href=\"javascript:"];
            let inline_script =
                line.contains("<script") && !line.contains("src=") && !line.contains("application/json");
            if line.contains(" style=\"")
                || line.contains("<style")
                || inline_script
                || handler.iter().any(|h| line.contains(h))
            {
                breaches.push(format!("{shown}:{}: {}", at + 1, line.trim()));
            }
            let elsewhere = ["src=\"http", "<link rel=\"stylesheet\" href=\"http", "url(http"];
            if elsewhere.iter().any(|e| line.contains(e)) {
                breaches.push(format!("{shown}:{}: a third party: {}", at + 1, line.trim()));
            }
        }
    }
    no_breach("templates", &breaches);
}

#[test]
fn unsafe_code_is_nowhere() {
    let mut breaches = Vec::new();
    let mut paths = Vec::new();
    walk(&root().join("src"), "rs", &mut paths);
    walk(&root().join("tests"), "rs", &mut paths);
    for path in paths {
        let code = blanked(&std::fs::read_to_string(&path).expect("a source"));
        let hits = code.lines().enumerate().filter(|(_, l)| l.contains("unsafe ") || l.contains("allow(unsafe_code"));
        breaches.extend(hits.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
    }
    no_breach("unsafe", &breaches);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
