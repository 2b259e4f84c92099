//! Whether a text that everybody will read gives the person away.

use crate::orders::{building_of, plain};

/// What of a person a public text must not hold.
pub struct Person<'a> {
    pub name: &'a str,
    pub phone: &'a str,
    pub address: &'a str,
}

/// Digits in a row that could be a telephone or an identity number.
const LONGEST_NUMBER: usize = 6;

/// What is in the text that must not be: `name`, `phone`, `address` or `number`. Blanks, full-width forms and punctuation hide nothing.
pub fn gives_away(text: &str, person: &Person<'_>) -> Option<&'static str> {
    let text = plain(text).replace(['-', '#'], "");
    let holds = |part: &str, least: usize| part.chars().count() >= least && text.contains(part);
    let name = plain(person.name);
    // The given name alone is enough for a neighbour.
    let given: String = if name.chars().count() > 2 { name.chars().skip(1).collect() } else { String::new() };
    let phone = plain(person.phone);
    let end: String = phone.chars().skip(phone.chars().count().saturating_sub(4)).collect();
    let address = plain(person.address).replace(['-', '#'], "");
    let is_long = |run: &str| run.chars().filter(char::is_ascii_digit).count() > LONGEST_NUMBER;
    let place = building_of(person.address);
    let building = place.chars().any(|c| c.is_ascii_digit()) && building_in(&text, &place);
    match () {
        () if holds(&name, 2) || holds(&given, 2) => Some("name"),
        () if holds(&phone, 7) || holds(&end, 4) => Some("phone"),
        () if holds(&address, 3) || building => Some("address"),
        () if text.split(|c: char| !c.is_ascii_digit()).any(is_long) => Some("number"),
        () => None,
    }
}

/// The building in any way of writing it, wherever in the text it stands.
fn building_in(text: &str, place: &str) -> bool {
    let estate: String = place.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let at = if estate.is_empty() { None } else { text.find(&estate) };
    at.and_then(|at| text.get(at..)).is_some_and(|rest| building_of(rest) == place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PERSON: Person<'static> = Person { name: "王秀英", phone: "16000000001", address: "园林小区 3 栋 2 单元 501" };

    #[test]
    fn a_summary_says_what_and_not_who() {
        for good in ["一位独居老人想要一副老花镜", "王奶奶想学用手机", "园林小区一位老人想换一个 60 厘米的拐杖 💡", "想要 2 本字帖"]
        {
            assert_eq!(gives_away(good, &PERSON), None, "{good}");
        }
        for (bad, what) in [
            ("王秀英想要一副老花镜", "name"),
            ("王 秀 英老人想要老花镜", "name"),
            ("秀英奶奶想要老花镜", "name"),
            ("老人想要老花镜，电话 16000000001", "phone"),
            ("电话１６０－００００－０００１", "phone"),
            ("手机尾号 0001 的老人", "phone"),
            ("园林小区3栋2单元501 的老人", "address"),
            ("住在园林小区三栋，想要老花镜", "address"),
            ("园林小区 3 号楼的老人", "address"),
            ("请打 07286222222", "number"),
            ("身份证 429005194001011234", "number"),
        ] {
            assert_eq!(gives_away(bad, &PERSON), Some(what), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_around_it_hides_the_number(before in "\\PC{0,20}", after in "\\PC{0,20}") {
            let text = format!("{before}16000000001{after}");
            prop_assert!(gives_away(&text, &PERSON).is_some());
        }
    }
}
