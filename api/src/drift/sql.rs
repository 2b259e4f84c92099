//! SQL by hand: SQLite numbers parameters by their first appearance, so `$2` before `$1` would swap values silently.

use super::sources;

/// The numbers of the parameters of one statement, in the order in which they first appear.
fn first_appearances(sql: &str) -> Vec<usize> {
    let mut seen = Vec::new();
    for part in sql.split('$').skip(1) {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse::<usize>()
            && !seen.contains(&number)
        {
            seen.push(number);
        }
    }
    seen
}

/// String literals that hold a statement with parameters.
fn statements(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let strings = code.split('"').map(str::to_owned);
    strings.filter(|s| ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].iter().any(|verb| s.trim_start().starts_with(verb))).collect()
}

#[test]
fn parameters_appear_in_order() {
    let mut looked_at = 0;
    for (file, text) in sources() {
        for sql in statements(&text) {
            let numbers = first_appearances(&sql);
            looked_at += usize::from(!numbers.is_empty());
            let ordered: Vec<usize> = (1..=numbers.len()).collect();
            assert_eq!(numbers, ordered, "{file}: number the parameters in the order in which they appear:\n{sql}");
        }
    }
    assert!(looked_at > 0, "no statement was found: has the way of writing SQL changed?");
}

#[test]
fn the_lint_sees_what_it_should() {
    assert_eq!(first_appearances("SELECT $2, $1, $2"), [2, 1]);
    assert_eq!(statements("a(\"SELECT $1\"); b(\"SELECT $2\")\n// \"SELECT $3\"\nc(\"x\")"), ["SELECT $1", "SELECT $2"]);
}
