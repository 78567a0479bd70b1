//! A reader of Rust sources, just wise enough for the house's rules: comments and texts blanked, tests cut out, paths unfolded.

use std::path::{Path, PathBuf};

/// One file below `src`.
pub struct Source {
    /// As `src/db/mod.rs`.
    pub path: String,
    /// `["db", "conn"]` for `src/db/conn.rs`; empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    pub text: String,
    /// The same lines with comments, texts and everything under `#[cfg(test)]` blanked.
    pub code: String,
}

impl Source {
    /// The room of the map it stands in: `db`, `web`, `app`, `main` …
    pub fn room(&self) -> &str {
        match self.module.first() {
            Some(first) => first,
            None => self.path.trim_start_matches("src/").trim_end_matches(".rs"),
        }
    }
    /// The slice, for files below `src/domain/<slice>`.
    pub fn slice(&self) -> Option<&str> {
        (self.room() == "domain").then(|| self.module.get(1).map(String::as_str)).flatten()
    }
    /// Whether it holds statements: `store`, `store_write`, `mail_store`, and whatever stands in a folder called so.
    pub fn is_store(&self) -> bool {
        names_store(&self.module)
    }
    pub fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }
    /// "src/a.rs:12: the line" for each line of code that holds `needle`.
    pub fn lines_with(&self, needle: &str) -> Vec<String> {
        let lines = self.code.lines().zip(self.text.lines()).enumerate();
        let hits = lines.filter(|(_, (code, _))| code.contains(needle));
        hits.map(|(at, (_, text))| format!("{}:{}: {}", self.path, at + 1, text.trim())).collect()
    }
}

/// Whether a path leads into a store.
pub fn names_store(path: &[String]) -> bool {
    path.iter().any(|part| part == "store" || part.starts_with("store_") || part.ends_with("_store"))
}

/// All sources, tests among them.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), "rs", &mut paths);
    paths.iter().map(|path| source(root, path)).collect()
}

/// Every file below `folder` that ends so.
pub fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn source(root: &Path, path: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("a source");
    let path = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let module = inside.split('/').filter(|s| !matches!(*s, "lib" | "main")).map(str::to_owned).collect();
    let code = without_tests(&blanked(&text));
    Source { path, module, text, code }
}

/// The text with comments, strings and characters turned into blanks; line ends stay.
pub fn blanked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or text that begins at `at` ends; `at` itself if none begins here.
fn skipped(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let word_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next == Some('/') => position(chars, at, |c| c == '\n'),
        '/' if next == Some('*') => block_comment_end(chars, at),
        '"' => string_end(chars, at + 1),
        'r' if !word_before || chars[at - 1] == 'b' => raw_string_end(chars, at).unwrap_or(at),
        '\'' => character_end(chars, at).unwrap_or(at),
        _ => at,
    }
}

fn position(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| wanted(*c)).map_or(chars.len(), |n| from + n)
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut at) = (0, at);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_string_end(chars: &[char], at: usize) -> Option<usize> {
    let quote = position(chars, at + 1, |c| c != '#');
    let hashes = quote - at - 1;
    if chars.get(quote) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let end = (quote + 1..chars.len()).find(|n| chars[*n..].starts_with(&closing))?;
    Some(end + closing.len())
}

/// A character in quotes; a lifetime is none.
fn character_end(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at + 1) == Some(&'\\') {
        return Some(position(chars, at + 3, |c| c == '\'') + 1);
    }
    (chars.get(at + 2) == Some(&'\'')).then_some(at + 3)
}

