//! `config.example.toml` holds every key with its default.

use super::at;
use crate::config::{Config, load};

#[test]
fn the_example_holds_the_defaults() {
    let path = at("config.example.toml");
    let example: toml::Table = std::fs::read_to_string(&path).unwrap().parse().expect("config.example.toml is not TOML");
    let defaults: toml::Table = Config::default().masked().unwrap().parse().unwrap();
    assert_eq!(
        toml::to_string_pretty(&example).unwrap(),
        toml::to_string_pretty(&defaults).unwrap(),
        "config.example.toml differs from the defaults: compare it with `shuangbaodao config --show`"
    );
    assert_eq!(load(Some(&path)).expect("the example cannot be loaded").masked().unwrap(), Config::default().masked().unwrap());
}
