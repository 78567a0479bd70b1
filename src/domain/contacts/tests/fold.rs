use crate::domain::contacts::fold::{SearchKey, joined, latin_of, needles, orders, romanised, words};

#[test]
fn case_accents_tones_and_widths_do_not_count() {
    let table = [
        ("Wáng Jiànguó", "wang jianguo"),
        ("WANG  Jian-Guo", "wang jian guo"),
        ("Ｗａｎｇ　Ｊｉａｎ", "wang jian"),
        ("Lǚ Bù", "lu bu"),
        ("Chère Françoise Lefèvre", "chere francoise lefevre"),
        ("O’Brien, Seán", "obrien sean"),
        ("Łódź / Straße", "lodz strasse"),
        ("Xi'an", "xian"),
        ("a\u{301}e\u{308}", "ae"),
        ("安娜·劳伦", "安娜 劳伦"),
        (" — ", ""),
    ];
    for (typed, folded) in table {
        assert_eq!(words(typed), folded, "{typed}");
    }
    assert_eq!(joined("Wáng Jiànguó"), "wangjianguo");
}

#[test]
fn chinese_names_are_romanised_by_their_surname() {
    let table = [
        ("王建国", "Wang Jianguo"),
        ("单田芳", "Shan Tianfang"),
        ("曾国藩", "Zeng Guofan"),
        ("解晓东", "Xie Xiaodong"),
        ("仇英", "Qiu Ying"),
        ("任长霞", "Ren Changxia"),
        ("欧阳修", "Ouyang Xiu"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟卨", "Moqi Xie"),
        ("查良镛", "Zha Liangyong"),
        ("朴树", "Piao Shu"),
        ("区小明", "Ou Xiaoming"),
        ("盖叫天", "Ge Jiaotian"),
        ("翟明", "Zhai Ming"),
        ("吕布", "Lü Bu"),
    ];
    for (name, latin) in table {
        assert_eq!(romanised(name).map(|r| r.whole()).as_deref(), Some(latin), "{name}");
    }
    for foreign in ["Anne Laurent", "安娜·劳伦", "杭州市规划局办公室", ""] {
        assert_eq!(romanised(foreign), None, "{foreign}");
    }
}

/// Whether a query finds a key, as the database will decide.
fn finds(query: &str, key: &str) -> bool {
    needles(query).iter().any(|parts| parts.iter().all(|part| key.contains(part.as_str())))
}

#[test]
fn a_chinese_name_is_found_by_characters_and_pinyin() {
    let key = SearchKey::default().name("王建国").local_part("jg.wang78").finish();
    for query in [
        "王建国",
        "建国",
        "王 建国",
        "wang jianguo",
        "Wang Jian Guo",
        "wangjianguo",
        "jianguo",
        "jian guo",
        "wáng jiànguó",
        "WANG",
        "jianguo wang",
        "wjg",
        "wang2 jian4guo2",
        "wang2jian4guo2",
        "王jianguo",
        "ngjian",
        "ｗａｎｇ",
        "jg.wang78",
        "wang78",
    ] {
        assert!(finds(query, &key), "{query} should find {key:?}");
    }
    for query in ["王国建", "wang jianhua", "guojian", "李", "zhang", "wjh"] {
        assert!(!finds(query, &key), "{query} should not find {key:?}");
    }
}

#[test]
fn only_a_tone_is_dropped_behind_a_syllable() {
    let li = SearchKey::default().name("李伟").finish();
    for query in ["li3wei3", "wei3", "li3 wei", "li3wei", "wei5"] {
        assert!(finds(query, &li), "{query} should find {li:?}");
    }
    for (query, stranger) in [("Guest13", "Guest 1"), ("Smith3", "Anna Smith"), ("g13", "Gao"), ("li13", "Li Wei")] {
        let key = SearchKey::default().name(stranger).finish();
        assert!(!finds(query, &key), "{query} should not find {key:?}");
    }
    let own = SearchKey::default().name("Guest 13").local_part("guest13").finish();
    assert!(finds("Guest13", &own));
}

#[test]
fn every_sound_of_a_character_is_a_syllable() {
    use crate::domain::contacts::syllables;
    use pinyin::ToPinyin;
    let voiceless = ["m", "n", "ng", "hm", "hng"];
    for letter in '\u{4e00}'..='\u{9fff}' {
        let Some(sound) = letter.to_pinyin().map(|p| words(p.plain())) else { continue };
        assert!(syllables::is_one(&sound) || voiceless.contains(&sound.as_str()), "{letter} {sound}");
    }
    assert!(!syllables::is_one("") && !syllables::is_one("guest") && !syllables::is_one("ian"));
}

#[test]
fn names_with_two_readings_are_found_by_both() {
    let table = [
        ("单晓光", ["shan", "dan"]),
        ("曾黎", ["zengli", "cengli"]),
        ("乐嘉", ["yuejia", "lejia"]),
        ("吕丽", ["lvli", "luli"]),
        ("吕丽", ["lü li", "lyuli"]),
        ("解放", ["xie", "jie"]),
    ];
    for (name, queries) in table {
        let key = SearchKey::default().name(name).finish();
        for query in queries {
            assert!(finds(query, &key), "{query} should find {name} in {key:?}");
        }
    }
}

#[test]
fn readings_that_no_name_is_said_by_find_nobody() {
    // 遗 is wei, 栎 li and 尾 yi in the dictionary alone.
    for (name, query, stranger) in [("王遗", "wangyi", "wang wei"), ("王尾", "wangwei", "wang yi")] {
        let key = SearchKey::default().name(name).finish();
        assert!(finds(query, &key), "{query} should find {name} in {key:?}");
        assert!(!finds(stranger, &key), "{stranger} should not find {name} in {key:?}");
    }
    for (name, query) in [("厦门大学", "xiamen"), ("重庆大学", "chongqing"), ("长春市政府", "changchun")] {
        let key = SearchKey::default().name(name).finish();
        assert!(finds(query, &key), "{query} should find {name} in {key:?}");
    }
}

#[test]
fn traditional_and_simplified_characters_find_one_another() {
    for (name, query) in [
        ("王建国", "王建國"),
        ("王建國", "王建国"),
        ("欧阳", "歐陽"),
        ("歐陽", "欧阳"),
        ("范建國", "范建国"),
        ("臺北市政府", "台北市政府"),
    ] {
        let key = SearchKey::default().name(name).finish();
        assert!(finds(query, &key), "{query} should find {name} in {key:?}");
        // As keys are that were made before both were in them.
        assert!(finds(query, &words(name)), "{query} should find {name} as it is written");
    }
    assert!(!finds("王建军", &SearchKey::default().name("王建國").finish()));
    let long = needles("国际经济贸易发展研究中心图书馆");
    assert!(long.len() <= 4, "{long:?}");
}

#[test]
fn organisations_and_western_names_are_found() {
    let office = SearchKey::default().name("杭州市规划局").name("Hangzhou Planning Bureau").finish();
    for query in ["规划局", "hangzhou", "guihuaju", "hzsghj", "planning hangzhou", "hangzhou shi gui hua"] {
        assert!(finds(query, &office), "{query} should find {office:?}");
    }
    let person = SearchKey::default().name("Zoë Lefèvre-Müller").finish();
    for query in ["zoe", "lefevre muller", "Müller Zoë", "LEFÈVRE"] {
        assert!(finds(query, &person), "{query} should find {person:?}");
    }
    assert!(needles(" · ").is_empty());
}

#[test]
fn a_hit_never_runs_from_one_name_into_the_next() {
    let key = SearchKey::default().name("李娜").name("Nadia").finish();
    assert!(!finds("linana", &key));
}

#[test]
fn latin_names_compare_in_either_order() {
    assert_eq!(latin_of("王建国", ""), "wangjianguo");
    assert_eq!(latin_of("王建国", "Wong Kin-kwok"), "wongkinkwok");
    assert!(orders("Jianguo Wang").contains(&"wangjianguo".to_owned()));
    assert!(orders("Wang Jian Guo").contains(&"jianguowang".to_owned()));
}
