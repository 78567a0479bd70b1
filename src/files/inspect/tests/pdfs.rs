use flate2::write::ZlibEncoder;

use super::*;

/// A PDF of one page and these objects.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Page>>endobj\n".to_vec();
    for (n, object) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n", n + 3).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer<</Root 1 0 R>>\n%%EOF\n");
    out
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>stream\r\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PACKED: &str = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
const SCRIPT: &[u8] = b"<</S/JavaScript/JS(app.alert\\(1\\))>>";

#[test]
fn a_pdf_that_acts_when_it_is_opened_is_not_taken() {
    for object in [
        SCRIPT,
        b"<</OpenAction<</S /JavaScript /JS 9 0 R>>>>",
        b"<< /S % a remark\n /J#61vaScript /J#53 <6170702e> >>",
        b"<</AA<</O<</S/#4a#61#76#61#53#63#72#69#70#74/JS 9 0 R>>>>>>",
        b"<</S/Rendition/OP 0/JS 9 0 R>>",
        b"<</JS(app.alert\\(1\\))/S 9 0 R>>",
        b"/JavaScript",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</S\n/L#61unch/Win<</F(cmd.exe)>>>>",
        b"<</Type/Filespec/F(report.txt)/UF(\xfe\xff\0r\0.\0e\0x\0e)/EF<</F 9 0 R>>>>",
        b"<</EF<</F 9 0 R>>/F(setup.\\145xe)>>",
        b"<</EF<</F 9 0 R>>/F<2e6a73>>>",
        b"<</EF<</F 9 0 R>>/UF(figures.zip)>>",
        // Whatever it stands in: the table of a PDF may say that an object begins there.
        b"(12 0 obj<</S/JavaScript>>endobj)",
        b"(12 0 obj %)endobj\n<</S/JavaScript>>",
        // And around it the object goes on.
        b"<</EF<</F 9 0 R>>/Desc(3 obj)/F(setup.exe)>>",
        b"<</S/Rendition/OP 0/N(1 obj endobj)/JS 9 0 R>>",
    ] {
        assert_eq!(said("report.pdf", &pdf(&[object])), "active-pdf", "{}", String::from_utf8_lossy(object));
    }
    let behind_a_remark = [&pdf(&[])[..], b"9 0 %\nobj<</S/JavaScript>>endobj\n%%EOF\n"].concat();
    assert_eq!(said("report.pdf", &behind_a_remark), "active-pdf");
}

#[test]
fn what_acts_is_found_among_packed_objects_too() {
    let objects = [b"9 0 ", SCRIPT].concat();
    let long = [&vec![b' '; 300 * 1024][..], &objects].concat();
    let mut damaged = deflated(&objects);
    damaged.truncate(damaged.len() - 6);
    for object in [
        stream(PACKED, &deflated(&objects)),
        stream(PACKED, &deflated(&long)),
        // Readers know it by its numbers.
        stream("/N 1/First 4/F#69lter[/FlateDecode]", &deflated(&objects)),
        stream("/Type/ObjStm/N 1/First 4", &objects),
        stream(PACKED, &deflated(b"9 0 /JavaScript")),
        // What is damaged behind it hides nothing.
        stream(PACKED, &damaged),
    ] {
        let page = stream("", b"BT (Datong) Tj ET");
        assert_eq!(said("report.pdf", &pdf(&[&page, &object, &page])), "active-pdf");
    }
    let closed = stream("/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", b"00>");
    assert_eq!(said("report.pdf", &pdf(&[&closed])), "encrypted", "nobody can say what it holds");
    let encrypted = [&pdf(&[&closed])[..], b"trailer<</Encrypt 9 0 R>>\n%%EOF\n"].concat();
    assert_eq!(said("report.pdf", &encrypted), "pdf", "what asks for a password is taken as it is");
}

