//! Names of time zones as people say them: by a city.

use super::Words;
use super::dates::Of;
use crate::kernel::locale::Locale;
use crate::kernel::time::Zone;

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

impl Words {
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
}
