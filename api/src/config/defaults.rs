//! The documented default of every key.

use super::*;

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            database: "sqlite:data/shuangbaodao.db".into(),
            web: "web/dist".into(),
            public_url: String::new(),
            auth: Auth::default(),
            limits: Limits::default(),
            menu: Menu::default(),
            orders: Orders::default(),
            dispatch: Dispatch::default(),
            ratings: Ratings::default(),
            photos: Photos::default(),
            posts: Posts::default(),
            records: Records::default(),
            check_ins: CheckIns::default(),
            imports: Imports::default(),
            activities: Activities::default(),
            projects: Projects::default(),
            calendar: Calendar::default(),
            documents: Documents::default(),
            notices: Notices::default(),
            sms: Sms::default(),
            mail: Mail::default(),
            db: Db::default(),
            log: Log { format: "json".into(), filter: "info".into() },
        }
    }
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            secret: String::new(),
            access_minutes: 15,
            refresh_days: 30,
            refresh_grace_seconds: 30,
            secure_cookie: false,
            lockout_attempts: 5,
            lockout_minutes: 15,
            code_minutes: 5,
            code_resend_seconds: 60,
            codes_per_day: 10,
            principal_cache_seconds: 5,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 256 * 1024,
            idempotency_hours: 24,
            parallel_hashes: 2,
            catalogue_seconds: 5,
            saved_views: 30,
            remembered_orders: 10_000,
        }
    }
}

impl Default for Orders {
    fn default() -> Self {
        Self {
            silent_question_days: 7,
            max_question_days: 14,
            contest_days: 5,
            duplicate_days: 30,
            reminder_day: 3,
            callback_after_days: 4,
            close_after_days: 7,
            max_reopenings: 2,
            sweep_seconds: 20,
            max_waits: 3,
            waits: Waits::default(),
            max_extensions: 2,
            callback: Span::Days(7),
            reminders: vec![50, 80, 100],
        }
    }
}

impl Default for Dispatch {
    fn default() -> Self {
        Self {
            skill_weight: 45,
            distance_weight: 25,
            capacity_weight: 15,
            promise_weight: 15,
            promise_days: 180,
            candidates: 20,
            refusals_before_naming: 3,
            trial_orders: 500,
        }
    }
}

impl Default for Ratings {
    fn default() -> Self {
        Self { window_days: 30, follow_up_days: 30 }
    }
}

impl Default for Calendar {
    fn default() -> Self {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or_default();
        Self { office_hours: vec![(at(8, 30), at(12, 0)), (at(14, 0), at(17, 30))] }
    }
}

impl Default for Documents {
    fn default() -> Self {
        let fonts = [
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#2",
            "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc#2",
            "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        ];
        Self { fonts: fonts.map(String::from).to_vec() }
    }
}

impl Default for Db {
    fn default() -> Self {
        Self { readers: 0, writers: 8, queue: 1024, max_wait_ms: 5000, durable: true }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: "json".into(), filter: "info".into() }
    }
}
