//! Pictures of orders: where they lie, how many, how large.

use serde::{Deserialize, Serialize};

/// Pictures of orders.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Photos {
    /// A folder, `s3://BUCKET/PREFIX` (built with the feature `s3`), or `memory:`, which forgets them when the process ends.
    pub store: String,
    /// Pictures an order may have from the requester, and in each round from the team.
    pub max_per_order: usize,
    /// Largest file that is taken in, in bytes.
    pub max_bytes: usize,
    /// Most pixels a picture may have, by its header.
    pub max_pixels: u64,
    /// Longer edge of the picture that is kept, in pixels.
    pub display_edge: u32,
    /// Longer edge of the small one.
    pub thumbnail_edge: u32,
    /// Pictures decoded at once; each may take four bytes a pixel, and half of that again for a progressive JPEG.
    pub parallel_decodes: usize,
    /// Address of what speaks S3; empty is Amazon's.
    pub s3_endpoint: String,
    pub s3_region: String,
    /// Empty reads `AWS_ACCESS_KEY_ID` and the like from the environment.
    pub s3_key_id: String,
    pub s3_secret: String,
}

impl Default for Photos {
    fn default() -> Self {
        Self {
            store: "data/photos".into(),
            max_per_order: 9,
            max_bytes: 10 * 1024 * 1024,
            max_pixels: 40_000_000,
            display_edge: 2048,
            thumbnail_edge: 320,
            parallel_decodes: 2,
            s3_endpoint: String::new(),
            s3_region: String::new(),
            s3_key_id: String::new(),
            s3_secret: String::new(),
        }
    }
}
