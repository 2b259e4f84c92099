//! Where the configuration comes from.

use super::Config;
use std::collections::HashMap;
use std::path::Path;

/// Reads defaults, then the file where one is given, then `SHUANGBAODAO__SECTION__KEY` from the environment.
pub fn load(file: Option<&Path>) -> Result<Config, config::ConfigError> {
    // What is not UTF-8 cannot be one of ours.
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    read(file, variables.collect())
}

pub(super) fn read(file: Option<&Path>, variables: HashMap<String, String>) -> Result<Config, config::ConfigError> {
    let mut builder = config::Config::builder();
    if let Some(path) = file {
        builder = builder.add_source(config::File::from(path).format(config::FileFormat::Toml));
    }
    let given = |key: &str| variables.get(&format!("SHUANGBAODAO__{key}")).cloned();
    let secrets = ["AUTH__SECRET", "PHOTOS__S3_KEY_ID", "PHOTOS__S3_SECRET", "SMS__SECRET", "MAIL__PASSWORD"].map(given);
    let environment = config::Environment::with_prefix("SHUANGBAODAO").prefix_separator("__").separator("__").try_parsing(true);
    let mut loaded: Config = builder.add_source(environment.source(Some(variables))).build()?.try_deserialize()?;
    // Parsed as a number, a secret of digits would lose its leading zeros, and a long one its end.
    let Config { auth, photos, sms, mail, .. } = &mut loaded;
    let kept = [&mut auth.secret, &mut photos.s3_key_id, &mut photos.s3_secret, &mut sms.secret, &mut mail.password];
    for (kept, given) in kept.into_iter().zip(secrets) {
        *kept = given.unwrap_or_else(|| std::mem::take(kept));
    }
    loaded.check()
}

/// The URL without its password.
pub(super) fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}
