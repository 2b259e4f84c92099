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

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as text (RFC 4648, section 4), for data that stands in an address.
pub fn encode64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let group = part.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
        for place in 0..4 {
            let digit = usize::try_from(group >> (18 - 6 * place) & 63).ok().and_then(|n| DIGITS.get(n)).filter(|_| place <= part.len());
            encoded.push(char::from(digit.copied().unwrap_or(b'=')));
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

    #[test]
    fn bytes_become_text() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in pairs {
            assert_eq!(encode64(plain.as_bytes()), encoded);
        }
        assert_eq!(encode64(&[0xff, 0xd8, 0xff]), "/9j/");
    }
}
