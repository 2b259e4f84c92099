-- A rectification ends when an appeal against its rating is upheld.
CREATE TABLE new_rectification_events (
    rectification_id BLOB NOT NULL REFERENCES rectifications (id),
    sequence         INTEGER NOT NULL,
    at               BIGINT NOT NULL,
    action           TEXT NOT NULL CHECK (action IN ('open','call','call_unreached','fix_now','propose_ledger','approve_ledger','refuse_ledger','explain','give_feedback','re_rate','stay_silent','close','annul')),
    state            TEXT NOT NULL CHECK (state IN ('opened','called_back','fix_now','ledger_proposed','ledger','explain','feedback_given','re_rated','rater_silent','closed')),
    actor_id         BLOB REFERENCES persons (id),
    note             TEXT,
    PRIMARY KEY (rectification_id, sequence)
);
INSERT INTO new_rectification_events (rectification_id, sequence, at, action, state, actor_id, note)
SELECT rectification_id, sequence, at, action, state, actor_id, note FROM rectification_events;
DROP TABLE rectification_events;
ALTER TABLE new_rectification_events RENAME TO rectification_events;
