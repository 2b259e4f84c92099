//! Who signs in: the demo accounts that `serve` prints.

/// Password of every demo account.
pub const PASSWORD: &str = "shuangbaodao-demo";

pub const RESIDENT: &str = "16000000001";
/// Has checked in, and is in a team.
pub const MEMBER: &str = "16000000002";
pub const TEAM_LEAD: &str = "16000000003";
pub const CLERK: &str = "16000000004";
pub const SECRETARY: &str = "16000000005";
pub const STREET: &str = "16000000006";
pub const CITY_OFFICE: &str = "16000000007";
pub const SYS_ADMIN: &str = "16000000008";
/// Answers whistles for a department of the city.
pub const DEPARTMENT: &str = "16000000010";
/// Leads another team of the same community.
pub const OTHER_LEAD: &str = "16000000013";
/// Somebody nobody has heard of: signs in by a code and has an account from then on.
pub const NEWCOMER: &str = "13912340001";
