//! Text enums: one list of words serves Rust, JSON, the CHECK constraint, OpenAPI and the pages.
//! `ids` and `words` are macros so that no type can forget one of its faces.

use thiserror::Error;

/// The text is not one of the words this enum knows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not a {kind}")]
pub struct UnknownWord {
    /// Name of the enum.
    pub kind: &'static str,
    /// What was given.
    pub text: String,
}

/// Declares a text enum that travels: like `plain_words`, with (behind `openapi`) its schema. Only doc comments may stand on it.
#[macro_export]
macro_rules! words {
    ($($(#[doc = $doc:expr])* $name:ident { $($(#[doc = $vdoc:expr])* $variant:ident = $word:literal),+ $(,)? })+) => {
        $crate::plain_words! {$(
            $(#[doc = $doc])* $name { $($(#[doc = $vdoc])* $variant = $word),+ }
        )+}
        $(
            // Written out: the derive would show the names of the variants, since it cannot see a word that came through a macro.
            #[cfg(feature = "openapi")]
            impl utoipa::PartialSchema for $name {
                fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                    let about = [concat!($($doc, "\n"),*), $($crate::words::line_of($word, concat!("", $($vdoc),*)).as_str()),+].concat();
                    utoipa::openapi::ObjectBuilder::new()
                        .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::Type::String))
                        .enum_values(Some([$($word),+]))
                        .description(Some(about.trim()))
                        .into()
                }
            }

            #[cfg(feature = "openapi")]
            impl utoipa::ToSchema for $name {}
        )+
        #[cfg(feature = "diesel")]
        $crate::bindable!($($name),+);
    };
}

/// A line of the description of a text enum; empty when there is nothing to say about the word.
#[doc(hidden)]
pub fn line_of(word: &str, about: &str) -> String {
    if about.is_empty() { String::new() } else { format!("\n- `{word}`: {}", about.trim()) }
}

/// Declares a text enum with `ALL`, `as_str`, `Display`, `FromStr` and serde.
#[macro_export]
macro_rules! plain_words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in the order they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word as it stands in JSON, in the database and in OpenAPI.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|w| w.as_str() == text).ok_or_else(|| $crate::words::UnknownWord {
                    kind: stringify!($name),
                    text: text.to_owned(),
                })
            }
        }
    )+};
}

/// Declares id newtypes over UUID; each thing has its own, so that a team id cannot be passed for an order id.
#[macro_export]
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid, example = "01930f2e-6f00-7000-8000-000000000001"))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { uuid::Uuid::parse_str(text).map(Self) }
        }
    )+
        #[cfg(feature = "diesel")]
        $crate::bindable!($($name),+);
    };
}
