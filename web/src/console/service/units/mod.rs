//! Work units from their own side: checking one in, and what its liaison sees of it.

mod fields;
mod liaisons;
mod list;
mod new;

pub use fields::again;
pub use list::UnitsPage;
pub use new::NewUnitPage;
