//! 联点共建: which units and communities belong together, their three lists, what was promised and what became of it.

mod adjuncts;
mod forms;
mod list;
mod page;

pub use adjuncts::AdjunctsPage;
pub use list::PairingsPage;
pub use page::PairingPage;
