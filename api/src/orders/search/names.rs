//! How a name is typed in Latin letters: `zhangsan`, `san`, `zs`. A character with several readings is found by each of the likely ones.

use super::terms::folded;
use pinyin::ToPinyinMulti;

/// Spellings of one name at most: the product of its readings would otherwise grow without bound.
const MOST: usize = 6;
/// Readings of one character that are tried.
const READINGS: usize = 3;

/// Surnames of two characters: their given name begins later. With a reading where it is not that of the characters.
/// Source: 《百家姓》 and the readings of 《现代汉语词典》, 7th edition.
const COMPOUND: &[(&str, &[&str])] = &[
    ("欧阳", &[]),
    ("上官", &[]),
    ("司马", &[]),
    ("诸葛", &[]),
    ("东方", &[]),
    ("皇甫", &[]),
    ("公孙", &[]),
    ("慕容", &[]),
    ("司徒", &[]),
    ("司空", &[]),
    ("夏侯", &[]),
    ("轩辕", &[]),
    ("令狐", &["ling", "hu"]),
    ("钟离", &[]),
    ("宇文", &[]),
    ("鲜于", &[]),
    ("闾丘", &[]),
    ("端木", &[]),
    ("呼延", &[]),
    ("南宫", &[]),
    ("西门", &[]),
    ("东郭", &[]),
    ("百里", &[]),
    ("独孤", &[]),
    ("第五", &[]),
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("单于", &["chan", "yu"]),
    ("濮阳", &[]),
    ("淳于", &[]),
    ("太叔", &[]),
    ("申屠", &[]),
    ("公冶", &[]),
    ("赫连", &[]),
    ("拓跋", &["tuo", "ba"]),
];

/// Readings of characters as surnames; the ordinary ones are found as well, because that is what many people type.
/// Source: 《现代汉语词典》, 7th edition, entries marked 姓.
const SURNAMES: &[(char, &[&str])] = &[
    ('单', &["shan"]),
    ('仇', &["qiu"]),
    ('曾', &["zeng"]),
    ('解', &["xie"]),
    ('查', &["zha"]),
    ('任', &["ren"]),
    ('盖', &["ge"]),
    ('区', &["ou"]),
    ('朴', &["piao"]),
    ('翟', &["zhai", "di"]),
    ('缪', &["miao"]),
    ('员', &["yun"]),
    ('乐', &["yue", "le"]),
    ('冼', &["xian"]),
    ('洗', &["xian"]),
    ('逄', &["pang"]),
    ('秘', &["bi"]),
    ('折', &["she"]),
    ('种', &["chong"]),
    ('黑', &["he"]),
    ('繁', &["po"]),
    ('覃', &["qin", "tan"]),
    ('宓', &["mi", "fu"]),
    ('燕', &["yan"]),
    ('华', &["hua"]),
    ('纪', &["ji"]),
    ('宁', &["ning"]),
    ('祭', &["zhai"]),
    ('晁', &["chao"]),
    ('召', &["shao"]),
    ('尹', &["yin"]),
    ('沈', &["shen"]),
    ('车', &["che"]),
    ('薄', &["bo"]),
    ('柏', &["bai"]),
    ('贾', &["jia"]),
    ('郗', &["xi", "chi"]),
    ('哈', &["ha"]),
    ('那', &["na"]),
    ('能', &["nai"]),
    ('适', &["kuo"]),
    ('谌', &["chen", "shen"]),
    ('阚', &["kan"]),
    ('隗', &["wei", "kui"]),
    ('俞', &["yu"]),
    ('佴', &["nai"]),
    ('戚', &["qi"]),
    ('葛', &["ge"]),
];

/// Ordinary readings of a character, the most usual first; none for what is no Han character.
fn readings(c: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if let Some(all) = c.to_pinyin_multi() {
        for reading in all {
            let plain: String = folded(reading.plain()).filter(char::is_ascii_lowercase).collect();
            if !plain.is_empty() && !found.contains(&plain) {
                found.push(plain);
            }
        }
    }
    found.truncate(READINGS);
    found
}

