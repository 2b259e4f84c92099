//! What the one box finds.

use super::*;
use crate::both;
use contract::accounts::Role;
use serde_json::json;

/// Name, text and address of an order each.
const ORDERS: &[(&str, &str, &str)] = &[
    ("张三", "楼道声控闸不灵，插座坏了", "园林小区 3 栋 2 单元 501"),
    ("单雄信", "洗衣机漏水，请师傅来看看 LED 显示 E5", "红梅花园 12 栋 0703"),
    ("欧阳修", "帮忙取药😀👩‍🔧", "王场老街 8 号"),
    ("买买提·艾力", "ＷｉＦｉ连不上", "泰丰社区"),
    ("𠮷野㛃", "𠮷祥路井盖松动", "㛃园"),
    ("曾解仇", "家电维修", "章华小区"),
];

async fn entered(app: &TestApp) {
    copies(app, ORDERS.len(), |n, row| {
        let (name, text, address) = ORDERS[n];
        (row.contact_name, row.text, row.contact_address) = (name.to_owned(), text.to_owned(), address.to_owned());
        row.contact_phone = format!("1391234567{n}");
    })
    .await;
}

/// Which of the orders above are found.
async fn which(actor: &Actor<'_>, q: &str) -> String {
    let numbers = found(actor, q).await;
    let ours = numbers.iter().filter_map(|n| n.strip_prefix("t1-00000"));
    ours.collect::<Vec<_>>().join("")
}

