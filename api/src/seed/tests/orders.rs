//! Orders, their events, offers and ratings.

use super::*;

/// I8 of the domain: a dispatched order has a lead, a responsible person, a deadline, and from work on at least one measure.
#[test]
fn orders_keep_the_rules_of_the_server() {
    use OrderState as S;
    let city = small(5, noon());
    let mut measures: HashMap<OrderId, usize> = HashMap::new();
    city.measures.iter().for_each(|m| *measures.entry(m.order_id).or_default() += 1);
    for order in &city.orders {
        let served = matches!(order.state, S::Taken | S::InProgress | S::Done | S::Confirmed | S::Closed | S::ClosedUnreached);
        if served || order.state == S::Dispatched {
            assert!(order.responsible_id.is_some() && order.deadline.is_some() && measures.contains_key(&order.id), "{order:?}");
        }
        assert_eq!(served, order.team_id.is_some(), "{order:?}");
        assert_eq!(order.state == S::NeedsInfo, order.question.is_some() && order.state != S::Withdrawn, "{order:?}");
        assert_eq!(order.state == S::Rejected, order.rejection_reason.is_some());
        assert!(order.updated_at <= noon() && order.created_at <= order.updated_at);
        let item = city.menu_items.iter().find(|i| i.id == order.item_id).unwrap();
        assert_eq!(
            contract::form::problems(&item.form.0, &order.answers.0, crate::platform::calendar::local(order.created_at).date()),
            [],
            "{}",
            item.code
        );
    }
}

#[test]
fn events_tell_each_order_from_the_first_step_to_the_last() {
    let city = small(5, noon());
    let mut events: HashMap<OrderId, Vec<&EventRow>> = HashMap::new();
    city.order_events.iter().for_each(|e| events.entry(e.order_id).or_default().push(e));
    for order in &city.orders {
        let told = events.remove(&order.id).unwrap_or_default();
        let mut state = OrderState::Draft;
        for (n, event) in told.iter().enumerate() {
            assert_eq!(usize::try_from(event.sequence).unwrap(), n + 1);
            state = crate::orders::step(state, event.action).unwrap();
            assert_eq!(state, event.state);
        }
        assert!(told.is_sorted_by_key(|e| e.at) && told.is_sorted_by_key(|e| e.round), "{told:?}");
        assert_eq!((order.state, usize::try_from(order.version).unwrap()), (state, told.len() + 1));
        assert!(told.last().is_none_or(|e| e.at == order.updated_at && e.round == order.round));
        let accepted = told.iter().rfind(|e| matches!(e.action, OrderAction::Accept | OrderAction::Reopen));
        let calendar = crate::platform::calendar::WorkingCalendar::shipped();
        assert_eq!(order.deadline, accepted.map(|e| calendar.add(e.at, order.spans.0.completion)));
    }
}

#[test]
fn offers_follow_from_their_orders() {
    let city = small(5, noon());
    let orders: HashMap<OrderId, &OrderRow> = city.orders.iter().map(|o| (o.id, o)).collect();
    let teams: HashMap<_, _> = city.teams.iter().map(|t| (t.id, t)).collect();
    let mut load: HashMap<_, i32> = HashMap::new();
    for offer in &city.dispatches {
        let order = orders[&offer.order_id];
        let open = matches!(offer.state, DispatchState::Offered | DispatchState::Accepted);
        assert_eq!(offer.state == DispatchState::Offered, order.state == OrderState::Dispatched && offer.answered_at.is_none());
        if offer.state == DispatchState::Offered {
            assert!(offer.expires_at > noon() && offer.responsible_id.is_some() && order.due_at == offer.expires_at);
        }
        if offer.state == DispatchState::Accepted {
            assert!(matches!(order.state, OrderState::Taken | OrderState::InProgress) && order.team_id == Some(offer.team_id));
        }
        let reasoned = matches!(offer.state, DispatchState::Declined | DispatchState::HandedBack);
        assert_eq!(reasoned, offer.reason.is_some());
        assert!(offer.answered_at.is_none_or(|at| at >= offer.offered_at && at <= noon()));
        if open {
            *load.entry(offer.team_id).or_default() += 1;
        }
        let belongs = |p| city.team_members.iter().any(|m| m.team_id == offer.team_id && m.person_id == p);
        assert!(offer.responsible_id.is_none_or(belongs));
    }
    assert!(load.iter().all(|(id, n)| *n <= teams[id].capacity && teams[id].on_leave_until.is_none()));
}

#[test]
fn ratings_are_not_all_good_and_not_everywhere() {
    let city = small(5, noon());
    let tags = crate::seed::data::Data::read().unwrap().rating_tags;
    let ended = city.orders.iter().filter(|o| matches!(o.state, OrderState::Confirmed | OrderState::Closed)).count();
    let rated: HashSet<(OrderId, i32)> = city.ratings.iter().map(|r| (r.order_id, r.round)).collect();
    assert_eq!(rated.len(), city.ratings.len());
    let share = rated.len() * 100 / ended;
    assert!((40..72).contains(&share), "{share} of 100");
    let of = |grade: i16| city.ratings.iter().filter(|r| r.grade == grade).count() * 100 / city.ratings.len();
    assert!((34..58).contains(&of(5)) && of(5) + of(4) < 90 && of(1) + of(2) >= 4, "{:?}", [of(1), of(2), of(3), of(4), of(5)]);
    for rating in &city.ratings {
        assert!(rating.tags.0.iter().all(|code| { tags.tags.iter().any(|t| t.code == *code && t.grades.contains(&rating.grade)) }));
    }
}

/// The working day is fuller than the night, and some work is late, but not most.
#[test]
fn some_work_is_late() {
    let city = small(5, noon());
    let late = city.order_events.iter().filter(|e| e.action == OrderAction::Complete);
    let deadline: HashMap<OrderId, Option<DateTime<Utc>>> =
        city.orders.iter().filter(|o| o.round == 1).map(|o| (o.id, o.deadline)).collect();
    let (all, late) = late
        .filter_map(|e| deadline.get(&e.order_id).copied().flatten().map(|d| e.at > d))
        .fold((0, 0), |(n, l), x| (n + 1, l + usize::from(x)));
    assert!(all > 200 && late * 100 > all * 3 && late * 100 < all * 25, "{late} of {all}");
}
