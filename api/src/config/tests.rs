//! Where the configuration comes from, and what of it is shown.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
use super::load::read;
use super::*;
use std::collections::HashMap;

fn from(text: &str) -> Result<Config, config::ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("c.toml");
    std::fs::write(&path, text).unwrap();
    load(Some(&path))
}

#[test]
fn the_environment_is_above_the_file_and_secrets_of_digits_stay_whole() {
    let with = |name: &str, value: &str| read(None, HashMap::from([(name.to_owned(), value.to_owned())]));
    let secret = "0012345678901234567890123456789012345678";
    assert_eq!(with("SHUANGBAODAO__AUTH__SECRET", secret).unwrap().auth.secret, secret);
    assert_eq!(with("SHUANGBAODAO__PHOTOS__S3_SECRET", secret).unwrap().photos.s3_secret, secret);
    assert_eq!(with("SHUANGBAODAO__AUTH__ACCESS_MINUTES", "7").unwrap().auth.access_minutes, 7);
    assert!(with("SHUANGBAODAO__AUTH__ACCES_MINUTES", "7").is_err());
}

#[test]
fn unknown_keys_are_errors() {
    assert!(from("listen = \"127.0.0.1:1\"\n").is_ok());
    assert!(from("lisen = \"127.0.0.1:1\"\n").unwrap_err().to_string().contains("lisen"));
    assert!(from("[auth]\nacces_minutes = 3\n").is_err());
    assert!(from("[dispatch]\nskill_weight = 60\n").is_err());
}

#[test]
fn secrets_are_masked() {
    let mut config = Config::default();
    config.auth.secret = "0123456789abcdef0123456789abcdef".into();
    config.photos.s3_secret = "wJalrXUtnFEMI".into();
    config.database = "postgres://sbd:pa:ss@host/db".into();
    let shown = config.masked().unwrap();
    assert!(!shown.contains("0123456789") && !shown.contains("wJalr") && !shown.contains("pa:ss"), "{shown}");
    assert!(shown.contains("postgres://sbd:***@host/db"));
}
