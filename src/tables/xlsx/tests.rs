use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tempfile::TempDir;

use super::frames::{FrameReader, Next};
use super::{ChildLimits, WorkbookError, XlsxWriter, child_main, guard, read_in_child, text};
use crate::tables::row::{Note, RowErrorKind};
use crate::tables::tests::{Part, zip_of};
use crate::tables::{TableWriter, WriteError};

/// What the child says of a workbook: `row:cell|cell`, notes, and the last word.
fn told(bytes: &[u8], sheet: Option<&str>) -> Vec<String> {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("book.xlsx");
    fs::write(&path, bytes).expect("a file");
    let mut out = Vec::new();
    child_main(&path, sheet, &mut out).expect("memory takes it");
    let mut frames = FrameReader::new(Cursor::new(out));
    let mut told = Vec::new();
    loop {
        match frames.next().expect("frames") {
            Next::Row(row) => {
                let notes: String = row.notes().iter().map(|note| format!(" {note:?}")).collect();
                told.push(format!("{}:{}{notes}", row.line(), row.iter().collect::<Vec<_>>().join("|")));
            }
            Next::Fault(error) => told.push(format!("{}!{:?}", error.line, error.kind)),
            Next::Failed(error) => {
                told.push(format!("{error:?}"));
                return told;
            }
            Next::End => return told,
            Next::Cut => panic!("the child always has a last word here"),
        }
    }
}

#[test]
fn values_become_the_text_a_person_would_type() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let duration = Format::new().set_num_format("[h]:mm:ss");
    sheet.write(0, 0, "name").unwrap();
    sheet.write(0, 2, "  姓名 ").unwrap();
    sheet.write(1, 0, 42).unwrap();
    sheet.write(1, 1, 0.1 + 0.2).unwrap();
    sheet.write(1, 2, 8_613_800_138_000_f64).unwrap();
    sheet.write(3, 0, true).unwrap();
    sheet.write_with_format(3, 1, ExcelDateTime::from_ymd(2016, 4, 18).unwrap(), &date).unwrap();
    sheet
        .write_with_format(3, 2, ExcelDateTime::from_ymd(2016, 4, 18).unwrap().and_hms(9, 30, 0).unwrap(), &date)
        .unwrap();
    sheet.write_with_format(4, 0, 0.5, &date).unwrap();
    sheet.write_with_format(4, 1, 1.125, &duration).unwrap();
    sheet.write_formula(5, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_formula(5, 1, Formula::new("=1+1").set_result("2")).unwrap();
    let rows = told(&book.save_to_buffer().unwrap(), None);
    assert_eq!(
        rows,
        [
            "1:name||  姓名 ",
            "2:42|0.3|8613800138000",
            "4:true|2016-04-18|2016-04-18T09:30:00",
            "5:12:00:00|27:00:00",
            "6:|2 CellError { column: 1 }",
        ]
    );
}

#[test]
fn numbers_have_no_exponent_and_no_point_zero() {
    let cases = [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-12.5, "-12.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (f64::NAN, ""),
    ];
    for (number, expected) in cases {
        assert_eq!(text::of_number(number), expected);
    }
}

#[test]
fn the_first_visible_sheet_is_read_or_the_named_one() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("notes").unwrap().set_hidden(true).write(0, 0, "hidden").unwrap();
    book.add_worksheet().set_name("客人").unwrap().set_active(true).write(0, 0, "guests").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(told(&bytes, None), ["1:guests"]);
    assert_eq!(told(&bytes, Some("notes")), ["1:hidden"]);
    assert_eq!(told(&bytes, Some(" Notes ")), ["1:hidden"]);
    assert_eq!(told(&bytes, Some("\u{3000}客人")), ["1:guests"]);
    assert_eq!(told(&bytes, Some("none")), ["NoSuchSheet { name: \"none\", sheets: [\"客人\"] }"]);
}

