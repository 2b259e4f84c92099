use super::words::{change, value};
use contract::menu::{ChangeKind, ItemChange};

#[test]
fn a_whole_question_is_called_by_its_label() {
    assert_eq!(value(r#"{"code":"q1","is_required":false,"kind":"text","label":"灯有多高"}"#), "灯有多高 › 文字");
    assert_eq!(value(r#"{"code":"a","label":"客厅","label_en":"Living room"}"#), "客厅");
    for plain in ["5", "{", "{}", "=1+1", "11-15..03-15"] {
        assert_eq!(value(plain), plain);
    }
}

#[test]
fn a_change_is_told_in_words() {
    let told = |kind, pointer: &str| change(&ItemChange { pointer: pointer.into(), kind, before: None, after: None });
    assert_eq!(told(ChangeKind::Changed, "/form/count/max"), "修改：居民要回答的问题 › count › 最多");
    assert_eq!(told(ChangeKind::Removed, "/season"), "删去：开放季节");
    assert_eq!(told(ChangeKind::Added, "/deadlines/urgent/take"), "新增：承诺时限 › 紧急 › 接单");
}
