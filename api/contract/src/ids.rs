//! Every id that appears in a URL. UUIDv7: they sort by the time they were made.

crate::ids! {
    /// A person with an account.
    PersonId,
    /// One signed-in session of a person.
    SessionId,
    /// A role held at a node of the organisation tree.
    GrantId,
    /// A node of the five-level organisation tree, or the city above it.
    OrgUnitId,
    /// A residential estate (小区).
    EstateId,
    /// A building of an estate.
    BuildingId,
    /// A work unit that checks in (报到单位).
    UnitId,
    /// A volunteer service team.
    TeamId,
    /// A group of the service menu.
    MenuGroupId,
    /// An item of the service menu.
    MenuItemId,
    /// A resident's order (点单).
    OrderId,
    /// An offer of an order to one team (派单).
    DispatchId,
    /// A measure planned for an order.
    MeasureId,
    /// A rating of one round of an order.
    RatingId,
    /// A view somebody keeps.
    SavedViewId,
    /// A standard text of a node.
    TextTemplateId,
    /// A picture of an order.
    PhotoId,
    /// What becomes of a bad rating (整改).
    RectificationId,
    /// An appeal against a rating.
    AppealId,
    /// A whistle blown for departments (吹哨).
    WhistleId,
    /// A department's part in a whistle.
    ResponderId,
    /// A rule of dispatching.
    DispatchRuleId,
    /// Something a person was told.
    NoticeId,
    /// A wish (微心愿).
    WishId,
    /// A check-in of a unit or a member (报到).
    CheckInId,
    /// A change of a node of the tree.
    OrgChangeId,
    /// Somebody's office at a node.
    NodeMemberId,
    /// A volunteer service station.
    StationId,
    /// A post (岗位).
    PostId,
    /// A rule by which shifts of a post come again.
    SeriesId,
    /// A shift of a post (班次).
    ShiftId,
    /// A claim of a seat of a shift (认领).
    ClaimId,
    /// A skill or licence of a member.
    QualificationId,
    /// A row of the service ledger.
    ServiceLogId,
    /// Somebody on a unit's list of members.
    UnitMemberId,
    /// A file that is being imported.
    ImportJobId,
    /// A unit and a community that agreed on something (联点共建).
    PairingId,
    /// An entry of one of the three lists of a pairing.
    PairingItemId,
    /// What a unit promised for a year.
    CommitmentId,
    /// A unit's representative in a community's party committee (兼职委员).
    AdjunctMemberId,
    /// An activity (为民服务活动).
    ActivityId,
    /// An invitation of a unit to an activity (邀约).
    InvitationId,
    /// A person's place in an activity.
    SignUpId,
    /// A project that a unit takes on (服务项目, 民生难题).
    ProjectId,
    /// A unit's offer to take a project on.
    ApplicationId,
    /// A measure of a project.
    ProjectMeasureId,
    /// A milestone of a project.
    MilestoneId,
    /// A number by which a project is measured.
    ProjectOutcomeId,
    /// A row that never appears in a URL.
    RowId,
}
