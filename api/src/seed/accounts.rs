//! The accounts with which one tries the demo city, one for each role. Nobody else in it has a password.

use contract::accounts::Role;

/// Password of every demo account. Public, for cities that do not exist.
pub const DEMO_PASSWORD: &str = "shuangbaodao-demo";

/// Where a demo account belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoNode {
    City,
    /// 园林街道
    CentralStreet,
    /// The first community of 园林街道.
    FirstCommunity,
    /// The second community of 园林街道.
    SecondCommunity,
}

/// Somebody to sign in as.
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    pub phone: &'static str,
    pub role: Role,
    pub name: &'static str,
    pub node: DemoNode,
    /// What one can do with it, for the list `serve` prints.
    pub hint: &'static str,
}

const fn account(phone: &'static str, role: Role, name: &'static str, node: DemoNode, hint: &'static str) -> DemoAccount {
    DemoAccount { phone, role, name, node, hint }
}

/// The demo accounts; the first eight are one for each role.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    account("16000000001", Role::Resident, "王秀英", DemoNode::FirstCommunity, "点单、确认、评价"),
    account("16000000002", Role::Member, "李国强", DemoNode::FirstCommunity, "看本队任务"),
    account("16000000003", Role::TeamLead, "张建军", DemoNode::FirstCommunity, "接单、联系、办结"),
    account("16000000004", Role::CommunityClerk, "刘芳", DemoNode::FirstCommunity, "受理、派单"),
    account("16000000005", Role::CommunitySecretary, "陈志明", DemoNode::FirstCommunity, "受理、派单、不予受理"),
    account("16000000006", Role::Street, "周海燕", DemoNode::CentralStreet, "看全街道"),
    account("16000000007", Role::CityOffice, "黄文斌", DemoNode::City, "看全市"),
    account("16000000008", Role::SysAdmin, "吴晓东", DemoNode::City, "运行系统，看不到业务数据"),
    account("16000000013", Role::TeamLead, "赵卫国", DemoNode::FirstCommunity, "另一支队伍的队长"),
    account("16000000014", Role::CommunityClerk, "徐敏", DemoNode::SecondCommunity, "另一个社区的受理员"),
    account("16000000009", Role::Caller, "孙丽华", DemoNode::CentralStreet, "回访，看不到经办"),
    account("16000000010", Role::Department, "郑卫东", DemoNode::City, "部门响应吹哨"),
    account("16000000011", Role::Department, "何玉梅", DemoNode::City, "另一部门响应吹哨"),
];
