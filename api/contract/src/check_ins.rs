//! 双报到: work units and their members check in with the community they live in, or with the one their unit is paired with.

mod handbook;
mod imports;
mod pairings;
mod replies;
mod requests;
mod roster;

pub use handbook::*;
pub use imports::*;
pub use pairings::*;
pub use replies::*;
pub use requests::*;
pub use roster::*;

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

    /// A step of a check-in.
    CheckInAction {
        Submit = "submit",
        /// A clerk says yes, or the system where the unit's list agrees.
        Activate = "activate",
        Return = "return",
        Resubmit = "resubmit",
        /// The member asks another community to take it over.
        Transfer = "transfer",
        CancelTransfer = "cancel_transfer",
        AcceptTransfer = "accept_transfer",
        DeclineTransfer = "decline_transfer",
        Suspend = "suspend",
        Resume = "resume",
        End = "end",
        /// System: the limited time of a returned member is over.
        Expire = "expire",
    }

    /// Why a check-in ended.
    CheckInEnding {
        /// The member, or the unit, does not want it any more.
        Withdrawal = "withdrawal",
        /// The member left the unit.
        UnitLeave = "unit_leave",
        Death = "death",
        /// It should not have been there.
        Mistake = "mistake",
    }

    /// How somebody stands in the Party, as their unit keeps it.
    PartyStatus {
        /// 在职党员
        InService = "in_service",
        /// 返乡党员
        Returned = "returned",
        /// 离退休党员
        Retired = "retired",
        /// 预备党员
        Probationary = "probationary",
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
