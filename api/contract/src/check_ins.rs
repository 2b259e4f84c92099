//! 双报到: work units and their members check in with the community they live in, or with the one their unit is paired with.

crate::words! {
    /// Who checks in.
    CheckInSubject {
        Unit = "unit",
        Member = "member",
    }

    /// Why with this community.
    CheckInBasis {
        /// The member lives there.
        Residence = "residence",
        /// The member's unit is paired with it, and the member lives elsewhere.
        Pairing = "pairing",
        /// Neither: the member chose it, and a clerk looks at it.
        Own = "self",
        /// A member back home for a limited time (返乡党员).
        Returned = "returned",
    }

    /// Where a check-in stands.
    CheckInState {
        /// Waits for a clerk.
        Submitted = "submitted",
        Active = "active",
        /// A clerk sent it back with a reason; it may be sent again.
        Returned = "returned",
        /// Another community has been asked to take it over.
        Transferring = "transferring",
        /// Nothing is counted meanwhile.
        Suspended = "suspended",
        Ended = "ended",
    }

    /// The ten kinds of posts of the programme, in its order.
    PostCategory {
        /// 基层党建引领岗
        PartyBuilding = "party_building",
        /// 疫情常态防控岗
        EpidemicControl = "epidemic_control",
        /// 政策法规宣传岗
        PolicyPublicity = "policy_publicity",
        /// 生活便民服务岗
        ConvenienceService = "convenience_service",
        /// 公共文体娱乐岗
        CultureRecreation = "culture_recreation",
        /// 社情民意收集岗
        PublicOpinion = "public_opinion",
        /// 邻里矛盾调解岗
        Mediation = "mediation",
        /// 创文创卫活动岗
        CivilitySanitation = "civility_sanitation",
        /// 邻里守望帮扶岗
        NeighbourWatch = "neighbour_watch",
        /// 中心任务推进岗
        CentralTask = "central_task",
    }
}
