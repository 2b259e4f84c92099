//! What the teams of the demo city are called and can do.

/// What a professional team is called and can do.
pub type Profession = (&'static str, &'static [&'static str]);

/// Every street has these, so that each skill is within reach of each community.
pub const STREET_TEAMS: &[Profession] = &[
    ("水电维修专业队", &["electrical", "plumbing", "appliance_repair", "carpentry", "locksmith"]),
    ("健康与急救专业队", &["health_check", "first_aid", "counselling", "accompaniment"]),
    ("法律与调解专业队", &["mediation", "legal_advice", "policy_advice"]),
    ("便民生活专业队", &["haircut", "shopping", "digital_help", "tutoring", "childcare", "culture", "photography"]),
    ("应急与环境专业队", &["fire_safety", "gas_safety", "disinfection", "tree_trimming", "moving", "cleaning"]),
];
/// The city's own.
pub const CITY_TEAMS: &[Profession] = &[
    ("供电抢修志愿服务队", &["electrical", "fire_safety"]),
    ("燃气安全志愿服务队", &["gas_safety", "first_aid"]),
    ("心理疏导志愿服务队", &["counselling"]),
    ("教师志愿服务队", &["tutoring", "childcare"]),
    ("青年数字助老队", &["digital_help", "photography", "culture"]),
    ("律师志愿服务团", &["legal_advice", "mediation"]),
];
/// What communities' own teams are good at, by name.
pub const LOCAL_TEAMS: &[Profession] = &[
    ("便民服务队", &["shopping", "haircut", "cleaning", "moving", "digital_help"]),
    ("邻里互助队", &["accompaniment", "shopping", "mediation", "policy_advice"]),
    ("红领巾托管队", &["childcare", "tutoring", "culture"]),
    ("银龄志愿队", &["mediation", "culture", "accompaniment", "photography"]),
    ("楼道清洁队", &["cleaning", "disinfection", "tree_trimming"]),
    ("家电水电维修队", &["electrical", "plumbing", "appliance_repair"]),
];
