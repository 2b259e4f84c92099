//! Where pictures lie: a folder, a bucket that speaks S3, or memory. Objects are written whole or not at all.

use crate::config;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutPayload};
use std::sync::Arc;

/// An open store.
#[derive(Debug)]
pub struct Store(Arc<dyn ObjectStore>);

impl Store {
    /// Opens what `photos.store` names. A folder is made when it is missing; `durable` waits for the disk with each object.
    pub fn open(rules: &config::Photos, durable: bool) -> ApiResult<Self> {
        let wrong = |cause: String| ApiError::internal(format!("photos.store = \"{}\": {cause}", rules.store));
        if rules.store == "memory:" {
            return Ok(Self(Arc::new(InMemory::new())));
        }
        if let Some(address) = rules.store.strip_prefix("s3://") {
            return Ok(Self(bucket(address, rules).map_err(wrong)?));
        }
        if rules.store.contains("://") {
            return Err(wrong("it is a folder, s3://BUCKET/PREFIX or memory:".to_owned()));
        }
        std::fs::create_dir_all(&rules.store).map_err(|e| wrong(e.to_string()))?;
        let folder = LocalFileSystem::new_with_prefix(&rules.store).map_err(|e| wrong(e.to_string()))?;
        Ok(Self(Arc::new(folder.with_fsync(durable))))
    }

    /// Writes an object.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> ApiResult<()> {
        self.0.put(&Path::from(name), PutPayload::from(bytes)).await.map(drop).map_err(ApiError::internal)
    }

    /// Reads an object; 404 when it is gone, which the log is told, for a row says that it should be there.
    pub async fn get(&self, name: &str) -> ApiResult<Bytes> {
        match self.0.get(&Path::from(name)).await {
            Ok(found) => found.bytes().await.map_err(ApiError::internal),
            Err(Error::NotFound { .. }) => {
                tracing::error!(name, "a picture is missing in the store: was the folder restored with the database?");
                Err(ApiError::not_found("picture in the store"))
            }
            Err(error) => Err(ApiError::internal(error)),
        }
    }

    /// Deletes an object; it is no failure when it is not there.
    pub async fn delete(&self, name: &str) -> ApiResult<()> {
        match self.0.delete(&Path::from(name)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(ApiError::internal(error)),
        }
    }

    /// The names of all objects written before then.
    pub async fn written_before(&self, then: DateTime<Utc>) -> ApiResult<Vec<String>> {
        let mut found = Vec::new();
        let mut all = self.0.list(None);
        while let Some(object) = all.next().await {
            let object = object.map_err(ApiError::internal)?;
            if object.last_modified < then {
                found.push(object.location.to_string());
            }
        }
        Ok(found)
    }
}

/// A bucket, below a prefix when the address has one.
#[cfg(feature = "s3")]
fn bucket(address: &str, rules: &config::Photos) -> Result<Arc<dyn ObjectStore>, String> {
    use object_store::aws::AmazonS3Builder;
    use object_store::prefix::PrefixStore;
    let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
    if !rules.s3_endpoint.is_empty() {
        builder = builder.with_endpoint(&rules.s3_endpoint).with_allow_http(rules.s3_endpoint.starts_with("http://"));
    }
    if !rules.s3_region.is_empty() {
        builder = builder.with_region(&rules.s3_region);
    }
    if !rules.s3_key_id.is_empty() {
        builder = builder.with_access_key_id(&rules.s3_key_id).with_secret_access_key(&rules.s3_secret);
    }
    let store = builder.build().map_err(|e| e.to_string())?;
    Ok(if prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, prefix)) })
}

#[cfg(not(feature = "s3"))]
fn bucket(_: &str, _: &config::Photos) -> Result<Arc<dyn ObjectStore>, String> {
    Err("this program was built without the feature `s3`".to_owned())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn at(store: &str) -> config::Photos {
        config::Photos { store: store.to_owned(), ..config::Photos::default() }
    }

    #[actix_web::test]
    async fn a_folder_keeps_objects_over_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("not/there/yet");
        let open = || Store::open(&at(path.to_str().unwrap()), true).unwrap();
        open().put("ab/abc.jpg", vec![1, 2, 3]).await.unwrap();
        assert_eq!(open().get("ab/abc.jpg").await.unwrap().as_ref(), [1, 2, 3]);
        assert!(path.join("ab/abc.jpg").is_file());
        assert!(open().written_before(Utc::now() - chrono::TimeDelta::days(1)).await.unwrap().is_empty());
        assert_eq!(open().written_before(Utc::now() + chrono::TimeDelta::days(1)).await.unwrap(), ["ab/abc.jpg"]);
        open().delete("ab/abc.jpg").await.unwrap();
        open().delete("ab/abc.jpg").await.unwrap();
        assert_eq!(open().get("ab/abc.jpg").await.unwrap_err().code(), contract::ProblemCode::NotFound);
    }

    #[test]
    fn what_cannot_be_opened_is_said_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        for wrong in [file.to_str().unwrap(), "ftp://host/photos"] {
            let error = Store::open(&at(wrong), false).unwrap_err();
            assert!(error.cause().unwrap().contains("photos.store"), "{error:?}");
        }
        #[cfg(not(feature = "s3"))]
        assert!(Store::open(&at("s3://bucket/photos"), false).unwrap_err().cause().unwrap().contains("feature"));
    }
}
