//! Names of time zones as people say them, by a city; and of towns that are called otherwise in another language.

use super::Words;
use super::dates::Of;
use crate::kernel::locale::Locale;
use crate::kernel::time::{WallTime, Zone};

/// Zone, then its city in English, French and Chinese. A zone of several Chinese provinces is called by Beijing, as there.
const CITIES: &[(&str, &str, &str, &str)] = &[
    ("Asia/Shanghai", "Beijing", "Pékin", "北京"),
    ("Asia/Urumqi", "Urumqi", "Urumqi", "乌鲁木齐"),
    ("Asia/Hong_Kong", "Hong Kong", "Hong Kong", "香港"),
    ("Asia/Macau", "Macao", "Macao", "澳门"),
    ("Asia/Taipei", "Taipei", "Taipei", "台北"),
    ("Asia/Tokyo", "Tokyo", "Tokyo", "东京"),
    ("Asia/Seoul", "Seoul", "Séoul", "首尔"),
    ("Asia/Singapore", "Singapore", "Singapour", "新加坡"),
    ("Asia/Ulaanbaatar", "Ulaanbaatar", "Oulan-Bator", "乌兰巴托"),
    ("Asia/Kolkata", "Delhi", "Delhi", "德里"),
    ("Asia/Dubai", "Dubai", "Dubaï", "迪拜"),
    ("Europe/Paris", "Paris", "Paris", "巴黎"),
    ("Europe/Brussels", "Brussels", "Bruxelles", "布鲁塞尔"),
    ("Europe/Berlin", "Berlin", "Berlin", "柏林"),
    ("Europe/London", "London", "Londres", "伦敦"),
    ("Europe/Dublin", "Dublin", "Dublin", "都柏林"),
    ("Europe/Rome", "Rome", "Rome", "罗马"),
    ("Europe/Madrid", "Madrid", "Madrid", "马德里"),
    ("Europe/Lisbon", "Lisbon", "Lisbonne", "里斯本"),
    ("Europe/Amsterdam", "Amsterdam", "Amsterdam", "阿姆斯特丹"),
    ("Europe/Luxembourg", "Luxembourg", "Luxembourg", "卢森堡"),
    ("Europe/Vienna", "Vienna", "Vienne", "维也纳"),
    ("Europe/Zurich", "Zurich", "Zurich", "苏黎世"),
    ("Europe/Copenhagen", "Copenhagen", "Copenhague", "哥本哈根"),
    ("Europe/Stockholm", "Stockholm", "Stockholm", "斯德哥尔摩"),
    ("Europe/Oslo", "Oslo", "Oslo", "奥斯陆"),
    ("Europe/Helsinki", "Helsinki", "Helsinki", "赫尔辛基"),
    ("Europe/Warsaw", "Warsaw", "Varsovie", "华沙"),
    ("Europe/Prague", "Prague", "Prague", "布拉格"),
    ("Europe/Budapest", "Budapest", "Budapest", "布达佩斯"),
    ("Europe/Bucharest", "Bucharest", "Bucarest", "布加勒斯特"),
    ("Europe/Sofia", "Sofia", "Sofia", "索菲亚"),
    ("Europe/Athens", "Athens", "Athènes", "雅典"),
    ("Europe/Istanbul", "Istanbul", "Istanbul", "伊斯坦布尔"),
    ("Europe/Kiev", "Kyiv", "Kiev", "基辅"),
    ("Europe/Kyiv", "Kyiv", "Kiev", "基辅"),
    ("Europe/Moscow", "Moscow", "Moscou", "莫斯科"),
    ("America/New_York", "New York", "New York", "纽约"),
    ("America/Chicago", "Chicago", "Chicago", "芝加哥"),
    ("America/Denver", "Denver", "Denver", "丹佛"),
    ("America/Los_Angeles", "Los Angeles", "Los Angeles", "洛杉矶"),
    ("America/Montreal", "Montreal", "Montréal", "蒙特利尔"),
    ("America/Toronto", "Toronto", "Toronto", "多伦多"),
    ("America/Sao_Paulo", "São Paulo", "São Paulo", "圣保罗"),
    ("Australia/Sydney", "Sydney", "Sydney", "悉尼"),
];

