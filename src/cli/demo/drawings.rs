//! Maps, charts and reports that nobody has drawn: made of numbers, the same each time, so that there is something to look at.

use std::fmt::Write;
use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn new(seed: usize) -> Dice {
        Dice(seed as u64 * 7_919 + 17)
    }
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const PAPER: &str = "#fbfaf6";
const INK: &str = "#1d2126";
const HUES: [&str; 5] = ["#24705b", "#b07a1e", "#a8322a", "#46618c", "#7c7f86"];

fn canvas(width: u32, height: u32, title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <title>{title}</title><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>"
    )
}

/// Writing into a text never fails.
fn put(svg: &mut String, args: std::fmt::Arguments<'_>) {
    if svg.write_fmt(args).is_err() {
        tracing::warn!("a drawing is not whole");
    }
}

/// Streets round a walled town: a grid within, roads that leave it.
pub(super) fn streets(seed: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut svg = canvas(640, 480, "Street network");
    put(&mut svg, format_args!("<g stroke=\"{}\" stroke-width=\"7\" stroke-linecap=\"round\">", HUES[1]));
    for _ in 0..7 {
        let (x, y) = (dice.roll(640), if dice.roll(2) == 0 { 0 } else { 480 });
        put(&mut svg, format_args!("<path d=\"M{} {}L{x} {y}\"/>", 250 + dice.roll(140), 180 + dice.roll(120)));
    }
    put(&mut svg, format_args!("</g><g stroke=\"{INK}\" stroke-width=\"1.4\" fill=\"none\">"));
    for n in 0..12 {
        let (x, y) = (190 + n * 22 + dice.roll(8), 110 + n * 22 + dice.roll(8));
        put(&mut svg, format_args!("<path d=\"M{x} 110V{}\"/><path d=\"M190 {y}H{}\"/>", 374, 452));
    }
    put(
        &mut svg,
        format_args!(
            "<rect x=\"184\" y=\"104\" width=\"274\" height=\"276\" rx=\"5\" stroke=\"{}\" stroke-width=\"4\"/></g></svg>",
            HUES[2]
        ),
    );
    svg
}

/// A city and its partners, thick where there is much between them.
pub(super) fn network(seed: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut svg = canvas(640, 480, "Partner cities");
    let places: Vec<(f64, f64, u64)> = (0..14)
        .map(|n| {
            let angle = f64::from(n) * std::f64::consts::TAU / 14.0;
            let far = 120.0 + dice.roll(90) as f64;
            (320.0 + 1.25 * far * angle.cos(), 240.0 + far * angle.sin(), 1 + dice.roll(9))
        })
        .collect();
    for (x, y, weight) in &places {
        let wide = *weight as f64 * 0.7;
        put(
            &mut svg,
            format_args!(
                "<path d=\"M320 240L{x:.0} {y:.0}\" stroke=\"{}\" stroke-opacity=\".55\" stroke-width=\"{wide:.1}\"/>",
                HUES[3]
            ),
        );
    }
    for (n, (x, y, weight)) in places.iter().enumerate() {
        put(
            &mut svg,
            format_args!("<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{}\" fill=\"{}\"/>", 5 + weight, HUES[n % 5]),
        );
    }
    put(&mut svg, format_args!("<circle cx=\"320\" cy=\"240\" r=\"26\" fill=\"{}\"/></svg>", HUES[2]));
    svg
}

const SECTORS: [&str; 6] = ["Coal", "Metals", "Building", "Trade", "Services", "Research"];

fn shares(seed: usize) -> [u64; 6] {
    let mut dice = Dice::new(seed);
    SECTORS.map(|_| 8 + dice.roll(60))
}

pub(super) fn bars(seed: usize) -> String {
    let mut svg = canvas(640, 480, "Employment by sector");
    for (n, (name, share)) in SECTORS.iter().zip(shares(seed)).enumerate() {
        let y = 60 + n * 64;
        put(
            &mut svg,
            format_args!(
                "<text x=\"40\" y=\"{}\" font-family=\"Georgia,serif\" font-size=\"20\" fill=\"{INK}\">{name}</text>\
             <rect x=\"150\" y=\"{y}\" width=\"{}\" height=\"34\" fill=\"{}\"/>",
                y + 24,
                share * 6,
                HUES[n % 5]
            ),
        );
    }
    svg.push_str("</svg>");
    svg
}

pub(super) fn table(seed: usize) -> String {
    let mut text = "sector,share\n".to_owned();
    for (name, share) in SECTORS.iter().zip(shares(seed)) {
        put(&mut text, format_args!("{name},{share}\n"));
    }
    text
}

/// Fields, town and hills, as a satellite would have them.
pub(super) fn land(seed: usize) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let waves: Vec<(f64, f64, f64)> = (0..6)
        .map(|_| (dice.roll(40) as f64 / 1_000.0, dice.roll(40) as f64 / 1_000.0, dice.roll(628) as f64 / 100.0))
        .collect();
    let height = |x: f64, y: f64| waves.iter().map(|(a, b, c)| (x * a + y * b + c).sin()).sum::<f64>();
    let picture = RgbImage::from_fn(960, 640, |x, y| {
        let (fx, fy) = (f64::from(x), f64::from(y));
        let town = ((fx - 470.0).hypot((fy - 330.0) * 1.3) + 30.0 * height(fx * 2.0, fy * 2.0)) < 150.0;
        let block = (x / 14 + y / 11) % 2 == 0;
        match height(fx, fy) {
            _ if town && block => Rgb([178, 92, 70]),
            _ if town => Rgb([205, 140, 110]),
            h if h > 1.6 => Rgb([140, 128, 110]),
            h if h > 0.3 => Rgb([98, 136, 92]),
            h if h > -1.4 => Rgb([172, 178, 120]),
            _ => Rgb([92, 132, 150]),
        }
    });
    let mut out = Cursor::new(Vec::new());
    match picture.write_to(&mut out, ImageFormat::Png) {
        Ok(()) => out.into_inner(),
        Err(fault) => {
            tracing::warn!(error = %fault, "a map could not be drawn");
            Vec::new()
        }
    }
}

/// One page with a title, as every reader of PDF takes it.
pub(super) fn pdf(title: &str) -> Vec<u8> {
    let shown: String = title.chars().filter(|c| c.is_ascii() && !matches!(c, '(' | ')' | '\\')).collect();
    let page = format!("BT /F1 26 Tf 72 700 Td ({shown}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{page}\nendstream", page.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>".to_owned(),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        put(&mut out, format_args!("{} 0 obj{object}endobj\n", n + 1));
    }
    let table = out.len();
    put(&mut out, format_args!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        put(&mut out, format_args!("{place:010} 00000 n \n"));
    }
    put(&mut out, format_args!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}
