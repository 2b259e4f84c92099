//! My orders: the list, the page that tracks one like a parcel, and the steps its requester may take.

mod again;
mod answer;
pub mod facts;
pub mod intake;
mod list;
mod page;
pub mod rate;
mod rate_link;
mod reveals;
pub mod track;
mod tracking;
mod verdict;
mod withdraw;
pub mod words;

pub use list::OrdersPage;
pub use page::OrderTrackingPage;
pub use rate_link::RateLinkPage;