/// A reader goes to where the stream says that an object begins, whatever stands before; and takes it for as long as it is said to be.
#[test]
fn nothing_hides_an_object_from_where_it_is_said_to_begin() {
    for (first, objects) in [
        (9, "9 0 10 2 ( <</S/JavaScript/JS 5 0 R>>"),
        (9, "9 0 10 2 % <</S/JavaScript/JS 5 0 R>>"),
        (9, "9 0 10 2 < /JavaScript"),
        (9, "9 0 10 7 endobj <</S/JavaScript/JS 5 0 R>>"),
        (10, "9 0 10 10 endstream <</S/JavaScript/JS 5 0 R>>"),
    ] {
        let told = format!("/Type/ObjStm/N 2/First {first}");
        let bare = stream(&told, objects.as_bytes());
        let packed = stream(&format!("{told}/Filter/FlateDecode"), &deflated(objects.as_bytes()));
        for object in [bare, packed] {
            assert_eq!(said("report.pdf", &pdf(&[&object])), "active-pdf", "{}", String::from_utf8_lossy(&object));
        }
    }
    let objects = deflated(&[b"9 0 ", SCRIPT].concat());
    for dictionary in [
        "/Type/ObjStm/X(1 obj)/N 1/First 4/Filter/FlateDecode",
        "/N 1/X(1 obj endobj 2 obj)/First 4/Filter/FlateDecode",
        "/N 1/X(1 obj stream\n)/First 4/Filter/FlateDecode",
        // The length of what ends by itself may stand anywhere.
        "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 7 0 R",
    ] {
        assert_eq!(said("report.pdf", &pdf(&[&stream(dictionary, &objects)])), "active-pdf", "{dictionary}");
    }
    for dictionary in
        ["/Type/ObjStm/N 1/First 4/Length 7 0 R", "/N 1/First 4 0 R", "/N 1/First 4/First 90", "/N 1/First +4"]
    {
        let object = stream(dictionary, b"9 0 <<>>");
        assert_eq!(said("report.pdf", &pdf(&[&object])), "encrypted", "nobody can say what it holds: {dictionary}");
    }
    // A remark among the places: each number may be one, and more overlap than are kept in view.
    let remarked = stream("/Type/ObjStm/N 2/First 12", b"9 0 %1\n10 2 ( <</S/JavaScript/JS 5 0 R>>");
    assert_eq!(said("report.pdf", &pdf(&[&remarked])), "encrypted");
    // Two that overlap, and a third in both.
    let many = stream(&PACKED.replace("First 4", "First 13"), &deflated(b"9 0 10 1 11 2((( <<>>"));
    assert_eq!(said("report.pdf", &pdf(&[&many])), "encrypted");
}

#[test]
fn the_head_of_an_object_is_known_in_whatever_way_it_is_written() {
    let with = |head: &str| {
        let object = "<</S/JavaScript/JS 5 0 R>>\nendobj\n";
        let whole = format!("%PDF-1.7\n1 0 obj<</Type/Page>>endobj\n{head}{object}trailer<</Root 1 0 R>>\n%%EOF\n");
        said("report.pdf", whole.as_bytes())
    };
    for head in [
        "9 0 obj",
        "9\t0\r\nobj",
        "9 0obj",
        "9 0 %x\nobj",
        "9 0 % remark\n  obj",
        "9 %x\r0 obj",
        "x9 0 obj",
        "(9 0 obj",
    ] {
        assert_eq!(with(head), "active-pdf", "{head:?}");
    }
    // Letters that come by chance begin nothing.
    for chance in ["\u{1}obj", "\u{1}7obj", "x 7 obj", "endobj"] {
        assert_eq!(with(chance), "pdf", "{chance:?}");
    }
}