#[test]
fn a_name_that_could_mean_two_sheets_means_neither() {
    let mut book = Workbook::new();
    for name in ["Gäste", "Gäste "] {
        book.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(told(&bytes, Some("Gäste")), ["1:Gäste"]);
    assert_eq!(told(&bytes, Some("gäste")).len(), 1);
    assert!(told(&bytes, Some("gäste"))[0].starts_with("NoSuchSheet"));
}

#[test]
fn an_empty_sheet_in_front_hides_nothing() {
    let mut book = Workbook::new();
    book.add_worksheet().write(3, 1, "  ").unwrap();
    book.add_worksheet().set_hidden(true).write(0, 0, "hidden").unwrap();
    book.add_worksheet().set_name("客人").unwrap().write(1, 0, "guests").unwrap();
    book.add_worksheet().write(0, 0, "later").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(told(&bytes, None), ["2:guests"]);
    // With the first row it is known which sheet it is of, and which others there are.
    let folder = TempDir::new().unwrap();
    let (path, mut out) = (folder.path().join("book.xlsx"), Vec::new());
    fs::write(&path, &bytes).unwrap();
    child_main(&path, None, &mut out).unwrap();
    let mut frames = FrameReader::new(Cursor::new(out));
    assert!(matches!(frames.next().unwrap(), Next::Row(_)));
    assert_eq!((frames.sheet.as_deref(), frames.sheets.len()), (Some("客人"), 3));
    let mut bare = Workbook::new();
    bare.add_worksheet();
    bare.add_worksheet();
    assert_eq!(told(&bare.save_to_buffer().unwrap(), None), [""; 0]);
}

#[test]
fn wide_rows_and_long_cells_are_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 511, "edge").unwrap();
    sheet.write(1, 512, "beyond").unwrap();
    sheet.write(2, 0, "on").unwrap();
    for column in 0..40 {
        sheet.write(3, column, "x".repeat(32_000)).unwrap();
    }
    sheet.write(4, 0, "汉".repeat(32_000)).unwrap();
    let rows = told(&book.save_to_buffer().unwrap(), None);
    assert_eq!(rows[0], format!("1:{}edge", "|".repeat(511)));
    let rest = [
        "2!TooManyColumns { limit: 512 }",
        "3:on",
        "4!RecordTooLong { limit: 1048576 }",
        "5!CellTooLong { column: 1, limit: 65536 }",
    ];
    assert_eq!(rows[1..], rest);
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

#[test]
fn bombs_are_refused_by_their_directory() {
    let part = |name: &str| Part::new(name, TYPES);
    let cases: [(&str, Vec<Part>, Result<(), WorkbookError>); 6] = [
        ("plain", vec![part("a"), part("b")], Ok(())),
        ("ratio", vec![part("a").claiming(80, 1_000_000_000)], Err(WorkbookError::Bomb)),
        ("overlap", vec![part("a").claiming(900, 900), part("b").claiming(900, 900)], Err(WorkbookError::Bomb)),
        ("encrypted", vec![part("a").encrypted()], Err(WorkbookError::Encrypted)),
        ("many", (0..2_001).map(|n| part(&n.to_string())).collect(), Err(WorkbookError::TooManyParts { limit: 2_000 })),
        (
            "size",
            vec![Part::new("a", &"x".repeat(9_000_000)).claiming(9_000_000, 1_100_000_000)],
            Err(WorkbookError::TooLarge { limit: 1_073_741_824 }),
        ),
    ];
    for (name, parts, expected) in cases {
        assert_eq!(guard::check(&mut Cursor::new(zip_of(&parts))), expected, "{name}");
    }
    assert!(matches!(guard::check(&mut Cursor::new(b"PK\x03\x04".to_vec())), Err(WorkbookError::Damaged { .. })));
}

#[test]
fn damage_has_a_last_word() {
    let whole = Workbook::new().add_worksheet_with_rows();
    let damaged = [
        zip_of(&[Part::new("[Content_Types].xml", TYPES), Part::new("xl/workbook.xml", "<workbook><sheets")]),
        zip_of(&[Part::new("[Content_Types].xml", TYPES)]),
        whole[..whole.len() / 2].to_vec(),
    ];
    for bytes in damaged {
        let told = told(&bytes, None);
        let last = told.last().map(String::as_str).unwrap_or_default();
        assert!(last.starts_with("Damaged") || last.starts_with("NoSheet"), "{told:?}");
    }
}

trait WithRows {
    fn add_worksheet_with_rows(self) -> Vec<u8>;
}

impl WithRows for Workbook {
    fn add_worksheet_with_rows(mut self) -> Vec<u8> {
        self.add_worksheet().write(0, 0, "a").unwrap();
        self.save_to_buffer().unwrap()
    }
}

/// A stand-in for the program: a shell script.
fn program(folder: &TempDir, script: &str) -> ChildLimits {
    let path = folder.path().join("program");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    ChildLimits { program: path, memory: 256 * 1024 * 1024, processor: Duration::from_secs(1) }
}

const ROW: &str = r#"echo '{"Row":{"line":1,"read":7,"cells":["a","b"],"errors":[2]}}'"#;

