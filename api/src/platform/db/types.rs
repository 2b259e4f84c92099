//! Column types with the same meaning on both databases: ids, instants, JSON, words.
//! The values are foreign types (ids and enums of the contract, chrono's instant); our own SQL types make that legal.

use super::conn::{MultiBackend, MultiRawValue};
use chrono::{DateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::{AsExpression, TypedExpressionType};
use diesel::internal::derives::as_expression::Bound;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, HasSqlType, SingleValue, SqlType, Text, Timestamptz};
use diesel::sqlite::{Sqlite, SqliteValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;

/// UUIDv7: `uuid` on PostgreSQL, 16 bytes on SQLite.
#[derive(SqlType, QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct IdSql;

/// An instant in UTC: `timestamptz`, or microseconds since 1970.
#[derive(SqlType, QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct UtcSql;

/// JSON: `jsonb`, or text.
#[derive(SqlType, QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct JsonSql;

/// A word out of a list, with a CHECK behind it.
#[derive(SqlType, QueryId, Clone, Copy, Default, Debug)]
#[diesel(postgres_type(oid = 25, array_oid = 1009))]
#[diesel(sqlite_type(name = "Text"))]
pub struct WordSql;

macro_rules! known_to_both {
    ($($sql:ty),+) => {$(
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata { MultiBackend::lookup_sql_type::<$sql>(lookup) }
        }
    )+};
}
known_to_both!(IdSql, UtcSql, JsonSql, WordSql);

impl diesel::sql_types::SqlOrd for WordSql {}

/// What every value type needs on the connection to either database.
#[macro_export]
macro_rules! sql_value {
    ($sql:ty, $value:ty) => {
        impl diesel::deserialize::FromSql<$sql, $crate::platform::db::MultiBackend> for $value {
            fn from_sql(raw: $crate::platform::db::MultiRawValue<'_>) -> diesel::deserialize::Result<Self> {
                raw.from_sql::<Self, $sql>()
            }
        }
        impl diesel::serialize::ToSql<$sql, $crate::platform::db::MultiBackend> for $value {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, $crate::platform::db::MultiBackend>,
            ) -> diesel::serialize::Result {
                out.set_value((<$sql>::default(), self));
                Ok(diesel::serialize::IsNull::No)
            }
        }
    };
}

/// Makes id newtypes of the contract storable.
#[macro_export]
macro_rules! sql_id {
    ($($id:ty),+ $(,)?) => {$(
        $crate::sql_value!($crate::platform::db::types::IdSql, $id);
        impl diesel::serialize::ToSql<$crate::platform::db::types::IdSql, diesel::pg::Pg> for $id {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                std::io::Write::write_all(out, self.0.as_bytes())?;
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$crate::platform::db::types::IdSql, diesel::pg::Pg> for $id {
            fn from_sql(raw: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> { Ok(Self(uuid::Uuid::from_slice(raw.as_bytes())?)) }
        }
        impl diesel::serialize::ToSql<$crate::platform::db::types::IdSql, diesel::sqlite::Sqlite> for $id {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                out.set_value(self.0.as_bytes().as_slice());
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$crate::platform::db::types::IdSql, diesel::sqlite::Sqlite> for $id {
            fn from_sql(raw: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
                let bytes = <Vec<u8> as diesel::deserialize::FromSql<diesel::sql_types::Binary, diesel::sqlite::Sqlite>>::from_sql(raw)?;
                Ok(Self(uuid::Uuid::from_slice(&bytes)?))
            }
        }
    )+};
}

/// Makes text enums of the contract storable. For those declared here, `sql_word` does this and what the contract does for its own.
#[macro_export]
macro_rules! sql_contract_word {
    ($($word:ty),+ $(,)?) => {$(
        $crate::sql_value!($crate::platform::db::types::WordSql, $word);
        impl diesel::serialize::ToSql<$crate::platform::db::types::WordSql, diesel::pg::Pg> for $word {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg>>::to_sql(self.as_str(), out)
            }
        }
        impl diesel::deserialize::FromSql<$crate::platform::db::types::WordSql, diesel::pg::Pg> for $word {
            fn from_sql(raw: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> { Ok(std::str::from_utf8(raw.as_bytes())?.parse()?) }
        }
        impl diesel::serialize::ToSql<$crate::platform::db::types::WordSql, diesel::sqlite::Sqlite> for $word {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                out.set_value(self.as_str());
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$crate::platform::db::types::WordSql, diesel::sqlite::Sqlite> for $word {
            fn from_sql(raw: diesel::sqlite::SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::sqlite::Sqlite>>::from_sql(raw)?;
                Ok(text.parse()?)
            }
        }
    )+};
}

/// Makes text enums declared in this crate storable.
#[macro_export]
macro_rules! sql_word {
    ($($word:ty),+ $(,)?) => {
        contract::bindable!($($word),+);
        $crate::sql_contract_word!($($word),+);
    };
}

use contract as w;
sql_id!(
    w::PersonId,
    w::SessionId,
    w::GrantId,
    w::OrgUnitId,
    w::EstateId,
    w::BuildingId,
    w::UnitId,
    w::TeamId,
    w::MenuGroupId,
    w::MenuItemId,
    w::OrderId,
    w::DispatchId,
    w::MeasureId,
    w::RatingId,
    w::WishId,
    w::RowId,
);
sql_contract_word!(
    w::accounts::Role,
    w::org::DivisionLevel,
    w::org::OrgLevel,
    w::org::TeamKind,
    w::org::UnitKind,
    w::menu::Audience,
    w::menu::EvidenceRule,
    w::orders::OrderState,
    w::orders::OrderAction,
    w::orders::Urgency,
    w::orders::OrderSource,
    w::orders::RejectionReason,
    w::orders::Outcome,
    w::orders::Pending,
    w::dispatch::DispatchState,
    w::dispatch::DeclineReason,
    w::ratings::RatingChannel,
    w::wishes::WishState,
);

// Columns are `Timestamptz`, which chrono's instant fits already; SQLite has no such type, so both go through `UtcSql`.
impl HasSqlType<Timestamptz> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        MultiBackend::lookup_sql_type::<UtcSql>(lookup)
    }
}
impl ToSql<Timestamptz, MultiBackend> for DateTime<Utc> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((UtcSql, self));
        Ok(IsNull::No)
    }
}
impl FromSql<Timestamptz, MultiBackend> for DateTime<Utc> {
    fn from_sql(raw: MultiRawValue<'_>) -> deserialize::Result<Self> {
        raw.from_sql::<Self, UtcSql>()
    }
}

