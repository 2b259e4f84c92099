//! Names of places and roles as people say them.

use crate::i18n::tr;
use contract::accounts::Role;
use contract::menu::Audience;

/// A name without the title of its committee: people say 园林社区, not 园林社区大党委.
pub fn spoken_name(name: &str) -> &str {
    ["大党委", "大工委", "党工委", "党委", "党总支", "党支部"]
        .iter()
        .find_map(|tail| name.strip_suffix(tail))
        .filter(|n| !n.is_empty())
        .unwrap_or(name)
}

/// What somebody is.
pub fn role(role: Role) -> String {
    match role {
        Role::Resident => tr!(common.role_resident),
        Role::Member => tr!(common.role_member),
        Role::TeamLead => tr!(common.role_team_lead),
        Role::CommunityClerk => tr!(common.role_community_clerk),
        Role::CommunitySecretary => tr!(common.role_community_secretary),
        Role::Street => tr!(common.role_street),
        Role::CityOffice => tr!(common.role_city_office),
        Role::SysAdmin => tr!(common.role_sys_admin),
        Role::GridWorker => tr!(common.role_grid_worker),
        Role::Caller => tr!(common.role_caller),
        Role::Department => tr!(common.role_department),
        Role::UnitLiaison => tr!(common.role_unit_liaison),
    }
}

/// Who an item is for.
pub fn audience(audience: Audience) -> String {
    match audience {
        Audience::Everyone => tr!(resident.audience_everyone),
        Audience::Elderly => tr!(resident.audience_elderly),
        Audience::Disabled => tr!(resident.audience_disabled),
        Audience::Children => tr!(resident.audience_children),
        Audience::LowIncome => tr!(resident.audience_low_income),
        Audience::NewResidents => tr!(resident.audience_new_residents),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_are_called_by_their_everyday_names() {
        assert_eq!(spoken_name("园林社区大党委"), "园林社区");
        assert_eq!(spoken_name("紫月村党总支"), "紫月村");
        assert_eq!(spoken_name("园林街道大工委"), "园林街道");
        assert_eq!(spoken_name("东荆社区"), "东荆社区");
        assert_eq!(spoken_name("大党委"), "大党委");
    }
}
