//! Text as part of an address. Not the browser's own function, so that addresses can be tested without one.

use std::fmt::Write as _;

/// Percent-encodes everything but letters, digits and `-_.~` (RFC 3986, unreserved).
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_address() {
        assert_eq!(encode("a b&c=灯?#/"), "a%20b%26c%3D%E7%81%AF%3F%23%2F");
        assert_eq!(encode("261124-4839_x.~"), "261124-4839_x.~");
    }
}
