//! JSON that has to look the same wherever it is made.

use serde_json::Value;
use std::collections::BTreeMap;

/// Members by name, however deep. Whether a JSON object keeps the order in which it was written depends on what else is in the same
/// build, and what people compare must not.
pub fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<String, Value> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::sorted;
    use serde_json::json;

    #[test]
    fn members_come_by_name() {
        assert_eq!(sorted(json!({ "b": [{ "d": 1, "c": "=2" }], "a": null })).to_string(), r#"{"a":null,"b":[{"c":"=2","d":1}]}"#);
    }
}
