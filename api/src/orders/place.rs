//! Where something is, as far as it tells whether two people mean the same: the building. Addresses are written in many ways;
//! full-width forms, Chinese numerals, blanks and the words for a building are made one.

/// One character as it is compared: full-width forms become ASCII, capitals small, dashes one dash.
fn unified(c: char) -> char {
    let half = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '—' | '–' | '―' | '‐' | '−' => '-',
        '〇' | '○' => '零',
        other => other,
    };
    half.to_ascii_lowercase()
}

/// A text without blanks and punctuation, in one form of writing: to find one text in another.
pub fn plain(text: &str) -> String {
    text.chars().map(unified).filter(|c| c.is_alphanumeric() || matches!(c, '-' | '#')).collect()
}

fn digit(c: char) -> Option<u32> {
    let han = match c {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(han)
}

/// A number in Chinese numerals up to 999: `二十三`, `一百零八`, also digit by digit: `五零一`.
fn number(han: &[char]) -> Option<u32> {
    if han.iter().all(|c| digit(*c).is_some()) {
        return han.iter().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(*c)?));
    }
    let (mut sum, mut last) = (0_u32, None);
    for c in han {
        match c {
            '十' => sum += last.take().unwrap_or(1) * 10,
            '百' => sum += last.take()? * 100,
            other => last = Some(digit(*other)?),
        }
    }
    Some(sum + last.unwrap_or(0))
}

/// Words for a building after its number. A lone `楼` is a floor as often, and `号` a house of a street.
const BUILDINGS: &[&str] = &["号楼", "#楼", "栋", "幢", "座", "#"];

/// Where the number at the end of `text` begins; `None` when it does not end with one. Latin letters count: block A has no digit.
fn number_at_end(text: &[char]) -> Option<usize> {
    let latin = text.iter().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
    let han = text.iter().rev().take_while(|c| digit(**c).is_some() || matches!(c, '十' | '百')).count();
    match latin.max(han) {
        0 => None,
        length => text.len().checked_sub(length),
    }
}

fn written(number_text: &[char]) -> String {
    let text: String = number_text.iter().collect();
    let plain = number(number_text).map_or(text, |n| n.to_string());
    let short = plain.trim_start_matches('0');
    if short.is_empty() { plain } else { short.to_owned() }
}

/// Province and city are left out: everybody in one database lives in the same.
fn without_city(text: &str) -> &str {
    let after = |text: &'static str, of: &str| of.find(text).filter(|at| (3..=12).contains(at)).map(|at| at + text.len());
    let rest = after("省", text).and_then(|at| text.get(at..)).unwrap_or(text);
    let city = after("市", rest).and_then(|at| rest.get(at..)).filter(|r| !r.starts_with('场'));
    let rest = city.unwrap_or(rest);
    let street = ["街道办事处", "街道", "社区居委会", "社区"].iter().filter_map(|w| rest.rfind(w).map(|at| at + w.len())).max();
    street.and_then(|at| rest.get(at..)).filter(|r| !r.is_empty()).unwrap_or(rest)
}

/// The building an address names, in one form: `园林小区 ３号楼２单元` and `潜江市园林街道园林小区3栋501` are `园林小区3栋`. An address
/// that names none stands for itself.
pub fn building_of(address: &str) -> String {
    let text = plain(address);
    let text = without_city(&text);
    let chars: Vec<char> = text.chars().collect();
    let starts =
        |at: usize, word: &str| chars.get(at..).is_some_and(|rest| rest.iter().copied().take(word.chars().count()).eq(word.chars()));
    let cut = |at: usize, unit: &str| {
        let before = chars.get(..at)?;
        let from = number_at_end(before)?;
        let estate: String = before.get(..from)?.iter().filter(|c| c.is_alphanumeric()).collect();
        Some(format!("{estate}{}{unit}", written(before.get(from..)?)))
    };
    let by_word = (0..chars.len()).find_map(|at| BUILDINGS.iter().any(|w| starts(at, w)).then(|| cut(at, "栋")).flatten());
    let by_house = || (0..chars.len()).find_map(|at| starts(at, "号").then(|| cut(at, "号")).flatten());
    let by_dash = || (0..chars.len()).find_map(|at| starts(at, "-").then(|| cut(at, "栋")).flatten());
    by_word.or_else(by_house).or_else(by_dash).unwrap_or_else(|| chars.iter().filter(|c| c.is_alphanumeric()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_building_is_written_in_many_ways() {
        for same in [
            "园林小区 3 栋 2 单元 501",
            "园林小区３栋５０１",
            "园林小区3号楼",
            "园林小区03幢1单元",
            "园林小区三栋二单元五零一室",
            "园林小区3#楼501",
            "园林小区3#501",
            "园林小区 3-2-501",
            "园林小区，3—2—501",
            "潜江市园林街道园林小区3栋",
            "湖北省潜江市园林街道办事处园林小区３座",
        ] {
            assert_eq!(building_of(same), "园林小区3栋", "{same}");
        }
        assert_eq!(building_of("园林小区二十三栋"), building_of("园林小区23号楼 101"));
        assert_eq!(building_of("江汉苑Ａ座１２０１"), building_of("江汉苑 a座"));
        assert_eq!(building_of("建设街一百零八号 后院"), building_of("建设街108号"));
    }

    #[test]
    fn others_are_told_apart() {
        for (a, b) in [
            ("园林小区3栋", "园林小区13栋"),
            ("园林小区3栋", "园林二区3栋"),
            ("园林小区3栋", "泰丰小区3栋"),
            ("建设街3号", "园林小区3栋"),
            ("园林小区", "园林小区3栋"),
            ("市场路3号", "广场路3号"),
        ] {
            assert_ne!(building_of(a), building_of(b), "{a} {b}");
        }
        assert_eq!(building_of("三里屯 💡 𬭎记早点铺旁"), "三里屯𬭎记早点铺旁");
        assert_eq!(building_of("=cmd|'/c'!A1"), "cmdca1");
    }

    proptest! {
        #[test]
        fn blanks_change_nothing_and_nothing_panics(text in "\\PC{0,60}") {
            let spaced: String = text.chars().flat_map(|c| [c, '\u{3000}']).collect();
            prop_assert_eq!(building_of(&spaced), building_of(&text));
        }

        #[test]
        fn width_and_blanks_do_not_matter(building in 1_u32..99, room in 101_u32..2400) {
            let half = format!("园林小区{building}栋{room}");
            let full: String = half.chars().map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c }).collect();
            prop_assert_eq!(building_of(&half), building_of(&full));
            prop_assert_eq!(building_of(&half), building_of(&format!("园林小区 {building} 号楼 {room} 室")));
        }
    }
}
