//! The rows of the city, each with its table and columns. Orders are the rows of their room.

use crate::orders::OrderRow;
use crate::platform::db::MultiBackend;
use crate::platform::db::types::{IdSql, Json, JsonSql, WordSql};
use chrono::{DateTime, NaiveDate, Utc};
use contract::accounts::Role;
use contract::check_ins::{CheckInAction, CheckInBasis, CheckInState, CheckInSubject, CommitmentOutcome, PairingItemKind, PartyStatus};
use contract::dispatch::{DeclineReason, DispatchState};
use contract::dispatch_rules::{RuleCondition, RuleEffect};
use contract::form::Answers;
use contract::menu::{Audience, EvidenceRule, FormField, ItemContent, StageSpans, UrgencySpans};
use contract::orders::{OrderAction, OrderSource, OrderState, Outcome, RejectionReason, Urgency};
use contract::org::{DivisionLevel, OrgLevel, TeamKind, UnitKind};
use contract::ratings::RatingChannel;
use contract::{
    BuildingId, CheckInId, CommitmentId, DispatchId, DispatchRuleId, EstateId, GrantId, MeasureId, MenuGroupId, MenuItemId, OrderId,
    OrgUnitId, PairingId, PairingItemId, PersonId, RatingId, RowId, TeamId, UnitId, UnitMemberId,
};
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{Bool, Date, Integer, Nullable, SmallInt, SqlType, Text, Timestamptz};

contract::plain_words! {
    /// Whether an estate is a modern one or one of the works' old ones; it decides which subsidies it can get.
    EstateKind {
        New = "new",
        Old = "old",
    }

    /// On whose side a step was taken: the words of `order_events.actor_side`.
    ActorSide {
        Requester = "requester",
        Community = "community",
        Team = "team",
        System = "system",
    }
}
crate::sql_word!(EstateKind, ActorSide);

/// Binds one value after the other to a statement of many rows.
pub type Statement<'a> = BoxedSqlQuery<'a, MultiBackend, SqlQuery>;

/// A value with the type of its column.
pub trait Column {
    type Sql;
}

macro_rules! columns {
    ($($sql:ty: $($value:ty),+;)+) => {$($( impl Column for $value { type Sql = $sql; } )+)+};
}
columns! {
    Text: String;
    Integer: i32;
    SmallInt: i16;
    Bool: bool;
    Date: NaiveDate;
    Timestamptz: DateTime<Utc>;
    IdSql: CheckInId, CommitmentId, PairingItemId, UnitMemberId;
    WordSql: CheckInAction, CheckInBasis, CheckInState, CheckInSubject, CommitmentOutcome, PairingItemKind, PartyStatus;
    IdSql: BuildingId, DispatchId, DispatchRuleId, EstateId, GrantId, MeasureId, MenuGroupId, MenuItemId, OrderId, OrgUnitId, PairingId, PersonId, RatingId, RowId, TeamId, UnitId;
    WordSql: EstateKind, ActorSide, Role, DeclineReason, DispatchState, Audience, EvidenceRule, OrderAction, OrderState, OrderSource, Outcome,
        RejectionReason, Urgency, DivisionLevel, OrgLevel, TeamKind, UnitKind, RatingChannel;
}
impl<T: std::fmt::Debug> Column for Json<T> {
    type Sql = JsonSql;
}
impl<T: Column> Column for Option<T>
where
    T::Sql: SqlType,
{
    type Sql = Nullable<T::Sql>;
}

/// A row that can be written together with others of its table.
pub trait Row {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    /// Binds the values in the order of the columns.
    fn bind<'a>(&'a self, to: Statement<'a>) -> Statement<'a>;
}

macro_rules! writable {
    ($name:ty, $table:ident, $($field:ident: $type:ty),+) => {
        impl Row for $name {
            const TABLE: &'static str = stringify!($table);
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            fn bind<'a>(&'a self, to: Statement<'a>) -> Statement<'a> {
                to$(.bind::<<$type as Column>::Sql, _>(&self.$field))+
            }
        }
    };
}

macro_rules! rows {
    ($($name:ident in $table:ident { $($field:ident: $type:ty),+ $(,)? })+) => {$(
        #[derive(Clone, Debug)]
        pub struct $name { $(pub $field: $type),+ }
        writable!($name, $table, $($field: $type),+);
    )+};
}

pub(super) use {rows, writable};

pub type At = DateTime<Utc>;

