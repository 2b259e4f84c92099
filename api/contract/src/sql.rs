//! Lets ids and words stand in queries. Which column types they fit is the back end's affair: nothing here knows a database.
//! It stands in this crate because Rust's coherence rules keep any other from saying it about types that live here.

pub use diesel;

/// Makes types usable as values of a query and as columns of its rows, for every SQL type and database they can be written for.
#[macro_export]
macro_rules! bindable {
    ($($type:ty),+ $(,)?) => {$(
        const _: () = {
            use $crate::sql::diesel as d;

            impl<ST: d::sql_types::SqlType + d::expression::TypedExpressionType> d::expression::AsExpression<ST> for $type {
                type Expression = d::internal::derives::as_expression::Bound<ST, Self>;
                fn as_expression(self) -> Self::Expression { d::internal::derives::as_expression::Bound::new(self) }
            }
            impl<'value, ST: d::sql_types::SqlType + d::expression::TypedExpressionType> d::expression::AsExpression<ST> for &'value $type {
                type Expression = d::internal::derives::as_expression::Bound<ST, Self>;
                fn as_expression(self) -> Self::Expression { d::internal::derives::as_expression::Bound::new(self) }
            }
            impl<ST, DB> d::serialize::ToSql<d::sql_types::Nullable<ST>, DB> for $type
            where
                ST: d::sql_types::SqlType<IsNull = d::sql_types::is_nullable::NotNull>,
                DB: d::backend::Backend,
                Self: d::serialize::ToSql<ST, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut d::serialize::Output<'b, '_, DB>) -> d::serialize::Result {
                    <Self as d::serialize::ToSql<ST, DB>>::to_sql(self, out)
                }
            }
            impl<ST, DB> d::deserialize::Queryable<ST, DB> for $type
            where
                ST: d::sql_types::SingleValue,
                DB: d::backend::Backend,
                Self: d::deserialize::FromSql<ST, DB>,
            {
                type Row = Self;
                fn build(row: Self) -> d::deserialize::Result<Self> { Ok(row) }
            }
        };
    )+};
}
