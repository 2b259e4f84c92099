//! By what an order is found, and by whom. Pure.
//!
//! All staff of the area find an order by its number, item, text, and the words of the address. The name, the tail of the phone and the numbers
//! in the address are for those who may work with the contact: the requester and the desk. Everybody else sees them masked, and a search
//! that finds what is masked would tell it letter by letter.

use super::names::spellings;
use super::terms::{CONTACT, Run, Terms, WHERE, beginnings, first, folded, joined, last, runs};
use crate::orders::queries::OrderRow;
use contract::PersonId;

/// Digits of a number that are worth looking for, at least.
pub const SHORTEST_NUMBER: usize = 4;
/// Digits of a phone that are kept, at most: the whole number is not in the index.
pub const LONGEST_TAIL: usize = 8;

/// What is stored about one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub public_text: String,
    pub contact_text: String,
    pub terms: String,
}

/// The same fields give the same document.
pub fn is_same(a: &OrderRow, b: &OrderRow) -> bool {
    let fields = |o: &OrderRow| {
        (
            o.number.clone(),
            o.text.clone(),
            o.contact_name.clone(),
            o.contact_phone.clone(),
            o.contact_address.clone(),
            o.area.clone(),
            o.requester_id,
            o.item_id,
        )
    };
    fields(a) == fields(b)
}

/// Makes the document of an order; `item` holds the names of its item.
pub fn document(order: &OrderRow, item: &[String]) -> Document {
    let mut terms = Terms::default();
    area_terms(&order.area).iter().for_each(|t| terms.add(t, None));
    terms.add(&person_term(order.requester_id), None);
    for part in numbered(&order.number) {
        terms.add(&part, None);
    }
    let mut public = item.iter().flat_map(|name| runs(name)).collect::<Vec<_>>();
    public.extend(runs(&order.text));
    let mut contact = runs(&order.contact_name);
    for run in runs(&order.contact_address) {
        let is_public = matches!(run, Run::Han(_));
        if is_public { public.push(run) } else { contact.push(run) }
    }
    public.iter().for_each(|run| terms.add_run(run, None));
    contact.iter().for_each(|run| terms.add_run(run, Some(CONTACT)));
    for word in spellings(&order.contact_name) {
        beginnings(&word, 2).into_iter().for_each(|b| terms.add(b, Some(CONTACT)));
    }
    for tail in tails(&order.contact_phone) {
        terms.add(&tail, Some(CONTACT));
    }
    Document { public_text: joined(&public), contact_text: joined(&contact), terms: terms.text() }
}

/// A number as it is looked for: from its start, or its last digits. Without the hyphens.
fn numbered(number: &str) -> Vec<String> {
    let whole: String = folded(number).filter(|c| c.is_alphanumeric()).collect();
    let mut parts: Vec<String> = beginnings(&whole, SHORTEST_NUMBER).into_iter().map(str::to_owned).collect();
    parts.extend(tails(&whole));
    parts
}

/// The last digits, four to eight.
fn tails(number: &str) -> Vec<String> {
    let whole: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let longest = whole.chars().count().min(LONGEST_TAIL);
    (SHORTEST_NUMBER..=longest).map(|n| last(&whole, n).to_owned()).collect()
}

/// Streets and communities an order belongs to; the city would stand in every order and tell nothing.
fn area_terms(path: &str) -> Vec<String> {
    let codes: Vec<&str> = path.split_terminator('/').collect();
    (2..=codes.len()).filter_map(|n| codes.get(..n)).map(|c| mark(&c.join("/"))).collect()
}

/// The term of everything below a node; `None` where it would hold for everything.
pub fn area_term(path: &str) -> Option<String> {
    area_terms(path).pop()
}

fn mark(code: &str) -> String {
    let letters = code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { WHERE });
    [WHERE].into_iter().chain(letters).collect()
}

/// The term of everything one person ordered.
pub fn person_term(person: PersonId) -> String {
    format!("{WHERE}p{}", first(&person.0.simple().to_string(), 32))
}