rows! {
    DivisionRow in divisions {
        code: String,
        name: String,
        level: DivisionLevel,
        urban_class: String,
        parent_code: Option<String>,
        valid_from: NaiveDate,
        valid_to: Option<NaiveDate>,
    }
    EstateRow in estates { id: EstateId, division_code: String, name: String, kind: EstateKind, created_at: At }
    BuildingRow in buildings { id: BuildingId, estate_id: EstateId, name: String }
    OrgUnitRow in org_units {
        id: OrgUnitId,
        parent_id: Option<OrgUnitId>,
        level: OrgLevel,
        name: String,
        path: String,
        division_code: String,
        estate_id: Option<EstateId>,
        building_id: Option<BuildingId>,
        secretary: String,
        telephone: String,
        version: i32,
        created_at: At,
        updated_at: At,
    }
    UnitRow in units { id: UnitId, uscc: String, name: String, kind: UnitKind, created_at: At }
    PairingRow in pairings { id: PairingId, unit_id: UnitId, community_id: OrgUnitId, valid_from: NaiveDate, valid_to: Option<NaiveDate> }
    PersonRow in persons {
        id: PersonId,
        name: String,
        phone: String,
        password_hash: Option<String>,
        home_id: Option<OrgUnitId>,
        failed_attempts: i32,
        locked_until: Option<At>,
        version: i32,
        created_at: At,
        updated_at: At,
    }
    MembershipRow in memberships { person_id: PersonId, unit_id: UnitId, valid_from: NaiveDate, valid_to: Option<NaiveDate> }
    GrantRow in role_grants { id: GrantId, person_id: PersonId, role: Role, node_id: OrgUnitId, granted_at: At, ended_at: Option<At> }
    SkillRow in skills { code: String, name: String, name_en: String }
    TeamRow in teams {
        id: TeamId,
        name: String,
        kind: TeamKind,
        area_id: OrgUnitId,
        area: String,
        unit_id: Option<UnitId>,
        leader_id: PersonId,
        skills: Json<Vec<String>>,
        capacity: i32,
        on_leave_until: Option<NaiveDate>,
        version: i32,
        created_at: At,
        updated_at: At,
    }
    TeamMemberRow in team_members { team_id: TeamId, person_id: PersonId }
    MenuGroupRow in menu_groups { id: MenuGroupId, code: String, name: String, name_en: String, icon: String, position: i32 }
    MenuItemRow in menu_items {
        id: MenuItemId,
        code: String,
        group_id: MenuGroupId,
        position: i32,
        name: String,
        name_en: String,
        description: String,
        description_en: String,
        audience: Audience,
        evidence: EvidenceRule,
        deadlines: Json<StageSpans>,
        skills: Json<Vec<String>>,
        form: Json<Vec<FormField>>,
        is_public: bool,
        is_open: bool,
        version: i32,
        created_at: At,
        updated_at: At,
        season: String,
        is_custom: bool,
    }
    MenuVersionRow in menu_item_versions {
        item_id: MenuItemId,
        version: i32,
        content: Json<ItemContent>,
        spans: Json<UrgencySpans>,
        published_at: At,
        note: String,
    }
    MenuClosureRow in menu_closures { item_id: MenuItemId, community_id: OrgUnitId }
    EventRow in order_events {
        order_id: OrderId,
        sequence: i32,
        at: At,
        round: i32,
        action: OrderAction,
        state: OrderState,
        actor_id: Option<PersonId>,
        actor_side: ActorSide,
        team_id: Option<TeamId>,
        note: Option<String>,
    }
    MeasureRow in measures {
        id: MeasureId,
        order_id: OrderId,
        round: i32,
        what: String,
        who: String,
        due_at: At,
        done_at: Option<At>,
    }
    DispatchRow in dispatches {
        id: DispatchId,
        order_id: OrderId,
        round: i32,
        team_id: TeamId,
        state: DispatchState,
        version: i32,
        responsible_id: Option<PersonId>,
        offered_by: PersonId,
        offered_at: At,
        expires_at: At,
        answered_at: Option<At>,
        reason: Option<DeclineReason>,
        explanation: Option<String>,
        note: Option<String>,
        choice: Json<serde_json::Value>,
    }
    RatingRow in ratings {
        id: RatingId,
        order_id: OrderId,
        round: i32,
        grade: i16,
        tags: Json<Vec<String>>,
        tags_version: i32,
        text: String,
        channel: RatingChannel,
        rated_at: At,
        rater_id: PersonId,
    }
    DispatchRuleRow in dispatch_rules {
        id: DispatchRuleId,
        node_id: OrgUnitId,
        area: String,
        name: String,
        position: i32,
        is_enabled: bool,
        stops: bool,
        conditions: Json<Vec<RuleCondition>>,
        effects: Json<Vec<RuleEffect>>,
        version: i32,
        created_by: PersonId,
        created_at: At,
        updated_by: PersonId,
        updated_at: At,
    }
    RevealRow in reveals { id: RowId, order_id: OrderId, person_id: PersonId, reason: String, at: At }
    MarkRow in outbox {
        topic: String,
        subject: String,
        payload: Json<serde_json::Value>,
        created_at: At,
        available_at: At,
        attempts: i32,
        done_at: Option<At>,
    }
}

writable! {
    OrderRow, orders,
    id: OrderId, number: String, state: OrderState, round: i32, version: i32, item_id: MenuItemId, community_id: OrgUnitId, area: String,
    urgency: Urgency, source: OrderSource, text: String, answers: Json<Answers>, spans: Json<StageSpans>, contact_name: String,
    contact_phone: String, contact_address: String, expected_from: Option<At>, expected_to: Option<At>, requester_id: PersonId,
    team_id: Option<TeamId>, responsible_id: Option<PersonId>, deadline: Option<At>, due_at: At, question: Option<String>,
    rejection_reason: Option<RejectionReason>, rejection_explanation: Option<String>, outcome: Option<Outcome>,
    completion_note: Option<String>, minutes: Option<i32>, created_at: At, updated_at: At, item_version: i32
}
