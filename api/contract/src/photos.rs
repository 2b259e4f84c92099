//! Pictures of an order: what is to be done, how it was before the work and after it.

use crate::PhotoId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// What a picture shows.
    PhotoKind {
        /// What is to be done; from the requester.
        Report = "report",
        /// The place before the work; from the team.
        Before = "before",
        /// The place after the work; from the team.
        After = "after",
    }
}

/// A picture on its way in, as `multipart/form-data`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPhoto {
    pub kind: PhotoKind,
    /// The file: JPEG, PNG or WebP, told by its content. At most 10 MiB and 40 million pixels unless configured otherwise.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
    pub file: String,
}

/// A picture as it is sent out: JPEG, without anything the camera wrote into it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
#[serde(transparent)]
pub struct Picture(pub String);

/// A picture of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photo {
    pub id: PhotoId,
    pub kind: PhotoKind,
    /// The round of the order in which it was sent.
    pub round: i32,
    /// In pixels, as it is shown large.
    pub width: i32,
    /// In pixels, as it is shown large.
    pub height: i32,
    /// Size of the file that is shown large.
    pub bytes: i64,
    /// Address of the picture; asked for with the access token, like everything else.
    #[cfg_attr(feature = "openapi", schema(example = "/api/v1/photos/01930f2e-6f00-7000-8000-000000000001"))]
    pub url: String,
    /// Address of the small one.
    pub thumbnail_url: String,
    /// Whether the caller may remove it now.
    pub can_remove: bool,
    pub created_at: DateTime<Utc>,
}

/// How many more pictures of a kind the caller may send now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoPlaces {
    pub kind: PhotoKind,
    /// Pictures from before and from after the work share their places.
    pub left: i32,
}

/// The pictures of an order that the caller may see, of all rounds, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photos {
    pub items: Vec<Photo>,
    /// The kinds the caller may send now; empty for those who only look.
    pub places: Vec<PhotoPlaces>,
    /// The version the order has now: a picture more or less is a change of it.
    pub order_version: i32,
}

/// A picture that was taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoAdded {
    pub photo: Photo,
    /// The version the order has now, to go on with.
    pub order_version: i32,
}