both! {
    async fn words_names_and_numbers_are_found(app) {
        entered(&app).await;
        let clerk = app.role(Role::CommunityClerk).await;
        for (q, expected) in [
            // Two, three, four, one, and more characters, anywhere.
            ("插座", "0"), ("声控闸", "0"), ("楼道声控", "0"), ("洗衣机", "1"), ("漏", "1"), ("看", "1"), ("座坏了", "0"), ("坏了", "0"),
            // Not across punctuation, not what is only there in pieces.
            ("闸不灵插座", ""), ("闸灵", ""), ("洗机", ""),
            // Both have to be found, in any order, anywhere.
            ("插座 楼道", "0"), ("张三 插座 501", "0"), ("张三 洗衣机", ""), ("洗衣机 led", "1"), ("LED师傅", "1"),
            // Names in characters, pinyin, initials.
            ("张三", "0"), ("zhangsan", "0"), ("zhang", "0"), ("ZhangSan", "0"), ("zs", "0"), ("san", "0"), ("ｚｓ", "0"),
            ("shanxiong", "1"), ("danxiong", "1"), ("sxx", "1"), ("单雄", "1"),
            ("欧阳", "2"), ("ouyangxiu", "2"), ("oyx", "2"), ("xiu", "2"),
            ("买买提·艾力", "3"), ("买买提艾力", "3"), ("艾力", "3"), ("maimaiti", "3"), ("mmt", "3"),
            ("𠮷野", "4"), ("𠮷", "4"), ("㛃", "4"), ("㛃园", "4"), ("𠮷祥", "4"),
            ("zengxie", "5"), ("zxq", "5"), ("zengjie", "5"),
            // Letters in either case and width, from their beginning.
            ("led", "1"), ("LED", "1"), ("wifi", "3"), ("WiFi", "3"), ("ＬＥＤ", "1"), ("ed", ""), ("e5", "1"),
            // Emoji, with or without what joins them.
            ("😀", "2"), ("👩‍🔧", "2"), ("😀👩", "2"), ("🔧", "2"),
            // Addresses.
            ("园林小区", "0"), ("红梅 12", "1"), ("0703", "1"), ("501", "0"),
            // Tails of phones, and the whole.
            ("5671", "1"), ("345672", "2"), ("12345673", "3"), ("13912345674", "4"), ("139-1234-5675", "5"), ("671", ""), ("3912345", ""),
            // Numbers from the start, the last digits, with hyphens.
            ("t1000003", "3"), ("T1-000004", "4"), ("000005", "5"), ("00001", "1"), ("t100000", "012345"),
            // Nothing is a wildcard, and nothing is found by nothing.
            ("%", ""), ("_", ""), ("*", ""), ("\"", ""), ("，", ""), ("插座！", "0"), ("插% ", "0"),
        ] {
            assert_eq!(which(&clerk, q).await, expected, "{q}");
        }
        // The item's name, in both languages.
        assert_eq!(which(&clerk, "t100000 灯").await, "012345");
        assert_eq!(which(&clerk, "t100000 replace LAMP").await, "012345");
    }

    async fn no_syntax_gets_through(app) {
        entered(&app).await;
        let clerk = app.role(Role::CommunityClerk).await;
        for odd in [
            "\"", "\"\"", "灯泡\"", "\"灯泡", "*", "灯*", "-灯", "灯 -泡", "灯 OR 洗", "灯 AND", "NOT 灯", "NEAR(灯 洗)", "terms:灯", "^灯", "(灯", "灯)",
            "'", "灯'", "灯':*", "'a' | 'b'", "& | !", "!灯", "灯 <-> 洗", "\\", "灯\\", "::tsquery", "=1+1", "@cmd", ";--", "DROP TABLE orders;", "§p", "¦张",
            "%", "_", "😀", "👨‍👩‍👧‍👦🏽", "{", "}", "灯:*", "+灯", "$1", "?1", "\u{202E}灯", "灯\u{200B}泡", "ﬁ", "İ", "ß", "\u{E000}", "\u{10FFFD}",
        ] {
            let reply = clerk.get(&format!("/orders?limit=200&count=true&q={}", encoded(odd))).await;
            assert!(reply.status == 200 || reply.problem() == "400 bad_query", "{odd}: {} {}", reply.status, reply.text);
        }
        // Words of the query language are words.
        assert_eq!(which(&clerk, "灯 OR 洗").await, "");
        assert_eq!(which(&clerk, "¦张三").await, "0", "the mark is punctuation");
        assert_eq!(which(&clerk, "插\u{200B}座").await, "0");
    }

    async fn pages_counts_and_filters_hold_with_a_search(app) {
        // Several in one microsecond, several in one second, several seconds.
        copies(&app, 90, |n, row| {
            let group = i64::try_from(n / 30).unwrap();
            row.text = if n % 3 == 0 { "自来水表爆了".into() } else { "自来水停了".into() };
            row.created_at = crate::testing::now() + chrono::TimeDelta::seconds(group) + chrono::TimeDelta::microseconds(i64::try_from(n % 2).unwrap());
            row.due_at = row.created_at + chrono::TimeDelta::minutes(i64::try_from(n % 7).unwrap());
        }).await;
        let clerk = app.role(Role::CommunityClerk).await;
        for (q, more, expected) in [("自来水", "", 90), ("水表爆", "", 30), ("自来水", "&sort=due", 90), ("水表 自来", "&sort=due", 30), ("自来水", "&state=submitted", 90), ("自来水", "&state=done", 0)] {
            let whole = clerk.get(&format!("/orders?limit=200&count=true&q={}{more}", encoded(q))).await.ok();
            assert_eq!(whole["total"], json!(expected), "{q} {more}");
            let ids = |page: &Value| page["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
            let all = ids(&whole);
            let (mut pages, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = clerk.get(&format!("/orders?limit=7&q={}{more}{cursor}", encoded(q))).await.ok();
                pages.extend(ids(&page));
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(pages, all, "{q} {more}");
            // The order is that of the list without a search.
            let list = ids(&clerk.get(&format!("/orders?limit=200{more}")).await.ok());
            assert_eq!(list.into_iter().filter(|id| all.contains(id)).collect::<Vec<_>>(), all, "{q} {more}");
        }
    }
}
