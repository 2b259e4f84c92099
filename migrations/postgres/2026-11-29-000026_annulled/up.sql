-- A rectification ends when an appeal against its rating is upheld.
ALTER TABLE rectification_events DROP CONSTRAINT rectification_events_action_check;
ALTER TABLE rectification_events ADD CONSTRAINT rectification_events_action_check
    CHECK (action IN ('open','call','call_unreached','fix_now','propose_ledger','approve_ledger','refuse_ledger','explain','give_feedback','re_rate','stay_silent','close','annul'));
