//! Which methods an address takes: actix-web answers 404 where only the method is wrong, and callers should hear 405 with `Allow`.

use utoipa::openapi::{OpenApi, PathItem};

/// The addresses of the document with their methods.
#[derive(Debug)]
pub struct Methods(Vec<(Vec<String>, String)>);

impl Methods {
    /// Reads them from the document.
    pub fn of(api: &OpenApi) -> Self {
        let row = |(path, item): (&String, &PathItem)| (path.split('/').map(str::to_owned).collect(), methods(item));
        Self(api.paths.paths.iter().map(row).collect())
    }

    /// The `Allow` header of an address that exists; `None` where there is nothing at all. More than one row may fit
    /// (`sessions/current`, `sessions/{id}`): the first that names the address literally wins.
    pub fn allow(&self, path: &str) -> Option<&str> {
        let asked: Vec<&str> = path.split('/').collect();
        let mut fitting: Vec<_> = self.0.iter().filter(|(pattern, _)| fits(pattern, &asked)).collect();
        fitting.sort_by_key(|(pattern, _)| pattern.iter().filter(|part| part.starts_with('{')).count());
        fitting.first().map(|(_, allow)| allow.as_str())
    }
}

fn fits(pattern: &[String], asked: &[&str]) -> bool {
    let part = |(pattern, asked): (&String, &&str)| pattern.as_str() == *asked || pattern.starts_with('{') && !asked.is_empty();
    pattern.len() == asked.len() && pattern.iter().zip(asked).all(part)
}

fn methods(item: &PathItem) -> String {
    let all = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put), ("PATCH", &item.patch), ("DELETE", &item.delete)];
    let present: Vec<&str> = all.into_iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect();
    present.join(", ")
}
