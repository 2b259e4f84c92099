//! Files under names that change with their content, each also as brotli and gzip.

use anyhow::Result;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;

/// `name.0123456789abcdef.ext` for this content.
pub fn hashed(name: &str, ext: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let short: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("{name}.{short}.{ext}")
}

/// Writes the file with its compressed brothers; its size over brotli.
pub fn write(folder: &Path, name: &str, content: &[u8], fast: bool) -> Result<usize> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&path, content)?;
    let mut small = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: if fast { 5 } else { 11 }, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut small, &settings)?;
    fs::write(folder.join(format!("{name}.br")), &small)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), if fast { flate2::Compression::fast() } else { flate2::Compression::best() });
    gzip.write_all(content)?;
    fs::write(folder.join(format!("{name}.gz")), gzip.finish()?)?;
    Ok(small.len())
}