/// Blanks every item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut bytes = code.as_bytes().to_vec();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(&bytes, start + "#[cfg(test)]".len());
        for byte in &mut bytes[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        from = end;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The end of the item that begins after `from`: its semicolon, or the brace that closes its first one.
pub fn item_end(code: &[u8], from: usize) -> usize {
    let mut depth = 0_i32;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b';' if depth == 0 => return at + 1,
            b'{' | b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// Every path into the crate, made whole: `use crate::{a::B, c}` gives `a::B` and `c`; `super::x` is resolved.
pub fn paths_used(source: &Source) -> Vec<(usize, Vec<String>)> {
    let code = source.code.as_bytes();
    let mut found = Vec::new();
    for start in ["crate::", "convoke::", "super::"] {
        for (at, _) in source.code.match_indices(start) {
            let before = if at == 0 { b' ' } else { code[at - 1] };
            if before.is_ascii_alphanumeric() || matches!(before, b'_' | b':') {
                continue;
            }
            let line = source.code[..at].matches('\n').count() + 1;
            let (mut base, mut from) = (Vec::new(), at + start.len());
            if start == "super::" {
                base = source.module.clone();
                base.pop();
                while source.code[from..].starts_with("super::") {
                    base.pop();
                    from += "super::".len();
                }
            }
            let mut leaves = Vec::new();
            unfold(&source.code, &mut from, base, &mut leaves);
            found.extend(leaves.into_iter().map(|path| (line, path)));
        }
    }
    found
}

/// Reads one path tree at `at` and adds its leaves.
fn unfold(code: &str, at: &mut usize, base: Vec<String>, leaves: &mut Vec<Vec<String>>) {
    let mut path = base;
    loop {
        skip_blanks(code, at);
        if code[*at..].starts_with('{') {
            *at += 1;
            return unfold_list(code, at, &path, leaves);
        }
        let name: String = code[*at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        *at += name.len();
        if name.is_empty() {
            break;
        }
        path.push(name);
        if !code[*at..].starts_with("::") {
            break;
        }
        *at += 2;
    }
    leaves.push(path);
}

fn unfold_list(code: &str, at: &mut usize, base: &[String], leaves: &mut Vec<Vec<String>>) {
    loop {
        skip_blanks(code, at);
        match code.as_bytes().get(*at) {
            None => return,
            Some(b'}') => {
                *at += 1;
                return;
            }
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, b'_' | b'{') => unfold(code, at, base.to_vec(), leaves),
            Some(_) => *at += code[*at..].chars().next().map_or(1, char::len_utf8),
        }
        // The rest of this entry (`as x`) up to its comma.
        let rest = code[*at..].find([',', '}']).unwrap_or(0);
        *at += rest;
        if code[*at..].starts_with(',') {
            *at += 1;
        }
    }
}

fn skip_blanks(code: &str, at: &mut usize) {
    *at += code[*at..].len() - code[*at..].trim_start().len();
}

/// Name, first line and number of lines of each function.
pub fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let code = source.code.as_bytes();
    let starts = source.code.match_indices("fn ").filter(|(at, _)| *at == 0 || !is_word(code[at - 1]));
    let named = starts.filter_map(|(at, _)| {
        let name: String = source.code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        (!name.is_empty()).then_some((at, name))
    });
    let measured = named.map(|(at, name)| {
        let end = item_end(code, at);
        let first = source.code[..at].matches('\n').count() + 1;
        (name, first, source.code[at..end].matches('\n').count() + 1)
    });
    measured.collect()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[test]
fn the_reader_blanks_comments_and_texts_and_unfolds_paths() {
    let text = "use crate::{a::{B, c::*}, d as e};\nlet x = \"crate::no\"; // crate::no\nlet y = r#\"\"crate::no\"#; let c = '\"';\nsuper::f();\n";
    let source = Source {
        path: "src/db/conn.rs".to_owned(),
        module: vec!["db".to_owned(), "conn".to_owned()],
        text: text.to_owned(),
        code: blanked(text),
    };
    let paths: Vec<String> = paths_used(&source).into_iter().map(|(_, p)| p.join("::")).collect();
    assert_eq!(paths, ["a::B", "a::c", "d", "db::f"]);
    let store = |path: &str| names_store(&path.split("::").map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(["a::store", "a::store_b", "a::b_store", "a::store::b"].map(store), [true; 4]);
    assert_eq!(["a::stored", "a::restore", "a::b"].map(store), [false; 3]);
    let tests = without_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n");
    assert_eq!(tests.split_whitespace().collect::<Vec<_>>().join(" "), "fn a() {} fn c() {}");
}
