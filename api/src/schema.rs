//! The tables, in portable column types only; a test compares this file with both databases.
//! Written by hand: what `diesel print-schema` makes would name types that one of the two does not have.

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    idempotency_keys (scope, key) {
        scope -> Text,
        key -> Text,
        fingerprint -> Text,
        status -> Integer,
        body -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    audit_chains (chain) {
        chain -> Integer,
        head_seq -> BigInt,
        head_hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    audit_events (chain, seq) {
        chain -> Integer,
        seq -> BigInt,
        at -> Timestamptz,
        actor -> Text,
        origin -> Text,
        request_id -> Text,
        action -> Text,
        subject -> Text,
        before_digest -> Text,
        after_digest -> Text,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    outbox (id) {
        id -> BigInt,
        topic -> Text,
        subject -> Text,
        payload -> JsonSql,
        created_at -> Timestamptz,
        available_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        attempts -> Integer,
        done_at -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    calendar_years (year) {
        year -> Integer,
        source -> Text,
        imported_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    divisions (code) {
        code -> Text,
        name -> Text,
        level -> WordSql,
        urban_class -> Text,
        parent_code -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    estates (id) {
        id -> IdSql,
        division_code -> Text,
        name -> Text,
        kind -> WordSql,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    buildings (id) {
        id -> IdSql,
        estate_id -> IdSql,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    org_units (id) {
        id -> IdSql,
        parent_id -> Nullable<IdSql>,
        level -> WordSql,
        name -> Text,
        path -> Text,
        division_code -> Text,
        estate_id -> Nullable<IdSql>,
        building_id -> Nullable<IdSql>,
        secretary -> Text,
        telephone -> Text,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        closed_at -> Nullable<Timestamptz>,
        successor_id -> Nullable<IdSql>,
        has_absorbed -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    units (id) {
        id -> IdSql,
        uscc -> Text,
        name -> Text,
        kind -> WordSql,
        created_at -> Timestamptz,
        system -> Text,
        functions -> JsonSql,
        headcount -> Integer,
        liaison_name -> Text,
        liaison_phone -> Text,
        is_confirmed -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    pairings (id) {
        id -> IdSql,
        unit_id -> IdSql,
        community_id -> IdSql,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    persons (id) {
        id -> IdSql,
        name -> Text,
        phone -> Text,
        password_hash -> Nullable<Text>,
        home_id -> Nullable<IdSql>,
        failed_attempts -> Integer,
        locked_until -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    memberships (person_id, unit_id, valid_from) {
        person_id -> IdSql,
        unit_id -> IdSql,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    role_grants (id) {
        id -> IdSql,
        person_id -> IdSql,
        role -> WordSql,
        node_id -> IdSql,
        granted_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    phone_codes (id) {
        id -> IdSql,
        phone -> Text,
        code_hash -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        attempts -> Integer,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    sessions (id) {
        id -> IdSql,
        person_id -> IdSql,
        created_at -> Timestamptz,
        last_used_at -> Timestamptz,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        end_reason -> Nullable<WordSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    refresh_tokens (token_hash) {
        token_hash -> Text,
        session_id -> IdSql,
        created_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    skills (code) {
        code -> Text,
        name -> Text,
        name_en -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    teams (id) {
        id -> IdSql,
        name -> Text,
        kind -> WordSql,
        area_id -> IdSql,
        area -> Text,
        unit_id -> Nullable<IdSql>,
        leader_id -> IdSql,
        skills -> JsonSql,
        capacity -> Integer,
        on_leave_until -> Nullable<Date>,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    team_members (team_id, person_id) {
        team_id -> IdSql,
        person_id -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    menu_groups (id) {
        id -> IdSql,
        code -> Text,
        name -> Text,
        name_en -> Text,
        icon -> Text,
        position -> Integer,
        version -> Integer,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    menu_items (id) {
        id -> IdSql,
        code -> Text,
        group_id -> IdSql,
        position -> Integer,
        name -> Text,
        name_en -> Text,
        description -> Text,
        description_en -> Text,
        audience -> WordSql,
        evidence -> WordSql,
        deadlines -> JsonSql,
        skills -> JsonSql,
        form -> JsonSql,
        is_public -> Bool,
        is_open -> Bool,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        community_id -> Nullable<IdSql>,
        season -> Text,
        is_custom -> Bool,
        item_version -> Integer,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    menu_closures (item_id, community_id) {
        item_id -> IdSql,
        community_id -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    orders (id) {
        id -> IdSql,
        number -> Text,
        state -> WordSql,
        round -> Integer,
        version -> Integer,
        item_id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        urgency -> WordSql,
        source -> WordSql,
        text -> Text,
        answers -> JsonSql,
        spans -> JsonSql,
        contact_name -> Text,
        contact_phone -> Text,
        contact_address -> Text,
        expected_from -> Nullable<Timestamptz>,
        expected_to -> Nullable<Timestamptz>,
        requester_id -> IdSql,
        team_id -> Nullable<IdSql>,
        responsible_id -> Nullable<IdSql>,
        deadline -> Nullable<Timestamptz>,
        due_at -> Timestamptz,
        question -> Nullable<Text>,
        rejection_reason -> Nullable<WordSql>,
        rejection_explanation -> Nullable<Text>,
        outcome -> Nullable<WordSql>,
        completion_note -> Nullable<Text>,
        minutes -> Nullable<Integer>,
        pending -> Nullable<WordSql>,
        raised -> Integer,
        parent_id -> Nullable<IdSql>,
        merged_into -> Nullable<IdSql>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        next_mark_at -> Timestamptz,
        escalated -> Integer,
        item_version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_events (order_id, sequence) {
        order_id -> IdSql,
        sequence -> Integer,
        at -> Timestamptz,
        round -> Integer,
        action -> WordSql,
        state -> WordSql,
        actor_id -> Nullable<IdSql>,
        actor_side -> WordSql,
        team_id -> Nullable<IdSql>,
        note -> Nullable<Text>,
        detail -> JsonSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    measures (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        what -> Text,
        who -> Text,
        due_at -> Timestamptz,
        done_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    dispatches (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        team_id -> IdSql,
        state -> WordSql,
        version -> Integer,
        responsible_id -> Nullable<IdSql>,
        offered_by -> IdSql,
        offered_at -> Timestamptz,
        expires_at -> Timestamptz,
        answered_at -> Nullable<Timestamptz>,
        reason -> Nullable<WordSql>,
        explanation -> Nullable<Text>,
        note -> Nullable<Text>,
        choice -> JsonSql,
        is_named -> Bool,
        is_neutral -> Bool,
        rule_id -> Nullable<IdSql>,
        objection_reason -> Nullable<WordSql>,
        objection_text -> Nullable<Text>,
        objection_state -> Nullable<WordSql>,
        objected_by -> Nullable<IdSql>,
        objected_at -> Nullable<Timestamptz>,
        review -> Nullable<Text>,
        reviewed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    ratings (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        grade -> SmallInt,
        tags -> JsonSql,
        tags_version -> Integer,
        text -> Text,
        channel -> WordSql,
        rated_at -> Timestamptz,
        team_id -> Nullable<IdSql>,
        responsible_id -> Nullable<IdSql>,
        is_excluded -> Bool,
        rater_id -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    reveals (id) {
        id -> IdSql,
        order_id -> IdSql,
        person_id -> IdSql,
        reason -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    saved_views (id) {
        id -> IdSql,
        person_id -> IdSql,
        name -> Text,
        query -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_marks (order_id, stage, started_at, percent, level) {
        order_id -> IdSql,
        stage -> WordSql,
        started_at -> Timestamptz,
        percent -> Integer,
        level -> Integer,
        told_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_rounds (order_id, round) {
        order_id -> IdSql,
        round -> Integer,
        team_id -> Nullable<IdSql>,
        responsible_id -> Nullable<IdSql>,
        outcome -> Nullable<WordSql>,
        note -> Nullable<Text>,
        done_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    text_templates (id) {
        id -> IdSql,
        node_id -> IdSql,
        purpose -> WordSql,
        title -> Text,
        text -> Text,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    menu_item_versions (item_id, version) {
        item_id -> IdSql,
        version -> Integer,
        content -> JsonSql,
        spans -> JsonSql,
        published_at -> Timestamptz,
        published_by -> Nullable<IdSql>,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    callbacks (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        caller_id -> IdSql,
        at -> Timestamptz,
        day -> Date,
        is_reached -> Bool,
        is_solved -> Nullable<Bool>,
        grade -> Nullable<SmallInt>,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    photos (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        kind -> WordSql,
        uploaded_by -> IdSql,
        key -> Text,
        bytes -> BigInt,
        width -> Integer,
        height -> Integer,
        sha256 -> Text,
        created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    rating_follow_ups (rating_id) {
        rating_id -> IdSql,
        grade -> Nullable<SmallInt>,
        text -> Text,
        channel -> WordSql,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    menu_drafts (item_id) {
        item_id -> IdSql,
        content -> JsonSql,
        changed_at -> Timestamptz,
        changed_by -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    unsealings (id) {
        id -> IdSql,
        rating_id -> IdSql,
        order_id -> IdSql,
        area -> Text,
        person_id -> IdSql,
        reason -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    rectifications (id) {
        id -> IdSql,
        rating_id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        community_id -> IdSql,
        area -> Text,
        team_id -> Nullable<IdSql>,
        responsible_id -> Nullable<IdSql>,
        state -> WordSql,
        version -> Integer,
        opened_at -> Timestamptz,
        due_at -> Timestamptz,
        findings -> Nullable<Text>,
        plan -> Nullable<Text>,
        planned_by -> Nullable<IdSql>,
        feedback -> Nullable<Text>,
        re_rating_grade -> Nullable<SmallInt>,
        re_rating_text -> Nullable<Text>,
        re_rated_at -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    rectification_events (rectification_id, sequence) {
        rectification_id -> IdSql,
        sequence -> Integer,
        at -> Timestamptz,
        action -> WordSql,
        state -> WordSql,
        actor_id -> Nullable<IdSql>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    rating_appeals (id) {
        id -> IdSql,
        rating_id -> IdSql,
        order_id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        state -> WordSql,
        version -> Integer,
        reason -> Text,
        filed_by -> IdSql,
        filed_at -> Timestamptz,
        due_at -> Timestamptz,
        decided_by -> Nullable<IdSql>,
        decided_at -> Nullable<Timestamptz>,
        decision -> Nullable<Text>,
        representative -> Nullable<Text>,
        consent -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    whistles (id) {
        id -> IdSql,
        order_id -> IdSql,
        round -> Integer,
        community_id -> IdSql,
        area -> Text,
        cause -> WordSql,
        text -> Text,
        is_urgent -> Bool,
        state -> WordSql,
        version -> Integer,
        blown_by -> IdSql,
        blown_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    whistle_responders (id) {
        id -> IdSql,
        whistle_id -> IdSql,
        unit_id -> IdSql,
        state -> WordSql,
        version -> Integer,
        due_at -> Timestamptz,
        told -> Integer,
        acknowledged_at -> Nullable<Timestamptz>,
        plan -> Nullable<Text>,
        result -> Nullable<Text>,
        ended_at -> Nullable<Timestamptz>,
        answered_by -> Nullable<IdSql>,
        grade -> Nullable<SmallInt>,
        grade_note -> Nullable<Text>,
        is_clear -> Nullable<Bool>,
        is_justified -> Nullable<Bool>,
        view_note -> Nullable<Text>,
        on_site -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_search (id) {
        id -> BigInt,
        order_id -> IdSql,
        edition -> Integer,
        public_text -> Text,
        contact_text -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    dispatch_rules (id) {
        id -> IdSql,
        node_id -> IdSql,
        area -> Text,
        name -> Text,
        position -> Integer,
        is_enabled -> Bool,
        stops -> Bool,
        conditions -> JsonSql,
        effects -> JsonSql,
        version -> Integer,
        created_by -> IdSql,
        created_at -> Timestamptz,
        updated_by -> IdSql,
        updated_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_questions (order_id, request, position) {
        order_id -> IdSql,
        request -> Integer,
        position -> Integer,
        text -> Text,
        asked_at -> Timestamptz,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    notices (id) {
        id -> IdSql,
        person_id -> IdSql,
        kind -> Text,
        order_id -> Nullable<IdSql>,
        params -> JsonSql,
        is_read -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    notice_preferences (person_id) {
        person_id -> IdSql,
        language -> WordSql,
        keeps_quiet_hours -> Bool,
        mail -> Nullable<Text>,
        no_sms -> JsonSql,
        no_mail -> JsonSql,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    order_followers (order_id, person_id) {
        order_id -> IdSql,
        person_id -> IdSql,
        followed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    wishes (id) {
        id -> IdSql,
        number -> Text,
        state -> WordSql,
        version -> Integer,
        item_id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        text -> Text,
        summary -> Text,
        contact_name -> Text,
        contact_phone -> Text,
        contact_address -> Text,
        wisher_id -> IdSql,
        entered_by -> IdSql,
        consent -> JsonSql,
        explanation -> Text,
        order_id -> Nullable<IdSql>,
        created_at -> Timestamptz,
        published_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    org_changes (id) {
        id -> IdSql,
        node_id -> IdSql,
        action -> WordSql,
        at -> Timestamptz,
        by_id -> IdSql,
        reason -> Text,
        before -> JsonSql,
        after -> JsonSql,
        other_id -> Nullable<IdSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    division_successors (code, successor_code) {
        code -> Text,
        successor_code -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    node_members (id) {
        id -> IdSql,
        node_id -> IdSql,
        office -> WordSql,
        name -> Text,
        duty -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    stations (id) {
        id -> IdSql,
        node_id -> IdSql,
        area -> Text,
        name -> Text,
        address -> Text,
        telephone -> Text,
        hours -> Text,
        closed_at -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    unit_details (check_in_id) {
        check_in_id -> IdSql,
        name -> Text,
        kind -> WordSql,
        system -> Text,
        functions -> JsonSql,
        headcount -> Integer,
        liaison_name -> Text,
        liaison_phone -> Text,
        submitted_by -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    check_in_events (check_in_id, sequence) {
        check_in_id -> IdSql,
        sequence -> Integer,
        at -> Timestamptz,
        action -> WordSql,
        state -> WordSql,
        actor_id -> Nullable<IdSql>,
        community_id -> IdSql,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    unit_liaisons (id) {
        id -> IdSql,
        unit_id -> IdSql,
        person_id -> IdSql,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    unit_members (id) {
        id -> IdSql,
        unit_id -> IdSql,
        name -> Text,
        phone -> Text,
        identity_hash -> Nullable<Text>,
        identity_tail -> Text,
        residence_id -> Nullable<IdSql>,
        party_status -> WordSql,
        post -> Text,
        listed_at -> Timestamptz,
        left_at -> Nullable<Timestamptz>,
        left_reason -> Text,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    import_jobs (id) {
        id -> IdSql,
        unit_id -> IdSql,
        created_by -> IdSql,
        file_name -> Text,
        sha256 -> Text,
        state -> WordSql,
        layout -> JsonSql,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        is_emptied -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    import_rows (job_id, line) {
        job_id -> IdSql,
        line -> Integer,
        finding -> WordSql,
        content -> JsonSql,
        problems -> JsonSql,
        outcome -> WordSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    pairing_items (id) {
        id -> IdSql,
        pairing_id -> IdSql,
        kind -> WordSql,
        title -> Text,
        note -> Text,
        agreed_by_unit -> Bool,
        agreed_by_community -> Bool,
        created_by -> IdSql,
        ended_at -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    commitments (id) {
        id -> IdSql,
        pairing_id -> IdSql,
        year -> Integer,
        title -> Text,
        amount -> Text,
        due_on -> Date,
        outcome -> Nullable<WordSql>,
        note -> Text,
        decided_by -> Nullable<IdSql>,
        decided_at -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    adjunct_members (id) {
        id -> IdSql,
        community_id -> IdSql,
        unit_id -> IdSql,
        name -> Text,
        post -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::joinable!(role_grants -> org_units (node_id));
diesel::joinable!(text_templates -> org_units (node_id));
diesel::joinable!(orders -> menu_items (item_id));
diesel::joinable!(orders -> org_units (community_id));
diesel::joinable!(orders -> teams (team_id));
diesel::joinable!(dispatches -> orders (order_id));
diesel::joinable!(dispatches -> teams (team_id));
diesel::joinable!(team_members -> persons (person_id));
diesel::joinable!(team_members -> teams (team_id));
diesel::joinable!(menu_items -> menu_groups (group_id));
diesel::joinable!(pairings -> org_units (community_id));
diesel::joinable!(pairings -> units (unit_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(notices -> orders (order_id));
diesel::joinable!(order_followers -> orders (order_id));
diesel::joinable!(order_followers -> persons (person_id));
diesel::joinable!(wishes -> org_units (community_id));

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    check_ins (id) {
        id -> IdSql,
        number -> Text,
        subject -> WordSql,
        person_id -> Nullable<IdSql>,
        unit_id -> Nullable<IdSql>,
        community_id -> IdSql,
        area -> Text,
        basis -> WordSql,
        state -> WordSql,
        intents -> JsonSql,
        availability -> Text,
        reason -> Text,
        transfer_to -> Nullable<IdSql>,
        valid_to -> Nullable<Date>,
        due_at -> Timestamptz,
        submitted_at -> Timestamptz,
        activated_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        told -> Integer,
        submitted_by -> Nullable<IdSql>,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    admissions (number) {
        number -> Text,
        area -> Text,
        valid_from -> Date,
        valid_to -> Date,
        state -> WordSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    volunteers (person_id) {
        person_id -> IdSql,
        number -> Text,
        birth_year -> Nullable<Integer>,
        calendar_secret -> Text,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    qualifications (id) {
        id -> IdSql,
        person_id -> IdSql,
        area -> Text,
        kind -> WordSql,
        code -> Text,
        valid_to -> Nullable<Date>,
        state -> WordSql,
        reason -> Text,
        decided_by -> Nullable<IdSql>,
        created_at -> Timestamptz,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    posts (id) {
        id -> IdSql,
        category -> WordSql,
        community_id -> IdSql,
        node_id -> IdSql,
        area -> Text,
        title -> Text,
        description -> Text,
        risk_note -> Text,
        skills -> JsonSql,
        licences -> JsonSql,
        min_age -> Nullable<Integer>,
        max_age -> Nullable<Integer>,
        needs_mediator -> Bool,
        needs_insurance -> Bool,
        insurance_note -> Text,
        min_people -> Integer,
        max_people -> Integer,
        admission_no -> Nullable<Text>,
        state -> WordSql,
        version -> Integer,
        created_by -> IdSql,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    post_hosts (post_id, person_id) {
        post_id -> IdSql,
        person_id -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    post_series (id) {
        id -> IdSql,
        post_id -> IdSql,
        rule -> Text,
        starts_at -> Timestamptz,
        minutes -> Integer,
        place -> Text,
        capacity -> Integer,
        waitlist -> Integer,
        made_until -> Timestamptz,
        is_ended -> Bool,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    shifts (id) {
        id -> IdSql,
        post_id -> IdSql,
        series_id -> Nullable<IdSql>,
        occurs_at -> Timestamptz,
        community_id -> IdSql,
        area -> Text,
        category -> WordSql,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        opens_at -> Timestamptz,
        place -> Text,
        capacity -> Integer,
        waitlist -> Integer,
        held -> Integer,
        waiting -> Integer,
        queued -> Integer,
        state -> WordSql,
        reason -> Text,
        sequence -> Integer,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    claims (id) {
        id -> IdSql,
        shift_id -> IdSql,
        post_id -> IdSql,
        person_id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        category -> WordSql,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        state -> WordSql,
        queue_no -> Integer,
        claimed_at -> Timestamptz,
        method -> Nullable<WordSql>,
        present_from -> Nullable<Timestamptz>,
        present_to -> Nullable<Timestamptz>,
        minutes -> Nullable<Integer>,
        marked_by -> Nullable<IdSql>,
        confirmers -> JsonSql,
        challenged_by -> Nullable<IdSql>,
        challenge -> Text,
        answer -> Text,
        decision -> Text,
        end_reason -> Nullable<WordSql>,
        end_note -> Text,
        is_late -> Bool,
        is_excused -> Bool,
        due_at -> Timestamptz,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    claim_reveals (id) {
        id -> IdSql,
        claim_id -> IdSql,
        person_id -> IdSql,
        reason -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    service_logs (id) {
        id -> IdSql,
        person_id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        unit_id -> Nullable<IdSql>,
        source -> WordSql,
        source_id -> IdSql,
        category -> Nullable<WordSql>,
        title -> Text,
        minutes -> Integer,
        evidence -> WordSql,
        confirmers -> JsonSql,
        is_off_hours -> Bool,
        occurred_at -> Timestamptz,
        year -> Integer,
        reason -> Text,
        written_by -> Nullable<IdSql>,
        written_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    service_certificates (id) {
        id -> IdSql,
        number -> Text,
        person_id -> IdSql,
        check_code -> Text,
        content -> JsonSql,
        issued_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    activities (id) {
        id -> IdSql,
        community_id -> IdSql,
        area -> Text,
        unit_id -> Nullable<IdSql>,
        category -> WordSql,
        title -> Text,
        description -> Text,
        place -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        answer_by -> Timestamptz,
        capacity -> Integer,
        taken -> Integer,
        is_open_to_all -> Bool,
        admission_no -> Nullable<Text>,
        state -> WordSql,
        reason -> Text,
        people_served -> Integer,
        summary -> Text,
        outcomes -> JsonSql,
        version -> Integer,
        created_by -> IdSql,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    activity_invitations (id) {
        id -> IdSql,
        activity_id -> IdSql,
        unit_id -> IdSql,
        parent_id -> Nullable<IdSql>,
        state -> WordSql,
        text -> Text,
        people -> Integer,
        contact_name -> Text,
        contact_phone -> Text,
        reason -> Text,
        expires_at -> Timestamptz,
        invited_by -> IdSql,
        answered_by -> Nullable<IdSql>,
        answered_at -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    activity_sign_ups (id) {
        id -> IdSql,
        activity_id -> IdSql,
        person_id -> IdSql,
        unit_id -> Nullable<IdSql>,
        state -> WordSql,
        minutes -> Integer,
        evidence -> Nullable<WordSql>,
        marked_by -> Nullable<IdSql>,
        signed_at -> Timestamptz,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    projects (id) {
        id -> IdSql,
        kind -> WordSql,
        community_id -> IdSql,
        area -> Text,
        title -> Text,
        description -> Text,
        place -> Text,
        state -> WordSql,
        unit_id -> Nullable<IdSql>,
        responsible_name -> Text,
        responsible_phone -> Text,
        round -> Integer,
        report -> Text,
        closing -> Text,
        few_words_reason -> Text,
        reason -> Text,
        version -> Integer,
        created_by -> IdSql,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_applications (id) {
        id -> IdSql,
        project_id -> IdSql,
        unit_id -> IdSql,
        state -> WordSql,
        text -> Text,
        responsible_name -> Text,
        responsible_phone -> Text,
        applied_by -> IdSql,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_measures (id) {
        id -> IdSql,
        project_id -> IdSql,
        what -> Text,
        who -> Text,
        due_on -> Date,
        done_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_milestones (id) {
        id -> IdSql,
        project_id -> IdSql,
        title -> Text,
        due_on -> Date,
        reached_on -> Nullable<Date>,
        note -> Text,
        is_told -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_outcomes (id) {
        id -> IdSql,
        project_id -> IdSql,
        indicator -> Text,
        unit -> Text,
        planned -> BigInt,
        achieved -> Nullable<BigInt>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_words (id) {
        id -> IdSql,
        project_id -> IdSql,
        person_id -> IdSql,
        round -> Integer,
        verdict -> WordSql,
        grade -> SmallInt,
        text -> Text,
        said_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::db::types::*;

    project_events (project_id, sequence) {
        project_id -> IdSql,
        sequence -> Integer,
        at -> Timestamptz,
        action -> WordSql,
        state -> WordSql,
        actor_id -> Nullable<IdSql>,
        unit_id -> Nullable<IdSql>,
        note -> Text,
    }
}

diesel::joinable!(claims -> shifts (shift_id));
diesel::joinable!(claims -> posts (post_id));
diesel::joinable!(claims -> persons (person_id));
diesel::joinable!(shifts -> posts (post_id));
diesel::joinable!(check_ins -> org_units (community_id));
diesel::joinable!(check_in_events -> check_ins (check_in_id));
diesel::joinable!(unit_details -> check_ins (check_in_id));
diesel::joinable!(pairing_items -> pairings (pairing_id));
diesel::joinable!(commitments -> pairings (pairing_id));

diesel::allow_tables_to_appear_in_same_query!(
    idempotency_keys,
    audit_chains,
    audit_events,
    outbox,
    calendar_years,
    settings,
    divisions,
    estates,
    buildings,
    org_units,
    units,
    pairings,
    persons,
    memberships,
    role_grants,
    phone_codes,
    sessions,
    refresh_tokens,
    skills,
    teams,
    team_members,
    menu_groups,
    menu_items,
    menu_closures,
    orders,
    order_events,
    measures,
    dispatches,
    ratings,
    reveals,
    notices,
    notice_preferences,
    dispatch_rules,
    saved_views,
    order_marks,
    text_templates,
    photos,
    menu_item_versions,
    menu_drafts,
    order_rounds,
    callbacks,
    rating_follow_ups,
    unsealings,
    rectifications,
    rectification_events,
    rating_appeals,
    whistles,
    whistle_responders,
    order_search,
    order_questions,
    order_followers,
    wishes,
    check_ins,
    org_changes,
    division_successors,
    node_members,
    stations,
    admissions,
    volunteers,
    qualifications,
    posts,
    post_hosts,
    post_series,
    shifts,
    claims,
    claim_reveals,
    service_logs,
    service_certificates,
    unit_details,
    check_in_events,
    unit_liaisons,
    unit_members,
    import_jobs,
    import_rows,
    pairing_items,
    commitments,
    adjunct_members,
    activities,
    activity_invitations,
    activity_sign_ups,
    projects,
    project_applications,
    project_measures,
    project_milestones,
    project_outcomes,
    project_words,
    project_events,
);