fn of_surname(c: char) -> Vec<String> {
    let own = SURNAMES.iter().find(|(name, _)| *name == c).map_or(&[][..], |(_, own)| *own);
    let mut all: Vec<String> = own.iter().map(|r| (*r).to_owned()).collect();
    all.extend(readings(c).into_iter().filter(|r| !own.contains(&r.as_str())));
    all.truncate(READINGS);
    all
}

/// The readings of each character of a name, and with how many characters its surname ends.
fn read(name: &[char]) -> (Vec<Vec<String>>, usize) {
    let starts = |surname: &str| surname.chars().eq(name.iter().copied().take(2));
    let compound = COMPOUND.iter().find(|(surname, _)| name.len() > 2 && starts(surname));
    let surname = if compound.is_some() { 2 } else { 1 };
    let told = compound.map_or(&[][..], |(_, told)| *told);
    let one = |(n, c): (usize, &char)| match (told.get(n), n) {
        (Some(told), _) => vec![(*told).to_owned()],
        (None, 0) if surname == 1 => of_surname(*c),
        _ => readings(*c),
    };
    (name.iter().enumerate().map(one).collect(), surname)
}

/// Each way of reading all of them, a few at most.
fn products(parts: &[Vec<String>]) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for part in parts.iter().filter(|p| !p.is_empty()) {
        let longer = all.iter().flat_map(|head| part.iter().map(move |r| head.iter().copied().chain([r.as_str()]).collect::<Vec<_>>()));
        all = longer.take(MOST).collect();
    }
    all
}

/// What may be typed for a name: whole, without the surname, and the initials. `Vec` of lower-case ASCII words, each once.
pub fn spellings(name: &str) -> Vec<String> {
    let characters: Vec<char> = super::terms::joined(&super::terms::runs(name)).chars().filter(|c| *c >= '\u{2E80}').collect();
    let (parts, surname) = read(&characters);
    let mut found: Vec<String> = Vec::new();
    let mut add = |word: String| {
        if word.len() > 1 && !found.contains(&word) {
            found.push(word);
        }
    };
    for reading in products(&parts) {
        add(reading.concat());
        add(reading.iter().filter_map(|r| r.chars().next()).collect());
        add(reading.get(surname..).unwrap_or_default().concat());
        // `lv` is how one types it, `lu` how it looks without its dots.
        if reading.iter().any(|r| r.contains('v')) {
            add(reading.concat().replace('v', "u"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_as_people_type_them() {
        for (name, typed) in [
            ("张三", &["zhangsan", "san", "zs"][..]),
            ("单雄信", &["shanxiongxin", "danxiongxin", "sxx", "xiongxin"]),
            ("仇英", &["qiuying", "chouying", "qy"]),
            ("曾国藩", &["zengguofan", "zgf"]),
            ("解缙", &["xiejin", "xj"]),
            ("欧阳修", &["ouyangxiu", "oyx", "xiu"]),
            ("尉迟恭", &["yuchigong", "ycg", "gong"]),
            ("吕布", &["lvbu", "lubu", "lb"]),
            ("买买提·艾力", &["maimaitiaili", "mmtal"]),
            ("乐毅", &["yueyi", "leyi"]),
            ("𠮷王", &["wang"]),
        ] {
            let found = spellings(name);
            assert!(typed.iter().all(|t| found.iter().any(|f| f == t)), "{name}: {found:?}");
        }
        assert!(spellings("㛃丽").iter().any(|s| s == "jieli"), "{:?}", spellings("㛃丽"));
        assert!(spellings("John Smith").is_empty() && spellings("").is_empty() && spellings("·").is_empty());
    }

    #[test]
    fn there_are_never_many() {
        let most = spellings(&"乐行重朝".repeat(10));
        assert!(most.len() <= 4 * MOST, "{}", most.len());
    }
}
