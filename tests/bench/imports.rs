//! A million people from a CSV file by the command, beside the bare loading of the same file: `sqlite3 .import`, and COPY.
//! `CONVOKE_BENCH_IMPORT_ROWS` asks for another number.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use convoke::db::DatabaseUrl;

use super::support::database;

const HEADER: &str = "姓名,名字拼音,单位,职务,邮箱,电话,语言,分组,标签,备注\n";
const MEBIBYTE: u64 = 1024 * 1024;

/// What a run took.
struct Figure {
    rows_a_second: f64,
    peak: u64,
    said: String,
}

pub fn run() {
    let rows: u64 = std::env::var("CONVOKE_BENCH_IMPORT_ROWS").map_or(1_000_000, |n| n.parse().unwrap());
    let db = database::database();
    let folder = db.folder();
    let file = folder.join("people.csv");
    write_people(&file, rows);
    let size = std::fs::metadata(&file).unwrap().len() / MEBIBYTE;
    let (kind, url, reach) = match db.url() {
        DatabaseUrl::Sqlite(path) => ("SQLite", format!("sqlite:{}", path.display()), 15_000),
        DatabaseUrl::Postgres(url) => ("PostgreSQL", url, 20_000),
    };
    println!("\nimport on {kind}: {rows} people, {size} MiB of CSV");
    println!("{:<44} {:>10} {:>10} {:>10} {:>12}", "", "rows/s", "reach", "peak MiB", "beside");
    let (peer, beside) = match db.url() {
        DatabaseUrl::Sqlite(_) => ("sqlite3 .import", sqlite_import(folder, &file, rows)),
        DatabaseUrl::Postgres(url) => ("COPY", copy(&url, &file, rows)),
    };
    let beside = beside.map_or_else(|| format!("no {peer}"), |rate| format!("{peer} {rate:.0}/s"));
    for (what, arguments) in
        [("a new file", &[][..]), ("the same file again", &[][..]), ("a dry run", &["--dry-run"][..])]
    {
        let figure = command(folder, &url, &file, arguments, rows);
        let Figure { rows_a_second, peak, said } = figure;
        println!("{what:<44} {rows_a_second:>10.0} {reach:>10} {:>10} {beside:>12}", peak / MEBIBYTE);
        println!("    {}", said.trim());
    }
}

/// Invented people under example domains; every third writes Chinese, offices share organisations.
fn write_people(path: &Path, rows: u64) {
    const FAMILY: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
    const GIVEN: [&str; 10] = ["建国", "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋"];
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    out.write_all(HEADER.as_bytes()).unwrap();
    for n in 0..rows {
        let (house, role) = (n % 4_000, n % 7);
        if n % 3 == 0 {
            let name = format!("{}{}", FAMILY[(n % 12) as usize], GIVEN[(n / 12 % 10) as usize]);
            writeln!(out, "{name},,第{house}研究所,研究员{role},p{n}@example.cn,0571 555 {n:07},中文,,专家,").unwrap();
        } else {
            let language = if n % 3 == 1 { "English" } else { "français" };
            writeln!(out, "Anne Person{n},,\"Institute {house}, Europe\",Role {role},p{n}@example.org,+32 2 {n:07},{language},,,met in Paris")
                .unwrap();
        }
    }
    out.flush().unwrap();
}

fn command(folder: &Path, url: &str, file: &Path, arguments: &[&str], rows: u64) -> Figure {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convoke"));
    command.args(["import", "contacts"]).arg(file).args(arguments);
    command.env("CONVOKE_DATA__DIR", folder.join("var")).env("CONVOKE_DATABASE__URL", url);
    let began = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(resident(child.id()));
        std::thread::sleep(Duration::from_millis(20));
    }
    let took = began.elapsed().as_secs_f64();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    Figure { rows_a_second: rows as f64 / took, peak, said }
}

/// The most memory a process has held, as long as it lives.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Rows a second of the bare tool, into a table of text without anything else.
fn sqlite_import(folder: &Path, file: &Path, rows: u64) -> Option<f64> {
    let began = Instant::now();
    let status = Command::new("sqlite3")
        .arg(folder.join("peer.db"))
        .args([".mode csv", &format!(".import '{}' people", file.display())])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|s| s.success()).then(|| rows as f64 / began.elapsed().as_secs_f64())
}

fn copy(url: &str, file: &Path, rows: u64) -> Option<f64> {
    let columns: Vec<String> = (0..10).map(|n| format!("c{n} TEXT")).collect();
    let table = format!("CREATE TABLE peer ({})", columns.join(", "));
    let began = Instant::now();
    let status = Command::new("psql")
        .args([url, "-q", "-c", &table, "-c"])
        .arg(format!("\\copy peer FROM '{}' WITH (FORMAT csv, HEADER)", file.display()))
        .args(["-c", "DROP TABLE peer"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|s| s.success()).then(|| rows as f64 / began.elapsed().as_secs_f64())
}