impl ToSql<UtcSql, Pg> for DateTime<Utc> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <Self as ToSql<Timestamptz, Pg>>::to_sql(self, out)
    }
}
impl FromSql<UtcSql, Pg> for DateTime<Utc> {
    fn from_sql(raw: PgValue<'_>) -> deserialize::Result<Self> {
        <Self as FromSql<Timestamptz, Pg>>::from_sql(raw)
    }
}
impl ToSql<UtcSql, Sqlite> for DateTime<Utc> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.timestamp_micros());
        Ok(IsNull::No)
    }
}
impl FromSql<UtcSql, Sqlite> for DateTime<Utc> {
    fn from_sql(raw: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Sqlite>>::from_sql(raw)?;
        DateTime::from_timestamp_micros(micros).ok_or_else(|| "an instant out of range".into())
    }
}

/// A value kept as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T: std::fmt::Debug, ST: SqlType + TypedExpressionType> AsExpression<ST> for Json<T> {
    type Expression = Bound<ST, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T: std::fmt::Debug, ST: SqlType + TypedExpressionType> AsExpression<ST> for &Json<T> {
    type Expression = Bound<ST, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T, ST: SingleValue, DB: Backend> Queryable<ST, DB> for Json<T>
where
    Self: FromSql<ST, DB>,
{
    type Row = Self;
    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}
impl<T: DeserializeOwned> FromSql<JsonSql, MultiBackend> for Json<T> {
    fn from_sql(raw: MultiRawValue<'_>) -> deserialize::Result<Self> {
        raw.from_sql::<Self, JsonSql>()
    }
}
impl<T: Serialize + std::fmt::Debug + Send + Sync + 'static> ToSql<JsonSql, MultiBackend> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((JsonSql, self));
        Ok(IsNull::No)
    }
}

impl<T: Serialize + std::fmt::Debug> ToSql<JsonSql, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        // Version byte of the binary form of jsonb.
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
impl<T: DeserializeOwned> FromSql<JsonSql, Pg> for Json<T> {
    fn from_sql(raw: PgValue<'_>) -> deserialize::Result<Self> {
        match raw.as_bytes().split_first() {
            Some((1, json)) => Ok(Self(serde_json::from_slice(json)?)),
            _ => Err("an unknown version of jsonb".into()),
        }
    }
}
impl<T: Serialize + std::fmt::Debug> ToSql<JsonSql, Sqlite> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
impl<T: DeserializeOwned> FromSql<JsonSql, Sqlite> for Json<T> {
    fn from_sql(raw: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(raw)?;
        Ok(Self(serde_json::from_str(&text)?))
    }
}