#[test]
fn the_child_is_heard_and_its_death_understood() {
    let cases = [
        ("echo '\"End\"'", None),
        ("kill -ABRT $$", Some(WorkbookError::NeedsMoreMemory)),
        ("kill -KILL $$", Some(WorkbookError::NeedsMoreMemory)),
        ("kill -XCPU $$", Some(WorkbookError::TooSlow)),
        ("while :; do :; done", Some(WorkbookError::TooSlow)),
        ("echo 'capacity overflow' >&2; exit 101", Some(WorkbookError::NeedsMoreMemory)),
        (
            "echo 'index out of bounds' >&2; exit 101",
            Some(WorkbookError::Damaged { detail: "index out of bounds".to_owned() }),
        ),
        ("echo 'unknown command' >&2; exit 2", Some(WorkbookError::Process { detail: "unknown command".to_owned() })),
        (r#"echo '{"Failed":"Bomb"}'"#, Some(WorkbookError::Bomb)),
    ];
    for (script, expected) in cases {
        let folder = TempDir::new().expect("a folder");
        let limits = program(&folder, &format!("{ROW}\n{script}"));
        let mut rows = read_in_child(&limits, &folder.path().join("book.xlsx"), None).expect("it starts");
        let first = rows.next().and_then(Result::ok).expect("a row");
        assert_eq!((first.get(1), first.notes()), (Some("b"), &[Note::CellError { column: 2 }][..]));
        assert_eq!(rows.bytes_read(), 7);
        let last = rows.next().map(|row| match row {
            Err(error) => error.kind,
            Ok(row) => panic!("{script}: {row:?}"),
        });
        assert_eq!(last, expected.map(RowErrorKind::Workbook), "{script}");
        assert_eq!(rows.next(), None);
    }
}

#[test]
fn the_child_gets_its_limits_and_its_arguments() {
    let folder = TempDir::new().expect("a folder");
    let script = r#"printf '{"Row":{"line":1,"read":0,"cells":["%s","%s","%s","%s"],"errors":[]}}\n"End"\n' "$(ulimit -v)" "$(ulimit -t)" "$1" "$3""#;
    let limits = program(&folder, script);
    let mut rows = read_in_child(&limits, &PathBuf::from("/a b/'$x.xlsx"), Some("客 人")).expect("it starts");
    let row = rows.next().and_then(Result::ok).expect("a row");
    assert_eq!(row.iter().collect::<Vec<_>>(), ["262144", "1", "read-xlsx", "--sheet=客 人"]);
}

#[test]
fn nonsense_from_the_child_is_a_fault_of_the_installation() {
    let folder = TempDir::new().expect("a folder");
    let mut rows = read_in_child(&program(&folder, "echo hello"), &folder.path().join("b"), None).expect("it starts");
    assert!(
        matches!(rows.next(), Some(Err(error)) if matches!(&error.kind, RowErrorKind::Workbook(WorkbookError::Process { .. })))
    );
    let missing = ChildLimits::new(folder.path().join("missing"));
    let mut rows = read_in_child(&missing, &folder.path().join("b"), None).expect("the shell starts");
    assert!(
        matches!(rows.next(), Some(Err(error)) if matches!(&error.kind, RowErrorKind::Workbook(WorkbookError::Process { .. })))
    );
}

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = Box::new(XlsxWriter::new(&mut out).expect("a workbook"));
    for row in rows {
        writer.row(&row.iter().map(String::as_str).collect::<Vec<_>>()).expect("a row");
    }
    writer.finish().expect("memory takes it");
    out
}

#[test]
fn formulas_stay_text_and_need_no_apostrophe() {
    let cells = ["=1+1", "+86 139", "-", "@SUM(A1)", "'=x", "007", "{=A1}", "http://a.example", "a\nb"];
    let row: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    let header: Vec<String> = (0..cells.len()).map(|n| n.to_string()).collect();
    assert_eq!(told(&written(&[header, row]), None)[1], format!("2:{}", cells.join("|")));
}

#[test]
fn a_cell_too_long_for_a_workbook_is_told() {
    let mut writer = XlsxWriter::new(Vec::new()).expect("a workbook");
    writer.row(&["a", "b"]).expect("the header");
    let long = "x".repeat(32_768);
    assert!(matches!(writer.row(&["1", &long]), Err(WriteError::CellTooLong { row: 2, column: 2, limit: 32_767 })));
    assert!(matches!(writer.row(&["1"]), Err(WriteError::Width { row: 3, expected: 2, found: 1 })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_was_written_is_read(cells in proptest::collection::vec(proptest::collection::vec("[=+@'\"<&>a-z汉字é]{1,8}", 3), 1..8)) {
        let expected: Vec<String> = cells.iter().enumerate().map(|(n, row)| format!("{}:{}", n + 1, row.join("|"))).collect();
        prop_assert_eq!(told(&written(&cells), None), expected);
    }
}