#[test]
fn a_program_attached_to_a_pdf_is_found_by_what_it_is() {
    let macros = zip(&[entry("[Content_Types].xml", b"<Types/>"), entry("word/vbaProject.bin", b"x")]);
    let plain = zip(&[entry("[Content_Types].xml", b"<Types/>"), entry("word/document.xml", b"<w/>")]);
    for (content, expected) in [
        (&b"MZ\x90\0\x03 a program"[..], "active-pdf"),
        (b"#!/bin/sh\nrm -rf x\n", "active-pdf"),
        (b"Rar!\x1a\x07 an archive", "active-pdf"),
        (&macros, "active-pdf"),
        (&plain, "pdf"),
        (b"<?xml version=\"1.0\"?><invoice/>", "pdf"),
        (b"city,people\n", "pdf"),
    ] {
        let packed = stream("/Type/EmbeddedFile/Filter/FlateDecode", &deflated(content));
        let bare = stream("/Type /EmbeddedFile", content);
        for object in [packed, bare] {
            assert_eq!(said("report.pdf", &pdf(&[&object])), expected, "{}", String::from_utf8_lossy(content));
        }
    }
}

#[test]
fn a_plain_pdf_is_taken_whatever_words_stand_in_it() {
    let words = b"BT (/S /JavaScript /JS \\(x\\) /Launch) Tj ET /S /JavaScript /JS (x) /Launch";
    let objects = [&b"9 0 "[..], b"<</Font<</JS 4 0 R/Launch 5 0 R>>/Title(/S/JavaScript)/F(run.exe)>>"].concat();
    for object in [
        stream("", words),
        stream("/Filter/FlateDecode", &deflated(words)),
        stream("/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff/S/JavaScript/JS(x)\xff\xd9"),
        stream(PACKED, &deflated(&objects)),
        stream(PACKED, &deflated(b"9 0 <</Title(Lesson 3 objectives)/Launch 4 0 R>>")),
        stream("/Type/ObjStm/N 3/First 15/Filter/FlateDecode", &deflated(b"9 0 10 3 11 8\n 42 [9 0]<</Launch 4 0 R>>")),
        stream(
            "/Type/XRef/W[1 2 1]/Size 9/DecodeParms<</Columns 4/Predictor 12>>/Filter/FlateDecode",
            &deflated(b"\x02 1"),
        ),
        stream("/Filter/FlateDecode/Length 7 0 R", &deflated(words)),
        stream(PACKED, b"not deflated at all"),
        stream(PACKED, b""),
        b"<</Title(Why /S /JavaScript /JS is refused)/Dests<</Launch[3 0 R/Fit]/JavaScript 4 0 R>>>>".to_vec(),
        b"<</Type/Font/BaseFont/JS>>% /S /JavaScript".to_vec(),
        b"<</S/URI/URI(https://convoke.example/setup.exe)>>".to_vec(),
        b"<</Type/Filespec/F(invoice.xml)/UF(invoice.xml)/EF<</F 9 0 R>>>>".to_vec(),
    ] {
        let found = said("report.pdf", &pdf(&[&object]));
        assert_eq!(found, "pdf", "{}", String::from_utf8_lossy(&object));
    }
}

#[test]
fn a_pdf_that_is_cut_off_or_grows_without_end_is_not_taken() {
    let whole = pdf(&[&stream(PACKED, &deflated(b"9 0 <<>>"))]);
    assert_eq!(said("report.pdf", &whole), "pdf");
    for end in [whole.len() - 8, whole.len() / 2, 30] {
        assert_eq!(said("report.pdf", &whole[..end]), "cut-off", "{end}");
    }
    let bomb = stream(PACKED, &deflated(&vec![b' '; 4 * 1024 * 1024]));
    assert_eq!(said("report.pdf", &pdf(&[&bomb])), "bomb");
    // Objects of one kind are packed well, and are no bomb.
    let elements: Vec<u8> = (0..40_000).flat_map(|n| format!("<</K {n}/P 5 0 R/S/P>>\n").into_bytes()).collect();
    assert_eq!(said("report.pdf", &pdf(&[&stream(PACKED, &deflated(&elements))])), "pdf");
}

#[test]
fn what_lies_across_two_windows_is_seen() {
    for gap in (WINDOW as usize - 200)..(WINDOW as usize - 110) {
        let filler = stream("", &vec![b'x'; gap]);
        assert_eq!(said("report.pdf", &pdf(&[&filler, SCRIPT])), "active-pdf", "{gap}");
    }
}
