//! 社区工作手册: what a unit or member that checks in with a community has to know.

use super::{CommunityRef, PostCategory, UnitRef};
use serde::{Deserialize, Serialize};

/// A community's handbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handbook {
    pub community: CommunityRef,
    pub division_code: String,
    pub street_name: String,
    pub secretary: String,
    /// Of the desk.
    pub telephone: String,
    pub estates: Vec<String>,
    /// The ten kinds of posts.
    pub post_categories: Vec<NamedCategory>,
    /// Groups of the menu, in its order.
    pub menu_groups: Vec<String>,
    pub paired_units: Vec<UnitRef>,
    /// What the community has said it needs.
    pub needs: Vec<HandbookNeed>,
    /// How to check in, step by step.
    pub how_to_check_in: Vec<String>,
    /// How promises and deadlines work.
    pub promises: Vec<String>,
}

/// The handbook as it is sent out to be printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
#[serde(transparent)]
pub struct HandbookFile(pub String);

/// A kind of post with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedCategory {
    pub code: PostCategory,
    pub name: String,
}

/// A need that stands on a list of the community's pairings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandbookNeed {
    pub title: String,
    pub note: String,
}

impl PostCategory {
    /// The name in the programme's own words.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::PartyBuilding => "基层党建引领岗",
            Self::EpidemicControl => "疫情常态防控岗",
            Self::PolicyPublicity => "政策法规宣传岗",
            Self::ConvenienceService => "生活便民服务岗",
            Self::CultureRecreation => "公共文体娱乐岗",
            Self::PublicOpinion => "社情民意收集岗",
            Self::Mediation => "邻里矛盾调解岗",
            Self::CivilitySanitation => "创文创卫活动岗",
            Self::NeighbourWatch => "邻里守望帮扶岗",
            Self::CentralTask => "中心任务推进岗",
        }
    }
}
