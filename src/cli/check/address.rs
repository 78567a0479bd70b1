//! Whether the public address, the one that is listened on and what stands between them fit each other.

use std::net::{IpAddr, SocketAddr};

use super::Finding;
use crate::config::Config;
use crate::mail::MailUrl;

pub fn found(config: &Config) -> Vec<Finding> {
    let (url, Ok(bind)) = (config.base_url(), config.server.bind.parse::<SocketAddr>()) else { return Vec::new() };
    let relay = match config.mail.url.parse() {
        Ok(MailUrl::Smtp { host, .. }) => Some(host),
        Ok(_) | Err(_) => None,
    };
    of(url, bind, config.server.trusted_proxies, relay.as_deref())
}

pub(super) fn of(url: &str, bind: SocketAddr, proxies: usize, relay: Option<&str>) -> Vec<Finding> {
    let secret = url.starts_with("https://");
    let (host, port) = place(url.split_once("://").map_or(url, |(_, place)| place));
    let bad = |what: String, cure: &str| Finding::Bad { what: format!("address: {what}"), cure: cure.to_owned() };
    let mut findings = Vec::new();
    let outward = !bind.ip().is_loopback() || relay.is_some_and(|relay| !is_here(relay));
    if is_here(host) && outward {
        findings.push(bad(
            format!("links in mails begin with {url}, which leads everybody to their own machine"),
            "name the address that people use with server.public_url",
        ));
    } else if is_here(host) && !secret && bind.port() != 0 && port.unwrap_or(80) != bind.port() {
        findings.push(bad(
            format!("links in mails begin with {url}, and nothing of ours listens there but on {bind}"),
            "give server.public_url the port of server.bind",
        ));
    }
    if secret && proxies == 0 {
        findings.push(bad(
            format!("{url} is served by a proxy, and none is believed: all visitors count as one network, and share its limits"),
            "set server.trusted_proxies to the number of proxies that add to X-Forwarded-For, usually 1",
        ));
    }
    findings
}

/// Host and port of what stands between the slashes.
fn place(text: &str) -> (&str, Option<u16>) {
    let text = text.split('/').next().unwrap_or(text);
    match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
        _ => (text, None),
    }
}

/// Whether a host is whatever machine it is asked on.
fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let named = bare.eq_ignore_ascii_case("localhost") || bare.to_ascii_lowercase().ends_with(".localhost");
    named || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}
