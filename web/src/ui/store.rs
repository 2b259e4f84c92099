//! The device's local storage, for drafts and choices. It may be full, forbidden or emptied at any time: nothing depends on it.

use serde::Serialize;
use serde::de::DeserializeOwned;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What is kept under the key; nothing when it cannot be read.
pub fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = storage()?.get_item(key).ok().flatten()?;
    crate::api::read(&text)
}

/// Keeps a value, if the device lets it.
pub fn write<T: Serialize>(key: &str, value: &T) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        // A full or forbidden storage costs the comfort of a draft, not the order.
        let _ = storage.set_item(key, &text);
    }
}

/// Forgets what is kept under the key.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Forgets everything whose key begins so.
pub fn remove_all(prefix: &str) {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count).filter_map(|i| storage.key(i).ok().flatten()).filter(|k| k.starts_with(prefix)).collect();
    keys.iter().for_each(|k| {
        let _ = storage.remove_item(k);
    });
}
