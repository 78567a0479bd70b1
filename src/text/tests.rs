use proptest::prelude::*;

use super::placeholders::{BadPlaceholder, check, fill, fill_plain, names};
use super::*;

#[test]
fn markdown_becomes_these_tags_on_pages_and_in_mails() {
    // source, page, mail
    let table = [
        ("a *b* **c**", "<p>a <em>b</em> <strong>c</strong></p>", "<p>a <em>b</em> <strong>c</strong></p>"),
        (
            "# One\n## Two\n#### Four",
            "<h3>One</h3>\n<h4>Two</h4>\n<h6>Four</h6>",
            "<h3>One</h3>\n<h3>Two</h3>\n<h3>Four</h3>",
        ),
        (
            "[us](https://example.org/a?b=1&c=2 \"title\")",
            "<p><a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\">us</a></p>",
            "<p><a href=\"https://example.org/a?b=1&amp;c=2\">us</a></p>",
        ),
        (
            "<li@example.org>",
            "<p><a href=\"mailto:li@example.org\" rel=\"noopener noreferrer nofollow\">li@example.org</a></p>",
            "<p><a href=\"mailto:li@example.org\">li@example.org</a></p>",
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        (
            "3. a\n4. b",
            "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
            "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
        ),
        ("a\\\nb", "<p>a<br>\nb</p>", "<p>a<br>\nb</p>"),
        ("a `b` c", "<p>a <code>b</code> c</p>", "<p>a b c</p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>", "\n<p>a</p>\n"),
        (
            "大同市\n可持续发展，\n会议 at\nten",
            "<p>大同市可持续发展，会议 at\nten</p>",
            "<p>大同市可持续发展，会议 at\nten</p>",
        ),
    ];
    for (source, page, mail) in table {
        assert_eq!(page_html(source), page, "page: {source}");
        assert_eq!(mail_html(source), mail, "mail: {source}");
    }
}

#[test]
fn emphasis_ends_and_begins_beside_chinese_punctuation() {
    // source, HTML, plain text
    let table = [
        ("**重要。**请看附件。", "<p><strong>重要。</strong>请看附件。</p>", "重要。请看附件。"),
        ("请看**（附件）**第二页", "<p>请看<strong>（附件）</strong>第二页</p>", "请看（附件）第二页"),
        ("他说**“好”**了", "<p>他说<strong>“好”</strong>了</p>", "他说“好”了"),
        ("*说明：*见下", "<p><em>说明：</em>见下</p>", "说明：见下"),
        ("**注意！**Bring it", "<p><strong>注意！</strong>Bring it</p>", "注意！Bring it"),
        ("***都要。***好", "<p><em><strong>都要。</strong></em>好</p>", "都要。好"),
        ("第一句。**第二句**。第三句", "<p>第一句。<strong>第二句</strong>。第三句</p>", "第一句。第二句。第三句"),
        ("**名字**（职务）", "<p><strong>名字</strong>（职务）</p>", "名字（职务）"),
        ("（**重要**）", "<p>（<strong>重要</strong>）</p>", "（重要）"),
        ("`甲。**乙`和**丙。**丁", "<p><code>甲。**乙</code>和<strong>丙。</strong>丁</p>", "甲。**乙和丙。丁"),
        ("\\*\\*甲。\\*\\*乙", "<p>**甲。**乙</p>", "**甲。**乙"),
        ("**word.**next", "<p>**word.**next</p>", "**word.**next"),
        ("a\u{2060}b **c**", "<p>a\u{2060}b <strong>c</strong></p>", "a\u{2060}b c"),
    ];
    for (source, html, text) in table {
        assert_eq!(page_html(source), html, "page: {source}");
        assert_eq!(plain(source), text, "text: {source}");
    }
    let linked = page_html("[甲](https://example.org/。**乙)和**丙。**丁");
    assert!(!linked.contains('\u{2060}') && !linked.contains("%E2%81%A0"), "{linked}");
    assert!(page_html("```\n甲。**乙\n```").contains("甲。**乙\n"));
    assert!(mail_html("**重要。**请看").contains("<strong>重要。</strong>请看"));
}

#[test]
fn nothing_dangerous_comes_through() {
    let table = [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "![alt](https://tracker.example/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "[x](//evil.example/a)",
        "[x](/admin/delete)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "<iframe src=\"https://evil.example\"></iframe>",
        "<p style=\"position:fixed\" onclick=\"x()\">a</p>",
        "<svg/onload=alert(1)>",
        "[x](java&#10;script:alert(1))",
        "[a](https://example.org/\"onmouseover=\"alert(1))",
        "```html\n<script>alert(1)</script>\n```",
    ];
    for source in table {
        for html in [page_html(source), mail_html(source), Prepared::new(source).html(|_| String::new())] {
            let tags: Vec<&str> = html.split('<').skip(1).collect();
            for tag in tags {
                let tag = tag.split('>').next().unwrap();
                let good = ["p", "/p", "pre", "/pre", "code", "/code", "/a"].contains(&tag)
                    || tag.starts_with("a href=\"https://example.org/%22onmouseover=%22alert(1)\"");
                assert!(good, "<{tag}> in {html} from {source}");
            }
        }
    }
    assert_eq!(page_html("![alt](https://tracker.example/pixel.png)"), "<p>alt</p>");
    assert_eq!(page_html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    assert_eq!(page_html("[x](/admin)"), "<p>x</p>");
}

#[test]
fn deep_nesting_and_long_text_end_well() {
    for source in ["> ".repeat(2_000) + "a", "*".repeat(20_000), "[".repeat(20_000), "- ".repeat(2_000) + "a"] {
        assert!(!page_html(&source).is_empty());
        assert!(!plain(&source).is_empty());
    }
}

#[test]
fn plain_text_does_alone() {
    let table = [
        ("", ""),
        ("a *b* **c** `d`", "a b c d"),
        ("# Title\n\nText", "Title\n\nText"),
        ("[Answer](https://example.org/a) now", "Answer (https://example.org/a) now"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("[https://example.org](https://example.org)", "https://example.org"),
        ("<li@example.org> or [Li](mailto:li@example.org)", "li@example.org or Li (li@example.org)"),
        ("[x](javascript:alert(1))", "x"),
        ("Bring:\n\n- a\n- b\n  - c\n\nThen", "Bring:\n\n- a\n- b\n  - c\n\nThen"),
        ("9. nine\n10. ten", "9. nine\n10. ten"),
        ("- one\n\n  more\n\n- two", "- one\n\n  more\n\n- two"),
        ("> said\n> so\n\nb", "> said so\n\nb"),
        ("a\\\nb", "a\nb"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("    code  here\n    more\n\nb", "code  here\nmore\n\nb"),
        ("AT&amp;T &lt;b&gt; <b>x</b>", "AT&T <b> <b>x</b>"),
        ("![a map](https://example.org/map.png)", "a map"),
        ("尊敬的王局长：\n\n会议于\n五月举行。", "尊敬的王局长：\n\n会议于五月举行。"),
    ];
    for (source, wanted) in table {
        assert_eq!(plain(source), wanted, "{source}");
    }
}

#[test]
fn no_word_sticks_to_an_address() {
    let link = |_: &str| "https://example.org/a/1-x".to_owned();
    let table = [
        ("Answer here: {link}.", "Answer here: https://example.org/a/1-x."),
        ("Here ({link}), please", "Here (https://example.org/a/1-x), please"),
        ("[Answer]({link}).", "Answer (https://example.org/a/1-x)."),
        ("请点击{link}。谢谢", "请点击https://example.org/a/1-x 。谢谢"),
        ("请点击{link}，答复", "请点击https://example.org/a/1-x ，答复"),
        ("点击{link}答复", "点击https://example.org/a/1-x 答复"),
        ("« {link} »", "« https://example.org/a/1-x »"),
        ("at{link}or", "at https://example.org/a/1-x or"),
        ("{link}{link}", "https://example.org/a/1-x https://example.org/a/1-x"),
        ("{link}?b=1, {link}/c", "https://example.org/a/1-x?b=1, https://example.org/a/1-x/c"),
        ("{link}\n\nThen", "https://example.org/a/1-x\n\nThen"),
        ("see https://example.org/x_(y) and http alone", "see https://example.org/x_(y) and http alone"),
    ];
    for (source, wanted) in table {
        assert_eq!(Prepared::new(source).text(link), wanted, "{source}");
    }
}

#[test]
fn a_calendar_gets_each_paragraph_in_one_line() {
    let paragraph = "Nous avons le plaisir de vous inviter à l’atelier des parties prenantes qui se tiendra à Datong.";
    let source = format!("{paragraph}\n\n- {paragraph}\n- one\nand two");
    assert_eq!(plain_unwrapped(&source), format!("{paragraph}\n\n- {paragraph}\n- one and two"));
}

#[test]
fn latin_is_wrapped_and_chinese_is_not() {
    let latin =
        "Nous avons le plaisir de vous inviter à l’atelier des parties prenantes qui se tiendra à Datong le 24 mai.";
    assert_eq!(
        plain(latin),
        "Nous avons le plaisir de vous inviter à l’atelier des parties prenantes\nqui se tiendra à Datong le 24 mai."
    );
    let item = format!("- {latin}");
    assert!(plain(&item).contains("\n  qui se tiendra") || plain(&item).contains("\n  prenantes"), "{}", plain(&item));
    let chinese = "我们诚挚地邀请您参加于二零一六年五月二十四日在大同市举行的可持续城市化利益相关方研讨会，".repeat(4);
    assert_eq!(plain(&chinese), chinese);
    let link = format!("https://example.org/{}", "a".repeat(120));
    assert!(plain(&format!("Please open [this]({link}) today")).contains(&format!("({link})")));
    // A non-breaking space before a colon holds in French.
    let french = format!("{}aa\u{a0}: b", "mot ".repeat(17));
    assert!(plain(&french).contains("aa\u{a0}:"));
}

#[test]
fn placeholders_are_checked_with_their_place_and_the_nearest_spelling() {
    let allowed = ["name", "event_title", "answer_link"];
    let unknown = |name: &str, at: usize, nearest: Option<&str>| BadPlaceholder::Unknown {
        name: name.to_owned(),
        at,
        nearest: nearest.map(str::to_owned),
    };
    let table = [
        ("Dear {name}, see {answer_link}", vec![]),
        ("{ name }", vec![]),
        ("no braces, {{name}} neither", vec![]),
        ("Dear {nmae}", vec![unknown("nmae", 5, Some("name"))]),
        ("尊敬的{Name}：", vec![unknown("Name", 3, Some("name"))]),
        ("{event-title}", vec![unknown("event-title", 0, Some("event_title"))]),
        ("{answerlink} {passport}", vec![unknown("answerlink", 0, Some("answer_link")), unknown("passport", 13, None)]),
        ("{}", vec![unknown("", 0, None)]),
        ("a { b", vec![BadPlaceholder::Unclosed { at: 2 }]),
        ("{name", vec![BadPlaceholder::Unclosed { at: 0 }]),
        ("{na\nme}", vec![BadPlaceholder::Unclosed { at: 0 }, BadPlaceholder::Unopened { at: 6 }]),
        ("{name {name}", vec![BadPlaceholder::Unclosed { at: 0 }]),
        ("b } c", vec![BadPlaceholder::Unopened { at: 2 }]),
    ];
    for (text, faults) in table {
        let wanted = if faults.is_empty() { Ok(()) } else { Err(faults) };
        assert_eq!(check(text, &allowed), wanted, "{text}");
    }
    assert_eq!(names("{a} {b} {{c}} { a }"), ["a", "b"]);
}

const NASTY: [&str; 14] = [
    "**bold** _em_ `code`",
    "[x](https://evil.example)",
    "<script>alert(1)</script>",
    "# Title",
    "- item",
    "1. item",
    "&lt;b&gt; &amp;",
    "a\n\n# b",
    "    code",
    "![x](https://evil.example/i.png)",
    "<https://evil.example>",
    "===",
    "> quote",
    "back\\slash {name} ~~x~~ |",
];

fn shown(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html_of(value: &str) -> String {
    shown(value).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn a_value_is_only_ever_text() {
    for value in NASTY {
        for (source, before, after) in
            [("{name}", "<p>", "</p>"), ("a {name} b", "<p>a ", " b</p>"), ("- {name}", "<ul>\n<li>", "</li>\n</ul>")]
        {
            let wanted = format!("{before}{}{after}", html_of(value));
            let markdown = fill(source, |_| value.to_owned());
            assert_eq!(mail_html(&markdown), wanted, "{value} in {source}");
            let prepared = Prepared::new(source).html(|_| value.to_owned());
            assert_eq!(prepared.replace("&quot;", "\"").replace("&#39;", "'"), wanted, "{value} in {source}");
        }
        assert_eq!(plain(&fill("a {name} b", |_| value.to_owned())), format!("a {} b", shown(value)));
        assert_eq!(Prepared::new("a {name} b").text(|_| value.to_owned()), format!("a {} b", shown(value)));
        assert_eq!(fill_plain("Re: {name}", |_| value.to_owned()), format!("Re: {}", shown(value)));
    }
    assert_eq!(fill_plain("{x}", |_| "a\r\nBcc: evil@example.org\0\u{202e}".to_owned()), "a Bcc: evil@example.org");
    assert_eq!(fill_plain("{{{x}}} } {", |_| "a".to_owned()), "{a} } {");
}

#[test]
fn a_prepared_text_links_where_the_markdown_does() {
    let source =
        "Dear **{name}**,\n\n[Answer here]({answer_link}) or [by code](https://example.org/?c={name}), {{not}} {name}.";
    let prepared = Prepared::new(source);
    let value = |name: &str| match name {
        "name" => "Li & \"Wang\"".to_owned(),
        _ => "https://example.org/a/1-x?p=1&q=2".to_owned(),
    };
    assert_eq!(
        prepared.html(value),
        "<p>Dear <strong>Li &amp; &quot;Wang&quot;</strong>,</p>\n\
        <p><a href=\"https://example.org/a/1-x?p=1&amp;q=2\">Answer here</a> or \
        <a href=\"https://example.org/?c=Li%20%26%20%22Wang%22\">by code</a>, {not} Li &amp; &quot;Wang&quot;.</p>"
    );
    assert!(prepared.text(value).starts_with(
        "Dear Li & \"Wang\",\n\nAnswer here (https://example.org/a/1-x?p=1&q=2) or by code\n(https://example.org/?c=Li"
    ));
    assert!(prepared.html(|_| "javascript:alert(1)".to_owned()).contains("<a href=\"#\">Answer here</a>"));
    // A text that happens to hold the stand-in's own letters stays as it is.
    assert_eq!(Prepared::new("xslot0z {a}").html(|_| "b".to_owned()), "<p>xslot0z b</p>");
    assert_eq!(Prepared::new("[{link}]({link})").text(|_| "https://example.org/a".to_owned()), "https://example.org/a");
    let address = |_: &str| "https://example.org/a?p=1&q=2".to_owned();
    let linked = "<a href=\"https://example.org/a?p=1&amp;q=2\">https://example.org/a?p=1&amp;q=2</a>";
    assert_eq!(Prepared::new("Here: {link}").html(address), format!("<p>Here: {linked}</p>"));
    assert_eq!(Prepared::new("[{link}]({link})").html(address), format!("<p>{linked}</p>"), "no link within a link");
    assert_eq!(Prepared::new("{link}").html(|_| "javascript:alert(1)".to_owned()), "<p>javascript:alert(1)</p>");
    assert_eq!(Prepared::new("{name}").html(address), "<p>https://example.org/a?p=1&amp;q=2</p>", "a name never links");
    assert_eq!(Prepared::new("`{a}` {b} {").html(str::to_owned), "<p>a b {</p>");
}

proptest! {
    #[test]
    fn any_text_renders_and_any_value_stays_text(source in "\\PC{0,80}", value in any::<String>()) {
        page_html(&source);
        plain(&source);
        let filled = mail_html(&fill("- **a** {name}\n", |_| value.clone()));
        prop_assert_eq!(filled.matches('<').count(), 6, "{}", filled);
        let prepared = Prepared::new(&source);
        let html = prepared.html(|_| value.clone());
        prop_assert!(!html.contains("<script"));
        prepared.text(|_| value.clone());
        let braceless = source.replace(['{', '}'], "");
        prop_assert_eq!(check(&braceless, &[]), Ok(()));
    }
}
