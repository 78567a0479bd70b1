//! The answer page as guests open it, alone and while the outbox sends; and a thousand guests who want the last hundred places.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::time::{Duration, Instant};

use super::crowd;
use super::outbox::{rewind, signal, worker_with};
use super::sink;
use super::support::TestApp;

const CONNECTIONS: usize = 64;
const SECONDS: u64 = 8;
/// Mails at hand while the page is asked for: more than leave at two thousand a second in that time.
const MAILS: usize = 30_000;
const RACERS: usize = 1_000;
const PLACES: usize = 100;

pub fn run() {
    pages();
    race();
}

fn pages() {
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    println!("\nanswer page on {kind}: {CONNECTIONS} connections, {SECONDS} s");
    if Command::new("wrk").arg("-v").output().is_err() {
        println!("wrk is not here: no figures of the answer page");
        return;
    }
    crowd::invite(&app, MAILS);
    rewind(&app);
    let paths = crowd::answer_paths(&app, 2_000);
    println!("{:<44} {:>10} {:>10} {:>10}", "", "pages/s", "p99 ms", "errors");
    say("a static file of the same server", &load(&app, &["/assets/convoke.js".to_owned()]));
    say("answer pages of 2,000 guests", &load(&app, &paths));
    let Some((_sink, port)) = sink::postfix() else {
        println!("Postfix's smtp-sink is not here: no figure while the outbox sends");
        return;
    };
    // The rate is an hour's: two thousand a second. The bucket begins empty, or its first minute's worth would leave at once.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
    let (full, now) = (now + 60_000_000, now);
    crowd::execute(
        &app,
        &format!("INSERT INTO outbox_rates (bucket, filled_at, promised_at) VALUES ('*', {full}, {now})"),
    );
    let mut sending = worker_with(&app, port, 10, &[("CONVOKE_MAIL__RATE", "7200000")]);
    while crowd::count(&app, "outbox WHERE state = 'sent'") == 0 {
        std::thread::sleep(Duration::from_millis(50));
    }
    let (began, before) = (Instant::now(), crowd::count(&app, "outbox WHERE state = 'sent'"));
    let found = load(&app, &paths);
    let mails = crowd::count(&app, "outbox WHERE state = 'sent'") - before;
    let rate = mails as f64 / began.elapsed().as_secs_f64();
    signal(&sending, "-TERM");
    sending.0.wait().unwrap();
    say(&format!("the same while {rate:.0} mails/s leave"), &found);
}

struct Found {
    rate: f64,
    p99: f64,
    errors: u64,
}

fn say(what: &str, found: &Found) {
    println!("{what:<44} {:>10.0} {:>10.1} {:>10}", found.rate, found.p99, found.errors);
    assert_eq!(found.errors, 0, "a page was refused");
}

const SCRIPT: &str = r#"
local paths, n = {}, 0
init = function()
  for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = wrk.format("GET", line) end
end
request = function() n = n % #paths + 1; return paths[n] end
done = function(summary, latency)
  local e = summary.errors
  print(string.format("FOUND %f %f %d", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"#;

/// What wrk finds when it asks for these pages in turn.
fn load(app: &TestApp, paths: &[String]) -> Found {
    let (mut script, mut list) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
    script.write_all(SCRIPT.as_bytes()).unwrap();
    list.write_all(paths.join("\n").as_bytes()).unwrap();
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", &CONNECTIONS.to_string(), "-d", &SECONDS.to_string(), "-s"])
        .arg(script.path())
        .arg(&app.base)
        .env("BENCH_PATHS", list.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find_map(|l| l.strip_prefix("FOUND ")).unwrap_or_else(|| panic!("wrk said: {said}"));
    let mut numbers = line.split(' ').map(|n| n.parse::<f64>().unwrap());
    let mut next = || numbers.next().unwrap();
    Found { rate: next(), p99: next(), errors: next() as u64 }
}

fn race() {
    let app = TestApp::start();
    let (kind, _) = crowd::database(&app);
    crowd::invite(&app, RACERS);
    crowd::execute(&app, &format!("UPDATE events SET capacity = {PLACES}"));
    let paths = crowd::answer_paths(&app, RACERS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let began = Instant::now();
    runtime.block_on(async {
        let racers: Vec<_> =
            paths.iter().enumerate().map(|(n, path)| accept(n, format!("{}{path}", app.base))).collect();
        let tasks: Vec<_> = racers.into_iter().map(tokio::spawn).collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), 303, "an answer is taken down");
        }
    });
    let took = began.elapsed().as_secs_f64();
    let accepted = crowd::count(&app, "seats WHERE answer = 'accepted'");
    let waiting = crowd::count(&app, "seats WHERE answer = 'waiting'");
    println!("\n{RACERS} guests racing for {PLACES} places on {kind}, over HTTP");
    println!("accepted {accepted}, waiting {waiting}, {took:.1} s");
    assert_eq!((accepted, waiting), (PLACES, RACERS - PLACES));
}

/// Each guest comes from a network of their own, as guests do.
async fn accept(n: usize, url: String) -> u16 {
    let from = Ipv4Addr::new(127, 1 + (n / 250) as u8, 1 + (n % 250) as u8, 1);
    super::support::provide();
    let client = reqwest::Client::builder()
        .local_address(IpAddr::V4(from))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    client.post(url).form(&[("answer", "accepted")]).send().await.unwrap().status().as_u16()
}
