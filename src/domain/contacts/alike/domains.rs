//! The part of a website's or an address's host that belongs to a house.

/// Providers where anybody may have a mailbox or a page, so that it says nothing of a house.
const FREE: &str = "gmail.com googlemail.com outlook.com hotmail.com hotmail.fr hotmail.de live.com live.cn live.fr msn.com yahoo.com \
    yahoo.fr yahoo.de yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at gmx.fr web.de t-online.de \
    freenet.de arcor.de online.de posteo.de mailbox.org proton.me protonmail.com tutanota.com orange.fr wanadoo.fr free.fr laposte.net \
    sfr.fr neuf.fr bbox.fr skynet.be telenet.be bluewin.ch libero.it virgilio.it qq.com foxmail.com vip.qq.com 163.com 126.com yeah.net \
    vip.163.com 188.com sina.com sina.cn vip.sina.com sohu.com aliyun.com tom.com 21cn.com 139.com 189.cn wo.cn mail.ru yandex.ru \
    linkedin.com facebook.com twitter.com x.com weibo.com weixin.qq.com wikipedia.org github.io wordpress.com blogspot.com wixsite.com \
    jimdo.com sites.google.com youtube.com";

/// Endings below which names are given to houses.
const SHARED: &str = "com.cn net.cn org.cn edu.cn ac.cn co.uk org.uk ac.uk me.uk com.hk org.hk edu.hk com.tw org.tw edu.tw com.mo \
    com.sg edu.sg co.jp ac.jp or.jp ne.jp co.kr or.kr ac.kr com.au edu.au org.au co.nz com.br com.tr co.in ac.at co.at or.at asso.fr \
    com.fr eu.org com.mt com.pl edu.pl org.pl";

/// Where the offices of one administration share a name: only the whole host tells them apart.
const ADMINISTRATIONS: &str = "gov.cn gouv.fr gov.uk bund.de europa.eu gov.hk admin.ch gov.it gob.es gov.pl";

/// What is said before a host and says nothing.
const SERVICES: &[&str] = &["www", "www2", "m", "mail", "webmail", "smtp", "en", "fr", "de", "zh", "cn", "english"];

fn lists(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|one| one == name)
}

/// The domain of a website (`https://www.example.com.cn/about`), of an address, or of a host as it stands; none when it is nobody's own.
pub fn domain_of(typed: &str) -> Option<String> {
    let rest = typed.trim().rsplit_once('@').map_or(typed.trim(), |(_, host)| host);
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).trim_matches('.').to_lowercase();
    let mut labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    if labels.len() < 2 || !labels.iter().all(sound) || labels.iter().all(|l| l.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    while labels.len() > 2 && SERVICES.contains(&labels[0]) {
        labels.remove(0);
    }
    let whole = labels.join(".");
    let ending = labels[labels.len() - 2..].join(".");
    let own = if lists(ADMINISTRATIONS, &ending) {
        labels.len()
    } else if lists(SHARED, &ending) {
        3
    } else {
        2
    };
    let domain = labels[labels.len().saturating_sub(own)..].join(".");
    let is_ending = lists(SHARED, &domain) || lists(ADMINISTRATIONS, &domain);
    (!is_ending && !lists(FREE, &domain) && !lists(FREE, &whole)).then_some(domain)
}
