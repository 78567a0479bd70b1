//! Drawings: complete in themselves, and of a size.

use super::*;

/// Twelve levels of ten: a few lines that a browser draws a million million times.
fn growing_svg() -> String {
    let level = |n: usize| format!("<g id=\"l{n}\">{}</g>", format!("<use href=\"#l{}\"/>", n - 1).repeat(10));
    let levels: String = (1..=12).map(level).collect();
    format!("<svg><defs><path id=\"l0\"/>{levels}</defs><use href=\"#l12\"/></svg>")
}

/// Nine levels of ten references each.
fn patterns(element: &str, by: &str) -> String {
    let level = |n: usize| {
        let say = |to: usize| if by == "style" { format!("clip-path:url( '#l{to}' )") } else { format!("url(#l{to})") };
        let shapes = format!("<path {by}=\"{}\"/>", say(n - 1)).repeat(10);
        format!("<{element} id=\"l{n}\">{shapes}</{element}>")
    };
    format!("<svg><{element} id=\"l0\"><path/></{element}>{}</svg>", (1..=9).map(level).collect::<String>())
}

#[test]
fn drawings_are_complete_in_themselves_and_do_not_grow() {
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let chain: String = (1..300).map(|n| format!("<g id=\"l{n}\"><use href=\"#l{}\"/></g>", n - 1)).collect();
    let chain = format!("<svg>{chain}<use href=\"#l299\"/></svg>");
    let many = format!("<svg viewBox=\"0 0 9 9\"><path id=\"a\"/>{}</svg>", "<use href=\"#a\"/>".repeat(5_000));
    for (bytes, expected) in [
        (growing_svg().as_str(), "growing"),
        (&growing_svg().replace("href", "xlink:href").replace("#l", "#%6c"), "growing"),
        (&many, "svg"),
        (&deep, "deep"),
        (&chain, "deep"),
        ("<svg><g id=\"a\"><g id=\"b\"><use href=\"#a\"/></g></g></svg>", "circular"),
        (&patterns("pattern", "fill"), "growing"),
        (&patterns("mask", "mask"), "growing"),
        (&patterns("clipPath", "style"), "growing"),
        (&growing_svg().replace("<use href", "<use xlink:href=\"#l0\" href"), "growing"),
        (&growing_svg().replace("<g id", "<g x:id=\"zz\" id"), "growing"),
        ("<svg><g id=\"a\"/><use href=\"#a\"><set attributeName=\"href\" to=\"#b\"/></use></svg>", "active"),
        ("<svg><style><style></style>@import url(http://evil.example/a.css);</style></svg>", "outside"),
        ("<svg><path fill=\"u\\72l(http://evil.example/#a)\"/></svg>", "outside"),
        ("<svg><image href=\"http://evil.example/a.png\"/></svg>", "outside"),
        ("<svg><image href=\"a.png\"/></svg>", "outside"),
        ("<svg><image xlink:href=\"&#47;/evil.example/a\"/></svg>", "outside"),
        ("<svg><use href=\"https://evil.example/a.svg#a\"/></svg>", "outside"),
        ("<svg><image href=\"data:image/svg+xml,x\"/></svg>", "outside"),
        ("<svg xml:base=\"http://evil.example\"/>", "outside"),
        ("<svg><path fill=\"url( 'http://evil.example/#a' )\"/></svg>", "outside"),
        ("<svg><path style=\"fill:u\\72l(//evil.example)\"/></svg>", "outside"),
        ("<svg><style>@import url(http://evil.example/a.css);</style></svg>", "outside"),
        ("<svg><style><g></g>&#64;import 'a.css';</style></svg>", "outside"),
        ("<svg><style><![CDATA[@font-face{src:url(https://evil.example/f)}]]></style></svg>", "outside"),
        ("<svg><set attributeName=\"href\" to=\"http://evil.example\"/></svg>", "outside"),
        ("<?xml-stylesheet href=\"http://x\"?><svg/>", "outside"),
        ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>", "entities"),
        (
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg viewBox=\"0 0 9 9\"/>",
            "svg",
        ),
        (
            "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\"><style>path{fill:url(#a)}</style><defs><g id=\"b\"/></defs>\
             <a href=\"https://example.org\"><path fill=\"url(#a)\"/></a><use xlink:href=\"#b\"/>\
             <image href=\"data:image/png;base64,AA==\"/></svg>",
            "svg",
        ),
    ] {
        assert_eq!(said("a.svg", bytes.as_bytes()), expected, "{:.120}", bytes);
    }
}

#[test]
fn a_drawing_of_which_nothing_would_be_seen_is_refused() {
    for (attributes, expected) in [
        ("", "sizeless"),
        ("width=\"0\" height=\"0\"", "sizeless"),
        ("width=\"0px\" height=\"9\" viewBox=\"0 0 9 9\"", "sizeless"),
        ("width=\"100%\" height=\"100%\"", "sizeless"),
        ("width=\"9\"", "sizeless"),
        ("viewBox=\"0 0 0 9\"", "sizeless"),
        ("viewBox=\"0 0 9\"", "sizeless"),
        ("width=\"9\" height=\"9\" viewBox=\"0,0,9,-1\"", "sizeless"),
        ("x:width=\"9\" x:height=\"9\" xmlns:x=\"http://x.example\"", "sizeless"),
        ("viewBox=\"0, 0, .5 1e1\"", "svg"),
        ("width=\"12.5mm\" height=\"1e1\"", "svg"),
        ("width=\"100%\" height=\"auto\" viewBox=\"-1 -1 2 2\"", "svg"),
    ] {
        assert_eq!(
            said("a.svg", format!("<svg {attributes}><path d=\"M0 0h9\"/></svg>").as_bytes()),
            expected,
            "{attributes}"
        );
    }
}
