//! Forms as a browser without scripts would send them.

use super::client::unescaped;

#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub method: String,
    /// Names and values as they stand in the page; boxes not ticked are left out.
    pub fields: Vec<(String, String)>,
    /// Every name that could be sent.
    pub names: Vec<String>,
    /// Names and values that its buttons send.
    pub buttons: Vec<(String, String)>,
}

impl Form {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// All forms of a page.
pub fn forms(html: &str) -> Vec<Form> {
    html.split("<form").skip(1).map(|piece| read(piece.split("</form>").next().unwrap_or(piece))).collect()
}

fn read(form: &str) -> Form {
    let (head, inside) = form.split_once('>').unwrap_or((form, ""));
    let mut read = Form {
        action: attribute(head, "action").unwrap_or_default(),
        method: attribute(head, "method").unwrap_or_else(|| "get".to_owned()),
        fields: Vec::new(),
        names: Vec::new(),
        buttons: Vec::new(),
    };
    let mut rest = inside;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
        let kind = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        let Some(name) = attribute(tag, "name") else { continue };
        match kind {
            "input" => input(&mut read, tag, &name),
            "textarea" => {
                let text = unescaped(after.split("</textarea").next().unwrap_or(""));
                // The first line end after the tag is for the source's looks.
                read.fields.push((name.clone(), text.strip_prefix('\n').unwrap_or(&text).to_owned()));
            }
            // A button with an address of its own sends the form elsewhere.
            "button" if attribute(tag, "formaction").is_some() => continue,
            "button" => {
                read.buttons.push((name, attribute(tag, "value").unwrap_or_default()));
                continue;
            }
            "select" => select(&mut read, after.split("</select").next().unwrap_or(""), &name),
            _ => continue,
        }
        read.names.push(name);
    }
    read
}

fn input(form: &mut Form, tag: &str, name: &str) {
    let kind = attribute(tag, "type").unwrap_or_default();
    let ticked = flag(tag, "checked");
    if matches!(kind.as_str(), "submit" | "button" | "file" | "image")
        || (matches!(kind.as_str(), "checkbox" | "radio") && !ticked)
    {
        return;
    }
    let value = attribute(tag, "value").unwrap_or_else(|| if ticked { "on".to_owned() } else { String::new() });
    form.fields.push((name.to_owned(), value));
}

fn select(form: &mut Form, inside: &str, name: &str) {
    let options: Vec<&str> = inside.split("<option").skip(1).collect();
    let chosen = options.iter().find(|o| flag(o.split('>').next().unwrap_or(""), "selected")).or(options.first());
    if let Some(option) = chosen {
        let (tag, words) = option.split_once('>').unwrap_or((option, ""));
        let words = words.split('<').next().unwrap_or("").trim();
        form.fields.push((name.to_owned(), attribute(tag, "value").unwrap_or_else(|| unescaped(words))));
    }
}

/// The value of an attribute in quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    let start = format!("{name}=\"");
    while let Some(at) = rest.find(&start) {
        let free = at == 0 || rest.as_bytes()[at - 1].is_ascii_whitespace();
        let value = &rest[at + start.len()..];
        if free {
            return value.split('"').next().map(unescaped);
        }
        rest = value;
    }
    None
}

fn flag(tag: &str, name: &str) -> bool {
    tag.split(['"'])
        .step_by(2)
        .flat_map(str::split_whitespace)
        .any(|word| word == name || word.trim_end_matches('=') == name)
}

#[test]
fn a_form_is_read_as_a_browser_would_send_it() {
    let html = r#"<form method="post" action="/a?b=1&amp;c=2"><input type="hidden" name="csrf" value="x&quot;y">
        <input type="checkbox" name="off" value="1"><input type="checkbox" name="on" value="2" checked>
        <select name="s"><option value="1">One</option><option value="2" selected>Two</option></select>
        <textarea name="t">
a
&lt;b</textarea><button name="go" value="1">Go</button></form>"#;
    let form = &forms(html)[0];
    assert_eq!((form.action.as_str(), form.method.as_str()), ("/a?b=1&c=2", "post"));
    let expected = [("csrf", "x\"y"), ("on", "2"), ("s", "2"), ("t", "a\n<b")];
    assert_eq!(form.fields, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert_eq!(form.names, ["csrf", "off", "on", "s", "t"]);
}
