//! From JSON to the types of the contract. The text becomes a tree once; types are then made from the tree. Made from the
//! text, each type brings along its own copy of the parser and of every message that nobody here reads: twice the program.
//! A type with fields takes them in its own order, by name, and a word is found among the words of its type: what would
//! compare names in every type exists once.

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};
use std::fmt;

/// The value that the text stands for; nothing when it is not JSON or not of this type.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(Json(serde_json::from_str(text).ok()?)).ok()
}

/// It is not of this type. Where and why nobody asks: it is treated as an answer that broke off.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of this type")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Read<T> = Result<T, Unreadable>;

struct Json(Value);

impl Json {
    fn text(self) -> Read<String> {
        if let Value::String(text) = self.0 { Ok(text) } else { Err(Unreadable) }
    }

    fn object(self) -> Read<Map<String, Value>> {
        if let Value::Object(object) = self.0 { Ok(object) } else { Err(Unreadable) }
    }

    fn whole(&self) -> Read<i64> {
        self.0.as_i64().ok_or(Unreadable)
    }

    /// Which of these words it is.
    fn place(&self, words: &[&str]) -> Read<u32> {
        let place = self.0.as_str().and_then(|text| words.iter().position(|word| *word == text));
        place.and_then(|n| u32::try_from(n).ok()).ok_or(Unreadable)
    }
}

/// Each kind of value calls the one method of the visitor that fits: the others are then not part of the program.
impl<'de> Deserializer<'de> for Json {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(is) => visitor.visit_bool(is),
            Value::Number(n) => match n.as_i64() {
                Some(n) => visitor.visit_i64(n),
                None => visitor.visit_f64(n.as_f64().unwrap_or_default()),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            Value::Object(object) => visitor.visit_map(Fields { rest: object.into_iter(), value: Value::Null }),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let Value::Array(items) = self.0 else { return Err(Unreadable) };
        visitor.visit_seq(Items(items.into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_map(Fields { rest: self.object()?.into_iter(), value: Value::Null })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        visitor.visit_seq(Named { names: fields.iter(), object: self.object()? })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, words: &'static [&'static str], visitor: V) -> Read<V::Value> {
        // The contract's enums are words.
        visitor.visit_enum(de::value::U32Deserializer::new(self.place(words)?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i8 u64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.0.next().map(|item| seed.deserialize(Json(item))).transpose()
    }
}

/// The fields of a type in its own order. One that may be absent, an optional one too, has to say so with `#[serde(default)]`.
struct Named {
    names: std::slice::Iter<'static, &'static str>,
    object: Map<String, Value>,
}

impl Named {
    fn next(&mut self) -> Option<Json> {
        let name = self.names.next()?;
        self.object.get_mut(*name).map(|value| Json(value.take()))
    }
}

impl<'de> SeqAccess<'de> for Named {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.next().map(|value| seed.deserialize(value)).transpose()
    }
}

struct Fields {
    rest: map::IntoIter,
    /// That of the field whose name was read last.
    value: Value,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Json(Value::String(name))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Json(self.value.take()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use contract::orders::{Order, OrderPage};
    use contract::{Problem, ProblemCode, Span};
    use std::collections::BTreeMap;

    /// What both ways of reading make of a text, seen as JSON again.
    fn both<T: DeserializeOwned + serde::Serialize>(text: &str) -> (Option<String>, Option<String>) {
        let json = |value: T| serde_json::to_string(&value).unwrap();
        (read::<T>(text).map(json), serde_json::from_str::<T>(text).ok().map(json))
    }

    #[test]
    fn it_reads_what_serde_json_reads() {
        let problem = r#"{"type":"/problems/stale_version","title":"t","status":409,"detail":"改过了","code":"stale_version","errors":[],"version":3,"more":[1]}"#;
        let (own, theirs) = both::<Problem>(problem);
        assert_eq!(own, theirs);
        assert_eq!(read::<Problem>(problem).unwrap().code, ProblemCode::StaleVersion);
        for text in [r#"{"a":1,"b":null,"c":[true,"x",-2,0.5,{"d":{}}]}"#, "[]", "nonsense", ""] {
            let (own, theirs) = both::<Value>(text);
            assert_eq!(own, theirs, "{text}");
        }
        let (own, theirs) = both::<BTreeMap<String, Option<Vec<i32>>>>(r#"{"a":[1,-2],"b":null}"#);
        assert_eq!(own, theirs);
        assert_eq!(read::<Span>(r#""4wh""#), "4wh".parse().ok());
        assert_eq!(read::<OrderPage>(r#"{"items":[],"next_cursor":null}"#).unwrap().items.len(), 0);
        // Fields that are absent, in another order, or unknown.
        let measure =
            r#"{"who":"王强","what":"换灯","due_at":"2026-11-25T09:00:00Z","id":"01930f2e-6f00-7000-8000-000000000001","round":2,"x":{}}"#;
        let (own, theirs) = both::<contract::orders::Measure>(measure);
        assert!(own.is_some() && own == theirs);
        let detail = r#"{"waits_for":"weather"}"#;
        let (own, theirs) = both::<contract::orders::EventDetail>(detail);
        assert_eq!(own.as_deref(), Some(detail));
        assert_eq!(own, theirs);
    }

    #[test]
    fn what_is_of_another_type_is_nothing() {
        assert!(read::<Order>(r#"{"id":1}"#).is_none());
        assert!(read::<OrderPage>(r#"[[]]"#).is_none());
        assert!(read::<OrderPage>(r#"{"next_cursor":null}"#).is_none());
        assert!(read::<ProblemCode>(r#""no_such_word""#).is_none());
        assert!(read::<u8>("-1").is_none());
        assert!(read::<u8>("256").is_none());
        assert!(read::<bool>("null").is_none());
    }
}
