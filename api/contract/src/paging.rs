//! Pages of a list: `items` and an opaque `next_cursor`; `total` only when asked for, because it costs.

/// Declares a page type with a concrete item, so that OpenAPI refers to the item instead of copying it.
#[macro_export]
macro_rules! page_of {
    ($($(#[$meta:meta])* $name:ident of $item:ty),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            pub items: Vec<$item>,
            /// Give it back as `cursor` to get the next page; absent on the last one.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub next_cursor: Option<String>,
            /// How many there are over all pages; only with `count=true`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub total: Option<i64>,
        }
    )+};
}

/// Rows on a page when the caller does not say.
pub const DEFAULT_LIMIT: i64 = 50;
/// The most rows a page may have.
pub const MAX_LIMIT: i64 = 200;
