//! Readings that names have of their own: surnames said otherwise than the same character elsewhere, surnames of two characters,
//! and characters that are said in one way in given names.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Surname and its syllables. Two characters before one, so that the longer is found first.
static SURNAMES: &[Surname] = &[
    ("万俟", &["mo", "qi"]),
    ("尉迟", &["yu", "chi"]),
    ("澹台", &["tan", "tai"]),
    ("长孙", &["zhang", "sun"]),
    ("单于", &["chan", "yu"]),
    ("令狐", &["ling", "hu"]),
    ("欧阳", &["ou", "yang"]),
    ("太史", &["tai", "shi"]),
    ("端木", &["duan", "mu"]),
    ("上官", &["shang", "guan"]),
    ("司马", &["si", "ma"]),
    ("东方", &["dong", "fang"]),
    ("独孤", &["du", "gu"]),
    ("南宫", &["nan", "gong"]),
    ("夏侯", &["xia", "hou"]),
    ("诸葛", &["zhu", "ge"]),
    ("皇甫", &["huang", "fu"]),
    ("公孙", &["gong", "sun"]),
    ("慕容", &["mu", "rong"]),
    ("司徒", &["si", "tu"]),
    ("司空", &["si", "kong"]),
    ("西门", &["xi", "men"]),
    ("轩辕", &["xuan", "yuan"]),
    ("宇文", &["yu", "wen"]),
    ("呼延", &["hu", "yan"]),
    ("申屠", &["shen", "tu"]),
    ("闻人", &["wen", "ren"]),
    ("赫连", &["he", "lian"]),
    ("完颜", &["wan", "yan"]),
    ("百里", &["bai", "li"]),
    ("东郭", &["dong", "guo"]),
    ("钟离", &["zhong", "li"]),
    ("拓跋", &["tuo", "ba"]),
    ("单", &["shan"]),
    ("單", &["shan"]),
    ("曾", &["zeng"]),
    ("解", &["xie"]),
    ("仇", &["qiu"]),
    ("任", &["ren"]),
    ("区", &["ou"]),
    ("區", &["ou"]),
    ("查", &["zha"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("缪", &["miao"]),
    ("翟", &["zhai"]),
    ("乐", &["yue"]),
    ("员", &["yun"]),
    ("折", &["she"]),
    ("秘", &["bi"]),
    ("种", &["chong"]),
    ("繁", &["po"]),
    ("覃", &["qin"]),
    ("召", &["shao"]),
    ("黑", &["he"]),
    ("洗", &["xian"]),
    ("冼", &["xian"]),
    ("重", &["chong"]),
    ("都", &["du"]),
    ("隗", &["wei"]),
    ("句", &["gou"]),
    ("祭", &["zhai"]),
    ("尹", &["yin"]),
    ("宓", &["mi"]),
    ("幺", &["yao"]),
    ("谌", &["chen"]),
    ("褚", &["chu"]),
    ("葛", &["ge"]),
    ("纪", &["ji"]),
    ("郇", &["xun"]),
    ("华", &["hua"]),
    ("燕", &["yan"]),
    ("应", &["ying"]),
    ("宁", &["ning"]),
    ("柏", &["bai"]),
    ("车", &["che"]),
    ("藏", &["zang"]),
    ("那", &["na"]),
    ("卜", &["bu"]),
    ("撒", &["sa"]),
    ("贾", &["jia"]),
    ("沈", &["shen"]),
    ("石", &["shi"]),
    ("盛", &["sheng"]),
    ("俞", &["yu"]),
    ("殷", &["yin"]),
    ("薄", &["bo"]),
    ("行", &["xing"]),
    ("呙", &["guo"]),
    ("佴", &["nai"]),
    ("逄", &["pang"]),
    ("干", &["gan"]),
    ("长", &["zhang"]),
    ("哈", &["ha"]),
    ("叶", &["ye"]),
    ("余", &["yu"]),
    ("於", &["yu"]),
];

type Surname = (&'static str, &'static [&'static str]);

/// By their first character, in their order: an import asks several times a line.
static BY_FIRST: LazyLock<HashMap<char, Vec<&'static Surname>>> = LazyLock::new(|| {
    let mut all: HashMap<char, Vec<&'static Surname>> = HashMap::new();
    for surname in SURNAMES {
        if let Some(first) = surname.0.chars().next() {
            all.entry(first).or_default().push(surname);
        }
    }
    all
});

fn found(letters: &[char]) -> Option<&'static Surname> {
    let begun = BY_FIRST.get(letters.first()?)?;
    // A two-character surname needs a given name behind it: 东方 alone is a name of 东.
    begun.iter().copied().find(|(surname, _)| {
        let length = surname.chars().count();
        (length == 1 || letters.len() > length) && surname.chars().eq(letters.iter().copied().take(length))
    })
}

/// How the surname that a name begins with is said, when that is not left to its character.
pub(super) fn reading(letters: &[char]) -> Option<&'static [&'static str]> {
    found(letters).map(|(_, sounds)| *sounds)
}

/// How many characters of a name are its surname.
pub(super) fn length(letters: &[char]) -> usize {
    found(letters).map_or(1, |(surname, _)| surname.chars().count())
}

/// Characters of given names whose first reading in a dictionary is another one.
const GIVEN: &[(char, &str)] = &[
    ('长', "chang"),
    ('朝', "chao"),
    ('茜', "qian"),
    ('娜', "na"),
    ('莎', "sha"),
    ('强', "qiang"),
    ('传', "chuan"),
    ('乐', "le"),
    ('晟', "sheng"),
    ('曾', "zeng"),
];

/// How a character is said in a given name, when that differs from the dictionary.
pub(super) fn given(letter: char) -> Option<&'static str> {
    GIVEN.iter().find(|(c, _)| *c == letter).map(|(_, sound)| *sound)
}

/// Characters that names of people, places and houses are said by in more than one way, beside the surnames above, which strangers read
/// as the ordinary word.
const TWO_WAYS: &str = "乐樂长長行朝重晟茜莘都沈贾賈曲叶俞褚冼尹盛车車石奇祭纪紀隗厦廈会會蚌莞宿藏校调調率六";

static IN_TWO_WAYS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let alone = SURNAMES.iter().filter(|(surname, _)| surname.chars().count() == 1);
    let alone = alone.flat_map(|(surname, _)| surname.chars());
    TWO_WAYS.chars().chain(GIVEN.iter().map(|(letter, _)| *letter)).chain(alone).collect()
});

/// Whether somebody may say this character of a name otherwise than its bearer does.
pub fn said_in_two_ways(letter: char) -> bool {
    IN_TWO_WAYS.contains(&letter)
}
