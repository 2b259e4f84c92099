-- The whole life of an order: new states, steps and sources, what waits for a decision, parts and merged orders; roles that go with it.

ALTER TABLE orders DROP CONSTRAINT orders_state_check;
ALTER TABLE orders ADD CONSTRAINT orders_state_check CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed','waiting','merged','referred','whistled'));
ALTER TABLE orders DROP CONSTRAINT orders_source_check;
ALTER TABLE orders ADD CONSTRAINT orders_source_check CHECK (source IN ('spa','phone','import','grid','wish','part'));
ALTER TABLE orders ADD COLUMN pending TEXT CHECK (pending IN ('rejection','contest','extension')); -- what somebody has to decide
ALTER TABLE orders ADD COLUMN raised INTEGER NOT NULL DEFAULT 0 CHECK (raised BETWEEN 0 AND 2);   -- levels above the community: who holds it
ALTER TABLE orders ADD COLUMN parent_id UUID REFERENCES orders (id); -- of a part
ALTER TABLE orders ADD COLUMN merged_into UUID REFERENCES orders (id);
CREATE INDEX ix_orders_pending ON orders (pending, community_id, created_at, id) WHERE pending IS NOT NULL;
CREATE INDEX ix_orders_parent ON orders (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ix_orders_merged ON orders (merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE order_events DROP CONSTRAINT order_events_state_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_state_check CHECK (state IN ('draft','submitted','needs_info','rejected','withdrawn','accepted','dispatched','taken','in_progress','done','confirmed','reopened','closed_unreached','closed','waiting','merged','referred','whistled'));
ALTER TABLE order_events DROP CONSTRAINT order_events_action_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_action_check CHECK (action IN ('submit','accept','request_information','provide_information','reject','withdraw','dispatch','take','release','hand_back','record_contact','add_measure','complete','confirm','reopen','rate','close_unreached','close','propose_rejection','contest','uphold','overturn','refer','merge','whistle','whistle_solved','whistle_returned','urge','add_progress','wait','resume','ask_extension','grant_extension','refuse_extension','split','call_unreached','call_solved','call_unsolved','follow_up'));
ALTER TABLE order_events DROP CONSTRAINT order_events_actor_side_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_actor_side_check CHECK (actor_side IN ('requester','community','street','team','system'));
ALTER TABLE order_events ADD COLUMN detail JSONB NOT NULL DEFAULT '{}';

ALTER TABLE role_grants DROP CONSTRAINT role_grants_role_check;
ALTER TABLE role_grants ADD CONSTRAINT role_grants_role_check CHECK (role IN ('resident','member','team_lead','community_clerk','community_secretary','street','city_office','sys_admin','grid_worker','caller','department'));
