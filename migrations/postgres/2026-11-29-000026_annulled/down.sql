-- What ended that way is closed all the same; the note says why.
UPDATE rectification_events SET action = 'close' WHERE action = 'annul';
ALTER TABLE rectification_events DROP CONSTRAINT rectification_events_action_check;
ALTER TABLE rectification_events ADD CONSTRAINT rectification_events_action_check
    CHECK (action IN ('open','call','call_unreached','fix_now','propose_ledger','approve_ledger','refuse_ledger','explain','give_feedback','re_rate','stay_silent','close'));