/// Other towns: English, French, Chinese. The names of a programme's own cities come from the programme.
const TOWNS: &[(&str, &str, &str)] = &[
    ("Shanghai", "Shanghai", "上海"),
    ("Guangzhou", "Guangzhou", "广州"),
    ("Shenzhen", "Shenzhen", "深圳"),
    ("Chengdu", "Chengdu", "成都"),
    ("Chongqing", "Chongqing", "重庆"),
    ("Tianjin", "Tianjin", "天津"),
    ("Wuhan", "Wuhan", "武汉"),
    ("Xi’an", "Xi’an", "西安"),
    ("Nanjing", "Nankin", "南京"),
    ("Suzhou", "Suzhou", "苏州"),
    ("Hangzhou", "Hangzhou", "杭州"),
    ("Datong", "Datong", "大同"),
    ("Hohhot", "Hohhot", "呼和浩特"),
    ("Taiyuan", "Taiyuan", "太原"),
    ("Munich", "Munich", "慕尼黑"),
    ("Hamburg", "Hambourg", "汉堡"),
    ("Cologne", "Cologne", "科隆"),
    ("Frankfurt", "Francfort", "法兰克福"),
    ("Stuttgart", "Stuttgart", "斯图加特"),
    ("Lyon", "Lyon", "里昂"),
    ("Lille", "Lille", "里尔"),
    ("Nantes", "Nantes", "南特"),
    ("Bordeaux", "Bordeaux", "波尔多"),
    ("Toulouse", "Toulouse", "图卢兹"),
    ("Marseille", "Marseille", "马赛"),
    ("Strasbourg", "Strasbourg", "斯特拉斯堡"),
    ("Geneva", "Genève", "日内瓦"),
    ("Antwerp", "Anvers", "安特卫普"),
    ("Ghent", "Gand", "根特"),
    ("Liège", "Liège", "列日"),
    ("Rotterdam", "Rotterdam", "鹿特丹"),
    ("The Hague", "La Haye", "海牙"),
    ("Barcelona", "Barcelone", "巴塞罗那"),
    ("Milan", "Milan", "米兰"),
    ("Turin", "Turin", "都灵"),
    ("Florence", "Florence", "佛罗伦萨"),
    ("Venice", "Venise", "威尼斯"),
    ("Naples", "Naples", "那不勒斯"),
    ("Bristol", "Bristol", "布里斯托尔"),
    ("Edinburgh", "Édimbourg", "爱丁堡"),
];

impl Words {
    /// "Part of the event of the IGU: 21–27 August": what an event of ours belongs to. The host may be unnamed.
    pub fn part_of(self, host: &str, start: impl Of<WallTime>, end: impl Of<WallTime>) -> String {
        let days = self.range(start, end);
        match host {
            "" => self.with("answers-part-of", &[("days", &days)]),
            host => self.with("answers-part-of-host", &[("days", &days), ("host", &host.to_owned())]),
        }
    }

    /// The city by which a zone is known: "Paris", "Bruxelles", "北京"; for zones we have no name for, the last part of theirs.
    pub fn zone_city(self, zone: impl Of<Zone>) -> String {
        let name = zone.plain().name();
        let Some((_, en, fr, zh)) = CITIES.iter().find(|(z, ..)| *z == name) else {
            return name.rsplit('/').next().unwrap_or(name).replace('_', " ");
        };
        match self.locale() {
            Locale::En => *en,
            Locale::Fr => *fr,
            Locale::Zh => *zh,
        }
        .to_owned()
    }

    /// A town in the reader's words, whichever of our languages it was written in; one we do not know stays as it was typed.
    pub fn town(self, typed: &str) -> String {
        let zones = CITIES.iter().map(|(_, en, fr, zh)| (*en, *fr, *zh));
        let is = |name: &str| name.eq_ignore_ascii_case(typed);
        let found = zones.chain(TOWNS.iter().copied()).find(|(en, fr, zh)| is(en) || is(fr) || is(zh));
        match (found, self.locale()) {
            (None, _) => typed,
            (Some((en, ..)), Locale::En) => en,
            (Some((_, fr, _)), Locale::Fr) => fr,
            (Some((.., zh)), Locale::Zh) => zh,
        }
        .to_owned()
    }
}
