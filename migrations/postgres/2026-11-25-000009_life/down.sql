-- Only possible while nothing uses the new words.
ALTER TABLE role_grants DROP CONSTRAINT role_grants_role_check;
ALTER TABLE role_grants ADD CONSTRAINT role_grants_role_check CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin'));

ALTER TABLE order_events DROP COLUMN detail;
ALTER TABLE order_events DROP CONSTRAINT order_events_actor_side_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_actor_side_check CHECK (actor_side IN ('requester','community','team','system'));
ALTER TABLE order_events DROP CONSTRAINT order_events_action_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_action_check CHECK (action IN ('submit','accept','request_information','provide_information','reject','withdraw','dispatch','take','release','hand_back','record_contact','add_measure','complete','confirm','reopen','rate','close_unreached','close'));
ALTER TABLE order_events DROP CONSTRAINT order_events_state_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_state_check CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed'));

ALTER TABLE orders DROP COLUMN merged_into;
ALTER TABLE orders DROP COLUMN parent_id;
ALTER TABLE orders DROP COLUMN raised;
ALTER TABLE orders DROP COLUMN pending;
ALTER TABLE orders DROP CONSTRAINT orders_source_check;
ALTER TABLE orders ADD CONSTRAINT orders_source_check CHECK (source IN ('spa','phone','import'));
ALTER TABLE orders DROP CONSTRAINT orders_state_check;
ALTER TABLE orders ADD CONSTRAINT orders_state_check CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed'));
